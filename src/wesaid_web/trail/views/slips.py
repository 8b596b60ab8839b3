"""Slips of paper, for facilitators: printing batches, typing one in after the other, giving up what was not used."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from math import ceil
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.pdf import paper
from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.queries import to_invite_to
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.actions import comes_before_inviting
from wesaid_web.support.rules import contacts_of
from wesaid_web.trail.actions import slips as actions
from wesaid_web.trail.actions.guests import MadeAlready
from wesaid_web.trail.forms.slips import SlipForm, SlipsForm
from wesaid_web.trail.models import Contribution, SlipBatch
from wesaid_web.trail.permissions import GUESTS
from wesaid_web.trail.views.shared import asked_for

LISTED = 50
LABEL = 80
LINES, FEWEST = 5, 2
USUAL_ROWS, MOST_ROWS = 3, 8
ROW, LINE = 5, 8
"""How high a row of words and a line to write on are, in millimetres. Where the names of hats take up more rows than they do in
most projects there are fewer lines to write on; where they take up very many, a slip has a sheet of its own."""
IN_A_ROW = 26


@project_view(GUESTS, "GET")
def slips(request: HttpRequest, here: Here) -> HttpResponse:
    """Batches of slips: how many came back."""
    rows = here.project.slip_batches.select_related("meeting").annotate(
        printed=Count("slips"), used=Count("slips", filter=Q(slips__used_on__isnull=False))
    )
    return render(request, "trail/slips.jinja", {"here": here, "batches": rows[:LISTED]})


@project_view(GUESTS, "GET", "POST")
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a batch; the answer is the sheets to print, as a page or as a PDF. The codes are shown this once."""
    comes_first = comes_before_inviting(here.project)
    form = SlipsForm(to_invite_to(here.project), posted(request), initial=_for_meeting(request, here))
    if request.method == "POST" and form.is_valid() and not comes_first:
        given = form.cleaned_data
        try:
            batch, made = actions.print_slips(
                project=here.project,
                label=given["label"],
                count=given["count"],
                meeting=given.get("meeting"),
                by=here.member,
                batch_id=given["id"],
                once=given["once"],
            )
        except MadeAlready:
            messages.info(request, _("These slips are made already. Their codes are not shown again."))
            return redirect("trail:slips", here.project.pk)
        return _sheets(request, here, batch, made, form)
    told = comes_first if request.method == "POST" else ""
    context = {"here": here, "form": form, "waits_for": comes_first, "comes_first": told}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told else status_of(form)
    return render(request, "trail/slips_new.jinja", context, status=status)


def _for_meeting(request: HttpRequest, here: Here) -> dict[str, Any]:
    """What the form starts with when it is opened from a meeting."""
    try:
        key = uuid.UUID(request.GET.get("meeting", ""))
    except ValueError:
        return {}
    row = get_object_or_404(Meeting, pk=key, project=here.project)
    return {"meeting": row.pk, "label": row.purpose[:LABEL]}


def _rows(hats: list[str]) -> int:
    """How many rows of a slip its hats take up, two beside each other."""
    high = [ceil(len(hat) / IN_A_ROW) for hat in hats]
    return sum(max(high[first : first + 2]) for first in range(0, len(high), 2))


def _sheets(
    request: HttpRequest, here: Here, batch: SlipBatch, made: list[actions.Printed], form: SlipsForm
) -> HttpResponse:
    given = form.cleaned_data
    hats = [str(hat.words) for hat in here.project.perspectives.all()]
    rows = _rows(hats)
    context = {
        "here": here,
        "batch": batch,
        "slips": [(spoken(one.code), spoken(one.own), spoken(one.about)) for one in made],
        "hats": hats,
        "write_on": max(LINES - max(0, ceil((rows - USUAL_ROWS) * ROW / LINE)), FEWEST),
        "long": rows > MOST_ROWS,
        "type_at": settings.PUBLIC_URL + reverse("guests:mine"),
        "contacts": contacts_of(here.project),
        "sent": {
            "id": given["id"],
            "once": given["once"],
            "label": batch.label,
            "count": len(made),
            "meeting": batch.meeting_id or "",
        },
    }
    return paper(request, "trail/slips_print.jinja", context, name="slips")


@project_view(GUESTS, "GET", "POST")
def type_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Type in one slip, then the next: a code, the words, Enter."""
    form = SlipForm(here, posted(request))
    status, before = status_of(form), None
    if request.method == "GET":  # by keyboard, slip after slip: the code is the first thing typed
        form.fields["code"].extra_attributes = {"autofocus": "autofocus"}  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        made, before = _type_in(here, form)
        if made is not None:
            return redirect(f"{reverse('trail:slip', args=[here.project.pk])}?after={made.pk}")
        status = status_of(form)
    after = asked_for(request, here, "after") if request.method == "GET" else []
    context = {"here": here, "form": form, "before": before, "after": after[0] if after else None}
    if after:
        context["left"] = _left(after[0])
    return render(request, "trail/slip.jinja", context, status=status)


def _type_in(here: Here, form: SlipForm) -> tuple[Contribution | None, Contribution | None]:
    """What was typed in; or, where the slip was typed in before, what was on it then."""
    given = form.cleaned_data
    try:
        slip = actions.find(here.project, given["code"])
        made = actions.type_in(
            project=here.project,
            code=given["code"],
            said=form.said(slip),
            public=form.may_be_public(),
            by=here.member,
            key=given["id"] or uuid.uuid4(),
        )
    except actions.NoSuchSlip:
        form.add_error("code", _("There is no slip with this code in this project. Compare it with the slip."))
    except actions.GivenUp as problem:
        form.add_error("code", str(problem))
    except actions.TypedIn as again:
        form.add_error("code", _("This slip was typed in before."))
        return None, again.contribution
    else:
        return made, None
    return None, None


def _left(row: Contribution) -> tuple[int, int]:
    """Of the batch that the last slip is from: how many were typed in, of how many."""
    slip = getattr(row, "slip", None)
    counts = (
        slip.batch.slips.aggregate(all=Count("pk"), used=Count("pk", filter=Q(used_on__isnull=False))) if slip else {}
    )
    return counts.get("used", 0), counts.get("all", 0)


@project_view(GUESTS, "POST")
def give_up(request: HttpRequest, here: Here, batch_id: uuid.UUID) -> HttpResponse:
    """Give up what was not used of a batch. It can be taken up again."""
    row = get_object_or_404(SlipBatch, pk=batch_id, project=here.project)
    actions.give_up(batch=row, by=here.member)
    messages.success(request, _("Those that did not come back are given up. What was typed in stays."))
    return redirect("trail:slips", here.project.pk)


@project_view(GUESTS, "POST")
def take_up(request: HttpRequest, here: Here, batch_id: uuid.UUID) -> HttpResponse:
    """Take a batch up again."""
    row = get_object_or_404(SlipBatch, pk=batch_id, project=here.project)
    actions.take_up_again(batch=row, by=here.member)
    messages.success(request, _("They can be typed in again."))
    return redirect("trail:slips", here.project.pk)
