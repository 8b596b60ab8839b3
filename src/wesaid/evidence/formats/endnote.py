"""EndNote XML. A document type is refused, as are entities: a file of references needs neither.

The file is cut into records first and each is read by itself, so that one broken record costs one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from xml.etree.ElementTree import ParseError  # the exception only; parsing is defusedxml's
from xml.sax.saxutils import escape, quoteattr  # writes, parses nothing

from wesaid.evidence.formats import kinds
from wesaid.evidence.formats.endnote_split import Piece, pieces
from wesaid.evidence.formats.fields import Pair, fitted, put, put_extra, unpack
from wesaid.evidence.formats.lines import Pool, year_to_write
from wesaid.evidence.formats.result import Bad, Fields, Found, Record
from wesaid.evidence.formats.text import Text, many_lines, one_line
from wesaid.evidence.reference import Reference

_CARRIER = "?"  # a processing instruction, which other programs pass over
_PATH = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*){0,3}")
_EMPTY = re.compile(r"<record\s*(?:/>|>\s*</record\s*>)")
_DEEPEST = 60
_STYLE = '<style face="normal" font="default" size="100%">'
_PUBMED = re.compile(r"pubmed|medline|nlm", re.IGNORECASE)
_PMID = re.compile(r"\d{1,9}")
_AUTHOR = "contributors/authors/author"
_KEYWORD = "keywords/keyword"
_ONE_LINE = (
    ("id", ("rec-number",)),
    ("title", ("titles/title",)),
    ("journal", ("titles/secondary-title", "periodical/full-title")),
    ("volume", ("volume",)),
    ("number", ("number",)),
    ("pages", ("pages",)),
    ("doi", ("electronic-resource-num",)),
    ("issn", ("isbn",)),
    ("language", ("language",)),
    ("url", ("urls/related-urls/url",)),
)
YEARS = ("dates/year",)
_KNOWN = {tag for _name, tags in _ONE_LINE for tag in tags} | {
    _AUTHOR,
    _KEYWORD,
    _CARRIER,
    "abstract",
    "ref-type",
    *YEARS,
}

NOT_XML = "The record is not well-formed XML."
TOO_DEEP = "The record has elements inside elements without end."


def read(text: Text) -> Iterator[Found]:
    """Every record, and every stretch of stray text, in the order of the file."""
    for piece in pieces(text.text):
        yield piece if isinstance(piece, Bad) else _record(piece)


def _record(piece: Piece) -> Found:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    if _EMPTY.fullmatch(piece.text):
        return Record(piece.line, {})
    parser = DefusedXMLParser(target=_Leaves(), forbid_dtd=True)
    try:
        parser.feed(piece.text)
        found = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return Bad(piece.line, NOT_XML)
    except _TooDeep:
        return Bad(piece.line, TOO_DEEP)
    return Record(piece.line, build(found))


class _TooDeep(Exception):
    """More levels of elements than any record has."""


class _Leaves:
    """What the parser calls: gives the text of every element of a record, named by the way to it."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.path: list[str] = []
        self.texts: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "style":  # how the text looks
            return
        if len(self.path) >= _DEEPEST:
            raise _TooDeep
        self.path.append(tag)
        self.texts.append([])
        if tag == "ref-type" and attributes.get("name"):
            self.pairs.append((tag, attributes["name"]))

    def data(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(text)

    def end(self, tag: str) -> None:
        if tag == "style":
            return
        text = "".join(self.texts.pop()).replace("\r", "\n").strip()
        name = "/".join(self.path[1:]) or tag  # words that stand in no element of the record
        self.path.pop()
        if text and name != "ref-type":
            self.pairs.append((name, text))

    def pi(self, target: str, text: str | None = None) -> None:
        if target == "wesaid" and text:
            self.pairs.append((_CARRIER, _PERCENT.sub(_character, text)))

    def close(self) -> list[Pair]:
        return self.pairs


_PERCENT = re.compile(r"%([0-9A-F]{1,5});")


def _character(match: re.Match[str]) -> str:
    return chr(min(int(match.group(1), 16), 0x10FFFF))


def build(pairs: Sequence[Pair]) -> Fields:
    """The fields of a record from its elements."""
    plain, fields = unpack(pairs, _CARRIER)
    pool = Pool(plain)
    put(fields, "kind", kinds.taken(pool, "ref-type", kinds.ENDNOTE))
    put(fields, "authors", tuple(name for value in pool.take_all(_AUTHOR) if (name := one_line(value))))
    put(fields, "keywords", tuple(word for value in pool.take_all(_KEYWORD) if (word := one_line(value))))
    for name, tags in _ONE_LINE:
        put(fields, name, one_line(pool.take(*tags)))
    put(fields, "year", pool.take_year(*YEARS))
    put(fields, "abstract", many_lines(pool.take("abstract")))
    put(fields, "pmid", _pmid(pool))
    put_extra(fields, pool.rest())
    return fields


def _pmid(pool: Pool) -> str:
    number = pool.first("accession-num").strip()
    base = pool.first("remote-database-name") + pool.first("remote-database-provider")
    return number if _PMID.fullmatch(number) and _PUBMED.search(base) else ""


def write(references: Iterable[Reference], out: BinaryIO) -> None:
    """Every reference as a record, in UTF-8."""
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n')
    for reference in references:
        root = _Element("record")
        for tag, value in pairs(reference):
            root.put(tag.split("/") if tag != _CARRIER else [tag], value)
        out.write(root.xml().encode() + b"\n")
    out.write(b"</records></xml>\n")


def pairs(reference: Reference) -> list[Pair]:
    """The elements of a record as they are written, each named by the way to it."""
    own = [
        ("rec-number", reference.id),
        ("ref-type", kinds.written(reference, "ref-type", kinds.ENDNOTE, _otherwise(reference))),
        *((_AUTHOR, name) for name in reference.authors),
        ("titles/title", reference.title),
        ("titles/secondary-title", reference.journal),
        ("pages", reference.pages),
        ("volume", reference.volume),
        ("number", reference.number),
        *((_KEYWORD, word) for word in reference.keywords),
        ("dates/year", year_to_write(reference, YEARS)),
        ("isbn", reference.issn),
        ("electronic-resource-num", reference.doi),
        ("abstract", reference.abstract),
        ("language", reference.language),
        ("urls/related-urls/url", reference.url),
    ]
    return fitted(
        reference,
        [pair for pair in own if pair[1]],
        build,
        _is_path,
        _KNOWN,
        {"ref-type"},
        stands=next((pair for pair in own if pair[0] == "ref-type"), ("", "")),
        carrier=_CARRIER,
    )


def _otherwise(reference: Reference) -> str:
    return "Journal Article" if kinds.in_journal(reference) else "Generic"


def _is_path(tag: str) -> bool:
    return bool(_PATH.fullmatch(tag)) and "style" not in tag.split("/") and "record" not in tag.split("/")


class _Element:
    """An element that is being put together; containers are there once, what holds text as often as it comes."""

    __slots__ = ("children", "containers", "name", "text")

    def __init__(self, name: str, text: str = "") -> None:
        self.name = name
        self.text = text
        self.children: list[_Element] = []
        self.containers: dict[str, _Element] = {}

    def put(self, path: Sequence[str], text: str) -> None:
        name, *rest = path
        if not rest:
            self.children.append(_Element(name, text))
            return
        if name not in self.containers:
            self.containers[name] = _Element(name)
            self.children.append(self.containers[name])
        self.containers[name].put(rest, text)

    def xml(self) -> str:
        if self.children:
            return f"<{self.name}>{''.join(child.xml() for child in self.children)}</{self.name}>"
        if self.name == _CARRIER:
            return f"<?wesaid {self.text.replace('%', '%25;').replace('?>', '?%3E;').replace(chr(10), '%A;')}?>"
        if self.name == "ref-type":
            number = kinds.ENDNOTE_NUMBERS.get(self.text, 13)
            return f"<ref-type name={quoteattr(self.text)}>{number}</ref-type>"
        text = escape(self.text).replace("\n", "&#xD;")
        return (
            f"<{self.name}>{text}</{self.name}>"
            if self.name == "rec-number"
            else f"<{self.name}>{_STYLE}{text}</style></{self.name}>"
        )
