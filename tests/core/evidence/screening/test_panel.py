"""A panel of people: each pair as if there were nobody else, and disagreements found by looking at every record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.evidence.screening.agree import NothingInCommon, alpha, compare
from wesaid.evidence.screening.panel import compare_panel

panels = st.dictionaries(
    st.sampled_from(["ann", "bo", "cy", "di"]),
    st.dictionaries(st.integers(1, 12), st.sampled_from(["include", "exclude"]), max_size=12),
    min_size=2,
)
BOTH = ("include", "exclude")


@given(panels)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_each_pair_is_as_if_there_were_nobody_else(people: dict[str, dict[int, str]]) -> None:
    items = {item for judged in people.values() for item in judged}
    said = {item: [judged[item] for judged in people.values() if item in judged] for item in items}
    if all(len(answers) < 2 for answers in said.values()):
        with pytest.raises(NothingInCommon):
            compare_panel(people, answers=BOTH, resamples=199)
        return
    found = compare_panel(people, answers=BOTH, resamples=199)
    assert found.items == len(items)
    assert found.alpha == alpha(people.values(), resamples=199)
    assert len(found.pairs) == len(people) * (len(people) - 1) // 2
    for (one, other), pair in found.pairs.items():
        common = people[one].keys() & people[other].keys()
        assert (pair is None) == (not common)
        if pair:
            assert pair == compare(people[one], people[other], answers=BOTH)
            assert pair.items == len(common)
            assert sum(map(sum, pair.table)) == len(common)
    assert set(found.disagreements) == {item for item, answers in said.items() if len(set(answers)) > 1}


def test_the_answers_of_all_count_for_pabak_of_each_pair() -> None:
    people = {"ann": {1: "a", 2: "b", 3: "a"}, "bo": {1: "a", 2: "b", 3: "b"}, "cy": {1: "c"}}
    found = compare_panel(people)
    pair = found.pairs["ann", "bo"]
    assert found.answers == ("a", "b", "c")
    assert pair is not None
    assert pair.pabak == pytest.approx((3 * (2 / 3) - 1) / 2)
    assert found.disagreements == (1, 3)
