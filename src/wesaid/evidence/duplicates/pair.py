"""Two records and what was found between them, and what rules and doubts ask of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from wesaid.evidence.duplicates.levels import NEAR, SAME, Levels
from wesaid.evidence.duplicates.normalise import Comparable

AGREE = (SAME, NEAR)
_DIGITS = re.compile(r"\d+")


class Pair(NamedTuple):
    """Two records and what was found between them."""

    one: Comparable
    other: Comparable
    levels: Levels


def do_not_overlap(one: Comparable, other: Comparable) -> bool:
    """Whether both give their first and last page, and no page is in both."""
    if not one.last_page or not other.last_page:
        return False
    ends = [_DIGITS.search(page) for page in (one.first_page, one.last_page, other.first_page, other.last_page)]
    first, last, begin, end = (int(found[0]) if found else 0 for found in ends)
    return last < begin or end < first
