"""Sums of money and time: nobody's share can be told from what is shown."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wesaid.disclosure import LT5, SMALL_GROUP, NotAnAmountError, Shown, amounts

ROWS = st.lists(
    st.tuples(st.integers(0, 25), st.sampled_from(["payment", "voucher", "training", "care"]), st.integers(0, 5000)),
    max_size=80,
)


def eight(group: str, amount: int = 1000, start: int = 0) -> list[tuple[int, str, int]]:
    return [(person, group, amount) for person in range(start, start + 8)]


def test_eight_people_with_the_same_are_shown() -> None:
    found = amounts(eight("payment"))
    assert (found.people, found.total, dict(found.groups)) == (Shown(8), 8000, {"payment": 8000})


def test_seven_people_are_not() -> None:
    found = amounts(eight("payment")[:7])
    assert (found.people, found.total, dict(found.groups)) == (Shown(None, 8), None, {"payment": None})


def test_nobody_is_nought() -> None:
    found = amounts([])
    assert (found.people, found.total, dict(found.groups)) == (Shown(0), 0, {})


def test_a_small_group_takes_the_next_one_with_it() -> None:
    rows = [*eight("payment"), *eight("voucher", start=4), (0, "care", 500), (1, "care", 500)]
    found = amounts(rows)
    assert found.total == 17000
    shown = [group for group, value in found.groups.items() if value is not None]
    assert found.groups["care"] is None
    assert len(shown) == 1, "the sum of what is withheld is about eight people and more"


def test_small_groups_that_are_many_people_together_leave_the_others_alone() -> None:
    rows = [*eight("payment"), *((p, "care", 500) for p in range(5)), *((p, "training", 500) for p in range(4, 9))]
    assert dict(amounts(rows).groups) == {"payment": 8000, "care": None, "training": None}


def test_one_person_with_most_of_it_hides_the_sum() -> None:
    rows = [*eight("payment", 100), (99, "payment", 900)]
    assert amounts(rows).total is None
    assert amounts([*eight("payment", 100), (99, "payment", 800)]).total == 1600  # half is not most


def test_two_people_with_nearly_all_of_it_hide_the_sum() -> None:
    """Neither has most of it, and each could tell what the other has."""
    few = [(person, "payment", 10) for person in range(6)]
    assert amounts([*few, (98, "payment", 970), (99, "payment", 970)]).total is None
    assert amounts([*few, (98, "payment", 600), (99, "payment", 600)]).total == 1260  # wrong by a tenth
    assert amounts([(98, "payment", 50), (99, "payment", 50), *((p, "payment", 0) for p in range(6))]).total is None


@given(ROWS)
def test_nobody_in_a_sum_can_tell_what_another_has(rows: list[tuple[int, str, int]]) -> None:
    """Each person takes their own from every sum that can be made; what is left is no other one's amount to within a tenth."""
    found = amounts(rows)
    if found.total is None or not found.total:
        return
    shown = {group for group, value in found.groups.items() if value is not None}
    parts = [part for part in [*({group} for group in shown), set(found.groups) - shown] if part]
    for size in range(1, len(parts) + 1):
        for some in combinations(parts, size):
            inside = set().union(*some)
            each: dict[int, int] = {}
            for person, group, amount in rows:
                if group in inside:
                    each[person] = each.get(person, 0) + amount
            total = sum(each.values())
            for attacker, own in each.items():
                for other, amount in each.items():
                    assert other == attacker or total - own - amount >= 0.1 * amount


def test_several_rows_of_one_person_are_one_person() -> None:
    assert amounts([(0, "payment", 100)] * 20).total is None


@pytest.mark.parametrize("amount", [-1, 1.5, True, "1"])
def test_what_is_no_amount(amount: object) -> None:
    with pytest.raises(NotAnAmountError):
        amounts([(0, "payment", amount)])  # type: ignore[list-item]


@given(ROWS, st.sampled_from([SMALL_GROUP, LT5]))
def test_whatever_can_be_worked_out_is_about_enough_people(rows: list[tuple[int, str, int]], preset: object) -> None:
    """An attacker adds and subtracts what is shown: every sum they can make is one that could be shown itself."""
    found = amounts(rows, preset)  # type: ignore[arg-type]
    if found.total is None:
        assert set(found.groups.values()) <= {None}
        return
    assert found.total == sum(amount for _p, _g, amount in rows)
    shown = {group for group, value in found.groups.items() if value is not None}
    for group in shown:
        assert found.groups[group] == sum(amount for _p, g, amount in rows if g == group)
    parts = [{group} for group in shown] + [set(found.groups) - shown]
    for size in range(1, len(parts) + 1):
        for some in combinations(parts, size):
            inside = set().union(*some)
            people = {person for person, group, _a in rows if group in inside}
            assert not preset.withholds(len(people))  # type: ignore[attr-defined]


@given(ROWS)
def test_the_order_of_rows_does_not_matter(rows: list[tuple[int, str, int]]) -> None:
    one, other = amounts(rows), amounts(list(reversed(rows)))
    assert (one.people, one.total, dict(one.groups)) == (other.people, other.total, dict(other.groups))
