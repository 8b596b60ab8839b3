"""Who was there: written down, or corrected later. What was written before stays as history."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import posted
from wesaid_web.meetings import actions, queries
from wesaid_web.meetings.forms.afterwards import AttendanceForm
from wesaid_web.meetings.permissions import PLAN
from wesaid_web.meetings.views.shared import find_meeting
from wesaid_web.projects.access import Here, project_view


@project_view(PLAN, "GET", "POST")
def attendance(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Write down or correct who was there."""
    meeting = find_meeting(here, meeting_id)
    actions.check_held(meeting)
    form = AttendanceForm(here, meeting, posted(request))
    status, changed = HTTPStatus.OK, False
    if request.method == "POST":
        if form.is_valid():
            try:
                edition = form.cleaned_data["edition"]
                actions.write_down(meeting=meeting, held=form.held(), edition=edition, by=here.member)
            except ChangedMeanwhile:
                changed, status = True, HTTPStatus.CONFLICT
                meeting.refresh_from_db()
            else:
                messages.success(request, _("It is written down who was there."))
                return redirect("trail:meeting", here.project.pk, meeting.pk)
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "here": here,
        "form": form,
        "meeting": meeting,
        "changed": changed,
        "edition": meeting.attendance_edition if changed or not form.is_bound else form["edition"].value(),
        "now": queries.attended(meeting) if changed else None,
        "corrected": list(queries.corrected(meeting)),
    }
    return render(request, "meetings/attendance.jinja", context, status=status)
