"""A reader who compares two times: knows who answered and as what, and holds that nobody changed their mind in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random

from wesaid.practice.ladder import LADDER, Answers, Earlier, Released, release

FAMILIES = {"service user": "lived", "carer": "lived", "staff": "paid", "manager": "paid"}
HATS = (*FAMILIES, "citizen")


@dataclass(frozen=True)
class Person:
    """As whom someone answered then and now (none: not at all), which hats they have, and what they think."""

    then: str | None
    now: str | None
    rating: int
    hats: frozenset[str]


World = tuple[Person, ...]


def shown(world: World, *, compared: bool = True) -> tuple[Released, Released]:
    """What both times show. Without ``compared`` the second does not look at the first."""
    first = release(_by_hat((one.then, one.rating) for one in world), FAMILIES)
    earlier = Earlier(
        first.groups,
        joined=tuple(one.hats for one in world if one.now and not one.then),
        left=tuple(one.hats for one in world if one.then and not one.now),
        several=tuple(one.hats for one in world if one.then and one.now and len(one.hats) > 1),
    )
    now = _by_hat((one.now, one.rating) for one in world)
    return first, release(now, FAMILIES, [earlier] if compared else [])


def _by_hat(given: Iterator[tuple[str | None, int]]) -> dict[str, Answers]:
    found: dict[str, list[int]] = {hat: [] for hat in HATS}
    for hat, rating in given:
        if hat:
            found[hat].append(rating)
    return {hat: Answers.of(ratings) for hat, ratings in found.items()}


def other_worlds(world: World, target: int) -> Iterator[World]:
    """Worlds in which one person thinks something else: alone, or with one or two others who swap the same two answers."""
    person = world[target]
    for others in range(3):
        for rating in LADDER:
            if rating == person.rating:
                continue
            swap = {rating: person.rating, person.rating: rating}
            able = [place for place, one in enumerate(world) if one.rating in swap and place != target]
            for chosen in combinations(able, others):
                yield _with(world, {place: swap[world[place].rating] for place in (target, *chosen)})


def _with(world: World, ratings: dict[int, int]) -> World:
    return tuple(replace(one, rating=ratings[place]) if place in ratings else one for place, one in enumerate(world))


def recovered(world: World, target: int, *, compared: bool = True) -> bool:
    """Whether the reader is certain what one person thinks, and could not be from one of the two times alone.

    A group that is all of one mind gives its answer away by itself; that is no comparing.
    """
    seen = shown(world, compared=compared)
    if any(shown(other, compared=compared) == seen for other in other_worlds(world, target)):
        return False
    person = world[target]
    for released, hat in zip(seen, (person.then, person.now), strict=True):
        for group in released.groups:
            if hat in group.hats and group.answers.counts.get(person.rating, 0) == group.answers.people:
                return False
    return True


def some_world(chance: Random, people: int) -> tuple[World, list[int]]:
    """So many people, of whom one joins, leaves, is replaced, or answers as another; and the places of those it is about."""
    spread = chance.choice([LADDER, (3, 4), (1, 4, 7), (2, 3, 4, 5)])
    popular = chance.choice([HATS, ("carer", "staff"), ("service user", "carer", "staff")])
    world = []
    for _number in range(people):
        hat = chance.choice(popular)
        world.append(Person(hat, hat, chance.choice(spread), frozenset({hat})))
    kind = chance.choice(["joins", "leaves", "replaced", "changes hats", "answers as another"])
    first = world[0]
    if kind == "joins":
        world[0] = replace(first, then=None)
    elif kind == "leaves":
        world[0] = replace(first, now=None)
    elif kind == "replaced":
        world[0] = replace(first, then=None)
        world[1] = replace(world[1], now=None)
    else:
        other = chance.choice([hat for hat in HATS if hat != first.then])
        known = {first.then or "", other} if kind == "changes hats" else {other}  # nobody knows that they did
        world[0] = replace(first, now=other, hats=frozenset(known))
    return tuple(world), [0, 1, chance.randrange(people)]
