"""Frozen releases: what may follow what, refusals, and attacks by subtracting (the whole run is benchmarks/differencing.py)."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.disclosure import (
    FROZEN,
    HES_2018,
    SMALL_GROUP,
    Frozen,
    NotACountError,
    PresetError,
    Shown,
    StepOrderError,
    UnevenTableError,
    next_release,
)

SAID = {"said": (), "taken_up": ("said",)}
FEW = range(8)


def release(previous: Frozen[str, str] | None = None, **rows: tuple[int, int]) -> Frozen[str, str]:
    counts = {row: dict(zip(SAID, numbers, strict=True)) for row, numbers in rows.items()}
    return next_release(previous, counts, within=SAID)


def told(frozen: Frozen[str, str], row: str) -> tuple[str, str]:
    return str(frozen.cells[row, "said"]), str(frozen.cells[row, "taken_up"])


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((20, 10), ("20", "10")),
        ((7, 7), ("fewer than 8", "withheld")),
        ((0, 0), ("fewer than 8", "withheld")),
        ((20, 0), ("20", "withheld")),  # nobody of them would be told
        ((20, 20), ("20", "withheld")),  # so would everybody
        ((20, 13), ("20", "withheld")),  # seven are left out
        ((20, 12), ("20", "12")),
        ((9, 8), ("9", "withheld")),
    ],
)
def test_a_first_release(numbers: tuple[int, int], shown: tuple[str, str]) -> None:
    assert told(release(carers=numbers), "carers") == shown


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ((20, 10), (21, 10), False),  # one joined
        ((20, 10), (19, 10), False),  # one left
        ((20, 10), (27, 10), False),
        ((20, 10), (28, 10), True),
        ((28, 10), (20, 10), True),
        ((20, 10), (28, 11), False),  # eight joined, and one more was taken up
        ((20, 10), (28, 18), True),
        ((8, 0), (7, 0), False),  # the eighth left: that would tell the seven
        ((7, 0), (8, 0), False),
        ((7, 0), (14, 0), False),  # were there seven? then seven joined
        ((7, 0), (15, 0), True),  # whatever there were, eight joined at least
        ((0, 0), (15, 0), True),
        ((15, 0), (7, 0), True),
        ((14, 0), (6, 0), False),
        ((3, 0), (4, 1), False),  # nothing of it shows, so nothing is new
        ((20, 12), (20, 13), False),
    ],
)
def test_what_may_follow(before: tuple[int, int], after: tuple[int, int], new: bool) -> None:
    first = release(carers=before)
    second = release(first, carers=after)
    assert (second is not first) == new
    if new:
        assert second == release(carers=after)


def test_one_row_holds_back_the_whole_release() -> None:
    """Otherwise what is refreshed would tell that the rest changed a little."""
    first = release(carers=(20, 10), staff=(30, 10))
    assert release(first, carers=(40, 20), staff=(31, 10)) is first
    assert release(first, carers=(40, 20), staff=(30, 10)) is not first


def test_a_new_row_waits_until_it_can_be_seen() -> None:
    first = release(carers=(20, 10))
    assert release(first, carers=(20, 10), citizens=(3, 1)) is first
    grown = release(first, carers=(20, 10), citizens=(16, 8))
    assert grown.rows == ("carers", "citizens")
    assert told(grown, "citizens") == ("16", "8")


def test_a_row_that_is_gone_counts_as_nobody() -> None:
    first = release(carers=(20, 10), staff=(30, 15))
    assert told(release(first, carers=(20, 10)), "staff") == ("fewer than 8", "withheld")


def test_what_is_wrong_is_refused() -> None:
    with pytest.raises(PresetError):
        next_release(None, {"a": {"said": 9}}, within={"said": ()}, preset=HES_2018)
    with pytest.raises(PresetError):
        next_release(None, {"a": {"said": 9}}, within={"said": ()}, preset=SMALL_GROUP)
    with pytest.raises(StepOrderError):
        next_release(None, {}, within={"taken_up": ("said",), "said": ()})
    with pytest.raises(StepOrderError):
        next_release(None, {}, within={"said": ("said",)})
    with pytest.raises(UnevenTableError):
        next_release(None, {"a": {"said": 9}}, within=SAID)
    with pytest.raises(UnevenTableError):
        release(carers=(3, 4))
    with pytest.raises(NotACountError):
        release(carers=(3, -1))


numbers = st.tuples(st.integers(0, 45), st.integers(0, 45)).map(lambda both: (max(both), min(both)))
groups = st.dictionaries(st.sampled_from(["carers", "staff", "citizens"]), numbers, min_size=1)


@settings(max_examples=400, deadline=None)
@given(st.lists(groups, min_size=2, max_size=6))
def test_no_small_number_part_or_change_ever_shows(history: list[Mapping[str, tuple[int, int]]]) -> None:
    """Whatever happened: in each release, and between each and the one before it."""
    last: Frozen[str, str] | None = None
    for rows in history:
        now = release(last, **rows)
        for (row, step), shown in now.cells.items():
            if shown.value is not None:
                assert shown.value not in FEW
                for whole in SAID[step]:
                    of = now.cells[row, whole].value
                    assert of is not None
                    assert of - shown.value not in FEW
            before = Shown(0) if last is None else last.cells.get((row, step), Shown(0))
            if last is not None:
                assert apart(before, shown, now if shown.value is None else last, row, step)
        last = now


def apart(before: Shown, after: Shown, hidden_in: Frozen[str, str], row: str, step: str) -> bool:
    """Told in another way than the product does: every number that may be behind, against every other."""
    if before == after or (before.value is None and after.value is None):
        return True

    def behind(shown: Shown) -> set[int]:
        if shown.value is not None:
            return {shown.value}
        possible = set(FEW)
        for whole in SAID[step]:
            of = hidden_in.cells[row, whole].value
            possible |= {of - few for few in FEW} if of is not None else set()
        return possible

    return all(abs(one - other) >= 8 for one in behind(before) for other in behind(after))


@settings(max_examples=200, deadline=None)
@given(groups, st.sampled_from(["carers", "staff", "citizens"]), st.sampled_from([1, -1]), st.booleans())
def test_one_person_more_or_less_changes_nothing(
    rows: dict[str, tuple[int, int]], which: str, by: int, both: bool
) -> None:
    said, taken_up = rows.get(which, (0, 0))
    changed = (max(said + by, 0), max(taken_up + by, 0) if both else min(taken_up, max(said + by, 0)))
    first = release(None, **rows)
    assert release(first, **{**rows, which: changed}) is first


def test_a_withheld_part_may_be_many_things() -> None:
    """At least as many as "fewer than" allows."""
    for said in range(8, 60):
        for taken_up in range(said + 1):
            if told(release(carers=(said, taken_up)), "carers")[1] == "withheld":
                same = {n for n in range(said + 1) if told(release(carers=(said, n)), "carers")[1] == "withheld"}
                assert taken_up in same
                assert len(same) >= FROZEN.choices


# Attacks


@pytest.fixture(scope="module")
def differencing() -> ModuleType:
    """The benchmark, as a module."""
    path = Path(__file__).parents[3] / "benchmarks" / "differencing.py"
    spec = importlib.util.spec_from_file_location("differencing", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["differencing"] = module
    spec.loader.exec_module(module)
    return module


def test_a_thousand_attacks_find_nobody(differencing: ModuleType) -> None:
    told_ = differencing.run(1000, 7, differencing.ours, noughts=True)
    assert told_["recovered"] == 0
    assert told_["protected"] > 3000
    assert told_["second_releases"] > 5  # some were made, so there was something to subtract


def test_the_same_attack_finds_people_where_they_can_be_found(differencing: ModuleType) -> None:
    told_ = differencing.run(300, 7, differencing.gate_alone, noughts=False)
    assert told_["recovered"] > 10
