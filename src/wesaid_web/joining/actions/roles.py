"""Everything that changes roles in the project: set up, say yes, training, end."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere, NotAllowed
from wesaid_web.common.codes import new_code
from wesaid_web.common.secrets import keyed_digest
from wesaid_web.joining.actions.applying import CODE_GROUPS
from wesaid_web.joining.actions.recording import free, sent_before
from wesaid_web.joining.models import HowAgreed, ProjectRole, RoleKind, RoleTraining
from wesaid_web.joining.permissions import (
    SET_UP,
    NoSupporter,
    check_may,
    check_may_agree,
    may_end,
    may_train,
)
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can, check_supports_another
from wesaid_web.projects.recording import record


class Over(NotAllowed):
    """The role has ended."""


@dataclass(frozen=True)
class What:
    """What a role is, and who supports its holder: somebody here, or somebody from outside by name."""

    kind: RoleKind
    what: str
    called: str = ""
    support: Member | None = None
    support_outside: str = ""


@transaction.atomic
def add(*, project: Project, holder: Member, what: What, by: Member, role_id: uuid.UUID | None = None) -> ProjectRole:
    """Ask somebody to take on a role. It holds once they say yes.

    Raises:
        NoSupporter: whoever facilitates has somebody who supports them.
        SupportsThemselves: that is somebody else.
    """
    check_can(by, SET_UP)
    _check(project, holder, what)
    audit.hold(project.pk)
    if before := sent_before(ProjectRole, role_id, project_id=project.pk, holder_id=holder.pk, what=what.what):
        return before
    row = ProjectRole.objects.create(
        id=free(ProjectRole, role_id), project=project, holder=holder, made_by=by, **vars(what)
    )
    record(project, by, "joining.role_added", row, kind=what.kind, holder=str(holder.pk))
    return row


@transaction.atomic
def edit(*, role: ProjectRole, what: What, edition: int, by: Member) -> None:
    """Change what a role is. Its holder sees that it is no longer what they said yes to.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, SET_UP)
    row = _locked(role)
    _check(row.project, row.holder, what)
    if row.edition != edition:
        raise ChangedMeanwhile
    for name, value in vars(what).items():
        setattr(row, name, value)
    row.edition += 1
    row.save(update_fields=[*vars(what), "edition"])
    record(row.project, by, "joining.role_edited", row)


@transaction.atomic
def agree(*, role: ProjectRole, by: Member, how: HowAgreed = HowAgreed.HERE) -> None:
    """Say yes to a role as it reads now: the holder; for somebody without an account a facilitator, with how they said it.

    Raises:
        NotYours: it is somebody else's to say yes to.
        Over: it has ended.
    """
    row = _locked(role)
    check_may_agree(by, row)
    if how == HowAgreed.CODE or (how == HowAgreed.HERE) != (row.holder_id == by.pk):
        raise NotAllowed(_("Say how the person agreed: did they tell you, or sign it on paper?"))
    _agreed(row, how, by)


@transaction.atomic
def agree_by_code(*, role: ProjectRole) -> None:
    """Say yes to a role with the code of its slip, without an account.

    Raises:
        Over: it has ended.
    """
    _agreed(_locked(role), HowAgreed.CODE, None)


@transaction.atomic
def give_code(*, role: ProjectRole, by: Member) -> str:
    """Make a code with which the holder reads the role and says yes to it without an account. An earlier one stops working.

    Raises:
        Over: it has ended.
        Elsewhere: they have an account, and say yes there.
    """
    check_can(by, SET_UP)
    row = _locked(role)
    _check_goes_on(row)
    if row.holder.user_id is not None:
        raise Elsewhere
    code = new_code(CODE_GROUPS)
    row.code_digest = role_code_digest(code)
    row.save(update_fields=["code_digest"])
    record(row.project, by, "joining.role_code", row)
    return code


def role_code_digest(code: str) -> str:
    """What is kept of such a code."""
    return keyed_digest(code, "role-code")


@transaction.atomic
def train(*, role: ProjectRole, what: str, offered_on: date, had_on: date | None, by: Member) -> RoleTraining:
    """Write down training that was offered for a role, and had."""
    row = _locked(role)
    check_may(may_train(by, row))
    training = RoleTraining.objects.create(role=row, what=what, offered_on=offered_on, had_on=had_on)
    record(row.project, by, "joining.training_offered", row, training=str(training.pk))
    return training


@transaction.atomic
def had(*, training: RoleTraining, by: Member) -> None:
    """Say that training was had today. Said twice, it was had on the first day."""
    row = _locked(training.role)
    check_may(may_train(by, row))
    if training.had_on is None:
        training.had_on = timezone.localdate()
        training.save(update_fields=["had_on"])
        record(row.project, by, "joining.training_had", row, training=str(training.pk))


@transaction.atomic
def end(*, role: ProjectRole, by: Member) -> None:
    """End a role: its holder at any time, without a reason; or whoever sets roles up. One nobody said yes to is removed."""
    row = _locked(role)
    check_may(may_end(by, row))
    if row.ended_on is not None:
        return
    record(row.project, by, "joining.role_ended", row)
    if row.agreed_on is None:
        row.delete()
        return
    row.ended_on, row.code_digest = timezone.localdate(), ""
    row.save(update_fields=["ended_on", "code_digest"])


def _agreed(row: ProjectRole, how: HowAgreed, by: Member | None) -> None:
    _check_goes_on(row)
    if row.agreed_as_it_is:
        return
    row.how, row.agreed_on, row.agreed_edition, row.recorded_by = how, timezone.localdate(), row.edition, by
    row.save(update_fields=["how", "agreed_on", "agreed_edition", "recorded_by"])
    record(row.project, by, "joining.role_agreed", row, how=how)


def _check_goes_on(row: ProjectRole) -> None:
    if row.ended_on is not None or row.holder.left_at is not None:
        raise Over(_("This role has ended."))


def _locked(role: ProjectRole) -> ProjectRole:
    audit.hold(role.project_id)
    rows = ProjectRole.objects.select_for_update(of=("self",)).select_related("project", "holder", "support")
    return rows.get(pk=role.pk)


def _check(project: Project, holder: Member, what: What) -> None:
    people = [holder, what.support] if what.support else [holder]
    if any(one.project_id != project.pk for one in people):
        raise Elsewhere
    check_supports_another(holder, what.support)
    if what.kind == RoleKind.FACILITATOR and not (what.support or what.support_outside):
        raise NoSupporter(_("Whoever facilitates has somebody who supports them. Say who."))
