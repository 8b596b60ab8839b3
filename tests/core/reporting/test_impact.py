"""The impact report: everything that counts people passes the gate, and what it cannot tell follows from what is in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.reporting import (
    SCHEMA,
    About,
    Became,
    BrokenPartError,
    BrokenReportError,
    Change,
    Empty,
    Impact,
    Kind,
    Led,
    NotDone,
    Number,
    NumberOrReasonError,
    Promised,
    SaidNo,
    Sheet,
    Told,
    Way,
    Work,
    became,
    delivered,
    from_data,
    of_people,
    report,
)

DAY = date(2026, 3, 10)
PLACES = {"waiting": 2, "not_done": 3, "done_not_told": 1, "done_changed": 4}
WE = {"done_changed": 2}
WORK = Work({"coach": 2, "peer_supporter": 3}, holders=4, deliverers=5, sessions=13, reached=41)


def kinds(of: Impact) -> list[Kind]:
    return [limit.kind for limit in of.limits]


def whole() -> Impact:
    return report(
        "A group",
        as_of=DAY,
        about=About(("Home by noon",), "Whoever comes home", asked_for="yes"),
        became=became(23, PLACES, WE),
        not_done=(NotDone("A bus", "No money", "money"),),
        changes=(
            Change("Fewer wait", measure="Waits", before="9", after="4", compared_with="The other ward"),
            Change("Staff listen", how_known="story", because=("They do not listen",)),
            Change("It stayed as it was", nothing=True),
        ),
        sheet=Sheet("2026-03-01", {"An unpaid carer": {"said": 9, "we": None}}),
        delivered=delivered(("Bags",), replace(WORK, holders_agreed=True, deliverers_agreed=True)),
        invested=(Told("2026-02-01", 9, 41000, 3000, 12.5, {"payment": 30000}),),
        ways=(Way("co-design", "Co-design", ("Somebody 2021",)),),
        led=Led(
            sponsor=True,
            supported=True,
            promises=(Promised("To come", kept="partly", happened="Came twice", answer="I was ill"), Promised("Money")),
        ),
        said_no=(SaidNo("Asked too often", community=True), SaidNo("Too far", left=True, who="Jo")),
    )


def test_numbers_of_what_was_said_are_there_from_eight_people_up() -> None:
    assert became(7, PLACES, WE) == Became(Number(empty=Empty.SUPPRESSED, fewer_than=8))
    shown = became(8, PLACES, WE)
    assert (shown.people, shown.places, shown.we) == (Number(10, rounded_to=5), PLACES, WE)


def test_who_delivers_is_kept_back_in_a_small_group() -> None:
    found = delivered(("Bags",), WORK)
    assert found.holders == Number(empty=Empty.SUPPRESSED, fewer_than=8)
    assert found.kinds is None
    assert found.sessions.empty == found.reached.empty == Empty.SUPPRESSED
    assert not found.by_agreement


def test_what_is_delivered_is_told_exactly_where_everybody_agreed() -> None:
    found = delivered(("Bags",), replace(WORK, holders_agreed=True, deliverers_agreed=True))
    assert (found.holders, found.kinds) == (Number(4), {"coach": 2, "peer_supporter": 3})
    assert (found.sessions, found.reached) == (Number(13), Number(40, rounded_to=5))
    assert found.by_agreement


def test_agreement_of_those_who_hold_a_role_says_nothing_for_those_who_did_and_stopped() -> None:
    found = delivered(("Bags",), replace(WORK, holders_agreed=True))
    assert found.holders == Number(4)
    assert found.sessions.empty == Empty.SUPPRESSED


def test_people_who_were_reached_did_not_agree_to_anything() -> None:
    """Nobody asked them, so few of them are never told, whatever those who reached them say."""
    few = replace(WORK, reached=3, holders_agreed=True, deliverers_agreed=True)
    assert delivered(("Bags",), few).reached == Number(empty=Empty.SUPPRESSED, fewer_than=8)


def test_eight_who_deliver_are_told_without_the_kinds() -> None:
    found = delivered(("Bags",), replace(WORK, holders=8, deliverers=8))
    assert (found.holders.value, found.kinds, found.sessions.value) == (10, None, 15)


def test_nothing_delivered_is_not_nought() -> None:
    assert delivered((), WORK).sessions.empty == Empty.NOT_APPLICABLE


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=300, derandomize=True)
def test_no_number_from_one_to_seven_leaves_without_agreement(holders: int, did: int, times: int, reached: int) -> None:
    work = Work({"coach": holders}, holders, did, times, reached)
    found = delivered(("Bags",), work)
    for number in (found.holders, found.sessions, found.reached):
        assert number.value is None or number.value == 0 or number.value >= 8
        assert number.value is None or number.value % 5 == 0
    assert found.kinds is None


@given(st.integers(0, 40), st.integers(0, 1))
@settings(max_examples=100, derandomize=True)
def test_one_person_more_or_less_changes_a_number_by_five_or_not_at_all(people: int, more: int) -> None:
    first, second = of_people(people), of_people(people + more)
    if first.value and second.value:
        assert abs(first.value - second.value) in {0, 5}


def test_what_it_cannot_tell_follows_from_what_is_in_it() -> None:
    found = {limit.kind: limit for limit in whole().limits}
    assert list(found) == [
        Kind.OWN_ACCOUNT,
        Kind.PROMISES_OPEN,
        Kind.WORDS_STAY,
        Kind.NOT_LOOKED_AT,
        Kind.COMPARED_WITH_NOTHING,
        Kind.TOLD_NOT_COUNTED,
        Kind.REACHED_TWICE,
        Kind.NOT_STUDIED,
    ]
    assert (found[Kind.WORDS_STAY].count, found[Kind.WORDS_STAY].of) == (2, 3)
    assert found[Kind.NOT_LOOKED_AT].count == 1
    assert (found[Kind.PROMISES_OPEN].count, found[Kind.PROMISES_OPEN].of) == (1, 2)
    assert (found[Kind.COMPARED_WITH_NOTHING].count, found[Kind.COMPARED_WITH_NOTHING].of) == (1, 2)


def test_an_empty_report_says_what_is_missing_and_never_nothing() -> None:
    assert kinds(report("A group", as_of=DAY)) == [
        Kind.OWN_ACCOUNT,
        Kind.NO_AGREEMENT,
        Kind.NO_UNTOLD,
        Kind.FEW_SPOKE,
        Kind.NO_CHANGE_SHOWN,
        Kind.HOW_EQUAL,
        Kind.NOTHING_DELIVERED,
        Kind.INVESTED_KEPT_BACK,
    ]
    small = replace(whole(), became=became(3, PLACES, WE), delivered=delivered(("Bags",), WORK))
    assert {Kind.FEW_SPOKE, Kind.WORK_KEPT_BACK} <= set(kinds(small))
    assert Kind.NOBODY_BEHIND in kinds(replace(whole(), led=Led()))
    assert Kind.NOBODY_BEHIND not in kinds(replace(whole(), led=None)), "a report from before says nothing of it"
    assert Kind.WORDS_STAY not in kinds(small), "how many stay would tell how many there are"


def test_as_data_and_back_is_the_same_report() -> None:
    data = json.loads(json.dumps(whole().as_data()))
    assert data == whole().as_data()
    assert data["schema"] == SCHEMA
    assert data["limits"][0] == {"kind": "own_account", "count": None, "of": None}
    assert data["delivered"]["reached"] == {"value": 40, "empty": None, "fewer_than": None, "rounded_to": 5}
    assert from_data(data) == whole()
    empty = report("A group", as_of=DAY)
    assert from_data(json.loads(json.dumps(empty.as_data()))) == empty


def test_a_report_from_before_promises_were_in_it_is_still_read() -> None:
    data = whole().as_data()
    before = {name: part for name, part in data.items() if name not in {"led", "said_no"}}
    assert from_data(before) == replace(whole(), led=None, said_no=())


@pytest.mark.parametrize("given_", [{"kept": "maybe"}, {"kept": "no"}, {"kept": "partly", "answer": "I was ill"}])
def test_a_promise_that_was_not_kept_says_what_happened(given_: dict[str, str]) -> None:
    with pytest.raises(BrokenPartError):
        Promised("To come", **given_)
    data = whole().as_data()
    data["led"]["promises"][0] |= {"happened": "", **given_}
    with pytest.raises(BrokenReportError):
        from_data(data)


@pytest.mark.parametrize(
    "data", [{}, {"schema": "wesaid.impact/9"}, {"schema": SCHEMA}, {**whole().as_data(), "ways": 3}]
)
def test_what_is_no_report_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(BrokenReportError):
        from_data(data)


def test_numbers_are_there_or_say_why_not() -> None:
    for given_ in ({}, {"value": 1, "empty": Empty.SUPPRESSED}, {"value": -1}, {"value": 9, "fewer_than": 8}):
        with pytest.raises(NumberOrReasonError):
            Number(**given_)  # type: ignore[arg-type]


def test_parts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BrokenReportError):
        became(9, {"done_changed": 1}, {"done_changed": 2})
    with pytest.raises(BrokenReportError):
        Became(Number(empty=Empty.SUPPRESSED), {"waiting": 1}, {})
    with pytest.raises(BrokenReportError):
        Became(Number(9), {"waiting": 1}, None)
