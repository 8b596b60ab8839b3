"""What came of reading: the references that were kept, and what was not, each with its place and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wesaid.evidence.reference import Reference

Fields = dict[str, Any]  # keyword arguments of Reference, as a reader found them; what is empty is not there


class UnknownFormat(ValueError):
    """No format goes with the ending of this file's name; the message lists those that do."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in a file that was not kept.

    Attributes:
        file: the file, as it was asked for.
        line: where the record, or the stray text, starts; counted from 1. In a workbook, the row.
        reason: one sentence for the person who has to mend it.
    """

    file: str
    line: int
    reason: str

    def as_json(self) -> dict[str, str | int]:
        return {"file": self.file, "line": self.line, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file: how it was read, and how much was in it."""

    file: str
    format: str
    encoding: str
    kept: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ReadResult:
    """All that was in the files, in their order: every record is among the references or among the rejected."""

    references: tuple[Reference, ...]
    rejected: tuple[Rejected, ...]
    files: tuple[FileRead, ...]
    renamed: int = 0
    """How many records had the id of another and got ``~2`` (or another number) after it."""

    @property
    def found(self) -> int:
        """How many records, and stretches of stray text, there were."""
        return len(self.references) + len(self.rejected)


@dataclass(frozen=True, slots=True)
class Record:
    """A record as a reader found it, before it has an id that is unique in the set."""

    line: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that was not kept, or stray text."""

    line: int
    reason: str


Found = Record | Bad
