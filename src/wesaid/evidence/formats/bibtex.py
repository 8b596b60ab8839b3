"""BibTeX and BibLaTeX.

Sources: O. Patashnik, BibTeXing (1988), for the syntax; the BibLaTeX manual for the fields it added. The splitter is our
own: it gives every entry its line, gives up an entry that is never closed where the next begins, and takes time and memory
in proportion to the file (docs/methods/formats.md has the figures beside bibtexparser).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from wesaid.evidence.formats import latex
from wesaid.evidence.formats.bibtex_split import RESERVED, Entry, entries
from wesaid.evidence.formats.fields import Pair, fitted, join, put, put_extra, split, unpack
from wesaid.evidence.formats.lines import Pool, year_to_write
from wesaid.evidence.formats.result import Bad, Fields, Found, Record
from wesaid.evidence.formats.text import Text, many_lines, one_line
from wesaid.evidence.reference import Reference

_NOT_KEY = re.compile(r"[\s,{}()\"#%'=~\\@]")
_NAME = re.compile(r"[a-z][a-z0-9_:.+/-]*", re.IGNORECASE)
_KIND = re.compile(r"[a-z]+")
_CARRIER = "zz"
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s*\n\s*")
_VERBATIM = {"doi", "url", "file", "eprint", "pmid", "pmcid"}
_ADDRESS_ESCAPES = re.compile(r"\\([_%&#$~])")
_PARTS_OF_BOOKS = {"inproceedings", "incollection", "inbook", "conference"}
_HAS_AND = re.compile(r"(?:^|\s)and(?:\s|$)", re.IGNORECASE)
_BRACED = re.compile(r"\{[^{}\\]*(?:\\[_%&#$~][^{}\\]*)*\}")
_NOT_ADDRESS = re.compile(r"[\\{}\n]")
_CARRIERS = re.compile(r"zz\d*", re.IGNORECASE)
_ONE_LINE = (
    ("title", ("title",)),
    ("journal", ("journal", "journaltitle", "booktitle")),
    ("volume", ("volume",)),
    ("number", ("number", "issue")),
    ("pages", ("pages",)),
    ("doi", ("doi",)),
    ("pmid", ("pmid",)),
    ("issn", ("issn", "isbn")),
    ("language", ("language", "langid")),
    ("url", ("url",)),
)
YEARS = ("year", "date")
_KNOWN = {tag for _name, tags in _ONE_LINE for tag in tags} | {"author", "abstract", "keywords", *YEARS, _CARRIER}


def read(text: Text) -> Iterator[Found]:
    """Every entry, and every stretch of text between entries, in the order of the file."""
    for one in entries(text.text):
        if isinstance(one, Bad):
            yield one
        else:
            fields = build(_decoded(one))
            put(fields, "id", one_line(one.key))
            put(fields, "kind", one.kind)
            yield Record(one.line, fields)


def _decoded(entry: Entry) -> list[Pair]:
    found: list[Pair] = []
    for name, value in entry.values:
        small = name.lower()
        name = _CARRIER if _CARRIERS.fullmatch(name) else (small if small in _KNOWN else name)
        value = _SPACE.sub(" ", value.strip())
        if name == "author":
            found.extend((name, latex.to_text(one)) for one in _outside_braces(value, _AND))
        elif name == "keywords":
            found.extend((name, word) for word in _keywords(value))
        elif name in _VERBATIM:
            found.append((name, _address(value)))
        else:
            found.append((name, latex.to_text(value)))
    return found


def _keywords(value: str) -> list[str]:
    if ";" not in value:
        return [word for part in value.split(",") if (word := latex.to_text(part).strip())]
    return split(latex.to_text(value))


def _outside_braces(value: str, between: re.Pattern[str]) -> list[str]:
    """The parts of a value with this between them outside braces: a name in braces is one name."""
    if "{" not in value:
        return between.split(value)
    parts, start, depth, at = [], 0, 0, 0
    for match in re.finditer(rf"\\.|[{{}}]|{between.pattern}", value, between.flags | re.DOTALL):
        mark = match.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark[0] != "\\" and depth <= 0:
            parts.append(value[start : match.start()])
            start = match.end()
        at = match.end()
    return [*parts, value[start:]] if at else [value]


def _address(value: str) -> str:
    """A DOI or an address is not LaTeX, but many programs escape it as if it were, and some put braces around it."""
    while _BRACED.fullmatch(value):
        value = value[1:-1].strip()
    if "\\" not in value:
        return value
    if "{\\" in value:
        return latex.to_text(value)
    return _ADDRESS_ESCAPES.sub(lambda match: match.group(1), value)


def build(pairs: Sequence[Pair]) -> Fields:
    """The fields of an entry from its decoded fields; authors and keywords one by one."""
    plain, fields = unpack(pairs, _CARRIER)
    pool = Pool(plain)
    put(fields, "authors", tuple(name for value in pool.take_all("author") if (name := one_line(value))))
    put(fields, "keywords", tuple(word for value in pool.take_all("keywords") if (word := one_line(value))))
    for name, tags in _ONE_LINE:
        put(fields, name, one_line(pool.take(*tags)))
    put(fields, "year", pool.take_year(*YEARS))
    put(fields, "abstract", many_lines(pool.take("abstract")))
    put_extra(fields, pool.rest())
    return fields


def write(references: Iterable[Reference], out: BinaryIO) -> None:
    """Every reference as an entry, in UTF-8."""
    for reference in references:
        kind = reference.kind if _KIND.fullmatch(reference.kind) and reference.kind not in RESERVED else "misc"
        key = _NOT_KEY.sub("_", reference.id)
        extra = [] if kind == reference.kind else [(_CARRIER, f"@kind: {reference.kind}")]
        extra += [] if key == reference.id else [(_CARRIER, f"@id: {reference.id}")]
        values = _encoded([*pairs(reference), *extra])
        body = "".join(f",\n  {name} = {{{value}}}" for name, value in values)
        out.write(f"@{kind}{{{key}{body}\n}}\n\n".encode())


def pairs(reference: Reference) -> list[Pair]:
    """The fields of an entry, not encoded yet, authors and keywords one by one."""
    own = [
        *(("author", name) for name in reference.authors),
        ("title", reference.title),
        ("booktitle" if reference.kind in _PARTS_OF_BOOKS else "journal", reference.journal),
        ("year", year_to_write(reference, YEARS)),
        ("volume", reference.volume),
        ("number", reference.number),
        ("pages", reference.pages),
        ("doi", reference.doi),
        ("pmid", reference.pmid),
        ("issn", reference.issn),
        ("language", reference.language),
        ("url", reference.url),
        ("abstract", reference.abstract),
        *(("keywords", word) for word in reference.keywords),
    ]
    return fitted(
        reference,
        [pair for pair in own if pair[1]],
        build,
        _is_name,
        _KNOWN,
        carrier=_CARRIER,
        elsewhere=("id", "kind"),
        once=True,
    )


def _is_name(tag: str) -> bool:
    """Whether a reader would give this name back: names of main fields are made small, others stay."""
    return (
        bool(_NAME.fullmatch(tag))
        and not _CARRIERS.fullmatch(tag)
        and (tag == tag.lower() or tag.lower() not in _KNOWN)
    )


def _encoded(found: Iterable[Pair]) -> Iterator[Pair]:
    """The fields as they stand in the file. A field stands once in an entry; those that are carried are numbered."""
    together: dict[str, list[str]] = {"author": [], "keywords": []}
    number = 0
    for name, value in found:
        if name in together:
            together[name].append(value)
        elif name == _CARRIER:
            number += 1
            yield f"{_CARRIER}{number}", latex.from_text(value)
        elif name in _VERBATIM and not _NOT_ADDRESS.search(value):
            yield name, value
        else:
            yield name, latex.from_text(value)
    if together["author"]:
        yield "author", " and ".join(_name(name) for name in together["author"])
    if together["keywords"]:
        yield "keywords", latex.from_text(join(together["keywords"], alone=","))


def _name(name: str) -> str:
    text = latex.from_text(name)
    return f"{{{text}}}" if _HAS_AND.search(name) else text
