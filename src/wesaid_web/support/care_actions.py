"""Everything that changes what people need to take part, who is there after a hard meeting, and how somebody was then."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere, NotAllowed, NotYet
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.support.bridge import promises_to_show
from wesaid_web.support.models import AftercareContact, CheckIn, Met, Need, NeedAnswer, NeedsSheet, ShownTo
from wesaid_web.support.news import AGREED, NEEDS
from wesaid_web.support.permissions import AGREE_NEEDS, CHECK_IN, SET_AFTERCARE, check_answers_for
from wesaid_web.support.queries import promises
from wesaid_web.telling.actions import To, forget, tell


class NoConsent(NotYet):
    """What somebody needs, and how they are, is written down only where they say yes to that."""


class NotYoursToRemove(NotAllowed):
    """Only the two whom a check-in is between may remove it."""


@dataclass(frozen=True)
class Needed:
    """What helps somebody take part, and who is shown it. The person chooses."""

    helps: str
    shown_to: ShownTo


@transaction.atomic
def write_need(*, member: Member, needed: Needed, said_yes: bool, by: Member, need_id: uuid.UUID | None = None) -> Need:
    """Write down what helps somebody take part: for oneself, or with them, if they said yes to that.

    Raises:
        NoConsent: it is for somebody else, and they did not say yes.
    """
    if member.project_id != by.project_id or member.left_at is not None:
        raise Elsewhere
    if member.pk != by.pk:
        check_can(by, AGREE_NEEDS)
        if not said_yes:
            raise NoConsent(_("Ask them first. It is written down only if they say yes."))
    audit.hold(by.project_id)
    if need_id and (before := Need.objects.filter(pk=need_id).first()):
        if (before.member_id, before.helps, before.shown_to) == (member.pk, needed.helps, needed.shown_to):
            return before
        need_id = None  # the same form, gone back to and sent for somebody else or with other words; or somebody else's
    row = Need.objects.create(
        id=need_id or uuid.uuid4(), member=member, helps=needed.helps, shown_to=needed.shown_to, written_by=by
    )
    _record(by, "support.need_written", row.pk)
    return row


@transaction.atomic
def edit_need(*, need: Need, needed: Needed, edition: int, by: Member) -> None:
    """Change the words, or who is shown it: the person themselves; a facilitator for somebody without an account."""
    check_answers_for(by, need.member)
    row = _locked(need, edition)
    row.helps, row.shown_to = needed.helps, needed.shown_to
    row.edition += 1
    row.save(update_fields=["helps", "shown_to", "edition"])
    _record(by, "support.need_changed", row.pk)


@transaction.atomic
def agree_need(*, need: Need, agreed: str, review_on: date | None, edition: int, by: Member) -> None:
    """Write down what was agreed about it, and when to look at it again. From then on it is a promise."""
    check_can(by, AGREE_NEEDS)
    if need.member.project_id != by.project_id:
        raise Elsewhere
    row = _locked(need, edition)
    row.agreed, row.agreed_on, row.agreed_by, row.review_on = agreed, timezone.localdate(), by, review_on
    row.edition += 1
    row.save(update_fields=["agreed", "agreed_on", "agreed_by", "review_on", "edition"])
    _record(by, "support.need_agreed", row.pk)
    if row.member.user_id:  # somebody without an account agreed to it in person
        tell(project=by.project, to=[To(row.member_id)], kind=NEEDS, subject=row.pk, what=AGREED, by=by)


@transaction.atomic
def answer_need(*, need: Need, met: Met, words: str, by: Member) -> NeedAnswer:
    """Say whether it was met: the person themselves; a facilitator writes it down for somebody without an account."""
    check_answers_for(by, need.member)
    audit.hold(by.project_id)
    row = NeedAnswer.objects.create(need=need, met=met, words=words, written_by=by, seq=need.answers.count() + 1)
    _record(by, "support.need_answered", need.pk)
    forget(subjects=[need.pk])  # it was asked whether it was met, and this is the answer
    return row


@transaction.atomic
def remove_need(*, need: Need, by: Member) -> None:
    """They no longer need it, or do not want it here: it goes, with what was agreed and answered."""
    check_answers_for(by, need.member)
    key = need.pk
    need.delete()
    forget(subjects=[key])
    _record(by, "support.need_removed", key)


@transaction.atomic
def freeze_needs(*, project: Project, by: Member) -> NeedsSheet | None:
    """Tell the group how many promises were met and how many are overdue; none where nothing new may be shown."""
    check_can(by, AGREE_NEEDS)
    audit.hold(project.pk)
    last = project.needs_sheets.first()
    content = promises_to_show(promises(project, timezone.localdate()), last.content if last else None)
    if content is None:
        return None
    row = NeedsSheet.objects.create(project=project, number=last.number + 1 if last else 1, content=content)
    _record(by, "support.needs_told", row.pk)
    return row


@transaction.atomic
def add_contact(
    *,
    project: Project,
    name: str,
    phone: str,
    hours: str,
    what_for: str,
    by: Member,
    contact_id: uuid.UUID | None = None,
) -> AftercareContact:
    """Name somebody to turn to after a hard meeting."""
    check_can(by, SET_AFTERCARE)
    audit.hold(project.pk)
    if contact_id and (before := AftercareContact.objects.filter(pk=contact_id).first()):
        if before.project_id == project.pk and (before.name, before.phone) == (name, phone):
            return before
        contact_id = None
    row = AftercareContact.objects.create(
        id=contact_id or uuid.uuid4(), project=project, name=name, phone=phone, hours=hours, what_for=what_for
    )
    _record(by, "support.aftercare_added", row.pk)
    return row


@transaction.atomic
def remove_contact(*, contact: AftercareContact, by: Member) -> None:
    """Take somebody off the list of whom to turn to after a hard meeting."""
    check_can(by, SET_AFTERCARE)
    key = contact.pk
    contact.delete()
    _record(by, "support.aftercare_removed", key)


@transaction.atomic
def check_in(
    *,
    member: Member,
    on: date,
    words: str,
    again_on: date | None,
    said_yes: bool,
    by: Member,
    check_in_id: uuid.UUID | None = None,
) -> CheckIn:
    """Write down how somebody was after a hard meeting, if they said yes to that. They and the one who writes see it.

    The record does not say whom it was about.

    Raises:
        NoConsent: they did not say yes.
    """
    check_can(by, CHECK_IN)
    if member.project_id != by.project_id or member.left_at is not None or member.pk == by.pk:
        raise Elsewhere
    if not said_yes:
        raise NoConsent(_("Ask them first. It is written down only if they say yes."))
    audit.hold(by.project_id)
    if check_in_id and (before := CheckIn.objects.filter(pk=check_in_id).first()):
        if before.by_id == by.pk and (before.member_id, before.on, before.words) == (member.pk, on, words):
            return before
        check_in_id = None
    row = CheckIn.objects.create(
        id=check_in_id or uuid.uuid4(), member=member, by=by, on=on, words=words, again_on=again_on
    )
    _record(by, "support.checked_in", row.pk)
    return row


@transaction.atomic
def remove_check_in(*, row: CheckIn, by: Member) -> None:
    """Remove what was written down: either of the two may, at any time."""
    if by.pk not in {row.member_id, row.by_id}:
        raise NotYoursToRemove
    key = row.pk
    row.delete()
    _record(by, "support.check_in_removed", key)


def _locked(need: Need, edition: int) -> Need:
    audit.hold(need.member.project_id)
    row = Need.objects.select_related("member").get(pk=need.pk)
    if row.edition != edition:
        raise ChangedMeanwhile
    return row


def _record(by: Member, verb: str, subject: uuid.UUID) -> None:
    audit.record(stream=by.project_id, by=by.user_id, verb=verb, subject=subject)
