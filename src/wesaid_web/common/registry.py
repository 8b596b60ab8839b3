"""Registers that every app fills, for every model: what it holds, who sees it, what becomes of it.

An app keeps its entries in its ``registers.py``: ``MODELS`` (one :class:`Model` for each of its models, one :class:`Field`
for each column) and ``AUDIT`` (the words for each verb it records). A model, column or verb without an entry fails the
build (tests/meta) and the system checks. From these registers come the share archive, the worked example, the list of
what happened and, when erasure is built, the erasure itself and the privacy notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models
from django.utils.functional import Promise

APPS = ("common", "people", "projects", "trail", "evaluation", "show")


class Erase(StrEnum):
    """What happens to a column when the person it is about asks to be forgotten."""

    ERASE = "erase"  # the value is emptied
    KEEP = "keep"  # not about a person, or needed so that counts stay true
    REDACT = "redact"  # replaced by words that say something was here
    ROW = "row"  # the whole row goes


@dataclass(frozen=True)
class Field:
    """One column: what it is for, who can see it, what erasure does with it."""

    purpose: str
    seen_by: str = "the group"
    erase: Erase = Erase.KEEP


@dataclass(frozen=True)
class Model:
    """One model: why we hold it, how long, and whether it goes into the share archive and the worked example."""

    holds: str
    retention: str
    archive: str  # "share", or why it is left out
    demo: str  # "shown", or why it is not
    fields: Mapping[str, Field]


Words = str | Promise
AuditWords = Mapping[str, Words]


def _of(app: str, name: str) -> Any:
    return getattr(import_module(f"wesaid_web.{app}.registers"), name)


def models_register() -> dict[str, Model]:
    """Every entry, by model label, for example ``trail.Contribution``."""
    return {label: entry for app in APPS for label, entry in _of(app, "MODELS").items()}


def audit_words() -> dict[str, Words]:
    """The words for every audit verb of every app."""
    return {verb: words for app in APPS for verb, words in _of(app, "AUDIT").items()}


def missing_entries() -> Iterator[str]:
    """Say, one line each, which model or column has no entry, and which entry has no model or column."""
    register = models_register()
    known = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}
    for label in sorted(known.keys() - register.keys()):
        yield f"{label}: no entry in its app's registers.py"
    for label in sorted(register.keys() - known.keys()):
        yield f"{label}: an entry without a model"
    for label in sorted(known.keys() & register.keys()):
        columns = {field.name for field in known[label]._meta.get_fields() if _is_column(field)}
        entered = set(register[label].fields)
        for name in sorted(columns - entered):
            yield f"{label}.{name}: no entry for this column"
        for name in sorted(entered - columns):
            yield f"{label}.{name}: an entry without a column"


def _is_column(field: Any) -> bool:
    return isinstance(field, models.Field) and not field.primary_key and not field.many_to_many


@checks.register
def check_registers(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Django's system check: nothing is stored that the registers do not know."""
    return [checks.Error(line, id="wesaid.E001") for line in missing_entries()]
