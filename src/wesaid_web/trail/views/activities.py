"""Activity sheets: blank ones to print, and typing in what came of them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.pdf import paper
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail.actions import said as actions
from wesaid_web.trail.activities import ACTIVITIES, Activity
from wesaid_web.trail.forms.slips import SheetForm
from wesaid_web.trail.permissions import ADD_FOR_OTHERS


@project_view(ADD_FOR_OTHERS, "GET")
def sheet(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """A blank sheet, with how to use it in the room."""
    found = _activity(number)
    hats = [hat.words for hat in here.project.perspectives.all()]
    context = {"here": here, "activity": found, "number": number, "hats": hats}
    return paper(request, "trail/activity.jinja", context, name=found.file)


@project_view(ADD_FOR_OTHERS, "GET", "POST")
def type_in(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Type in what came of a sheet: rows of words. Each is on the trail by itself, as said on this kind of sheet."""
    found = _activity(number)
    form = SheetForm(here, found.channel, posted(request))
    status = status_of(form) if not request.POST.get("more") else 200
    if request.method == "POST" and request.POST.get("more"):
        form.not_judged_yet()
    elif request.method == "POST" and form.is_valid():
        rows = form.said()
        with transaction.atomic():
            for row, said in rows:
                key = uuid.uuid5(form.cleaned_data["id"] or uuid.uuid4(), f"sheet/{row}")
                actions.add(project=here.project, said=said, by=here.member, contribution_id=key)
        words = ngettext("%(n)s thing is on the trail.", "%(n)s things are on the trail.", len(rows))
        messages.success(request, words % {"n": len(rows)})
        return redirect("trail:sheet_type", here.project.pk, number)
    context = {"here": here, "form": form, "activity": found, "number": number}
    return render(request, "trail/activity_type.jinja", context, status=status)


def _activity(number: int) -> Activity:
    if not 1 <= number <= len(ACTIVITIES):
        raise Http404
    return ACTIVITIES[number - 1]
