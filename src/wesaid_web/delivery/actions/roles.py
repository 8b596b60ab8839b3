"""Everything that changes roles: set up, what could go wrong, begin, step back, training, days to sit down together."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.delivery.actions.taking_back import check_not_ended_for
from wesaid_web.delivery.models import (
    Agreed,
    HeldRole,
    Holding,
    Kind,
    Paid,
    Per,
    Piece,
    RiskNote,
    Supervision,
    Training,
)
from wesaid_web.delivery.news import OFFERED, ROLE
from wesaid_web.delivery.permissions import (
    SET_UP,
    NoRiskNote,
    NoSupport,
    NotUnderWay,
    check_can_agree,
    check_can_care_for,
    check_can_step_back,
)
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import check_can, check_supports_another
from wesaid_web.projects.recording import record
from wesaid_web.telling.actions import To, tell
from wesaid_web.trail.actions.recording import check_same_project, take_turn


@dataclass(frozen=True)
class Terms:
    """What a role is: entered by a facilitator, agreed to by its holder."""

    kind: Kind
    called: str = ""
    tasks: str = ""
    paid: Paid = Paid.NOT_SETTLED
    terms: str = ""
    support: Member | None = None
    per: Per = Per.WEEK
    hours_agreed: Decimal | None = None
    limit_hours: Decimal | None = None
    limit_people: int | None = None
    stepping_back: str = ""


@dataclass(frozen=True)
class Risks:
    """What could go wrong for whoever gives and for whoever receives, and what we do then."""

    giver: str
    giver_then: str
    receiver: str
    receiver_then: str


@transaction.atomic
def add(*, piece: Piece, holder: Member, terms: Terms, by: Member, role_id: uuid.UUID | None = None) -> HeldRole:
    """Set up a role for somebody. It does not begin with this: see :func:`start`."""
    check_can(by, SET_UP)
    _check_people(piece, holder, terms)
    take_turn(piece.project_id)
    if role_id:
        before = HeldRole.objects.filter(pk=role_id).first()
        if before and before.made_by_id == by.pk and (before.piece_id, before.holder_id) == (piece.pk, holder.pk):
            return before
        if before:
            role_id = None
    role = HeldRole.objects.create(id=role_id or uuid.uuid4(), piece=piece, holder=holder, made_by=by, **vars(terms))
    record(piece.project, by, "delivery.role_added", role, kind=terms.kind, holder=str(holder.pk))
    if holder.user_id:  # somebody without an account is asked by whoever sets it up
        tell(project=piece.project, to=[To(holder.pk)], kind=ROLE, subject=role.pk, what=OFFERED, by=by)
    return role


@transaction.atomic
def edit(*, role: HeldRole, terms: Terms, edition: int, by: Member) -> None:
    """Change what a role is. Whoever holds it sees that it changed since they agreed.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, SET_UP)
    row = _locked(role)
    _check_people(row.piece, row.holder, terms)
    if row.edition != edition:
        raise ChangedMeanwhile
    for name, value in vars(terms).items():
        setattr(row, name, value)
    row.edition += 1
    row.save(update_fields=[*vars(terms), "edition"])
    record(row.piece.project, by, "delivery.role_edited", row)


@transaction.atomic
def write_risks(*, role: HeldRole, risks: Risks, edition: int, by: Member) -> RiskNote:
    """Write down what could go wrong, or write it anew.

    Args:
        edition: that of the note as it was opened; 0 where there was none.

    Raises:
        ChangedMeanwhile: somebody saved since then.
    """
    row = _locked(role)
    check_can_care_for(by, row)
    note = RiskNote.objects.filter(role=row).first() or RiskNote(role=row, edition=0)
    if note.edition != edition:
        raise ChangedMeanwhile
    note.giver, note.giver_then = risks.giver, risks.giver_then
    note.receiver, note.receiver_then = risks.receiver, risks.receiver_then
    note.edition, note.written_by, note.written_at = edition + 1, by, timezone.now()
    note.save()
    record(row.piece.project, by, "delivery.risk_written", row, edition=note.edition)
    return note


def check_ready(role: HeldRole) -> RiskNote:
    """What could go wrong in a role, where everything is there for it to begin.

    Raises:
        NoRiskNote: nobody has written down what could go wrong.
        NoSupport: nobody who is here supports the person.
    """
    note = RiskNote.objects.filter(role=role).first()
    if note is None:
        raise NoRiskNote(_("Write down what could go wrong first, and what we do then. The role begins after that."))
    if role.support is None or role.support.left_at is not None:
        raise NoSupport(_("Name somebody who supports this person first. The role begins after that."))
    return note


@transaction.atomic
def start(*, role: HeldRole, by: Member, how: Agreed = Agreed.HERE) -> Holding:
    """Agree to a role, with which it begins; or agree anew to one that was changed, or that somebody stepped back from.

    Args:
        by: the person themselves; for someone without an account a facilitator, with ``how`` they agreed.

    Raises:
        NoRiskNote, NoSupport: see :func:`check_ready`.
        NotYourRoleHere: it is somebody else's to agree to.
        EndedForThem: a facilitator ended it, and has not undone that.
    """
    row = _locked(role)
    check_can_agree(by, row)
    check_not_ended_for(row)
    note = check_ready(row)
    if (how == Agreed.HERE) != (row.holder_id == by.pk):
        raise NotAllowed(_("Say how the person agreed: did they tell you, or sign it on paper?"))
    agreed = {"how": how, "recorded_by": by, "role_edition": row.edition, "note_edition": note.edition}
    holding = row.holdings.filter(ended_on=None).first()
    if holding is None:
        holding = Holding.objects.create(role=row, started_on=timezone.localdate(), **agreed)
        record(row.piece.project, by, "delivery.started", row, how=how)
    elif (holding.role_edition, holding.note_edition) != (row.edition, note.edition):
        for name, value in agreed.items():
            setattr(holding, name, value)
        holding.save(update_fields=list(agreed))
        record(row.piece.project, by, "delivery.agreed_again", row, how=how)
    return holding


@transaction.atomic
def step_back(*, role: HeldRole, by: Member, words: str = "") -> None:
    """End a role now, without having to say why.

    Raises:
        NotUnderWay: there is nothing to step back from.
    """
    row = _locked(role)
    check_can_step_back(by, row)
    holding = row.holdings.filter(ended_on=None).first()
    if holding is None:
        raise NotUnderWay(_("This role is not under way."))
    holding.ended_on, holding.ended_words = max(timezone.localdate(), holding.started_on), words
    holding.save(update_fields=["ended_on", "ended_words"])
    record(row.piece.project, by, "delivery.stepped_back", row)


@transaction.atomic
def offer_training(*, role: HeldRole, what: str, offered_on: date, had_on: date | None, by: Member) -> Training:
    """Write down training that was offered for a role, and had."""
    row = _locked(role)
    check_can_care_for(by, row)
    training = Training.objects.create(role=row, what=what, offered_on=offered_on, had_on=had_on)
    record(row.piece.project, by, "delivery.training_offered", row, training=str(training.pk))
    return training


@transaction.atomic
def had_training(*, training: Training, on: date, by: Member) -> None:
    """Say when training was had."""
    row = _locked(training.role)
    check_can_care_for(by, row)
    training.had_on = on
    training.save(update_fields=["had_on"])
    record(row.piece.project, by, "delivery.training_had", row, training=str(training.pk))


@transaction.atomic
def sat_down(*, role: HeldRole, on: date, by: Member) -> None:
    """Write down a day on which the person and who supports them sit down together: past or to come. Once a day."""
    row = _locked(role)
    check_can_care_for(by, row)
    _row, made = Supervision.objects.get_or_create(role=row, on=on, taken_back_on=None)
    if made:
        record(row.piece.project, by, "delivery.sat_down", row)


def _locked(role: HeldRole) -> HeldRole:
    take_turn(role.piece.project_id)
    rows = HeldRole.objects.select_for_update(of=("self",)).select_related("piece__project", "holder", "support")
    return rows.get(pk=role.pk)


def _check_people(piece: Piece, holder: Member, terms: Terms) -> None:
    check_same_project(piece.project, [holder, *filter(None, [terms.support])])
    check_supports_another(holder, terms.support)
