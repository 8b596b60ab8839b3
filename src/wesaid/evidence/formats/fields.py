"""What the formats share about a record: its size, its fields, and how a field travels that a format has no name for.

A record in a line format, in BibTeX or in EndNote XML is a list of pairs (tag, value). Each format has a function that
builds fields from pairs. Writing goes the other way, and checks itself: what was written is built again, and where that
does not give the same record, the pairs that came in between travel in a carrier instead, one tag that no database uses.
So a record comes back as it was whatever its tags are called, by construction and not by a list of exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from wesaid.evidence.formats.result import Fields
from wesaid.evidence.formats.text import bad_in, many_lines, one_line, separators_in, without_bad
from wesaid.evidence.reference import Extra, Reference

Pair = tuple[str, str]
LONGEST = 1_000_000  # characters of a record; a longer one is nearly always one that was not closed
TOO_LONG = "The record is longer than a million characters; probably something in it is not closed."
CARRIER = "ZZ"
_PLAIN = (
    "id",
    "kind",
    "title",
    "year",
    "journal",
    "volume",
    "number",
    "pages",
    "doi",
    "pmid",
    "issn",
    "language",
    "url",
    "source",
)
_plain_of = attrgetter(*_PLAIN)
SINGLE = (*_PLAIN, "abstract")
LISTS = ("authors", "keywords")
_QUOTED = re.compile(r"[%:\n]|^@|^\s|\s$")
_PERCENT = re.compile(r"%([0-9A-F]{2,5});")


def size(fields: Fields) -> int:
    """Characters of all values of a record."""
    total = 0
    for name, value in fields.items():
        if name == "extra":
            for tag, text in value:
                total += len(tag) + len(text) + 4
        elif name in LISTS:
            total += sum(map(len, value)) + 2 * len(value)
        else:
            total += len(value)
    return total


def canonical(reference: Reference) -> Reference:
    """The record as every reader would give it: no line breaks in what has no lines, nothing that no format can hold."""
    if _is_canonical(reference):
        return reference
    changes: Fields = {}
    for name in _PLAIN:
        value = getattr(reference, name)
        if value and (clean := one_line(_normal(value))) != value:
            changes[name] = clean
    if (abstract := many_lines(_normal(reference.abstract))) != reference.abstract:
        changes["abstract"] = abstract
    for name in LISTS:
        values = getattr(reference, name)
        if (cleaned := tuple(one for value in values if (one := one_line(_normal(value))))) != values:
            changes[name] = cleaned
    extra = tuple(
        (key, text)
        for tag, value in reference.extra
        if (text := many_lines(_normal(value))) and (key := one_line(_normal(tag)))
    )
    if extra != reference.extra:
        changes["extra"] = extra
    return replace(reference, **changes) if changes else reference


def _is_canonical(reference: Reference) -> bool:
    """Whether there is nothing to do, as with nearly all that was just read; looked at in one go, as it is quick."""
    plain = _plain_of(reference)
    listed = (*reference.authors, *reference.keywords, *[tag for tag, _value in reference.extra])
    long = (reference.abstract, *[value for _tag, value in reference.extra])
    if "" in listed or "" in long[1:]:
        return False
    for value in (*plain, *listed, *long):
        if value != value.strip():
            return False
    # Nothing that is printable has to be changed. An abstract may have lines, so those are looked at more closely.
    return "".join((*plain, *listed)).isprintable() and _keeps("".join(long))


def _keeps(text: str) -> bool:
    return text.isprintable() or not ("\r" in text or bad_in(text) or (not text.isascii() and separators_in(text)))


def _normal(value: str) -> str:
    value = without_bad(value)
    return value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value


def carried(tag: str, value: str) -> str:
    """One field as text: ``tag: value``, with whatever would blur the tag written as a number."""
    if _QUOTED.search(tag):
        tag = _QUOTED.sub(lambda match: f"%{ord(match.group()):02X};", tag)
    return f"{tag}: {value}"


def uncarried(text: str) -> Pair | None:
    """The field that :func:`carried` wrote, or nothing if this was not written by it."""
    tag, colon, value = text.partition(":")
    if not colon or not tag or (value and value[0] != " ") or (not value[1:] and not tag.startswith("@")):
        return None
    if "%" in tag:
        tag = _PERCENT.sub(lambda match: chr(min(int(match.group(1), 16), 0x10FFFF)), tag)
    return tag, value[1:]


def unpack(pairs: Sequence[Pair], carrier: str = CARRIER) -> tuple[list[Pair], Fields]:
    """Pairs for the reader's function, those that were carried without a tag; and the main fields that were carried."""
    for tag, _value in pairs:
        if tag == carrier:
            break
    else:
        return list(pairs), {}
    plain: list[Pair] = []
    fields: Fields = {}
    for tag, value in pairs:
        found = uncarried(value) if tag == carrier else None
        name = found[0][1:] if found and value.startswith("@") else ""
        if found is None or name in fields:
            plain.append((tag, value))
        elif name in SINGLE:
            fields[name] = found[1]
        elif name in LISTS:
            fields[name] = tuple(split(found[1]))
        else:
            plain.append(("", value))
    return plain, fields


def put(fields: Fields, name: str, value: str | tuple[str, ...] | Extra) -> None:
    """A field that is not empty, unless a carried one is there already."""
    if value and name not in fields:
        fields[name] = value


def put_extra(fields: Fields, pairs: Iterable[Pair]) -> None:
    """What no field took, with the tags of those that were carried."""
    put(
        fields,
        "extra",
        tuple((tag, many_lines(value)) if tag else (uncarried(value) or ("", value)) for tag, value in pairs),
    )


def fitted(
    reference: Reference,
    own: list[Pair],
    build: Callable[[Sequence[Pair]], Fields],
    shaped: Callable[[str], bool],
    known: Collection[str],
    never: Collection[str] = (),
    stands: Pair = ("", ""),
    carrier: str = CARRIER,
    elsewhere: Collection[str] = (),
    once: bool = False,
) -> list[Pair]:
    """The pairs to write: the main fields, then the extra ones, as plainly as they can be read back exactly.

    Args:
        own: the pairs of the main fields.
        build: the reader's function.
        shaped: whether something may be a tag of the format.
        known: tags that the reader takes for main fields.
        never: tags that must not be written a second time.
        stands: the extra pair that is among ``own`` already.
        carrier: the tag of what is carried.
        elsewhere: fields that are not among the pairs.
        once: whether a tag may stand only once in a record.
    """
    extra = list(reference.extra)
    if stands in extra and stands in build(own).get("extra", ()):
        extra.remove(stands)
    # First with all tags as they are; then without those of main fields; then all of them carried.
    for refused in (never, known, None):
        seen = {tag.lower() for tag, _value in own} if once else None
        pairs = list(own)
        for tag, value in extra:
            fits = (
                refused is not None and shaped(tag) and tag not in refused and (seen is None or tag.lower() not in seen)
            )
            pairs.append((tag, value) if fits else (carrier, carried(tag, value)))
            if seen is not None:
                seen.add(tag.lower())
        named = [name for name in _different(reference, build(pairs)) if name not in elsewhere]
        if not named:
            return _with_source(pairs, reference, carrier)
    return _with_source(_carrying(reference, own, extra, build, stands, carrier, elsewhere), reference, carrier)


def _carrying(
    reference: Reference,
    own: list[Pair],
    extra: list[Pair],
    build: Callable[[Sequence[Pair]], Fields],
    stands: Pair,
    carrier: str,
    elsewhere: Collection[str],
) -> list[Pair]:
    """The pairs of a record with a field that its format cannot express, for example a year that is a date."""
    spilt = build(own).get("extra", ())  # what would come back as something else
    pairs = [pair for pair in own if pair not in spilt or pair == stands]
    pairs += [(carrier, carried(tag, value)) for tag, value in extra]
    named = [name for name in _different(reference, build(pairs)) if name not in {*elsewhere, "extra"}]
    return pairs + [(carrier, f"@{name}: {_as_text(getattr(reference, name))}") for name in named]


def _different(reference: Reference, built: Fields) -> list[str]:
    """Which fields do not come back. The source is not compared: it is always carried."""
    wrong = [name for name in SINGLE if name != "source" and built.get(name, "") != getattr(reference, name)]
    wrong += [name for name in LISTS if tuple(built.get(name, ())) != getattr(reference, name)]
    if not wrong and _by_tag(built.get("extra", ())) != _by_tag(reference.extra):
        return ["extra"]
    return wrong


def _by_tag(extra: Extra) -> list[Pair]:
    return sorted(extra, key=lambda pair: pair[0])


def _as_text(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else join(value)


def _with_source(pairs: list[Pair], reference: Reference, carrier: str) -> list[Pair]:
    return [*pairs, (carrier, f"@source: {reference.source}")] if reference.source else pairs


# Lists in one cell or one field: "; " between, and a backslash before a semicolon or backslash that belongs to an item.

_ITEM = re.compile(r"(?:\\[\\;]|[^;])+")
_ESCAPED = re.compile(r"\\([\\;])")
_TO_ESCAPE = re.compile(r"[\\;]")


def join(values: Sequence[str], alone: str = " and ") -> str:
    """The items with ``"; "`` between them. One item alone that could be taken for several has a ``;`` after it.

    Args:
        values: the items.
        alone: what a reader splits at where there is no ``;``.
    """
    text = "; ".join(values)
    if "\\" in text or text.count(";") > len(values) - 1:
        text = "; ".join(_TO_ESCAPE.sub(r"\\\g<0>", value) for value in values)
    return f"{text};" if len(values) == 1 and (alone in text.lower() or ";" in text or "\\" in text) else text


def split(text: str) -> list[str]:
    """The items that :func:`join` wrote."""
    return [item for part in _ITEM.findall(text) if (item := _ESCAPED.sub(r"\1", part).strip())]
