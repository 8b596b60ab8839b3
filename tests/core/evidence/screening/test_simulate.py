"""Screening again by the computer: the measures against a plain calculation, the order against chance."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_review

from wesaid.evidence.screening.features import Text, features
from wesaid.evidence.screening.simulate import (
    OneKindOnly,
    PriorsOfOneKind,
    draw_priors,
    measure,
    screen,
)


def by_hand(labels_in_order: list[int]) -> dict[str, float]:
    """The measures from the curve of recall, record by record."""
    records, relevant = len(labels_in_order), sum(labels_in_order)
    curve = [sum(labels_in_order[: read + 1]) for read in range(records)]
    perfect = [min(read + 1, relevant) for read in range(records)]
    worst = [max(0, relevant - (records - read - 1)) for read in range(records)]
    enough = next(read for read, found in enumerate(curve, 1) if found >= math.ceil(0.95 * relevant - 1e-9))
    places = [read for read, label in enumerate(labels_in_order, 1) if label]
    return {
        "recall_at_10": sum(labels_in_order[: math.floor(records / 10)]) / relevant,
        "recall_at_20": sum(labels_in_order[: math.floor(records / 5)]) / relevant,
        "wss_95": 0.95 - enough / records,
        "loss": (sum(perfect) - sum(curve)) / (sum(perfect) - sum(worst)),
        "atd": sum(places) / relevant / records,
    }


@given(st.lists(st.integers(0, 1), min_size=2, max_size=60).filter(lambda labels: 0 < sum(labels) < len(labels)))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_measures_are_those_of_the_curve(labels):
    relevant = [True, False, *map(bool, labels)]
    found = measure(range(2, len(relevant)), relevant, [0, 1])
    for name, wanted in by_hand(labels).items():
        assert getattr(found, name) == pytest.approx(wanted), name


def test_the_share_of_95_percent_is_rounded_up_but_not_by_rounding_errors():
    """0.95 times 20 is 19, in floating point a little more at other numbers; 95 % of 21 are 20."""
    twenty = [True] * 19 + [False] * 60 + [True]
    found = measure(range(2, 82), [True, False, *twenty], [0, 1])
    assert found.wss_95 == pytest.approx(0.95 - 19 / 80)
    twenty_one = [True] * 19 + [False] * 60 + [True] * 2
    found = measure(range(2, 83), [True, False, *twenty_one], [0, 1])
    assert found.wss_95 == pytest.approx(0.95 - 80 / 81)


def test_the_perfect_order_has_no_loss_and_the_worst_has_all_of_it():
    relevant = [True, False] + [True] * 5 + [False] * 20
    assert measure(range(2, 27), relevant, [0, 1]).loss == 0
    assert measure(list(range(7, 27)) + list(range(2, 7)), relevant, [0, 1]).loss == 1


def test_an_order_without_all_relevant_records_has_no_measures():
    with pytest.raises(ValueError, match="1 of 2 relevant"):
        measure([2, 3], [True, False, True, False, True], [0, 1])


def test_priors_are_those_that_asreview_draws():
    """The draw of its command, written as its source has it: a fresh generator for each kind."""
    labels = [place % 7 == 0 for place in range(100)]
    for seed in range(20):
        included = np.random.RandomState(seed).choice(np.where(np.array(labels))[0], 1, replace=False)
        excluded = np.random.RandomState(seed).choice(np.where(~np.array(labels))[0], 1, replace=False)
        assert draw_priors(labels, seed) == (included[0], excluded[0])


def test_with_two_stages_the_irrelevant_one_is_irrelevant_at_both():
    final = [True, True] + [False] * 6
    early = [True, True, True, True, True, True, False, False]
    for seed in range(10):
        relevant, irrelevant = draw_priors(final, seed, early=early)
        assert final[relevant]
        assert irrelevant >= 6


@pytest.mark.parametrize("labels", [[True], [True, False], [True, True, False], [False] * 5, [True, False, False]])
def test_too_few_of_a_kind_are_refused(labels):
    with pytest.raises(OneKindOnly):
        draw_priors(labels, 0)


@pytest.mark.parametrize("priors", [[], [0], [0, 0], [0, 1]])
def test_priors_of_one_kind_are_refused(priors):
    texts, _labels = made_review(20, 5)
    with pytest.raises(PriorsOfOneKind):
        screen(features(texts), [True] * 5 + [False] * 15, priors)


def test_the_order_learns_and_ends_with_the_last_relevant_record():
    texts, labels = made_review()
    priors = draw_priors(labels, 0)
    order = screen(features(texts), labels, priors)
    assert labels[order[-1]]
    assert len(set(order)) == len(order)
    assert set(order).isdisjoint(priors)
    assert measure(order, labels, priors).loss < 0.05  # chance gives about 0.5


def test_where_words_tell_nothing_it_is_chance_and_does_not_pretend():
    draw = random.Random(3)
    texts, labels = made_review(300, 30)
    draw.shuffle(labels)
    losses = [
        measure(screen(features(texts), labels, draw_priors(labels, seed)), labels, draw_priors(labels, seed)).loss
        for seed in range(5)
    ]
    assert 0.35 < sum(losses) / 5 < 0.65


def test_the_same_again_is_the_same_and_reading_to_the_end_reads_everything():
    texts, labels = made_review()
    made, priors = features(texts), draw_priors(labels, 3)
    whole = screen(made, labels, priors, to_the_end=True)
    assert sorted([*whole, *priors]) == list(range(len(texts)))
    assert whole == screen(features(texts), labels, priors, to_the_end=True)
    assert whole[: len(screen(made, labels, priors))] == screen(made, labels, priors)


def test_records_alike_in_every_word_come_in_their_own_order():
    made = features([Text("carers", "respite")] * 30)
    assert screen(made, [place in (0, 29) for place in range(30)], [0, 1]) == list(range(2, 30))


def test_it_reads_on_until_the_final_ones_are_found_too():
    texts, labels = made_review(60, 6)
    extra = next(place for place in range(60) if not labels[place])
    priors = [labels.index(True), next(place for place in range(60) if not labels[place] and place != extra)]
    until = [label or place == extra for place, label in enumerate(labels)]
    assert extra in screen(features(texts), labels, priors, until=until)
