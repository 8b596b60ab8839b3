"""What a report cannot tell, worked out from what is in it: not left to whoever would rather not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wesaid.reporting._numbers import Empty

if TYPE_CHECKING:
    from wesaid.reporting._impact import Impact


class Kind(StrEnum):
    """What cannot be told."""

    OWN_ACCOUNT = "own_account"  # the group wrote it about itself
    NO_AGREEMENT = "no_agreement"  # nothing was written down of what it was about
    FEW_SPOKE = "few_spoke"  # so there are no numbers of what was said
    WORDS_STAY = "words_stay"  # some changes and reasons are in words that stay in the group
    NOT_LOOKED_AT = "not_looked_at"  # done, and nobody has looked whether anything changed
    NO_CHANGE_SHOWN = "no_change_shown"
    COMPARED_WITH_NOTHING = "compared_with_nothing"
    TOLD_NOT_COUNTED = "told_not_counted"  # known because somebody saw or told it
    HOW_EQUAL = "how_equal"  # stays in the group, or was not looked at
    WORK_KEPT_BACK = "work_kept_back"  # how many deliver, and how often
    REACHED_TWICE = "reached_twice"  # times, not people
    NOTHING_DELIVERED = "nothing_delivered"
    NOBODY_BEHIND = "nobody_behind"  # nobody senior is named, so nobody can be held to a promise
    PROMISES_OPEN = "promises_open"  # promises of which the group has not said whether they were kept
    NO_UNTOLD = "no_untold"  # whether anybody said no, and why
    INVESTED_KEPT_BACK = "invested_kept_back"
    NOT_STUDIED = "not_studied"  # ways of working that published studies report are no proof for this group


@dataclass(frozen=True, slots=True)
class Limit:
    """One thing a report cannot tell: of how many things (``count`` of ``of``), where it is about some of them."""

    kind: Kind
    count: int | None = None
    of: int | None = None


def limits(of: Impact) -> Iterator[Limit]:
    """In the order of the report. The first always holds."""
    yield Limit(Kind.OWN_ACCOUNT)
    if of.about is None:
        yield Limit(Kind.NO_AGREEMENT)
    yield from _about_who_leads(of)
    if not of.said_no:
        yield Limit(Kind.NO_UNTOLD)
    yield from _about_what_was_said(of)
    yield from _about_changes(of)
    if of.sheet is None:
        yield Limit(Kind.HOW_EQUAL)
    yield from _about_work(of)
    if not of.invested:
        yield Limit(Kind.INVESTED_KEPT_BACK)
    if any(way.references for way in of.ways):
        yield Limit(Kind.NOT_STUDIED)


def _about_what_was_said(of: Impact) -> Iterator[Limit]:
    places = of.became.places
    if places is None:
        yield Limit(Kind.FEW_SPOKE)
        return
    stays = places.get("not_done", 0) - len(of.not_done)
    if stays > 0:
        yield Limit(Kind.WORDS_STAY, stays, places["not_done"])
    if unseen := places.get("done_not_told", 0):
        yield Limit(Kind.NOT_LOOKED_AT, unseen)


def _about_who_leads(of: Impact) -> Iterator[Limit]:
    if of.led is None:
        return
    if not of.led.sponsor:
        yield Limit(Kind.NOBODY_BEHIND)
    if unsaid := sum(not one.kept for one in of.led.promises):
        yield Limit(Kind.PROMISES_OPEN, unsaid, len(of.led.promises))


def _about_changes(of: Impact) -> Iterator[Limit]:
    told = [change for change in of.changes if not change.nothing]
    if not of.changes:
        yield Limit(Kind.NO_CHANGE_SHOWN)
        return
    if alone := sum(not change.compared_with for change in told):
        yield Limit(Kind.COMPARED_WITH_NOTHING, alone, len(told))
    if seen := sum(not change.measure for change in told):
        yield Limit(Kind.TOLD_NOT_COUNTED, seen, len(told))


def _about_work(of: Impact) -> Iterator[Limit]:
    if not of.delivered.pieces:
        yield Limit(Kind.NOTHING_DELIVERED)
        return
    kept_back = (of.delivered.holders, of.delivered.sessions, of.delivered.reached)
    if any(number.empty == Empty.SUPPRESSED for number in kept_back):
        yield Limit(Kind.WORK_KEPT_BACK)
    if of.delivered.reached.value:
        yield Limit(Kind.REACHED_TWICE)
