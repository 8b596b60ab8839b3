"""What the trail's views share."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from allauth.core import ratelimit
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from wesaid_web.projects.access import Here
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.permissions import can_see, holding_something_hidden

PAGE = 25
SENT = "guest_sent"


def sends_too_much(request: HttpRequest) -> bool:
    """Whether more comes from one address than a full room would send. Pages that are only opened are not counted."""
    return request.method == "POST" and not ratelimit.consume(request, action=SENT)


def find_said(here: Here, contribution_id: uuid.UUID) -> Contribution:
    """A contribution of this project that this person may read; else not found."""
    row = get_object_or_404(
        Contribution.objects.select_related(
            "author", "perspective", "project", "merged_into", "part_of", "fate_decision", "meeting"
        ),
        pk=contribution_id,
        project=here.project,
    )
    if not can_see(here.member, row):
        raise Http404
    return row


def asked_for(request: HttpRequest, here: Here, name: str = "said") -> list[Contribution]:
    """The contributions named in the address or the form, as far as this person may read them."""
    given = request.POST.getlist(name) if request.method == "POST" else request.GET.getlist(name)
    ids = [key for key in map(_uuid, given) if key]
    rows = Contribution.objects.filter(project=here.project, pk__in=ids).select_related(
        "author", "perspective", "project"
    )
    return readable(here, rows)


def readable(here: Here, rows: Iterable[Contribution]) -> list[Contribution]:
    """Those that this person may read. One more query at most, however many there are."""
    rows = list(rows)
    hidden_within = holding_something_hidden(here.project.pk) if any(row.is_split for row in rows) else set()
    return [row for row in rows if can_see(here.member, row, hidden_within=hidden_within)]


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
