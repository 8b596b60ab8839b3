"""What may be shown of private ratings, and the gap: small tables, published values, oracles, properties, attacks."""

from __future__ import annotations

import os
import statistics
from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ladder_reader import FAMILIES, HATS, recovered, shown, some_world
from statsmodels.stats.proportion import confint_proportions_2indep

from wesaid.practice import ladder
from wesaid.practice.ladder import (
    FEWEST,
    LADDER,
    SPECTRUM,
    Answers,
    AnswersError,
    Earlier,
    Group,
    Released,
    Told,
    Why,
    Withheld,
    gap,
    middle,
    release,
    share_from,
    widest_gap,
)


def by_hat(**ratings: list[int]) -> dict[str, Answers]:
    names = {name.replace("_", " "): values for name, values in ratings.items()}
    return {hat: Answers.of(names.get(hat, [])) for hat in HATS}


def groups(released: Released) -> dict[tuple[str, ...], int]:
    return {group.hats: group.answers.people for group in released.groups}


def whys(released: Released) -> dict[str, Why]:
    return {one.hat: one.why for one in released.withheld}


# What is shown


def test_five_of_a_hat_are_shown_and_four_are_not() -> None:
    five = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    assert five.groups == (Group(("carer",), Answers(5, {3: 2, 4: 2, 5: 1})),)
    four = release(by_hat(carer=[3, 3, 4, 4]), FAMILIES)
    assert four.groups == ()
    assert whys(four) == dict.fromkeys(HATS, Why.TOO_FEW)


def test_small_hats_of_a_family_are_shown_together_and_never_across_families() -> None:
    released = release(by_hat(service_user=[3, 3], carer=[4, 4, 5], staff=[6, 6], manager=[7, 7]), FAMILIES)
    assert groups(released) == {("service user", "carer"): 5}
    assert whys(released) == {"staff": Why.TOO_FEW, "manager": Why.TOO_FEW, "citizen": Why.TOO_FEW}


def test_a_hat_that_is_enough_is_not_shown_together_with_a_small_one() -> None:
    """Six of both less five of one would be the one of the other."""
    released = release(by_hat(service_user=[1], carer=[4, 4, 5, 5, 5]), FAMILIES)
    assert groups(released) == {("carer",): 5}
    assert whys(released)["service user"] == Why.TOO_FEW


def test_a_hat_without_a_family_stands_alone() -> None:
    released = release(by_hat(citizen=[4] * 4, carer=[4] * 4), FAMILIES)
    assert released.groups == ()


def test_nobody_and_few_look_the_same() -> None:
    assert release(by_hat(carer=[]), FAMILIES) == release(by_hat(carer=[1, 7, 7]), FAMILIES)


def test_what_is_withheld_is_not_in_the_result() -> None:
    released = release(by_hat(carer=[1, 2, 3, 5]), FAMILIES)
    assert released.withheld == tuple(Withheld(hat, Why.TOO_FEW) for hat in HATS)
    assert set(Withheld.__dataclass_fields__) == {"hat", "why"}


@pytest.mark.parametrize(
    ("people", "counts"),
    [(2, {1: 1}), (1, {1: 2}), (-1, {}), (1, {1: 1.0}), (1, {1: True}), (3, {1: -1, 2: 4})],
)
def test_counts_that_cannot_be_are_refused(people: int, counts: dict[int, int]) -> None:
    with pytest.raises(AnswersError):
        Answers(people, counts)


ratings = st.lists(st.sampled_from(LADDER), max_size=9)
tables = st.fixed_dictionaries({hat: ratings.map(Answers.of) for hat in HATS})


@given(tables)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_groups_share_nobody_and_hold_five_or_more(table: dict[str, Answers]) -> None:
    released = release(table, FAMILIES)
    inside = [hat for group in released.groups for hat in group.hats]
    assert sorted(inside + [one.hat for one in released.withheld]) == sorted(HATS)
    for group in released.groups:
        assert group.answers.people >= FEWEST
        assert len({FAMILIES.get(hat, hat) for hat in group.hats}) == 1
        values = Counter(value for hat in group.hats for value in _spelt_out(table[hat]))
        assert {value: n for value, n in group.answers.counts.items() if n} == dict(values)
        if len(group.hats) > 1:  # nothing is hidden among those who could stand alone
            assert all(table[hat].people < FEWEST for hat in group.hats)


def _spelt_out(answers: Answers) -> list[int]:
    return [int(value) for value, people in answers.counts.items() for _person in range(people)]


# Beside an earlier time


def test_a_joiner_is_not_given_away_by_those_who_stayed_as_they_were() -> None:
    first = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    now = by_hat(carer=[3, 3, 4, 4, 5, 7])
    joined = Earlier(first.groups, joined=(frozenset({"carer"}),))
    assert groups(release(now, FAMILIES)) == {("carer",): 6}
    assert whys(release(now, FAMILIES, [joined]))["carer"] == Why.GIVES_AWAY


def test_where_others_changed_their_minds_too_it_is_shown() -> None:
    first = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    joined = Earlier(first.groups, joined=(frozenset({"carer"}),))
    assert groups(release(by_hat(carer=[3, 4, 4, 4, 5, 7]), FAMILIES, [joined])) == {("carer",): 6}


def test_the_same_people_are_shown_whatever_they_say_now() -> None:
    first = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    for now in ([3, 3, 4, 4, 5], [3, 3, 4, 4, 6]):
        assert groups(release(by_hat(carer=now), FAMILIES, [Earlier(first.groups)])) == {("carer",): 5}


def test_five_who_join_can_be_told_apart_as_five() -> None:
    first = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    joined = Earlier(first.groups, joined=(frozenset({"carer"}),) * 5)
    now = by_hat(carer=[3, 3, 4, 4, 5, 1, 2, 5, 6, 7])
    assert groups(release(now, FAMILIES, [joined])) == {("carer",): 10}


def test_somebody_of_another_hat_who_joins_changes_nothing() -> None:
    first = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    staff = Earlier(first.groups, joined=(frozenset({"staff"}),))
    assert groups(release(by_hat(carer=[3, 3, 4, 4, 6]), FAMILIES, [staff])) == {("carer",): 5}


def test_hats_shown_together_are_not_shown_apart_later_nor_the_other_way_round() -> None:
    together = release(by_hat(service_user=[2, 2, 3], carer=[4, 4, 5]), FAMILIES)
    now = by_hat(service_user=[2, 2, 3], carer=[4, 5, 5, 6, 6])
    assert groups(release(now, FAMILIES, [Earlier(together.groups)])) == {("service user", "carer"): 8}
    apart = release(by_hat(service_user=[2, 2, 3], carer=[4, 4, 5, 5, 6]), FAMILIES)
    now = by_hat(service_user=[2, 2, 3], carer=[4, 4, 5, 5])
    later = release(now, FAMILIES, [Earlier(apart.groups, left=(frozenset({"carer"}),))])
    assert later.groups == ()
    assert whys(later)["service user"] == whys(later)["carer"] == Why.GROUPED_OTHERWISE


def test_every_earlier_time_counts_not_only_the_last() -> None:
    first = release(by_hat(carer=[3, 3, 4, 4, 5]), FAMILIES)
    second = release(by_hat(carer=[1, 1, 2, 2, 2]), FAMILIES)
    now = by_hat(carer=[3, 3, 4, 4, 5, 7])
    joined = (frozenset({"carer"}),)
    both = [Earlier(first.groups, joined), Earlier(second.groups, joined)]
    assert groups(release(now, FAMILIES, both[1:])) == {("carer",): 6}
    assert whys(release(now, FAMILIES, both))["carer"] == Why.GIVES_AWAY


def test_where_several_answers_are_given_each_is_looked_at() -> None:
    then = {"carer": Answers(5, {"heard": 3, "held back": 3, "not asked": 1})}
    first = release(then, FAMILIES)
    joined = [Earlier(first.groups, joined=(frozenset({"carer"}),))]
    now = {"carer": Answers(6, {"heard": 3, "held back": 4, "not asked": 2})}
    assert whys(release(now, FAMILIES, joined)) == {"carer": Why.GIVES_AWAY}
    moved = {"carer": Answers(6, {"heard": 1, "held back": 4, "not asked": 2})}
    assert groups(release(moved, FAMILIES, joined)) == {("carer",): 6}


WORLDS = int(os.environ.get("WESAID_ATTACK_WORLDS", "60"))
"""Worlds of each of nine sizes; in each, three people are gone for. With 400 that is more than 10,000 attacks."""


@pytest.mark.parametrize("people", [5, 6, 8, 10, 12, 14, 20, 28, 40])
def test_nobody_is_recovered_by_comparing_two_times(people: int) -> None:
    chance = Random(people)
    found = 0
    for _number in range(WORLDS):
        world, targets = some_world(chance, people)
        found += sum(recovered(world, target) for target in targets)
    assert found == 0


def test_without_the_rule_many_are_recovered() -> None:
    """So that the attack is one."""
    chance = Random(1)
    found = 0
    for _number in range(200):
        world, targets = some_world(chance, 12)
        found += sum(recovered(world, target, compared=False) for target in targets[:2])
    assert found > 20


def test_the_second_time_is_often_shown_where_minds_change() -> None:
    """The rule withholds what must be, and not everything: a third of the people give a new answer, and one joins."""
    chance, kept = Random(2), 0
    for _number in range(200):
        then = [chance.choice(LADDER) for _person in range(9)]
        now = [chance.choice(LADDER) if chance.random() < 1 / 3 else value for value in then] + [chance.choice(LADDER)]
        first = release(by_hat(staff=then), FAMILIES)
        second = release(by_hat(staff=now), FAMILIES, [Earlier(first.groups, joined=(frozenset({"staff"}),))])
        kept += len(second.groups)
    assert kept > 150


def test_two_times_of_the_reader_are_what_release_gives() -> None:
    world, _targets = some_world(Random(3), 12)
    first, second = shown(world)
    assert first == release({hat: Answers.of(p.rating for p in world if p.then == hat) for hat in HATS}, FAMILIES)
    assert {hat for group in second.groups for hat in group.hats} <= set(HATS)


# The gap


@given(st.lists(st.sampled_from(LADDER), min_size=1, max_size=40))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_the_middle_is_the_lower_and_the_upper_median(values: list[int]) -> None:
    answers = Answers.of(values)
    assert middle(answers) == (statistics.median_low(values), statistics.median_high(values))
    for step in LADDER:
        assert share_from(answers, step).positive == sum(value >= step for value in values)


def test_there_is_no_middle_of_nobody_or_of_several_answers() -> None:
    for answers in (Answers(0, {}), Answers(2, {1: 2, 2: 1})):
        with pytest.raises(AnswersError):
            middle(answers)


def group(hat: str, high: int, people: int) -> Group:
    return Group((hat,), Answers.of([7] * high + [2] * (people - high)))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((6, 7), (2, 7), 0.0582, 0.8062)],
)
def test_the_interval_is_the_published_one(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe 1998, table II, method 10, contrasts (a) to (c)."""
    found = gap(group("staff", *one), group("carer", *other), 6)
    assert (round(found.difference.low, 4), round(found.difference.high, 4)) == (low, high)
    assert found.told == Told.APART
    assert found.lower.hats == ("carer",)


def test_what_can_be_said_of_two_groups() -> None:
    staff, carers = Answers.of([7, 7, 6, 7, 6]), Answers.of([4, 4, 5, 3, 4, 6, 4])
    far = gap(Group(("staff",), staff), Group(("carer",), carers), 6)
    assert (far.steps, far.told, far.higher.hats) == (3.0, Told.APART, ("staff",))
    near = gap(Group(("staff",), Answers.of([5, 5, 5, 6, 4])), Group(("carer",), Answers.of([4, 4, 4, 5, 5])), 6)
    assert (near.steps, near.told) == (1.0, Told.MAY_BE_CHANCE)
    same = gap(Group(("staff",), Answers.of([5, 5, 5, 6, 4])), Group(("carer",), Answers.of([5, 5, 4, 5, 5])), 6)
    assert (same.steps, same.told) == (0.0, Told.ALIKE)
    half = gap(Group(("staff",), Answers.of([4, 4, 4, 5, 5, 5])), Group(("carer",), Answers.of([4] * 5)), 6)
    assert half.steps == 0.5


@given(st.lists(st.lists(st.sampled_from(LADDER), min_size=5, max_size=12), min_size=0, max_size=4))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_the_widest_gap_is_the_widest_and_does_not_hang_on_the_order(lists: list[list[int]]) -> None:
    found = tuple(Group((f"hat {n}",), Answers.of(values)) for n, values in enumerate(lists))
    widest = widest_gap(Released(found, ()), 6)
    if len(found) < 2:
        assert widest is None
        return
    medians = [statistics.median(values) for values in lists]
    assert widest is not None
    assert widest.steps == max(abs(a - b) for a, b in combinations(medians, 2))
    back = widest_gap(Released(found[::-1], ()), 6)
    assert back is not None
    assert (back.steps, back.difference) == (widest.steps, widest.difference)


def test_those_who_did_not_say_are_not_compared() -> None:
    found = (group("not stated", 5, 5), group("carer", 0, 5), group("staff", 3, 5))
    widest = widest_gap(Released(found, ()), 6, not_compared=["not stated"])
    assert widest is not None
    assert {widest.lower.hats, widest.higher.hats} == {("carer",), ("staff",)}
    assert widest_gap(Released(found[:2], ()), 6, not_compared=["not stated"]) is None


def test_there_are_seven_steps_and_five_levels_and_no_sum() -> None:
    assert (len(LADDER), len(SPECTRUM)) == (7, 5)
    assert dict(ladder.WITH) == {"ladder": 6, "spectrum": 4}
    assert not [name for name in ladder.__all__ if "sum" in name or "total" in name or "score" in name]


@pytest.mark.parametrize("number", [2, 3, 4])
def test_groups_that_are_alike_seldom_look_apart_however_many_are_shown(number: int) -> None:
    """The widest of several gaps is picked after the fact. 600 rounds of groups drawn from one and the same answers."""
    chance = Random(20220627)
    apart = 0
    for _round in range(600):
        drawn = [chance.choices(LADDER, [1, 2, 3, 4, 4, 4, 2], k=8) for _group in range(number)]
        groups = tuple(Group((str(place),), Answers.of(values)) for place, values in enumerate(drawn))
        found = widest_gap(Released(groups, ()), 6)
        assert found is not None
        apart += found.told == Told.APART
    assert apart / 600 < 0.075  # 5 %, and what chance does to 600


def test_the_doubt_is_shared_out_among_the_pairs() -> None:
    high, low = Group(("high",), Answers.of([7] * 9 + [5])), Group(("low",), Answers.of([3] * 6 + [6] * 4))
    third = Group(("third",), Answers.of([5] * 10))
    two = widest_gap(Released((high, low), ()), 6)
    three = widest_gap(Released((high, low, third), ()), 6)
    assert two
    assert three
    assert (three.higher, three.lower) == (high, low)
    wide = confint_proportions_2indep(9, 10, 4, 10, method="newcomb", compare="diff", alpha=0.05 / 3)
    assert (three.difference.low, three.difference.high) == pytest.approx(wide)
    assert three.difference.low < two.difference.low
