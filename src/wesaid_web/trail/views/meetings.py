"""One meeting, with what was said and decided there; and entering all of it afterwards on one page."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import posted
from wesaid_web.meetings import queries as meetings
from wesaid_web.meetings.actions import check_held
from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.permissions import PLAN
from wesaid_web.meetings.permissions import SEE as SEE_MEETINGS
from wesaid_web.meetings.queries import to_invite_to
from wesaid_web.meetings.views.shared import find_meeting
from wesaid_web.projects.access import Here, project_view
from wesaid_web.support.permissions import answers_for
from wesaid_web.support.queries import adjustments_to_prepare, needs_of, needs_shown_to
from wesaid_web.trail import queries
from wesaid_web.trail.actions import meetings as actions
from wesaid_web.trail.forms.after import AfterForm
from wesaid_web.trail.models import Contribution, GuestInvitation
from wesaid_web.trail.permissions import GUESTS
from wesaid_web.trail.places import OPEN
from wesaid_web.trail.views.shared import readable

MOST_WAITING = 60
"""How many things said before a row of the page offers; what waits longest is first. Others are decided on by themselves."""


@project_view(SEE_MEETINGS, "GET")
def meeting(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """One meeting: what is planned, who was there, what was said and decided."""
    row = find_meeting(here, meeting_id)
    said = queries.visible(here.member).filter(meeting=row).select_related("author", "perspective")
    decisions = queries.decisions_of(here.project).filter(meeting=row).order_by("seq")
    context = {
        "here": here,
        "meeting": row,
        "has_been": row.on <= timezone.localdate() and not row.cancelled,
        "expected": meetings.expected(row),
        "attended": meetings.attended(row),
        "corrected": meetings.corrected(row).count(),
        "points": list(row.agenda.all()),
        "formats": list(row.formats.all()),
        "notices_given": list(row.notices.all()),
        "said": said.order_by("created_at", "pk"),
        "decided": [(one, readable(here, one.contributions.all())) for one in decisions],
        "may_plan": here.can(PLAN),
        "other_forms": row.other_forms.all(),
        "invitations": _invitations(here, row),
        "may_invite": here.can(GUESTS) and to_invite_to(here.project).filter(pk=row.pk).exists(),
    }
    return render(request, "trail/meeting.jinja", context | _care(here, row))


def _invitations(here: Here, row: Meeting) -> list[GuestInvitation]:
    """Invitations without an account to this meeting that work now, for those who make them."""
    if not here.can(GUESTS):
        return []
    return list(row.guest_invitations.filter(revoked_at=None, expires_at__gt=timezone.now()))


def _care(here: Here, row: Meeting) -> dict[str, Any]:
    """What people need, to prepare; and once it has been, of which promises somebody can say now whether they were met.

    Nobody is asked who was not there, or who has said it since.
    """
    if row.cancelled:
        return {"to_prepare": None, "to_answer": []}
    if not row.attended_at:
        may_see = here.can(PLAN)
        return {
            "to_prepare": adjustments_to_prepare(here.project, here.member) if may_see else None,
            "to_answer": [],
        }
    there = set(meetings.seats_of(row).values_list("member_id", flat=True))
    open_to_me = [need for need in [*needs_of(here.member), *needs_shown_to(here.member)] if need.member_id in there]
    return {
        "to_prepare": None,
        "to_answer": [
            need
            for need in open_to_me
            if need.agreed
            and need.agreed_on is not None
            and need.agreed_on <= row.on
            and answers_for(here.member, need.member)
            and not any(answer.on >= row.on for answer in need.answers.all())
        ],
    }


@project_view(PLAN, "GET", "POST")
def after(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """After the meeting: who was there, what was said, what was decided, on one page. Nothing that is entered is lost."""
    row = find_meeting(here, meeting_id)
    check_held(row)
    form = AfterForm(here, row, _waiting(here), posted(request))
    status, changed = HTTPStatus.OK, False
    goes_on = bool(request.POST.get("more") or request.POST.get("stay"))  # more rows; or Enter, where no script runs
    if request.method == "POST" and not goes_on:
        if form.is_valid():
            try:
                entered = _enter(here, row, form)
            except ChangedMeanwhile:
                changed, status = True, HTTPStatus.CONFLICT
                row.refresh_from_db()
            else:
                messages.success(request, _told(row, entered))
                return redirect("trail:meeting", here.project.pk, row.pk)
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    if goes_on:
        form.not_judged_yet()
    if request.POST.get("more") in {"said", "decided"}:
        form.begin_at_new_rows(request.POST["more"])
    context: dict[str, Any] = {
        "here": here,
        "meeting": row,
        "form": form,
        "goes_on": goes_on,
        "changed": changed,
        "edition": row.attendance_edition if changed or not form.is_bound else form["edition"].value(),
        "now": meetings.attended(row) if changed else None,
        "already": queries.visible(here.member).filter(meeting=row).count(),
    }
    return render(request, "trail/after.jinja", context, status=status)


def _waiting(here: Here) -> list[Contribution]:
    rows = queries.counted(here.project).filter(fate__in=OPEN).order_by(*queries.SORTS["waited"])
    return list(rows[:MOST_WAITING])


def _enter(here: Here, row: Meeting, form: AfterForm) -> actions.Entered:
    return actions.enter(
        meeting=row,
        held=form.held(),
        lines=form.lines,
        rulings=form.rulings,
        edition=form.cleaned_data["edition"],
        by=here.member,
        form_id=form.cleaned_data["id"],
    )


def _told(row: Meeting, entered: actions.Entered) -> str:
    """What was saved, in one sentence."""
    people = meetings.attended(row).mix.people
    parts = [
        ngettext("%(n)s person was there", "%(n)s people were there", people) % {"n": people},
        ngettext("%(n)s thing was said", "%(n)s things were said", len(entered.said)) % {"n": len(entered.said)},
        ngettext("%(n)s was decided", "%(n)s were decided", len(entered.decided)) % {"n": len(entered.decided)},
    ]
    return _("Saved: %(people)s, %(said)s, %(decided)s. It is all below.") % dict(
        zip(("people", "said", "decided"), parts, strict=True)
    )
