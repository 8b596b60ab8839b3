"""A linear model of what is relevant, cheap enough to learn anew after every decision.

A support vector machine with squared hinge loss. Its dual is solved by Newton steps (Keerthi & DeCoste 2005, JMLR 6:341;
Chapelle 2007, doi:10.1162/neco.2007.19.5.1155), each by conjugate gradients that begin at the last solution: one
decision more changes little. Only the records that were decided on are touched; scores for all are one product.

Two such models, one of words and themes and one of pairs of words, are added up: see :class:`Learner`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wesaid.evidence.screening import balance
from wesaid.evidence.screening.features import Features, View

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Whole = npt.NDArray[np.int64]

_NEWTON = 5  # the most steps; the set of decisions that are not yet fitted rarely changes after two or three
_CONJUGATE = 40  # the most steps within each
_CLOSE = 1e-3  # how far from the solution the residual may be, relative to the answers: far closer than ranks differ


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned of one view: a weight for each column and for each theme."""

    columns: Floats
    themes: Floats

    def scores(self, view: View) -> Floats:
        """A number for each record; only their order means anything."""
        found: Floats = view.matrix @ self.columns + view.themes @ self.themes
        found += view.unsaid * (view.mean @ self.columns)
        return found

    def times(self, factor: float) -> Weights:
        """The same order, scores so many times as large."""
        return Weights((self.columns * factor).astype("float32"), (self.themes * factor).astype("float32"))


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned of words, and of pairs of words where these count already.

    ``scores`` has a number for each record: higher ones are more likely to be relevant, and only their order means anything.
    """

    words: Weights
    pairs: Weights | None
    scores: Floats


class Learner:
    """Learns from decisions, again and again; each time begins where it was.

    Words and themes find what is like the relevant records by and large. When hardly anything of that kind is left, those
    that are missing are in other company, and what two words say together ("literature review") tells more: then what is
    learned of pairs is added, each model's scores measured by how far they spread over the records that are not read.
    """

    def __init__(self, features: Features) -> None:
        self._features = features
        self._words, self._pairs = Machine(features.words), Machine(features.pairs)

    def learn(self, records: Whole, relevant: npt.NDArray[np.bool_]) -> Model:
        """The model for these decisions.

        :param records: the rows that were decided on, each once.
        :param relevant: the decision on each; both kinds are among them.
        """
        import numpy as np

        share = balance.share_of_pairs(int(relevant.sum()), len(relevant))
        words = self._words.learn(records, relevant)
        scores = words.scores(self._features.words)
        if not share:
            return Model(words, None, scores)
        pairs = self._pairs.learn(records, relevant)
        of_pairs = pairs.scores(self._features.pairs)
        # in units of the words: with pairs or without, scores are alike
        factor = share * _spread(scores, records) / _spread(of_pairs, records)
        return Model(words, pairs.times(factor), scores + of_pairs * np.float32(factor))


def _spread(scores: Floats, read: Whole) -> float:
    """The standard deviation of the scores of the records that are not read; 1 where they are all alike."""
    import numpy as np

    left = np.delete(scores, read)
    return float(left.std()) or 1.0 if len(left) else 1.0


class Machine:
    """The support vector machine of one view."""

    def __init__(self, view: View) -> None:
        import numpy as np

        self._view = view
        self._pull = np.zeros(view.matrix.shape[0], dtype=np.float32)  # of each record on the weights

    def learn(self, records: Whole, relevant: npt.NDArray[np.bool_]) -> Weights:
        """The weights for these decisions.

        :param records: the rows that were decided on, each once.
        :param relevant: the decision on each; both kinds are among them.
        """
        import numpy as np

        rows, themes = self._view.matrix[records], self._view.themes[records]
        across = rows.T.tocsr()
        answers = np.where(relevant, 1, -1).astype(np.float32)
        slack: Floats = np.reciprocal(2 * balance.weights(relevant))

        unsaid, mean = self._view.unsaid[records], self._view.mean
        along, length = rows @ mean, mean @ mean

        def similar(pull: Floats) -> Floats:
            silent = unsaid @ pull
            product: Floats = rows @ (across @ pull) + themes @ (themes.T @ pull) + pull.sum()
            product += along * silent + unsaid * (along @ pull + length * silent)
            return product

        own = np.asarray(rows.multiply(rows).sum(axis=1)).ravel() + (themes * themes).sum(axis=1) + 1
        own = own + unsaid * (2 * along + unsaid * length)
        pull: Floats = self._pull[records]
        open_ = answers * similar(pull) < 1 if pull.any() else np.ones(len(records), dtype=bool)
        for _ in range(_NEWTON):
            pull = _solve(similar, own + slack, slack, answers, pull * open_, open_)
            still_open = answers * similar(pull) < 1
            if (still_open == open_).all():
                break
            open_ = still_open
        self._pull[:] = 0
        self._pull[records] = pull
        return Weights(across @ pull + mean * (unsaid @ pull), themes.T @ pull)


def _solve(
    similar: Callable[[Floats], Floats],
    diagonal: Floats,
    slack: Floats,
    answers: Floats,
    pull: Floats,
    open_: npt.NDArray[np.bool_],
) -> Floats:
    """Conjugate gradients, scaled by the diagonal, for (similarity + slack) pull = answers over the open decisions."""
    import numpy as np

    residual: Floats = np.where(open_, answers - similar(pull) - slack * pull, 0).astype(np.float32)
    enough = _CLOSE * _CLOSE * float((answers[open_] ** 2 / diagonal[open_]).sum())
    scaled: Floats = (residual / diagonal).astype(np.float32)
    direction, size = scaled, float(residual @ scaled)
    for _ in range(_CONJUGATE):
        if size <= enough:
            break
        changed = np.where(open_, similar(direction) + slack * direction, 0)
        step = size / float(direction @ changed)
        pull = (pull + step * direction).astype(np.float32)
        residual = (residual - step * changed).astype(np.float32)
        scaled = (residual / diagonal).astype(np.float32)
        before, size = size, float(residual @ scaled)
        direction = (scaled + size / before * direction).astype(np.float32)
    return pull
