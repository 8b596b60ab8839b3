"""Everything that changes pieces of delivery."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.delivery.models import Piece
from wesaid_web.delivery.permissions import SET_UP
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project, take_turn
from wesaid_web.trail.models import Action, Change, Decision


@dataclass(frozen=True)
class Delivered:
    """What is entered about a piece of delivery; what it came from is optional."""

    what: str
    for_whom: str = ""
    agreed_with: str = ""
    decision: Decision | None = None
    action: Action | None = None
    change: Change | None = None
    ended_on: date | None = None


@transaction.atomic
def add(*, project: Project, delivered: Delivered, by: Member, piece_id: uuid.UUID | None = None) -> Piece:
    """Add a piece of delivery. Sent twice with the same id and words, it is added once."""
    check_can(by, SET_UP)
    check_same_project(project, [one for one in (delivered.decision, delivered.action, delivered.change) if one])
    take_turn(project.pk)
    if piece_id:
        before = Piece.objects.filter(pk=piece_id).first()
        if before and before.project_id == project.pk and before.made_by_id == by.pk and before.what == delivered.what:
            return before
        if before:  # somebody else's; or the same form, gone back to and sent with other words
            piece_id = None
    piece = Piece.objects.create(id=piece_id or uuid.uuid4(), project=project, made_by=by, **vars(delivered))
    record(project, by, "delivery.piece_added", piece)
    return piece


@transaction.atomic
def edit(*, piece: Piece, delivered: Delivered, edition: int, by: Member) -> None:
    """Change what a piece of delivery says, or say that it has ended. What it came from stays.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, SET_UP)
    take_turn(piece.project_id)
    row = Piece.objects.select_for_update(of=("self",)).select_related("project").get(pk=piece.pk)
    if row.edition != edition:
        raise ChangedMeanwhile
    row.what, row.for_whom, row.agreed_with = delivered.what, delivered.for_whom, delivered.agreed_with
    row.ended_on, row.edition = delivered.ended_on, row.edition + 1
    row.save(update_fields=["what", "for_whom", "agreed_with", "ended_on", "edition"])
    record(row.project, by, "delivery.piece_edited", row)
