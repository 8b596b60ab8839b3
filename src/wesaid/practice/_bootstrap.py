"""Intervals from resampling people, for rows that are not independent because the same person gave several.

The cluster bootstrap: people are drawn with replacement, each with all their rows (Field & Welsh 2007,
doi:10.1111/j.1467-9868.2007.00593.x; Davison & Hinkley 1997, Bootstrap Methods and their Application, Cambridge
University Press), and the interval is read from the ordered results at the (R + 1) a/2-th and its mirror image.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from wesaid.practice._intervals import Interval, normal_quantile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# Rows of one person: how many, and how many of them positive.
Rows = tuple[int, int]
NOTHING: Rows = (0, 0)
# Bounds the memory of one batch of resamples (numbers held at once).
_BATCH = 2_000_000


class TooFewResamplesError(ValueError):
    """There are enough resamples for both ends of the interval to be one of them."""


class SeedError(ValueError):
    """A seed is a whole number from 0 up."""


@dataclass(frozen=True, slots=True)
class Resampling:
    """How to resample. The same seed gives the same intervals with the same numpy.

    Raises :class:`TooFewResamplesError`, :class:`SeedError` or ``ConfidenceError``.
    """

    confidence: float
    resamples: int
    seed: int

    def __post_init__(self) -> None:
        normal_quantile(self.confidence)
        if (self.resamples + 1) * (1 - self.confidence) < 2 - 1e-9:
            raise TooFewResamplesError(f"{self.resamples} resamples are too few for a confidence of {self.confidence}")
        if self.seed < 0:
            raise SeedError(f"a seed of {self.seed} is below 0")

    def ends(self, low: Floats, high: Floats) -> Interval | None:
        """The interval from two sorted lists of results, or ``None`` where nothing varies."""
        tail = (1 - self.confidence) / 2
        # 1e-9: (R + 1) a/2 is a whole number for the usual R, but not quite so in floating point
        first = max(floor((self.resamples + 1) * tail + 1e-9), 1)
        last = min(ceil((self.resamples + 1) * (1 - tail) - 1e-9), self.resamples)
        interval = Interval(float(low[first - 1]), float(high[last - 1]))
        return interval if interval.low < interval.high else None


def rate_interval(people: Mapping[str, Rows], how: Resampling) -> Interval | None:
    """The interval for a group's rate. ``None`` where every person's rate is the same: then nothing varies.

    :param people: rows of each person in the group, at least one person, each with at least one row.
    """
    import numpy as np

    drawn = _resample(Counter((*rows, 0, 0) for rows in people.values()), how, np.random.default_rng(how.seed))
    rates = np.sort(drawn[:, 1] / drawn[:, 0])
    return how.ends(rates, rates)


def comparison_intervals(
    people: Mapping[str, Rows], reference: Mapping[str, Rows], how: Resampling
) -> tuple[Interval | None, Interval | None]:
    """The intervals for the ratio of a group's rate to the reference's, and for the difference.

    People who spoke in both groups are drawn once, with their rows in both. People of the group alone, of the
    reference alone, and of both are drawn apart, so that no resample is without either group. Nobody else is
    looked at: the result tells nothing about the size of any other group.
    """
    import numpy as np

    strata: list[Counter[tuple[int, ...]]] = [Counter(), Counter(), Counter()]
    for person in people.keys() | reference.keys():
        own, other = people.get(person, NOTHING), reference.get(person, NOTHING)
        strata[2 if own[0] and other[0] else 0 if own[0] else 1][*own, *other] += 1
    draw = np.random.default_rng(how.seed)
    drawn = sum((_resample(stratum, how, draw) for stratum in strata if stratum), np.zeros((how.resamples, 4)))
    rate, other_rate = drawn[:, 1] / drawn[:, 0], drawn[:, 3] / drawn[:, 2]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = rate / other_rate
    # 0 to 0 is no ratio: it counts against us at both ends.
    undefined = np.isnan(ratios)
    low, high = np.where(undefined, 0.0, ratios), np.where(undefined, np.inf, ratios)
    differences = np.sort(rate - other_rate)
    return how.ends(np.sort(low), np.sort(high)), how.ends(differences, differences)


def _resample(kinds: Counter[tuple[int, ...]], how: Resampling, draw: np.random.Generator) -> Floats:
    """Sums of rows over as many people as there are, drawn with replacement, once per resample.

    People with the same rows are interchangeable, so it is enough to draw how many of each kind come up.
    Kinds are sorted: neither the order of the rows nor the names of people matter.
    """
    import numpy as np

    listed = sorted(kinds)
    size = kinds.total()
    shares = np.array([kinds[kind] for kind in listed], dtype=np.float64) / size
    rows = np.array(listed, dtype=np.float64)
    batch = max(_BATCH // len(listed), 1)
    parts = [
        draw.multinomial(size, shares, size=min(batch, how.resamples - begin)) @ rows
        for begin in range(0, how.resamples, batch)
    ]
    return np.concatenate(parts)
