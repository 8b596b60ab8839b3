"""Resampling people: against exact distributions, against scipy, and what must not matter."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from wesaid.practice._bootstrap import Resampling, comparison_intervals, rate_interval
from wesaid.practice.voice import Interval, Record, SeedError, TooFewResamplesError, compare

HOW = Resampling(0.95, 1999, 7)
MANY = Resampling(0.95, 19_999, 7)


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return interval.low, interval.high


def uneven(people: int, seed: int, lift: float = 0.0) -> dict[str, tuple[int, int]]:
    """People with 1 to 12 rows each, alike within a person."""
    draw = np.random.default_rng(seed)
    rows = {}
    for number in range(people):
        n = int(draw.integers(1, 13))
        rows[f"{seed}-{number}"] = (n, int(draw.binomial(n, min(max(draw.beta(1, 1) + lift, 0), 1))))
    return rows


def test_one_row_each_is_the_binomial() -> None:
    people = {f"p{number}": (1, int(number < 30)) for number in range(100)}
    exact = stats.binom(100, 0.3).ppf([0.025, 0.975]) / 100
    assert ends(rate_interval(people, MANY)) == pytest.approx(exact, abs=0.01)


def test_against_scipy() -> None:
    people = uneven(40, 3)
    n, positive = (np.array(column) for column in zip(*people.values(), strict=True))
    theirs = stats.bootstrap(
        (n, positive),
        lambda n, positive, axis: positive.sum(axis) / n.sum(axis),
        paired=True,
        n_resamples=19_999,
        method="percentile",
        random_state=1,
    ).confidence_interval
    assert ends(rate_interval(people, MANY)) == pytest.approx((theirs.low, theirs.high), abs=0.004)


def test_comparisons_against_a_plain_loop_over_people() -> None:
    own, other = uneven(25, 4, 0.1), uneven(30, 5)
    shared = {"both-1": ((3, 2), (4, 1)), "both-2": ((5, 5), (1, 1)), "both-3": ((2, 0), (6, 2))}
    own |= {person: rows[0] for person, rows in shared.items()}
    other |= {person: rows[1] for person, rows in shared.items()}
    draw = np.random.default_rng(99)
    strata = [sorted(own.keys() - other.keys()), sorted(other.keys() - own.keys()), sorted(shared)]
    ratios, differences = [], []
    for _ in range(6_000):
        drawn = [person for people in strata for person in draw.choice(people, len(people))]
        mine = np.sum([own.get(person, (0, 0)) for person in drawn], axis=0)
        theirs = np.sum([other.get(person, (0, 0)) for person in drawn], axis=0)
        p, q = mine[1] / mine[0], theirs[1] / theirs[0]
        ratios.append(p / q)
        differences.append(p - q)
    found = comparison_intervals(own, other, MANY)
    assert ends(found[0]) == pytest.approx(np.quantile(ratios, [0.025, 0.975]), abs=0.03)
    assert ends(found[1]) == pytest.approx(np.quantile(differences, [0.025, 0.975]), abs=0.015)


def test_rows_of_the_same_person_widen_the_interval() -> None:
    apart = {f"p{number}": (1, number % 2) for number in range(200)}
    together = {f"p{number}": (10, 10 * (number % 2)) for number in range(20)}
    one, ten = ends(rate_interval(apart, HOW)), ends(rate_interval(together, HOW))
    assert ten[1] - ten[0] > 2.5 * (one[1] - one[0])


def test_it_covers_about_as_often_as_it_says() -> None:
    # 40 people whose rows are alike: people are resampled about right, rows taken as independent far too narrow.
    draw = np.random.default_rng(11)
    how = Resampling(0.95, 399, 1)
    hits = 0
    for _ in range(300):
        people = {}
        for number in range(40):
            n = int(draw.integers(1, 8))
            people[str(number)] = (n, int(draw.binomial(n, draw.choice([0.1, 0.9]))))
        low, high = ends(rate_interval(people, how))
        hits += low <= 0.5 <= high
    assert 0.88 <= hits / 300 <= 0.99


def test_the_same_seed_gives_the_same_and_another_seed_nearly() -> None:
    people = uneven(50, 6)
    assert rate_interval(people, HOW) == rate_interval(people, HOW)
    other = rate_interval(people, Resampling(0.95, 1999, 8))
    assert other != rate_interval(people, HOW)
    assert ends(other) == pytest.approx(ends(rate_interval(people, HOW)), abs=0.02)


def test_neither_order_nor_names_matter() -> None:
    people, other = uneven(30, 8), uneven(20, 9)
    backwards = {f"x{index}": rows for index, rows in enumerate(reversed(people.values()))}
    assert rate_interval(backwards, HOW) == rate_interval(people, HOW)
    assert comparison_intervals(backwards, other, HOW) == comparison_intervals(people, other, HOW)


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    people = uneven(30, 8)
    whole = rate_interval(people, HOW)
    monkeypatch.setattr("wesaid.practice._bootstrap._BATCH", 100)
    assert rate_interval(people, HOW) == whole


def test_where_nothing_varies_there_is_no_interval() -> None:
    alike = {f"p{number}": (number + 1, 0) for number in range(12)}
    assert rate_interval(alike, HOW) is None
    # nought against nought could be any ratio, as Koopman's interval says too
    assert comparison_intervals(alike, alike | {"q": (1, 0)}, HOW) == (Interval(0.0, float("inf")), None)
    half = {f"p{number}": (2, 1) for number in range(12)}
    assert rate_interval(half, HOW) is None


def test_a_reference_that_may_be_at_zero_has_no_upper_limit() -> None:
    own = {f"p{number}": (1, number % 2) for number in range(20)}
    rare = {f"q{number}": (1, int(number == 0)) for number in range(20)}
    interval, _ = comparison_intervals(own, rare, HOW)
    assert interval is not None
    assert interval.low > 0
    assert interval.high == float("inf")


def test_ends_are_the_ones_of_the_book() -> None:
    # (R + 1) a/2 = 50 and 1950 of 1999 ordered results
    results = np.arange(1, 2000, dtype=float)
    assert HOW.ends(results, results) == Interval(50.0, 1950.0)
    assert Resampling(0.9, 19, 0).ends(results[:19], results[:19]) == Interval(1.0, 19.0)


def test_refusals() -> None:
    with pytest.raises(TooFewResamplesError):
        Resampling(0.95, 38, 0)
    Resampling(0.95, 39, 0)
    with pytest.raises(SeedError):
        Resampling(0.95, 1999, -1)
    with pytest.raises(TooFewResamplesError):
        compare([Record("a", "p", True)], by_person=True, resamples=1)
    compare([Record("a", "p", True)], by_person=False, resamples=1)  # not needed, not asked for
