"""Where the group stands: what was asked privately and what came of it; asking anew; closing."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.runs import run_of
from wesaid_web.evaluation import actions, picture, queries
from wesaid_web.evaluation.bridge import shown
from wesaid_web.evaluation.forms import NewForm
from wesaid_web.evaluation.models import Round
from wesaid_web.evaluation.permissions import ANSWER, CLOSE, OPEN, SEE, TYPE_IN, can_close, check_can_close
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import VOICE
from wesaid_web.trail.permissions import ADD


def find(here: Here, round_id: uuid.UUID) -> Round:
    """An asking of this project, with how many have answered; else not found."""
    return get_object_or_404(queries.rounds_of(here.member), pk=round_id)


@project_view(SEE, "GET")
def askings(request: HttpRequest, here: Here) -> HttpResponse:
    """Every asking, and the ladder over time."""
    hats = queries.hats_of(here.project)
    rows = list(queries.rounds_of(here.member))
    series = queries.ladder_over_time(here.project, hats)
    context = {
        "here": here,
        "open": [row for row in rows if row.closed_on is None],
        "closed": [(row, shown(row, hats)) for row in rows if row.closed_on],
        "series": series,
        "drawing": picture.over_time([question for _round, question in series]),
        "may_open": here.can(OPEN),
        "may_answer": here.can(ANSWER),
    }
    return render(request, "evaluation/askings.jinja", context)


@project_view(OPEN, "GET", "POST")
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask everyone privately."""
    form = NewForm(here.project, posted(request), about=request.GET.get("decision", ""))
    if request.method == "POST" and form.is_valid():
        made = actions.open_round(
            project=here.project, asking=form.asking(), by=here.member, round_id=form.cleaned_data["id"]
        )
        messages.success(request, _("It is open. Everyone who takes part can answer now."))
        return redirect("evaluation:asking", here.project.pk, made.pk)
    return render(request, "evaluation/new.jinja", {"here": here, "form": form}, status=status_of(form))


@project_view(SEE, "GET")
def asking(request: HttpRequest, here: Here, round_id: uuid.UUID) -> HttpResponse:
    """One asking: how many have answered while it is open, and what may be shown once it is closed."""
    row = find(here, round_id)
    questions = shown(row, queries.hats_of(here.project)) if row.closed_on else []
    context = {
        "here": here,
        "row": row,
        "questions": [(question, picture.panels(question)) for question in questions],
        "wide": picture.wide,
        "tall": picture.tall,
        "could": queries.may_answer(here.project).count(),
        "may_answer": here.can(ANSWER),
        "may_type_in": here.can(TYPE_IN),
        "may_close": can_close(here.member, row),
        "may_add": here.can(ADD),
        "may_voice": here.can(VOICE),
        "run": run_of(row.pk if row.closed_on else None),
    }
    return render(request, "evaluation/asking.jinja", context)


@project_view(CLOSE, "GET", "POST")
def close(request: HttpRequest, here: Here, round_id: uuid.UUID) -> HttpResponse:
    """Close it, after a last look at what that means."""
    row = find(here, round_id)
    if row.closed_on:
        return redirect("evaluation:asking", here.project.pk, row.pk)
    check_can_close(here.member, row)
    if request.method == "POST":
        actions.close(round_=row, by=here.member)
        messages.success(request, _("It is closed. This is what came of it."))
        return redirect("evaluation:asking", here.project.pk, row.pk)
    context = {"here": here, "row": row, "could": queries.may_answer(here.project).count()}
    return render(request, "evaluation/close.jinja", context)
