"""Every small trail, against the rules written a second time (fate_oracle.py), and the promises that always hold.

The families below are complete: every combination of the listed values is tried, none is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations_with_replacement, product

from fate_oracle import ORDER, alone, expected

from wesaid.practice.fate import (
    Act,
    Action,
    ActionState,
    Change,
    Contribution,
    Decision,
    Fate,
    Outcome,
    Reason,
    Result,
    Trail,
    Whose,
    Why,
    fates,
)

A = frozenset({"a"})
ANN = frozenset({"ann"})
NOBODY: frozenset[str] = frozenset()
STATES = tuple(ActionState)
TRIES: tuple[tuple[Act | None, ...], ...] = (
    (),
    (None,),
    (Act.ADOPT,),
    (Act.ADAPT,),
    (Act.ABANDON,),
    (Act.ADAPT, None),
)


def decision(order: int, result: Result, on: frozenset[str] = A, **more: object) -> Decision:
    reason = None if result in {Result.GO_AHEAD, Result.TRY_OUT} else (Reason.MONEY, Reason.TIME, None)[order % 3]
    again = date(2026, 1, 1 + order) if result == Result.LATER else None
    return Decision(f"D{order}", order, result, on, reason=reason, look_again=again, **more)  # type: ignore[arg-type]


def records(actions: tuple[Action, ...], on: frozenset[str] = A) -> Iterator[tuple[Change, ...]]:
    """Nothing recorded; a change or "nothing changed", by itself or through one action; both at once."""
    yield ()
    for changed in (True, False):
        yield (Change("C1", on, changed),)
        for action in actions:
            yield (Change("C1", on, changed, frozenset({action.key})),)
    yield (Change("C1", on, False), Change("C2", on, True))


def check(trail: Trail) -> None:
    found = fates(trail)["a"]
    assert found == expected(trail), trail
    hold_promises(trail, found)


def hold_promises(trail: Trail, fate: Fate) -> None:
    done = fate.outcome in {Outcome.DONE_CHANGED, Outcome.DONE_NO_CHANGE}
    if done:
        assert trail.changes or any(action.state == ActionState.DONE for action in trail.actions)
    if fate.outcome == Outcome.DONE_CHANGED:
        assert any(change.changed for change in trail.changes)
    if fate.whose == Whose.WE:
        voices = {voice for said in trail.contributions for voice in said.voices}
        assert any(one.there & voices for one in trail.decisions if one.key == fate.decision)
        if done or (fate.outcome in {Outcome.BEING_DONE, Outcome.BEING_TRIED} and fate.why != Why.NOBODY_YET):
            assert any(one.workers & voices for one in trail.actions)
    assert (fate.whose is None) == (fate.outcome in {Outcome.WAITING, Outcome.TALKED_ABOUT})
    assert all(ORDER.index(fate.outcome) < ORDER.index(other) for other in fate.also)
    if fate.outcome in {Outcome.LATER, Outcome.NOT_DONE, Outcome.DONE_NO_CHANGE}:
        assert fate.why is not None


def test_one_decision_and_up_to_two_pieces_of_work() -> None:
    said = (Contribution("a", "ann"),)
    first = [
        Action("W1", A, state, under, workers, tries)
        for state, under, workers, tries in product(STATES, ("D0", None), (ANN, NOBODY), TRIES)
    ]
    second = [
        Action("W2", A, state, under, NOBODY, tries) for state, under, tries in product(STATES, ("D0", None), TRIES)
    ]
    work: list[tuple[Action, ...]] = [(), *((one,) for one in first), *product(first, second)]
    count = 0
    for actions in work:
        for result in Result:
            if len(actions) == 2 and result in {Result.NOT_NOW, Result.LATER}:
                continue  # they treat work as "no" does; tried with one piece of work
            decided = (decision(0, result, there=ANN),)
            for changes in records(actions) if len(actions) < 2 else ((), (Change("C1", A, True, frozenset({"W2"})),)):
                check(Trail(said, decided, actions, changes))
                count += 1
    assert count == 30_548


def test_no_decision() -> None:
    count = 0
    loose = [Action("W1", A, state, None, workers) for state, workers in product(STATES, (ANN, NOBODY))]
    pairs = [(one, replace(two, key="W2")) for one, two in product(loose, loose)]
    for talked_about in (False, True):
        for actions in [(), *((one,) for one in loose), *pairs]:
            for changes in records(actions):
                check(Trail((Contribution("a", "ann", talked_about=talked_about),), (), actions, changes))
                count += 1
    assert count == 1_128


def test_every_way_three_decisions_can_replace_each_other() -> None:
    said = (Contribution("a", "ann"),)
    shapes = list(product((NOBODY, {"D0"}), (NOBODY, {"D0"}, {"D1"}, {"D0", "D1"})))
    work: list[tuple[Action, ...]] = [()]
    for state, under, tries in product(STATES, ("D0", "D1", "D2", None), ((), (Act.ADOPT,), (Act.ABANDON,))):
        work.append((Action("W1", A, state, under, ANN, tries),))
    count = 0
    for (second, third), results in product(shapes, product(Result, repeat=3)):
        decided = (
            decision(0, results[0], there=ANN),
            decision(1, results[1], replaces=frozenset(second)),
            decision(2, results[2], there=ANN, replaces=frozenset(third)),
        )
        for actions in work:
            check(Trail(said, decided, actions))
            count += 1
        for changed in (True, False):
            check(Trail(said, decided, (), (Change("C1", A, changed),)))
            count += 1
    assert count == 51_000


def test_decisions_about_some_of_two_contributions() -> None:
    said = (Contribution("a", "ann"), Contribution("b", "bea"))
    about = (A, frozenset({"b"}), frozenset({"a", "b"}))
    results = (Result.GO_AHEAD, Result.LATER, Result.NO)
    shapes = list(product((NOBODY, {"D0"}), (NOBODY, {"D0"}, {"D1"}, {"D0", "D1"})))
    count = 0
    for (second, third), on, what in product(shapes, product(about, repeat=3), product(results, repeat=3)):
        decided = (
            decision(0, what[0], on[0], there=ANN),
            decision(1, what[1], on[1], there=frozenset({"bea"}), replaces=frozenset(second)),
            decision(2, what[2], on[2], there=ANN, replaces=frozenset(third)),
        )
        for actions in ((), (Action("W1", on[0], ActionState.DONE, "D0", ANN),)):
            trail = Trail(said, decided, actions)
            found = fates(trail)
            for one in said:
                assert found[one.key] == expected(alone(trail, one, {one.key}))
                count += 1
    assert count == 23_328


def _small_records(on: frozenset[str], name: str, order: int) -> list[tuple[tuple[Decision, ...], tuple[Action, ...]]]:
    """Ten things that can be on record about a contribution, one for each outcome and two more."""
    there = frozenset({"ann"})
    go = replace(decision(order, Result.GO_AHEAD, on, there=there), key=f"D{name}")
    work = Action(f"W{name}", on, ActionState.DOING, go.key, ANN)
    attempt = replace(go, result=Result.TRY_OUT)
    return [
        ((), ()),
        ((replace(decision(order, Result.LATER, on), key=go.key),), ()),
        ((replace(decision(order, Result.NO, on, there=there), key=go.key),), ()),
        ((attempt,), (work,)),
        ((attempt,), (replace(work, tries=(Act.ABANDON,)),)),
        ((go,), ()),
        ((go,), (work,)),
        ((go,), (replace(work, state=ActionState.DONE, workers=NOBODY),)),
        ((go,), (replace(work, state=ActionState.STOPPED),)),
        ((), (replace(work, state=ActionState.DONE, decision=None),)),
    ]


def test_merges_share_the_facts_and_keep_their_own_we() -> None:
    count = 0
    chains = (
        (Contribution("a", "ann"), Contribution("b", "bea", merged_into="a"), Contribution("c", merged_into="b")),
        (Contribution("a", "ann", merged_into="b"), Contribution("b", "bea"), Contribution("c", merged_into="b")),
        (
            Contribution("a", "ann", merged_into="c"),
            Contribution("b", "bea", "ann", merged_into="c"),
            Contribution("c"),
        ),
    )
    for said, first, second in product(chains, _small_records(A, "x", 0), _small_records(frozenset({"b"}), "y", 1)):
        for changes in ((), (Change("C1", frozenset({"c"}), True),), (Change("C1", frozenset({"c"}), False),)):
            for replaces in (NOBODY, frozenset({"Dx"})):
                if replaces and not (first[0] and second[0]):
                    continue
                decided = first[0] + tuple(replace(one, replaces=replaces) for one in second[0])
                trail = Trail(said, decided, first[1] + second[1], changes)
                found = fates(trail)
                for one in said:
                    assert found[one.key] == expected(alone(trail, one, {"a", "b", "c"}))
                    count += 1
                assert len({(one.outcome, one.why, one.also, one.decision) for one in found.values()}) == 1
    assert count == 4_428


def test_splits_inherit_and_are_put_together() -> None:
    said = (
        Contribution("a", "ann"),
        Contribution("p", "ann", part_of="a"),
        Contribution("q", "bea", part_of="a", talked_about=True),
        Contribution("r", "ann", part_of="p"),
    )
    lineage = {"q": {"q", "a"}, "r": {"r", "p", "a"}}
    count = 0
    for whole, one, two in product(
        _small_records(A, "a", 0), _small_records(frozenset({"p"}), "p", 1), _small_records(frozenset({"q"}), "q", 2)
    ):
        for replaces in (NOBODY, frozenset({"Da"})):
            if replaces and not (whole[0] and one[0]):
                continue
            decided = whole[0] + tuple(replace(each, replaces=replaces) for each in one[0]) + two[0]
            trail = Trail(said, decided, whole[1] + one[1] + two[1])
            found = fates(trail)
            for key, about in lineage.items():
                (own,) = (each for each in said if each.key == key)
                assert found[key] == expected(alone(trail, own, about))
            # p is made of r alone and said by the same person
            assert found["p"] == found["r"]
            as_ann = expected(alone(trail, said[0], lineage["q"]))
            _check_whole(found["a"], [found["r"], as_ann])
            count += 4
    assert count == 6_560


def _check_whole(whole: Fate, parts: list[Fate]) -> None:
    """The whole's fate from its parts', all as they look to the one who said the whole."""
    outcome = min((part.outcome for part in parts), key=ORDER.index)
    first = [part for part in parts if part.outcome == outcome]
    assert whole.outcome == outcome
    assert whole.why in {part.why for part in first}
    assert whole.decision in {part.decision for part in first}
    assert whole.also == frozenset({part.outcome for part in parts}).union(*(part.also for part in parts)) - {outcome}
    assert whole.taken_back == any(part.taken_back for part in parts)
    claimed = [part for part in first if part.whose]
    if claimed:
        assert whole.whose == (Whose.WE if all(part.whose == Whose.WE for part in claimed) else Whose.THEY)
        assert whole.decided_with == all(part.decided_with for part in claimed)


def test_merging_with_one_without_facts_changes_nothing_for_the_other() -> None:
    for first, second in combinations_with_replacement(range(10), 2):
        one, two = _small_records(A, "x", 0)[first], _small_records(A, "y", 1)[second]
        trail = Trail((Contribution("a", "ann"),), one[0] + two[0], one[1] + two[1])
        with_more = replace(trail, contributions=(*trail.contributions, Contribution("b", "bea", merged_into="a")))
        assert fates(with_more)["a"] == fates(trail)["a"]
