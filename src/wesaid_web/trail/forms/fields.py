"""Fields that several forms of the trail share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.fields import RowField, RowsField, differing, in_words, people_of

__all__ = ["RowField", "RowsField", "TagsField", "differing", "in_words", "people_of"]


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
