"""PubMed's NBIB (the MEDLINE display format): a tag of up to four letters, a hyphen, the value; lines after it indented.

Source: National Library of Medicine, MEDLINE/PubMed Data Element (Field) Descriptions. A record has no closing line: it
begins at the first tag after an empty line, or at the next ``PMID``, and ends where the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from wesaid.evidence.formats import kinds
from wesaid.evidence.formats.fields import CARRIER, Pair, fitted, put, put_extra, unpack
from wesaid.evidence.formats.lines import Open, Pool, Stray, wrapped, year_to_write
from wesaid.evidence.formats.result import Bad, Fields, Found, Record
from wesaid.evidence.formats.text import MARK, Text, many_lines, one_line
from wesaid.evidence.reference import Reference

_TAGGED = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
_SHAPED = re.compile(r"[A-Z][A-Z0-9]{1,3}")
_DOI = re.compile(r"(\S.*\S) \[doi\]", re.DOTALL)
_KNOWN = {
    "PMID",
    "TI",
    "BTI",
    "FAU",
    "AU",
    "CN",
    "DP",
    "TA",
    "JT",
    "VI",
    "IP",
    "PG",
    "AID",
    "LID",
    "IS",
    "LA",
    "AB",
    "OT",
    "PT",
}
_KNOWN |= {CARRIER}
_ONE_LINE = (
    ("pmid", ("PMID",)),
    ("title", ("TI", "BTI")),
    ("journal", ("JT", "TA")),
    ("volume", ("VI",)),
    ("number", ("IP",)),
    ("pages", ("PG",)),
    ("issn", ("IS",)),
    ("language", ("LA",)),
)

STRAY = "Text outside a record: each line of a record begins with a tag such as TI or is indented under one."
NO_RECORD = "It has neither a PubMed number nor a title, so it is no record."


def read(text: Text) -> Iterator[Found]:
    """Every record, and every stretch of stray text, in the order of the file."""
    record: Open | None = None
    stray = Stray(STRAY)
    empty = True
    for number, line in enumerate(text.lines(), 1):
        if line[:1] == MARK:  # another file begins, put behind the one before
            line = line.lstrip(MARK)
        if not line or line.isspace():
            empty = True
            continue
        found = None if line[0] == " " else _tag(line)
        if found and (record is None or empty or (found[0] == "PMID" and _has_number(record))):
            if record:
                yield _closed(record)
            yield from stray.end()
            record = Open(number)
        if found and record:
            record.begin(found)
        elif record and not empty:  # a wrapped line; some programs lose its indentation
            record.go_on(line.strip())
        else:
            if record:
                yield _closed(record)
                record = None
            stray.add(number)
        empty = False
    if record:
        yield _closed(record)
    yield from stray.end()


def _tag(line: str) -> Pair | None:
    """The tag and the value. The hyphen stands in the fifth column, or directly after a shorter tag."""
    found = _TAGGED.fullmatch(line) if "-" in line[2:7] else None
    return (found.group(1), found.group(2)) if found else None


def _has_number(record: Open) -> bool:
    return record.tag == "PMID" or any(tag == "PMID" and value.strip() for tag, value in record.pairs)


def _closed(record: Open) -> Found:
    pairs = record.close()
    if isinstance(pairs, Bad):
        return pairs
    fields = build([(tag, wrapped(value)) for tag, value in pairs])
    # A source is only there in what we wrote ourselves: a record without title or number, but one.
    return Record(record.line, fields) if {"pmid", "title", "source"} & fields.keys() else Bad(record.line, NO_RECORD)


def build(pairs: Sequence[Pair]) -> Fields:
    """The fields of a record from its tags."""
    plain, fields = unpack(pairs)
    pool = Pool(plain)
    put(fields, "id", one_line(pool.first("PMID")))
    put(fields, "kind", _kind(pool))
    for name, tags in _ONE_LINE:
        put(fields, name, one_line(pool.take(*tags)))
    # Full names where there are some; short ones beside them are extra. A group counts where no person is named.
    names = pool.take_all("FAU") or pool.take_all("AU") or pool.take_all("CN")
    put(fields, "authors", tuple(one_line(name) for name in names))
    put(fields, "year", pool.take_year("DP"))
    put(fields, "doi", one_line(pool.take_where(_DOI, "AID", "LID")))
    put(fields, "abstract", many_lines(pool.take("AB")))
    put(fields, "keywords", tuple(one_line(word) for word in pool.take_all("OT")))
    put_extra(fields, pool.rest())
    return fields


def _kind(pool: Pool) -> str:
    """From the publication types, of which a record may have several: all stay extra but the plain one."""
    types = [one_line(value) for tag, value in pool.pairs if tag == "PT"]
    if types and types[0] == "Journal Article":
        pool.take("PT")
        return "article"
    return next((kinds.NBIB[name] for name in types if name in kinds.NBIB), "article" if types else "")


def write(references: Iterable[Reference], out: BinaryIO) -> None:
    """Every reference as a record, in UTF-8, one line for each value."""
    out.writelines(record(reference) for reference in references)


def record(reference: Reference) -> bytes:
    """A record as it stands in a file."""
    return "".join(_line(tag, value) for tag, value in pairs(reference)).encode() + b"\n"


def pairs(reference: Reference) -> list[Pair]:
    """The tags of a record as they are written; :func:`build` finds all its fields in them again."""
    own = [
        ("PMID", reference.pmid),
        ("TI", reference.title),
        *(("FAU", name) for name in reference.authors),
        ("DP", year_to_write(reference, ("DP",))),
        ("JT", reference.journal),
        ("VI", reference.volume),
        ("IP", reference.number),
        ("PG", reference.pages),
        ("AID", reference.doi and f"{reference.doi} [doi]"),
        ("IS", reference.issn),
        ("LA", reference.language),
        ("AB", reference.abstract),
        *(("OT", word) for word in reference.keywords),
        ("PT", "" if reference.kind != "article" or _typed(reference) else "Journal Article"),
    ]
    return fitted(reference, [pair for pair in own if pair[1]], build, _is_tag, _KNOWN)


def _is_tag(tag: str) -> bool:
    return bool(_SHAPED.fullmatch(tag))


def _typed(reference: Reference) -> bool:
    """Whether the publication types that are extra say the kind already."""
    types = [value for tag, value in reference.extra if tag == "PT"]
    return bool(types) and types[0] != "Journal Article" and not any(name in kinds.NBIB for name in types)


def _line(tag: str, value: str) -> str:
    value = value.replace("\n", "\u2028")
    return f"{tag:<4}- {value}\n"
