"""Reads columns of a CSV file row by row, and says in one line what is wrong with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from wesaid.cli import UsageError

UTF_8, WINDOWS = "utf-8-sig", "cp1252"
# Of the separators, the first that gives all columns asked for is taken.
_SEPARATORS = (",", ";", "\t")
_LOOK = 65_536


class CsvFile:
    """A CSV file with names in its first line, in UTF-8 (with or without a byte-order mark) or Windows-1252.

    Everything that is wrong with it raises :class:`~wesaid.cli.UsageError`.
    """

    def __init__(self, path: str, columns: Sequence[str]) -> None:
        self.path = path
        self.columns = columns
        self.encoding = UTF_8
        self._piped: bytes | None = None
        try:
            if Path(path).exists() and not Path(path).is_file() and not Path(path).is_dir():
                self._piped = Path(path).read_bytes()  # a pipe cannot be read twice
            with self._open() as file:
                start = file.read(_LOOK)
        except FileNotFoundError:
            raise UsageError(f"there is no file {path}") from None
        except (OSError, ValueError) as problem:
            raise UsageError(f"{path} cannot be read: {getattr(problem, 'strerror', problem)}") from None
        self._check(start)

    def _open(self) -> BinaryIO:
        return Path(self.path).open("rb") if self._piped is None else io.BytesIO(self._piped)

    def _check(self, start: bytes) -> None:
        if not start.removeprefix(b"\xef\xbb\xbf").strip():
            raise UsageError(f"{self.path} is empty")
        if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise UsageError(f"{self.path} is in UTF-16; save it as CSV in UTF-8")
        if b"\0" in start:
            raise UsageError(f"{self.path} is not a CSV file; if it is a spreadsheet, save it as CSV")

    def try_next_encoding(self) -> None:
        """What to do about a ``UnicodeDecodeError`` from :meth:`rows`, before beginning again."""
        if self.encoding == WINDOWS:
            raise UsageError(f"{self.path} is neither UTF-8 nor Windows-1252; save it as CSV in UTF-8") from None
        self.encoding = WINDOWS

    def titles(self) -> list[str]:
        """The names in the first line, as written but for spaces around them."""
        with self._text() as text:
            reader = csv.reader(text, delimiter=self._separator(), strict=True)
            try:
                return _titles(next((row for row in reader if row), []))
            except csv.Error as problem:
                raise UsageError(f"{self.path}, line {reader.line_num}: {problem}") from None

    def has_all(self) -> bool:
        """Whether every wanted column is there."""
        return all(_places(self.titles(), name) for name in self.columns)

    def rows(self) -> Iterator[list[str]]:
        """The cells of the wanted columns, row by row, as written. Empty lines are skipped."""
        return (cells for _line, cells in self.numbered_rows())

    def numbered_rows(self) -> Iterator[tuple[int, list[str]]]:
        """The same, each with the number of the line it ends on."""
        separator = self._separator()
        with self._text() as text:
            reader = csv.reader(text, delimiter=separator, strict=True)
            try:
                header = _titles(next((row for row in reader if row), []))
                first = reader.line_num
                wanted = [self._position(header, name) for name in self.columns]
                width = len(header)
                for row in reader:
                    if len(row) == width:
                        yield reader.line_num, [row[position] for position in wanted]
                    elif row:
                        raise UsageError(
                            f"{self.path}, line {reader.line_num}: {len(row)} cells where line {first} has {width}"
                        )
            except csv.Error as problem:
                raise UsageError(f"{self.path}, line {reader.line_num}: {problem}") from None

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._open(), encoding=self.encoding, newline="")

    def _separator(self) -> str:
        for separator in _SEPARATORS:
            with self._text() as text:
                try:
                    rows = csv.reader(text, delimiter=separator, strict=True)
                    header = _titles(next((row for row in rows if row), []))
                except csv.Error:
                    continue
            if all(_places(header, name) for name in self.columns):
                return separator
        return _SEPARATORS[0]

    def _position(self, header: Sequence[str], name: str) -> int:
        found = _places(header, name)
        if not found:
            titles = ", ".join(title for title in header if title)
            raise UsageError(f"{self.path} has no column '{name}'; it has {titles}")
        if len(found) > 1:
            raise UsageError(f"{self.path} has more than one column '{name}'")
        return found[0]


def _places(header: Sequence[str], name: str) -> list[int]:
    """Where a column of this name stands; where none is spelt so, capitals do not matter."""
    exact = [position for position, title in enumerate(header) if title == name]
    return exact or [position for position, title in enumerate(header) if title.casefold() == name.casefold()]


def _titles(row: Sequence[str]) -> list[str]:
    return [title.strip() for title in row]
