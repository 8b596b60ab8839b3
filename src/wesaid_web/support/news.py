"""What somebody is told about what they need and what they get back. Of worries nobody is told anything here, ever (ADR 0018)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.telling import Kind, Line, Piece, asked_for
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import can
from wesaid_web.support.models import Need, Return, Terms
from wesaid_web.support.permissions import PAY

NEEDS, RETURNS, TO_PAY = "support.needs", "support.returns", "support.to_pay"
AGREED, WAS_IT_MET = "agreed", "was_it_met"
TERMS, OFFERED, PAID = "terms", "offered", "paid"

_OF_NEEDS: dict[str, Promise] = {
    AGREED: _("Something was agreed about what helps you take part"),
    WAS_IT_MET: _("You were at a meeting. Was what you need there?"),
}
_OF_RETURNS: dict[str, Promise] = {
    TERMS: _("Terms wait for you to read: what you would do, and what you would get for it"),
    OFFERED: _("Something is offered to you for what you did. You can say yes or no"),
    PAID: _("Something was paid or given to you"),
}
# Whoever shares a telephone may be the one who must not know of money, or of what somebody needs.
_BARE = _("Something about taking part waits for you to read")


def _needs(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    found = Need.objects.filter(member=member).in_bulk(asked_for(piece.subject for piece in pieces))

    def line(piece: Piece) -> Line:
        name = "support:need_met" if piece.what == WAS_IT_MET else "support:needs"
        args = [member.project_id, piece.subject] if piece.what == WAS_IT_MET else [member.project_id]
        need = found[piece.subject]
        return Line(what=_OF_NEEDS[piece.what], bare=_BARE, address=reverse(name, args=args), thing=need.agreed)

    return {piece.pk: line(piece) for piece in pieces if piece.subject in found}


def _returns(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    keys = asked_for(piece.subject for piece in pieces)
    terms = Terms.objects.filter(member=member).in_bulk(keys)
    given = Return.objects.filter(terms__member=member).in_bulk(keys)
    things = {key: row.work for key, row in terms.items()} | {key: row.what_for for key, row in given.items()}
    address = reverse("support:mine", args=[member.project_id])
    return {
        piece.pk: Line(what=_OF_RETURNS[piece.what], bare=_BARE, address=address, thing=things[piece.subject])
        for piece in pieces
        if piece.subject in things
    }


def _to_pay(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    if not can(member, PAY):
        return {}
    waiting = Return.objects.filter(terms__project=member.project_id)
    found = waiting.in_bulk(asked_for(piece.subject for piece in pieces))
    what, address = _("Something was approved for you to pay"), reverse("support:people", args=[member.project_id])
    return {
        piece.pk: Line(what=what, bare=what, address=address, thing=found[piece.subject].what_for)
        for piece in pieces
        if piece.subject in found
    }


KINDS = (
    Kind(NEEDS, _("What helps you take part: agreed, and whether it was there"), _needs),
    Kind(RETURNS, _("What you get back for what you do"), _returns),
    Kind(TO_PAY, _("What waits for you to pay, if that is your part"), _to_pay),
)
