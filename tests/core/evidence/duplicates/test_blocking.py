"""No pair that is the same is missed for want of a shared key, and the engine finds the same pairs as the dictionary."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import as_another_database, unlike, with_duplicates

from wesaid.evidence.duplicates import find_duplicates
from wesaid.evidence.duplicates.block import LARGE_BLOCK, NEIGHBOURS, candidate_pairs
from wesaid.evidence.duplicates.decide import decide
from wesaid.evidence.duplicates.normalise import normalise
from wesaid.evidence.reference import Reference


@pytest.mark.parametrize("seed", range(4))
def test_every_pair_that_is_the_same_is_found(seed: int) -> None:
    """Against all pairs: what any two records are to each other does not depend on whether they share a key."""
    chance = random.Random(seed)
    references, _truth = with_duplicates(70, seed)
    references += [replace(as_another_database(one, chance), id=one.id + "-third") for one in references[:30]]
    records = [normalise(one) for one in references]
    found = find_duplicates(references)
    group_of = {place: number for number, group in enumerate(found.groups) for place in group}
    same = [
        pair
        for pair in combinations(range(len(records)), 2)
        if decide(*(records[place] for place in pair)).verdict == "same"
    ]
    assert len(same) > 30
    assert [pair for pair in same if group_of[pair[0]] != group_of[pair[1]]] == []


_WORD = st.sampled_from(
    ["lungs", "singing", "older", "carers", "trial", "of", "the", "in", "a", "garden", "walking", "mood"]
)


@given(
    st.lists(
        st.builds(
            Reference,
            id=st.just("x"),
            title=st.lists(_WORD, min_size=2, max_size=6).map(" ".join),
            authors=st.lists(st.sampled_from(["Berg, A", "Ito, K", "Berg, Anna"]), max_size=2).map(tuple),
            year=st.sampled_from(["2019", "2020", ""]),
            volume=st.sampled_from(["1", "2", ""]),
            pages=st.sampled_from(["1-9", "1", "5-9", ""]),
            doi=st.sampled_from(["", "", "10.9999/a", "10.9999/b"]),
        ),
        max_size=8,
    )
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_same_pair_of_close_records_is_missed(references: list[Reference]) -> None:
    records = [normalise(one) for one in references]
    pairs = set(candidate_pairs(records))
    for one, other in combinations(range(len(records)), 2):
        if decide(records[one], records[other]).verdict == "same":
            assert (one, other) in pairs


def test_large_blocks_compare_neighbours_only() -> None:
    count = LARGE_BLOCK * 5
    records = [normalise(Reference(str(n), title=f"Editorial of the year, number {n:04}")) for n in range(count)]
    pairs = candidate_pairs(records)
    assert len(pairs) <= count * NEIGHBOURS * 2
    assert {(n, n + 1) for n in range(count - 1)} <= set(pairs)


def test_the_engine_finds_the_same_pairs() -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("numpy")
    from wesaid.evidence.duplicates.engine import candidate_pairs_of_many

    references, _truth = with_duplicates(300, seed=6)
    references += [
        Reference(f"e{n}", title="Editorial", year="2001", volume=str(n), authors=("Berg, A",)) for n in range(90)
    ]
    references += [replace(one, id="z" + one.id, title="Another start. " + one.title) for one in unlike(50, seed=6)]
    records = [normalise(one) for one in references]
    by_engine = candidate_pairs_of_many(records)
    assert list(by_engine.part(0, len(by_engine))) == candidate_pairs(records)
    assert list(by_engine.part(5, 9)) == candidate_pairs(records)[5:9]


def test_many_records_and_several_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of a million records, walked by few: the engine's pairs, judged in parts by two processes."""
    pytest.importorskip("duckdb")
    from wesaid.evidence.duplicates import find, partition

    references, _truth = with_duplicates(200, seed=8)
    plain = find_duplicates(references)
    monkeypatch.setattr(find, "LARGE", 10)
    monkeypatch.setattr(partition, "MANY", 10)
    monkeypatch.setattr(partition, "PART", 25)
    assert find_duplicates(references, processes=2) == plain
