"""Reads what two or more people decided on the records of a review: a row for each decision, or a column for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from wesaid.cli import UsageError
from wesaid.cli._csv_file import CsvFile
from wesaid.cli._screen_file import NO, YES

RECORD = ("record", "record_id", "id")  # the first that is there
INCLUDE, EXCLUDE = "include", "exclude"
_UNSURE = frozenset({"maybe", "unsure", "unclear", "uncertain", "?"})


@dataclass(slots=True)
class Decided:
    """For each person, record to answer, in the order of the file; and the titles of the records where there are some.

    ``possible`` has the answers that were possible: include and exclude, where nobody said anything else.
    """

    people: dict[str, dict[str, str]]
    titles: dict[str, str] = field(default_factory=dict)
    possible: tuple[str, ...] = ()


def read_long(path: str, record: str | None, screener: str, decision: str) -> Decided:
    """A row for each decision. Empty decisions are none. What is wrong raises ``UsageError``."""

    def told(columns: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> Decided:
        found = Decided({})
        for line, (own, person, answer, *title) in rows:
            name, who, said = own.strip(), person.strip(), answer.strip()
            if not name or not who:
                wanted = columns[0] if not name else columns[1]
                raise UsageError(f"{path}, line {line}: nothing under '{wanted}'")
            _note(found, path, line, name, who, said, title)
        return found

    return _finished(_read(path, record, [screener, decision], told), path)


def read_wide(path: str, record: str | None, columns: Sequence[str]) -> Decided:
    """A column for each person; records are numbered from 1 where no column names them."""

    def told(_columns: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> Decided:
        found = Decided({name: {} for name in columns})
        for number, (line, (own, *cells)) in enumerate(rows, 1):
            name = own.strip() or str(number)
            if name in found.titles:
                raise UsageError(f"{path}, line {line}: there is another row for record {ascii(name)[:60]} above")
            found.titles[name] = ""
            for who, said in zip(columns, cells, strict=False):
                _note(found, path, line, name, who, said.strip(), cells[len(columns) :])
        return found

    return _finished(_read(path, record, list(columns), told, numbered=True), path)


_Told = Callable[[Sequence[str], Iterable[tuple[int, list[str]]]], Decided]


def _read(path: str, record: str | None, columns: list[str], told: _Told, *, numbered: bool = False) -> Decided:
    """Finds the columns, and reads their rows in UTF-8 or, where that is not what it is in, Windows-1252."""
    names = [record] if record else list(RECORD)
    first = CsvFile(path, [names[0], *columns])
    while True:
        try:
            own = next((name for name in names if _has(path, [name, *columns], first.encoding)), None)
            if own is None and not (numbered and record is None):
                own = names[0]  # reading says that it is not there
            # Without a column of ids, one that is there anyway stands in its place and is not looked at.
            wanted = [own or columns[0], *columns]
            if _has(path, [*wanted, "title"], first.encoding):
                wanted.append("title")
            file = CsvFile(path, wanted)
            file.encoding = first.encoding
            rows = file.numbered_rows()
            return told(wanted, rows if own else ((line, ["", *cells[1:]]) for line, cells in rows))
        except UnicodeDecodeError:
            first.try_next_encoding()


def _has(path: str, columns: Sequence[str], encoding: str) -> bool:
    file = CsvFile(path, columns)
    file.encoding = encoding
    return file.has_all()


def _note(found: Decided, path: str, line: int, name: str, who: str, said: str, title: Sequence[str]) -> None:
    found.titles[name] = found.titles.get(name) or " ".join("".join(title).split())
    answers = found.people.setdefault(who, {})
    if not said:
        return
    if answers.setdefault(name, said) != said:
        raise UsageError(
            f"{path}, line {line}: {ascii(who)[:60]} decided on record {ascii(name)[:60]} before, and otherwise; leave one"
        )


def _finished(found: Decided, path: str) -> Decided:
    if len(found.people) < 2:
        raise UsageError(f"{path} has decisions of {len(found.people)} people; two or more are needed to compare")
    given = {said.lower() for answers in found.people.values() for said in answers.values()}
    if given <= YES | NO | _UNSURE:
        for answers in found.people.values():
            answers.update({name: _word(said.lower()) for name, said in answers.items()})
        found.possible = (INCLUDE, EXCLUDE)
    return found


def _word(said: str) -> str:
    return INCLUDE if said in YES else EXCLUDE if said in NO else "maybe"
