"""CSV and TSV: comma, semicolon or tab between cells, names in the first line that is not empty."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from wesaid.evidence.formats.fields import LONGEST, TOO_LONG
from wesaid.evidence.formats.result import Bad, Found
from wesaid.evidence.formats.table import Layout, Row, guarded, records
from wesaid.evidence.formats.text import Text
from wesaid.evidence.reference import Reference

_LONGEST_CELL = 2 * LONGEST + 10  # a record of a million characters may have as many that are escaped
_QUOTED = re.compile(r'"[^"]*"')
_SAID = re.compile(r'sep=([,;|]|\t)|"sep=([,;|\t])"')

NOT_CLOSED = "A quotation mark opened in this row is not closed where it should be, so its cells cannot be told apart."


def read(text: Text) -> Iterator[Found]:
    """Every row as a record, in the order of the file."""
    return records(_rows(text))


def _rows(text: Text) -> Iterator[Row | Bad]:
    """Rows with their lines. After a row that cannot be read, the next line that has all cells is a row again."""
    feed = _Feed(text)
    width, broken = 0, False
    # Every row by itself: what the reader has consumed is known then, and can be given back when the row is broken.
    if not (delimiter := _delimiter(text, feed)):
        return
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        line = feed.begin()
        try:
            cells = _next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            if not broken:
                yield Bad(line, TOO_LONG if "field larger" in str(problem) else NOT_CLOSED)
            broken = True
            feed.back_to_second()
            continue
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            continue
        if broken and (len(cells) != width or feed.marks() % 2):
            continue  # still the row that could not be read
        if len(cells) == 1 and width > 1:
            yield Bad(line, f"It has one cell where the headings have {width}.")
            continue
        broken, width = False, width or len(cells)
        yield Row(line, cells)


def _delimiter(text: Text, feed: _Feed) -> str:
    """What parts the cells; empty where there are none. Excel says it in a line of its own, which is no row."""
    first = next((line for line in text.lines() if line.strip()), "")
    if said := _SAID.fullmatch(first.strip()):
        while not next(feed).strip():
            pass
        return said.group(1) or said.group(2)
    return max(",;\t", key=_QUOTED.sub("", first).count) if first else ""


def _next(reader: Iterator[list[str]]) -> list[str]:
    before = csv.field_size_limit(_LONGEST_CELL)  # there is only one limit for the whole process: put it back
    try:
        return next(reader)
    finally:
        csv.field_size_limit(before)


class _Feed:
    """The lines of a text for a CSV reader; those of the present row can be given again."""

    def __init__(self, text: Text) -> None:
        self._lines = text.lines()
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._number = 1  # of the line that comes next

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines) + "\n"
        self._row.append(line)
        self._number += 1
        return line

    def begin(self) -> int:
        """A row begins; returns its line."""
        self._row.clear()
        return self._number

    def marks(self) -> int:
        """How many quotation marks the lines of this row have."""
        return sum(line.count('"') for line in self._row)

    def back_to_second(self) -> None:
        """Go on with the line after the first of this row."""
        self._again.extendleft(reversed(self._row[1:]))
        self._number -= len(self._row) - 1


def write(references: Iterable[Reference], out: BinaryIO, *, delimiter: str = ",") -> None:
    """Every reference as a row, in UTF-8 without a mark."""
    several = list(references)
    layout = Layout(several)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=False)
    try:
        headings = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        headings.writerow(
            map(guarded, layout.headings())
        )  # in quotes: Excel takes a file that begins with ID for another kind
        rows = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        rows.writerows(map(guarded, layout.cells(reference)) for reference in several)
    finally:
        text.detach()
