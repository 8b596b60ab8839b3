"""Invented references for the tests, and noise as databases make it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from wesaid.evidence.duplicates import Duplicates
from wesaid.evidence.reference import Reference

_SUBJECTS = [
    "Choir",
    "Garden",
    "Kitchen",
    "Allotment",
    "Walking",
    "Boxing",
    "Drumming",
    "Knitting",
    "Sailing",
    "Cycling",
]
_AIMS = [
    "loneliness",
    "breathlessness",
    "sleep",
    "appetite",
    "balance",
    "pain",
    "confidence",
    "memory",
    "mood",
    "stamina",
]
_PEOPLE = ["older carers", "young adults", "veterans", "night workers", "new parents", "widowed men", "farmers"]
_PLACES = ["Northumbria", "Fife", "Gwynedd", "Antrim", "Cornwall", "Kent", "Orkney", "Powys", "Norfolk", "Cumbria"]
_FAMILIES = [
    "Berg",
    "Ito",
    "Okafor",
    "Lindqvist",
    "Moreau",
    "Achterberg",
    "Tanaka",
    "Novak",
    "Pereira",
    "Sandhu",
    "Quigley",
    "Adeyemi",
]
_GIVEN = ["Anna", "Kenji", "Chidi", "Maja", "Luc", "Saskia", "Yuki", "Petr", "Ines", "Harpreet", "Niamh", "Tunde"]
_JOURNALS = ("Journal of Invented Health", "Made-up Medicine", "Annals of Fictional Care", "Imaginary Public Health")


def unlike(count: int, seed: int = 1) -> list[Reference]:
    """So many references of which no two are of one publication."""
    chance = random.Random(seed)
    titles = [
        f"{subject} and {aim} in {people} of {place}: what changed in a year"
        for subject in _SUBJECTS
        for aim in _AIMS
        for people in _PEOPLE
        for place in _PLACES
    ]
    made = []
    for number, title in enumerate(chance.sample(titles, count)):
        start = chance.randint(1, 1500)
        authors = [f"{chance.choice(_FAMILIES)}, {chance.choice(_GIVEN)}" for _ in range(chance.randint(1, 5))]
        made.append(
            Reference(
                id=f"r{number:05}",
                kind="article",
                title=title,
                authors=tuple(authors),
                year=str(chance.randint(1990, 2024)),
                journal=chance.choice(_JOURNALS),
                volume=str(chance.randint(1, 90)),
                number=str(chance.randint(1, 12)),
                pages=f"{start}-{start + chance.randint(3, 12)}",
                doi=f"10.9999/made.{number}" if chance.random() < 0.6 else "",
                source="one",
            )
        )
    return made


def as_another_database(reference: Reference, chance: random.Random) -> Reference:
    """The same publication, written as another database would write it."""
    noise = reference
    if chance.random() < 0.4:
        noise = replace(noise, title=noise.title.upper() + ".")
    if chance.random() < 0.3:
        place = chance.randrange(8, len(noise.title))
        noise = replace(noise, title=noise.title[:place] + noise.title[place + 1 :])
    if chance.random() < 0.5:
        noise = replace(noise, authors=tuple(map(_with_initials, noise.authors)))
    if chance.random() < 0.4:
        noise = replace(noise, doi="")
    if chance.random() < 0.4:
        noise = replace(noise, pages=noise.pages.split("-")[0])
    if chance.random() < 0.3:
        noise = replace(noise, number="")
    return replace(noise, id=f"{reference.id}-other", source="two")


def _with_initials(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{family} {given[0]}" if comma else name


def with_duplicates(count: int, seed: int = 1) -> tuple[list[Reference], set[frozenset[str]]]:
    """References, about a third of them twice in other words, in a random order; and which belong together."""
    chance = random.Random(seed)
    base = unlike(count, seed)
    twice = [(one, as_another_database(one, chance)) for one in base if chance.random() < 0.33]
    everything = [*base, *(other for _one, other in twice)]
    chance.shuffle(everything)
    return everything, {frozenset((one.id, other.id)) for one, other in twice}


def groups_of(found: Duplicates) -> set[frozenset[str]]:
    """The groups of two or more, by id."""
    return {frozenset(found.references[place].id for place in group) for group in found.groups if len(group) > 1}


def ids_of(found: Duplicates, verdicts: Sequence[object]) -> set[tuple[frozenset[str], str]]:
    """Pairs by id, with their kind."""
    return {
        (frozenset((found.references[one.one].id, found.references[one.other].id)), one.kind)  # type: ignore[attr-defined]
        for one in verdicts
    }
