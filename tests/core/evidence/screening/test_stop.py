"""When to stop: the test against a plain calculation with whole numbers, and against chance itself."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from wesaid.evidence.screening.stop import MoreReadThanThere, NotAProportion, first_stop, stopping


def chance_of_so_few(found: int, population: int, relevant: int, drawn: int) -> Fraction:
    """The hypergeometric distribution, added up in whole numbers."""
    ways = sum(comb(relevant, k) * comb(population - relevant, drawn - k) for k in range(found + 1))
    return Fraction(ways, comb(population, drawn))


def p_by_hand(decisions: list[bool], total: int, recall: Fraction) -> Fraction:
    """Every stretch that ends now, one by one, as in the paper."""
    in_all = 0
    found = sum(decisions)
    while not (in_all > found and Fraction(found, in_all) < recall):  # the fewest that make the target missed
        in_all += 1
    best = Fraction(1)
    for length in range(1, len(decisions) + 1):
        stretch = sum(decisions[-length:])
        population = total - len(decisions) + length
        there = in_all - (found - stretch)
        best = min(best, Fraction(0) if there > population else chance_of_so_few(stretch, population, there, length))
    return Fraction(0) if in_all - found > total - len(decisions) else best


reviews = st.lists(st.booleans() | st.just(False), max_size=25)


@given(reviews, st.integers(0, 40), st.sampled_from(["0.5", "0.8", "0.9", "0.95", "1"]))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_the_same_as_every_stretch_one_by_one(decisions, unread, recall):
    found = stopping(decisions, len(decisions) + unread, recall=float(recall))
    assert found.p == pytest.approx(float(p_by_hand(decisions, len(decisions) + unread, Fraction(recall))), abs=1e-9)
    assert found.stop == (unread == 0 or found.p < 0.05)


@given(st.integers(0, 10**6), st.integers(50, 1500), st.floats(0.005, 0.3), st.sampled_from([0.8, 0.9, 0.95]))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_on_whole_reviews_the_same_as_the_paper_with_another_program(seed, total, share, recall):
    """The urns of Callaghan and Müller-Hansen, each of the last 1, 2, 3 ... records read, by SciPy's distribution."""
    draw = np.random.default_rng(seed)
    labels = draw.random(total) < share
    read = int(draw.integers(1, total))
    seen, sizes = labels[:read], np.arange(1, read + 1)
    inside = np.cumsum(seen[::-1])
    in_all = math.floor(Fraction(int(seen.sum())) / Fraction(str(recall))) + 1
    there, population = in_all - (seen.sum() - inside), total - read + sizes
    wanted = hypergeom.cdf(inside, population, there, sizes)
    found = stopping(seen.tolist(), total, recall=recall)
    if in_all - seen.sum() > total - read:  # the distribution does not exist: the target cannot have been missed
        assert np.isnan(wanted).any()
        assert found.p == 0
    else:
        assert found.p == pytest.approx(wanted.min(), rel=1e-6, abs=1e-12)


def test_nineteen_of_twenty_are_95_percent():
    """In floating point 19 / 0.95 is not 20; with one missing of twenty the target is reached, not missed."""
    decisions = [True] * 19 + [False] * 5
    assert stopping(decisions, 25).p == 0  # 21 would have to be there and one record is unread


@given(reviews, st.integers(1, 40))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_what_one_can_be_sure_of_is_where_the_test_turns(decisions, unread):
    total = len(decisions) + unread
    found = stopping(decisions, total)
    assert 0 <= found.sure_of <= 1
    if found.found:
        at, beyond = found.sure_of, min(found.sure_of + 1e-6, 1.0)
        assert at >= 1 - 1e-12 or not stopping(decisions, total, recall=beyond).stop
        possible = round(found.found / found.sure_of)
        assert (
            possible == found.found + unread
            or stopping(decisions, total, recall=float(found.found / (possible + 1)) + 1e-9).p < 0.05 + 1e-9
        )


@given(reviews, st.integers(1, 40))
@settings(max_examples=80, derandomize=True, deadline=None)
def test_reading_on_without_finding_makes_it_surer(decisions, unread):
    total = len(decisions) + unread
    assert stopping([*decisions, False], total).p <= stopping(decisions, total).p + 1e-12


def test_the_promise_holds_where_records_come_in_random_order():
    """The hardest case it is made for: nothing brings the relevant records first. Tested at one moment, chosen before."""
    draw = random.Random(1)
    broken = stopped = 0
    for _ in range(400):
        labels = [True] * 40 + [False] * 360
        draw.shuffle(labels)
        if stopping(labels[:385], 400, recall=0.9).stop:
            stopped += 1
            broken += sum(labels[:385]) < 0.9 * 40
    assert stopped > 200
    assert broken / 400 <= 0.05


def test_it_says_what_it_found_in_words():
    assert stopping([True, False], 2).sentence == "Everything was read: 1 relevant found in 2 of 2 records read."
    early = stopping([True, False, True], 1000).sentence
    assert early.startswith("Read on: 2 relevant found in 3 of 1,000 records read.")
    late = stopping([True] * 20 + [False] * 900, 1000)
    assert late.stop
    assert late.left == 80
    assert late.sentence.startswith("The target of 95% is reached")


def test_nothing_read_or_nothing_found_is_no_reason_to_stop():
    assert not stopping([], 10).stop
    assert stopping([], 10).sure_of == 0
    assert not stopping([False] * 5, 10).stop
    assert stopping([], 0).stop


@pytest.mark.parametrize(("recall", "confidence"), [(0, 0.95), (1.1, 0.95), (0.95, 0), (0.95, 1), (float("nan"), 0.9)])
def test_what_is_no_proportion_is_refused(recall, confidence):
    with pytest.raises(NotAProportion):
        stopping([True], 5, recall=recall, confidence=confidence)


def test_more_read_than_there_is_refused():
    with pytest.raises(MoreReadThanThere):
        stopping([True] * 3, 2)


@given(reviews.filter(any), st.sampled_from([0.5, 0.8, 0.95]))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_the_first_stop_is_the_first_moment_the_test_says_so(decisions, recall):
    total = len(decisions)
    moments = [
        read
        for read in range(1, total)
        if any(decisions[:read]) and stopping(decisions[:read], total, recall=recall).stop
    ]
    assert first_stop(decisions, total, recall=recall) == (moments[0] if moments else total)
