"""When enough has been read: a test that says how sure one can be that the target was reached.

Callaghan & Müller-Hansen 2020, Statistical stopping criteria for automated screening in systematic reviews,
doi:10.1186/s13643-020-01521-4. What was read last is looked at as if it had been drawn at random from what was unread
before. If more than the target had been missed, so many relevant records would still have been there that finding so
few among the last ones read is unlikely; how unlikely, the hypergeometric distribution says. A ranking that brings
relevant records first makes this cautious: what was read last then has at least as many as what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]


class NotAProportion(ValueError):
    """A target recall lies above 0 and up to 1, a confidence strictly between 0 and 1."""


class MoreReadThanThere(ValueError):
    """No more records are read than there are."""


@dataclass(frozen=True, slots=True)
class Stopping:
    """Whether to stop, and why.

    Attributes:
        stop: the target is reached with the stated confidence, or everything has been read.
        recall, confidence: what was asked for.
        p: how likely it would be to find so few lately if the target were missed, 0 to 1.
        total, read, found: records; ``left`` is what need not be read if one stops now.
        sure_of: the share of the relevant records that one can be sure, at this confidence, to have found (0 to 1);
            0 where none was found.
    """

    stop: bool
    recall: float
    confidence: float
    p: float
    total: int
    read: int
    found: int
    sure_of: float

    @property
    def left(self) -> int:
        """Records not read."""
        return self.total - self.read

    @property
    def sentence(self) -> str:
        """The result in words."""
        sure = f"with {self.confidence:.0%} confidence at least {floor(self.sure_of * 1000) / 10:g}% of the relevant records"
        done = f"{self.found:,} relevant found in {self.read:,} of {self.total:,} records read"
        if not self.left:
            return f"Everything was read: {done}."
        if self.stop:
            return f"The target of {self.recall:.0%} is reached: {sure} are found. {done}; {self.left:,} are left."
        return f"Read on: {done}. So far {sure} are found, and the target is {self.recall:.0%}."


def stopping(decisions: Sequence[bool], total: int, *, recall: float = 0.95, confidence: float = 0.95) -> Stopping:
    """Test whether the target recall has been reached.

    :param decisions: for each record read, in the order of reading, whether it is relevant. Records chosen by hand to
        begin with come first, or are left out here and from ``total``.
    :param total: how many records there are, read and unread.
    :param recall: the share of the relevant records to find, above 0 and up to 1.
    :param confidence: how sure to be of it, between 0 and 1.
    :raises NotAProportion, MoreReadThanThere: as their names say.

    The test is made at any moment, over every stretch that ends with the last record read, and the most telling
    stretch counts, as in the paper. Testing again and again makes it a little less cautious than its name;
    docs/methods/stopping.md says how often the promise was kept.
    """
    if not 0 < recall <= 1 or not 0 < confidence < 1:
        raise NotAProportion(f"a recall of {recall} with a confidence of {confidence}")
    read = len(decisions)
    if read > total:
        raise MoreReadThanThere(f"{read} records are read and there are {total}")
    stretches = _stretches(decisions)
    found = sum(map(bool, decisions))
    # the fewest relevant records there can be in all if the target is missed; a fraction, since 19 / 0.95 is not 20
    missed = floor(found / Fraction(str(recall))) + 1
    p = _unlikely(stretches, total - read, found, missed)
    return Stopping(
        stop=read == total or p < 1 - confidence,
        recall=recall,
        confidence=confidence,
        p=p,
        total=total,
        read=read,
        found=found,
        sure_of=_sure_of(stretches, total - read, found, 1 - confidence),
    )


def _stretches(decisions: Sequence[bool]) -> Whole:
    """Length and relevant records of each stretch that ends now and begins just after a relevant record, or at the start.

    Those that begin elsewhere tell less: going back over records that are not relevant only makes the test stronger.
    """
    import numpy as np

    relevant = np.flatnonzero(np.asarray(decisions, dtype=bool))
    starts = np.concatenate([[0], relevant + 1])
    inside = len(relevant) - np.arange(len(starts))
    lengths = len(decisions) - starts
    found: Whole = np.stack([lengths, inside], axis=1)[lengths > 0]
    return found


def _unlikely(stretches: Whole, unread: int, found: int, in_all: int) -> float:
    """The smallest probability, over all stretches, of so few relevant records if there are ``in_all``."""
    from scipy.stats import hypergeom

    if in_all - found > unread:  # there is no room for so many: the target cannot have been missed
        return 0.0
    if not len(stretches):
        return 1.0
    lengths, inside = stretches[:, 0], stretches[:, 1]
    return float(hypergeom.cdf(inside, unread + lengths, in_all - (found - inside), lengths).min())


def _sure_of(stretches: Whole, unread: int, found: int, most: float) -> float:
    """``found`` over the largest number of relevant records that the test does not rule out."""
    if not found:
        return 1.0 if not unread else 0.0
    possible, ruled_out = found, found + unread + 1
    while ruled_out - possible > 1:  # the more there are, the less likely it is to have found so few
        middle = (possible + ruled_out) // 2
        if _unlikely(stretches, unread, found, middle) < most:
            ruled_out = middle
        else:
            possible = middle
    return found / possible


def first_stop(
    decisions: Sequence[bool], total: int, *, recall: float = 0.95, confidence: float = 0.95, every: int = 1
) -> int:
    """After how many records of a finished order :func:`stopping` would first have said stop; ``total`` if never.

    :param decisions: of all records in the order of reading, at least up to where the test says stop.
    :param every: test after every so many records.
    """
    for read in range(every, len(decisions) + 1, every):
        so_far = decisions[:read]
        found = sum(map(bool, so_far))
        missed = floor(found / Fraction(str(recall))) + 1
        if found and _unlikely(_stretches(so_far), total - read, found, missed) < 1 - confidence:
            return read
    return total
