"""Everything that changes actions and rounds of trying out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project, fates_changed, ids, take_turn
from wesaid_web.trail.actions.telling import tell_authors
from wesaid_web.trail.models import Act, Action, ActionNote, Contribution, Decision, Status, TryOut
from wesaid_web.trail.news import DONE
from wesaid_web.trail.permissions import ACT


class NoReason(ValueError):
    """Stopping an action needs a reason."""


@transaction.atomic
def add(
    *,
    project: Project,
    what: str,
    contributions: Sequence[Contribution],
    decision: Decision | None,
    workers: Sequence[Member],
    others: str,
    due: date | None,
    by: Member,
    status: Status = Status.NOT_STARTED,
    action_id: uuid.UUID | None = None,
) -> Action:
    """Add an action for what was said. ``decision`` is the one it carries out, if there is one.

    Raises:
        NotAllowed: it belongs to nothing that was said, or to something that was split.
    """
    check_can(by, ACT)
    check_same_project(project, [*contributions, *workers, *filter(None, [decision])])
    if not contributions:
        raise NotAllowed(_("Choose what was said that this is for."))
    if any(contribution.is_split for contribution in contributions):
        raise NotAllowed(_("One of these was split. Choose its parts."))
    take_turn(project.pk)
    if action_id:
        before = Action.objects.filter(pk=action_id).first()
        if before and before.project_id == project.pk and before.made_by_id == by.pk and before.what == what:
            return before
        if before:  # somebody else's; or the same form, gone back to and sent with other words
            action_id = None
    action = Action.objects.create(
        id=action_id or uuid.uuid4(),
        project=project,
        what=what,
        decision=decision,
        others=others,
        due=due,
        status=status,
        done_on=timezone.localdate() if status == Status.DONE else None,
        made_by=by,
    )
    action.contributions.set(contributions)
    action.workers.set(workers)
    record(project, by, "trail.action_added", action, workers=ids(workers), on=ids(contributions))
    fates_changed(project, contributions)
    _tell(action, contributions, status, by)
    return action


@transaction.atomic
def edit(
    *, action: Action, what: str, workers: Sequence[Member], others: str, due: date | None, edition: int, by: Member
) -> None:
    """Change what an action says, who is on it, and by when.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, ACT)
    row = _locked(action)
    check_same_project(row.project, workers)
    if row.edition != edition:
        raise ChangedMeanwhile
    row.what, row.others, row.due, row.edition = what, others, due, row.edition + 1
    row.save(update_fields=["what", "others", "due", "edition"])
    row.workers.set(workers)
    record(row.project, by, "trail.action_edited", row, workers=ids(workers))
    fates_changed(row.project, list(row.contributions.all()))


@transaction.atomic
def set_status(*, action: Action, status: Status, note: str, by: Member) -> None:
    """Say how far an action is. Stopping it needs a reason, which is kept with it.

    Raises:
        NoReason: stopped without one.
    """
    check_can(by, ACT)
    if status == Status.STOPPED and not note.strip():
        raise NoReason
    row = _locked(action)
    before, row.status = row.status, status
    row.stopped_why = note if status == Status.STOPPED else ""
    row.done_on = timezone.localdate() if status == Status.DONE else None
    row.save(update_fields=["status", "stopped_why", "done_on"])
    if note.strip():
        ActionNote.objects.create(action=row, text=note, by=by)
    record(row.project, by, "trail.action_status", row, status=status)
    about = list(row.contributions.all())
    fates_changed(row.project, about)
    if status != before:
        _tell(row, about, status, by)


@transaction.atomic
def add_note(*, action: Action, text: str, by: Member) -> None:
    """Add a line on how it is going."""
    check_can(by, ACT)
    ActionNote.objects.create(action=action, text=text, by=by)
    record(action.project, by, "trail.action_noted", action)


@transaction.atomic
def plan_try(*, action: Action, plan: str, prediction: str, by: Member) -> TryOut:
    """Start a round of trying out: what we will do, and what we think will happen.

    Raises:
        NotAllowed: the round before has not been ended.
    """
    check_can(by, ACT)
    row = _locked(action)
    if row.tries.filter(act="").exists():
        raise NotAllowed(_("Finish the round you are in first."))
    last = row.tries.aggregate(last=Max("number"))["last"] or 0
    round_ = TryOut.objects.create(
        action=row, number=last + 1, plan=plan, prediction=prediction, started_on=timezone.localdate()
    )
    if row.status == Status.NOT_STARTED:
        row.status = Status.DOING
        row.save(update_fields=["status"])
    record(row.project, by, "trail.try_planned", round_, number=round_.number)
    about = list(row.contributions.all())
    fates_changed(row.project, about)
    if round_.number == 1:
        _tell(row, about, Status.DOING, by)
    return round_


@transaction.atomic
def write_try(*, round_: TryOut, did: str, studied: str, act: Act | None, edition: int, by: Member) -> None:
    """Write what was done, what was learned against the prediction, and what follows.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
        NotAllowed: it has ended, or it is to end before it was looked at.
    """
    check_can(by, ACT)
    take_turn(round_.action.project_id)
    row = TryOut.objects.select_for_update(of=("self",)).select_related("action__project").get(pk=round_.pk)
    if row.act:
        raise NotAllowed(_("This round has ended. Start a new one."))
    if row.edition != edition:
        raise ChangedMeanwhile
    if act and not studied.strip():
        raise NotAllowed(_("Compare what happened with what you thought would happen first."))
    row.did, row.studied, row.act, row.edition = did, studied, act or "", row.edition + 1
    row.ended_on = timezone.localdate() if act else None
    row.save(update_fields=["did", "studied", "act", "ended_on", "edition"])
    project = row.action.project
    record(project, by, "trail.try_ended" if act else "trail.try_written", row, act=act)
    about = list(row.action.contributions.all())
    fates_changed(project, about)
    if act:
        _tell(row.action, about, act, by)


def _tell(action: Action, about: Sequence[Contribution], what: str, by: Member) -> None:
    tell_authors(project=action.project, contributions=about, kind=DONE, subject=action.pk, what=what, by=by)


def _locked(action: Action) -> Action:
    take_turn(action.project_id)
    return Action.objects.select_for_update(of=("self",)).select_related("project").get(pk=action.pk)
