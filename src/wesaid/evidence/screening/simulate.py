"""What the order would have saved: a finished review is screened again, by the computer.

Measures are those of the ASReview simulations (Ferdinands et al. 2023, doi:10.1186/s13643-023-02257-7), over the
records that were not given to begin with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from wesaid.evidence.screening.features import Features

_AT_ONCE = 50  # one record is asked for at a time, and from this many decisions on, one for every so many of them


class OneKindOnly(ValueError):
    """A simulation needs two relevant records and two irrelevant ones: one of each to begin with, the others to find."""


class PriorsOfOneKind(ValueError):
    """What a simulation begins with holds a relevant and an irrelevant record, each once, and leaves some to find."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How early the relevant records came, priors left out.

    Attributes:
        recall_at_10, recall_at_20: the share of them found in the first 10 % and 20 % of records, 0 to 1.
        wss_95: work saved over sampling at 95 %: 0.95 less the share of records read when 95 % were found; -0.05 to 0.95.
        loss: the area between the perfect curve of recall and this one, over the area between the perfect and the worst
            one; 0 is perfect, about 0.5 chance, 1 the worst.
        atd: the mean place of a relevant record, over the number of records; 0 to 1.
    """

    recall_at_10: float
    recall_at_20: float
    wss_95: float
    loss: float
    atd: float


def draw_priors(relevant: Sequence[bool], seed: int, *, early: Sequence[bool] | None = None) -> tuple[int, int]:
    """One relevant record and one irrelevant one (their places), drawn by seed.

    The same two as ``asreview simulate --n-prior-included 1 --n-prior-excluded 1 --prior-seed SEED`` draws, so that the
    two programs can be compared pair by pair. With ``early``, the decisions at an earlier stage, the irrelevant one is
    irrelevant at both. Raises :class:`OneKindOnly`.
    """
    import numpy as np

    labels = np.asarray(relevant, dtype=bool)
    others = ~labels if early is None else ~(labels | np.asarray(early, dtype=bool))
    if labels.sum() < 2 or others.sum() < 2:
        raise OneKindOnly("two relevant and two irrelevant records are needed")
    drawn = [np.random.RandomState(seed).choice(np.flatnonzero(kind), 1, replace=False)[0] for kind in (labels, others)]
    return int(drawn[0]), int(drawn[1])


def screen(
    features: Features,
    decisions: Sequence[bool],
    priors: Sequence[int],
    *,
    until: Sequence[bool] | None = None,
    to_the_end: bool = False,
) -> list[int]:
    """Screen all records in the order that is learned on the way. Returns places of records as they were asked for.

    :param features: of all records, from :func:`wesaid.evidence.screening.features.features`.
    :param decisions: what a person would decide on each record; each is seen only when its record is asked for.
    :param priors: places of the records known from the start; both decisions are among them. They are not returned.
    :param until: stop when all these are found too, beside all relevant by ``decisions``.
    :param to_the_end: do not stop when all are found.
    :raises PriorsOfOneKind: as its name says.

    The order is learned anew after each decision; from 100 decisions on, 2 % of what has been read is asked for at once.
    """
    import numpy as np

    from wesaid.evidence.screening.learn import Learner

    labels = np.asarray(decisions, dtype=bool)
    wanted = labels if until is None else labels | np.asarray(until, dtype=bool)
    begin = list(priors)
    if len(set(begin)) != len(begin) or len(set(labels[begin].tolist())) < 2:
        raise PriorsOfOneKind("the records to begin with are not one relevant and one irrelevant at least, each once")
    learner, read, known = Learner(features), begin, np.zeros(len(labels), dtype=bool)
    known[begin] = True
    missing = int(wanted.sum() - wanted[begin].sum())
    while len(read) < len(labels) and (missing or to_the_end):
        rows = np.array(read)
        scores = np.where(known, -np.inf, learner.learn(rows, labels[rows]).scores)
        at_once = min(max(len(read) // _AT_ONCE, 1), len(labels) - len(read))
        # equal scores: the earlier record first
        asked = [int(np.argmax(scores))] if at_once == 1 else np.argsort(-scores, kind="stable")[:at_once].tolist()
        read += asked
        known[asked] = True
        missing -= int(wanted[asked].sum())
    return read[len(priors) :]


def measure(order: Sequence[int], relevant: Sequence[bool], priors: Sequence[int]) -> Measures:
    """The measures of one order.

    :param order: places of records as they were asked for, at least up to the last relevant one, without priors.
    :param relevant: for every record, whether it is relevant.
    :raises OneKindOnly: nothing relevant, or nothing irrelevant, is left beside the priors.
    """
    known = set(priors)
    records = len(relevant) - len(known)
    to_find = sum(map(bool, relevant)) - sum(bool(relevant[place]) for place in known)
    if not 0 < to_find < records:
        raise OneKindOnly("beside the records to begin with, relevant and irrelevant ones are needed")
    places = [place for place, record in enumerate(order, start=1) if relevant[record]]
    if len(places) != to_find:
        raise ValueError(f"the order has {len(places)} of {to_find} relevant records")
    area = sum(records - place + 1 for place in places)
    best = records * to_find - to_find * (to_find - 1) / 2
    worst = to_find * (to_find + 1) / 2
    return Measures(
        recall_at_10=_found_in(places, records, 0.1),
        recall_at_20=_found_in(places, records, 0.2),
        wss_95=0.95 - places[_share_of(to_find) - 1] / records,
        loss=(best - area) / (best - worst),
        atd=sum(places) / to_find / records,
    )


def _found_in(places: Sequence[int], records: int, share: float) -> float:
    return sum(place <= share * records for place in places) / len(places)


def _share_of(to_find: int) -> int:
    """95 % of the relevant records, rounded up; less a hair, since 0.95 times 20 is 19 and not a little more."""
    return max(ceil(0.95 * to_find - 1e-9), 1)
