"""How much each decision counts: relevant records are few, and each of them must count for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

RATIO = 9.8  # all relevant decisions together count this many times as much as all irrelevant ones together
STRENGTH = 0.11  # how closely an average decision is followed


def weights(relevant: npt.NDArray[np.bool_], *, ratio: float = RATIO, strength: float = STRENGTH) -> Floats:
    """The weight of each decision, above 0.

    :param relevant: the decisions; both kinds are among them.

    All relevant ones together weigh ``ratio`` times all irrelevant ones, and the mean weight is ``strength``, as in the
    default of ASReview 3, whose two numbers these are (tuned by its authors on other reviews).
    """
    import numpy as np

    found = int(relevant.sum())
    each = np.where(relevant, ratio / found, 1 / (len(relevant) - found))
    return (each * (strength * len(relevant) / (ratio + 1))).astype(np.float32)
