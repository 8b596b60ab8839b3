"""``project.json`` as it comes out of a zip file, and asking its values by type. Nothing here writes to the database."""

from __future__ import annotations

import json
import lzma
import re
import struct
import uuid
import zipfile
import zlib
from collections.abc import Callable, Container
from datetime import date, time
from typing import Any, BinaryIO, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from wesaid_web.trail.archive.form import DOCUMENT, FORMAT, READABLE, VERSION

MAX_DOCUMENT_BYTES = 400 * 1024 * 1024
MAX_MEMBERS = 1000
MAX_PACKED = 200  # times: what unpacks to more than this many times its size is not an archive of ours
# What Python's zipfile lets through where a file is damaged, or made to be.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
SMALL = 2**15 - 1  # the largest number a small column takes
_CLOCK = re.compile("[0-2][0-9]:[0-5][0-9]")
_NOT_STORABLE = re.compile("[\\x00\\ud800-\\udfff]")

T = TypeVar("T")
Choice = TypeVar("Choice", bound=TextChoices)


class BadArchive(ValueError):
    """The file is not a share archive we can read; the message says where and why."""


def read_document(source: BinaryIO) -> dict[str, Any]:
    """The values of ``project.json``. Nothing is unpacked to disk, and nothing larger than the limit is unpacked at all.

    Raises:
        BadArchive: not a zip, no such document, too large, not JSON, or another format or version.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            data = _unpacked(archive)
    except BadArchive:
        raise
    except _DAMAGED as problem:
        raise BadArchive(_("This is not a zip file we can read. It may not have been copied whole.")) from problem
    except KeyError as problem:
        raise BadArchive(_("There is no project.json in it, so it is not a share archive.")) from problem
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise BadArchive(_("project.json is damaged: %(why)s") % {"why": problem}) from problem
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadArchive(_("project.json is not from a share archive."))
    if type(document.get("version")) is not int or document["version"] not in READABLE:
        raise BadArchive(
            _("This archive has version %(version)s; this program reads version %(ours)s. Update the program.")
            % {"version": document.get("version"), "ours": VERSION}
        )
    return document


def _unpacked(archive: zipfile.ZipFile) -> bytes:
    if len(archive.infolist()) > MAX_MEMBERS:
        raise BadArchive(_("There are too many files in it."))
    info = archive.getinfo(DOCUMENT)
    if info.file_size > MAX_DOCUMENT_BYTES or info.file_size > MAX_PACKED * max(info.compress_size, 1024):
        raise BadArchive(_("What is packed in it is too large."))
    with archive.open(info) as packed:
        return packed.read(MAX_DOCUMENT_BYTES + 1)


class Part:
    """One object of the document, whose values are asked for by type; what is wrong is named with its place."""

    def __init__(self, place: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise BadArchive(_("%(place)s is not an object.") % {"place": place or DOCUMENT})
        self.place, self._value = place, value

    def part(self, key: str) -> Part:
        return Part(self._at(key), self._need(key))

    def parts(self, key: str) -> list[Part]:
        return [Part(f"{self._at(key)}[{number}]", item) for number, item in enumerate(self._list(key))]

    def parts_if_any(self, key: str) -> list[Part]:
        """:meth:`parts`; none where the archive is older than the key."""
        return self.parts(key) if key in self._value else []

    def texts_if_any(self, key: str) -> list[str]:
        """:meth:`texts`; none where the archive is older than the key."""
        return self.texts(key) if key in self._value else []

    def has(self, key: str) -> bool:
        """Whether there is a value that is not null or empty."""
        return bool(self._need(key))

    def text(self, key: str, *, limit: int = 1_000_000) -> str:
        value = self._need(key)
        if not isinstance(value, str) or len(value) > limit or not _storable(value):
            raise self._wrong(key)
        return value

    def one_of_if_any(self, key: str, known: Container[str]) -> str:
        """One of these texts; empty where the archive is older than the key."""
        value = self._value.get(key, "")
        if not isinstance(value, str) or (value and value not in known):
            raise self._wrong(key)
        return value

    def words(self, key: str) -> str:
        """A text that may not be empty."""
        value = self.text(key)
        if not value.strip():
            raise self._wrong(key)
        return value

    def flag(self, key: str) -> bool:
        value = self._need(key)
        if not isinstance(value, bool):
            raise self._wrong(key)
        return value

    def number(self, key: str, *, limit: int = 2**31 - 1) -> int:
        value = self._need(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= limit:
            raise self._wrong(key)
        return value

    def numbers(self, key: str) -> dict[str, int]:
        inner = self.part(key)
        return {name: inner.number(name, limit=SMALL) for name in inner._value}

    def id(self, key: str) -> uuid.UUID:
        found = self.maybe_id(key)
        if found is None:
            raise self._wrong(key)
        return found

    def maybe_id(self, key: str) -> uuid.UUID | None:
        return self._maybe(key, uuid.UUID)

    def ids(self, key: str) -> list[uuid.UUID]:
        return [self._read(key, uuid.UUID, item) for item in self._list(key)]

    def texts(self, key: str) -> list[str]:
        return [self._read(key, str, item) for item in self._list(key)]

    def day(self, key: str) -> date:
        found = self.maybe_day(key)
        if found is None:
            raise self._wrong(key)
        return found

    def maybe_day(self, key: str) -> date | None:
        return self._maybe(key, date.fromisoformat)

    def maybe_time(self, key: str) -> time | None:
        return self._maybe(key, _clock)

    def maybe_number(self, key: str, *, limit: int) -> int | None:
        return None if self._need(key) is None else self.number(key, limit=limit)

    def maybe_id_if_any(self, key: str) -> uuid.UUID | None:
        """:meth:`maybe_id`; none where the archive is older than the key."""
        return self.maybe_id(key) if key in self._value else None

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        return self._read(key, kind, self._need(key))

    def maybe_choice(self, key: str, kind: type[Choice]) -> str:
        return self._maybe(key, kind) or ""

    def _maybe(self, key: str, kind: Callable[[str], T]) -> T | None:
        value = self._need(key)
        return None if value is None or value == "" else self._read(key, kind, value)

    def _read(self, key: str, kind: Callable[[str], T], value: Any) -> T:
        if not isinstance(value, str) or not _storable(value):
            raise self._wrong(key)
        try:
            return kind(value)
        except ValueError as problem:
            raise self._wrong(key) from problem

    def _list(self, key: str) -> list[Any]:
        value = self._need(key)
        if not isinstance(value, list):
            raise self._wrong(key)
        return value

    def _need(self, key: str) -> Any:
        if key not in self._value:
            raise BadArchive(_("%(place)s is missing.") % {"place": self._at(key)})
        return self._value[key]

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _wrong(self, key: str) -> BadArchive:
        return BadArchive(_("%(place)s is not what it should be.") % {"place": self._at(key)})


def _clock(text: str) -> time:
    """A time of day, hours and minutes."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(text)
    return time.fromisoformat(text)


def _storable(text: str) -> bool:
    """No NUL and no half of a character: databases refuse both."""
    return _NOT_STORABLE.search(text) is None
