"""Bigger trails drawn by Hypothesis, always the same ones: neither order nor names matter, everything has one fate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.practice.fate import (
    Act,
    Action,
    ActionState,
    Change,
    Contribution,
    Decision,
    Outcome,
    Result,
    Trail,
    Whose,
    fates,
)

PEOPLE = ["ann", "bea", "cay"]
people = st.frozensets(st.sampled_from(PEOPLE))
person = st.sampled_from([*PEOPLE, None])


@st.composite
def trails(draw: st.DrawFn) -> Trail:
    size = draw(st.integers(1, 6))
    keys = [f"c{number}" for number in range(size)]
    said = []
    for number, key in enumerate(keys):
        link = draw(st.sampled_from(["", "", "merged", "part"])) if number else ""
        other = draw(st.sampled_from(keys[:number])) if link else None
        said.append(
            Contribution(
                key,
                draw(person),
                draw(person),
                merged_into=other if link == "merged" else None,
                part_of=other if link == "part" else None,
                talked_about=draw(st.booleans()),
            )
        )
    some = st.frozensets(st.sampled_from(keys))
    decisions: list[Decision] = []
    for order in range(draw(st.integers(0, 4))):
        earlier = [one.key for one in decisions]
        result = draw(st.sampled_from(Result))
        decisions.append(
            Decision(
                f"d{order}",
                order,
                result,
                draw(some),
                draw(people),
                look_again=date(2026, 1, 1) if result == Result.LATER else None,
                replaces=draw(st.frozensets(st.sampled_from(earlier))) if earlier else frozenset(),
            )
        )
    under = st.sampled_from([one.key for one in decisions]) if decisions else st.none()
    acts = st.lists(st.sampled_from([*Act, None]), max_size=2).map(tuple)
    actions = [
        Action(
            f"w{number}",
            draw(some),
            draw(st.sampled_from(ActionState)),
            draw(st.none() | under),
            draw(people),
            draw(acts),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    through = st.frozensets(st.sampled_from([one.key for one in actions])) if actions else st.just(frozenset())
    changes = [
        Change(f"x{number}", draw(some), draw(st.booleans()), draw(through))
        for number in range(draw(st.integers(0, 2)))
    ]
    return Trail(tuple(said), tuple(decisions), tuple(actions), tuple(changes))


def steady(examples: int) -> settings:
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


@steady(400)
@given(trails())
def test_everything_has_one_fate_and_merged_ones_share_it(trail: Trail) -> None:
    found = fates(trail)
    assert list(found) == [said.key for said in trail.contributions]
    for said in trail.contributions:
        fate = found[said.key]
        if said.merged_into is not None:
            other = found[said.merged_into]
            assert (fate.outcome, fate.why, fate.also, fate.decision) == (
                other.outcome,
                other.why,
                other.also,
                other.decision,
            )
        if not said.voices:
            assert fate.whose != Whose.WE
        if fate.whose == Whose.WE:
            (governing,) = (one for one in trail.decisions if one.key == fate.decision)
            assert governing.there & said.voices
        if fate.outcome == Outcome.DONE_CHANGED:
            assert any(change.changed for change in trail.changes)


@steady(300)
@given(trails(), st.randoms(use_true_random=False))
def test_the_order_of_the_tuples_does_not_matter(trail: Trail, random: object) -> None:
    def shuffled(things: tuple) -> tuple:
        mixed = list(things)
        random.shuffle(mixed)
        return tuple(mixed)

    mixed = Trail(*(shuffled(getattr(trail, name)) for name in ("contributions", "decisions", "actions", "changes")))
    assert fates(mixed) == fates(trail)


@steady(300)
@given(trails(), st.permutations(range(6)))
def test_names_do_not_matter(trail: Trail, turn: list[int]) -> None:
    def new(key: str | None) -> str | None:
        # the order of the new keys differs from that of the old ones
        return None if key is None else f"{key[0]}-{turn[int(key[1:])]}"

    def many(keys: frozenset[str]) -> frozenset[str]:
        return frozenset(new(key) for key in keys)

    renamed = Trail(
        tuple(
            replace(one, key=new(one.key), merged_into=new(one.merged_into), part_of=new(one.part_of))
            for one in trail.contributions
        ),
        tuple(
            replace(one, key=new(one.key), contributions=many(one.contributions), replaces=many(one.replaces))
            for one in trail.decisions
        ),
        tuple(
            replace(one, key=new(one.key), contributions=many(one.contributions), decision=new(one.decision))
            for one in trail.actions
        ),
        tuple(
            replace(one, key=new(one.key), contributions=many(one.contributions), actions=many(one.actions))
            for one in trail.changes
        ),
    )
    before, after = fates(trail), fates(renamed)
    assert {new(key): replace(fate, decision=new(fate.decision)) for key, fate in before.items()} == after


@steady(200)
@given(trails())
def test_what_is_unrelated_does_not_matter(trail: Trail) -> None:
    more = replace(
        trail,
        contributions=(*trail.contributions, Contribution("z", "zoe")),
        decisions=(*trail.decisions, Decision("dz", 99, Result.NO, frozenset({"z"}))),
    )
    found = fates(more)
    assert found.pop("z").outcome == Outcome.NOT_DONE
    assert found == fates(trail)


def _relatives(trail: Trail, key: str) -> frozenset[str]:
    """The contribution with all it is merged with, its wholes and its parts, and theirs."""
    known: set[str] = set()
    edge = {key}
    while edge:
        known |= edge
        links = [(one.key, one.merged_into, one.part_of) for one in trail.contributions]
        edge = {end for link in links if known & set(link) for end in link if end is not None} - known
    return frozenset(known)


@steady(300)
@given(trails())
def test_a_part_of_the_trail_is_enough(trail: Trail) -> None:
    """What is worked out anew after a change, from relatives alone, is what the whole trail gives."""
    whole = fates(trail)
    for said in trail.contributions:
        keys = _relatives(trail, said.key)
        decisions = tuple(one for one in trail.decisions if one.contributions & keys)
        actions = tuple(one for one in trail.actions if one.contributions & keys)
        changes = tuple(one for one in trail.changes if one.contributions & keys)
        decided, done = {one.key for one in decisions}, {one.key for one in actions}
        part = Trail(
            tuple(one for one in trail.contributions if one.key in keys),
            tuple(
                replace(one, contributions=one.contributions & keys, replaces=one.replaces & decided)
                for one in decisions
            ),
            tuple(
                replace(
                    one,
                    contributions=one.contributions & keys,
                    decision=one.decision if one.decision in decided else None,
                )
                for one in actions
            ),
            tuple(replace(one, contributions=one.contributions & keys, actions=one.actions & done) for one in changes),
        )
        assert fates(part)[said.key] == whole[said.key]
