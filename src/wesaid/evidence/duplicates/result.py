"""What comes out: groups of records of one publication, links between publications, and questions for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from wesaid.evidence.duplicates.levels import DIFFERENT, LINKED, REVIEW, SAME
from wesaid.evidence.duplicates.merge import Merged, merge
from wesaid.evidence.reference import Reference


class UnknownVerdict(ValueError):
    """A verdict is one of: same, linked, review, different."""


class NotEachRecordOnce(ValueError):
    """Groups hold every record exactly once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about two records, and why.

    Attributes:
        one, other: their places in the references.
        verdict: ``same``, ``linked``, ``review`` or ``different``.
        kind: for linked ones, what they are to each other: ``correction``, ``retraction``, ``reply``, ``protocol``,
            ``abstract`` (of a meeting, and the article), ``series``, ``translation``, ``update`` or ``report``.
        score: the strength of the evidence in bits; above 0 more speaks for one publication than against.
        rule: the name of what decided.
        why: the same in words: the rule, each field with what was found and its strength, and the sum.
    """

    one: int
    other: int
    verdict: str
    kind: str
    score: float
    rule: str
    why: str

    def __post_init__(self) -> None:
        if self.verdict not in {SAME, LINKED, REVIEW, DIFFERENT}:
            raise UnknownVerdict(f"there is no verdict '{self.verdict}'")


@dataclass(frozen=True)
class Duplicates:
    """The records that were given, and what they are to each other.

    Attributes:
        references: the records, as they were given.
        groups: places of the records of one publication, in order; every record is in exactly one, most alone.
        same: pairs that were joined; linked: pairs of different publications of one study; review: pairs that a
            person has to look at, not joined.
        compared: how many pairs were compared.
    """

    references: tuple[Reference, ...]
    groups: tuple[tuple[int, ...], ...]
    same: tuple[Verdict, ...]
    linked: tuple[Verdict, ...]
    review: tuple[Verdict, ...]
    compared: int
    _different: Callable[[], Iterator[Verdict]] = field(default=lambda: iter(()), repr=False, compare=False)

    def __post_init__(self) -> None:
        if sorted(place for group in self.groups for place in group) != list(range(len(self.references))):
            raise NotEachRecordOnce("groups hold every record exactly once")

    @property
    def removed(self) -> int:
        """How many records are one too many."""
        return len(self.references) - len(self.groups)

    @cached_property
    def merged(self) -> tuple[Merged, ...]:
        """One merged record for each group, in the order of the groups."""
        return tuple(merge([self.references[place] for place in group]) for group in self.groups)

    def decided(self) -> Iterator[Verdict]:
        """Every pair that was compared, with its explanation: same, linked, in doubt, then different."""
        yield from self.same
        yield from self.linked
        yield from self.review
        yield from self._different()
