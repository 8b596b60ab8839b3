"""Everything that changes what was delivered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.delivery.models import HeldRole, Session, SessionKind
from wesaid_web.delivery.permissions import NotUnderWay, check_can_log
from wesaid_web.projects.models import Member, Perspective
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions import said
from wesaid_web.trail.actions.recording import check_same_project, take_turn
from wesaid_web.trail.models import Channel, Contribution


class NothingLearned(NotAllowed):
    """There are no words yet that could be said to the group."""


@dataclass(frozen=True)
class Delivered:
    """What is entered about a session. Of those it reached only how many."""

    on: date
    hours: Decimal
    reached: int
    kind: SessionKind = SessionKind.ONE_TO_ONE
    languages: str = ""
    learned: str = ""


def held_on(role: HeldRole, day: date) -> bool:
    """Whether the role was under way on a day."""
    return role.holdings.filter(Q(ended_on=None) | Q(ended_on__gte=day), started_on__lte=day).exists()


@transaction.atomic
def log(*, role: HeldRole, delivered: Delivered, by: Member, session_id: uuid.UUID | None = None) -> Session:
    """Write down a session. Work that went over a limit is written down like any other: it was done.

    Raises:
        NotUnderWay: the role was not under way on that day.
    """
    take_turn(role.piece.project_id)
    check_can_log(by, role)
    _check_held(role, delivered.on)
    if session_id:
        before = Session.objects.filter(pk=session_id).first()
        same = before and (before.role_id, before.on, before.hours) == (role.pk, delivered.on, delivered.hours)
        if before and same and before.logged_by_id == by.pk:
            return before
        if before:
            session_id = None
    row = Session.objects.create(
        id=session_id or uuid.uuid4(), piece=role.piece, role=role, logged_by=by, **vars(delivered)
    )
    record(role.piece.project, by, "delivery.session_logged", row, role=str(role.pk))
    return row


@transaction.atomic
def edit(*, session: Session, delivered: Delivered, edition: int, by: Member) -> None:
    """Correct a session.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
        NotUnderWay: the role was not under way on that day.
    """
    row, role = _locked(session, by)
    _check_held(role, delivered.on)
    if row.edition != edition:
        raise ChangedMeanwhile
    for name, value in vars(delivered).items():
        setattr(row, name, value)
    row.edition += 1
    row.save(update_fields=[*vars(delivered), "edition"])
    record(role.piece.project, by, "delivery.session_edited", row)


@transaction.atomic
def remove(*, session: Session, by: Member) -> None:
    """Take a session out that should not have been written down. What was said to the group because of it stays."""
    row, role = _locked(session, by)
    record(role.piece.project, by, "delivery.session_removed", row, role=str(role.pk))
    row.delete()


@transaction.atomic
def say_learned(*, session: Session, hat: Perspective, by: Member) -> Contribution:
    """Say to the group what was learned: a contribution on the trail, in the words of the session. Once.

    Raises:
        NothingLearned: no words were written down.
    """
    row, role = _locked(session, by)
    check_same_project(role.piece.project, [hat])
    if row.contribution:
        return row.contribution
    if not row.learned.strip():
        raise NothingLearned(_("Write down what was learned first."))
    entered = said.Said(
        text=row.learned, perspective=hat, author=role.holder, said_on=row.on, channel=_channel(role, by)
    )
    row.contribution = said.add(project=role.piece.project, said=entered, by=by)
    row.save(update_fields=["contribution"])
    record(role.piece.project, by, "delivery.learned_said", row, contribution=str(row.contribution.pk))
    return row.contribution


def _channel(role: HeldRole, by: Member) -> Channel:
    return Channel.SITE if role.holder_id == by.pk else Channel.OTHER


def _locked(session: Session, by: Member) -> tuple[Session, HeldRole]:
    """A session and its role, if this person may change it. One that was read in from an archive is nobody's to change."""
    take_turn(session.piece.project_id)
    row = Session.objects.select_for_update(of=("self",)).select_related("contribution").get(pk=session.pk)
    if row.role_id is None:
        raise NotUnderWay(_("This was brought in from elsewhere and stays as it is."))
    role = HeldRole.objects.select_related("piece__project", "holder").get(pk=row.role_id)
    check_can_log(by, role)
    return row, role


def _check_held(role: HeldRole, day: date) -> None:
    if not held_on(role, day):
        raise NotUnderWay(_("The role was not under way on that day. Choose a day on which it was."))
