"""The parts of an XLSX workbook, parsed as they are unpacked, with a limit on everything a hostile file could make large."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Container, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import ParseError  # the exception only; parsing is defusedxml's

from wesaid.evidence.formats.text import without_bad
from wesaid.evidence.formats.xlsx_dates import as_date, is_date

_CHUNK = 1 << 16
_UNPACKED = 100_000_000  # bytes that may be unpacked, and besides eight times the size of the file
_ELEMENTS = 10_000_000  # 100,000 references in 30 columns have 6 million
_STRINGS = 2_500_000  # shared strings
_ROWS = 1_048_576  # a sheet has no more
_TEXT = 400_000_000  # characters in cells, those of shared strings counted as often as they are used
_DEEPEST = 40
_MOST_COLUMN = 1_001
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_WHOLE = re.compile(r"(-?\d+)\.0+")

NOT_READABLE = "The file is not a workbook that can be read from here on; save it anew as XLSX, or as CSV."
TOO_BIG = "From here on the workbook holds more than a file of this size can sensibly hold; save it as CSV."


class Refused(ValueError):
    """Not a workbook, or one with what a workbook does not need."""


class TooMuch(ValueError):
    """More than the limits allow."""


class Part:
    """What a parser calls while it reads a part. Names come without their namespace."""

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > _DEEPEST or self.elements > _ELEMENTS:
            raise TooMuch
        self.begin(tag.rpartition("}")[2], attributes)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.finish(tag.rpartition("}")[2])

    def begin(self, name: str, attributes: dict[str, str]) -> None: ...

    def finish(self, name: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def parse(archive: zipfile.ZipFile, name: str, part: Part) -> Iterator[None]:
    """Unpack and parse a part; gives a turn after each stretch of it.

    Raises:
        Refused: it is not XML, or has a document type.
        TooMuch: it is larger than the limits.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    left = _UNPACKED + 8 * sum(entry.compress_size for entry in archive.infolist())
    parser = DefusedXMLParser(target=part, forbid_dtd=True)
    try:
        with archive.open(name) as file:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise TooMuch
                parser.feed(chunk)
                yield
        parser.close()
        yield
    except (ParseError, DefusedXmlException, LookupError) as problem:
        raise Refused(str(problem)) from None


class _Relations(Part):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class _Workbook(Part):
    def __init__(self) -> None:
        super().__init__()
        self.first = ""
        self.from_1904 = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in {"1", "true"}
        if name == "sheet" and not self.first:
            self.first = next((value for key, value in attributes.items() if key.endswith("}id")), "")


class Places(NamedTuple):
    """The parts to read, those of strings and styles empty where there are none; and whether days count from 1904."""

    sheet: str
    strings: str
    styles: str
    from_1904: bool


def first_sheet(archive: zipfile.ZipFile) -> Places:
    """Where the first sheet is, and what goes with it."""
    relations, workbook = _Relations(), _Workbook()
    for name, part in (("xl/_rels/workbook.xml.rels", relations), ("xl/workbook.xml", workbook)):
        for _more in parse(archive, name, part):
            pass
    sheet = relations.targets.get(workbook.first, ("", "worksheets/sheet1.xml"))[1]
    strings, styles = (
        next((_in_archive(target) for kind, target in relations.targets.values() if kind == wanted), "")
        for wanted in ("sharedStrings", "styles")
    )
    there = archive.NameToInfo
    return Places(_in_archive(sheet), strings, styles if styles in there else "", workbook.from_1904)


def _in_archive(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def plain(text: str) -> str:
    """The text of a cell: characters that XML cannot hold are written as ``_x0001_``."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return without_bad(text)


class Strings(Part):
    """The shared strings, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._inside = False
        self._reading_aid = 0  # how to say a Japanese word is not what is written

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._reading_aid += name == "rPh"
        self._inside = name == "t" and not self._reading_aid

    def data(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def finish(self, name: str) -> None:
        self._inside = False
        self._reading_aid -= name == "rPh"
        if name == "si":
            if len(self.texts) >= _STRINGS:
                raise TooMuch
            self.texts.append(plain("".join(self._parts)) if self._parts else "")
            self._parts.clear()


class Styles(Part):
    """Which ways of showing a cell are those of a date: to the file a date is a number of days."""

    def __init__(self) -> None:
        super().__init__()
        self.dates: set[str] = set()  # numbers of styles, as cells name them
        self._codes: dict[str, str] = {}
        self._number = -1  # of the style; there is none outside the list of those of cells

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._number = 0
        elif name == "xf" and self._number >= 0:
            form = attributes.get("numFmtId", "")
            if is_date(form, self._codes.get(form, "")):
                self.dates.add(str(self._number))
            self._number += 1

    def finish(self, name: str) -> None:
        if name == "cellXfs":
            self._number = -1


class Sheet(Part):
    """The rows of a sheet, taken from time to time while it is parsed."""

    def __init__(self, strings: list[str], dates: Container[str] = (), *, from_1904: bool = False) -> None:
        super().__init__()
        self._strings = strings
        self._dates = dates
        self._from_1904 = from_1904
        self._dated = False
        self._left = _TEXT
        self._rows: list[tuple[int, list[str]]] = []
        self._number = self._seen = 0
        self._cells: list[str] = []
        self._column = 0
        self._type = ""
        self._parts: list[str] = []
        self._inside = False
        self._reading_aid = 0

    def take(self) -> list[tuple[int, list[str]]]:
        """The rows since the last time: their number and their cells."""
        rows, self._rows = self._rows, []
        return rows

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = False
        if name == "c":
            self._type = attributes.get("t", "n")
            self._dated = attributes.get("s", "") in self._dates
            self._column = self._place(attributes.get("r", ""))
        elif name == "v" or (name == "t" and not self._reading_aid):
            self._inside = True
        elif name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() and len(number) < 9 else self._number + 1
            self._cells = []
            self._seen += 1
            if self._seen > _ROWS:
                raise TooMuch
        elif name == "rPh":
            self._reading_aid += 1

    def _place(self, reference: str) -> int:
        found = _REFERENCE.fullmatch(reference)
        if not found:
            return len(self._cells)
        column = 0
        for letter in found.group(1):
            column = 26 * column + ord(letter) - 64
        return column - 1

    def data(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)

    def finish(self, name: str) -> None:
        self._inside = False
        if name == "c":
            self._finish_cell()
        elif name == "row":
            self._rows.append((self._number, self._cells))
            self._cells = []
        elif name == "rPh":
            self._reading_aid -= 1

    def _finish_cell(self) -> None:
        text = "".join(self._parts) if self._parts else ""
        self._parts.clear()
        if self._type == "s":
            place = int(text) if text.isdecimal() and len(text) < 9 else -1
            text = self._strings[place] if 0 <= place < len(self._strings) else ""
        elif self._type == "b":
            text = {"1": "TRUE", "0": "FALSE"}.get(text, text)
        elif self._type == "n":
            text = as_date(text, from_1904=self._from_1904) if self._dated else _WHOLE.sub(r"\1", text)
        elif text:
            text = plain(text)
        self._left -= len(text)
        if self._left < 0:
            raise TooMuch
        column = min(self._column, _MOST_COLUMN)
        if column > len(self._cells):
            self._cells.extend([""] * (column - len(self._cells)))
        if column < len(self._cells):
            self._cells[column] = text
        else:
            self._cells.append(text)
