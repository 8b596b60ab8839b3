"""Meetings: the list, and what is planned. The page of one meeting, with what came of it, is the trail's."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.common.pdf import paper
from wesaid_web.meetings import actions, queries
from wesaid_web.meetings.forms.planning import AgendaForm, CancelForm, MixForm, NoticeForm, PlanForm, as_planned
from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.permissions import PLAN, SEE
from wesaid_web.meetings.views.shared import find_meeting
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.fields import differing

PAGE = 25


@project_view(SEE, "GET")
def meetings(request: HttpRequest, here: Here) -> HttpResponse:
    """Meetings that are still to be, and those that were."""
    context = {
        "here": here,
        "coming": queries.coming(here.project),
        "page": Paginator(queries.held(here.project), PAGE).get_page(request.GET.get("page")),
        "query": page_query(request),
        "may_plan": here.can(PLAN),
    }
    return render(request, "meetings/list.jinja", context)


@project_view(PLAN, "GET", "POST")
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Plan a meeting."""
    form = PlanForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        meeting = actions.plan(
            project=here.project, plan=form.plan(), by=here.member, meeting_id=form.cleaned_data["id"]
        )
        messages.success(request, _("The meeting is planned. Next: who comes, so that nobody is outnumbered."))
        return redirect("trail:meeting", here.project.pk, meeting.pk)
    return render(request, "meetings/new.jinja", {"here": here, "form": form}, status=status_of(form))


@project_view(PLAN, "GET", "POST")
def edit(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Change the plan."""
    meeting = find_meeting(here, meeting_id)
    form = PlanForm(here, posted(request), meeting=meeting, initial=as_planned(meeting))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(meeting=meeting, plan=form.plan(), edition=form.cleaned_data["edition"] or 0, by=here.member)
        except ChangedMeanwhile:
            meeting.refresh_from_db()
            theirs = differing(form, as_planned(meeting))
        if not theirs:
            messages.success(request, _("Saved."))
            return redirect("trail:meeting", here.project.pk, meeting.pk)
        form = PlanForm(here, meeting=meeting, initial={**request.POST.dict(), "edition": meeting.edition})
        status = HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "meeting": meeting, "theirs": theirs}
    return render(request, "meetings/edit.jinja", context, status=status)


def _points(meeting: Meeting) -> list[actions.Point]:
    return [actions.Point(row.what, row.leads, row.minutes) for row in meeting.agenda.all()]


@project_view(PLAN, "GET", "POST")
def agenda(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Write the agenda. More rows are added without losing any."""
    meeting = find_meeting(here, meeting_id)
    points = _points(meeting)
    form = AgendaForm(points, posted(request), initial={"edition": meeting.edition})
    more = bool(request.POST.get("more"))
    status, changed = (HTTPStatus.OK if more else status_of(form)), False
    if request.method == "POST" and not more and form.is_valid():
        try:
            actions.set_agenda(
                meeting=meeting, points=form.points(), edition=form.cleaned_data["edition"], by=here.member
            )
        except ChangedMeanwhile:
            changed, status = True, HTTPStatus.CONFLICT
            meeting.refresh_from_db()
        else:
            messages.success(request, _("The agenda is saved."))
            return redirect("trail:meeting", here.project.pk, meeting.pk)
    if more:
        form.not_judged_yet()
    context = {
        "here": here,
        "form": form,
        "meeting": meeting,
        "their_points": points if changed else None,
        "edition": meeting.edition if changed or not form.is_bound else form["edition"].value(),
        "planned": sum(point.minutes or 0 for point in points),
    }
    return render(request, "meetings/agenda.jinja", context, status=status)


@project_view(SEE, "GET")
def agenda_print(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """The agenda on paper: A4, or large print by choice; as a page or as a PDF."""
    meeting = find_meeting(here, meeting_id)
    context = {
        "here": here,
        "meeting": meeting,
        "points": list(meeting.agenda.all()),
        "formats": list(meeting.formats.all()),
        "notices_given": list(meeting.notices.all()),
    }
    return paper(request, "meetings/agenda_print.jinja", context, name=f"agenda-{meeting.on:%Y-%m-%d}")


@project_view(PLAN, "GET", "POST")
def mix(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Say who is expected, and who stays away this time so that others are more."""
    meeting = find_meeting(here, meeting_id)
    room = queries.expected(meeting)
    rows = [*room.people, *room.counted, *room.away]
    form = MixForm(here, rows, posted(request), initial={"edition": meeting.edition})
    status, changed = status_of(form), False
    if request.method == "POST" and form.is_valid():
        try:
            actions.expect(meeting=meeting, coming=form.coming(), edition=form.cleaned_data["edition"], by=here.member)
        except ChangedMeanwhile:
            changed, status = True, HTTPStatus.CONFLICT
            meeting.refresh_from_db()
        else:
            messages.success(request, _("It is saved who is expected."))
            return redirect("trail:meeting", here.project.pk, meeting.pk)
    context: dict[str, Any] = {
        "here": here,
        "form": form,
        "meeting": meeting,
        "saved": room,
        "changed": changed,
        "edition": meeting.edition if changed or not form.is_bound else form["edition"].value(),
        "turns": queries.turns(here.project, meeting.on),
    }
    return render(request, "meetings/mix.jinja", context, status=status)


@project_view(PLAN, "GET", "POST")
def notice(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Write down a change at short notice."""
    meeting = find_meeting(here, meeting_id)
    form = NoticeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.give_notice(meeting=meeting, notice=form.notice(), by=here.member)
        messages.success(request, _("It is written down, and stands at the top of the meeting."))
        return redirect("trail:meeting", here.project.pk, meeting.pk)
    return render(
        request, "meetings/notice.jinja", {"here": here, "form": form, "meeting": meeting}, status=status_of(form)
    )


@project_view(PLAN, "GET", "POST")
def cancel(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Say that it does not take place, after saying what that means."""
    meeting = find_meeting(here, meeting_id)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(meeting=meeting, notice=form.notice(), by=here.member)
        except NotAllowed as problem:
            form.add_error("why", str(problem))
        else:
            messages.success(request, _("It does not take place. You can put it on again."))
            return redirect("trail:meeting", here.project.pk, meeting.pk)
    return render(
        request, "meetings/cancel.jinja", {"here": here, "form": form, "meeting": meeting}, status=status_of(form)
    )


@project_view(PLAN, "POST")
def on_again(request: HttpRequest, here: Here, meeting_id: uuid.UUID) -> HttpResponse:
    """Take a cancellation back."""
    meeting = find_meeting(here, meeting_id)
    actions.put_on_again(meeting=meeting, by=here.member)
    messages.success(request, _("It takes place after all. Tell people."))
    return redirect("trail:meeting", here.project.pk, meeting.pk)
