"""How equal a group says it is: private ratings by hat, what of them may be shown, and the gap between groups.

A hat is shown from five raters up; smaller hats of a family together; else nothing. Groups that are shown share nobody,
so none can be subtracted from another; and a group is not shown next to an earlier time where comparing the two would
give away whoever joined or left. A group's own ratings are never summed. Rules, sources and limits are in
``docs/methods/ladder.md``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from types import MappingProxyType

from wesaid.practice._intervals import Interval, Share, difference_interval

__all__ = [
    "DOUBT",
    "FEWEST",
    "LADDER",
    "SPECTRUM",
    "WITH",
    "Answers",
    "AnswersError",
    "Earlier",
    "Gap",
    "Group",
    "Released",
    "Told",
    "Why",
    "Withheld",
    "gap",
    "middle",
    "release",
    "share_from",
    "widest_gap",
]

FEWEST = 5
"""Fewer raters than this are not shown by themselves."""
LADDER = tuple(range(1, 8))
"""The seven steps, lowest first: coercion, educating, informing, consultation, engagement, co-design, co-production."""
SPECTRUM = tuple(range(1, 6))
"""The five levels, lowest first: inform, consult, engage, co-design, co-produce."""
DOUBT = 0.05
"""How often groups that are alike may look apart by chance, all pairs together."""
WITH = MappingProxyType({"ladder": 6, "spectrum": 4})
"""From this step up things are done *with* people: co-design and co-production."""

Value = int | str


class AnswersError(ValueError):
    """Nobody is counted twice under one answer, and everyone counted gave an answer."""


class Why(StrEnum):
    """Why a hat is not shown. None of these says how many there are."""

    TOO_FEW = "too_few"
    GROUPED_OTHERWISE = "grouped_otherwise"  # shown before with other hats, or without them
    GIVES_AWAY = "gives_away"  # beside what was shown before it could give one person's answer away


class Told(StrEnum):
    """What can be said of two groups."""

    APART = "apart"  # the interval of the difference leaves out "no difference"
    MAY_BE_CHANCE = "may_be_chance"  # their middle answers differ, and so few people could differ so by chance
    ALIKE = "alike"  # the same middle answer, and no difference that stands out


@dataclass(frozen=True, slots=True)
class Answers:
    """How many people answered one question, and how many of them gave each answer (several may be allowed).

    :raises AnswersError: a count is not a whole number from 0 to ``people``, or they add up to fewer than ``people``.
    """

    people: int
    counts: Mapping[Value, int]

    def __post_init__(self) -> None:
        whole = all(isinstance(n, int) and not isinstance(n, bool) for n in (self.people, *self.counts.values()))
        if not whole or self.people < 0 or any(not 0 <= n <= self.people for n in self.counts.values()):
            raise AnswersError("counts are whole numbers from 0 to the number of people")
        if sum(self.counts.values()) < self.people:
            raise AnswersError("more people than answers")

    @classmethod
    def of(cls, values: Iterable[Value]) -> Answers:
        """One answer from each person."""
        counts: dict[Value, int] = {}
        for value in values:
            counts[value] = counts.get(value, 0) + 1
        return cls(sum(counts.values()), counts)

    @property
    def single(self) -> bool:
        """Whether each person gave one answer."""
        return sum(self.counts.values()) == self.people

    def __add__(self, other: Answers) -> Answers:
        values = {**self.counts, **other.counts}
        counts = {value: self.counts.get(value, 0) + other.counts.get(value, 0) for value in values}
        return Answers(self.people + other.people, counts)


@dataclass(frozen=True, slots=True)
class Group:
    """Raters who are shown: one hat, or several taken together."""

    hats: tuple[str, ...]
    answers: Answers


@dataclass(frozen=True, slots=True)
class Withheld:
    """A hat that is not shown, and why. Whether anybody wore it is not in here."""

    hat: str
    why: Why


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown of one question. Nobody is in two groups."""

    groups: tuple[Group, ...]
    withheld: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was shown of the same question before, and who has answered since and not then, or then and not now.

    Each such person is given by the hats they may have answered as. ``several`` are those who answered both times and wear
    more than one hat: they may have answered as another than before, so they count as having joined and as having left.
    """

    groups: tuple[Group, ...]
    joined: tuple[frozenset[str], ...] = ()
    left: tuple[frozenset[str], ...] = ()
    several: tuple[frozenset[str], ...] = ()


def release(
    answers: Mapping[str, Answers], families: Mapping[str, Hashable], earlier: Sequence[Earlier] = ()
) -> Released:
    """What may be shown of one question in one round.

    :param answers: by hat, in the order in which they are to be listed.
    :param families: the family of a hat (lived experience, paid staff); a hat without one is never taken together.
    :param earlier: every earlier round about the same thing that was shown.
    :returns: groups that share nobody, each of five or more; every other hat is withheld with its reason.
    """
    groups, withheld = [], []
    for hats in _by_family(answers, families):
        for cell in _cells(hats, answers, earlier):
            people = sum(answers[hat].people for hat in cell)
            why = Why.TOO_FEW if people < FEWEST else _why_not(cell, answers, earlier)
            if why:
                withheld += [Withheld(hat, why) for hat in cell]
            else:
                groups.append(Group(cell, _sum(answers[hat] for hat in cell)))
    order = {hat: place for place, hat in enumerate(answers)}
    return Released(
        tuple(sorted(groups, key=lambda group: order[group.hats[0]])),
        tuple(sorted(withheld, key=lambda one: order[one.hat])),
    )


def _by_family(answers: Mapping[str, Answers], families: Mapping[str, Hashable]) -> Iterator[tuple[str, ...]]:
    known: dict[Hashable, list[str]] = {}
    for hat in answers:
        if hat in families:
            known.setdefault(families[hat], []).append(hat)
        else:
            yield (hat,)
    yield from (tuple(hats) for hats in known.values())


def _cells(
    hats: tuple[str, ...], answers: Mapping[str, Answers], earlier: Sequence[Earlier]
) -> Iterator[tuple[str, ...]]:
    """Hats that were shown together stay together; others stand alone if they are enough, else with what is left."""
    free = list(hats)
    for group in (group for one in earlier for group in one.groups if len(group.hats) > 1):
        if set(group.hats) <= set(free):
            yield group.hats
            free = [hat for hat in free if hat not in group.hats]
    rest = tuple(hat for hat in free if answers[hat].people < FEWEST)
    yield from ((hat,) for hat in free if hat not in rest)
    if rest:
        yield rest


def _why_not(cell: tuple[str, ...], answers: Mapping[str, Answers], earlier: Sequence[Earlier]) -> Why | None:
    """Why these cannot stand beside what was shown before, if they cannot."""
    now = _sum(answers[hat] for hat in cell)
    for one in earlier:
        touching = [group for group in one.groups if set(group.hats) & set(cell)]
        if touching and {hat for group in touching for hat in group.hats} != set(cell):
            return Why.GROUPED_OTHERWISE
        joined, left = (
            sum(not hats.isdisjoint(cell) for hats in (*people, *one.several)) for people in (one.joined, one.left)
        )
        before = _sum(group.answers for group in touching) if touching else None
        if before and _explained(before, now, *_at_least(joined, left, now.people - before.people)):
            return Why.GIVES_AWAY
        if any(_meet_in_one(group, cell, now, one.several) for group in one.groups):
            return Why.GIVES_AWAY
    return None


def _at_least(joined: int, left: int, more: int) -> tuple[int, int]:
    """How many may have come and gone, where so many more are there now (fewer: below 0).

    Whoever answers without saying as what, or as another, comes or goes without being known to. The numbers of people tell.
    """
    return max(joined, left + more), max(left, joined - more)


def _meet_in_one(before: Group, cell: tuple[str, ...], now: Answers, several: tuple[frozenset[str], ...]) -> bool:
    """Whether somebody may have been in a group then and be in another now, and the two have one answer in common."""
    if set(before.hats) & set(cell) or not any(hats & {*before.hats} and hats & {*cell} for hats in several):
        return False
    given = [{value for value, people in answers.counts.items() if people} for answers in (before.answers, now)]
    return len(given[0] & given[1]) == 1


def _explained(before: Answers, now: Answers, joined: int, left: int) -> bool:
    """Whether those who joined and left could be all that is different, so that the difference would be their answers.

    It is no harm where nothing differs, or where the difference is the answers of five people or more.
    """
    if before.single and now.single:
        gained, lost = _moved(before.counts, now.counts)
        safe = all(people == 0 or people >= FEWEST for people in (gained, lost))
        return not safe and gained <= joined and lost <= left
    values = {**before.counts, **now.counts}
    moves = [_moved(_yes_and_no(before, value), _yes_and_no(now, value)) for value in values]
    return any(map(any, moves)) and all(gained <= joined and lost <= left for gained, lost in moves)


def _yes_and_no(answers: Answers, value: Value) -> Mapping[Value, int]:
    yes = answers.counts.get(value, 0)
    return {"yes": yes, "no": answers.people - yes}


def _moved(before: Mapping[Value, int], now: Mapping[Value, int]) -> tuple[int, int]:
    """How many answers there are now and were not before, and the other way round."""
    steps = [now.get(value, 0) - before.get(value, 0) for value in {**before, **now}]
    return sum(step for step in steps if step > 0), -sum(step for step in steps if step < 0)


def _sum(parts: Iterable[Answers]) -> Answers:
    first, *others = parts
    for other in others:
        first += other
    return first


def middle(answers: Answers) -> tuple[int, int]:
    """The middle answer: the lower and the upper median, the same where the number of people is odd.

    :raises AnswersError: nobody answered, or people gave several answers.
    """
    if not answers.people or not answers.single:
        raise AnswersError("there is a middle answer only where people gave one answer each")
    ranked = [value for value in sorted(answers.counts, key=int) for _person in range(answers.counts[value])]
    return int(ranked[(len(ranked) - 1) // 2]), int(ranked[len(ranked) // 2])


def share_from(answers: Answers, step: int) -> Share:
    """How many of all who answered said this step or a higher one. Raises :class:`AnswersError` as :func:`middle` does."""
    middle(answers)
    return Share(sum(people for value, people in answers.counts.items() if int(value) >= step), answers.people)


@dataclass(frozen=True, slots=True)
class Gap:
    """Two groups beside each other: the lower one first.

    ``steps`` is how far their middle answers are apart (the mean of lower and upper median of each; halves occur).
    ``difference`` is the interval (95 %, for all pairs that were looked at together) of the higher group's share from
    ``step`` up less the lower one's, -1 to 1.
    """

    lower: Group
    higher: Group
    step: int
    steps: float
    difference: Interval
    told: Told


def gap(one: Group, other: Group, step: int, pairs: int = 1) -> Gap:
    """How far two groups are apart in their middle answers, and in who says ``step`` or higher.

    The interval is method 10 of Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
    :param pairs: how many pairs of groups these two were picked from. The doubt of 5 % is shared out among them
        (Bonferroni): otherwise the widest of several would stand out by chance much more often than one in twenty.
    :raises AnswersError: a group has no middle answer.
    """
    middles = {group.hats: sum(middle(group.answers)) / 2 for group in (one, other)}
    shares = {group.hats: share_from(group.answers, step) for group in (one, other)}
    lower, higher = sorted((one, other), key=lambda group: (middles[group.hats], shares[group.hats].rate))
    steps = middles[higher.hats] - middles[lower.hats]
    difference = difference_interval(shares[higher.hats], shares[lower.hats], 1 - DOUBT / pairs)
    told = Told.MAY_BE_CHANCE if steps >= 1 else Told.ALIKE
    if difference.low > 0 or difference.high < 0:
        told = Told.APART
    return Gap(lower, higher, step, steps, difference, told)


def widest_gap(released: Released, step: int, not_compared: Iterable[str] = ()) -> Gap | None:
    """The two groups whose middle answers are furthest apart; none where fewer than two are shown.

    :param not_compared: hats that are no group to compare with: those who did not say as whom they answer.
    """
    left_out = set(not_compared)
    groups = [group for group in released.groups if not left_out & set(group.hats)]
    couples = list(combinations(groups, 2))
    gaps = [gap(one, other, step, len(couples)) for one, other in couples]
    return max(gaps, key=lambda one: (one.steps, one.difference.low), default=None)
