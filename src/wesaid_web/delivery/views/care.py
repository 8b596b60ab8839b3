"""What keeps people in a role safe: what could go wrong, training, days to sit down together."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.delivery.actions import roles as actions
from wesaid_web.delivery.forms.roles import DayForm, RiskForm, TrainingForm
from wesaid_web.delivery.models import HeldRole, RiskNote, Training
from wesaid_web.delivery.permissions import HOLD, check_can_care_for
from wesaid_web.delivery.views.shared import find_role, saved, typed_again
from wesaid_web.projects.access import Here, project_view


@project_view(HOLD, "GET", "POST")
def risk(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Write down what could go wrong in a role, and what we do then."""
    row = find_role(here, role_id)
    check_can_care_for(here.member, row)
    form = RiskForm(posted(request), initial=_as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        risks = actions.Risks(given["giver"], given["giver_then"], given["receiver"], given["receiver_then"])
        theirs = saved(
            lambda: actions.write_risks(role=row, risks=risks, edition=given["edition"], by=here.member),
            row,
            form,
            _as_opened,
        )
        if not theirs:
            messages.success(request, _("It is written down. The person reads it before they agree to the role."))
            return redirect("delivery:role", here.project.pk, row.pk)
        form = RiskForm(initial=typed_again(request, _as_opened(row)["edition"]))
        status = HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "role": row, "theirs": theirs}
    return render(request, "delivery/risk.jinja", context, status=status)


def _as_opened(row: HeldRole) -> dict[str, Any]:
    note = RiskNote.objects.filter(role=row).first() or RiskNote(edition=0)
    return {name: getattr(note, name) for name in ("edition", "giver", "giver_then", "receiver", "receiver_then")}


@project_view(HOLD, "GET", "POST")
def training(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Write down training that was offered."""
    row = find_role(here, role_id)
    check_can_care_for(here.member, row)
    form = TrainingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.offer_training(
            role=row, what=given["what"], offered_on=given["offered_on"], had_on=given["had_on"], by=here.member
        )
        messages.success(request, _("The training is written down."))
        return redirect("delivery:role", here.project.pk, row.pk)
    context = {"here": here, "form": form, "role": row}
    return render(request, "delivery/training.jinja", context, status=status_of(form))


@project_view(HOLD, "POST")
def training_had(request: HttpRequest, here: Here, role_id: uuid.UUID, training_id: uuid.UUID) -> HttpResponse:
    """Say that training was had, today."""
    row = find_role(here, role_id)
    check_can_care_for(here.member, row)
    one = get_object_or_404(
        Training.objects.select_related("role__piece"), pk=training_id, role=row, taken_back_on=None
    )
    actions.had_training(training=one, on=timezone.localdate(), by=here.member)
    messages.success(request, _("Saved."))
    return redirect("delivery:role", here.project.pk, row.pk)


@project_view(HOLD, "GET", "POST")
def sit_down(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Write down a day on which the person and who supports them sit down together."""
    row = find_role(here, role_id)
    check_can_care_for(here.member, row)
    form = DayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.sat_down(role=row, on=form.cleaned_data["on"], by=here.member)
        messages.success(request, _("The day is written down."))
        return redirect("delivery:role", here.project.pk, row.pk)
    context = {"here": here, "form": form, "role": row}
    return render(request, "delivery/sit_down.jinja", context, status=status_of(form))
