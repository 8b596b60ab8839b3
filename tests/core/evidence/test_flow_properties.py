"""Drawn reviews, always the same ones: true numbers never raise a problem, and nothing is worked out that is not so."""

from __future__ import annotations

import random

import flow_oracle
import flow_worlds
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wesaid.evidence.flow import BOXES, Flow, Step, as_svg, as_text, from_counts, from_decisions


def numbers(flow: Flow) -> dict[str, int | None]:
    return {row.name: row.count for row in flow.rows()}


@given(lot=flow_worlds.lots())
@settings(derandomize=True, max_examples=150, deadline=None)
def test_decisions_give_every_box_as_counted_another_way_and_no_problem(lot) -> None:
    flow = from_decisions(flow_worlds.written(lot))
    assert flow.problems == ()
    assert numbers(flow) == flow_worlds.truth(lot)
    assert set(flow.unaccounted.values()) == {0}


@given(lot=flow_worlds.lots())
@settings(derandomize=True, max_examples=100, deadline=None)
def test_the_parts_of_a_box_are_its_sources_and_reasons(lot) -> None:
    flow = from_decisions(flow_worlds.written(lot))
    sources = {
        label: number for name in ("databases", "registers", "other_identified") if name in flow.boxes
        for label, number in flow.boxes[name].parts
    }  # fmt: skip
    assert sources == {source: sum(source == one[1] for one in lot) for source in {one[1] for one in lot}}
    reasons = dict(flow.boxes["reports_excluded"].parts)
    assert reasons == {
        reason: number for reason in flow_worlds.REASONS
        if (number := sum(fate == reason and origin != "other" for origin, _source, fate in lot))
    }  # fmt: skip


@given(lot=flow_worlds.lots(), seed=st.integers(0, 10))
@settings(derandomize=True, max_examples=50, deadline=None)
def test_the_order_of_the_records_does_not_matter(lot, seed: int) -> None:
    records = flow_worlds.written(lot)
    mixed = random.Random(seed).sample(records, len(records))
    assert from_decisions(mixed) == from_decisions(records)


@given(lot=flow_worlds.lots(), number=st.integers(0, 100))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_taking_one_number_away_leaves_only_what_does_not_need_it(lot, number: int) -> None:
    counts = flow_worlds.truth(lot)
    taken = sorted(counts)[number % len(counts)]
    before, after = from_counts(counts), from_counts(counts | {taken: None})
    assert after.boxes[taken].total is None
    for name, derived in after.derived.items():
        assert taken not in derived.computed_from
        assert derived.value in {None, counts.get(name)} or "_minus_" in name
    for name, rest in after.unaccounted.items():
        assert rest == 0 or (rest is None and before.unaccounted[name] == 0)
    assert all(sentence.startswith(("Not known: ", "From ")) for sentence in after.problems)


@given(lot=flow_worlds.lots(), kept=st.sets(st.sampled_from(sorted(BOXES))))
@settings(derandomize=True, max_examples=150, deadline=None)
def test_of_true_numbers_any_choice_leads_to_true_numbers(lot, kept: set[str]) -> None:
    counts = flow_worlds.truth(lot)
    flow = from_counts({name: number if name in kept else None for name, number in counts.items()})
    for name, number in numbers(flow).items():
        assert number is None or number == counts.get(name, number)
    assert set(flow.unaccounted.values()) <= {0, None}


@given(lot=flow_worlds.lots(), shift=st.integers(-5, 50))
@settings(derandomize=True, max_examples=200, deadline=None)
def test_another_total_is_unaccounted_for_by_as_many(lot, shift: int) -> None:
    counts = flow_worlds.truth(lot)
    assume(counts["identified"] + shift >= 0)
    del counts["after_duplicates"]
    before = from_counts(counts)
    after = from_counts(counts | {"identified": counts["identified"] + shift})
    assert dict(after.unaccounted) == dict(before.unaccounted) | {"identified": shift, "sources": shift}
    assert bool(after.problems) == (shift != 0)


_names = sorted(BOXES)
_written = st.dictionaries(st.sampled_from(_names), st.one_of(st.none(), st.integers(0, 8)), max_size=25)


@given(written=_written)
@settings(derandomize=True, max_examples=150, deadline=None)
def test_what_is_worked_out_is_forced_and_what_cannot_be_is_so(written: dict[str, int | None]) -> None:
    """Against linear programming, for any numbers in any boxes."""
    flow = from_counts(written)
    system = flow_oracle.System(written)
    wrong = [
        sentence for sentence in flow.problems
        if not sentence.startswith(("Not known: ", "From ")) and "no studies without" not in sentence
        and "more than one study" not in sentence
    ]  # fmt: skip
    assume(system.possible())
    assert wrong == []
    assert set(flow.unaccounted.values()) <= {0, None}
    for name, derived in flow.derived.items():
        if derived.value is not None and "_minus_" not in name:
            assert system.allowed(name) == pytest.approx((derived.value, derived.value))


def test_what_cannot_be_is_nearly_always_said() -> None:
    """Each sum is checked, not each way to combine them: of impossible flows few go unnoticed, none of one arm."""
    draw = random.Random(4)
    impossible = missed = 0
    for _ in range(400):
        plain = [name for name, box in BOXES.items() if box.step in {Step.ALWAYS, Step.OTHER}]
        pool = [name for name in plain if name != "studies_included"]
        if draw.random() < 0.5:
            pool = [name for name in pool if not name.startswith("other_") or name == "other_removed"]
        written = {name: draw.randint(0, 6) for name in pool if draw.random() < 0.4}
        if not flow_oracle.System(written).possible():
            impossible += 1
            said = [one for one in from_counts(written).problems if not one.startswith(("Not known: ", "From "))]
            if not said:
                missed += 1
                assert any(name in written for name in ("other_identified", "other_sought", "other_assessed",
                                                        "other_set_aside", "other_eligible", "other_excluded",
                                                        "other_not_retrieved"))  # fmt: skip
    assert impossible > 150
    assert missed <= impossible * 0.02


@given(written=_written)
@settings(derandomize=True, max_examples=150, deadline=None)
def test_any_flow_can_be_shown(written: dict[str, int | None]) -> None:
    flow = from_counts(written)
    assert as_text(flow)
    assert as_svg(flow) != as_svg(flow, wide=True)


def test_nothing_written_is_nothing_known() -> None:
    flow = from_counts({})
    assert set(numbers(flow).values()) == {None}
    assert set(flow.unaccounted.values()) == {None}
    assert "Where there were none, write 0." in flow.problems[0]
