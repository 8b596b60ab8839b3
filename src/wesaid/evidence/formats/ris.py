"""RIS, as PubMed, Ovid, Scopus, ProQuest, EndNote, Zotero and Web of Science write it.

Specification: Research Information Systems, RIS Format Specifications (2011). A record is what stands between ``TY`` and
``ER``. Differences between the dialects, and what is done about each, are in docs/methods/formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from string import ascii_uppercase, digits
from typing import BinaryIO

from wesaid.evidence.formats import kinds
from wesaid.evidence.formats.fields import CARRIER, Pair, fitted, put, put_extra, unpack
from wesaid.evidence.formats.lines import Framed, Open, Pool, year_to_write
from wesaid.evidence.formats.result import Fields, Found
from wesaid.evidence.formats.text import Text, many_lines, one_line
from wesaid.evidence.reference import Reference

_TAGS = {tag: tag for tag in map("".join, product(ascii_uppercase, ascii_uppercase + digits))}  # each once in memory
_SPACED = "  -"  # behind the tag
_NARROW = " -"  # some programs leave out a space, then in every line
_NUMBERING = re.compile(r"\s*<?\d{1,7}\s*[.>]\s*")  # "1." or "<1>" before a record, as Ovid and rispy write it
_PREAMBLE = re.compile(r"Scopus|EXPORT DATE:.*|Provider:.*|Database:.*|Content:.*")  # known first lines
_PAGES = re.compile(r"([^-\s]+)-([^-\s]+)")
_DOI = re.compile(r"(?:doi:? ?)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_PMID_NOTE = re.compile(r"PMID: (\d{1,9})")
_PMID = re.compile(r"\d{1,9}")
# A database, and its tag for the PubMed number.
_NUMBERED = (
    (re.compile(r"pubmed|medline", re.IGNORECASE), "AN"),
    (re.compile(r"scopus", re.IGNORECASE), "C2"),
    (re.compile(r"embase", re.IGNORECASE), "C5"),
)
_INDENT = " " * 6

TITLES = ("TI", "T1", "CT", "BT")
JOURNALS = ("T2", "JF", "JO", "JA", "J1", "J2", "BT")
AUTHORS = ("AU", "A1")
YEARS = ("PY", "Y1", "DA")
_KNOWN = {
    *TITLES,
    *JOURNALS,
    *AUTHORS,
    *YEARS,
    "TY",
    "ER",
    "AB",
    "N2",
    "VL",
    "IS",
    "CP",
    "DO",
    "DI",
    "SN",
    "LA",
    "UR",
    "ID",
    "KW",
    "SP",
}
_KNOWN |= {"EP", "M3", "N1", CARRIER}
_NEVER = {"TY", "ER", *TITLES}

NOT_CLOSED = "The record is not closed: there is no ER line before the next record or the end of the file."
STRAY = "Text outside a record: records begin with a TY line and end with an ER line."


class _Ris(Framed):
    begins = "TY"
    not_closed = NOT_CLOSED
    stray = STRAY

    def __init__(self) -> None:
        self._mark = _SPACED  # in the record that is open

    def tagged(self, line: str) -> Pair | None:
        tag = _TAGS.get(line[:2])
        if tag is None:
            return None
        if tag == self.begins:
            self._mark = _SPACED if line[2:5] == _SPACED else _NARROW if line[2:4] == _NARROW else self._mark
        end = 2 + len(self._mark)
        if line[2:end] != self._mark:
            return None
        return tag, line[end + 1 :] if line[end : end + 1] == " " else line[end:]

    def harmless(self, line: str, started: bool) -> bool:
        return bool(_NUMBERING.fullmatch(line) or (not started and _PREAMBLE.fullmatch(line.strip())))

    def go_on(self, record: Open, line: str) -> None:
        line = line[6:] if line.startswith(_INDENT) else line.lstrip()
        if record.tag != "TY":
            record.go_on(line)
        elif line.strip():  # belongs to no tag, and must not blur the type
            record.begin((CARRIER, line))

    def fields(self, pairs: list[Pair]) -> Fields:
        return build(pairs)


def read(text: Text) -> Iterator[Found]:
    """Every record, and every stretch of stray text, in the order of the file."""
    return _Ris().read(text)


def build(pairs: Sequence[Pair]) -> Fields:
    """The fields of a record from its tags."""
    plain, fields = unpack(pairs)
    pool = Pool(plain)
    put(fields, "kind", kinds.taken(pool, "TY", kinds.RIS))
    put(fields, "title", one_line(pool.take(*TITLES)))
    put(fields, "authors", tuple(one_line(name) for name in pool.take_all(*AUTHORS)))
    put(fields, "year", pool.take_year(*YEARS))
    put(fields, "journal", one_line(pool.take(*JOURNALS)))
    put(fields, "abstract", many_lines(pool.take("AB", "N2")))
    put(fields, "pages", _pages(pool))
    put(fields, "doi", one_line(pool.take("DO", "DI")) or pool.take_where(_DOI, "M3"))
    put(fields, "pmid", _pmid(pool))
    # EndNote writes the keywords of a record as lines below one tag.
    put(
        fields,
        "keywords",
        tuple(w for value in pool.take_all("KW") for line in value.split("\n") if (w := line.strip())),
    )
    for name, tags in _SINGLE:
        if name not in fields and (value := pool.take(*tags)):  # beside a carried one it is kept with the extra fields
            put(fields, name, one_line(value))
    put_extra(fields, pool.rest())
    return fields


_SINGLE = (
    ("volume", ("VL",)),
    ("number", ("IS", "CP")),
    ("issn", ("SN",)),
    ("language", ("LA",)),
    ("url", ("UR",)),
    ("id", ("ID",)),
)


def _pages(pool: Pool) -> str:
    if not pool.first("SP"):
        return ""
    start, end = pool.take("SP"), pool.take("EP")
    return one_line(f"{start}-{end}" if end else start)


def _pmid(pool: Pool) -> str:
    if note := pool.take_where(_PMID_NOTE, "N1"):
        return note
    return _number_in(pool.first)


def _number_in(first: Callable[[str], str]) -> str:
    """The PubMed number, from the tag in which this database has it."""
    base = first("DB") + first("DP")
    for name, tag in _NUMBERED:
        number = first(tag).strip()
        if name.search(base) and _PMID.fullmatch(number):
            return number
    return ""


def write(references: Iterable[Reference], out: BinaryIO) -> None:
    """Every reference as a record, in UTF-8. One title tag for each record: a second title is carried."""
    for reference in references:
        text = "".join(_line(tag, value) for tag, value in pairs(reference))
        out.write(f"{text}ER  - \n\n".encode())


def pairs(reference: Reference) -> list[Pair]:
    """The tags of a record as they are written; :func:`build` finds all its fields in them again."""
    start, end = reference.pages, ""
    if found := _PAGES.fullmatch(reference.pages):
        start, end = found.groups()
    own = [
        ("TY", kinds.written(reference, "TY", kinds.RIS, "JOUR" if kinds.in_journal(reference) else "GEN")),
        ("ID", reference.id),
        *(("AU", name) for name in reference.authors),
        ("TI", reference.title),
        ("T2", reference.journal),
        ("PY", year_to_write(reference, YEARS)),
        ("VL", reference.volume),
        ("IS", reference.number),
        ("SP", start),
        ("EP", end),
        ("DO", reference.doi),
        ("SN", reference.issn),
        ("LA", reference.language),
        ("UR", reference.url),
        ("AB", reference.abstract),
        *(("KW", word) for word in reference.keywords),
        ("N1", _note(reference)),
    ]
    return fitted(reference, [pair for pair in own if pair[1]], build, _is_tag, _KNOWN, _NEVER, stands=own[0])


def _is_tag(tag: str) -> bool:
    return tag in _TAGS


def _note(reference: Reference) -> str:
    """RIS has no tag for the PubMed number, so it is a note, unless the accession number of the database says it."""
    number = _number_in(lambda wanted: next((value for tag, value in reference.extra if tag == wanted), ""))
    return "" if not reference.pmid or number == reference.pmid else f"PMID: {reference.pmid}"


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {value}\n" if "\n" not in value else f"{tag}  - " + value.replace("\n", f"\n{_INDENT}") + "\n"
