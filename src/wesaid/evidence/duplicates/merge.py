"""Records of one publication put together, with everything they said, so that it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from wesaid.evidence.reference import Reference

_FILLED = tuple(field.name for field in fields(Reference) if field.name not in {"id", "source", "extra"})


class NothingToMerge(ValueError):
    """A merge needs at least one record."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One publication, and the records it was put together from, each as it was.

    ``reference`` has the id, the source and the words of the fullest record; where that is silent, the next fullest
    speaks. Nothing is lost: ``members`` are the records themselves, in the order of the input.
    """

    reference: Reference
    members: tuple[Reference, ...]

    def __post_init__(self) -> None:
        if not self.members:
            raise NothingToMerge("a merge needs at least one record")

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that had it, each once."""
        return tuple(dict.fromkeys(member.source for member in self.members if member.source))

    def values(self, field: str) -> dict[Any, tuple[str, ...]]:
        """Every value that was given for a field, with the ids of the records that gave it; blanks are no values."""
        found: dict[Any, tuple[str, ...]] = {}
        for member in self.members:
            if value := getattr(member, field):
                found[value] = (*found.get(value, ()), member.id)
        return found


def merge(members: Sequence[Reference]) -> Merged:
    """One record from several. The order of the records does not change its words.

    Raises:
        NothingToMerge: there are no records.
    """
    if not members:
        raise NothingToMerge("a merge needs at least one record")
    if len(members) == 1:
        return Merged(members[0], (members[0],))
    fullest, *others = sorted(members, key=_emptiness)
    gaps = {
        name: next((value for other in others if (value := getattr(other, name))), getattr(fullest, name))
        for name in _FILLED
        if not getattr(fullest, name)
    }
    return Merged(replace(fullest, **gaps), tuple(members))


def undo(merged: Merged) -> tuple[Reference, ...]:
    """The records as they were before."""
    return merged.members


def _emptiness(reference: Reference) -> tuple[int, int, str, str]:
    """Sorts the fullest record first: the most fields, then the most letters, then by id."""
    values = [getattr(reference, name) for name in _FILLED]
    letters = sum(len(value) if isinstance(value, str) else sum(map(len, value)) for value in values)
    return -sum(map(bool, values)), -letters, reference.id, reference.source
