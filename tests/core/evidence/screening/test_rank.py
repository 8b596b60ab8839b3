"""What comes next and why: learning, chance before there is anything to learn from, words that pull."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import TOPIC, made_review
from sklearn.svm import LinearSVC

from wesaid.evidence.reference import Reference
from wesaid.evidence.screening import balance
from wesaid.evidence.screening import features as features_module
from wesaid.evidence.screening.features import Text, features, stem, words_of
from wesaid.evidence.screening.learn import Learner, Machine
from wesaid.evidence.screening.rank import Ranker, SameIdTwice, UnknownRecord, rank


def ranked(texts, decisions, **more):
    return rank({str(place): text for place, text in enumerate(texts)}, decisions, **more)


def some(labels, count=10):
    """The decisions on the first so many, both kinds among them."""
    first = [labels.index(True), labels.index(False), *range(count)]
    return {str(place): labels[place] for place in first}


def test_words_that_only_hold_a_sentence_together_are_not_given_as_a_reason() -> None:
    texts = {
        "a": "respite for the carers of a town",
        "b": "steel in the mills",
        "c": "the respite of and for carers of it",
    }
    found = rank(texts, {"a": True, "b": False})
    given, all_of_them = {pull.word for pull in found.why("c", 50)}, {pull.word for pull in found.pulls("c")}
    assert {"respite", "carers"} <= given
    assert {"of", "for"} <= all_of_them - given
    assert len(found.why("c", 1)) == 1


def test_relevant_records_come_first_and_words_of_the_topic_pulled_them():
    texts, labels = made_review()
    decisions = some(labels, 30)
    found = ranked(texts, decisions)
    assert found.learned
    assert set(found.ids) == {str(place) for place in range(200)} - decisions.keys()
    left = sum(labels) - sum(decisions.values())
    assert sum(labels[int(name)] for name in found.ids[:left]) >= 0.8 * left
    first = found.why(found.ids[0])
    assert [pull.strength for pull in first] == sorted((pull.strength for pull in first), reverse=True)
    assert first[0].word in TOPIC
    assert all(pull.strength > 0 for pull in first)


def test_the_pulls_of_all_words_and_pairs_and_the_rest_add_up_to_the_score():
    texts, labels = made_review(300, 20)
    texts[7] = Text()
    for count in (0, 150):  # pairs count once few of those read are relevant
        found = ranked(texts, some(labels, count))
        pulled = [found.pulls(record.id) for record in found.records]
        assert any(" " in pull.word for pulls in pulled for pull in pulls) == (count == 150)
        for record, pulls in zip(found.records, pulled, strict=True):
            assert record.score == pytest.approx(sum(pull.strength for pull in pulls) + found.rest(record.id), abs=1e-3)
        strongest = max(pull.strength for pulls in pulled for pull in pulls)
        assert max(abs(found.rest(record.id)) for record in found.records if record.id != "7") < 2 * strongest


@pytest.mark.parametrize("decisions", [{}, {"1": True}, {"1": False, "2": False}])
def test_random_until_there_is_one_of_each(decisions):
    texts, _labels = made_review(50, 5)
    one, same, other = (ranked(texts, decisions, seed=seed) for seed in (1, 1, 2))
    assert not one.learned
    assert one.ids == same.ids != other.ids
    assert sorted(one.ids, key=int) == [str(place) for place in range(50) if str(place) not in decisions]
    assert one.records[0].score is None
    assert one.why(one.ids[0]) == ()
    assert one.reason.startswith("In random order")


def test_neither_the_order_of_decisions_nor_what_was_ranked_before_matters():
    texts, labels = made_review()
    decisions = some(labels, 40)
    mixed = dict(random.Random(2).sample(sorted(decisions.items()), len(decisions)))
    fresh = ranked(texts, decisions)
    assert ranked(texts, mixed).ids == fresh.ids
    ranker = Ranker(texts, [str(place) for place in range(200)])
    for count in range(5, 40, 5):
        ranker.rank(some(labels, count))
    again = {record.id: record.score for record in ranker.rank(decisions).records}
    assert all(again[record.id] == pytest.approx(record.score, abs=5e-3) for record in fresh.records)


def test_the_order_of_the_records_does_not_matter():
    texts, labels = made_review()
    names = [str(place) for place in range(200)]
    mixed = random.Random(5).sample(names, 200)
    decisions = some(labels, 30)
    one = {record.id: record.score for record in Ranker(texts, names).rank(decisions).records}
    other = Ranker([texts[int(name)] for name in mixed], mixed).rank(decisions)
    assert all(one[record.id] == pytest.approx(record.score, abs=0.03) for record in other.records)


def test_the_model_is_the_support_vector_machine_of_another_program():
    """The same problem, given to scikit-learn as one dense table."""
    texts, labels = made_review(120, 12)
    made = features(texts).words
    rows, relevant = np.arange(60), np.array(labels[:60])
    dense = np.hstack([made.matrix.toarray() + made.unsaid[:, None] * made.mean[None], made.themes])
    weights = balance.weights(relevant)
    theirs = LinearSVC(C=1.0, loss="squared_hinge", tol=1e-8, max_iter=100_000)
    theirs.fit(dense[:60], relevant, sample_weight=weights)
    wanted = dense @ theirs.coef_[0]
    found = Machine(made).learn(rows, relevant).scores(made)
    assert np.abs(found - wanted).max() < 0.01
    assert np.corrcoef(found, wanted)[0, 1] > 0.9999


def test_pairs_are_added_in_units_of_the_words_once_few_records_are_relevant():
    texts, labels = made_review(300, 20)
    made = features(texts)
    for count, with_pairs in ((0, False), (200, True)):
        rows = np.array(sorted({labels.index(True), labels.index(False), *range(count)}))
        relevant = np.array(labels)[rows]
        share = balance.share_of_pairs(int(relevant.sum()), len(rows))
        assert bool(share) == with_pairs
        words, pairs = (Machine(view).learn(rows, relevant).scores(view) for view in (made.words, made.pairs))
        left = np.setdiff1d(np.arange(300), rows)
        wanted = words + share * pairs * words[left].std() / pairs[left].std()
        assert np.abs(Learner(made).learn(rows, relevant).scores - wanted).max() < 0.01


def test_pairs_count_more_the_more_is_known_and_the_less_is_found():
    assert balance.share_of_pairs(20, 100) == balance.share_of_pairs(1, 2) == 0
    assert balance.share_of_pairs(30, 10**6) == pytest.approx(balance.PAIRS / 2, rel=1e-3)
    assert balance.share_of_pairs(10, 200) < balance.share_of_pairs(10, 400) < balance.share_of_pairs(40, 1600)


def test_relevant_decisions_weigh_more_the_more_of_them_there_are():
    for found in (1, 5, 50):
        relevant = np.arange(500) < found
        weights = balance.weights(relevant)
        assert weights[relevant].sum() / weights[~relevant].sum() == pytest.approx(balance.ratio(found), rel=1e-5)
        assert weights.mean() == pytest.approx(balance.STRENGTH)
    assert balance.ratio(1) < balance.ratio(balance.HALFWAY) == pytest.approx((balance.FIRST + balance.LAST) / 2)
    assert balance.ratio(10**9) == pytest.approx(balance.LAST)


def test_a_record_without_any_words_is_taken_as_the_average_and_not_put_last():
    texts, labels = made_review()
    texts[150] = Text()
    labels[150] = False
    found = ranked(texts, some(labels, 30))
    place = found.ids.index("150")
    assert len(found.ids) * 0.05 < place < len(found.ids) * 0.7
    assert found.why("150") == ()


def test_references_by_their_own_ids():
    records = [
        Reference(id="a", title="Respite for carers"),
        Reference(id="b", title="Corrosion of steel"),
        Reference(id="c", title="Welding steel"),
        Reference(id="d", title="A break for a carer", abstract="respite"),
    ]
    assert rank(records, {"a": True, "b": False}).ids == ["d", "c"]


def test_what_cannot_be_is_refused():
    with pytest.raises(SameIdTwice):
        Ranker(["a", "b"], ["x", "x"])
    with pytest.raises(ValueError, match="texts need ids"):
        Ranker(["a", "b"])
    with pytest.raises(ValueError, match="2 records and 1 ids"):
        Ranker(["a", "b"], ["x"])
    with pytest.raises(UnknownRecord):
        rank({"a": "words"}, {"b": True})
    with pytest.raises(UnknownRecord):
        rank({"a": "words"}, {}).why("b")


@pytest.mark.parametrize("texts", [[], [Text()], [Text("one")], [Text()] * 5, [Text("same", "words")] * 5])
def test_nothing_one_record_blank_and_identical_ones(texts):
    decisions = {"0": True, "1": False} if len(texts) > 2 else {}
    assert ranked(texts, decisions).ids if len(texts) > len(decisions) else not ranked(texts, decisions).ids


def test_words_of_other_scripts():
    assert words_of("Épuisement des aidants") == ["épuisement", "des", "aidants"]
    assert words_of("照顾者的负担") == ["照顾", "顾者", "者的", "的负", "负担"]
    assert words_of("care 照顾") == ["care", "照顾"]
    assert words_of("عبء مقدمي الرعاية") == ["عبء", "مقدمي", "الرعاية"]
    texts = {"a": "照顾者的负担", "b": "钢桥的腐蚀", "c": "照顾者需要休息", "d": "钢桥的油漆"}
    assert rank(texts, {"a": True, "b": False}).ids == ["c", "d"]


@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("aB9_ -é照の", max_size=60))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_words_are_runs_of_letters_and_digits_however_they_are_cut(text):
    """The table for plain texts and the two patterns for others, against one letter after the other."""
    runs, before = [], None
    for letter in text.lower():
        kind = "spaced" if letter.isalnum() or letter == "_" else None
        if kind and any(
            start <= letter <= end for start, end in ("\u3040\u30ff", "\u3400\u4dbf", "\u4e00\u9fff", "\uf900\ufaff")
        ):
            kind = "unspaced"
        if kind == "unspaced" or (kind and kind == before):
            runs.append([kind, letter]) if kind != before else runs[-1].append(letter)
        elif kind:
            runs.append([kind, letter])
        before = kind
    wanted = []
    for kind, *letters in runs:
        if kind == "spaced":
            wanted += ["".join(letters)] if len(letters) > 1 else []
        else:
            wanted += [a + b for a, b in itertools.pairwise(letters)] or letters
    assert words_of(text) == wanted


def test_pairs_are_neighbours_within_one_record():
    made = features([Text("systematic reviews", "of care"), Text("care systematic"), Text("systematic review")]).pairs
    assert made.words == ("systematic review",) or made.words == ("systematic reviews",)
    assert made.matrix.toarray().astype(bool).ravel().tolist() == [True, False, True]


def test_themes_of_a_large_set_are_found_from_a_sample(monkeypatch):
    """The order hardly changes: what is common in the whole is common in the sample."""
    texts, labels = made_review(600, 60)
    whole = ranked(texts, some(labels, 40))
    monkeypatch.setattr(features_module, "_THEMES_FROM", 200)
    sampled = ranked(texts, some(labels, 40))
    left = [labels[int(name)] for name in sampled.ids]
    assert sum(left[:40]) >= sum(labels[int(name)] for name in whole.ids[:40]) - 3


def test_forms_of_a_word_come_together():
    assert len({stem(word) for word in ("carer", "carers")}) == 1
    assert stem("therapies") == stem("therapy")
    assert stem("bus") == "bus"
    assert stem("ing") == "ing"
