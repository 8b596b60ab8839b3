"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

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


def people_of(here: Here, *, also: Iterable[Member] = ()) -> QuerySet[Member]:
    """Everyone in the project now, and those who were chosen before and have left since: they were there all the same."""
    chosen = [member.pk for member in also]
    return Member.objects.filter(Q(left_at=None) | Q(pk__in=chosen), project=here.project)
