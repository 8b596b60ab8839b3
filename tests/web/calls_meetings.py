"""One call of every action about meetings, with its audit rows. See calls.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.cast import TODAY, World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.meetings import actions
from wesaid_web.meetings.models import Meeting
from wesaid_web.trail.actions import decided
from wesaid_web.trail.actions import meetings as entering
from wesaid_web.trail.models import Contribution, Decision, Result

NOTICE = actions.ShortNotice(why="The lift", told_on=TODAY, what="The room", another_way="By telephone")


def told(w: World, verb: str, meeting: Meeting, **details: object) -> Told:
    return by(w.here.facilitator, w.here, verb, meeting, **details)


@call(actions.plan)
def planned(w: World) -> Iterator[list[Told] | None]:
    yield None
    plan = actions.Plan(on=date(2998, 1, 1), purpose="Talk")
    yield [
        told(w, "meetings.planned", actions.plan(project=w.here.project, plan=plan, by=w.here.facilitator)),
    ]


@call(actions.edit)
def edited(w: World) -> Iterator[list[Told] | None]:
    meeting = w.here.coming
    yield None
    plan = actions.Plan(on=date(2998, 1, 1), purpose="Talk")
    actions.edit(meeting=meeting, plan=plan, edition=meeting.edition, by=w.here.facilitator)
    yield [told(w, "meetings.edited", meeting, edition=meeting.edition + 1)]


@call(actions.set_agenda)
def agenda_written(w: World) -> Iterator[list[Told] | None]:
    meeting = w.here.coming
    yield None
    points = [actions.Point("Tea"), actions.Point("Home")]
    actions.set_agenda(meeting=meeting, points=points, edition=meeting.edition, by=w.here.facilitator)
    yield [told(w, "meetings.agenda", meeting, points=2)]


@call(actions.expect)
def somebody_expected(w: World) -> Iterator[list[Told] | None]:
    meeting, here = w.here.coming, w.here
    yield None
    coming = [actions.Coming(here.member, here.hat), actions.Coming(None, here.carer, 3)]
    coming.append(actions.Coming(here.facilitator, None))
    actions.expect(meeting=meeting, coming=coming, edition=meeting.edition, by=here.facilitator)
    yield [told(w, "meetings.people_expected", meeting, people=4)]


@call(actions.give_notice)
def noticed(w: World) -> Iterator[list[Told] | None]:
    yield None
    actions.give_notice(meeting=w.here.coming, notice=NOTICE, by=w.here.facilitator)
    yield [told(w, "meetings.notice_given", w.here.coming)]


@call(actions.cancel)
def cancelled(w: World) -> Iterator[list[Told] | None]:
    yield None
    actions.cancel(meeting=w.here.coming, notice=NOTICE, by=w.here.facilitator)
    yield [told(w, "meetings.cancelled", w.here.coming)]


@call(actions.put_on_again)
def on_again(w: World) -> Iterator[list[Told] | None]:
    actions.cancel(meeting=w.here.coming, notice=NOTICE, by=w.here.facilitator)
    yield None
    actions.put_on_again(meeting=w.here.coming, by=w.here.facilitator)
    yield [told(w, "meetings.on_again", w.here.coming)]


@call(actions.write_down)
def corrected(w: World) -> Iterator[list[Told] | None]:
    """Somebody is taken out, and with them from the decision that was made there."""
    here = w.here
    answers = decided.Answers(
        result=Result.GO_AHEAD, reason="x", decided_by="All", decided_on=TODAY, meeting=here.meeting
    )
    decision = decided.decide(
        project=here.project, contributions=[here.contribution], answers=answers, by=here.facilitator
    )
    yield None
    held = actions.Held([actions.Seat(here.hat, member=here.member)])
    actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    yield [
        told(w, "meetings.attended", here.meeting, people=1, taken_out=2),
        by(here.facilitator, here, "trail.present_followed", decision, meeting=str(here.meeting.pk)),
    ]


@call(entering.enter)
def entered(w: World) -> Iterator[list[Told] | None]:
    here = w.here
    yield None
    entering.enter(
        meeting=here.meeting,
        held=actions.Held([actions.Seat(here.hat, member=here.member)], chaired=here.member),
        lines=[entering.Line(1, "Said at the meeting", here.hat, here.member)],
        rulings=[entering.Ruling(1, [1], [here.contribution], Result.GO_AHEAD, "Because", "All of us")],
        edition=1,
        by=here.facilitator,
    )
    row = Contribution.objects.get(text="Said at the meeting")
    decision = Decision.objects.get(project=here.project, meeting=here.meeting)
    details = {"result": "go_ahead", "on": [str(row.pk), str(here.contribution.pk)], "replaces": []}
    yield [
        told(w, "meetings.attended", here.meeting, people=1, taken_out=2),
        by(here.facilitator, here, "trail.said", row, channel="meeting"),
        by(here.facilitator, here, "trail.decided", decision, **details),
    ]
