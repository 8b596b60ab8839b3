"""How much each decision counts: relevant records are few, and each of them must count for more."""

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
