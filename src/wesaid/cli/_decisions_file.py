"""Reads what was decided on each record of a review from a CSV file."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from wesaid.cli import UsageError
from wesaid.cli._csv_file import CsvFile
from wesaid.evidence.flow import FlowInputError, Origin, RecordDecisions, Removal

COLUMNS = (
    "id",
    "source",
    "origin",
    "duplicate_of",
    "removed",
    "screened",
    "retrieved",
    "excluded_because",
    "study",
)
_ANSWERS = {"yes": True, "no": False, "": None}
_Word = TypeVar("_Word", bound=StrEnum)


def read_decisions(path: str) -> list[RecordDecisions]:
    """One entry for each row. An empty cell is not decided; an empty origin is a database."""
    file = CsvFile(path, COLUMNS)
    while True:
        try:
            return [_record(file.path, *row) for row in file.rows()]
        except UnicodeDecodeError:
            file.try_next_encoding()


def _record(path: str, *cells: str) -> RecordDecisions:
    key, source, origin, same, removed, screened, retrieved, excluded, study = (cell.strip() for cell in cells)
    try:
        return RecordDecisions(
            id=key,
            source=source,
            origin=_word(key, "origin", origin, Origin) or Origin.DATABASE,
            duplicate_of=same or None,
            removed=_word(key, "removed", removed, Removal),
            screened=_answer(key, "screened", screened),
            retrieved=_answer(key, "retrieved", retrieved),
            excluded_because=excluded or None,
            study=study or None,
        )
    except FlowInputError as problem:
        raise UsageError(f"{path}: {problem}") from None


def _word(key: str, column: str, cell: str, words: type[_Word]) -> _Word | None:
    if not cell:
        return None
    try:
        return words(cell.lower())
    except ValueError:
        allowed = ", ".join(word.value for word in words)
        raise FlowInputError(
            f"record {ascii(key)[:60]}: {column} is {ascii(cell)[:60]}; it is empty or one of {allowed}"
        ) from None


def _answer(key: str, column: str, cell: str) -> bool | None:
    if cell.lower() not in _ANSWERS:
        raise FlowInputError(f"record {ascii(key)[:60]}: {column} is {ascii(cell)[:60]}; it is yes, no or empty")
    return _ANSWERS[cell.lower()]
