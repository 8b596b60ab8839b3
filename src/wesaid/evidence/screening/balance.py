"""How much each decision counts, since relevant records are few, and how much pairs of words count beside words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

# All relevant decisions together count so many times as much as all irrelevant ones together: at first, and in the end.
FIRST, LAST = 0.3, 25.0
HALFWAY = 15  # after so many relevant decisions it is half way between the two
STRENGTH = 0.11  # how closely an average decision is followed

# Pairs of words count up to so many times as much as words: half of it after so many relevant decisions, nothing where
# as many of the decisions as this, or more, were relevant.
PAIRS = 2.0
PAIRS_HALFWAY = 30
STILL_FINDING = 0.2


def ratio(found: int) -> float:
    """How many times as much the relevant decisions count together, when so many have been found (1 or more).

    With one or two of them, what is irrelevant is most of what is known: an order that keeps to the neighbours of a
    single unusual record, although one after the other is irrelevant, must let go of it.
    """
    return FIRST + (LAST - FIRST) * found / (found + HALFWAY)


def weights(relevant: npt.NDArray[np.bool_]) -> Floats:
    """The weight of each decision, above 0.

    :param relevant: the decisions; both kinds are among them.

    All relevant ones together weigh :func:`ratio` times all irrelevant ones, and the mean weight is ``STRENGTH``, which is that
    of ASReview 3's default.
    """
    import numpy as np

    found = int(relevant.sum())
    heavier = ratio(found)
    each = np.where(relevant, heavier / found, 1 / (len(relevant) - found))
    return (each * (STRENGTH * len(relevant) / (heavier + 1))).astype(np.float32)


def share_of_pairs(found: int, read: int) -> float:
    """How many times as much as words the pairs of words count, when so many of those read are relevant (1 or more).

    A pair is rarer than a word: it takes more relevant records to know which ones tell. And while every few records are
    relevant the words are right; the pairs are for the last ones, when hardly any is.
    """
    running_dry = max(0.0, 1 - found / read / STILL_FINDING)
    return PAIRS * found / (found + PAIRS_HALFWAY) * running_dry
