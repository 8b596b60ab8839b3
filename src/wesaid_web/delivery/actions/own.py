"""What is somebody's own: what taking part has done for them, how they came to us, whether they may be counted for others."""

from __future__ import annotations

import uuid

from django.db import transaction

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.delivery.models import Arrival, Development, MayBeTold
from wesaid_web.delivery.permissions import OWN_WORDS, WRITE_OWN, NotYourOwn, check_can_answer_for
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import take_turn


@transaction.atomic
def write(*, text: str, shared: bool, by: Member, development_id: uuid.UUID | None = None) -> Development:
    """Write down, for oneself, what taking part has done. Nobody writes this for somebody else."""
    check_can(by, WRITE_OWN)
    take_turn(by.project_id)
    if development_id:
        before = Development.objects.filter(pk=development_id).first()
        if before and before.member_id == by.pk and before.text == text:
            return before
        if before:
            development_id = None
    row = Development.objects.create(id=development_id or uuid.uuid4(), member=by, text=text, shared=shared)
    record(by.project, by, "delivery.own_written", row)
    return row


@transaction.atomic
def edit(*, development: Development, text: str, shared: bool, edition: int, by: Member) -> None:
    """Change one's own words, and whether the group may read them.

    Raises:
        ChangedMeanwhile: saved in another place since ``edition`` was opened.
    """
    row = _locked(development, by)
    if row.edition != edition:
        raise ChangedMeanwhile
    row.text, row.shared, row.edition = text, shared, row.edition + 1
    row.save(update_fields=["text", "shared", "edition"])
    record(by.project, by, "delivery.own_edited", row)


@transaction.atomic
def share(*, development: Development, shared: bool, by: Member) -> None:
    """Let the group read one's own words, or keep them to oneself again."""
    row = _locked(development, by)
    if row.shared == shared:
        return
    row.shared, row.edition = shared, row.edition + 1
    row.save(update_fields=["shared", "edition"])
    record(by.project, by, "delivery.own_shared" if shared else "delivery.own_kept", row)


@transaction.atomic
def remove(*, development: Development, by: Member) -> None:
    """Take one's own words away for good."""
    row = _locked(development, by)
    record(by.project, by, "delivery.own_removed", row)
    row.delete()


@transaction.atomic
def tell_how(*, through_peer: bool | None, by: Member) -> None:
    """Say how one came to the group, by oneself and about oneself; ``None`` takes it back. Nobody reads it but as a number."""
    check_can(by, OWN_WORDS)
    take_turn(by.project_id)
    if through_peer is None:
        Arrival.objects.filter(member=by).delete()
    else:
        Arrival.objects.update_or_create(member=by, defaults={"through_peer": through_peer})
    record(by.project, by, "delivery.told_how", by)


@transaction.atomic
def may_be_told(*, member: Member, yes: bool, by: Member) -> None:
    """Say whether others may be told how many hold which role and how often they delivered; or take it back.

    It counts from the next release on. What was said is in no record, and a no is not held at all.

    Args:
        by: the person themselves; for someone without an account a facilitator writes down what they said.
    """
    check_can_answer_for(by, member)
    take_turn(by.project_id)
    if yes:
        MayBeTold.objects.get_or_create(member=member)
    else:
        MayBeTold.objects.filter(member=member).delete()
    record(by.project, by, "delivery.may_be_told", member)


def _locked(development: Development, by: Member) -> Development:
    check_can(by, OWN_WORDS)
    take_turn(by.project_id)
    row = Development.objects.select_for_update(of=("self",)).get(pk=development.pk)
    if row.member_id != by.pk:
        raise NotYourOwn
    return row
