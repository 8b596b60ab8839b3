"""Workload: weeks and months by hand, a plain sum as oracle, and a warning that always comes before it is too much."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.practice.workload import Done, Limit, Load, NotALimitError, NotWorkError, Period, window, workload

steady = settings(max_examples=200, derandomize=True, deadline=None, database=None)
DAY = date(2026, 3, 11)  # a Wednesday
hours_of = st.integers(0, 60).map(lambda quarters: Decimal(quarters) / 4)
work = st.lists(
    st.builds(Done, st.dates(date(2026, 2, 1), date(2026, 4, 20)), hours_of, st.integers(0, 12)), max_size=25
)
limits = st.builds(
    Limit, st.sampled_from(Period), st.integers(1, 160).map(lambda quarters: Decimal(quarters) / 4), st.integers(1, 30)
)


def week_of(*hours: str, people: int = 0) -> list[Done]:
    return [Done(DAY, Decimal(one), people) for one in hours]


@pytest.mark.parametrize(
    ("hours", "load"),
    [
        ([], Load.WITHIN),
        (["3.75"], Load.WITHIN),
        (["4"], Load.NEAR),
        (["2.25", "2.5"], Load.NEAR),
        (["5"], Load.REACHED),
        (["5", "0.25"], Load.OVER),
    ],
)
def test_five_hours_a_week(hours: list[str], load: Load) -> None:
    found = workload(week_of(*hours), Limit(Period.WEEK, Decimal(5)), DAY)
    assert found.load == load
    assert found.hours == sum(map(Decimal, hours))
    assert found.hours_left == max(Decimal(5) - found.hours, Decimal(0))
    assert found.people_left is None


def test_too_many_people_is_too_much_however_few_the_hours() -> None:
    """Kamvura et al. 2021: too many referrals."""
    found = workload(week_of("0.5", "0.5", people=4), Limit(Period.WEEK, Decimal(5), people=6), DAY)
    assert (found.load, found.people, found.people_left) == (Load.OVER, 8, 0)
    only = workload(week_of("9", people=1), Limit(Period.WEEK, people=10), DAY)
    assert (only.load, only.hours_left) == (Load.WITHIN, None)


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    assert window(Period.WEEK, DAY) == (date(2026, 3, 9), date(2026, 3, 15))
    assert window(Period.MONTH, date(2024, 2, 29)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert window(Period.MONTH, date(2025, 12, 31)) == (date(2025, 12, 1), date(2025, 12, 31))
    sunday = [Done(date(2026, 3, 8), Decimal(5))]
    assert workload(sunday, Limit(Period.WEEK, Decimal(5)), DAY).load == Load.WITHIN
    assert workload(sunday, Limit(Period.MONTH, Decimal(5)), DAY).load == Load.REACHED


def test_what_cannot_be_is_refused() -> None:
    for hours, people in ((None, None), (Decimal(0), None), (None, 0), (Decimal(-1), 3), (Decimal("NaN"), None)):
        with pytest.raises(NotALimitError):
            Limit(Period.WEEK, hours, people)
    with pytest.raises(NotWorkError):
        Done(DAY, Decimal("-0.25"))
    with pytest.raises(NotWorkError):
        Done(DAY, Decimal(1), -1)
    with pytest.raises(NotWorkError):
        Done(DAY, Decimal("NaN"))


@steady
@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_windows_against_the_calendar(day: date) -> None:
    first, last = window(Period.MONTH, day)
    assert (first.day, last.day) == (1, calendar.monthrange(day.year, day.month)[1])
    assert first <= day <= last
    monday, sunday = window(Period.WEEK, day)
    assert (monday.isocalendar()[:2], monday.isoweekday(), sunday - monday) == (
        day.isocalendar()[:2],
        1,
        timedelta(days=6),
    )


@steady
@given(work, limits, st.dates(date(2026, 2, 15), date(2026, 4, 15)))
def test_against_a_plain_sum(done: list[Done], limit: Limit, day: date) -> None:
    def same(other: date) -> bool:
        if limit.period == Period.MONTH:
            return (other.year, other.month) == (day.year, day.month)
        return other.isocalendar()[:2] == day.isocalendar()[:2]

    hours = sum(float(one.hours) for one in done if same(one.on))
    people = sum(one.people for one in done if same(one.on))
    found = workload(done, limit, day)
    assert (float(found.hours), found.people) == (hours, people)
    over = hours > float(limit.hours or 0) or people > (limit.people or 0)
    assert (found.load == Load.OVER) == over


@steady
@given(st.lists(st.just(Decimal("0.25")), max_size=60), st.integers(5, 12).map(Decimal))
def test_nobody_goes_over_without_having_been_warned(steps: list[Decimal], hours: Decimal) -> None:
    """In steps of a quarter of an hour: near comes before reached, reached before over, and none goes back."""
    order = list(Load)
    seen = [
        workload(week_of(*map(str, steps[:count])), Limit(Period.WEEK, hours), DAY).load
        for count in range(len(steps) + 1)
    ]
    places = [order.index(one) for one in seen]
    assert all(after - before in {0, 1} for before, after in pairwise(places))
