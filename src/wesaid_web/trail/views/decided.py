"""Decisions: the list, recording one in three answers, one decision."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.common.seeing import lenses
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.actions import decided as actions
from wesaid_web.trail.forms.decided import DecideForm, DecisionDetailsForm, count_fields, details
from wesaid_web.trail.models import Decision, Result
from wesaid_web.trail.permissions import ACT, CHANGE, DECIDE, LOOK, SEE
from wesaid_web.trail.places import OPEN
from wesaid_web.trail.views.shared import PAGE, asked_for, readable


@project_view(SEE, "GET")
def decided(request: HttpRequest, here: Here) -> HttpResponse:
    """Every decision, the newest first."""
    rows = queries.decisions_of(here.project)
    result = request.GET.get("result", "")
    if result in Result.values:
        rows = rows.filter(result=result)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = [(row, readable(here, row.contributions.all())) for row in page]
    context = {
        "here": here,
        "page": page,
        "shown": shown,
        "query": page_query(request),
        "result": result,
        "results": Result.choices,
        "anything": here.project.decisions.exists(),
        "about": queries.said_in(rows),
        "may_decide": here.can(DECIDE),
    }
    return render(request, "trail/decided.jinja", context)


@project_view(DECIDE, "GET", "POST")
def decide(request: HttpRequest, here: Here) -> HttpResponse:
    """Record a decision: choose what it is about, then three answers."""
    chosen = asked_for(request, here)
    if not chosen:
        return _choose(request, here)
    standing = queries.standing(here.project, chosen)
    form = DecideForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        adds = request.POST.get("adds") == "yes"
        decision = actions.decide(
            project=here.project,
            contributions=chosen,
            answers=form.answers(),
            replaces=[] if adds else standing,
            by=here.member,
            decision_id=form.cleaned_data["id"],
        )
        messages.success(request, _("The decision is recorded. Everyone whose words it is about can read why."))
        return redirect("trail:decision", here.project.pk, decision.pk)
    context = {
        "here": here,
        "form": form,
        "chosen": chosen,
        "standing": standing,
        "adds": request.POST.get("adds") == "yes",
        "counts": count_fields(form),
        "open": any(name in form.errors for name in form.fields if name.startswith("count_")),
    }
    return render(request, "trail/decide.jinja", context, status=status_of(form))


def _choose(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose what to decide on: what was said longest ago is first."""
    words = queries.words_looked_for(request.GET)
    rows = queries.counted(here.project).select_related("author", "perspective").order_by(*queries.SORTS["waited"])
    rows = rows.filter(text__icontains=words) if words else rows.filter(fate__in=OPEN)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "page": page,
        "q": words,
        "query": page_query(request),
        "anything": queries.counted(here.project).exists(),
    }
    return render(request, "trail/choose.jinja", context)


def _with_details() -> QuerySet[Decision]:
    return Decision.objects.select_related("final_say", "recorded_by", "meeting").prefetch_related(
        "present", "present_counts__perspective", "replaces", "replaced_by"
    )


@project_view(SEE, "GET")
def decision(request: HttpRequest, here: Here, decision_id: uuid.UUID) -> HttpResponse:
    """One decision, what it was about, and what follows."""
    row = get_object_or_404(_with_details(), pk=decision_id, project=here.project)
    about = list(row.contributions.select_related("author", "perspective").order_by("said_on"))
    context = {
        "here": here,
        "decision": row,
        "about": readable(here, about),
        "hidden": len(about) - len(readable(here, about)),
        "actions": row.actions.prefetch_related("workers"),
        "lenses": lenses(row.seen_through.all()),
        "other_forms": row.other_forms.all(),
        "may_look": here.can(LOOK),
        "may_decide": here.can(DECIDE),
        "may_act": here.can(ACT),
        "may_change": here.can(CHANGE),
    }
    return render(request, "trail/decision.jinja", context)


@project_view(DECIDE, "GET", "POST")
def decision_details(request: HttpRequest, here: Here, decision_id: uuid.UUID) -> HttpResponse:
    """Add who was there and how it was decided. What was said before stays; a later decision corrects it."""
    row = get_object_or_404(_with_details(), pk=decision_id, project=here.project)
    form = DecisionDetailsForm(here, row, posted(request))
    status = status_of(form)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_details(decision=row, by=here.member, **details(form))
        except actions.AlreadySaid as stands:
            was_open = form.refuse(stands.answers)
            status = HTTPStatus.CONFLICT if was_open else HTTPStatus.UNPROCESSABLE_ENTITY
            row = _with_details().get(pk=row.pk)
        else:
            messages.success(request, _("Saved."))
            return redirect("trail:decision", here.project.pk, row.pk)
    form.leave_out_what_was_said()
    context = {
        "here": here,
        "form": form,
        "decision": row,
        "counts": count_fields(form),
        "about": readable(here, row.contributions.select_related("author", "perspective").order_by("said_on")),
    }
    return render(request, "trail/decision_details.jinja", context, status=status)
