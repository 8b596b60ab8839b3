"""Groups from pairs, against connected components by breadth-first search, which knows nothing of the code."""

from __future__ import annotations

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from wesaid.evidence.duplicates.cluster import cluster

SIZE = 9
edges = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] != pair[1]), max_size=14
)


def components(size: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    near: dict[int, set[int]] = {place: set() for place in range(size)}
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    seen: set[int] = set()
    found = []
    for start in range(size):
        if start in seen:
            continue
        waiting, group = deque([start]), {start}
        while waiting:
            for place in near[waiting.popleft()] - group:
                group.add(place)
                waiting.append(place)
        seen |= group
        found.append(sorted(group))
    return sorted(found)


@given(edges)
def test_without_anything_to_keep_apart_groups_are_components(same: list[tuple[int, int]]) -> None:
    groups, refused = cluster(SIZE, same, [])
    assert groups == components(SIZE, same)
    assert refused == []


@given(edges, edges)
def test_what_is_kept_apart_never_meets(same: list[tuple[int, int]], apart: list[tuple[int, int]]) -> None:
    groups, refused = cluster(SIZE, same, apart)
    assert sorted(place for group in groups for place in group) == list(range(SIZE))
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    assert all(group_of[one] != group_of[other] for one, other in apart)
    joined = [pair for pair in same if pair not in refused]
    assert groups == components(SIZE, joined)
    for one, other in refused:
        together = set(groups[group_of[one]]) | set(groups[group_of[other]])
        assert any({a, b} <= together for a, b in apart), "a pair was refused without a reason"


def test_the_strongest_pair_joins_first() -> None:
    assert cluster(3, [(0, 1), (1, 2)], [(0, 2)]) == ([[0, 1], [2]], [(1, 2)])
    assert cluster(3, [(1, 2), (0, 1)], [(0, 2)]) == ([[0], [1, 2]], [(0, 1)])
