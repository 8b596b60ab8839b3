"""References as rows of a table: which column is which field, and cells that a spreadsheet must not run.

Columns are named as bib-dedupe and ASReview name theirs, so that a table goes from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from wesaid.evidence.formats.fields import Pair, carried, join, put, split, uncarried
from wesaid.evidence.formats.kinds import kind_of
from wesaid.evidence.formats.result import Bad, Fields, Found, Record
from wesaid.evidence.formats.text import many_lines, one_line
from wesaid.evidence.reference import Reference

# Field -> the column that is written, then others that are read, in small letters but for the first two ids.
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("ID", "record_id", "id"),
    "kind": (
        "ENTRYTYPE",
        "kind",
        "entry_type",
        "type",
        "reference type",
        "item type",
        "publication type",
        "document type",
    ),
    "title": ("title", "primary title", "primary_title", "article title", "document title"),
    "authors": ("author", "authors", "author full names"),
    "year": ("year", "publication_year", "publication year", "year published", "published year", "pub_year"),
    "journal": (
        "journal",
        "journaltitle",
        "journal/book",
        "source title",
        "journal title",
        "publication title",
        "secondary title",
        "secondary_title",
        "booktitle",
    ),
    "volume": ("volume",),
    "number": ("number", "issue"),
    "pages": ("pages", "page"),
    "doi": ("doi",),
    "pmid": ("pmid", "pubmedid", "pubmed_id", "pubmed id"),
    "issn": ("issn", "isbn"),
    "abstract": ("abstract", "abstract note", "notes_abstract"),
    "keywords": ("keywords", "author keywords", "manual tags"),
    "language": ("language",),
    "url": ("url", "urls", "link"),
    "source": ("source", "database"),
}
EXTRA = "extra"
_OWN_KINDS = {"entrytype", "kind"}  # in the words of BibTeX already
# Scopus, Web of Science and EBSCO have two columns for the pages.
_FIRST_PAGE, _LAST_PAGE = ("page start", "start page", "first page"), ("page end", "end page", "last page")
# What the tags of Web of Science stand for, where they are the headings: its export parted by tabs.
_WEB_OF_SCIENCE = {
    "PT": "publication type",
    "AF": "authors",
    "AU": "author",
    "TI": "title",
    "SO": "journal",
    "LA": "language",
    "DE": "keywords",
    "AB": "abstract",
    "SN": "issn",
    "PY": "year",
    "VL": "volume",
    "IS": "number",
    "BP": "page start",
    "EP": "page end",
    "DI": "doi",
    "UT": "ID",
    "PM": "pmid",
}
MOST_COLUMNS = 1_000
_MOST_EXTRA = 60  # extra fields with a column of their own
_NAMED = {name.lower() for names in COLUMNS.values() for name in names} | {EXTRA, *_FIRST_PAGE, *_LAST_PAGE}
_ONE_OF = {"title", "abstract", "doi", "pmid"}  # without any of these columns a table holds no references
_FORMULA = re.compile(r"'*[=+\-@\t\r]")  # OWASP ASVS 5.0, 1.2.10
_STARTS = "'=+-@\t\r"
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_WHOLE = re.compile(r"(\d+)\.0")
_PUBMED_AUTHOR = re.compile(r"[^\W\d_][\w'’ -]* (?:[A-Z]{1,3}\.?|(?:[A-Z][.-]{1,2}){2,4})")
_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,4}")
_HARMLESS_ID = re.compile(r"[\w.:/@=+#~-]*")
_AND = re.compile(r"\s+and\s+")
_CONTINUED = re.compile(r"(.+)~(\d+)")

NO_COLUMNS = (
    "The first line does not name columns of references; at least one must be called title, abstract, doi or pmid."
)
TOO_MANY_COLUMNS = "The table has more than a thousand columns."


@dataclass(frozen=True, slots=True)
class Row:
    """Cells as they stand in the file, and the line on which the row starts."""

    line: int
    cells: list[str]


class Headings:
    """Which column holds what."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.names = [one_line(unguarded(cell)) for cell in cells]
        self.width = len(cells)
        self.continued = self._continued()
        places: dict[str, list[int]] = {}
        renamed = _WEB_OF_SCIENCE if self.names[:1] == ["PT"] and {"TI", "SO"} <= set(self.names) else {}
        for place, name in enumerate(self.names):
            if place not in self.continued:
                name = renamed.get(name, name)
                places.setdefault(name if name in {"ID", "id"} else name.lower(), []).append(place)
        self.fields = {
            field: [place for name in names for place in places.get(name if field == "id" else name.lower(), ())]
            for field, names in COLUMNS.items()
        }
        self.extra = places.get(EXTRA, [])
        self.page_ends = [_only(places, names) for names in (_FIRST_PAGE, _LAST_PAGE)]
        known = {place for found in self.fields.values() for place in found} | set(self.extra) | set(self.continued)
        self.others = [place for place in range(self.width) if place not in known]

    @property
    def useful(self) -> bool:
        return any(self.fields[name] for name in _ONE_OF)

    def _continued(self) -> dict[int, int]:
        """Columns that go on with another: ``abstract~2`` holds what no longer fits in a cell of ``abstract``."""
        first: dict[str, int] = {}
        found: dict[int, int] = {}
        for place, name in enumerate(self.names):
            match = _CONTINUED.fullmatch(name)
            if match and match.group(1) in first:
                found[place] = first[match.group(1)]
            else:
                first.setdefault(name, place)
        return found

    def record(self, row: Row) -> Record:
        """The fields of a row, which may end before the headings do."""
        cells = [unguarded(cell) for cell in row.cells]
        width = len(cells)
        for place, first in self.continued.items():
            if place < width:
                cells[first] += cells[place]
        fields: Fields = {}
        extra: list[Pair] = []
        for field, places in self.fields.items():
            for place in places:
                if place >= width or not (cell := cells[place].strip()):
                    continue
                if field in fields:
                    extra.append((self.names[place], many_lines(cell)))
                elif field == "kind" and self.names[place].lower() not in _OWN_KINDS and (kind := kind_of(cell)):
                    put(fields, field, kind)
                    extra.append((self.names[place], many_lines(cell)))
                else:
                    put(fields, field, _value(field, cell))
        taken = self._pages(fields, cells)
        extra += [
            (self.names[place] or f"column {place + 1}", value)
            for place in takewhile(lambda place: place < width, self.others)
            if place not in taken and (value := many_lines(cells[place]))
        ]
        for place in takewhile(lambda place: place < width, self.extra):
            extra += _unpacked(cells[place], self.names[place])
        put(fields, "extra", tuple(extra))
        return Record(row.line, fields)

    def _pages(self, fields: Fields, cells: Sequence[str]) -> set[int]:
        """Fills the pages from the columns of the first and the last; returns the places of those that were taken."""
        start, end = (one_line(cells[place]) if 0 <= place < len(cells) else "" for place in self.page_ends)
        if not start or "pages" in fields:
            return set()
        put(fields, "pages", f"{start}-{end}" if end else start)
        return set(self.page_ends)


def _only(places: dict[str, list[int]], names: Sequence[str]) -> int:
    """The place of the first of these columns that is there, or -1."""
    return next((places[name][0] for name in names if name in places), -1)


def records(rows: Iterable[Row | Bad], longest: str = TOO_MANY_COLUMNS) -> Iterator[Found]:
    """Every row below the headings as a record. Rows without anything in them are none."""
    headings: Headings | None = None
    problem = ""
    for row in rows:
        if isinstance(row, Bad):
            yield row
        elif headings is None and not problem:
            found = Headings(row.cells) if len(row.cells) <= MOST_COLUMNS else None
            headings = found if found and found.useful else None
            if headings is None:
                problem = NO_COLUMNS if found else longest
                yield Bad(row.line, problem)
        elif headings is None:
            yield Bad(row.line, problem)
        elif len(row.cells) > headings.width:
            yield Bad(row.line, _cells(len(row.cells), headings.width))
        elif any(cell and not cell.isspace() for cell in row.cells):
            yield headings.record(row)


def _cells(found: int, wanted: int) -> str:
    return f"It has {found} cells where the headings have {wanted}; is something with a separator in it not in quotation marks?"


def _value(field: str, cell: str) -> str | tuple[str, ...]:
    if field == "authors":
        if ";" in cell:
            return tuple(one_line(name) for name in split(cell))
        return tuple(name for part in _names(cell) if (name := one_line(part)))
    if field == "keywords":
        return tuple(one_line(word) for word in split(cell))
    if field in {"year", "pmid"} and (whole := _WHOLE.fullmatch(cell)):
        return whole.group(1)  # what pandas makes of whole numbers in a column with gaps
    return many_lines(cell) if field == "abstract" else one_line(cell)


def _names(cell: str) -> list[str]:
    """Names that no semicolon parts: ``and`` does, or commas between names as PubMed writes them (``Berg A, Ito K.``).

    Or as Scopus did (``Berg, A., Ito, K.B.``): there a comma stands before initials as well.
    """
    names = _AND.split(cell)
    if len(names) > 1 or "," not in cell:
        return names
    parts = [part.strip() for part in cell.split(",")]
    if len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    return parts if all(map(_PUBMED_AUTHOR.fullmatch, parts)) else names


def unguarded(cell: str) -> str:
    return cell[1:] if cell and cell[0] == "'" and _GUARDED.match(cell) else cell


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quotation mark before it, which reading takes off again."""
    return f"'{cell}" if cell and cell[0] in _STARTS and _FORMULA.match(cell) else cell


def guarded_id(cell: str) -> str:
    """An id in a table that only refers to records stays word for word, unless a spreadsheet could be made to do harm.

    Without brackets, quotation marks, spaces and bars nothing can be called, so ``-12`` and ``@berg2019`` stay.
    """
    return cell if _HARMLESS_ID.fullmatch(cell) else guarded(cell)


class Layout:
    """The columns to write for a set of references.

    Extra fields that no record has twice get a column each, up to sixty; the others share the column ``extra``, one below
    the other as ``tag: value``.
    """

    def __init__(self, references: Iterable[Reference]) -> None:
        often: dict[str, int] = {}
        for reference in references:
            here: dict[str, int] = {}
            for tag, _value in reference.extra:
                here[tag] = here.get(tag, 0) + 1
            for tag, times in here.items():
                often[tag] = max(often.get(tag, 0), times)
        fit: dict[str, str] = {}
        for tag, times in often.items():
            small = tag.lower()
            if times == 1 and small not in _NAMED and small not in fit and _plain(tag) and len(fit) < _MOST_EXTRA:
                fit[small] = tag
        self.own = {tag: place for place, tag in enumerate(fit.values())}
        self.packs = len(self.own) < len(often)

    def headings(self) -> list[str]:
        return [names[0] for names in COLUMNS.values()] + list(self.own) + ([EXTRA] if self.packs else [])

    def cells(self, reference: Reference) -> list[str]:
        main = [self._cell(reference, field) for field in COLUMNS]
        own = [""] * len(self.own)
        packed = []
        for tag, value in reference.extra:
            if tag in self.own:
                own[self.own[tag]] = value
            else:
                packed.append(carried(tag, value).replace("\n", "\n\t"))
        return main + own + (["\n".join(packed)] if self.packs else [])

    def _cell(self, reference: Reference, field: str) -> str:
        value = getattr(reference, field)
        if isinstance(value, str):
            return value
        text = join(value)
        # A name alone with commas in it must not be taken for several.
        return (
            f"{text};" if field == "authors" and len(value) == 1 and ";" not in text and len(_names(text)) > 1 else text
        )


def _plain(tag: str) -> bool:
    return not _CONTINUED.fullmatch(tag) and not tag.startswith("'") and not tag.lower().startswith("column ")


def _unpacked(cell: str, name: str) -> Iterator[Pair]:
    """The fields in the column ``extra``; text there that is none stays under the name of the column."""
    text: list[str] = []
    for line in cell.strip().split("\n"):
        if line.startswith("\t") and text:
            text.append(line[1:])
        else:
            yield from _unpack(text, name)
            text = [line]
    yield from _unpack(text, name)


def _unpack(text: Sequence[str], name: str) -> Iterator[Pair]:
    whole = "\n".join(text).strip()
    if whole:
        yield uncarried(whole) or (name, whole)
