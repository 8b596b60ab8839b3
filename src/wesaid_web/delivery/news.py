"""What people are told about the roles they hold: that one is there for them to read, was ended for them, or goes on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.telling import Kind, Line, Piece, asked_for
from wesaid_web.delivery.models import HeldRole, Holding
from wesaid_web.projects.models import Member

ROLE = "delivery.role"
OFFERED, ENDED, GOES_ON = "offered", "ended", "goes_on"

_SAYS: dict[str, Promise] = {
    OFFERED: _("A role is there for you to read. It begins only if you say so"),
    ENDED: _("A role of yours was ended"),
    GOES_ON: _("A role of yours was ended, and goes on after all"),
}
_BARE = _("Something about what you do in the group waits for you to read")


def _read(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    keys = asked_for(piece.subject for piece in pieces)
    found = HeldRole.objects.filter(holder=member).in_bulk(keys)
    ended = (
        Holding.objects.filter(role__in=keys, role__holder=member).exclude(ended_why="").order_by("started_on", "pk")
    )
    why = {holding.role_id: holding.ended_why for holding in ended}
    return {
        piece.pk: Line(
            what=_SAYS[piece.what],
            bare=_BARE,
            address=reverse("delivery:role", args=[member.project_id, piece.subject]),
            thing=str(found[piece.subject].words),
            why=why.get(piece.subject, "") if piece.what == ENDED else "",
        )
        for piece in pieces
        if piece.subject in found
    }


KINDS = (Kind(ROLE, _("Roles that you hold, or could hold"), _read),)
