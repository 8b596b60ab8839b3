"""Entering a whole meeting at once: who was there, what was said, what was decided. All of it or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wesaid_web.meetings.actions import Held, write_down
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Perspective
from wesaid_web.projects.permissions import check_can
from wesaid_web.trail.actions import decided, said
from wesaid_web.trail.models import Channel, Contribution, Decision, Reason, Result
from wesaid_web.trail.permissions import ADD_FOR_OTHERS, DECIDE


@dataclass(frozen=True)
class Line:
    """One thing that was said. ``row`` is its place on the page, by which decisions name it."""

    row: int
    text: str
    perspective: Perspective
    author: Member | None = None


@dataclass(frozen=True)
class Ruling:
    """One decision in three answers, about lines of the same page, about what was said before, or both."""

    row: int
    rows: Sequence[int]
    earlier: Sequence[Contribution]
    result: Result
    reason: str
    decided_by: str
    reason_code: Reason | None = None
    look_again: date | None = None


@dataclass(frozen=True)
class Entered:
    """What is on the trail now because of it."""

    said: list[Contribution]
    decided: list[Decision]


@transaction.atomic
def enter(
    *,
    meeting: Meeting,
    held: Held,
    lines: Sequence[Line],
    rulings: Sequence[Ruling],
    edition: int,
    by: Member,
    form_id: uuid.UUID | None = None,
) -> Entered:
    """Write down who was there, then what was said, then what was decided.

    Args:
        edition: of the attendance, as it was when the form was opened.
        form_id: made when the form was shown; each row gets its id from it, so that sending it twice enters it once.

    Raises:
        ChangedMeanwhile: who was there was written down since, and differently. Nothing is entered.
        NotMetYet, Cancelled, Incomplete: see the actions it is made of.
    """
    check_can(by, ADD_FOR_OTHERS)
    check_can(by, DECIDE)
    write_down(meeting=meeting, held=held, edition=edition, by=by)
    project = meeting.project
    rows: dict[int, Contribution] = {}
    for line in lines:
        entered = said.Said(
            text=line.text,
            perspective=line.perspective,
            author=line.author,
            said_on=meeting.on,
            channel=Channel.MEETING,
            meeting=meeting,
        )
        key = _key(form_id, "said", line.row)
        rows[line.row] = said.add(project=project, said=entered, by=by, contribution_id=key)
    decisions = []
    for ruling in rulings:
        answers = decided.Answers(
            result=ruling.result,
            reason=ruling.reason,
            decided_by=ruling.decided_by,
            decided_on=meeting.on,
            reason_code=ruling.reason_code,
            look_again=ruling.look_again,
            meeting=meeting,
        )
        about = [*(rows[row] for row in ruling.rows), *ruling.earlier]
        key = _key(form_id, "decided", ruling.row)
        decisions.append(decided.decide(project=project, contributions=about, answers=answers, by=by, decision_id=key))
    return Entered(list(rows.values()), decisions)


def _key(form_id: uuid.UUID | None, kind: str, row: int) -> uuid.UUID | None:
    return uuid.uuid5(form_id, f"{kind}/{row}") if form_id else None
