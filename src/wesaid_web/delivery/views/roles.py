"""A role: its page, setting it up, agreeing to it, its paper, stepping back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotYet
from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.delivery import bridge
from wesaid_web.delivery.actions import roles as actions
from wesaid_web.delivery.actions.taking_back import check_not_ended_for, last_ended_for
from wesaid_web.delivery.forms.roles import ConsentForm, RoleForm, StepBackForm
from wesaid_web.delivery.models import Agreed, HeldRole, Kind, Paid, Per, Piece, RiskNote
from wesaid_web.delivery.permissions import (
    HOLD,
    SEE,
    SET_UP,
    STEP_BACK,
    NoRiskNote,
    check_can_agree,
    check_can_care_for,
    check_can_end,
    check_can_log,
    check_can_step_back,
    check_is_inside,
    is_inside,
    may,
)
from wesaid_web.delivery.views.shared import find_role, saved, typed_again
from wesaid_web.delivery.words import warned
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail.permissions import can_see
from wesaid_web.trail.views.shared import PAGE


@project_view(SEE, "GET")
def role(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """One role. Everybody reads who does what; the rest is between the person, who supports them and facilitators."""
    row = find_role(here, role_id)
    context: dict[str, Any] = {"here": here, "role": row, "inside": is_inside(here.member, row)}
    if context["inside"]:
        context |= _inside(request, here, row)
    return render(request, "delivery/role.jinja", context)


def _inside(request: HttpRequest, here: Here, row: HeldRole) -> dict[str, Any]:
    today = timezone.localdate()
    load = bridge.load_of(row, today)
    holdings = list(row.holdings.select_related("ended_by"))
    now = next((one for one in holdings if one.ended_on is None), None)
    note = RiskNote.objects.select_related("written_by").filter(role=row).first()
    sessions = row.sessions.select_related("contribution").order_by("-on", "-logged_at")
    page = Paginator(sessions, PAGE).get_page(request.GET.get("page"))
    told = [one.contribution for one in page if one.contribution]
    trainings = list(row.trainings.select_related("taken_back_by"))
    days = list(row.supervisions.select_related("taken_back_by"))
    return {
        "own": row.holder_id == here.member.pk,
        "load": warned(load, row, own=row.holder_id == here.member.pk) if load else None,
        "holdings": holdings,
        "now": now,
        "note": note,
        "changed_since": bool(now and note and (now.role_edition, now.note_edition) != (row.edition, note.edition)),
        "trainings": [one for one in trainings if one.taken_back_on is None],
        "sat_down": [one for one in days if one.taken_back_on is None],
        "struck": [one for one in (*trainings, *days) if one.taken_back_on is not None],
        "ended_for": last_ended_for(holdings),
        "may_end": may(check_can_end, here.member, row),
        "page": page,
        "query": page_query(request),
        "readable": {one.pk for one in told if can_see(here.member, one)},
        "may_set_up": here.can(SET_UP),
        "may_care": may(check_can_care_for, here.member, row),
        "may_agree": may(check_can_agree, here.member, row) and last_ended_for(holdings) is None,
        "may_log": may(check_can_log, here.member, row),
        "may_step_back": may(check_can_step_back, here.member, row),
        "support_is_here": bool(row.support and row.support.left_at is None),
    }


@project_view(SET_UP, "GET", "POST")
def role_new(request: HttpRequest, here: Here, piece_id: uuid.UUID) -> HttpResponse:
    """Set up a role in something we deliver."""
    piece = get_object_or_404(Piece.objects.select_related("project"), pk=piece_id, project=here.project)
    form = RoleForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = actions.add(piece=piece, holder=given["holder"], terms=_terms(given), by=here.member, role_id=given["id"])
        messages.success(request, _("The role is set up. Next: write down what could go wrong."))
        return redirect("delivery:role", here.project.pk, row.pk)
    context = {"here": here, "form": form, "piece": piece}
    return render(request, "delivery/role_new.jinja", context, status=status_of(form))


def _terms(given: dict[str, Any]) -> actions.Terms:
    return actions.Terms(
        kind=Kind(given["kind"]),
        paid=Paid(given["paid"]),
        per=Per(given["per"]),
        **{
            name: given[name]
            for name in (
                *("called", "tasks", "terms", "support", "hours_agreed", "limit_hours", "limit_people"),
                "stepping_back",
            )
        },
    )


@project_view(SET_UP, "GET", "POST")
def role_edit(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Change what a role is."""
    row = find_role(here, role_id)
    form = RoleForm(here, posted(request), role=row, initial=_as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        theirs = saved(
            lambda: actions.edit(role=row, terms=_terms(given), edition=given["edition"] or 0, by=here.member),
            row,
            form,
            _as_opened,
        )
        if not theirs:
            messages.success(request, _("Saved."))
            return redirect("delivery:role", here.project.pk, row.pk)
        form = RoleForm(here, role=row, initial=typed_again(request, row.edition))
        status = HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "role": row, "theirs": theirs}
    return render(request, "delivery/role_edit.jinja", context, status=status)


def _as_opened(row: HeldRole) -> dict[str, Any]:
    names = (
        *("edition", "kind", "called", "tasks", "paid", "terms", "per", "hours_agreed", "limit_hours"),
        *("limit_people", "stepping_back"),
    )
    return {name: getattr(row, name) for name in names} | {"support": str(row.support_id or "")}


@project_view(HOLD, "GET", "POST")
def start(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Read what the role is, and agree to it; or record that somebody without an account did."""
    row = find_role(here, role_id)
    check_can_agree(here.member, row)
    check_not_ended_for(row)
    own = row.holder_id == here.member.pk
    form = None if own else ConsentForm(posted(request))
    status, missing = HTTPStatus.OK, _missing(row)
    if request.method == "POST" and form is not None and not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif request.method == "POST":
        how = Agreed(form.cleaned_data["how"]) if form else Agreed.HERE
        try:
            actions.start(role=row, by=here.member, how=how)
        except NotYet:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            messages.success(
                request,
                _("Thank you. It begins today. You can step back at any time.") if own else _("The role begins today."),
            )
            return redirect("delivery:role", here.project.pk, row.pk)
    context = {"here": here, "role": row, "own": own, "form": form, **_paper(row), "missing": missing}
    context["comes_first"] = missing[0] if missing and status != HTTPStatus.OK else None
    return render(request, "delivery/start.jinja", context, status=status)


def _missing(row: HeldRole) -> tuple[str, str] | None:
    """What a role lacks before it can begin, in words, and which page mends it."""
    check: Callable[[HeldRole], object] = actions.check_ready
    try:
        check(row)
    except NoRiskNote as first:
        return str(first), "delivery:risk"
    except NotYet as first:
        return str(first), "delivery:role_edit"
    return None


def _paper(row: HeldRole) -> dict[str, Any]:
    return {
        "note": RiskNote.objects.filter(role=row).first(),
        "trainings": list(row.trainings.filter(taken_back_on=None)),
        "now": row.holdings.filter(ended_on=None).first(),
    }


@project_view(SEE, "GET")
def agreement(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """The role on paper: what it is, its limits, who supports, what could go wrong, how to step back."""
    row = find_role(here, role_id)
    check_is_inside(here.member, row)
    return render(request, "delivery/agreement.jinja", {"here": here, "role": row, **_paper(row)})


@project_view(STEP_BACK, "GET", "POST")
def step_back(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Step back: at once, without a reason; or look first at what follows, and leave some words."""
    row = find_role(here, role_id)
    check_can_step_back(here.member, row)
    form = StepBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.step_back(role=row, by=here.member, words=form.cleaned_data["words"])
        messages.success(
            request,
            _("You have stepped back. Thank you for what you did. If you want to come back, agree again here.")
            if row.holder_id == here.member.pk
            else _("They have stepped back. If they want to come back, they agree again."),
        )
        return redirect("delivery:role", here.project.pk, row.pk)
    context = {"here": here, "form": form, "role": row, "own": row.holder_id == here.member.pk}
    return render(request, "delivery/step_back.jinja", context, status=status_of(form))
