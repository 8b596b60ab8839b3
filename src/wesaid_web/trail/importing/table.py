"""A table in a file, row by row, each with the line on which it starts; what cannot be read is named with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

MAX_CELL = 1_000_000  # characters; a longer cell is nearly always a quotation mark that is not closed
_NOT_CSV = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)  # what is chosen by mistake
_QUOTED = re.compile(r'"[^"]*"')
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Source(Protocol):
    """An opened file: on disk, uploaded, or in memory."""

    def read(self, size: int = ..., /) -> bytes: ...

    def seek(self, offset: int, whence: int = ..., /) -> int: ...

    def tell(self) -> int: ...


class BadTable(ValueError):
    """The file is not a table we can read; the message says what to do."""


@dataclass(frozen=True)
class Rejected:
    """A row that was not kept: the line on which it starts, and why."""

    line: int
    reason: str

    def as_json(self) -> dict[str, int | str]:
        return {"line": self.line, "reason": self.reason}


@dataclass(frozen=True)
class Cells:
    """A row as it stands in the file, by heading."""

    line: int
    values: dict[str, str]


class Table:
    """A CSV file opened for reading.

    Encodings: UTF-8 with or without a mark, UTF-16 with a mark, else Windows-1252. Comma, semicolon or tab between cells.

    Raises:
        BadTable: empty, not text, no headings, or two headings the same.
    """

    def __init__(self, source: Source) -> None:
        self.encoding = _encoding(source)
        source.seek(0)
        self._text = _text(source, self.encoding, newline="")
        first = self._first_line()
        self.delimiter = max(",;\t", key=_QUOTED.sub("", first).count)
        self._text.seek(0)
        csv.field_size_limit(MAX_CELL)
        self._reader = csv.reader(self._text, delimiter=self.delimiter, strict=True)
        try:
            self.headings = [cell.strip() for cell in next(cells for cells in self._reader if "".join(cells).strip())]
        except (csv.Error, UnicodeDecodeError) as problem:
            raise BadTable(_("The first line cannot be read as headings: %(why)s") % {"why": problem}) from problem
        doubled = sorted({name for name in self.headings if name and self.headings.count(name) > 1})
        if doubled:
            raise BadTable(_("Two columns have the same heading: %(name)s. Rename one.") % {"name": doubled[0]})

    def _first_line(self) -> str:
        """The first line that is not empty."""
        try:
            first = next((line for line in iter(lambda: self._text.readline(MAX_CELL), "") if line.strip()), "")
        except UnicodeDecodeError as problem:
            raise BadTable(_("The file is not text in an encoding we know. Save it as CSV in UTF-8.")) from problem
        if not first:
            raise BadTable(_("The file is empty."))
        if "\x00" in first:
            raise BadTable(_("The file is not text in an encoding we know. Save it as CSV in UTF-8."))
        return first

    def rows(self) -> Iterator[Cells | Rejected]:
        """Every row after the headings, once. Empty lines are no rows."""
        while True:
            line = self._reader.line_num + 1
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as problem:
                yield Rejected(line, _broken(problem))
                if "unexpected end" in str(problem):
                    return
                continue
            except UnicodeDecodeError:
                yield Rejected(
                    line, _("From this line on the file is not text in %(encoding)s.") % {"encoding": self.encoding}
                )
                return
            if cells:
                yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Cells | Rejected:
        if len(cells) > len(self.headings):
            return Rejected(
                line,
                _("It has %(cells)s cells where the headings have %(headings)s. Is a comma not in quotation marks?")
                % {"cells": len(cells), "headings": len(self.headings)},
            )
        if any("\x00" in cell for cell in cells):
            return Rejected(line, _("It holds a character that cannot be stored (NUL)."))
        padded = cells + [""] * (len(self.headings) - len(cells))
        return Cells(line, dict(zip(self.headings, padded, strict=True)))


def _encoding(source: Source) -> str:
    start = source.read(4)
    if start.startswith(_NOT_CSV):
        raise BadTable(_("This is not a table saved as CSV. In a spreadsheet program choose to save it as CSV."))
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    source.seek(0)
    try:
        # Read to the end once: a single byte that is not UTF-8 means that the whole file is something else.
        for _line in _text(source, "utf-8"):
            pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _text(source: Source, encoding: str, newline: str | None = None) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedReader(_Unclosed(source)), encoding=encoding, newline=newline)  # type: ignore[type-var]


class _Unclosed(io.RawIOBase):
    """Lets a text reader use a file without closing it at the end."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._source.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _broken(problem: csv.Error) -> str:
    if "unexpected end" in str(problem):
        return _("A quotation mark opened in this row is never closed, so the rest of the file cannot be read.")
    if "field larger" in str(problem):
        return _("A cell is longer than a million characters. A quotation mark is probably not closed.")
    return _("The row cannot be read: %(why)s") % {"why": problem}
