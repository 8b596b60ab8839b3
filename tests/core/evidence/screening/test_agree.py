"""Agreement: printed values, other people's programs, and a second calculation of alpha written another way."""

from __future__ import annotations

import math
import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa

from wesaid.evidence.screening.agree import (
    Caution,
    Level,
    NotANumber,
    NothingInCommon,
    NotOneAnswerEach,
    alpha,
    compare,
    from_table,
)


@pytest.mark.parametrize(
    ("table", "observed", "expected", "kappa", "pabak"),
    [
        ([[20, 5], [10, 15]], 0.70, 0.50, 0.40, 0.40),
        ([[85, 5], [5, 5]], 0.90, 0.82, 0.4444, 0.80),
        ([[45, 5], [5, 45]], 0.90, 0.50, 0.80, 0.80),
    ],
)
def test_printed_values(table, observed, expected, kappa, pabak):
    found = from_table(table)
    assert found.observed == pytest.approx(observed)
    assert found.expected == pytest.approx(expected)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)
    assert found.pabak == pytest.approx(pabak)


def test_the_prevalence_caution_is_given_where_one_answer_is_rare_and_not_where_both_are_common():
    assert Caution.PREVALENCE in from_table([[85, 5], [5, 5]]).cautions
    assert from_table([[45, 5], [5, 45]]).cautions == ()
    assert from_table([[85, 5], [5, 5]]).prevalence == pytest.approx(0.8)


def test_kappa_is_undefined_where_everybody_always_says_the_same():
    found = compare(dict.fromkeys("abc", False), dict.fromkeys("abc", False))
    assert (found.kappa, found.kappa_interval) == (None, None)
    assert found.cautions == (Caution.ONE_ANSWER,)
    assert found.pabak == 1  # of include and exclude, both could have been said


def test_full_agreement_on_both_answers_is_one_and_says_that_it_has_no_interval():
    found = from_table([[10, 0], [0, 10]])
    assert (found.kappa, found.kappa_interval) == (1, None)
    assert Caution.NO_VARIATION in found.cautions


tables = st.integers(2, 4).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 30), min_size=size, max_size=size), min_size=size, max_size=size
    ).filter(lambda table: sum(map(sum, table)) > 0)
)


@given(tables)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_against_two_other_programs(table):
    found = from_table(table)
    pairs = [(row, column) for row, line in enumerate(table) for column, count in enumerate(line) for _ in range(count)]
    if found.kappa is None:
        assert len({value for pair in pairs for value in pair}) == 1
        return
    assert found.kappa == pytest.approx(cohen_kappa_score(*zip(*pairs, strict=True)), abs=1e-9)
    if found.kappa_interval and found.kappa_interval.low > -1 and found.kappa_interval.high < 1:
        theirs = cohens_kappa(table)
        assert found.kappa_interval.low == pytest.approx(theirs.kappa_low, abs=1e-6)
        assert found.kappa_interval.high == pytest.approx(theirs.kappa_upp, abs=1e-6)


@given(tables)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_who_comes_first_does_not_matter(table):
    one, other = from_table(table), from_table([list(line) for line in zip(*table, strict=True)])
    assert one.kappa == pytest.approx(other.kappa)
    assert (one.pabak, one.prevalence, one.bias) == (other.pabak, other.prevalence, other.bias)


def test_only_what_both_judged_counts_and_the_rest_is_told():
    found = compare({"a": 1, "b": 0, "c": 1}, {"b": 0, "c": 0, "d": 1, "e": 1})
    assert (found.items, found.only_first, found.only_second) == (2, 1, 2)
    assert found.answers == (0, 1)
    assert found.table == ((1, 0), (1, 0))


@pytest.mark.parametrize("table", [[], [[1, 2]], [[1, -1], [0, 2]], [[0, 0], [0, 0]]])
def test_what_is_no_table_is_refused(table):
    with pytest.raises(NotOneAnswerEach):
        from_table(table)


def test_nothing_in_common_is_refused():
    with pytest.raises(NothingInCommon):
        compare({"a": 1}, {"b": 1})
    with pytest.raises(NothingInCommon):
        alpha([{"a": 1}, {"b": 1}])


# The examples of Krippendorff 2011 (facts): answers by observer, "." where there is none.
TWO_BINARY = ("0100000010", "1110010000")
TWO_LETTERS = ("aabbdcccedda", "babbbccceddd")
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def answers(*lines: str) -> list[dict[int, object]]:
    return [
        {item: int(value) if value.isdigit() else value for item, value in enumerate(line) if value != "."}
        for line in lines
    ]


KRIPPENDORFF = answers(*FOUR)


@pytest.mark.parametrize(
    ("people", "level", "printed"),
    [
        (answers(*TWO_BINARY), Level.NOMINAL, 0.095),
        (answers(*TWO_LETTERS), Level.NOMINAL, 0.692),
        (KRIPPENDORFF, Level.NOMINAL, 0.743),
        (KRIPPENDORFF, Level.ORDINAL, 0.815),
        (KRIPPENDORFF, Level.INTERVAL, 0.849),
    ],
)
def test_printed_alphas(people, level, printed):
    assert alpha(people, level=level).alpha == pytest.approx(printed, abs=5e-4)


def alpha_by_pairs(people, distance) -> float | None:
    """The definition: mean disagreement within items over that between all values, pair by pair."""
    items: dict[object, list[object]] = {}
    for one in people:
        for item, value in one.items():
            items.setdefault(item, []).append(value)
    kept = [values for values in items.values() if len(values) >= 2]
    everything = [value for values in kept for value in values]
    count = len(everything)
    within = sum(sum(distance(a, b) for a, b in permutations(values, 2)) / (len(values) - 1) for values in kept) / count
    between = sum(distance(a, b) for a, b in permutations(everything, 2)) / (count * (count - 1))
    return None if between == 0 else 1 - within / between


sheets = st.lists(st.dictionaries(st.integers(0, 8), st.integers(0, 3), max_size=9), min_size=2, max_size=4).filter(
    lambda people: any(sum(item in one for one in people) > 1 for item in range(9))
)


@given(sheets)
@settings(max_examples=100, derandomize=True, deadline=None)
def test_alpha_is_the_definition_pair_by_pair(people):
    for level, distance in (
        (Level.NOMINAL, lambda a, b: float(a != b)),
        (Level.INTERVAL, lambda a, b: float((a - b) ** 2)),
    ):
        found, wanted = alpha(people, level=level, resamples=99).alpha, alpha_by_pairs(people, distance)
        assert found == (None if wanted is None else pytest.approx(wanted))


@given(sheets, st.randoms(use_true_random=False))
@settings(max_examples=40, derandomize=True, deadline=None)
def test_neither_the_order_of_people_nor_of_items_nor_the_names_of_answers_matter(people, shuffle: random.Random):
    mixed = [dict(shuffle.sample(sorted(one.items()), len(one))) for one in people]
    shuffle.shuffle(mixed)
    assert alpha(mixed, resamples=99) == alpha(people, resamples=99)
    renamed = [{item: "dcba"[value] for item, value in one.items()} for one in people]
    assert alpha(renamed, resamples=99).alpha == pytest.approx(alpha(people, resamples=99).alpha)


def test_one_answer_only_is_undefined():
    found = alpha([dict.fromkeys(range(40), "no"), dict.fromkeys(range(40), "no")])
    assert (found.alpha, found.interval, found.cautions) == (None, None, (Caution.ONE_ANSWER,))


def test_what_fewer_than_two_judged_is_counted_and_not_used():
    found = alpha([{1: "a", 2: "b", 3: "a"}, {1: "a", 2: "a"}])
    assert (found.items, found.left_out, found.values) == (2, 1, 4)


def test_words_have_no_size():
    with pytest.raises(NotANumber):
        alpha([{1: "a"}, {1: "b"}], level=Level.ORDINAL)


def test_the_interval_covers_as_often_as_it_says_more_or_less():
    """Two people who are each right 85 times in 100, about 60 items of which 3 in 10 are relevant."""
    draw = random.Random(4)

    def judged(truth: dict[int, bool]) -> dict[int, bool]:
        return {item: value ^ (draw.random() < 0.15) for item, value in truth.items()}

    def review(items: int):
        truth = {item: draw.random() < 0.3 for item in range(items)}
        return [judged(truth), judged(truth)]

    true = alpha(review(40_000), resamples=99).alpha
    assert true is not None
    covered = 0
    for _ in range(200):
        interval = alpha(review(60), resamples=399).interval
        assert interval is not None
        covered += interval.low <= true <= interval.high
    assert 0.90 <= covered / 200 <= 0.99
    assert math.isfinite(true)
