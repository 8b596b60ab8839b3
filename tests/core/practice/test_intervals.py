"""Intervals three ways: printed values, independent code, and what must hold for all of them."""

from __future__ import annotations

import warnings
from math import inf, isnan, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar
from scipy.special import xlog1py, xlogy
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from wesaid.practice.voice import (
    ConfidenceError,
    Interval,
    NotAShareError,
    Share,
    difference_interval,
    ratio,
    ratio_interval,
    wilson,
)

Z = 1.959963984540054
steady = settings(max_examples=150, derandomize=True, deadline=None, database=None)


@st.composite
def share(draw: st.DrawFn, most: int = 60) -> Share:
    n = draw(st.integers(1, most))
    return Share(draw(st.integers(0, n)), n)


levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])


def ends(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


def complement(one: Share) -> Share:
    return Share(one.n - one.positive, one.n)


# Printed values


@pytest.mark.parametrize(
    ("positive", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_printed_in_newcombe_1998a(positive: int, n: int, low: float, high: float) -> None:
    assert ends(wilson(Share(positive, n))) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("own", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_difference_as_printed_in_newcombe_1998b(
    own: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    assert ends(difference_interval(Share(*own), Share(*other))) == pytest.approx((low, high), abs=5e-5)


def test_ratio_as_printed_for_koopman_1984() -> None:
    assert ends(ratio_interval(Share(36, 40), Share(16, 80))) == pytest.approx((2.94, 7.15), abs=5e-3)


def test_barcelona_2016() -> None:
    citizens, officials = Share(2247, 3445), Share(1244, 1300)
    assert citizens.rate == pytest.approx(0.65225, abs=5e-6)
    assert ends(wilson(citizens)) == pytest.approx((0.63618, 0.66798), abs=5e-6)
    assert ratio(citizens, officials) == pytest.approx(0.6816, abs=5e-5)


# Independent code


@steady
@given(share(), levels)
def test_wilson_against_statsmodels(one: Share, level: float) -> None:
    theirs = proportion_confint(one.positive, one.n, alpha=1 - level, method="wilson")
    assert ends(wilson(one, level)) == pytest.approx(theirs, abs=1e-12)


@steady
@given(share(), share(), levels)
def test_difference_against_statsmodels(own: Share, other: Share, level: float) -> None:
    theirs = confint_proportions_2indep(
        own.positive, own.n, other.positive, other.n, method="newcomb", compare="diff", alpha=1 - level
    )
    assert ends(difference_interval(own, other, level)) == pytest.approx(theirs, abs=1e-12)


@steady
@given(share(40), share(40), levels)
def test_ratio_against_statsmodels_where_it_is_sound(own: Share, other: Share, level: float) -> None:
    if own.positive in {0, own.n} or other.positive in {0, other.n}:
        return  # statsmodels searches there in the wrong place; see the next two tests
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        theirs = confint_proportions_2indep(
            own.positive,
            own.n,
            other.positive,
            other.n,
            method="score",
            compare="ratio",
            alpha=1 - level,
            correction=False,
        )
    assert ends(ratio_interval(own, other, level)) == pytest.approx(theirs, rel=1e-6)


def _pearson(own: Share, other: Share, theta: float) -> float:
    """Koopman's own statistic: Pearson's chi-squared, with the shares fitted by searching, not by formula."""

    def against(q: float) -> float:
        p = theta * q
        return -(
            xlogy(own.positive, p)
            + xlog1py(own.n - own.positive, -p)
            + xlogy(other.positive, q)
            + xlog1py(other.n - other.positive, -q)
        )

    top = min(1.0, 1.0 / theta)
    found = minimize_scalar(against, bounds=(0, top), method="bounded", options={"xatol": 1e-14, "maxiter": 2000})
    q = min((found.x, top, 1e-300), key=against)
    total = 0.0
    for one, p in ((own, theta * q), (other, q)):
        gap = one.positive - one.n * p
        # A share fitted at 0 or 1 fits only if it was 0 or 1.
        total += 0.0 if abs(gap) < 1e-9 else gap * gap / (one.n * p * (1 - p)) if 0 < p < 1 else inf
    return total


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (Share(36, 40), Share(16, 80)),
        (Share(3, 10), Share(0, 10)),
        (Share(0, 10), Share(3, 10)),
        (Share(10, 10), Share(5, 10)),
        (Share(5, 10), Share(10, 10)),
        (Share(0, 10), Share(10, 10)),
        (Share(10, 10), Share(0, 10)),
        (Share(1, 9), Share(8, 9)),
    ],
    ids=lambda one: f"{one.positive}of{one.n}",
)
def test_ratio_against_the_chi_squared_test_it_inverts(own: Share, other: Share) -> None:
    interval = ratio_interval(own, other)
    best = ratio(own, other)

    def gap(theta: float) -> float:
        return min(_pearson(own, other, theta), 1e9) - Z * Z

    if own.positive:
        inside = best if best < inf else interval.low * 50
        assert interval.low == pytest.approx(brentq(gap, inside * 1e-4, inside, xtol=1e-14), rel=1e-4)
    else:
        assert interval.low == 0.0
    if other.positive:
        inside = best if best > 0 else interval.high / 50
        assert interval.high == pytest.approx(brentq(gap, inside, inside * 1e4, xtol=1e-14), rel=1e-4)
    else:
        assert interval.high == inf


def test_ratio_in_closed_form_where_everybody_is_positive() -> None:
    # With both at 100 % the score statistic is m(1 - t)/t below 1 and n(t - 1) above.
    interval = ratio_interval(Share(12, 12), Share(30, 30))
    assert ends(interval) == pytest.approx((12 / (12 + Z * Z), 1 + Z * Z / 30), rel=1e-12)


# What must hold for all


@steady
@given(share(), levels)
def test_wilson_holds_the_rate_and_mirrors(one: Share, level: float) -> None:
    interval = wilson(one, level)
    assert 0 <= interval.low <= one.rate <= interval.high <= 1
    mirror = wilson(complement(one), level)
    assert ends(interval) == pytest.approx((1 - mirror.high, 1 - mirror.low), abs=1e-12)


@steady
@given(share(), share(), levels)
def test_difference_holds_the_difference_and_mirrors(own: Share, other: Share, level: float) -> None:
    interval = difference_interval(own, other, level)
    assert -1 <= interval.low <= own.rate - other.rate <= interval.high <= 1
    swapped = difference_interval(other, own, level)
    assert ends(interval) == pytest.approx((-swapped.high, -swapped.low), abs=1e-12)
    mirrored = difference_interval(complement(own), complement(other), level)
    assert ends(interval) == pytest.approx((-mirrored.high, -mirrored.low), abs=1e-12)


@steady
@given(share(), share(), levels)
def test_ratio_holds_the_ratio_and_turns_over(own: Share, other: Share, level: float) -> None:
    interval, value = ratio_interval(own, other, level), ratio(own, other)
    assert 0 <= interval.low < interval.high
    assert isnan(value) or interval.low <= value <= interval.high
    swapped = ratio_interval(other, own, level)
    turned = (1 / swapped.high if swapped.high < inf else 0.0, 1 / swapped.low if swapped.low else inf)
    assert ends(interval) == pytest.approx(turned, rel=1e-9)


@steady
@given(share(), share())
def test_more_confidence_is_wider(own: Share, other: Share) -> None:
    for narrow, wide in ((0.8, 0.95), (0.95, 0.99)):
        for less, more in (
            (wilson(own, narrow), wilson(own, wide)),
            (difference_interval(own, other, narrow), difference_interval(own, other, wide)),
            (ratio_interval(own, other, narrow), ratio_interval(own, other, wide)),
        ):
            assert more.low <= less.low
            assert more.high >= less.high


@pytest.mark.parametrize("p", [0.1, 0.5, 0.9])
def test_with_many_all_close_in_on_the_textbook(p: float) -> None:
    n = 10**8
    own, other = Share(round(p * n), n), Share(n // 2, n)
    spread = Z * sqrt(p * (1 - p) / n)
    assert ends(wilson(own)) == pytest.approx((p - spread, p + spread), abs=1e-7)
    both = Z * sqrt(p * (1 - p) / n + 0.25 / n)
    assert ends(difference_interval(own, other)) == pytest.approx((p - 0.5 - both, p - 0.5 + both), abs=1e-7)
    assert ends(ratio_interval(own, other)) == pytest.approx((p / 0.5, p / 0.5), rel=1e-3)


@pytest.mark.parametrize("n", [1, 8, 1000])
def test_at_none_and_at_all(n: int) -> None:
    end = Z * Z / (n + Z * Z)
    assert ends(wilson(Share(0, n))) == pytest.approx((0.0, end))
    assert ends(wilson(Share(n, n))) == pytest.approx((1 - end, 1.0))
    assert wilson(Share(0, n)).low == 0.0
    assert wilson(Share(n, n)).high == 1.0
    assert isnan(ratio(Share(0, n), Share(0, 5)))
    assert ends(ratio_interval(Share(0, n), Share(0, 5))) == (0.0, inf)


def test_refusals() -> None:
    for confidence in (0.0, 1.0, 95.0, -1.0, float("nan")):
        with pytest.raises(ConfidenceError):
            wilson(Share(1, 2), confidence)
    for positive, n in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(NotAShareError):
            Share(positive, n)
