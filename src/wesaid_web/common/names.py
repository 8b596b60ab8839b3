"""Taking a name out of words that others wrote.

A name is looked for in the projects the person was in, as they are called there, by whole words. Where somebody else in the
project bears it, too, nothing is taken out: a program cannot tell whom is meant, and whoever facilitates is told so.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.models import AuditEvent
from wesaid_web.common.registry import Erase, Model

PROJECT = "projects.Project"
SHORTEST = 2  # a single letter stands everywhere
SETTLED = timedelta(days=28)
"""For so long somebody has been called so, or what others wrote is not searched for it. People choose what they are called:
by a name they took just now they could have words of others taken out of the record, such as what they promised or why not."""
ARRIVING = timedelta(days=1)
"""So long somebody who has just come says what they want to be called: that is no new name."""


@dataclass(frozen=True)
class Names:
    """What somebody is called, project by project.

    Attributes:
        by_project: the names to look for in each project they were in.
        shared: those of these projects in which somebody else is called the same, or has the name in theirs.
        lately: whether they took a name so lately that it is not among these.
    """

    by_project: dict[uuid.UUID, tuple[str, ...]]
    shared: frozenset[uuid.UUID]
    lately: bool = False

    @classmethod
    def of(cls, account: uuid.UUID | None, places: Iterable[uuid.UUID]) -> Names:
        """Read them, before they are gone. Four queries."""
        accounts = apps.get_model("people", "User").objects.filter(pk__in=[account] if account else [])
        user = accounts.values_list("name", "email", "date_joined").first() or ("", "", None)
        member = apps.get_model("projects", "Member")
        here = list(member.objects.filter(pk__in=list(places)).values_list("pk", "project_id", "name", "joined_at"))
        lately = _lately({account: user[2], **{key: came for key, _project, _name, came in here}})
        found: dict[uuid.UUID, tuple[str, ...]] = {}
        shared = set()
        for key, project, name, _came in here:
            settled = (user[1], *(user[:1] if account not in lately else ()), *((name,) if key not in lately else ()))
            called = {one.strip() for one in (*settled, *found.get(project, ()))}
            found[project] = tuple(sorted((one for one in called if len(one) >= SHORTEST), key=len, reverse=True))
        others = member.objects.filter(project_id__in=found).exclude(pk__in=list(places))
        for project, other in others.values_list("project_id", "name"):
            if any(_pattern(name, any_case=True).search(other) for name in found[project]):
                shared.add(project)
        return cls(found, frozenset(shared), bool(lately))


def _lately(came: dict[uuid.UUID | None, datetime | None]) -> set[uuid.UUID | None]:
    """Which of these, the account and the places, got another name lately, by the record, and not as they came."""
    renamed = Q(verb="people.renamed") | Q(verb="projects.hats_set", details__name="changed")
    rows = AuditEvent.objects.filter(renamed, subject__in=[key for key in came if key], at__gt=timezone.now() - SETTLED)
    found: set[uuid.UUID | None] = set()
    for key, at in rows.values_list("subject", "at"):
        since = came[key]
        if since is None or at > since + ARRIVING:
            found.add(key)
    return found


def stands_in(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in a text, whole, in small letters or large ones."""
    return any(_pattern(name, any_case=True).search(text) for name in names)


@cache
def _pattern(name: str, *, any_case: bool) -> re.Pattern[str]:
    flags = re.IGNORECASE if any_case or "@" in name else 0
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", flags)


def without(value: Any, names: Iterable[str], *, any_case: bool) -> Any:
    """A text, or whatever holds texts, with each of the names replaced."""
    if isinstance(value, str):
        for name in names:
            value = _pattern(name, any_case=any_case).sub(_("[name removed]"), value)
        return value
    if isinstance(value, list):
        return [without(one, names, any_case=any_case) for one in value]
    if isinstance(value, dict):
        return {
            without(key, names, any_case=any_case): without(one, names, any_case=any_case) for key, one in value.items()
        }
    return value


def swept(
    followed: Sequence[tuple[type[models.Model], Model]], names: Names, *, everywhere: bool
) -> tuple[int, list[uuid.UUID]]:
    """Take the names out: of the columns in which people are named, and, if asked, of everything that others wrote.

    In columns of names, whether it is written large or small makes no difference; in other words it does, because names are
    words, too (Will, May, Rose).

    Returns:
        Out of how many rows something was taken, and in which projects nothing could be, because the name is not theirs alone.
    """
    count = 0
    for model, entry in followed:
        way = way_to_project(model)
        columns = words_of(model, entry, everywhere=everywhere)
        if not way or not columns:
            continue
        for project, called in names.by_project.items():
            if project not in names.shared:
                count += _sweep(model, {way: project}, columns, called)
    return count, sorted(names.shared)


def words_of(model: type[models.Model], entry: Model, *, everywhere: bool = True) -> dict[str, bool]:
    """The columns in which a name can stand; true for those in which people are named."""
    found = {}
    for name, column in entry.fields.items():
        at = model._meta.get_field(name)
        holds_words = isinstance(at, models.CharField | models.TextField | models.JSONField)
        if not holds_words or isinstance(at, models.SlugField) or getattr(at, "choices", None):
            continue
        if column.erase == Erase.NAME or everywhere:
            found[name] = column.erase == Erase.NAME
    return found


def _sweep(model: type[models.Model], where: dict[str, Any], columns: dict[str, bool], names: Sequence[str]) -> int:
    count = 0
    for row in model._default_manager.filter(**where).only("pk", *columns).iterator(500):
        changed = {}
        for name, any_case in columns.items():
            before = getattr(row, name)
            after = without(before, names, any_case=any_case)
            if after != before:
                length = getattr(model._meta.get_field(name), "max_length", None)
                changed[name] = after[:length] if isinstance(after, str) and length else after
        if changed:
            _store(model, row.pk, changed)
            count += 1
    return count


def _store(model: type[models.Model], key: Any, changed: dict[str, Any]) -> None:
    """Where a column takes each text once (a tag), the second that had the name in it gets a number."""
    for number in range(1, 1000):
        again = changed if number == 1 else {name: _numbered(value, number) for name, value in changed.items()}
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=key).update(**again)
        except IntegrityError:
            continue
        return
    raise AssertionError("so many rows that differ by a name alone")  # pragma: no cover


def _numbered(value: Any, number: int) -> Any:
    return f"{value} {number}" if isinstance(value, str) else value


@cache
def way_to_project(model: type[models.Model]) -> str:
    """The shortest way from a row to the project it belongs to, as a path of references; empty where there is none.

    One that is always there, if there is one: whoever wrote a row down may have been erased, and then leads nowhere.
    """
    return _way(model, always=True) or _way(model, always=False)


def _way(model: type[models.Model], *, always: bool) -> str:
    if model._meta.label == PROJECT:
        return "id"
    edge: list[tuple[str, type[models.Model]]] = [("", model)]
    seen = {model}
    while edge:
        further = []
        for path, here in edge:
            for column in here._meta.get_fields():
                if not isinstance(column, models.ForeignKey) or not isinstance(column.related_model, type):
                    continue
                if always and column.null:
                    continue
                longer = f"{path}__{column.name}".strip("_")
                if column.related_model._meta.label == PROJECT:
                    return longer
                if column.related_model not in seen:
                    seen.add(column.related_model)
                    further.append((longer, column.related_model))
        edge = further
    return ""
