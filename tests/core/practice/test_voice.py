"""Whose voice counted: groups in, what may be shown out."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.disclosure import HES_2018, LT5, LT10
from wesaid.practice.voice import (
    NOT_STATED,
    Counted,
    GroupVoice,
    Note,
    NotStatedReferenceError,
    Record,
    Said,
    Share,
    UnknownGroupError,
    Voice,
    compare,
    difference_interval,
    heard,
    ratio_interval,
    wilson,
)

steady = settings(max_examples=60, derandomize=True, deadline=None, database=None)


def said_by(group: str | None, n: int, positive: int, people: int | None = None) -> list[Record]:
    names = people or n
    return [Record(group, f"{group}{row % names}", row < positive) for row in range(n)]


def group(voice: Voice, name: str) -> GroupVoice:
    (found,) = (one for one in voice.groups if one.value == name)
    return found


OFFICIALS, CITIZENS = said_by("officials", 1300, 1244), said_by("citizens", 3445, 2247)
CARERS = said_by("carers", 5, 3)


def test_barcelona_2016() -> None:
    voice = compare(OFFICIALS + CITIZENS, by_person=False, reference="officials")
    citizens = group(voice, "citizens")
    assert (citizens.n, citizens.positive, citizens.suppressed, citizens.people) == (3445, 2247, False, None)
    assert citizens.rate is not None
    assert (citizens.rate.value, citizens.rate.low, citizens.rate.high) == pytest.approx(
        (0.65225, 0.63618, 0.66798), abs=5e-6
    )
    assert citizens.ratio is not None
    assert citizens.ratio.value == pytest.approx(0.6816, abs=5e-5)
    officials = group(voice, "officials")
    assert officials.ratio is not None
    assert officials.difference is not None
    assert (officials.ratio.value, officials.ratio.low, officials.ratio.high) == (1.0, 1.0, 1.0)
    assert (officials.difference.value, officials.difference.low, officials.difference.high) == (0.0, 0.0, 0.0)


def test_the_parts_are_the_formulas() -> None:
    voice = compare(said_by("a", 40, 31) + said_by("b", 60, 20), by_person=False, reference="b", confidence=0.9)
    a = group(voice, "a")
    own, other = Share(31, 40), Share(20, 60)
    assert a.rate is not None
    assert a.ratio is not None
    assert a.difference is not None
    for estimate, interval in (
        (a.rate, wilson(own, 0.9)),
        (a.ratio, ratio_interval(own, other, 0.9)),
        (a.difference, difference_interval(own, other, 0.9)),
    ):
        assert (estimate.low, estimate.high) == (interval.low, interval.high)
    assert a.difference.value == pytest.approx(31 / 40 - 20 / 60)


@pytest.mark.parametrize("people", range(1, 8))
def test_a_small_group_hands_on_its_name_and_nothing_else(people: int) -> None:
    for records, by_person in (
        (said_by("carers", people, people), False),
        (said_by("carers", people * 30, 40, people=people), True),
    ):
        small = group(compare(OFFICIALS + records, by_person=by_person, reference="officials"), "carers")
        assert small == GroupVoice("carers", suppressed=True)
        assert {field.name for field in fields(small) if getattr(small, field.name) is not None} == {
            "value",
            "suppressed",
        }


def test_eight_are_shown() -> None:
    assert not group(compare(said_by("a", 8, 3), by_person=False), "a").suppressed
    assert not group(compare(said_by("a", 80, 3, people=8), by_person=True), "a").suppressed
    assert group(compare(said_by("a", 80, 3, people=7), by_person=True), "a").suppressed


def test_with_people_the_intervals_from_resampling_stand_beside() -> None:
    records = said_by("a", 60, 31, people=12) + said_by("b", 90, 20, people=30)
    voice = compare(records, by_person=True, reference="b", seed=3)
    a, b = group(voice, "a"), group(voice, "b")
    assert (voice.counted, a.people, b.people) == (Counted.PEOPLE, 12, 30)
    assert a.bootstrap is not None
    assert a.bootstrap.rate is not None
    assert a.bootstrap.ratio is not None
    assert a.bootstrap.difference is not None
    assert b.bootstrap is not None
    assert b.bootstrap.ratio is None
    assert a.bootstrap == group(compare(records, by_person=True, reference="b", seed=3), "a").bootstrap
    assert Note.ROWS_NOT_INDEPENDENT in voice.notes
    assert Note.FEW_PEOPLE not in voice.notes
    few = compare(said_by("a", 60, 31, people=9), by_person=True)
    assert Note.FEW_PEOPLE in few.notes
    assert Note.FEW_PEOPLE not in compare(said_by("a", 60, 31, people=7), by_person=True).notes


def test_rows_without_a_person_are_one_person_of_their_group() -> None:
    unnamed = [Record("a", None, True), Record("a", " ", False)] * 10
    voice = compare(said_by("a", 20, 5, people=7) + unnamed, by_person=True)
    assert group(voice, "a").people == 8
    assert Note.UNNAMED_TAKEN_AS_ONE in voice.notes
    assert group(compare(unnamed, by_person=True), "a").suppressed
    assert Note.UNNAMED_TAKEN_AS_ONE not in compare(unnamed, by_person=True).notes


def test_not_stated_is_a_group_but_never_a_reference() -> None:
    records = [*said_by(None, 5, 2), *said_by("", 4, 1), *said_by(" Not stated ", 3, 3), *said_by("a", 9, 1)]
    voice = compare(records, by_person=False)
    assert [(one.value, one.n) for one in voice.groups] == [("a", 9), (NOT_STATED, 12)]
    for reference in (NOT_STATED, "", " not STATED"):
        with pytest.raises(NotStatedReferenceError):
            compare(records, by_person=False, reference=reference)
    with pytest.raises(UnknownGroupError):
        compare(records, by_person=False, reference="b")


def test_notes_on_the_reference() -> None:
    def notes(*records: list[Record], reference: str | None) -> tuple[Note, ...]:
        return compare([one for some in records for one in some], by_person=False, reference=reference).notes

    assert Note.NO_REFERENCE in notes(OFFICIALS, reference=None)
    assert Note.REFERENCE_WITHHELD in notes(OFFICIALS, CARERS, reference="carers")
    assert Note.REFERENCE_AT_ZERO in notes(said_by("a", 9, 0), said_by("b", 9, 3), reference="a")
    voice = compare(said_by("b", 9, 3), by_person=False, reference="a", also=["a"])
    assert Note.REFERENCE_WITHOUT_RATE in voice.notes
    assert group(voice, "a") == GroupVoice("a", suppressed=False, n=0, positive=0)
    assert group(voice, "b").ratio is None


def test_a_withheld_reference_compares_with_nobody() -> None:
    voice = compare(OFFICIALS + CARERS, by_person=False, reference="carers")
    assert group(voice, "officials").ratio is None
    assert group(voice, "officials").difference is None


def test_nought_against_nought_has_no_ratio() -> None:
    voice = compare(said_by("a", 9, 0) + said_by("b", 12, 0), by_person=False, reference="a")
    b = group(voice, "b")
    assert b.ratio is not None
    assert (b.ratio.value, b.ratio.low, b.ratio.high) == (None, 0.0, float("inf"))


def test_rounding_presets_round_first() -> None:
    voice = compare(
        said_by("a", 43, 28, people=23) + said_by("b", 58, 3, people=40) + said_by("c", 81, 81),
        by_person=True,
        reference="c",
        preset=HES_2018,
    )
    a, b = group(voice, "a"), group(voice, "b")
    assert (a.n, a.positive, a.people) == (45, 30, 25)
    assert a.rate is not None
    assert a.rate.value == 30 / 45
    assert a.bootstrap is None  # it would give away what was rounded
    assert (b.n, b.positive, b.rate, b.ratio) == (60, None, None, None)
    assert {Note.ROUNDED, Note.POSITIVES_WITHHELD, Note.NOT_RESAMPLED_WHEN_ROUNDED} <= set(voice.notes)
    assert Note.ROWS_NOT_INDEPENDENT not in voice.notes


def test_other_presets() -> None:
    assert not group(compare(CARERS, by_person=False, preset=LT5), "carers").suppressed
    assert group(compare(said_by("a", 9, 3), by_person=False, preset=LT10), "a").suppressed
    assert group(compare([], by_person=False, preset=LT10, also=["a"]), "a").suppressed


def test_said_taken_up_decided() -> None:
    said = [Said("carer", f"p{n}", taken_up=n < 6, decided=n < 2) for n in range(20)]
    said += [Said("staff", f"s{n}", taken_up=n < 18, decided=n < 16) for n in range(20)]
    found = heard(said, by_person=False, reference="staff")
    carers = group(found.taken_up, "carer"), group(found.decided, "carer")
    assert [(one.n, one.positive) for one in carers] == [(20, 6), (20, 2)]
    assert carers[0].ratio is not None
    assert carers[0].ratio.value == pytest.approx(6 / 18)
    assert found.taken_up == compare(
        [Record(one.group, one.person, one.taken_up) for one in said], by_person=False, reference="staff"
    )


@st.composite
def many_records(draw: st.DrawFn) -> list[Record]:
    names = st.sampled_from(["a", "b", "c", None])
    people = st.integers(0, 25).map(str) | st.none()
    return draw(st.lists(st.builds(Record, names, people, st.booleans()), min_size=1, max_size=120))


@steady
@given(many_records(), st.booleans(), st.integers(0, 99))
def test_neither_order_nor_names_of_people_matter(records: list[Record], by_person: bool, seed: int) -> None:
    shuffled = [one._replace(person=one.person and f"x{one.person}") for one in records]
    random.Random(seed).shuffle(shuffled)
    plain = compare(records, by_person=by_person, resamples=99)
    assert compare(shuffled, by_person=by_person, resamples=99) == plain
    assert compare(Counter(records), by_person=by_person, resamples=99) == plain


@steady
@given(many_records(), st.booleans())
def test_other_groups_do_not_matter(records: list[Record], by_person: bool) -> None:
    """What is said of one group hangs on that group and the reference alone."""
    base = said_by("z", 30, 11, people=15)
    whole = compare(records + base, by_person=by_person, reference="z", resamples=99)
    for one in whole.groups:
        alone = [record for record in records if (record.group or NOT_STATED) == one.value]
        part = compare(alone + base, by_person=by_person, reference="z", resamples=99)
        assert group(part, one.value) == one


@steady
@given(many_records(), st.booleans(), st.sampled_from([None, "a", "z"]))
def test_what_a_small_group_said_changes_nothing_shown(
    records: list[Record], by_person: bool, reference: str | None
) -> None:
    base = said_by("a", 30, 11, people=15) + said_by("z", 9, 4)
    small = [Record("tiny", one.person if by_person else None, one.positive) for one in records]
    if by_person:
        allowed = sorted({one.person or "" for one in small})[:7]
        small = [one for one in small if (one.person or "") in allowed]
    else:
        small = small[:7]
    with_tiny = compare(base + small, by_person=by_person, reference=reference, resamples=99)
    with_other = compare([*base, Record("tiny", "q", False)], by_person=by_person, reference=reference, resamples=99)
    assert with_tiny == with_other
