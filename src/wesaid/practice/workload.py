"""How much of an agreed limit somebody's work has used, and a warning before it is too much.

Overburden is a harm that was seen where people co-deliver: in the Friendship Bench, community workers got more
referrals than they could carry (Kamvura et al. 2021, doi:10.1186/s12913-021-06957-5, as cited by Conquer et al. 2024,
doi:10.5334/ijic.7603). So the limit is agreed before the work begins, and it warns before it is reached.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

NEAR_FROM = Fraction(4, 5)
"""From this share of a limit on, it is near. Ours: in a week of five hours, the last hour."""


class Period(StrEnum):
    """What a limit is for: a calendar week, Monday to Sunday, or a calendar month."""

    WEEK = "week"
    MONTH = "month"


class Load(StrEnum):
    """How the work done stands to the limit."""

    WITHIN = "within"
    NEAR = "near"
    REACHED = "reached"
    OVER = "over"


class NotALimitError(ValueError):
    """A limit is of hours, of people or of both, and each is more than nothing."""


class NotWorkError(ValueError):
    """Hours and people are 0 or more."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many hours, so many people, or both, in each week or month. Raises :class:`NotALimitError`."""

    period: Period
    hours: Decimal | None = None
    people: int | None = None

    def __post_init__(self) -> None:
        given = [Decimal(one) for one in (self.hours, self.people) if one is not None]
        if not given or any(not one.is_finite() or one <= 0 for one in given):
            raise NotALimitError(f"at most {self.hours} hours and {self.people} people")


@dataclass(frozen=True, slots=True)
class Done:
    """Work on one day: hours, and how many people it was for. Raises :class:`NotWorkError`."""

    on: date
    hours: Decimal
    people: int = 0

    def __post_init__(self) -> None:
        if not self.hours.is_finite() or self.hours < 0 or self.people < 0:
            raise NotWorkError(f"{self.hours} hours for {self.people} people")


@dataclass(frozen=True, slots=True)
class Workload:
    """The work of one week or month beside its limit. ``first`` and ``last`` are days, both within."""

    first: date
    last: date
    hours: Decimal
    people: int
    load: Load
    limit: Limit

    @property
    def hours_left(self) -> Decimal | None:
        """Hours until the limit, 0 where it is reached or passed; none where hours have no limit."""
        return None if self.limit.hours is None else max(self.limit.hours - self.hours, Decimal(0))

    @property
    def people_left(self) -> int | None:
        """People until the limit, 0 where it is reached or passed; none where people have no limit."""
        return None if self.limit.people is None else max(self.limit.people - self.people, 0)


def window(period: Period, day: date) -> tuple[date, date]:
    """The first and the last day of the week or month that ``day`` is in."""
    if period == Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def workload(done: Iterable[Done], limit: Limit, day: date) -> Workload:
    """The work in the week or month of ``day``, beside the limit.

    :param done: all work there is; what lies in other weeks or months is passed over.
    :returns: where hours and people both have a limit, the one that is used up further decides.
    """
    first, last = window(limit.period, day)
    within = [one for one in done if first <= one.on <= last]
    hours, people = sum((one.hours for one in within), Decimal(0)), sum(one.people for one in within)
    used = [Fraction(hours) / Fraction(limit.hours)] if limit.hours is not None else []
    used += [Fraction(people, limit.people)] if limit.people is not None else []
    return Workload(first, last, hours, people, load_of(max(used)), limit)


def load_of(used: Fraction) -> Load:
    """What a share of a limit means: 1 is the limit itself."""
    if used > 1:
        return Load.OVER
    if used == 1:
        return Load.REACHED
    return Load.NEAR if used >= NEAR_FROM else Load.WITHIN
