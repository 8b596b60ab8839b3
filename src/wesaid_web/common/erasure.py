"""Erasing a person: every row of every room is gone through, and what the registers say is done with it.

Nothing here knows which rooms there are. The registers say which column leads to a person, whose a row is, and what becomes
of it; what cannot be said by column (files beside files, words taken off a public page) is done by rooms that listen to
:data:`erasing`, in the same transaction. Afterwards the person's places in projects are still there, without a name and
without an account, so that counts, attendance and what was decided stay true.

What was erased is noted in a file beside the database (:func:`note`), by ids alone, so that a backup made before can be
brought up to date once it is restored (:func:`replay_ledger`).
"""

from __future__ import annotations

import fcntl
import json
import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.names import Names, swept
from wesaid_web.common.registry import PEOPLE, Erase, Model, models_register, way_to

erasing = Signal()
"""A person is about to be erased, inside the transaction that does it.

``person``: whom (:class:`Person`); ``by``: the actor; ``names``: what they are called.
"""


@dataclass(frozen=True)
class Person:
    """Whom to erase and how.

    Attributes:
        account: the id of their account; none for somebody who is in a project without one.
        places: the ids of their places in projects.
        take_words: whether the words they gave go; else they are kept without the name.
        everywhere: whether their name is taken out of what others wrote, too, and not only where names are written down.
    """

    account: uuid.UUID | None
    places: frozenset[uuid.UUID]
    take_words: bool
    everywhere: bool

    def __post_init__(self) -> None:
        if self.account is None and not self.places:
            raise ValueError("somebody is erased: an account, or at least one place in a project")

    def ids(self, label: str) -> list[uuid.UUID]:
        """The ids of this person in one of the two models that stand for people."""
        if label == PEOPLE[0]:
            return sorted(self.places)
        return [self.account] if self.account else []


@dataclass
class Done:
    """What an erasure did, in numbers of rows by model; told to whoever asked, and kept nowhere."""

    gone: Counter[str] = field(default_factory=Counter)  # rows that went
    changed: Counter[str] = field(default_factory=Counter)  # rows in which something was emptied or replaced
    named: int = 0  # rows of others out of which the name was taken
    unsure: list[uuid.UUID] = field(default_factory=list)  # projects in which somebody else has the name, too


def removed_words() -> str:
    """What stands in place of something that had to stay and says nothing any more."""
    return _("Removed.")


def taken_back_words() -> str:
    """What stands in place of words that somebody took back."""
    return _("The person who said this has taken it back.")


def erase(person: Person, *, by: Any = None) -> Done:
    """Do with every column what its register says. Inside the transaction of the action that erases.

    Args:
        by: the place of whoever does it, for the record; none for the command line and after a restore.

    Raises:
        transaction.TransactionManagementError: no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("somebody is erased whole or not at all")
    done, register = Done(), models_register()
    names = Names.of(person.account, person.places)  # before they go
    erasing.send(Person, person=person, by=by, names=names)
    known = [(model, register[model._meta.label]) for model in apps.get_models(include_auto_created=True)]
    followed = [(model, entry) for model, entry in known if not entry.apart]
    for model, entry in followed:
        _values(model, entry, person, done)
    done.named, done.unsure = swept(followed, names, everywhere=person.everywhere)
    for model, entry in followed:
        _references(model, entry, person, done)
    for model, entry in reversed(followed):
        _rows(model, entry, person, done)
    return done


def whose(model: type[models.Model], path: str, person: Person) -> models.QuerySet[Any] | None:
    """The rows of a model that are this person's by a path; none where the path leads to what they do not have."""
    label = model._meta.label if path == "id" else way_to(model, path)[0]
    ids = person.ids(label)
    return model._default_manager.filter(**{f"{path}__in": ids}) if ids else None


def _references(model: type[models.Model], entry: Model, person: Person, done: Done) -> None:
    """References that lead to the person lead nowhere."""
    for name, column in entry.fields.items():
        to = model._meta.get_field(name).related_model
        if column.erase != Erase.ERASE or to is None or to._meta.label not in PEOPLE:
            continue
        rows = whose(model, name, person)
        if rows is not None:
            done.changed[model._meta.label] += rows.update(**{name: None})


def _values(model: type[models.Model], entry: Model, person: Person, done: Done) -> None:
    """Columns of rows that are the person's are emptied, or replaced by words that say that something was here."""
    for name, column in entry.fields.items():
        at = model._meta.get_field(name)
        to = at.related_model
        if to is not None and to._meta.label in PEOPLE:
            continue
        value = _instead(at, column.erase, take=person.take_words)
        rows = whose(model, column.of or entry.of, person) if column.of or entry.of else None
        if rows is None or value is _STAYS:
            continue
        empty = {name: "" if isinstance(value, str) else value}
        done.changed[model._meta.label] += rows.exclude(**empty).update(**{name: value})


_STAYS = object()


def _instead(at: Any, way: Erase, *, take: bool) -> Any:
    """What a value becomes; :data:`_STAYS` where it stays."""
    if way == Erase.ERASE:
        if at.null:
            return None
        return at.get_default() if not isinstance(at, models.CharField | models.TextField) else ""
    words = {Erase.REDACT: removed_words, Erase.CHOICE: taken_back_words if take else None}.get(way)
    if words is None:
        return _STAYS
    length = getattr(at, "max_length", None)
    return words()[:length] if not isinstance(at, models.JSONField) else at.get_default()


def _rows(model: type[models.Model], entry: Model, person: Person, done: Done) -> None:
    """Rows that go, with the files they name."""
    paths = {name for name, column in entry.fields.items() if column.erase == Erase.ROW and _is_person(model, name)}
    if any(column.erase == Erase.ROW and not _is_reference(model, name) for name, column in entry.fields.items()):
        paths |= {entry.of} - {""}
    for path in sorted(paths):
        rows = whose(model, path, person)
        if rows is None:
            continue
        _files_of(rows)
        _all, each = rows.delete()
        done.gone.update({label: count for label, count in each.items() if count})


def _is_reference(model: type[models.Model], name: str) -> bool:
    return model._meta.get_field(name).related_model is not None


def _is_person(model: type[models.Model], name: str) -> bool:
    to = model._meta.get_field(name).related_model
    return to is not None and to._meta.label in PEOPLE


def _files_of(rows: models.QuerySet[Any]) -> None:
    """Files that rows name go once it is saved that the rows are gone."""
    for column in (one for one in rows.model._meta.get_fields() if isinstance(one, models.FileField)):
        found = [row for row in rows.values_list(column.name, flat=True) if row]
        transaction.on_commit(lambda names=found, storage=column.storage: [storage.delete(name) for name in names])  # type: ignore[misc]


# What was erased, noted for backups


class LedgerDamaged(ValueError):
    """Some lines of the ledger cannot be read. All others were done; the message says which to look at."""


@dataclass(frozen=True)
class Line:
    """One erasure as the ledger has it: an id, of what, the day, and how it was asked for. No words and no name."""

    person: uuid.UUID
    kind: str
    at: str
    take_words: bool = True
    everywhere: bool = True

    def text(self) -> str:
        """As one line of the file."""
        told = {"person": str(self.person), "kind": self.kind, "at": self.at}
        return json.dumps({**told, "words": "take" if self.take_words else "keep", "everywhere": self.everywhere})

    @classmethod
    def read(cls, text: str) -> Line:
        """Raises ValueError or KeyError where it is no such line."""
        told = json.loads(text)
        if not isinstance(told, dict) or told["kind"] not in REPLAYS:
            raise ValueError("not a kind of erasure that is known here")
        return cls(
            uuid.UUID(told["person"]),
            told["kind"],
            str(told["at"]),
            told.get("words", "take") == "take",
            bool(told.get("everywhere", True)),
        )


REPLAYS: dict[str, Callable[[Line], bool]] = {}
"""How each kind of line is done again; true where there was something left to do. Rooms put theirs here when they start."""


def ledger_path() -> Path:
    """Where this installation notes erasures."""
    return Path(settings.FOLDER.path) / "erasures.jsonl"


def note(kind: str, ids: Iterable[uuid.UUID], *, take_words: bool = True, everywhere: bool = True) -> None:
    """Write erasures into the ledger and have them on the disk. The last step before an erasure is saved.

    Before, not after: if the machine stops in between, a line is there for what was not done. That harms nobody, since it was
    asked for; after a restore it is done then. The other way round a backup would bring back somebody who was erased.
    If the line cannot be written, nothing is erased, and whoever asked is told so.

    Raises:
        OSError: the disk is full, or the file cannot be written.
    """
    today = timezone.localdate().isoformat()
    lines = "".join(Line(one, kind, today, take_words, everywhere).text() + "\n" for one in ids)
    if not lines:
        return
    path = ledger_path()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle).st_size
        torn = (
            size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        )  # somebody else's line was cut off as the disk ran full
        written = ("\n" if torn else "").encode() + lines.encode()
        if os.write(handle, written) != len(written):
            os.ftruncate(handle, size)
            raise OSError("the line could not be written whole")
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_ledger(path: Path) -> tuple[list[Line], list[int]]:
    """The lines of a ledger without those that say the same twice, and the numbers of those that cannot be read."""
    lines: dict[Line, None] = {}
    damaged = []
    for number, text in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
        if not text.strip():
            continue
        try:
            lines[Line.read(text)] = None
        except (ValueError, KeyError, TypeError):
            damaged.append(number)
    return list(lines), damaged


def replay_ledger(path: Path) -> int:
    """Do again whatever a ledger says was erased: after a backup made before was restored. Done twice, it does nothing more.

    Args:
        path: the ledger of the installation that the backup is of, as it is now (``erasures.jsonl`` in its data folder).

    Returns:
        How many lines had something left to do.

    Raises:
        LedgerDamaged: some lines cannot be read. All others were done.
    """
    if not path.exists():
        return 0
    lines, damaged = read_ledger(path)
    done = sum(REPLAYS[line.kind](line) for line in lines)
    if damaged:
        raise LedgerDamaged(f"lines that cannot be read: {', '.join(map(str, damaged))}; {done} others were done")
    return done
