"""What is held about somebody, in plain words out of the registers: what it is for, who sees it, how long it is kept.

Only rows that are theirs are told with what stands in them. Where they are named in something that is somebody else's, it is
told that they are, and how often: what others wrote, and who they are, is not theirs to take along. Worries stand apart.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wesaid_web.common.erasure import Person, whose
from wesaid_web.common.names import Names, stands_in, way_to_project, words_of
from wesaid_web.common.registry import PEOPLE, Erase, Field, Model, models_register
from wesaid_web.people.models import User
from wesaid_web.privacy.words import PARTS, YOURS
from wesaid_web.projects.models import Member

NOBODY = "nobody"
Value = str | bool | int | None


@dataclass(frozen=True)
class Entry:
    """One thing that is held: what each part of it is, and what stands there."""

    values: list[tuple[str, str]]
    raw: dict[str, Any]
    files: list[models.fields.files.FieldFile] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is held: why, who sees it, how long."""

    label: str
    holds: str
    kept: str
    seen_by: str
    entries: list[Entry]


@dataclass(frozen=True)
class Part:
    """Kinds of things that are held for the same reason."""

    title: str | Promise
    kinds: list[Kind]


@dataclass(frozen=True)
class Mention:
    """That somebody is named in things that are not theirs: in what, as what, how often."""

    holds: str
    purpose: str
    times: int


@dataclass(frozen=True)
class Held:
    """Everything that is held about somebody."""

    parts: list[Part]
    mentions: list[Mention]
    named: int


def person_of(user: User, *, take_words: bool = False, everywhere: bool = True) -> Person:
    """Somebody with an account, as erasure and this page see them."""
    places = frozenset(Member.objects.filter(user=user).values_list("pk", flat=True))
    return Person(user.pk, places, take_words, everywhere)


def held(person: Person) -> Held:
    """Read it all. A number of queries that does not grow with what is held."""
    register = models_register()
    parts: dict[str, list[Kind]] = {}
    mentions: list[Mention] = []
    for model in apps.get_models(include_auto_created=True):
        entry = register[model._meta.label]
        if entry.apart:
            continue
        if kind := _kind(model, entry, person):
            parts.setdefault(model._meta.app_label, []).append(kind)
        mentions += _mentions(model, entry, person)
    ordered = [Part(title, parts[app]) for app, title in PARTS.items() if app in parts]
    rest = [Part(_("Other"), kinds) for app, kinds in parts.items() if app not in PARTS]
    return Held(ordered + rest, mentions, _named(person))


def _kind(model: type[models.Model], entry: Model, person: Person) -> Kind | None:
    rows = whose(model, entry.of, person) if entry.of else None
    if rows is None:
        return None
    shown = {name: one for name, one in entry.fields.items() if one.seen_by != NOBODY}
    related = [name for name in shown if isinstance(model._meta.get_field(name), models.ForeignKey)]
    found = [_entry(row, shown, person) for row in rows.select_related(*related).order_by("pk")]
    if not found:
        return None
    readers = list(dict.fromkeys(one.seen_by for one in shown.values()))
    return Kind(model._meta.label, _to_them(model, entry), _(entry.retention), "; ".join(map(_, readers)), found)


def _to_them(model: type[models.Model], entry: Model) -> str:
    """What it is, to the person it is held about."""
    return str(YOURS.get(model._meta.label) or _(entry.holds))


def _entry(row: models.Model, shown: dict[str, Field], person: Person) -> Entry:
    values, raw, files = [], {}, []
    for name, one in shown.items():
        value = getattr(row, name)
        if isinstance(value, models.fields.files.FieldFile):
            files += [value] if value else []
            value = _("a file; it is in the copy you can take with you") if value else ""
        told = _told(row, name, value, person)
        if told not in ("", None):
            values.append((purpose_of(one), _in_words(told)))
            raw[name] = told if isinstance(told, bool | int) else _plain(told)
    return Entry(values, raw, files)


def purpose_of(one: Field) -> str:
    """What a column is for, without what the registers add for those who look after the program."""
    return _(one.purpose.split(";")[0])


def _told(row: models.Model, name: str, value: Any, person: Person) -> Any:
    """What is told of a value: of other people, that there is somebody; of other things, what they are called."""
    if isinstance(value, models.Model):
        if value._meta.label in PEOPLE:
            return _("you") if value.pk in person.ids(value._meta.label) else _("somebody else")
        return _called(value)
    column = row._meta.get_field(name)
    if getattr(column, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, uuid.UUID):
        return ""
    return value


def _called(thing: models.Model) -> str:
    words = getattr(thing, "words", None)
    if isinstance(words, str | Promise):
        return str(words)
    if thing._meta.label == "projects.Project":
        return str(thing)
    for name in ("decided_on", "said_on", "on", "due"):
        if isinstance(when := getattr(thing, name, None), date):
            return date_format(when, "j F Y")
    return ""


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, dict | list):
        return "; ".join(_texts(value))
    return str(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value not in ("", None):
        yield _in_words(value)


def _plain(value: Any) -> Any:
    return (
        value.isoformat()
        if isinstance(value, date | datetime)
        else value
        if isinstance(value, dict | list)
        else str(value)
    )


def _mentions(model: type[models.Model], entry: Model, person: Person) -> Iterator[Mention]:
    """References that lead to the person from what is not theirs."""
    for name, one in entry.fields.items():
        column = model._meta.get_field(name)
        if name == entry.of or not isinstance(column, models.ForeignKey) or one.seen_by == NOBODY:
            continue
        if getattr(column.related_model, "_meta", None) is None or column.related_model._meta.label not in PEOPLE:
            continue
        rows = whose(model, name, person)
        times = rows.count() if rows is not None else 0
        if times:
            yield Mention(_(entry.holds), purpose_of(one), times)


_BEFORE_THE_GROUP = ("the group", "every")
"""How the registers begin to say who sees a column that everybody in a project may read."""
_SHUT = {"hidden_at": None, "author_withheld": False}
"""What rows have in common that the group may read, where they have such a column."""


def _named(person: Person) -> int:
    """In how many things of others that they may read their name stands, where people are named.

    Only there: people choose what they are called, so a count of more would let them look for words in what is not theirs to
    read, such as a complaint about them. It is looked for whole, as erasure does.
    """
    names, register, count = Names.of(person.account, person.places), models_register(), 0
    for model in apps.get_models(include_auto_created=True):
        entry, way = register[model._meta.label], way_to_project(model)
        columns = [] if entry.apart else _names_people(model, entry)
        if not way or not columns or not names.by_project:
            continue
        where = [
            Q(**{way: project, f"{column}__icontains": name})
            for project, called in names.by_project.items()
            for name in called
            for column in columns
        ]
        known = {column.name for column in model._meta.get_fields()}
        rows = model._default_manager.filter(reduce(or_, where), **{key: v for key, v in _SHUT.items() if key in known})
        for project, *texts in rows.values_list(way, *columns):
            count += any(stands_in(text, names.by_project[project]) for text in texts)
    return count


def _names_people(model: type[models.Model], entry: Model) -> list[str]:
    """The columns in which people are named, and which everybody in a project may read."""
    return [
        name
        for name, named in words_of(model, entry).items()
        if named
        and not isinstance(model._meta.get_field(name), models.JSONField)
        and entry.fields[name].seen_by.startswith(_BEFORE_THE_GROUP)
    ]


# What would become of it


@dataclass(frozen=True)
class Fate:
    """What becomes of one kind of thing when somebody is erased."""

    holds: str
    count: int
    way: str  # "goes", "words", "stays"


def forecast(person: Person) -> list[Fate]:
    """What would go and what would stay, kind by kind, if this person were erased as they chose."""
    register, found = models_register(), []
    for model in apps.get_models(include_auto_created=True):
        entry = register[model._meta.label]
        rows = whose(model, entry.of, person) if entry.of and not entry.apart else None
        count = rows.count() if rows is not None else 0
        if count:
            found.append(Fate(_to_them(model, entry), count, _way(model, entry, take=person.take_words)))
    return found


def _way(model: type[models.Model], entry: Model, *, take: bool) -> str:
    ways = {one.erase for name, one in entry.fields.items() if model._meta.get_field(name).related_model is None}
    to_them = {one.erase for name, one in entry.fields.items() if name == entry.of}
    if Erase.ROW in ways or Erase.ROW in to_them:
        return "goes"
    if ways & {Erase.ERASE, Erase.REDACT} or (Erase.CHOICE in ways and take):
        return "words"
    return "stays"
