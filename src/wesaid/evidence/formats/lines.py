"""Records in lines, a tag in front of each value: what RIS, NBIB and CIW have in common."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wesaid.evidence.formats.fields import LONGEST, TOO_LONG, Pair
from wesaid.evidence.formats.result import Bad, Fields, Found, Record
from wesaid.evidence.formats.text import MARK, Text, one_line
from wesaid.evidence.reference import Reference

_YEAR_ALONE = re.compile(r"\d{4}")
_YEAR_FIRST = re.compile(r"(\d{4})(?!\d)")


@dataclass(slots=True)
class Open:
    """A record that is being read: its line, its tags with their values, and the further lines of the last value."""

    line: int
    pairs: list[Pair] = field(default_factory=list)
    more: list[str] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return self.pairs[-1][0]

    def begin(self, pair: Pair) -> None:
        if self.more:
            self._close_value()
        self.pairs.append(pair)

    def go_on(self, line: str) -> None:
        self.more.append(line)

    def _close_value(self) -> None:
        tag, value = self.pairs[-1]
        self.pairs[-1] = tag, "\n".join((value, *self.more))
        self.more = []

    def close(self) -> list[Pair] | Bad:
        """The tags that have a value; or why this record cannot be kept."""
        if self.more:
            self._close_value()
        if sum([len(value) for _tag, value in self.pairs]) > LONGEST:
            return Bad(self.line, TOO_LONG)
        return [(tag, text) for tag, value in self.pairs if (text := value.strip())]


@dataclass(slots=True)
class Stray:
    """Text between records: one rejection for each stretch of it, at the line where it starts."""

    reason: str
    line: int = 0

    def add(self, number: int) -> None:
        self.line = self.line or number

    def end(self) -> Iterator[Bad]:
        if self.line:
            yield Bad(self.line, self.reason)
        self.line = 0


class Framed(ABC):
    """A format whose records stand between a line that begins and a line that ends them."""

    begins: str
    ends = "ER"
    not_closed: str
    stray: str

    @abstractmethod
    def tagged(self, line: str) -> Pair | None:
        """The tag and the value of a line, if it has a tag."""

    @abstractmethod
    def harmless(self, line: str, started: bool) -> bool:
        """Whether a line between records is known to be none; ``started``: after the first record."""

    @abstractmethod
    def go_on(self, record: Open, line: str) -> None:
        """A line without a tag inside a record."""

    @abstractmethod
    def fields(self, pairs: list[Pair]) -> Fields:
        """The fields of a record."""

    def read(self, text: Text) -> Iterator[Found]:
        """Every record, and every stretch of stray text, in the order of the file."""
        record: Open | None = None
        stray = Stray(self.stray)
        started = False
        tagged, begins, ends = self.tagged, self.begins, self.ends  # looked up once: there are millions of lines
        for number, line in enumerate(text.lines(), 1):
            found = tagged(line)
            if found is None and line[:1] == MARK:  # another file begins, put behind the one before
                line = line.lstrip(MARK)
                found = tagged(line)
            if found and found[0] == begins:
                if record:
                    yield Bad(record.line, self.not_closed)
                yield from stray.end()
                record, started = Open(number), True
                record.begin(found)
            elif record is None:
                if line and not line.isspace() and not self.harmless(line, started):
                    stray.add(number)
            elif found and found[0] == ends:
                yield self._closed(record)
                record = None
                if found[1].strip() and not self.harmless(found[1], started):
                    stray.add(number)
            elif found:
                record.begin(found)
            else:
                self.go_on(record, line)
        yield from stray.end() if record is None else [Bad(record.line, self.not_closed)]

    def _closed(self, record: Open) -> Found:
        pairs = record.close()
        return pairs if isinstance(pairs, Bad) else Record(record.line, self.fields(pairs))


def year_of(value: str) -> tuple[str, bool]:
    """The year in a date, and whether the date says nothing else: ``2019/09/18`` has more, ``2019//`` has not."""
    plain = value.rstrip("/ ")
    if _YEAR_ALONE.fullmatch(plain):
        return plain, True
    found = _YEAR_FIRST.match(plain)
    return (found.group(1), False) if found else (one_line(value), True)


def year_to_write(reference: Reference, tags: Sequence[str]) -> str:
    """The year; or nothing, where a date among the extra fields says it."""
    date = next((value for wanted in tags for tag, value in reference.extra if tag == wanted), "")
    return "" if date and year_of(date)[0] == reference.year else reference.year


class Pool:
    """The pairs of a record, from which fields take what is theirs; what nobody takes is extra."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        self.taken: set[int] = set()
        self.places: dict[str, list[int]] = {}
        places = self.places
        for place, (tag, _value) in enumerate(pairs):
            if tag in places:
                places[tag].append(place)
            else:
                places[tag] = [place]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that is there, without taking it."""
        for tag in tags:
            if tag in self.places:
                return self.pairs[self.places[tag][0]][1]
        return ""

    def take(self, *tags: str) -> str:
        """The first value, not taken yet, of the first of these tags that is there."""
        places = self.places
        for tag in tags:
            if tag not in places:
                continue
            for place in places[tag]:
                if place not in self.taken:
                    self.taken.add(place)
                    return self.pairs[place][1]
        return ""

    def take_all(self, *tags: str) -> list[str]:
        """Every value of these tags, in the order of the record."""
        places: Sequence[int] = self.places.get(tags[0], ())
        if len(tags) > 1:
            places = sorted(place for tag in tags for place in self.places.get(tag, ()))
        self.taken.update(places)
        return [self.pairs[place][1] for place in places]

    def take_year(self, *tags: str) -> str:
        """The year. A date that says more than the year stays among the extra fields as well."""
        for tag in tags:
            if tag in self.places:
                place = self.places[tag][0]
                year, alone = year_of(self.pairs[place][1])
                if alone:
                    self.taken.add(place)
                return year
        return ""

    def take_where(self, shape: re.Pattern[str], *tags: str) -> str:
        """The first value of these tags that has this shape; what the shape's group 1 holds."""
        for tag in tags:
            for place in self.places.get(tag, ()):
                if place not in self.taken and (found := shape.fullmatch(self.pairs[place][1])):
                    self.taken.add(place)
                    return found.group(1)
        return ""

    def rest(self) -> list[Pair]:
        return [pair for place, pair in enumerate(self.pairs) if place not in self.taken]


def wrapped(value: str) -> str:
    """A value of a format that wraps its lines: line breaks are spaces. Real ones are written as U+2028."""
    if "\n" in value:
        value = value.replace("\n", " ")
    return value.replace("\u2028", "\n") if "\u2028" in value else value
