"""Fields and helpers that forms of several rooms share: a choice of rows, the people of a project, what two editors differ in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from wesaid_web.common.forms import Form
from wesaid_web.common.jinja import day
from wesaid_web.projects.access import Here
from wesaid_web.projects.models import Member


class RowField(forms.ChoiceField):
    """A choice of one row; cleaned to the row, or none."""

    def __init__(self, rows: QuerySet[Any] | list[Any], *, empty: Any = "", **kwargs: Any) -> None:
        self.rows = {str(row.pk): row for row in rows}
        choices = [(key, getattr(row, "words", str(row))) for key, row in self.rows.items()]
        super().__init__(choices=[("", empty), *choices] if empty else choices, **kwargs)

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class RowsField(forms.MultipleChoiceField):
    """A choice of several rows; cleaned to the rows."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, rows: QuerySet[Any] | list[Any], **kwargs: Any) -> None:
        self.rows = {str(row.pk): row for row in rows}
        super().__init__(choices=[(key, getattr(row, "words", str(row))) for key, row in self.rows.items()], **kwargs)

    def clean(self, value: Any) -> list[Any]:
        return [self.rows[key] for key in super().clean(value)]


def people_of(here: Here, *, also: Iterable[Member] = ()) -> QuerySet[Member]:
    """Everyone in the project now, and those who were chosen before and have left since: they were there all the same."""
    chosen = [member.pk for member in also]
    return Member.objects.filter(Q(left_at=None) | Q(pk__in=chosen), project=here.project)


def differing(mine: Form, theirs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What somebody else has saved meanwhile, question by question, where it is not what was just sent.

    Args:
        mine: the form that was sent, valid.
        theirs: what the same form would be opened with now.
    """
    found = []
    for name, field in mine.fields.items():
        if name not in theirs or isinstance(field.widget, forms.HiddenInput):
            continue
        saved = in_words(field, theirs[name])
        if saved != in_words(field, mine.cleaned_data.get(name)):
            found.append((str(field.label), saved))
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """An answer as a person reads it, whether it comes from a row or from a form."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(key): str(label) for key, label in choices if key or getattr(field, "empty_is_answer", False)}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(sorted(words[key] for key in (str(getattr(one, "pk", one)) for one in chosen) if key in words))
    if isinstance(value, date):
        return day(value)
    return ", ".join(sorted(value)) if isinstance(value, list) else str(value or "").strip()
