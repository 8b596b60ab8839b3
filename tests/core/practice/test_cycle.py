"""The cycle: a small world counted by hand, an oracle that counts another way, what must always hold, and the gate."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from wesaid.practice.cycle import (
    DELIVERING,
    FEW,
    ORDER,
    PEOPLE,
    POSITION_OF,
    Answer,
    BackwardsError,
    Held,
    NowhereError,
    Position,
    Published,
    Quarter,
    QuarterError,
    RoleKind,
    Traveller,
    TwiceError,
    Verdict,
    cycle,
    for_outside,
    published_share,
    renewal,
)

RECIPIENT, PRODUCER, DELIVERER, SUPPORTER = ORDER
steady = settings(max_examples=200, derandomize=True, deadline=None, database=None)


def q(number: int) -> Quarter:
    """The quarters counted on from the first of 2025."""
    return Quarter(2025 + number // 4, number % 4 + 1)


def person(key: str, *held: tuple[Position, int] | tuple[Position, int, int], peer: bool | None = None) -> Traveller:
    found = [Held(one[0], q(one[1]), q(one[2]) if len(one) == 3 else None) for one in held]
    return Traveller(key, frozenset(found), peer)


BY_HAND = [
    person("only receives", (RECIPIENT, 0)),
    person("co-produces", (RECIPIENT, 0), (PRODUCER, 0)),
    person("trains, too", (RECIPIENT, 0), (PRODUCER, 0), (DELIVERER, 1)),
    person("all the way", (RECIPIENT, 0), (PRODUCER, 0), (DELIVERER, 1), (SUPPORTER, 2)),
    person("stepped back", (RECIPIENT, 0), (PRODUCER, 0), (SUPPORTER, 1, 2)),
    person("one of two left", (RECIPIENT, 1), (PRODUCER, 1), (DELIVERER, 1, 1), (SUPPORTER, 2)),
    person("left for good", (RECIPIENT, 0, 1), (PRODUCER, 0, 1)),
    person("supported first", (SUPPORTER, 1), (DELIVERER, 3)),
]


def test_counted_by_hand() -> None:
    found = cycle(BY_HAND)
    assert found.people == 7
    assert dict(found.now) == {RECIPIENT: 6, PRODUCER: 5, DELIVERER: 3, SUPPORTER: 3}
    assert dict(found.ever) == {RECIPIENT: 7, PRODUCER: 6, DELIVERER: 4, SUPPORTER: 4}
    assert dict(found.furthest) == {RECIPIENT: 1, PRODUCER: 2, DELIVERER: 1, SUPPORTER: 3}
    # From co-delivery on: two. Whoever supported peers before training did not move on from training.
    assert dict(found.moved_on) == {RECIPIENT: 6, PRODUCER: 4, DELIVERER: 2}
    assert found.stepped_back == 1


def test_nobody() -> None:
    found = cycle([])
    assert (found.people, found.stepped_back) == (0, 0)
    assert set(found.now.values()) | set(found.moved_on.values()) == {0}


def test_roles_have_the_position_of_the_paper() -> None:
    """Conquer et al. 2024: training by those who know it and coaching are co-delivery; peers support peers."""
    assert set(POSITION_OF) == set(RoleKind)
    peers = {kind for kind, position in POSITION_OF.items() if position == SUPPORTER}
    assert peers == {RoleKind.PEER_SUPPORTER, RoleKind.PEER_COORDINATOR}
    assert {POSITION_OF[kind] for kind in set(RoleKind) - peers} == {DELIVERER}


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2025, 1, 1), (2025, 1)),
        (date(2025, 3, 31), (2025, 1)),
        (date(2025, 4, 1), (2025, 2)),
        (date(2024, 12, 31), (2024, 4)),
    ],
)
def test_quarter_of_a_day(day: date, quarter: tuple[int, int]) -> None:
    assert Quarter.of(day) == Quarter(*quarter)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(QuarterError):
        Quarter(2025, 0)
    with pytest.raises(QuarterError):
        Quarter(2025, 5)
    with pytest.raises(BackwardsError):
        Held(RECIPIENT, q(1), q(0))
    with pytest.raises(NowhereError):
        Traveller("somebody", frozenset())
    with pytest.raises(NowhereError):
        Traveller(" ", frozenset({Held(RECIPIENT, q(0))}))
    twice = [person("a", (RECIPIENT, 0)), person("a", (PRODUCER, 0))]
    for count in (cycle, renewal, for_outside):
        with pytest.raises(TwiceError):
            count(twice)


# Whether it renews itself


def newcomers(yes: int, no: int, silent: int) -> list[Traveller]:
    answers = [True] * yes + [False] * no + [None] * silent
    return [person(f"new {place}", (RECIPIENT, 2), peer=peer) for place, peer in enumerate(answers)]


BEGAN = person("the first", (RECIPIENT, 0), (SUPPORTER, 1))


def test_renewal_refuses_in_words_of_its_own() -> None:
    assert renewal([]).verdict == Verdict.NOT_BEGUN
    assert renewal([person("a", (RECIPIENT, 0)), *newcomers(20, 0, 0)]).verdict == Verdict.NOT_BEGUN
    assert renewal([BEGAN]).verdict == Verdict.NOBODY_NEW
    same_quarter = person("came as it began", (RECIPIENT, 1), peer=True)
    assert renewal([BEGAN, same_quarter]).verdict == Verdict.NOBODY_NEW
    few = renewal([BEGAN, *newcomers(FEW - 1, 0, 50)])
    assert (few.verdict, few.newcomers) == (Verdict.TOO_FEW, FEW + 49)
    assert few.share is few.interval is few.if_silent_no is few.if_silent_yes is None


def test_renewal_as_printed() -> None:
    """With Newcombe's printed intervals (1998): 15 of 148, and 0 of 20."""
    found = renewal([BEGAN, *newcomers(15, 133, 0)])
    assert found.verdict == Verdict.SOME
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    none = renewal([BEGAN, *newcomers(0, 20, 0)])
    assert none.verdict == Verdict.NONE
    assert none.interval is not None
    assert (none.interval.low, none.interval.high) == pytest.approx((0.0, 0.1611), abs=5e-5)


def test_renewal_says_what_the_silent_could_change() -> None:
    found = renewal([BEGAN, *newcomers(6, 6, 8)])
    assert (found.if_silent_no, found.if_silent_yes) == (pytest.approx(0.3), pytest.approx(0.7))


# Another way of counting: a table of quarters, each looked up

people_in = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.sampled_from(ORDER), st.integers(0, 7), st.none() | st.integers(0, 4)), min_size=1, max_size=5
        ),
        st.sampled_from([True, False, None]),
    ),
    max_size=40,
)


def made(rows: list[tuple[list[tuple[Position, int, int | None]], bool | None]]) -> list[Traveller]:
    return [
        Traveller(
            f"p{place}",
            frozenset(
                Held(where, q(since), None if lasts is None else q(since + lasts)) for where, since, lasts in held
            ),
            peer,
        )
        for place, (held, peer) in enumerate(rows)
    ]


@steady
@given(people_in)
def test_against_a_count_from_rows(rows: list[tuple[list[tuple[Position, int, int | None]], bool | None]]) -> None:
    found = cycle(made(rows))
    flat = [(who, where, since, lasts) for who, (held, _peer) in enumerate(rows) for where, since, lasts in held]
    for place, where in enumerate(ORDER):
        assert found.now[where] == len({who for who, at, _since, lasts in flat if at == where and lasts is None})
        assert found.ever[where] == len({who for who, at, _since, _lasts in flat if at == where})
        if place < 3:
            moved = {
                who
                for who, at, since, _lasts in flat
                for who2, later, then, _lasts2 in flat
                if who == who2 and at == where and later in ORDER[place + 1 :]
                # both at their first time
                if since == min(s for w, a, s, _l in flat if w == who and a == at)
                if then == min(s for w, a, s, _l in flat if w == who and a == later)
                if then >= since
            }
            assert found.moved_on[where] == len(moved)
    delivered = {who for who, at, _since, _lasts in flat if at in DELIVERING}
    delivering = {who for who, at, _since, lasts in flat if at in DELIVERING and lasts is None}
    assert found.stepped_back == len(delivered - delivering)


@steady
@given(people_in, st.sampled_from([0.8, 0.95, 0.99]))
def test_renewal_against_rows_and_statsmodels(
    rows: list[tuple[list[tuple[Position, int, int | None]], bool | None]], level: float
) -> None:
    found = renewal(made(rows), confidence=level)
    starts = [since for held, _peer in rows for where, since, _lasts in held if where in DELIVERING]
    if not starts:
        assert found.verdict == Verdict.NOT_BEGUN
        return
    new = [peer for held, peer in rows if min(since for _where, since, _lasts in held) > min(starts)]
    yes, no = new.count(True), new.count(False)
    assert found.newcomers == len(new)
    if yes + no < FEW:
        assert found.verdict == (Verdict.TOO_FEW if new else Verdict.NOBODY_NEW)
        assert found.share is None
        return
    assert found.verdict == (Verdict.SOME if yes else Verdict.NONE)
    assert found.share is not None
    assert found.interval is not None
    theirs = proportion_confint(yes, yes + no, alpha=1 - level, method="wilson")
    assert (found.interval.low, found.interval.high) == pytest.approx(theirs, abs=1e-12)
    assert found.if_silent_no <= yes / (yes + no) <= found.if_silent_yes  # type: ignore[operator]


# What must always hold


@steady
@given(people_in, st.randoms(use_true_random=False))
def test_neither_order_nor_keys_matter(
    rows: list[tuple[list[tuple[Position, int, int | None]], bool | None]], random: object
) -> None:
    people = made(rows)
    renamed = [Traveller(f"other {one.key}", one.held, one.through_peer) for one in people]
    random.shuffle(renamed)  # type: ignore[attr-defined]
    assert cycle(renamed) == cycle(people)
    assert renewal(renamed) == renewal(people)


@steady
@given(people_in)
def test_everyone_is_counted_once_at_the_furthest(
    rows: list[tuple[list[tuple[Position, int, int | None]], bool | None]],
) -> None:
    found = cycle(made(rows))
    assert sum(found.furthest.values()) == found.people
    for where in ORDER:
        assert found.furthest[where] <= found.now[where] <= found.ever[where] <= len(rows)
    assert found.furthest[SUPPORTER] == found.now[SUPPORTER]


@steady
@given(people_in, st.integers(0, 3))
def test_who_leaves_stays_among_those_who_ever_did(
    rows: list[tuple[list[tuple[Position, int, int | None]], bool | None]], lasts: int
) -> None:
    """Nobody's step back takes away what they did before."""
    before = cycle(made(rows))
    ended = [
        ([(where, since, lasts if until is None else until) for where, since, until in held], peer)
        for held, peer in rows
    ]
    after = cycle(made(ended))
    assert after.ever == before.ever
    assert after.moved_on == before.moved_on
    assert after.people == 0


# The gate


def numbers(published: Published) -> dict[str, int | None]:
    return {row: published.cells[row, PEOPLE].value for row in published.rows}


@steady
@given(st.lists(st.tuples(*[st.integers(0, 30)] * 4), min_size=1, max_size=8))
def test_nothing_small_and_no_small_step_goes_out(history: list[tuple[int, int, int, int]]) -> None:
    """Whoever keeps every release and subtracts finds no number from 1 to 7."""
    last: Published | None = None
    for yes, no, silent, support in history:
        others = [person(f"supports {place}", (SUPPORTER, 0)) for place in range(support)]
        now = for_outside([BEGAN, *newcomers(yes, no, silent), *others], last)
        true: dict[str, int] = {RECIPIENT: yes + no + silent, PRODUCER: 0, DELIVERER: 0, SUPPORTER: support + 1}
        true |= {Answer.THROUGH_PEER: yes, Answer.ANOTHER_WAY: no, Answer.NOT_SAID: silent}
        for row, value in numbers(now).items():
            assert value is None or value >= 8
            before = numbers(last)[row] if last else None
            assert value is None or before is None or value == before or abs(value - before) >= 8
            assert now is last or value is None or value == true[row]
        last = now


def test_one_who_comes_or_answers_changes_nothing_that_goes_out() -> None:
    """Also at the step where a number first is large enough: a first release of 8 after one of 7 would say who came."""
    for size in range(30):
        first = for_outside([BEGAN, *newcomers(size, size, 0)])
        for more in (newcomers(size + 1, size, 0), newcomers(size, size, 1), newcomers(size, max(size - 1, 0), 0)):
            assert for_outside([BEGAN, *more], first) is first


def test_what_goes_out_of_a_larger_group() -> None:
    published = for_outside([BEGAN, *newcomers(31, 12, 9)])
    assert numbers(published) == {
        RECIPIENT: 52,
        PRODUCER: None,
        DELIVERER: None,
        SUPPORTER: None,
        Answer.THROUGH_PEER: 31,
        Answer.ANOTHER_WAY: 12,
        Answer.NOT_SAID: 9,
    }
    found = published_share(published)
    assert found is not None
    share, interval = found
    assert (share.positive, share.n) == (31, 43)
    assert (interval.low, interval.high) == pytest.approx(proportion_confint(31, 43, method="wilson"))


def test_a_group_that_is_too_small_gives_nothing_away() -> None:
    published = for_outside([BEGAN, *newcomers(3, 2, 0)])
    assert set(numbers(published).values()) == {None}
    assert published_share(published) is None


def test_days_are_no_finer_than_quarters() -> None:
    start = date(2025, 4, 1)
    assert {Quarter.of(start + timedelta(days=day)) for day in range(91)} == {Quarter(2025, 2)}
