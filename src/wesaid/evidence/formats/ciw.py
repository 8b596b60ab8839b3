"""CIW, the tagged format of Web of Science: a tag of two letters, a space, the value; lines after it indented by three.

Source: Clarivate, Web of Science Core Collection Field Tags. A record is what stands between ``PT`` and ``ER``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from wesaid.evidence.formats import kinds
from wesaid.evidence.formats.fields import CARRIER, Pair, fitted, join, put, put_extra, split, unpack
from wesaid.evidence.formats.lines import Framed, Open, Pool, wrapped, year_to_write
from wesaid.evidence.formats.result import Fields, Found
from wesaid.evidence.formats.text import MARK, Text, many_lines, one_line
from wesaid.evidence.reference import Reference

_TAGGED = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?", re.DOTALL)
_SHAPED = re.compile(r"[A-Z][A-Z0-9]")
_PAGES = re.compile(r"([^-\s]+)-([^-\s]+)")
_LISTS = {"AU", "AF", "BA", "BF", "BE", "CA", "GP", "CR", "C1"}  # each line of these is a value of its own
_FRAME = {"FN", "VR", "EF"}  # about the file, not about a record
# The next file, with its mark, may begin behind the end of the one before.
_FRAME_LINE = re.compile(rf"(?:FN|VR|EF)(?: .*)?|EF{MARK}(?:FN .*)?")
_KNOWN = {
    "PT",
    "ER",
    "AU",
    "AF",
    "TI",
    "SO",
    "AB",
    "DE",
    "LA",
    "PY",
    "VL",
    "IS",
    "BP",
    "EP",
    "DI",
    "PM",
    "SN",
    "BN",
    "UT",
}
_KNOWN |= {CARRIER, *_FRAME}
_NEVER = {"PT", "ER"} | _FRAME
_ONE_LINE = (
    ("title", ("TI",)),
    ("journal", ("SO",)),
    ("volume", ("VL",)),
    ("number", ("IS",)),
    ("doi", ("DI",)),
    ("pmid", ("PM",)),
    ("issn", ("SN", "BN")),
    ("language", ("LA",)),
    ("id", ("UT",)),
)

NOT_CLOSED = "The record is not closed: there is no ER line before the next record or the end of the file."
STRAY = "Text outside a record: records begin with a PT line and end with an ER line."


class _Ciw(Framed):
    begins = "PT"
    not_closed = NOT_CLOSED
    stray = STRAY

    def tagged(self, line: str) -> Pair | None:
        found = _TAGGED.fullmatch(line)
        return (found.group(1), found.group(2) or "") if found else None

    def harmless(self, line: str, started: bool) -> bool:
        return bool(_FRAME_LINE.fullmatch(line))

    def go_on(self, record: Open, line: str) -> None:
        if line := line.strip():
            record.go_on(line)

    def fields(self, pairs: list[Pair]) -> Fields:
        return build(_unwrapped(pairs))


def read(text: Text) -> Iterator[Found]:
    """Every record, and every stretch of stray text, in the order of the file."""
    return _Ciw().read(text)


def _unwrapped(pairs: Sequence[Pair]) -> list[Pair]:
    found: list[Pair] = []
    for tag, value in pairs:
        if tag in _LISTS:
            found.extend((tag, wrapped(line)) for line in value.split("\n") if line)
        else:
            found.append((tag, wrapped(value)))
    return found


def build(pairs: Sequence[Pair]) -> Fields:
    """The fields of a record from its tags."""
    plain, fields = unpack(pairs)
    pool = Pool(plain)
    put(fields, "kind", kinds.taken(pool, "PT", kinds.CIW))
    # Full names where there are some; short ones beside them are extra.
    names = pool.take_all("AF") or pool.take_all("AU")
    put(fields, "authors", tuple(one_line(name) for name in names))
    for name, tags in _ONE_LINE:
        put(fields, name, one_line(pool.take(*tags)))
    put(fields, "year", pool.take_year("PY"))
    put(fields, "abstract", many_lines(pool.take("AB")))
    put(fields, "keywords", tuple(split(one_line(pool.take("DE")))))
    if pool.first("BP"):
        start, end = pool.take("BP"), pool.take("EP")
        put(fields, "pages", one_line(f"{start}-{end}" if end else start))
    put_extra(fields, pool.rest())
    return fields


def write(references: Iterable[Reference], out: BinaryIO) -> None:
    """Every reference as a record, in UTF-8, one line for each value."""
    out.write(b"FN We Said, We Did\nVR 1.0\n")
    out.writelines(record(reference) for reference in references)
    out.write(b"EF\n")


def record(reference: Reference) -> bytes:
    """A record as it stands in a file."""
    return "".join(_line(tag, value) for tag, value in pairs(reference)).encode() + b"ER\n\n"


def pairs(reference: Reference) -> list[Pair]:
    """The tags of a record as they are written; :func:`build` finds all its fields in them again."""
    start, end = reference.pages, ""
    if found := _PAGES.fullmatch(reference.pages):
        start, end = found.groups()
    own = [
        ("PT", kinds.written(reference, "PT", kinds.CIW, "J")),
        *(("AF", name) for name in reference.authors),
        ("TI", reference.title),
        ("SO", reference.journal),
        ("LA", reference.language),
        ("DE", join(reference.keywords)),
        ("AB", reference.abstract),
        ("SN", reference.issn),
        ("PY", year_to_write(reference, ("PY",))),
        ("VL", reference.volume),
        ("IS", reference.number),
        ("BP", start),
        ("EP", end),
        ("DI", reference.doi),
        ("PM", reference.pmid),
        ("UT", reference.id),
    ]
    return fitted(reference, [pair for pair in own if pair[1]], build, _is_tag, _KNOWN, _NEVER, stands=own[0])


def _is_tag(tag: str) -> bool:
    return bool(_SHAPED.fullmatch(tag))


def _line(tag: str, value: str) -> str:
    value = value.replace("\n", "\u2028")
    return f"{tag} {value}\n"
