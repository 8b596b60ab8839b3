"""Guests without a name cannot be told apart by order or time, nor who asked what. In full: ``benchmarks/linkage_guests.py``."""

from __future__ import annotations

import pytest
from benchmarks.linkage import dump
from benchmarks.linkage_guests import LOTS, attack, chance
from django.db import connection

ROUNDS, PEOPLE = 30, 6


@pytest.mark.django_db
def test_no_order_in_the_database_is_the_order_in_which_guests_spoke() -> None:
    report = attack(dump, ROUNDS, PEOPLE)
    lots, shares = chance(ROUNDS, PEOPLE), report.by_round()
    middle, luckiest = sum(lots) / LOTS, lots[-1]
    assert {"trail_contribution, as stored", "trail_receipt, as stored", "trail_attachment, as stored"} <= set(shares)
    asked = {"projects_wordquestion, as stored", "trail_otherform, as stored"}
    beside = {f"{kind} and words: trail_contribution, as stored beside {table}" for kind, table in _pairs(asked)}
    assert (asked | beside) - set(shares) == set()
    assert len(shares) > 1000
    assert {name: share for name, share in shares.items() if share > middle + 1.8 * (luckiest - middle)} == {}
    named = {table for table, times in report.mentions.items() if times}
    tables = {"trail_contribution", "trail_receipt", "trail_attachment", "projects_wordquestion", "trail_otherform"}
    assert named == tables  # and nothing in the record


def _pairs(tables: set[str]) -> list[tuple[str, str]]:
    return [("word" if "word" in table else "form", table) for table in tables]


@pytest.mark.django_db
def test_the_attack_works_where_rows_stay_in_the_order_in_which_they_came() -> None:
    if connection.vendor == "postgresql":  # it puts rows into what rows before them left free, so not always in order
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE trail_contribution CASCADE")
    shares = attack(dump, 5, PEOPLE, mixed=False).by_round()

    def best(*names: str) -> float:
        """By the best order of these. PostgreSQL fills places that earlier tests left free, but numbers transactions in order."""
        return max(share for name, share in shares.items() if name.startswith(names[0]) and names[-1] in name)

    assert best("trail_contribution") == PEOPLE
    assert best("trail_attachment") >= 2  # all of those who added a photograph
    for kind, table in (("word", "projects_wordquestion"), ("form", "trail_otherform")):
        assert best(table) == PEOPLE
        assert best(f"{kind} and words: trail_contribution", f"beside {table}") == PEOPLE
