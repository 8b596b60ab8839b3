"""Runs the truth table of docs/methods/fate.md, row by row."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from trail_words import read

from wesaid.practice.fate import Outcome, Whose, Why, fates

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "fate.md"
TODAY = date(2026, 6, 1)


def _rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


ROWS = _rows()


def test_the_page_has_its_table() -> None:
    numbers = [row[0] for row in ROWS]
    assert len(numbers) == len(set(numbers)) == 120
    assert {row[3] for row in ROWS} == {outcome.value for outcome in Outcome}
    assert {row[4] for row in ROWS} - {""} == {why.value for why in Why}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_row(row: list[str]) -> None:
    _, record, of, outcome, why, also, whose, more = row
    fate = fates(read(record), today=TODAY)[of]
    flags = ["due"] * fate.look_again_due + ["taken back"] * fate.taken_back
    found = {
        "outcome": fate.outcome,
        "why": fate.why,
        "also": fate.also,
        "whose": fate.whose,
        "more": ([f"by {fate.decision}"] if fate.decision else []) + flags,
    }
    assert found == {
        "outcome": Outcome(outcome),
        "why": Why(why) if why else None,
        "also": frozenset(Outcome(one) for one in also.split()),
        "whose": Whose(whose) if whose else None,
        "more": [part.strip() for part in more.split(",") if part],
    }


def test_dates_are_the_earliest_promised() -> None:
    words = "a; D1: later on a, look again 2026-08-01; D2: go ahead on a, look again 2026-07-01"
    fate = fates(read(words))["a"]
    assert (fate.look_again, fate.look_again_due) == (date(2026, 7, 1), False)


def test_without_a_day_nothing_is_due() -> None:
    assert not fates(read("a; D1: later on a, look again 2000-01-01"))["a"].look_again_due
