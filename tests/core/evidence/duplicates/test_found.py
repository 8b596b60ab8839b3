"""What must hold of everything that is found, whatever the records are."""

from __future__ import annotations

import random
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import groups_of, ids_of, unlike, with_duplicates

from wesaid.evidence.duplicates import find_duplicates, merge, undo
from wesaid.evidence.duplicates.decide import RULES
from wesaid.evidence.reference import Reference


def test_duplicates_are_found_and_nothing_else_is_merged() -> None:
    references, truth = with_duplicates(400)
    found = find_duplicates(references)
    assert groups_of(found) <= truth
    assert len(groups_of(found)) >= 0.97 * len(truth)


def test_records_that_are_unlike_stay_apart() -> None:
    found = find_duplicates(unlike(800, seed=3))
    assert found.removed == 0
    assert (found.same, found.review) == ((), ())


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_records_does_not_matter(seed: int) -> None:
    references, _truth = with_duplicates(150, seed=9)
    shuffled = random.Random(seed).sample(references, len(references))
    one, other = find_duplicates(references), find_duplicates(shuffled)
    assert groups_of(one) == groups_of(other)
    for verdicts in ("same", "linked", "review"):
        assert ids_of(one, getattr(one, verdicts)) == ids_of(other, getattr(other, verdicts))
    assert one.compared == other.compared


@pytest.mark.parametrize("new_ids", [True, False])
def test_everything_twice_is_found_twice(new_ids: bool) -> None:
    references, _truth = with_duplicates(200, seed=4)
    once = find_duplicates(references)
    copies = [replace(one, id=one.id + "-again", source="three") if new_ids else one for one in references]
    twice = find_duplicates([*references, *copies])
    assert twice.removed == len(references) + once.removed
    assert len(twice.groups) == len(once.groups)
    for group in once.groups:
        (double,) = (other for other in twice.groups if set(group) <= set(other))
        assert set(double) == {*group, *(place + len(references) for place in group)}


def test_no_records_and_one_record() -> None:
    nothing = find_duplicates([])
    assert (nothing.groups, nothing.removed, nothing.compared) == ((), 0, 0)
    alone = find_duplicates([Reference("a", title="Alone")])
    assert (alone.groups, alone.removed) == (((0,),), 0)


def test_blank_records_are_kept_and_nobody_is_asked() -> None:
    found = find_duplicates([Reference(str(number)) for number in range(30)])
    assert found.removed == 0
    assert found.review == ()
    assert len(found.groups) == 30


def test_ten_thousand_copies_of_one_record_are_one() -> None:
    record = unlike(1)[0]
    found = find_duplicates([replace(record, id=str(number)) for number in range(10_000)])
    assert len(found.groups) == 1
    assert found.removed == 9_999


def test_copies_that_say_too_little_go_to_a_person() -> None:
    found = find_duplicates([Reference("a", title="Editorial"), Reference("b", title="Editorial")])
    assert found.removed == 0
    (question,) = found.review
    assert question.why.startswith("review: every field says the same, but too few fields say anything")


def test_each_decided_pair_explains_itself() -> None:
    references, _truth = with_duplicates(120, seed=2)
    found = find_duplicates(references)
    decided = list(found.decided())
    assert len(decided) == found.compared
    assert {one.verdict for one in decided} >= {"same", "different"}
    for one in decided:
        assert RULES[one.rule] in one.why
        assert one.why.startswith(one.verdict)
        assert one.why.endswith(f"sum {one.score:+.1f}") or "sum" in one.why
        assert "title" in one.why


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_merge_keeps_everything_and_can_be_undone(data: st.DataObject) -> None:
    text = st.text(max_size=12)
    members = data.draw(
        st.lists(
            st.builds(
                Reference,
                id=st.text(min_size=1, max_size=4),
                title=text,
                authors=st.lists(text, max_size=3).map(tuple),
                doi=text,
                abstract=text,
                source=text,
                extra=st.lists(st.tuples(text, text), max_size=2).map(tuple),
            ),
            min_size=1,
            max_size=5,
        )
    )
    merged = merge(members)
    assert undo(merged) == tuple(members)
    assert set(merged.sources) == {one.source for one in members if one.source}
    for name in ("title", "authors", "doi", "abstract"):
        values = {getattr(one, name) for one in members if getattr(one, name)}
        assert set(merged.values(name)) == values
        assert bool(getattr(merged.reference, name)) == bool(values)
        assert getattr(merged.reference, name) in values | {"", ()}
    assert merge(members[::-1]).reference == merged.reference or len({(m.id, m.source) for m in members}) < len(members)


def test_records_of_any_size_cost_little() -> None:
    """Three thousand authors, a million brackets: as physics has them, and as somebody with bad intent sends them."""
    crowd = tuple(f"Berg{number}, A" for number in range(3000))
    noise = (" " * 300_000, "[" * 300_000, "[a]" * 100_000, "<" * 300_000, "erratum " * 40_000)
    references = [
        Reference(f"c{number}", title=f"Choirs of Fife {number}", authors=crowd[number:]) for number in range(4)
    ]
    references += [
        Reference(
            f"{place}{number}",
            title=word + str(number),
            journal=word,
            pages=word,
            doi=word,
            abstract=word,
            authors=(word,),
        )
        for place, word in enumerate(noise)
        for number in range(3)
    ]
    start = process_time()
    find_duplicates(references)
    assert process_time() - start < 2


_HOSTILE = st.text(
    alphabet=st.characters(codec="utf-8") | st.sampled_from("[]()<>{}'\"\\.*+?^$|=-@\x00\n\u202e\u200f\u0301\ufeff"),
    max_size=60,
)


@given(
    st.lists(
        st.builds(
            Reference,
            id=_HOSTILE,
            kind=_HOSTILE,
            title=_HOSTILE,
            authors=st.lists(_HOSTILE, max_size=3).map(tuple),
            year=_HOSTILE,
            journal=_HOSTILE,
            volume=_HOSTILE,
            number=_HOSTILE,
            pages=_HOSTILE,
            doi=_HOSTILE,
            abstract=_HOSTILE,
        ),
        max_size=6,
    )
)
@settings(max_examples=150, deadline=None)
def test_hostile_words_break_nothing(references: list[Reference]) -> None:
    found = find_duplicates(references)
    assert sorted(place for group in found.groups for place in group) == list(range(len(references)))
    assert [one.members for one in found.merged] == [
        tuple(references[place] for place in group) for group in found.groups
    ]
