"""Recording decisions. A decision is never changed; a later one takes its place."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.queries import there_at
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project, fates_changed, ids, take_turn
from wesaid_web.trail.actions.telling import tell_authors
from wesaid_web.trail.models import Contribution, Decision, How, PresentCount, Reason, Result
from wesaid_web.trail.models.decided import NEEDS_LISTED_REASON
from wesaid_web.trail.news import ADDED, DECIDED
from wesaid_web.trail.permissions import DECIDE


class Incomplete(ValueError):
    """An answer is missing; the message says which."""


class AlreadySaid(Exception):
    """Something about a decision was said before, and would be overwritten. Nothing was saved.

    Attributes:
        answers: what stands: ``how``, ``final_say``, ``dissent``, or the hat whose people were counted, to what was said.
    """

    def __init__(self, answers: Mapping[str | Perspective, Any]) -> None:
        super().__init__(", ".join(str(name) for name in answers))
        self.answers = answers


@dataclass(frozen=True)
class Answers:
    """What a person says about a decision: three answers, and what else they want to keep.

    Where it was decided at a meeting, whoever was there from beginning to end was there when it was decided.

    Raises:
        Incomplete: no reason, nobody decided, or what the result needs is missing.
    """

    result: Result
    reason: str
    decided_by: str
    decided_on: date
    reason_code: Reason | None = None
    look_again: date | None = None
    how: How | None = None
    final_say: Perspective | None = None
    dissent: str = ""
    present: Sequence[Member] = ()
    present_counts: Mapping[Perspective, int] = field(default_factory=dict)
    meeting: Meeting | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise Incomplete(_("Say why, in a sentence or two."))
        if not self.decided_by.strip():
            raise Incomplete(_("Say who decided."))
        if self.result in NEEDS_LISTED_REASON and self.reason_code is None:
            raise Incomplete(_("Choose the reason from the list, too."))
        if self.result == Result.LATER and self.look_again is None:
            raise Incomplete(_("Say when you will look at it again."))


@transaction.atomic
def decide(
    *,
    project: Project,
    contributions: Sequence[Contribution],
    answers: Answers,
    replaces: Sequence[Decision] = (),
    by: Member,
    decision_id: uuid.UUID | None = None,
) -> Decision:
    """Record a decision on one or more contributions.

    Args:
        replaces: earlier decisions in whose place this one stands, for the contributions both considered.
        decision_id: made when the form was shown, so that sending it twice records it once.

    Raises:
        NotAllowed: nothing was considered, or something that was split.
    """
    check_can(by, DECIDE)
    check_same_project(project, [*contributions, *replaces, *answers.present, *answers.present_counts])
    check_same_project(project, filter(None, [answers.final_say, answers.meeting]))
    if not contributions:
        raise NotAllowed(_("Choose what was decided on."))
    if any(contribution.is_split for contribution in contributions):
        raise NotAllowed(_("One of these was split. Decide on its parts."))
    # The order in which decisions were recorded is part of the record.
    take_turn(project.pk)
    if decision_id:
        before = Decision.objects.filter(pk=decision_id).first()
        if before and before.project_id == project.pk and before.recorded_by_id == by.pk:
            same = (before.result, before.reason, before.decided_by) == (
                answers.result,
                answers.reason,
                answers.decided_by,
            )
            if same and set(before.contributions.all()) == set(contributions):
                return before
        if before:  # somebody else's; or the same form, gone back to and sent with other answers
            decision_id = None
    last = project.decisions.aggregate(last=Max("seq"))["last"] or 0
    decision = Decision.objects.create(
        id=decision_id or uuid.uuid4(),
        project=project,
        seq=last + 1,
        result=answers.result,
        reason=answers.reason,
        reason_code=answers.reason_code or "",
        look_again=answers.look_again,
        decided_by=answers.decided_by,
        decided_on=answers.decided_on,
        meeting=answers.meeting,
        how=answers.how or "",
        final_say=answers.final_say,
        dissent=answers.dissent,
        recorded_by=by,
    )
    decision.contributions.set(contributions)
    decision.replaces.set(replaces)
    _who_was_there(decision, answers)
    record(project, by, "trail.decided", decision, result=answers.result, on=ids(contributions), replaces=ids(replaces))
    fates_changed(project, contributions)
    tell_authors(
        project=project, contributions=contributions, kind=DECIDED, subject=decision.pk, what=answers.result, by=by
    )
    return decision


def _who_was_there(decision: Decision, answers: Answers) -> None:
    """Those who are named, and those the meeting knows of. Counts of the meeting hold where none are given."""
    at_meeting = there_at(answers.meeting) if answers.meeting else None
    decision.present.set({*answers.present, *(at_meeting.members if at_meeting else ())})
    counts = {hat.pk: people for hat, people in answers.present_counts.items() if people}
    if at_meeting and not counts:
        counts = dict(at_meeting.counts)
    PresentCount.objects.bulk_create(
        PresentCount(decision=decision, perspective_id=hat, people=people) for hat, people in counts.items()
    )


@transaction.atomic
def add_details(
    *,
    decision: Decision,
    how: How | None,
    final_say: Perspective | None,
    dissent: str,
    present: Sequence[Member],
    present_counts: Mapping[Perspective, int],
    by: Member,
) -> None:
    """Add who was there and how it was decided, when there is time. What was said before stays, word for word.

    What is given empty adds nothing. People who were there are added to those who are named already.

    Raises:
        AlreadySaid: something given differs from what was said before. A later decision corrects it.
    """
    check_can(by, DECIDE)
    check_same_project(decision.project, [*present, *present_counts, *filter(None, [final_say])])
    take_turn(decision.project_id)
    row = Decision.objects.select_for_update(of=("self",)).select_related("project").get(pk=decision.pk)
    counted = {count.perspective: count.people for count in row.present_counts.select_related("perspective")}
    dissent = dissent if dissent.strip() else ""
    before: dict[Any, Any] = {
        "how": row.how,
        "final_say": row.final_say,
        "dissent": row.dissent,
        **counted,
    }
    given: dict[Any, Any] = {"how": how, "final_say": final_say, "dissent": dissent, **present_counts}
    differ = {name: before[name] for name, new in given.items() if new and before.get(name) and new != before[name]}
    if differ:
        raise AlreadySaid(differ)
    row.how, row.final_say, row.dissent = row.how or how or "", row.final_say or final_say, row.dissent or dissent
    row.save(update_fields=["how", "final_say", "dissent"])
    row.present.add(*present)
    PresentCount.objects.bulk_create(
        PresentCount(decision=row, perspective=perspective, people=people)
        for perspective, people in present_counts.items()
        if people and perspective not in counted
    )
    record(row.project, by, "trail.decision_details", row, present=ids(present))
    about = list(row.contributions.all())
    fates_changed(row.project, about)
    tell_authors(project=row.project, contributions=about, kind=DECIDED, subject=row.pk, what=ADDED, by=by, adds=True)
