"""Everything that changes who stands behind the project, what they promised, and what is said about that."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import Elsewhere, NotAllowed
from wesaid_web.joining.actions.recording import free, sent_before
from wesaid_web.joining.models import Kept, Promise, PromiseSaid, Sponsor
from wesaid_web.joining.permissions import (
    SAY_KEPT,
    SET_UP,
    NotTheSponsor,
    OwnPromise,
    is_sponsor,
    may_answer,
)
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record


class NeedsReason(NotAllowed):
    """What was not kept, or in part, is said with what happened."""


@transaction.atomic
def name_sponsor(
    *,
    project: Project,
    name: str,
    post: str,
    member: Member | None,
    by: Member,
    sponsor_id: uuid.UUID | None = None,
) -> Sponsor:
    """Say who senior stands behind the project. ``member``: they take part here themselves."""
    check_can(by, SET_UP)
    if member and member.project_id != project.pk:
        raise Elsewhere
    audit.hold(project.pk)
    if before := sent_before(Sponsor, sponsor_id, project_id=project.pk, name=name):
        return before
    row = Sponsor.objects.create(id=free(Sponsor, sponsor_id), project=project, name=name, post=post, member=member)
    record(project, by, "joining.sponsor_named", row)
    return row


@transaction.atomic
def end_sponsor(*, sponsor: Sponsor, by: Member) -> None:
    """They no longer stand behind it. What they promised stays to be read. One who promised nothing is removed."""
    check_can(by, SET_UP)
    audit.hold(sponsor.project_id)
    row = Sponsor.objects.select_related("project").get(pk=sponsor.pk)
    if row.ended_on is not None:
        return
    record(row.project, by, "joining.sponsor_ended", row)
    if not row.promises.exists():
        row.delete()
        return
    row.ended_on = timezone.localdate()
    row.save(update_fields=["ended_on"])


@transaction.atomic
def promise(
    *,
    sponsor: Sponsor,
    what: str,
    by_when: date | None,
    by: Member,
    made_on: date | None = None,
    promise_id: uuid.UUID | None = None,
) -> Promise:
    """Write down what a sponsor promised: a facilitator, or the sponsor."""
    if not is_sponsor(by, sponsor):
        check_can(by, SET_UP)
    audit.hold(sponsor.project_id)
    if before := sent_before(Promise, promise_id, sponsor_id=sponsor.pk, what=what):
        return before
    row = Promise.objects.create(
        id=free(Promise, promise_id),
        sponsor=sponsor,
        what=what,
        by_when=by_when,
        made_on=made_on or timezone.localdate(),
        written_by=by,
    )
    record(sponsor.project, by, "joining.promised", row)
    return row


@transaction.atomic
def say_kept(*, promise: Promise, kept: Kept, words: str, said_by: str, by: Member, seen: int) -> PromiseSaid:
    """Say, for the group, whether a promise was kept; with what happened where it was not, or in part. It is added.

    Args:
        said_by: who in the group said so, as the group wants to write it.
        seen: how much had been said about it when the form was opened: sent twice, it is said once.

    Raises:
        OwnPromise: the one who promised says so.
        NeedsReason: there are no words about what was not kept.
    """
    check_can(by, SAY_KEPT)
    if is_sponsor(by, promise.sponsor):
        raise OwnPromise(_("The group says whether it was kept. You can answer."))
    if kept != Kept.YES and not words:
        raise NeedsReason(_("Say what happened instead, and the reason if you know it."))
    return _add(promise, by, "joining.promise_judged", seen, kept=kept, words=words, said_by=said_by)


@transaction.atomic
def answer(*, promise: Promise, words: str, by: Member, seen: int) -> PromiseSaid:
    """The sponsor answers what the group said: by themselves, or a facilitator writes their answer down.

    Raises:
        NotTheSponsor: neither of them.
    """
    if not may_answer(by, promise.sponsor):
        raise NotTheSponsor(_("Only the sponsor answers, or a facilitator who writes their answer down."))
    return _add(promise, by, "joining.promise_answered", seen, words=words)


def _add(promise: Promise, by: Member, verb: str, seen: int, **given: str) -> PromiseSaid:
    project = promise.sponsor.project
    if by.project_id != project.pk:
        raise Elsewhere
    audit.hold(project.pk)
    count = promise.said.count()
    last = promise.said.last()
    if last and count > seen and all(getattr(last, name) == value for name, value in given.items()):
        return last
    row = PromiseSaid.objects.create(promise=promise, seq=count + 1, written_by=by, **given)
    record(project, by, verb, promise, kept=given.get("kept", "answer"))
    return row
