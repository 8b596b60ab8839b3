"""The levels of a field, and the words of a verdict: shared by what compares, what decides and what reports."""

from __future__ import annotations

from typing import NamedTuple

SAME, NEAR, ALIKE, PART, SOME, CLOSE = "same", "near", "alike", "part", "some", "close"
DIFFERENT, UNKNOWN = "different", "unknown"
LINKED, REVIEW = "linked", "review"


class Levels(NamedTuple):
    """The level of each field, in the order in which they are explained."""

    title: str
    authors: str
    year: str
    journal: str
    volume: str
    number: str
    pages: str
    identifier: str
    abstract: str
