"""Splits a BibTeX file into entries with their fields, each with its line, in time in proportion to the file.

An entry that is not closed is given up where the next one begins: at ``@word{key,``, which no title or abstract holds.
So one lost brace costs one entry, and no text is looked at more than a few times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from wesaid.evidence.formats.fields import LONGEST, TOO_LONG
from wesaid.evidence.formats.result import Bad

RESERVED = {"comment", "string", "preamble"}
_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]
# The beginning of an entry, anywhere: a word, a brace, a key and a comma. At the beginning of a line a word and a bracket do.
_BEGIN = re.compile(r"@[ \t]{0,9}([A-Za-z]{1,40})[ \t\n]{0,9}\{(?=[ \t\n]{0,9}[^\s,{}()\"#%'=\\]{0,300}[ \t\n]{0,9},)")
_BEGIN_OF_LINE = re.compile(r"@[ \t]{0,9}([A-Za-z]{1,40})[ \t\n]{0,9}[({]")
_INDENT = 99  # spaces before an entry that count as the beginning of a line
# What closes an entry -> its key. In braces a key may have brackets, as the DOIs have that some publishers take for keys.
_KEYS = {
    "}": re.compile(r"\s*([^\s,{}=\"]*)\s*([,}])"),
    ")": re.compile(r"\s*([^\s,{}()=\"]*)\s*([,)])"),
}
_FIELD = re.compile(r"[\s,]*(?:([^\s=,{}()\"#@]+)\s*=\s*|([})]))")
_BARE = re.compile(r"[^\s,{}()\"#=@]+")
_SPACE = re.compile(r"\s*")
_AFTER = re.compile(r"\s*([,#})])")
_AWARE = re.compile(r"\\.|[{}]", re.DOTALL)  # a brace after a backslash is not counted, as most programs have it
_PLAIN = re.compile(r"[{}]")  # every brace is counted, as BibTeX itself has it
_AWARE_QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_PLAIN_QUOTE = re.compile(r"[{}\"]")
_SOMETHING = re.compile(r"[^\s\ufeff]")  # a byte-order mark stands where files were put one behind the other
_PREAMBLE = re.compile(r"[ \t]*(?:Scopus|EXPORT DATE:.*)[ \t]*")  # known first lines

NOT_CLOSED = "The entry is not closed: its braces do not match up before the next entry or the end of the file."
NOT_FIELDS = "The entry is not a list of fields: a comma or an equals sign is missing, or a word is not in braces."
TOO_MUCH = "The abbreviations (@string) in it stand for more than a file of this length can sensibly hold."
STRAY = "Text between entries, which BibTeX takes as a comment."


@dataclass(slots=True)
class Entry:
    """One entry; values are still in LaTeX."""

    line: int
    kind: str
    key: str
    values: list[tuple[str, str]] = field(default_factory=list)


class _Broken(Exception):
    """The entry cannot be read; the message says why."""


class _NotClosed(_Broken):
    """Its braces do not match up, as they were counted."""


def entries(text: str) -> Iterator[Entry | Bad]:
    """Every entry, and every stretch of stray text, in the order of the file."""
    return _Splitter(text).all()


class _Splitter:
    def __init__(self, text: str) -> None:
        self.text = text
        self.strings = {month[:3].lower(): month for month in _MONTHS}
        self.line, self.counted = 1, 0
        self.budget = 4 * len(text) + LONGEST  # characters that abbreviations may still stand for

    def all(self) -> Iterator[Entry | Bad]:
        at, begin = 0, self._begin(0)
        while begin:
            yield from self._stray(at, begin.start())
            after = self._begin(begin.end())
            limit = after.start() if after else len(self.text)
            line = self._line_of(begin.start())
            try:
                entry, at = self._block(begin, line, limit)
                if entry is not None:
                    yield entry
            except _Broken as problem:
                yield Bad(line, str(problem))
                at = limit
            begin = after
        yield from self._stray(at, len(self.text))

    def _begin(self, at: int) -> re.Match[str] | None:
        """Where the next entry begins."""
        while (at := self.text.find("@", at)) >= 0:
            if found := _BEGIN.match(self.text, at):
                return found
            if (found := _BEGIN_OF_LINE.match(self.text, at)) and self._at_beginning(at):
                return found
            at += 1
        return None

    def _at_beginning(self, at: int) -> bool:
        before = self.text[max(0, at - _INDENT) : at]
        last = before.rpartition("\n")[2]
        return not last.strip(" \t\ufeff") and (len(before) < _INDENT or "\n" in before)

    def _line_of(self, place: int) -> int:
        """The line of a place; places are asked for in their order."""
        if place > self.counted:
            self.line += self.text.count("\n", self.counted, place)
            self.counted = place
        return self.line

    def _stray(self, start: int, end: int) -> Iterator[Bad]:
        """The text between two entries, unless it is empty or in comment lines."""
        at = start
        while found := _SOMETHING.search(self.text, at, end):
            place = found.start()
            cut = self.text.find("\n", place, end)
            cut = end if cut < 0 else cut
            line = self.text[place:cut]
            if line[0] != "%" and not (start == 0 and _PREAMBLE.fullmatch(line)):
                yield Bad(self._line_of(place), STRAY)
                return
            at = cut

    def _block(self, begin: re.Match[str], line: int, limit: int) -> tuple[Entry | None, int]:
        """An entry, or nothing for a block that is none; and where the text after it begins.

        First a brace after a backslash is not counted, then, if that does not come out, every brace is.
        """
        try:
            return self._read(begin, line, limit, _AWARE)
        except _NotClosed:
            return self._read(begin, line, limit, _PLAIN)

    def _read(self, begin: re.Match[str], line: int, limit: int, braces: re.Pattern[str]) -> tuple[Entry | None, int]:
        kind, at = begin.group(1).lower(), begin.end()
        close = "}" if self.text[at - 1] == "{" else ")"
        if kind in {"comment", "preamble"}:
            return None, self._after_comment(at, limit)
        if kind == "string":
            values, at = self._fields(at, limit, close, braces)
            self.strings.update((name.lower(), value) for name, value in values)
            return None, at
        key = _KEYS[close].match(self.text, at, limit)
        if not key:
            raise _Broken(NOT_FIELDS) if self.text[at:limit].strip() else _NotClosed(NOT_CLOSED)
        entry, at = Entry(line, kind, key.group(1)), key.end()
        if key.group(2) == ",":
            entry.values, at = self._fields(at, limit, close, braces)
        if at - begin.start() > LONGEST:
            raise _Broken(TOO_LONG)
        return entry, at

    def _after_comment(self, at: int, limit: int) -> int:
        depth = 1
        for match in _PLAIN.finditer(self.text, at, limit):
            depth += 1 if match.group() == "{" else -1
            if depth == 0:
                return match.end()
        return limit

    def _fields(self, at: int, limit: int, close: str, braces: re.Pattern[str]) -> tuple[list[tuple[str, str]], int]:
        """The fields up to the bracket that closes the block."""
        values: list[tuple[str, str]] = []
        while True:
            found = _FIELD.match(self.text, at, limit)
            if not found:
                raise _Broken(NOT_FIELDS) if self.text[at:limit].strip(" \t\n,") else _NotClosed(NOT_CLOSED)
            if found.group(2):
                if found.group(2) != close:
                    raise _Broken(NOT_FIELDS)
                return values, found.end()
            value, at = self._value(found.end(), limit, braces)
            values.append((found.group(1), value))

    def _value(self, at: int, limit: int, braces: re.Pattern[str]) -> tuple[str, int]:
        """What a field holds, its parts put together; and the place of the comma or bracket after it."""
        parts = []
        while True:
            part, at = self._part(at, limit, braces)
            parts.append(part)
            after = _AFTER.match(self.text, at, limit)
            if not after:
                raise _Broken(NOT_FIELDS) if self.text[at:limit].strip() else _NotClosed(NOT_CLOSED)
            if after.group(1) != "#":
                break
            at = _SPACE.match(self.text, after.end(), limit).end()  # type: ignore[union-attr] # always matches
        value = "".join(parts) if len(parts) > 1 else parts[0]
        if len(value) > LONGEST:
            raise _Broken(TOO_LONG)
        return value, after.start(1)

    def _part(self, at: int, limit: int, braces: re.Pattern[str]) -> tuple[str, int]:
        opening = self.text[at] if at < limit else ""
        if opening == "{":
            end = self._balanced(at + 1, limit, braces)
            return self.text[at + 1 : end], end + 1
        if opening == '"':
            end = self._quoted(at + 1, limit, _AWARE_QUOTE if braces is _AWARE else _PLAIN_QUOTE)
            return self.text[at + 1 : end], end + 1
        bare = _BARE.match(self.text, at, limit)
        if not bare:
            raise _Broken(NOT_FIELDS) if opening else _NotClosed(NOT_CLOSED)
        value = self.strings.get(bare.group().lower(), bare.group())
        self.budget -= len(value)
        if self.budget < 0:
            raise _Broken(TOO_MUCH)
        return value, bare.end()

    def _balanced(self, at: int, limit: int, braces: re.Pattern[str]) -> int:
        depth = 1
        for match in braces.finditer(self.text, at, limit):
            mark = match.group()
            depth += (mark == "{") - (mark == "}")
            if depth == 0:
                return match.start()
        raise _NotClosed(NOT_CLOSED)

    def _quoted(self, at: int, limit: int, marks: re.Pattern[str]) -> int:
        depth = 0
        for match in marks.finditer(self.text, at, limit):
            mark = match.group()
            depth += (mark == "{") - (mark == "}")
            if mark == '"' and depth == 0:
                return match.start()
            if depth < 0:
                break
        raise _NotClosed(NOT_CLOSED)
