"""Delivery in the share archive: what is delivered, roles with an id for whoever holds them, and what was done by nobody.

Days on which somebody began or stepped back are told as quarters of a year. A session says when, what, how long and how
many, and not by whom: nobody's work can be added up from it.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wesaid_web.delivery.models import HeldRole, Holding, Kind, Piece, Session, SessionKind
from wesaid_web.projects.models import Project
from wesaid_web.trail.archive.document import SMALL, BadArchive, Part
from wesaid_web.trail.archive.parts import Known

KEY = "delivery"
LEFT_OUT = (
    gettext_noop(
        "who delivered what: sessions are here without the person, and what was learned as far as it was said"
    ),
    gettext_noop("with whom delivery is agreed, pay, hours, limits, support and training of people in roles"),
    gettext_noop("what could go wrong in a role, and what anybody said on stepping back"),
    gettext_noop("what taking part has done for somebody, and how they came"),
)
SLICE = 500
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_HOURS = re.compile(r"[0-9]{1,2}\.[0-9]{2}")


def as_values(project: Project) -> list[dict[str, Any]]:
    """Every piece of delivery with its roles and sessions. Four queries."""
    held: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for one in Holding.objects.filter(role__piece__project=project).order_by("started_on", "ended_on", "pk"):
        held[one.role_id].append({"since": _quarter(one.started_on), "until": _quarter(one.ended_on)})
    roles: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for role in HeldRole.objects.filter(piece__project=project).order_by("pk"):
        roles[role.piece_id].append(
            {
                "id": str(role.pk),
                "held_by": str(role.holder_id),
                "kind": role.kind,
                "called": role.called,
                "tasks": role.tasks,
                "held": sorted(held[role.pk], key=lambda one: (one["since"], one["until"] or "9")),
            }
        )
    sessions: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for session in Session.objects.filter(piece__project=project).order_by("on", "pk").iterator(2000):
        sessions[session.piece_id].append(
            {
                "id": str(session.pk),
                "on": session.on.isoformat(),
                "kind": session.kind,
                "hours": f"{session.hours:.2f}",
                "reached": session.reached,
                "languages": session.languages,
            }
        )
    return [
        {
            "id": str(row.pk),
            "what": row.what,
            "for_whom": row.for_whom,
            "decision": _key(row.decision_id),
            "action": _key(row.action_id),
            "change": _key(row.change_id),
            "ended_on": row.ended_on.isoformat() if row.ended_on else None,
            "roles": roles[row.pk],
            "sessions": sessions[row.pk],
        }
        for row in Piece.objects.filter(project=project).order_by("pk")
    ]


def read(known: Known) -> None:
    """Write the part into the new project.

    Raises:
        BadArchive: a value is missing or wrong.
    """
    parts = known.whole.parts(KEY)
    Piece.objects.bulk_create(
        Piece(
            id=part.id("id"),
            project=known.project,
            what=part.words("what"),
            for_whom=part.text("for_whom"),
            decision_id=known.one_of(part, "decision", known.decided),
            action_id=known.one_of(part, "action", known.did),
            change_id=known.one_of(part, "change", known.changed),
            ended_on=part.maybe_day("ended_on"),
        )
        for part in parts
    )
    for part in parts:
        _roles(known, part)
        sessions = [_session(part.id("id"), inner) for inner in part.parts("sessions")]
        Session.objects.bulk_create(sessions, batch_size=SLICE)


def _roles(known: Known, piece: Part) -> None:
    for part in piece.parts("roles"):
        holder = known.one_of(part, "held_by", known.people)
        if holder is None:
            raise BadArchive(_("%(place)s is held by nobody.") % {"place": part.place})
        role = HeldRole.objects.create(
            id=part.id("id"),
            piece_id=piece.id("id"),
            holder_id=holder,
            kind=part.choice("kind", Kind),
            called=part.text("called", limit=80),
            tasks=part.text("tasks"),
        )
        Holding.objects.bulk_create(
            Holding(role=role, started_on=_first_day(inner, "since"), ended_on=_maybe_first_day(inner, "until"))
            for inner in part.parts("held")
        )


def _session(piece_id: uuid.UUID, part: Part) -> Session:
    return Session(
        id=part.id("id"),
        piece_id=piece_id,
        on=part.day("on"),
        kind=part.choice("kind", SessionKind),
        hours=_hours(part),
        reached=part.number("reached", limit=SMALL),
        languages=part.text("languages", limit=200),
    )


def _hours(part: Part) -> Decimal:
    text = part.text("hours", limit=5)
    if not _HOURS.fullmatch(text) or not 0 < Decimal(text) <= 24:
        raise BadArchive(_("%(place)s.hours is not what it should be.") % {"place": part.place})
    return Decimal(text)


def _quarter(day: date | None) -> str | None:
    return None if day is None else f"{day.year:04}-Q{(day.month + 2) // 3}"


def _maybe_first_day(part: Part, key: str) -> date | None:
    return _first_day(part, key) if part.has(key) else None


def _first_day(part: Part, key: str) -> date:
    found = _QUARTER.fullmatch(part.text(key, limit=7))
    if not found or found[1] == "0000":
        raise BadArchive(_("%(place)s.%(key)s is not a quarter of a year.") % {"place": part.place, "key": key})
    return date(int(found[1]), 3 * int(found[2]) - 2, 1)


def _key(pk: uuid.UUID | None) -> str | None:
    return str(pk) if pk else None
