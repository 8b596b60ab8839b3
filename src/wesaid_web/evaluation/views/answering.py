"""Answering privately: on the site, and on paper. Nothing about an answer goes into a session, a message or a log."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.pdf import paper
from wesaid_web.evaluation import actions, queries
from wesaid_web.evaluation.actions import AnsweredAlready
from wesaid_web.evaluation.forms import AnswerForm, HowManyForm, PeopleForm
from wesaid_web.evaluation.models import Round
from wesaid_web.evaluation.permissions import ANSWER, SEE, TYPE_IN
from wesaid_web.evaluation.views.askings import find
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.models import Hat, Perspective

MOST_SLIPS = 20


@project_view(ANSWER, "GET", "POST")
def answer(request: HttpRequest, here: Here, round_id: uuid.UUID) -> HttpResponse:
    """One short page of questions, answered once."""
    row = find(here, round_id)
    done = queries.has_answered(row, here.member)
    if not row.is_open or done:
        words = _("You have answered this. Thank you.") if done else _("This can no longer be answered.")
        messages.info(request, words)
        return redirect("evaluation:asking", here.project.pk, row.pk)
    form = AnswerForm(row, _own_hats(here, row), posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(round_=row, said=form.said(), by=here.member)
        except AnsweredAlready as already:  # sent twice at once
            messages.info(request, str(already))
        else:
            messages.success(request, _("Thank you. Your answer is in the box, and nobody can find it again."))
        return redirect("evaluation:asking", here.project.pk, row.pk)
    return render(request, "evaluation/answer.jinja", {"here": here, "row": row, "form": form}, status=status_of(form))


def _own_hats(here: Here, row: Round) -> list[Perspective]:
    """The hats somebody wears here, all where they have chosen none; and not to say is always among them."""
    every = queries.hats_asked(row)
    worn = set(here.member.perspectives.values_list("pk", flat=True))
    return [hat for hat in every if not worn or hat.pk in worn or hat.code == Hat.NOT_STATED]


@project_view(SEE, "GET")
def sheets(request: HttpRequest, here: Here, round_id: uuid.UUID) -> HttpResponse:
    """A sheet to answer on paper: print as many as there are people."""
    row = find(here, round_id)
    form = AnswerForm(row, queries.hats_asked(row))
    return paper(request, "evaluation/sheets.jinja", {"here": here, "row": row, "form": form}, name="private-answers")


@project_view(TYPE_IN, "GET", "POST")
def slips(request: HttpRequest, here: Here, round_id: uuid.UUID) -> HttpResponse:
    """Type in slips, all that came at once."""
    row = find(here, round_id)
    if not row.is_open:
        messages.info(request, _("This can no longer be answered."))
        return redirect("evaluation:asking", here.project.pk, row.pk)
    data = posted(request)
    waiting = list(queries.not_answered(row))
    how_many = _how_many(request, len(waiting))
    count = how_many.cleaned_data["slips"] if how_many.is_valid() else 0
    hats = queries.hats_asked(row)
    forms = [AnswerForm(row, hats, data, prefix=f"s{number}", quick=True) for number in range(count)]
    people = PeopleForm(count, waiting, data)
    together = [*forms, people] if count else [how_many]
    wrong = any([bool(form.errors) for form in together])  # noqa: C419 -- all are checked
    if data is not None and not wrong:
        try:
            actions.type_in(
                round_=row, slips=[form.said() for form in forms], people=people.cleaned_data["people"], by=here.member
            )
        except AnsweredAlready as already:
            people.add_error("people", str(already))
            wrong = True
        else:
            messages.success(request, _("The slips are in the box. Tear up the paper."))
            return redirect("evaluation:asking", here.project.pk, row.pk)
    named = [_("Slip %(n)s of %(all)s") % {"n": number, "all": count} for number in range(1, count + 1)]
    slips_ = list(zip(named, forms, strict=True))
    context = {
        "here": here,
        "row": row,
        "slips": slips_,
        "people": people,
        "how_many": how_many,
        "places": [*slips_, ("", people)] if count else [("", how_many)],
        "count": count,
        "waiting": len(waiting),
        "wrong": wrong,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "evaluation/slips.jinja", context, status=status)


def _how_many(request: HttpRequest, waiting: int) -> HowManyForm:
    """How many slips: no more than there are people to begin with; what is typed in already stays, whoever answers meanwhile."""
    data = posted(request)
    if data is not None:
        return HowManyForm(MOST_SLIPS, data)
    asked = request.GET if waiting and "slips" in request.GET else None
    return HowManyForm(min(MOST_SLIPS, waiting), asked)
