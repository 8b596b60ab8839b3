"""Reads files of references: every record is kept or rejected, and ids are made unique."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from os import PathLike
from pathlib import Path

from wesaid.evidence.formats.fields import LONGEST, TOO_LONG, size
from wesaid.evidence.formats.registry import format_name, load
from wesaid.evidence.formats.result import Bad, FileRead, Found, ReadResult, Rejected
from wesaid.evidence.formats.text import Text, decode
from wesaid.evidence.reference import Reference

Progress = Callable[[str, int], None]
_EVERY = 5_000  # records between two calls of a progress function
# What a million records say in a few thousand ways: one copy of each is enough.
_REPEATED = ("kind", "year", "journal", "volume", "number", "language", "source")
# A file of 10 MB may hold 800,000 records: more than any has, fewer than would fill the memory.
_MOST, _SHORTEST = 700_000, 100
TOO_MANY = "From here on nothing was read: the file holds more records than one of its length can sensibly hold."
_FIRST_TAG = re.compile(r"^(?:(TY)  ?- ?|(PMID|PMC|BOOK|OWN|UI) *- |(?:FN|PT|VR) )", re.MULTILINE)


def read(paths: str | PathLike[str] | Iterable[str | PathLike[str]], *, progress: Progress | None = None) -> ReadResult:
    """Read files of references. The format of each is told by the ending of its name.

    Args:
        paths: one file or several: ``.ris``, ``.nbib``, ``.bib``, ``.xml`` (EndNote), ``.csv``, ``.tsv``, ``.xlsx``,
            ``.ciw``, or ``.txt`` in one of the formats in lines.
        progress: called now and then with the file and how many of its records were seen.

    Returns:
        All references, in the order of the files, each with an id of its own; and everything that was not kept, with file,
        line and reason. A record is in one or the other: ``found == len(references) + len(rejected)``. Ids are those of
        the files where these have some; a second record with the same id gets ``~2`` after it. A record without one is
        named after its file and its place in it, so that the order of the files changes no id.

    Raises:
        UnknownFormat: no format goes with the ending of a name; nothing is read then.
        OSError: a file is not there or cannot be read.
    """
    several = [Path(paths)] if isinstance(paths, (str, PathLike)) else [Path(path) for path in paths]
    for path in several:
        format_name(path)
    collected = _Collected(progress)
    with without_collector():
        for path in several:
            collected.add(str(path), path.read_bytes())
        return collected.result()


@contextmanager
def without_collector() -> Iterator[None]:
    """References hold no circles: to look for some among millions of them again and again only takes time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_bytes(data: bytes, name: str) -> ReadResult:
    """Read a file of references that is in memory, for example one that was uploaded. See :func:`read`.

    Args:
        data: what is in the file.
        name: the file's name, of which the ending tells the format.
    """
    collected = _Collected(None)
    collected.add(name, data)
    return collected.result()


class _Collected:
    """What was read so far, of several files."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress
        self.known: dict[str, str] = {}
        self.references: list[Reference] = []
        self.rejected: list[Rejected] = []
        self.files: list[FileRead] = []

    def add(self, file: str, data: bytes) -> None:
        kept, bad = len(self.references), len(self.rejected)
        form, encoding, found = _opened(data, format_name(Path(file)))
        self._sort(file, found, _MOST + len(data) // _SHORTEST)
        counts = len(self.references) - kept, len(self.rejected) - bad
        self.files.append(FileRead(file, form, encoding, *counts))

    def _sort(self, file: str, found: Iterable[Found], most: int) -> None:
        """The kept to the references, the others to the rejected; no more of both than so many."""
        name, stem, known = Path(file).name, Path(file).stem, self.known
        for number, one in enumerate(found, 1):
            if self.progress and number % _EVERY == 0:
                self.progress(file, number)
            if number > most:
                self.rejected.append(Rejected(file, one.line, TOO_MANY))
                return
            if isinstance(one, Bad):
                self.rejected.append(Rejected(file, one.line, one.reason))
            elif size(one.fields) > LONGEST:
                self.rejected.append(Rejected(file, one.line, TOO_LONG))
            else:
                fields = one.fields
                fields["id"] = fields.get("id") or f"{stem}-{number}"
                fields["source"] = fields.get("source") or name
                for field in _REPEATED:
                    if value := fields.get(field):
                        fields[field] = known.setdefault(value, value)
                self.references.append(Reference(**fields))

    def result(self) -> ReadResult:
        renamed = _make_unique(self.references)
        return ReadResult(tuple(self.references), tuple(self.rejected), tuple(self.files), renamed)


def _opened(data: bytes, name: str) -> tuple[str, str, Iterator[Found]]:
    if name == "xlsx":
        return name, "", load(name).read(data)
    text = decode(data)
    if name == "txt":
        name = _of_text(text)
    return name, text.encoding, load(name).read(text)


def _of_text(text: Text) -> str:
    """The format of a file that is called text: from its first tag, or a table if its headings are parted by tabs."""
    if next((line for line in text.lines() if line.strip()), "").count("\t") > 2:
        return "csv_table"
    found = _FIRST_TAG.search(text.text)
    if not found or found.group(1):
        return "ris"
    return "nbib" if found.group(2) else "ciw"


def _make_unique(references: list[Reference]) -> int:
    """Ids once each; how many had to change. The first record of an id keeps it."""
    given = {reference.id for reference in references}
    renamed = len(references) - len(given)
    if not renamed:
        return 0
    used: set[str] = set()
    times: dict[str, int] = {}
    for place, reference in enumerate(references):
        name = reference.id
        if name in used:
            number = times.get(name, 1) + 1
            while f"{name}~{number}" in given:
                number += 1
            times[name] = number
            references[place] = replace(reference, id=f"{name}~{number}")
            given.add(f"{name}~{number}")
        used.add(name)
    return renamed
