"""Form fields as people meet them: an accessible component each, plain messages, nothing entered lost."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form, even if it was empty; none where the page was only opened."""
    return request.POST if request.method == "POST" else None


def status_of(form: forms.BaseForm) -> HTTPStatus:
    """An invalid form is answered as such (422), not as a success."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def page_query(request: HttpRequest) -> Callable[..., str]:
    """Makes the address of another page of the same list."""

    def query(**changed: Any) -> str:
        kept = {key: value for key, value in request.GET.items() if value and key != "page"}
        return urlencode({**kept, **changed})

    return query


class DateInput(forms.DateInput):
    """The browser's own date field: it works with a keyboard, a phone, and without JavaScript."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DateField(forms.DateField):
    """A day, typed or picked."""

    widget = DateInput
    default_error_messages = {"invalid": _("Enter a date, for example 3/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"], **kwargs
        )


class WordsField(forms.CharField):
    """A longer text, as it was written but with one kind of line end.

    Args:
        rows: how many lines the box shows.
    """

    def __init__(self, *, rows: int = 5, max_length: int = 20_000, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class ListField(WordsField):
    """Several short texts, one a line; cleaned to a list without empty lines."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line.strip() for line in str(text).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class Form(forms.Form):
    """A form whose required fields say in plain words what is missing.

    Subclasses name the message for an empty field in ``missing``: the field's name to the words.
    """

    missing: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for name, words in self.missing.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = words

    def not_judged_yet(self) -> None:
        """Show what was entered and say nothing of what is wrong or missing: somebody asked for more rows and goes on."""
        self._errors = ErrorDict()
