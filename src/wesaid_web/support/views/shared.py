"""What the views of worries and of care share."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.utils.formats import date_format

from wesaid_web.common.forms import Form


def status_of(form: Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def differing(mine: Form, theirs: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What somebody else has saved meanwhile, question by question, where it is not what was just sent."""
    found = []
    for name, field in mine.fields.items():
        if name not in theirs or isinstance(field.widget, forms.HiddenInput):
            continue
        saved = _in_words(field, theirs[name])
        if saved != _in_words(field, mine.cleaned_data.get(name)):
            found.append((str(field.label), saved))
    return found


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(label) for key, label in choices if str(key) == str(value or "")), "")
    if isinstance(field, forms.DateField) and value:
        return date_format(value, "j F Y")
    return str(value if value is not None else "")
