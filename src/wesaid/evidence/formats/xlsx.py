"""XLSX: the first sheet of a workbook, read as a table of references, and written as one.

Own code: a workbook of 10 MB can hold a table of gigabytes, and openpyxl has no limit on what it unpacks.
Source: ECMA-376, Office Open XML, part 1, sections 18.3 (worksheets), 18.4 (shared strings) and 22.9.2.19 (escapes).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape  # writes, parses nothing

from wesaid.evidence.formats.result import Bad, Found
from wesaid.evidence.formats.table import MOST_COLUMNS, Layout, Row, guarded, records
from wesaid.evidence.formats.xlsx_parts import (
    NOT_READABLE,
    TOO_BIG,
    Refused,
    Sheet,
    Strings,
    Styles,
    TooMuch,
    first_sheet,
    parse,
)
from wesaid.evidence.reference import Reference

_LONGEST_CELL = 16_000  # characters; a cell may hold 32,767 units of UTF-16, of which a character takes up to two
_NEEDS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_OLD = b"\xd0\xcf\x11\xe0"

OLD = "This is a workbook with a password or of the kind before 2007; save it as XLSX without a password, or as CSV."


def read(data: bytes) -> Iterator[Found]:
    """Every row of the first sheet as a record; the line of a row is its number in the sheet."""
    if data.startswith(_OLD):
        return iter([Bad(1, OLD)])
    if not data.startswith(b"PK"):
        return iter([Bad(1, NOT_READABLE)])
    return records(_rows(data))


def _rows(data: bytes) -> Iterator[Row | Bad]:
    last = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            places = first_sheet(archive)
            known, styles = Strings(), Styles()
            for name, part in ((places.strings, known), (places.styles, styles)):
                for _more in parse(archive, name, part) if name else ():
                    pass
            reader = Sheet(known.texts, styles.dates, from_1904=places.from_1904)
            for _more in parse(archive, places.sheet, reader):
                for number, cells in reader.take():
                    last = number
                    yield Row(number, cells) if len(cells) <= MOST_COLUMNS else Bad(number, TOO_BIG)
    except TooMuch:
        yield Bad(last + 1, TOO_BIG)
    except (
        Refused,
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ):
        yield Bad(last + 1, NOT_READABLE)


def write(references: Iterable[Reference], out: BinaryIO) -> None:
    """Every reference as a row of one sheet. A value too long for a cell goes on in a column named after it."""
    several = list(references)
    layout = Layout(several)
    names = layout.headings()
    parts = [1] * len(names)
    for reference in several:
        for place, cell in enumerate(layout.cells(reference)):
            if len(cell) > _LONGEST_CELL:
                parts[place] = max(parts[place], -(-len(cell) // _LONGEST_CELL))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, text in _FRAME.items():
            archive.writestr(_entry(name), text)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            sheet.write(_SHEET_START)
            sheet.write(_row(_headings(names, parts)))
            for reference in several:
                sheet.write(_row(_spread(layout.cells(reference), parts)))
            sheet.write(_SHEET_END)


def _entry(name: str) -> zipfile.ZipInfo:
    """Always the same date, so that the same references make the same file."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _headings(names: Sequence[str], parts: Sequence[int]) -> list[str]:
    return [
        name if part == 1 else f"{name}~{part}"
        for name, count in zip(names, parts, strict=True)
        for part in range(1, count + 1)
    ]


def _spread(cells: Sequence[str], parts: Sequence[int]) -> list[str]:
    return [
        cell[part * _LONGEST_CELL : (part + 1) * _LONGEST_CELL]
        for cell, count in zip(cells, parts, strict=True)
        for part in range(count)
    ]


def _row(cells: Iterable[str]) -> bytes:
    text = "".join(_cell(cell) if cell else "<c/>" for cell in cells)
    return f"<row>{text}</row>".encode()


def _cell(cell: str) -> str:
    text = escape(_NEEDS_ESCAPE.sub("_x005F_", guarded(cell)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FRAME = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="References" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
_SHEET_START = f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_SHEET_END = b"</sheetData></worksheet>"
