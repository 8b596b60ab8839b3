"""From pairs that are the same to groups of records of one publication.

If A is B and B is C, then A is C; but not where A and C were seen to be two publications. So the strongest pairs join
first, and a pair is refused that would bring together two records that a rule keeps apart: a sparse record that fits
both of two publications then goes to a person instead of gluing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Edge = tuple[int, int]


def cluster(size: int, same: Sequence[Edge], apart: Iterable[Edge]) -> tuple[list[list[int]], list[Edge]]:
    """Groups of the places 0 to ``size - 1``, each in order, and the pairs that were refused.

    Args:
        size: how many records there are.
        same: pairs to join, the strongest first.
        apart: pairs that must not come together.
    """
    group = list(range(size))
    members: dict[int, list[int]] = {}
    foes: dict[int, set[int]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    refused = []
    for one, other in same:
        a, b = group[one], group[other]
        if a == b:
            continue
        small, large = members.get(a, [a]), members.get(b, [b])
        if len(small) > len(large):
            a, b, small, large = b, a, large, small
        if _meet(small, b, group, foes):
            refused.append((one, other))
            continue
        for place in small:
            group[place] = b
        members[b] = large + small
        members.pop(a, None)
    found: dict[int, list[int]] = {}
    for place, name in enumerate(group):
        found.setdefault(name, []).append(place)
    return sorted(found.values()), refused


def _meet(small: Sequence[int], large: int, group: Sequence[int], foes: dict[int, set[int]]) -> bool:
    """Whether a record of the small group has one of the large group that it must not meet."""
    return any(group[foe] == large for place in small for foe in foes.get(place, ()))
