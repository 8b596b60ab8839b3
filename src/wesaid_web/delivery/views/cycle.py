"""The cycle: who is where, whether it renews itself, what may be shown to others, and how somebody came."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.runs import run_of
from wesaid_web.delivery import bridge, queries
from wesaid_web.delivery.actions import own as actions
from wesaid_web.delivery.actions import sheets
from wesaid_web.delivery.forms.sessions import ArrivalForm
from wesaid_web.delivery.models import Arrival, Session
from wesaid_web.delivery.permissions import OWN_WORDS, SEE, SET_UP
from wesaid_web.delivery.picture import HEIGHT, WIDTH, circles
from wesaid_web.delivery.words import in_a_sentence, renews
from wesaid_web.projects.access import Here, project_view

ANSWERS = {"yes": True, "no": False, "": None}


@project_view(SEE, "GET")
def cycle(request: HttpRequest, here: Here) -> HttpResponse:
    """The cycle for the group itself: counts of people that everyone in the room can see."""
    return render(request, "delivery/cycle.jinja", _cycle(here, ArrivalForm(initial=_answered(here))))


def _cycle(here: Here, form: ArrivalForm) -> dict[str, object]:
    found = bridge.around(here.project)
    totals = queries.totals(Session.objects.filter(piece__project=here.project))
    numbers: dict[str, int] = {str(place): people for place, people in found.cycle.now.items()}
    return {
        "here": here,
        "around": found,
        "totals": totals,
        "numbers": {**numbers, "reached": totals.reached},
        "circles": circles(),
        "width": WIDTH,
        "height": HEIGHT,
        "in_a_sentence": in_a_sentence(found.cycle.people, found.cycle.now),
        "renews": renews(found.renewal),
        "form": form,
    }


def _answered(here: Here) -> dict[str, str]:
    told = Arrival.objects.filter(member=here.member).first()
    return {} if told is None else {"through": "yes" if told.through_peer else "no"}


@project_view(SEE, "GET")
def outside(request: HttpRequest, here: Here) -> HttpResponse:
    """The cycle as it may be shown to others: the newest sheet."""
    return _sheet_page(request, here)


def _sheet_page(request: HttpRequest, here: Here, comes_first: str = "") -> HttpResponse:
    newest = here.project.cycle_sheets.first()
    cells = newest.content if newest else {}
    context = {
        "here": here,
        "sheet": newest,
        "cells": cells,
        "share": bridge.share_of(cells) if newest else None,
        "anything": any(value is not None for value in cells.values()),
        "fewer_than": bridge.FEWER_THAN,
        "may_freeze": here.can(SET_UP),
        "comes_first": comes_first,
        "run": run_of(newest.pk if newest else None),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if comes_first else HTTPStatus.OK
    return render(request, "delivery/cycle_outside.jinja", context, status=status)


@project_view(SET_UP, "POST")
def freeze(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a new sheet."""
    try:
        sheets.freeze(project=here.project, by=here.member)
    except sheets.StandsAsItIs as problem:
        return _sheet_page(request, here, str(problem))
    messages.success(request, _("The sheet is made. Look at it with the group before you hand it on."))
    return redirect("delivery:cycle_outside", here.project.pk)


@project_view(OWN_WORDS, "POST")
def arrival(request: HttpRequest, here: Here) -> HttpResponse:
    """Say how one came, or take it back."""
    form = ArrivalForm(posted(request))
    if form.is_valid():
        actions.tell_how(through_peer=ANSWERS[form.cleaned_data["through"]], by=here.member)
        messages.success(request, _("Saved. Nobody in the group sees your answer; it is counted only."))
        return redirect("delivery:cycle", here.project.pk)
    return render(request, "delivery/cycle.jinja", _cycle(here, form), status=status_of(form))
