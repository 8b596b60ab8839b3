"""References in a CSV file: read row by row with nothing dropped in silence, and written whole.

Columns are those databases and reference managers use, in capitals or not. The id is taken word for word from the
column ``ID``, else ``record_id``, else made. Unknown columns are kept and written again.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from wesaid.evidence.duplicates.merge import Merged
from wesaid.evidence.reference import Reference

MAX_CELL = 1_000_000
"""Characters; a longer cell is nearly always a quotation mark that is not closed."""
MADE = "made-"
"""How ids begin that we make, for records that have none."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_IDS = ("ID", "record_id", "id", "Record_ID", "RECORD_ID", "Id")
_COLUMNS = {
    "kind": ("entrytype", "type", "kind", "reference type", "publication type", "document type"),
    "title": ("title", "article title", "primary title", "document title"),
    "authors": ("author", "authors"),
    "year": ("year", "publication year", "published year", "pub_year"),
    "journal": ("journal", "booktitle", "source title", "publication title", "secondary title", "journal/book"),
    "volume": ("volume",),
    "number": ("number", "issue"),
    "pages": ("pages", "page"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmed id", "pubmed_id"),
    "issn": ("issn", "isbn"),
    "abstract": ("abstract",),
    "keywords": ("keywords", "author keywords"),
    "language": ("language",),
    "url": ("url", "link"),
    "source": ("source", "database"),
}
_HEADINGS = (
    ("ENTRYTYPE", "kind"),
    ("title", "title"),
    ("author", "authors"),
    ("year", "year"),
    ("journal", "journal"),
    ("volume", "volume"),
    ("number", "number"),
    ("pages", "pages"),
    ("doi", "doi"),
    ("pmid", "pmid"),
    ("issn", "issn"),
    ("abstract", "abstract"),
    ("keywords", "keywords"),
    ("language", "language"),
    ("url", "url"),
    ("source", "source"),
)
_REPEATED = ("kind", "year", "journal", "volume", "number", "source")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n\x00]")
_HARMLESS_ID = re.compile(r"[\w.:/@=+#-]*")


class _Reader(Protocol):
    """What the library's reader offers."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


class BadTable(ValueError):
    """The file is not a table we can read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not kept: the line on which it starts, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a file held: each row is a reference or is rejected."""

    references: tuple[Reference, ...]
    rejected: tuple[Rejected, ...]


def read(path: str | Path) -> Table:
    """The references in a CSV file: UTF-8, UTF-16 with a mark, else Windows-1252; comma, semicolon or tab.

    Raises:
        BadTable: empty, not text, without a column for titles, or two columns named alike.
        OSError: it cannot be opened.
    """
    data = Path(path).read_bytes()
    if data.startswith(_NOT_TEXT):
        raise BadTable("this is not a table saved as CSV; in a spreadsheet program choose to save it as CSV")
    encoding = _encoding(data)
    text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    del data
    try:
        return _read(text, Path(path).name)
    except UnicodeError:
        raise BadTable("the file is not text in an encoding we know; save it as CSV in UTF-8") from None


def _encoding(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _read(text: io.TextIOWrapper, name: str) -> Table:
    csv.field_size_limit(MAX_CELL)
    headings, reader = _opened(text)
    row_of = _Rows(headings, name)
    references: list[Reference] = []
    rejected: list[Rejected] = []
    nameless: list[int] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as problem:
            rejected.append(Rejected(line, _broken(problem)))
            continue
        if not cells:
            continue
        if reason := _wrong(cells, len(headings)):
            rejected.append(Rejected(line, reason))
            continue
        reference = row_of(cells)
        if not reference.id:
            nameless.append(len(references))
        references.append(reference)
    _name(references, nameless)
    return Table(tuple(references), tuple(rejected))


def _opened(text: io.TextIOWrapper) -> tuple[list[str], _Reader]:
    """The headings, and the reader that stands behind them."""
    first = next((line for line in text if line.strip()), "")
    if not first:
        raise BadTable("the file is empty")
    if "\x00" in first:
        raise BadTable("the file is not text; save it as CSV in UTF-8")
    delimiter = max(",;\t", key=re.sub(r'"[^"]*"', "", first).count)
    text.seek(0)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        headings = [cell.strip() for cell in next(cells for cells in reader if "".join(cells).strip())]
    except csv.Error as problem:
        raise BadTable(f"the first line cannot be read as headings: {problem}") from None
    doubled = sorted({name for name in headings if name and headings.count(name) > 1})
    if doubled:
        raise BadTable(f"two columns have the same heading: {doubled[0]}; rename one")
    if not any(name.lower() in _COLUMNS["title"] for name in headings):
        raise BadTable("there is no column 'title' in the first line")
    return headings, reader


class _Rows:
    """Makes references from rows under given headings."""

    def __init__(self, headings: Sequence[str], name: str) -> None:
        lower = [heading.lower() for heading in headings]
        self.name = name
        self.known: dict[str, str] = {}
        ids = [headings.index(heading) for heading in _IDS if heading in headings][:1]
        self.id = ids[0] if ids else None
        self.fields = {
            field: [lower.index(alias) for alias in aliases if alias in lower] for field, aliases in _COLUMNS.items()
        }
        known = {place for places in self.fields.values() for place in places} | set(ids)
        self.extra = [(place, heading) for place, heading in enumerate(headings) if heading and place not in known]
        self.second = [(place, headings[place]) for places in self.fields.values() for place in places[1:]]

    def __call__(self, cells: list[str]) -> Reference:
        cells = [cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell for cell in cells]
        size = len(cells)

        def first(places: list[int]) -> tuple[int, str]:
            for place in places:
                if place < size and (value := cells[place].strip()):
                    return place, value
            return -1, ""

        found = {field: first(places) for field, places in self.fields.items()}
        used = {place for place, _value in found.values()}
        values = {field: value for field, (_place, value) in found.items()}
        for field in _REPEATED:  # a million records name a few thousand journals: one copy of each is enough
            values[field] = self.known.setdefault(values[field], values[field])
        extra = [(heading, cells[place]) for place, heading in self.extra if place < size and cells[place]]
        extra += [(heading, cells[at]) for at, heading in self.second if at < size and cells[at] and at not in used]
        return Reference(
            id=cells[self.id] if self.id is not None and self.id < size else "",
            authors=split_authors(values.pop("authors")),
            keywords=tuple(word for part in values.pop("keywords").split(";") if (word := part.strip())),
            source=values.pop("source") or self.name,
            extra=tuple(extra),
            **values,
        )


_PUBMED_AUTHOR = re.compile(r"[^\W\d_][\w'’ -]* [A-Z]{1,3}\.?")


def split_authors(text: str) -> tuple[str, ...]:
    """One entry for each author: apart by ``and``, by semicolons, or by commas as PubMed writes them.

    >>> split_authors("Berg, A and Ito, K"), split_authors("Berg A, Ito K."), split_authors("Berg, Anna")
    (('Berg, A', 'Ito, K'), ('Berg A', 'Ito K.'), ('Berg, Anna',))
    """
    if not text:
        return ()
    if " and " in text:
        parts = text.split(" and ")
    elif ";" in text:
        parts = text.split(";")
    else:
        parts = [part.strip() for part in text.split(",")]
        if not all(_PUBMED_AUTHOR.fullmatch(part) for part in parts):
            parts = [text]
    return tuple(name for part in parts if (name := part.strip()))


def _wrong(cells: Sequence[str], headings: int) -> str:
    if len(cells) > headings:
        return f"it has {len(cells)} cells where the headings have {headings}; is a comma not in quotation marks?"
    if any("\x00" in cell for cell in cells):
        return "it holds a character that cannot be stored (NUL)"
    return "" if any(cell.strip() for cell in cells) else "it is empty"


def _broken(problem: csv.Error) -> str:
    if "unexpected end" in str(problem):
        return "a quotation mark opened in this row is never closed, so the rest of the file cannot be read"
    if "field larger" in str(problem):
        return "a cell is longer than a million characters; a quotation mark is probably not closed"
    return f"the row cannot be read: {problem}"


def _name(references: list[Reference], nameless: Sequence[int]) -> None:
    """Gives an id to each record that has none; never one that another record has."""
    if not nameless:
        return
    from dataclasses import replace

    taken = {reference.id for reference in references}
    number = 0
    for place in nameless:
        number += 1
        while f"{MADE}{number}" in taken:
            number += 1
        references[place] = replace(references[place], id=f"{MADE}{number}")


def guarded(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front; :func:`read` takes it away again."""
    if cell.startswith(_STARTS_A_FORMULA) or (cell[:1] == "'" and _GUARDED.match(cell)):
        return "'" + cell
    return cell


def guarded_id(cell: str) -> str:
    """An id stays word for word, as other files refer to it, unless a spreadsheet could be made to do harm with it.

    Without brackets, quotation marks, spaces and bars nothing can be called, so ``-12`` and ``@berg2019`` stay.
    """
    return cell if _HARMLESS_ID.fullmatch(cell) else guarded(cell)


def rows_of(merged: Iterable[Merged]) -> Iterator[list[str]]:
    """A table of merged records: headings first, then one row for each; the last columns name the records it stands for."""
    merged = tuple(merged)
    tags = list(dict.fromkeys(tag for one in merged for tag, _value in one.reference.extra))
    headings = {heading.lower() for heading, _field in _HEADINGS}
    own = [tag for tag in tags if tag.lower() not in headings and tag not in {"merged_ids", "merged_sources"}]
    yield ["ID", *(heading for heading, _field in _HEADINGS), *own, "merged_ids", "merged_sources"]
    for one in merged:
        extra: dict[str, str] = {}
        for tag, value in one.reference.extra:
            extra[tag] = f"{extra[tag]}; {value}" if tag in extra else value
        yield [
            guarded_id(one.reference.id),
            *(guarded(_cell(one.reference, field)) for _heading, field in _HEADINGS),
            *(guarded(extra.get(tag, "")) for tag in own),
            guarded(";".join(member.id for member in one.members)),
            guarded("; ".join(one.sources)),
        ]


def _cell(reference: Reference, field: str) -> str:
    value = getattr(reference, field)
    if isinstance(value, str):
        return value
    return (" and " if field == "authors" else "; ").join(value)
