"""Fields that several forms of the trail share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.languages import probably_in, written_in
from wesaid_web.meetings.queries import could_decide
from wesaid_web.projects.access import Here
from wesaid_web.projects.fields import RowField, RowsField, differing, in_words, people_of

__all__ = ["RowField", "RowsField", "TagsField", "TongueField", "differing", "in_words", "people_of"]


MOST_MEETINGS = 30


def ask_meeting(form: forms.Form, here: Here, label: Any, help_text: Any) -> None:
    """At which meeting it was, where there was one: the latest ones. The day is that of the meeting then."""
    rows = list(could_decide(here.project)[:MOST_MEETINGS])
    if rows:
        field = RowField(rows, empty=_("At none"), required=False, label=label, help_text=help_text)
        field.hide_optional = True  # type: ignore[attr-defined]
        form.fields["meeting"] = field


class TongueField(forms.ChoiceField):
    """In which language words are: folded away, since it is nearly always that of the page."""

    hide_optional = folded = True

    def __init__(self, label: Any = None) -> None:
        label = label or _("In which language are these words?")
        super().__init__(label=label, required=False, choices=written_in, initial=probably_in)

    def says(self, value: Any) -> str:
        """What stands there while it is folded."""
        return dict(written_in()).get(str(value or ""), "")


class TagsField(forms.CharField):
    """Tags with commas between them; cleaned to a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Tags"),
            required=False,
            max_length=300,
            help_text=_("Words to find it by, with commas between them. For example: waiting times, letters"),
            **kwargs,
        )

    def clean(self, value: Any) -> list[str]:
        return [name.strip() for name in str(super().clean(value)).split(",") if name.strip()]
