"""Intervals for shares, and for comparing two of them. Public names are re-exported by ``practice.voice``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isnan, nan, sqrt
from statistics import NormalDist


class ConfidenceError(ValueError):
    """A level of confidence lies strictly between 0 and 1."""


class NotAShareError(ValueError):
    """In a share of n, the part is a whole number from 0 to n, and n is at least 1."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends, the lower one first. ``high`` may be infinite."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """``positive`` out of ``n``: whole numbers, ``n`` at least 1. Raises :class:`NotAShareError`."""

    positive: int
    n: int

    def __post_init__(self) -> None:
        if self.n < 1 or not 0 <= self.positive <= self.n:
            raise NotAShareError(f"{self.positive} of {self.n}")

    @property
    def rate(self) -> float:
        """The share as a number from 0 to 1."""
        return self.positive / self.n


def normal_quantile(confidence: float) -> float:
    """How many standard deviations hold the middle ``confidence`` of a normal distribution."""
    if isnan(confidence) or not 0 < confidence < 1:
        raise ConfidenceError(f"a confidence of {confidence} is not between 0 and 1")
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def wilson(share: Share, confidence: float = 0.95) -> Interval:
    """The score interval for a share, without continuity correction; both ends between 0 and 1.

    Wilson 1927, doi:10.1080/01621459.1927.10502953; method 3 of Newcombe 1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
    Raises :class:`ConfidenceError`.
    """
    z = normal_quantile(confidence)
    n, yes = share.n, share.positive
    no = n - yes
    half = z * sqrt(z * z + 4 * yes * no / n)
    # At 0 and at n successes one end is 0 or 1 by the formula; rounding must not push it beyond.
    low = (2 * yes + z * z - half) / (2 * (n + z * z)) if yes else 0.0
    high = (2 * yes + z * z + half) / (2 * (n + z * z)) if no else 1.0
    return Interval(max(low, 0.0), min(high, 1.0))


def difference_interval(share: Share, reference: Share, confidence: float = 0.95) -> Interval:
    """The interval for ``share.rate - reference.rate``, from -1 to 1.

    Method 10 (hybrid score, without continuity correction) of Newcombe 1998,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I: the two Wilson intervals
    combined by square and add. Raises :class:`ConfidenceError`.
    """
    p, q = share.rate, reference.rate
    own, other = wilson(share, confidence), wilson(reference, confidence)
    low = p - q - sqrt((p - own.low) ** 2 + (other.high - q) ** 2)
    high = p - q + sqrt((own.high - p) ** 2 + (q - other.low) ** 2)
    return Interval(max(low, -1.0), min(high, 1.0))


def ratio(share: Share, reference: Share) -> float:
    """``share.rate / reference.rate``: infinite where only the reference is 0, not a number where both are."""
    if reference.positive == 0:
        return inf if share.positive else nan
    return (share.positive * reference.n) / (share.n * reference.positive)


def ratio_interval(share: Share, reference: Share, confidence: float = 0.95) -> Interval:
    """The score interval for the ratio of two shares, from 0 to infinity.

    Koopman 1984, doi:10.2307/2531405: all ratios that a chi-squared test would not reject. The upper end is
    infinite where nobody in the reference is positive. Raises :class:`ConfidenceError`.
    """
    limit = normal_quantile(confidence) ** 2
    best = ratio(share, reference)

    def too_far(theta: float) -> bool:
        return _score(share, reference, theta) > limit

    low = 0.0 if share.positive == 0 else _edge(too_far, best, outward=0.5)
    high = inf if reference.positive == 0 else _edge(too_far, best, outward=2.0)
    return Interval(low, high)


def _score(share: Share, reference: Share, theta: float) -> float:
    """The squared score statistic for "the ratio is theta", with the shares fitted under it."""
    m, n = share.n, reference.n
    # The fitted reference share solves a quadratic; this form of its root does not cancel.
    a = (m + n) * theta
    b = m * theta + share.positive + n + reference.positive * theta
    c = share.positive + reference.positive
    root = sqrt(max(b * b - 4 * a * c, 0.0))
    q = min(2 * c / (b + root), 1.0, 1.0 / theta)
    p = min(theta * q, 1.0)
    variance = p * (1 - p) / m + theta * theta * q * (1 - q) / n
    gap = share.rate - theta * reference.rate
    if variance <= 0:
        return 0.0 if gap == 0 else inf
    return gap * gap / variance


def _edge(too_far: Callable[[float], bool], best: float, outward: float) -> float:
    """Where ``too_far`` begins, going from ``best`` by factors of ``outward``; to the last bit that bisection gives."""
    inside = best if 0 < best < inf else 1.0
    while too_far(inside):  # from 0 or infinity, first come near
        inside /= outward
    outside = inside * outward
    while not too_far(outside):
        inside, outside = outside, outside * outward
    while True:
        middle = sqrt(inside * outside)
        if middle in (inside, outside) or not min(inside, outside) < middle < max(inside, outside):
            return middle
        if too_far(middle):
            outside = middle
        else:
            inside = middle
