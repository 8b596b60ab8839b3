"""Do two or more people who judged the same things agree: Cohen's kappa, PABAK, Krippendorff's alpha.

People may have judged different subsets. Two are compared over what both judged; alpha uses every item that at
least two judged. Where a number is undefined it is ``None`` and a note says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TYPE_CHECKING, Any

from wesaid.practice.voice import Interval, Share, wilson

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

# What one person judged: the answer for each item.
Answers = Mapping[Any, Hashable]
FEW_ITEMS = 30  # below this the interval of kappa, which is for large samples, is called rough
_FAR = 0.1  # kappa and PABAK this far apart: one is not to be reported without the other
_UNDEFINED = 0.05  # the most resamples that may be without an alpha before there is no interval


class NothingInCommon(ValueError):
    """There is at least one item that two people judged."""


class NotOneAnswerEach(ValueError):
    """A table of agreement is square, of whole numbers from 0 up, and not empty."""


class NotANumber(ValueError):
    """Ordinal and interval answers are numbers."""


class Caution(StrEnum):
    """What somebody who reads the numbers has to know."""

    ONE_ANSWER = "everybody gave the same answer to everything: agreement by chance cannot be told from agreement"
    PREVALENCE = (
        "one answer is much more common than the other, which pulls kappa down; report PABAK and the table beside it"
    )
    BIAS = "the two people do not give the answers equally often, which pulls kappa up; report the table beside it"
    FEW = f"fewer than {FEW_ITEMS} items: the interval is rough"
    NO_VARIATION = "they agree on everything: the interval cannot be worked out from this"
    TOO_UNIFORM = "disagreements are too few to resample: no interval"


class Level(StrEnum):
    """What a distance between two answers means, for alpha."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree.

    Attributes:
        items: how many both judged; ``only_first`` and ``only_second``: what one alone judged, not used.
        observed: the share of items with the same answer, 0 to 1; with its Wilson interval.
        expected: the share that chance alone would give, 0 to 1.
        kappa: (observed - expected) / (1 - expected), -1 to 1, or ``None`` where ``expected`` is 1.
        pabak: the kappa if every answer were equally common, -1 to 1.
        prevalence, bias: for two answers, how far apart the answers, and the two people, are (0 to 1), else ``None``.
    """

    items: int
    only_first: int
    only_second: int
    answers: tuple[Hashable, ...]
    table: tuple[tuple[int, ...], ...]
    observed: float
    observed_interval: Interval
    expected: float
    kappa: float | None
    kappa_interval: Interval | None
    pabak: float
    pabak_interval: Interval
    prevalence: float | None
    bias: float | None
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha: 1 is agreement in everything, 0 what chance gives, below 0 worse than chance.

    Attributes:
        items: how many at least two people judged; ``left_out``: how many fewer did.
        values: how many answers were compared.
        alpha: at most 1, or ``None`` where only one answer was ever given.
        interval: from resampling items, or ``None``; a caution says why.
    """

    items: int
    left_out: int
    values: int
    alpha: float | None
    interval: Interval | None
    cautions: tuple[Caution, ...]


def compare(
    first: Answers, second: Answers, *, answers: Sequence[Hashable] = (), confidence: float = 0.95
) -> Agreement:
    """Compare two people over the items both judged.

    :param first, second: item to answer; items that only one judged are counted and not used.
    :param answers: every answer that was possible; those given are added. PABAK depends on how many there are.
    :raises NothingInCommon: no item was judged by both.

    See :func:`from_table` for the methods.
    """
    both = first.keys() & second.keys()
    if not both:
        raise NothingInCommon("no item was judged by both")
    given = sorted({side[item] for item in both for side in (first, second)} - set(answers), key=_order)
    known = (*answers, *given)
    place = {answer: number for number, answer in enumerate(known)}
    counts = Counter((place[first[item]], place[second[item]]) for item in both)
    size = range(len(known))
    return from_table(
        [[counts[row, column] for column in size] for row in size],
        answers=known,
        only_first=len(first) - len(both),
        only_second=len(second) - len(both),
        confidence=confidence,
    )


def from_table(
    table: Sequence[Sequence[int]],
    *,
    answers: Sequence[Hashable] = (),
    only_first: int = 0,
    only_second: int = 0,
    confidence: float = 0.95,
) -> Agreement:
    """The same from a square table of counts: a row for each answer of the first person, a column for the second's.

    Kappa: Cohen 1960, doi:10.1177/001316446002000104, with the large-sample interval of Fleiss, Cohen & Everitt
    1969, doi:10.1037/h0028106. PABAK: Byrt, Bishop & Carlin 1993, doi:10.1016/0895-4356(93)90018-V; for k answers
    (k observed - 1) / (k - 1), with the ends of the Wilson interval of ``observed`` put through the same formula. One
    answer alone was still one of two. Raises :class:`NotOneAnswerEach` and ``ConfidenceError``.
    """
    size, total = len(table), sum(map(sum, table))
    if any(len(row) != size for row in table) or any(count < 0 for row in table for count in row) or not total:
        raise NotOneAnswerEach("a table of agreement is square, of counts, and not empty")
    same = sum(table[place][place] for place in range(size))
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    by_chance = sum(row * column for row, column in zip(rows, columns, strict=True))
    kappa = None if by_chance == total**2 else (same * total - by_chance) / (total**2 - by_chance)
    share = Share(same, total)
    ends = wilson(share, confidence)
    prevalence, bias = _lopsided(table, total)
    pabak = _pabak(share.rate, size)
    return Agreement(
        items=total,
        only_first=only_first,
        only_second=only_second,
        answers=tuple(answers) or tuple(range(size)),
        table=tuple(tuple(row) for row in table),
        observed=share.rate,
        observed_interval=ends,
        expected=by_chance / total**2,
        kappa=kappa,
        kappa_interval=None if kappa is None else _kappa_interval(table, kappa, confidence),
        pabak=pabak,
        pabak_interval=Interval(_pabak(ends.low, size), _pabak(ends.high, size)),
        prevalence=prevalence,
        bias=bias,
        cautions=tuple(_cautions(kappa, pabak, same, total, bias)),
    )


def _pabak(observed: float, answers: int) -> float:
    size = max(answers, 2)
    return (size * observed - 1) / (size - 1)


def _lopsided(table: Sequence[Sequence[int]], total: int) -> tuple[float | None, float | None]:
    if len(table) != 2:
        return None, None
    (both_first, one), (other, both_second) = table
    return abs(both_first - both_second) / total, abs(one - other) / total


def _cautions(kappa: float | None, pabak: float, same: int, total: int, bias: float | None) -> Iterable[Caution]:
    if kappa is None:
        yield Caution.ONE_ANSWER
        return
    if pabak - kappa >= _FAR:
        yield Caution.PREVALENCE
    if kappa - pabak >= _FAR or (bias or 0.0) >= 2 * _FAR:
        yield Caution.BIAS
    if same == total:
        yield Caution.NO_VARIATION
    elif total < FEW_ITEMS:
        yield Caution.FEW


def _kappa_interval(table: Sequence[Sequence[int]], kappa: float, confidence: float) -> Interval | None:
    """Fleiss, Cohen & Everitt 1969, formula 13 (the variance where kappa is not zero). ``None`` where nothing varies."""
    from statistics import NormalDist

    size, total = range(len(table)), sum(map(sum, table))
    share = [[count / total for count in row] for row in table]
    rows, columns = [sum(row) for row in share], [sum(column) for column in zip(*share, strict=True)]
    expected = sum(row * column for row, column in zip(rows, columns, strict=True))
    left = 1 - kappa
    agreeing = sum(share[i][i] * (1 - (rows[i] + columns[i]) * left) ** 2 for i in size)
    others = left**2 * sum(share[i][j] * (columns[i] + rows[j]) ** 2 for i in size for j in size if i != j)
    variance = agreeing + others - (kappa - expected * left) ** 2
    if variance <= 1e-12:  # rounding; a variance this small is that of full agreement
        return None
    half = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(variance / total) / (1 - expected)
    return Interval(max(kappa - half, -1.0), min(kappa + half, 1.0))


def alpha(
    people: Iterable[Answers],
    *,
    level: Level = Level.NOMINAL,
    confidence: float = 0.95,
    resamples: int = 1999,
    seed: int = 0,
) -> Alpha:
    """Krippendorff's alpha over any number of people, each with any subset of the items.

    :param people: for each person, item to answer. Neither names nor the order of people matter.
    :param level: nominal, or ordinal or interval where the answers are numbers.
    :raises NothingInCommon: no item was judged by two people.
    :raises NotANumber: ordinal or interval answers that are not numbers.

    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability (repository.upenn.edu/asc_papers/43): the observed
    disagreement within items over the expected one, from the matrix of coincidences. The interval is the percentile
    interval from resampling items, as Zapf et al. 2016, doi:10.1186/s12874-016-0200-9, recommend.
    """
    import numpy as np

    units: dict[Hashable, list[Hashable]] = {}
    for answers in people:
        for item, answer in answers.items():
            units.setdefault(item, []).append(answer)
    paired = [given for given in units.values() if len(given) > 1]
    if not paired:
        raise NothingInCommon("no item was judged by two people")
    given = {answer for answers in paired for answer in answers}
    if level is not Level.NOMINAL and not all(isinstance(answer, int | float) for answer in given):
        raise NotANumber(f"answers at the {level} level are numbers")
    known = sorted(given, key=_order)
    kinds = Counter(tuple(sorted(map(known.index, answers))) for answers in paired)
    listed = sorted(kinds)  # the order of the items must not matter to what is drawn
    matrices = np.array([_coincidences(kind, len(known)) for kind in listed])
    times = np.array([kinds[kind] for kind in listed], dtype=np.float64)
    distance = _distances(known, level)
    value = float(_alphas(np.tensordot(times, matrices, 1)[None], distance)[0])
    undefined = np.isnan(value)
    interval, cautions = None, [Caution.ONE_ANSWER]
    if not undefined:
        interval = _resampled(times, matrices, distance, confidence, resamples, seed)
        cautions = [] if interval else [Caution.NO_VARIATION if value == 1 else Caution.TOO_UNIFORM]
        cautions += [Caution.FEW] if interval and len(paired) < FEW_ITEMS else []
    return Alpha(
        items=len(paired),
        left_out=len(units) - len(paired),
        values=sum(map(len, paired)),
        alpha=None if undefined else value,
        interval=interval,
        cautions=tuple(cautions),
    )


def _order(answer: Hashable) -> tuple[int, float, str]:
    """Numbers by size, then everything else by its name."""
    return (0, float(answer), "") if isinstance(answer, int | float) else (1, 0.0, str(answer))


def _coincidences(kind: Sequence[int], size: int) -> Floats:
    """How often each pair of answers meets within one item; each item counts as many values as it has."""
    import numpy as np

    counts = np.bincount(kind, minlength=size).astype(np.float64)
    return (np.outer(counts, counts) - np.diag(counts)) / (len(kind) - 1)


def _distances(known: Sequence[Hashable], level: Level) -> Floats | None:
    import numpy as np

    if level is Level.NOMINAL:
        return 1.0 - np.eye(len(known))
    if level is Level.ORDINAL:
        return None  # depends on how often each answer is given
    numbers = np.array([float(answer) for answer in known])  # type: ignore[arg-type]
    squared: Floats = (numbers[:, None] - numbers[None]) ** 2
    return squared


def _alphas(coincidences: Floats, distance: Floats | None) -> Floats:
    """Alpha for each of a stack of coincidence matrices; not a number where only one answer was given."""
    import numpy as np

    often = coincidences.sum(axis=2)
    total = often.sum(axis=1)
    if distance is None:
        upto = np.cumsum(often, axis=1) - often / 2  # up to the middle of each answer
        distance = (upto[:, :, None] - upto[:, None, :]) ** 2
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (often[:, :, None] * often[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan)
    return found


def _resampled(
    times: Floats, matrices: Floats, distance: Floats | None, confidence: float, resamples: int, seed: int
) -> Interval | None:
    import numpy as np

    from wesaid.practice._bootstrap import Resampling

    how = Resampling(confidence, resamples, seed)
    size = int(times.sum())
    drawn = np.random.default_rng(seed).multinomial(size, times / size, size=resamples)
    found = _alphas(np.tensordot(drawn, matrices, 1), distance)
    defined = np.sort(found[~np.isnan(found)])
    if len(defined) < (1 - _UNDEFINED) * resamples:
        return None
    low, high = np.full(resamples, -np.inf), np.full(resamples, np.inf)
    low[resamples - len(defined) :] = defined  # a resample without an alpha counts against us at both ends
    high[: len(defined)] = defined
    ends = how.ends(low, high)
    return ends if ends and np.isfinite([ends.low, ends.high]).all() else None
