"""What people are told about meetings that are still to come."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.telling import Kind, Line, Piece, asked_for
from wesaid_web.meetings.models import Meeting, Notice
from wesaid_web.projects.models import Member

MEETING = "meetings.meeting"
PLANNED, CHANGED, CANCELLED, ON_AGAIN = "planned", "changed", "cancelled", "on_again"
SHORTLY = timedelta(days=8)
"""So near that a weekly e-mail could come too late."""

_SAYS: dict[str, Promise] = {
    PLANNED: _("A meeting is planned for %(day)s"),
    CHANGED: _("Something has changed about the meeting on %(day)s"),
    CANCELLED: _("The meeting on %(day)s does not take place"),
    ON_AGAIN: _("The meeting on %(day)s takes place after all"),
}


def _read(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    keys = asked_for(piece.subject for piece in pieces)
    found = Meeting.objects.filter(project=member.project_id).in_bulk(keys)
    notices = Notice.objects.filter(meeting__in=keys).exclude(why="").order_by("recorded_at", "pk")
    last = {notice.meeting_id: notice for notice in notices}
    return {
        piece.pk: _line(piece, found[piece.subject], last.get(piece.subject))
        for piece in pieces
        if piece.subject in found
    }


def _line(piece: Piece, meeting: Meeting, notice: Notice | None) -> Line:
    says = str(_SAYS[piece.what]) % {"day": date_format(meeting.on, "j F Y")}
    today = timezone.localdate()
    told = None if piece.what == PLANNED else notice
    thing = [meeting.purpose, *([told.what, told.another_way] if told else [])]
    return Line(
        what=says,
        bare=says,
        address=reverse("trail:meeting", args=[meeting.project_id, meeting.pk]),
        thing=". ".join(words for words in thing if words),
        why=told.why if told else "",
        soon=meeting.on <= today + SHORTLY,
        late=meeting.on < today,
    )


KINDS = (Kind(MEETING, _("Meetings: planned, changed, called off"), _read),)
