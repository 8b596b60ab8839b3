"""Registers that every app fills, for every model: what it holds, who sees it, what becomes of it.

An app keeps its entries in its ``registers.py``: ``MODELS`` (one :class:`Model` for each of its models, one :class:`Field`
for each column) and ``AUDIT`` (the words for each verb it records). A model, column or verb without an entry fails the
build (tests/meta) and the system checks. From these registers come the share archive, the worked example, the list of
what happened, what a person is shown of what is held about them, how long things are kept, the privacy notice, and the
erasure itself (``common/erasure.py``): it does what the registers say, so a column without its way is not built.
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

from wesaid_web import APPS


class Erase(StrEnum):
    """What happens to a column when the person it is about asks to be forgotten."""

    ERASE = "erase"  # the value is emptied, in rows that are theirs; a reference that leads to them leads nowhere
    KEEP = "keep"  # not about a person, or needed so that counts stay true
    REDACT = "redact"  # in rows that are theirs, replaced by words that say something was here
    ROW = "row"  # the whole row goes
    NAME = "name"  # words in which people are named: the name is taken out, whoever wrote it
    CHOICE = "choice"  # words they gave: gone, or kept without the name, as they choose
    NAMELESS = (
        "nameless"  # goes on leading to their place, which has neither name nor account any more: counts stay true
    )


@dataclass(frozen=True)
class Field:
    """One column: what it is for, who can see it, what erasure does with it.

    Attributes:
        of: how the row leads to the person this column is about, where that is another than the model says.
    """

    purpose: str
    seen_by: str = "the group"
    erase: Erase = Erase.KEEP
    of: str = ""


@dataclass(frozen=True)
class Ends:
    """When rows of a model go by themselves: so many days after a day that stands in them.

    Attributes:
        what: the code of what a group can set the time for (``privacy/keeping.py`` has the words and the usual times).
        since: the column from which it is counted. Where it is empty the row does not go.
        without: a relation that has to be empty first, for example the payments under terms.
    """

    what: str
    since: str
    without: str = ""


@dataclass(frozen=True)
class Model:
    """One model: why we hold it, how long, and whether it goes into the share archive and the worked example.

    Attributes:
        of: how a row leads to the person whose it is: a path to their place in a project or their account; ``"id"`` where the
            row is that place or account itself. Empty where rows are nobody's: then words in it can only have a name taken out.
        apart: why it stands outside what a person is shown of their data, and outside erasure on asking; nearly always empty.
        ends: when rows go by themselves.
    """

    holds: str
    retention: str
    archive: str  # "share", or why it is left out
    demo: str  # "shown", or why it is not
    fields: Mapping[str, Field]
    of: str = ""
    apart: str = ""
    ends: Ends | None = None


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


PEOPLE = ("projects.Member", "people.User")
"""The two models that stand for a person: their place in a project, and their account."""
_IN_PLACE = {Erase.ERASE, Erase.REDACT, Erase.CHOICE}


def way_to(model: type[models.Model], path: str) -> tuple[str, bool]:
    """Where a path leads: the label of the model at its end, and whether every step of it exists."""
    here: type[models.Model] | None = model
    for step in [] if path == "id" else path.split("__"):
        names = {field.name: field for field in here._meta.get_fields()} if here else {}
        here = getattr(names.get(step), "related_model", None)
    return (here._meta.label, True) if here else ("", False)


def faulty_ways() -> Iterator[str]:
    """Say, one line each, which entry tells a way that cannot be gone when a person asks to be forgotten."""
    register = models_register()
    for model in apps.get_models(include_auto_created=True):
        entry = register.get(model._meta.label)
        if entry is None or entry.apart:
            continue
        for name, field in entry.fields.items():
            if name in {one.name for one in model._meta.get_fields()}:
                yield from (f"{model._meta.label}.{name}: {what}" for what in _faults(model, entry, name, field))
        if entry.of and way_to(model, entry.of)[0] not in PEOPLE:
            yield f"{model._meta.label}: {entry.of} does not lead to a person"


def _faults(model: type[models.Model], entry: Model, name: str, field: Field) -> Iterator[str]:
    column = model._meta.get_field(name)
    to = getattr(column, "related_model", None)
    if to is not None and to._meta.label in PEOPLE:
        allowed = {Erase.ERASE, Erase.ROW, *([Erase.NAMELESS] if to._meta.label == PEOPLE[0] else [])}
        if field.erase not in allowed:
            yield "leads to a person, so it says erase, row or (to a place in a project) nameless"
        if field.erase == Erase.ERASE and not column.null:
            yield "cannot be emptied"
        return
    of = field.of or entry.of
    if field.erase in _IN_PLACE | {Erase.ROW} and not of and not _leads_to_row(model, entry):
        yield "nobody's: the entry does not say how the row leads to a person (of)"
    if field.of and way_to(model, field.of)[0] not in PEOPLE:
        yield f"{field.of} does not lead to a person"
    words = isinstance(column, models.CharField | models.TextField | models.JSONField)
    if field.erase in {Erase.REDACT, Erase.NAME, Erase.CHOICE} and not words:
        yield "holds no words to change"
    if field.erase == Erase.NAMELESS:
        yield "does not lead to a place in a project"


def _leads_to_row(model: type[models.Model], entry: Model) -> bool:
    """Whether rows go because a reference of theirs leads to the person, or to a row that goes."""
    return any(
        field.erase == Erase.ROW and getattr(model._meta.get_field(name), "related_model", None)
        for name, field in entry.fields.items()
        if name in {one.name for one in model._meta.get_fields()}
    )


def _is_column(field: Any) -> bool:
    return isinstance(field, models.Field) and not field.primary_key and not field.many_to_many


@checks.register
def check_registers(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Django's system check: nothing is stored that the registers do not know."""
    return [
        *(checks.Error(line, id="wesaid.E001") for line in missing_entries()),
        *(checks.Error(line, id="wesaid.E002") for line in faulty_ways()),
    ]
