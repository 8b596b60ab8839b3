"""Guests without a name cannot be told from each other by order or time. The full run is ``benchmarks/linkage_guests.py``."""

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
    assert len(shares) > 60
    assert {name: share for name, share in shares.items() if share > middle + 1.5 * (luckiest - middle)} == {}
    named = {table for table, times in report.mentions.items() if times}
    assert named == {"trail_contribution", "trail_receipt", "trail_attachment"}  # and nothing in the record


@pytest.mark.django_db
def test_the_attack_works_where_rows_stay_in_the_order_in_which_they_came() -> None:
    if connection.vendor == "postgresql":  # it puts rows into what rows before them left free, so not always in order
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE trail_contribution CASCADE")
    shares = attack(dump, 5, PEOPLE, mixed=False).by_round()
    assert shares["trail_contribution, as stored"] == PEOPLE
    assert shares["trail_attachment, as stored"] >= 2  # all of those who added a photograph
