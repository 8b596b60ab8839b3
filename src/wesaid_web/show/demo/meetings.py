"""Meetings of the example: one at which those who are paid were twice as many, what the group did, and the next one.

Values, and the few steps that make them. The other meetings are told by what was decided at them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from typing import TYPE_CHECKING

from wesaid_web.meetings import actions as meetings
from wesaid_web.meetings.actions import Point
from wesaid_web.meetings.models import Given, Meeting
from wesaid_web.projects.models import Hat, Member, Perspective
from wesaid_web.show.demo.decisions import AT_EIGHTH, AT_FIFTH, AT_NINTH, AT_TENTH, EIGHTH, FIFTH, NINTH, TENTH
from wesaid_web.show.demo.shapes import Step, key_of, weeks

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

NEXT = -weeks(3)
FORMATS = ("Large print", "Papers a week before, one page", "By telephone for Mr Whitlock")


@dataclass(frozen=True)
class Changed:
    """A change at short notice. ``ago`` is when people were told."""

    ago: int
    what: str
    why: str
    another_way: str = ""


@dataclass(frozen=True)
class Met:
    """One meeting. ``expected`` and ``away`` are keys of people; ``there`` is who came in the end, if it has been."""

    ago: int
    planned: int
    purpose: str
    starts: time
    ends: time
    place: str
    chair: str
    agenda: tuple[Point, ...]
    expected: tuple[str, ...]
    away: tuple[str, ...] = ()
    know_each_other: int | None = 20
    changed: tuple[Changed, ...] = ()
    there: tuple[str, ...] = ()
    chaired: str = ""
    given: Mapping[int, Given] = field(default_factory=dict)
    link: str = "Ring Ros on 01632 960 417, and she puts you on the table"


LIBRARY = "The library in Tansyford, upstairs: eleven steps, and the lift is out. Ring Ros and somebody comes down"
EVENING, AFTERNOON = (time(18), time(20)), (time(14), time(16))
ALL_GIVEN = {1: Given.YES, 2: Given.YES, 3: Given.YES}

MET = (
    Met(
        FIFTH,
        FIFTH + 14,
        "Who rings people once they are home?",
        *AFTERNOON,
        LIBRARY,
        "ros",
        (
            Point("Soup, and how everybody is", "Ros", 20),
            Point("Calls after coming home", "Helen and Bernie", 60),
            Point("The biscuit tin", "Ken", 20),
        ),
        ("ros", "bernie", "glenys", "tomasz", "helen", "marion"),
        there=AT_FIFTH,
        chaired="ros",
        given=ALL_GIVEN,
    ),
    Met(
        EIGHTH,
        EIGHTH + 14,
        "Look at ourselves in the mirror, and decide about calls in the first days",
        *EVENING,
        LIBRARY,
        "glenys",
        (
            Point("Soup, and how everybody is", "Ros", 20),
            Point("How equal are we?", "Glenys", 40),
            Point("Calls in the first three days", "Bernie and Helen", 45),
        ),
        ("ros", "bernie", "glenys", "tomasz", "helen", "folake", "marion"),
        there=AT_EIGHTH,
        chaired="glenys",
        given=ALL_GIVEN,
    ),
    Met(
        NINTH,
        NINTH + 21,
        "What people in a bed can hear, and whether anybody understood what they were told",
        time(15, 30),
        time(17),
        "The seminar room on Ward 4. Say at the desk that you are with us",
        "bernie",
        (
            Point("Soup, and how everybody is", "Ros", 20),
            Point("Tell me in your own words", "Priya", 40),
            Point("What we call people who wait", "Shanice and Glenys", 40),
        ),
        ("ros", "bernie", "glenys", "priya", "tomasz", "helen", "folake", "shanice"),
        changed=(
            Changed(
                NINTH + 2,
                "Not the library but the seminar room on Ward 4, and not at six but at half past three.",
                "A pipe burst in the library on Monday. The ward had a room, and had it only until five.",
                "Ros rings everybody who cannot come the same evening, and reads out what was said. Nothing that needs Bernie or "
                "Folake is decided without them.",
            ),
        ),
        there=AT_NINTH,
        chaired="ros",
        given={1: Given.YES, 2: Given.YES, 3: Given.NO},
    ),
    Met(
        TENTH,
        TENTH + 16,
        "After last time, when those of us who are paid were twice as many: carers first, and who stays away in turn",
        *EVENING,
        "The library again, on the ground floor now. Mr Whitlock’s telephone is in the middle of the table",
        "bernie",
        (
            Point("Soup, and what last time was like for those who could not come", "Bernie", 30),
            Point("The group chat for three in the morning", "Folake and Callum", 45),
            Point("Who stays away in turn, so that carers and people who use services are more", "Helen", 20),
        ),
        ("ros", "bernie", "glenys", "priya", "helen", "folake", "callum", "ken"),
        away=("tomasz", "marion"),
        there=AT_TENTH,
        chaired="bernie",
        given=ALL_GIVEN,
    ),
    Met(
        NEXT,
        0,
        "What the calls have taught us so far, and who goes on with them",
        *EVENING,
        "The library, on the ground floor. The chairs with arms are ours",
        "folake",
        (
            Point("Soup, and how everybody is", "Ros", 20),
            Point("The calls: what we learned, and what frightened us", "Bernie and Priya", 45),
            Point("What is left of the money, and who says what for", "Helen", 30),
            Point("The biscuit tin", "Ken", 10),
        ),
        ("ros", "bernie", "glenys", "whitlock", "sunita", "folake", "callum", "priya", "tomasz", "ken"),
        away=("helen", "marion"),
    ),
)
"""The next one Helen stays away from, and her part of the agenda is read out from a letter: that is what she promised."""


class MeetingUp:
    """Plans meetings, tells what changed, and writes down who came, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        for met in MET:
            yield met.planned, partial(self.plan, met)
            for changed in met.changed:
                yield changed.ago, partial(self.tell, met, changed)
            if met.there:
                yield met.ago, partial(self.hold, met)

    def plan(self, met: Met) -> None:
        group = self.group
        plan = meetings.Plan(
            on=group.day(met.ago),
            purpose=met.purpose,
            starts=met.starts,
            ends=met.ends,
            place=met.place,
            link=met.link,
            chair=group.members[met.chair],
            know_each_other=met.know_each_other,
            formats=FORMATS,
        )
        by = group.facilitator
        row = meetings.plan(project=group.project, plan=plan, by=by, meeting_id=key_of("meeting", str(met.ago)))
        meetings.set_agenda(meeting=row, points=met.agenda, edition=1, by=by)
        coming = [meetings.Coming(member, hat) for member, hat in self._as(met.expected)]
        coming += [meetings.Coming(group.members[key], None) for key in met.away]
        meetings.expect(meeting=row, coming=coming, edition=2, by=by)
        group.meetings[met.ago] = row

    def tell(self, met: Met, changed: Changed) -> None:
        notice = meetings.ShortNotice(
            what=changed.what,
            why=changed.why,
            told_on=self.group.day(changed.ago),
            another_way=changed.another_way,
        )
        meetings.give_notice(meeting=self._row(met), notice=notice, by=self.group.facilitator)

    def hold(self, met: Met) -> None:
        seats = [meetings.Seat(hat, member=member) for member, hat in self._as(met.there)]
        held = meetings.Held(seats, chaired=self.group.members[met.chaired], given=met.given)
        meetings.write_down(meeting=self._row(met), held=held, edition=0, by=self.group.facilitator)

    def _row(self, met: Met) -> Meeting:
        return self.group.meetings[met.ago]

    def _as(self, keys: tuple[str, ...]) -> Iterator[tuple[Member, Perspective]]:
        """People with the first hat they wear: those who have two are there for their work."""
        for key in keys:
            hats: tuple[Hat, ...] = self.group.people[key].hats
            yield self.group.members[key], self.group.hats[hats[0]]
