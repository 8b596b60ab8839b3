"""The room with every paper of the project; and the papers that belong to no other room.

A facilitator prints here for everyone who has no screen, or wants none, and comes back here to type in what people wrote.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.pdf import paper
from wesaid_web.meetings import queries as meetings
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.charter_actions import current_of
from wesaid_web.show import picture, queries
from wesaid_web.show import wall as walls
from wesaid_web.show.models import Release
from wesaid_web.show.permissions import PAPER, SEE
from wesaid_web.show.picture import Drawing
from wesaid_web.show.views.public import page_context
from wesaid_web.support.rules import contacts_of, readers
from wesaid_web.trail.activities import ACTIVITIES
from wesaid_web.trail.queries import counts

FEW = 4
SHEETS, A1, A0 = "sheets", "a1", "a0"
WITHIN, OUTSIDE = "group", "anybody"
STORIES, USUAL = (4, 6, 8, 12, 20), 6


@project_view(PAPER, "GET")
def room(request: HttpRequest, here: Here) -> HttpResponse:
    """Every paper: look at it, print it, as a PDF, in large print; and where to type in what came back."""
    today = timezone.localdate()
    charter = current_of(here.project)
    context = {
        "here": here,
        "charter": charter,
        "coming": list(meetings.coming(here.project).filter(cancelled_at=None)[:FEW]),
        "to_write_down": meetings.to_write_down(here.project),
        "askings": list(
            here.project.rounds.filter(closed_on=None, closes_on__gte=today).select_related("decision")[:FEW]
        ),
        "activities": list(enumerate(ACTIVITIES, start=1)),
        "contacts": contacts_of(here.project),
    }
    return render(request, "show/paper.jinja", context)


@project_view(SEE, "GET")
def information(request: HttpRequest, here: Here) -> HttpResponse:
    """The information sheet: from what the group agreed, its next meetings, and whom one can tell a worry."""
    return paper(request, "show/information.jinja", _about_us(here), name="information")


def _about_us(here: Here) -> dict[str, Any]:
    return {
        "here": here,
        "charter": current_of(here.project),
        "coming": list(meetings.coming(here.project).filter(cancelled_at=None)[:FEW]),
        "contacts": contacts_of(here.project),
        "type_at": settings.PUBLIC_URL + reverse("guests:mine"),
        "site": settings.CONTACT,
    }


@project_view(PAPER, "GET")
def letter(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """An invitation to a meeting as a letter, with a strip to send back. It needs no screen to be answered."""
    row = get_object_or_404(Meeting, pk=meeting_id, project=here.project)
    context = {**_about_us(here), "meeting": row, "formats": list(row.formats.all()), "points": list(row.agenda.all())}
    return paper(request, "show/letter.jinja", context, name=f"letter-{row.on:%Y-%m-%d}")


@project_view(SEE, "GET")
def worry(request: HttpRequest, here: Here) -> HttpResponse:
    """A sheet for a worry, to be folded and handed to whom it is for, and nobody else."""
    contacts = contacts_of(here.project)
    context = {"here": here, "contacts": contacts, "reads": readers(contacts)}
    return paper(request, "show/worry_sheet.jinja", context, name="worry")


@project_view(PAPER, "GET")
def wall(request: HttpRequest, here: Here) -> HttpResponse:
    """The trail for a wall: for the group's own room, or for anybody; on sheets of A4, or as one large sheet."""
    asked = request.GET
    whose = OUTSIDE if asked.get("for") == OUTSIDE else WITHIN
    size = next((one for one in (A1, A0) if asked.get("size") == one), SHEETS)
    most = next((one for one in STORIES if asked.get("stories") == str(one)), USUAL)
    release = queries.published(here.project) if _is_on(here) else None
    context: dict[str, Any] = {
        "here": here,
        "whose": whose,
        "size": size,
        "most": most,
        "choices": STORIES,
        "published": release,
        "query": {"for": whose, "size": size, "stories": str(most)},
        "sheet": size,
    }
    drawing, stories = _to_hang(here, whose, release)
    context |= {
        "drawing": drawing,
        "heading": walls.heading(drawing) if drawing else [],
        "rows": walls.rows(walls.chosen(stories, most)),
        "says": _who_may_see(whose),
    }
    return paper(request, "show/wall.jinja", context, name=f"wall-{size}")


def _to_hang(here: Here, whose: str, release: Release | None) -> tuple[Drawing | None, list[dict[str, Any]]]:
    """The picture, where there is anything in it and numbers may be shown; and the stories."""
    if whose == WITHIN:
        numbers = counts(here.project)
        return picture.lying(numbers.by_place) if numbers.said else None, walls.stories_within(here.project)
    if release is None:
        return None, []
    shown = page_context(release, preview=False)
    return shown["lying"] if shown["trail"] and shown["numbers"].said else None, walls.stories_outside(shown)


def _is_on(here: Here) -> bool:
    page = queries.public_page(here.project)
    return bool(page and page.is_on)


def _who_may_see(whose: str) -> str:
    if whose == WITHIN:
        return _("the group, in its own room. Take it down afterwards: it tells more than the public page does.")
    return _("anybody. It tells what the public page tells, and nothing else.")
