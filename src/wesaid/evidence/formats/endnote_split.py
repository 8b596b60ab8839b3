"""Cuts an EndNote XML file into its records, each with its line, without parsing them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wesaid.evidence.formats.fields import TOO_LONG
from wesaid.evidence.formats.result import Bad

# A record of a million characters of text has more characters of XML.
_LONGEST = 8_000_000
_MARK = re.compile(r"<(?:(record)(?=[\s/>])|(/record)\s{0,9}>|(!--)|(!\[CDATA\[)|(!DOCTYPE)|(\?))", re.IGNORECASE)
_ENDS = {3: "-->", 4: "]]>", 6: "?>"}
_FRAME = re.compile(r"[\s\ufeff]+|</?(?:xml|records)\b[^<>]{0,500}>", re.IGNORECASE)
_EMPTY = re.compile(r"<record\b[^<>]{0,500}/>", re.IGNORECASE)

NOT_CLOSED = "The record is not closed: there is no </record> before the next record or the end of the file."
STRAY = "Text outside a record."
DOCTYPE = "The file has a document type (DOCTYPE). Such files can be made to do harm and are refused whole."


@dataclass(slots=True)
class Piece:
    """The XML of one record."""

    line: int
    text: str


def pieces(text: str) -> Iterator[Piece | Bad]:
    """Every record, and every stretch of stray text, in the order of the file."""
    return _Cutter(text).all()


class _Cutter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line, self.counted = 1, 0
        self.refused = False
        self.never: set[str] = set()  # ends that do not come any more
        self.open = -1  # where the open record begins
        self.outside = 0  # where the text since the last record begins

    def all(self) -> Iterator[Piece | Bad]:
        at = 0
        while mark := _MARK.search(self.text, at):
            at = mark.end()
            which = mark.lastindex or 0
            if which in _ENDS:
                at = self._past(mark, _ENDS[which])
            elif which == 1:
                yield from self._begin(mark.start())
            elif which == 2 and self.open >= 0:
                yield from self._end(mark.end())
            elif which == 5 and self.open < 0:
                yield from self._outside(mark.start())
                self.refused = True
                yield Bad(self._line_of(mark.start()), DOCTYPE)
                self.outside = at = self._after_doctype(at)
        if self.open >= 0:
            yield Bad(self._line_of(self.open), NOT_CLOSED)
        else:
            yield from self._outside(len(self.text))

    def _past(self, mark: re.Match[str], end: str) -> int:
        """Behind a comment or the like; where it does not end, it is only text."""
        found = -1 if end in self.never else self.text.find(end, mark.end())
        if found < 0:
            self.never.add(end)
            return mark.end()
        if self.open < 0:
            self.outside = self._blank(mark.start(), found + len(end))
        return found + len(end)

    def _blank(self, start: int, end: int) -> int:
        """A comment outside records is no text: if nothing else came before it, text begins after it."""
        return end if not self._text_at(self.outside, start) else self.outside

    def _begin(self, at: int) -> Iterator[Piece | Bad]:
        if self.open >= 0:
            yield Bad(self._line_of(self.open), NOT_CLOSED)
        else:
            yield from self._outside(at)
        self.open = at
        if empty := _EMPTY.match(self.text, at):
            yield from self._end(empty.end())

    def _end(self, at: int) -> Iterator[Piece | Bad]:
        line = self._line_of(self.open)
        if self.refused:
            yield Bad(line, DOCTYPE)
        elif at - self.open > _LONGEST:
            yield Bad(line, TOO_LONG)
        else:
            yield Piece(line, self.text[self.open : at])
        self.open, self.outside = -1, at

    def _outside(self, end: int) -> Iterator[Bad]:
        if place := self._text_at(self.outside, end):
            yield Bad(self._line_of(place - 1), STRAY)
        self.outside = end

    def _text_at(self, at: int, end: int) -> int:
        """One more than the place of the first text that is no white space and no frame, or 0."""
        while at < end:
            if frame := _FRAME.match(self.text, at, end):
                at = frame.end()
            elif self.text.startswith(("<!--", "<?"), at):
                close = self.text.find("-->" if self.text.startswith("<!", at) else "?>", at, end)
                if close < 0:
                    return at + 1
                at = close + (3 if self.text.startswith("<!", at) else 2)
            else:
                return at + 1
        return 0

    def _after_doctype(self, at: int) -> int:
        """Behind the declaration, with what it holds in square brackets."""
        start, close = self.text.find("[", at), self.text.find(">", at)
        if 0 <= start < close:
            close = self.text.find("]", start)
            close = self.text.find(">", close) if close >= 0 else -1
        return close + 1 if close >= 0 else len(self.text)

    def _line_of(self, place: int) -> int:
        """The line of a place; places are asked for in their order."""
        if place > self.counted:
            self.line += self.text.count("\n", self.counted, place)
            self.counted = place
        return self.line
