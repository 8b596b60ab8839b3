"""A linear model of what is relevant, cheap enough to learn anew after every decision.

A support vector machine with squared hinge loss. Its dual is solved by Newton steps (Keerthi & DeCoste 2005, JMLR 6:341;
Chapelle 2007, doi:10.1162/neco.2007.19.5.1155), each by conjugate gradients that begin at the last solution: one
decision more changes little. Only the records that were decided on are touched; scores for all are one product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wesaid.evidence.screening import balance
from wesaid.evidence.screening.features import Features

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Whole = npt.NDArray[np.int64]

_NEWTON = 5  # the most steps; the set of decisions that are not yet fitted rarely changes after two or three
_CONJUGATE = 40  # the most steps within each
_CLOSE = 1e-3  # how far from the solution the residual may be, relative to the answers: far closer than ranks differ


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: a weight for each column and for each theme. Higher scores are more likely to be relevant."""

    columns: Floats
    themes: Floats

    def scores(self, features: Features) -> Floats:
        """A number for each record; only their order means anything."""
        found: Floats = features.matrix @ self.columns + features.themes @ self.themes
        found += features.unsaid * (features.mean @ self.columns)
        return found


class Learner:
    """Learns from decisions, again and again; each time begins where it was."""

    def __init__(self, features: Features) -> None:
        import numpy as np

        self._features = features
        self._pull = np.zeros(features.matrix.shape[0], dtype=np.float32)  # of each record on the model

    def learn(self, records: Whole, relevant: npt.NDArray[np.bool_]) -> Model:
        """The model for these decisions.

        :param records: the rows that were decided on, each once.
        :param relevant: the decision on each; both kinds are among them.
        """
        import numpy as np

        rows, themes = self._features.matrix[records], self._features.themes[records]
        across = rows.T.tocsr()
        answers = np.where(relevant, 1, -1).astype(np.float32)
        slack: Floats = np.reciprocal(2 * balance.weights(relevant))

        unsaid, mean = self._features.unsaid[records], self._features.mean
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
        return Model(across @ pull + mean * (unsaid @ pull), themes.T @ pull)


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
