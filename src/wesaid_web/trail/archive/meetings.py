"""Meetings in the share archive: when, what for, who came as what, with ids for people. Not where, and not how to join.

A guest is one more with a hat there. What was corrected is here as it stands, without what was written before.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from wesaid_web.meetings.models import AgendaItem, Attendance, Expected, Format, Given, Meeting, Stay
from wesaid_web.projects.models import Perspective, Project
from wesaid_web.trail.archive.document import SMALL, BadArchive, Part
from wesaid_web.trail.archive.form import hat_name

Row = dict[str, Any]


class Reader(Protocol):
    """What has been read so far: the hats and the people that meetings name."""

    project: Project
    whole: Part
    now: datetime
    people: set[uuid.UUID]

    def one_of(self, part: Part, key: str, known: set[uuid.UUID]) -> uuid.UUID | None:
        """An id that has to be among those known, or none."""

    def hat(self, part: Part, name: str) -> Perspective:
        """A hat that has to be there."""


def as_values(project: Project) -> list[Row]:
    """Every meeting with its agenda, promises, and people. Five queries."""
    points, formats, expected, there = (defaultdict[uuid.UUID, list[Row]](list) for _part in range(4))
    for point in AgendaItem.objects.filter(meeting__project=project).order_by("position"):
        points[point.meeting_id].append({"what": point.what, "minutes": point.minutes})
    for promise in Format.objects.filter(meeting__project=project).order_by("position"):
        formats[promise.meeting_id].append({"what": promise.what, "given": promise.given or None})
    for row in Expected.objects.filter(meeting__project=project).select_related("perspective"):
        expected[row.meeting_id].append(
            {"who": _key(row.member_id), "hat": _hat(row.perspective), "people": row.people, "away": row.stays_away}
        )
    for seat in Attendance.objects.filter(meeting__project=project, taken_out_at=None).select_related("perspective"):
        there[seat.meeting_id].append(
            {
                "who": _key(seat.member_id),
                "hat": _hat(seat.perspective),
                "people": seat.people,
                "stay": seat.stay or None,
            }
        )
    return [
        {
            "id": str(row.pk),
            "on": row.on.isoformat(),
            "starts": row.starts.isoformat("minutes") if row.starts else None,
            "ends": row.ends.isoformat("minutes") if row.ends else None,
            "purpose": row.purpose,
            "chair": _key(row.chair_id),
            "chaired": _key(row.chaired_id),
            "minutes_to_know_each_other": row.know_each_other,
            "cancelled": row.cancelled,
            "written_down": row.attended_at is not None,
            "agenda": points[row.pk],
            "promised": formats[row.pk],
            "expected": sorted(expected[row.pk], key=_in_order),
            "there": sorted(there[row.pk], key=_in_order),
        }
        for row in Meeting.objects.filter(project=project).order_by("on", "pk")
    ]


def _in_order(row: Row) -> list[str]:
    return [str(value) for value in row.values()]


def read(reader: Reader) -> set[uuid.UUID]:
    """Write the meetings into the new project and return their ids; none where the archive is older than them.

    Raises:
        BadArchive: a value is missing or wrong.
    """
    parts = reader.whole.parts_if_any("meetings")
    Meeting.objects.bulk_create(_meeting(reader, part) for part in parts)
    for part in parts:
        _inside(reader, part)
    return {part.id("id") for part in parts}


def _meeting(reader: Reader, part: Part) -> Meeting:
    purpose = part.words("purpose")
    if len(purpose) > 200:
        raise BadArchive(_("%(place)s.purpose is not what it should be.") % {"place": part.place})
    return Meeting(
        id=part.id("id"),
        project=reader.project,
        on=part.day("on"),
        starts=part.maybe_time("starts"),
        ends=part.maybe_time("ends"),
        purpose=purpose,
        chair_id=reader.one_of(part, "chair", reader.people),
        chaired_id=reader.one_of(part, "chaired", reader.people),
        know_each_other=part.maybe_number("minutes_to_know_each_other", limit=SMALL),
        cancelled_at=reader.now if part.flag("cancelled") else None,
        attended_at=reader.now if part.flag("written_down") else None,
    )


def _inside(reader: Reader, part: Part) -> None:
    key = part.id("id")
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting_id=key,
            position=place,
            what=inner.text("what", limit=300),
            minutes=inner.maybe_number("minutes", limit=SMALL),
        )
        for place, inner in enumerate(part.parts("agenda"), start=1)
    )
    Format.objects.bulk_create(
        Format(
            meeting_id=key,
            position=place,
            what=inner.text("what", limit=200),
            given=inner.maybe_choice("given", Given),
        )
        for place, inner in enumerate(part.parts("promised"), start=1)
    )
    Expected.objects.bulk_create(
        Expected(
            meeting_id=key,
            member_id=reader.one_of(inner, "who", reader.people),
            perspective=reader.hat(inner, inner.text("hat")) if inner.has("hat") else None,
            people=inner.number("people", limit=SMALL),
            stays_away=inner.flag("away"),
        )
        for inner in part.parts("expected")
    )
    Attendance.objects.bulk_create(
        Attendance(
            meeting_id=key,
            member_id=reader.one_of(inner, "who", reader.people),
            perspective=reader.hat(inner, inner.text("hat")),
            people=inner.number("people", limit=SMALL),
            stay=inner.maybe_choice("stay", Stay),
        )
        for inner in part.parts("there")
    )


def _key(pk: uuid.UUID | None) -> str | None:
    return str(pk) if pk else None


def _hat(hat: Perspective | None) -> str | None:
    return hat_name(hat.code) if hat else None
