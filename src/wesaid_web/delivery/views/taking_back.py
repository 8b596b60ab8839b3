"""Ending somebody's role, with its undoing; and striking out what was written down in error."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.jinja import day as in_words
from wesaid_web.delivery.actions import taking_back as actions
from wesaid_web.delivery.forms.roles import EndForm, StrikeForm
from wesaid_web.delivery.models import HeldRole, Supervision, Training
from wesaid_web.delivery.permissions import HOLD, SET_UP, check_can_care_for, check_can_end
from wesaid_web.delivery.views.shared import find_role
from wesaid_web.projects.access import Here, project_view

STRUCK: str | Promise = gettext_lazy("It is struck out. It stays to be read, with why.")


@project_view(SET_UP, "GET", "POST")
def end(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """End the role of somebody with an account, after saying what that means."""
    row = find_role(here, role_id)
    check_can_end(here.member, row)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.end(role=row, why=form.cleaned_data["why"], by=here.member)
        messages.success(
            request, _("The role has ended. The person finds it on their page, with why. You can undo it here.")
        )
        return redirect("delivery:role", here.project.pk, row.pk)
    return render(request, "delivery/end.jinja", {"here": here, "form": form, "role": row}, status=status_of(form))


@project_view(SET_UP, "POST")
def undo_end(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Let it go on after all."""
    row = find_role(here, role_id)
    if actions.undo_end(role=row, by=here.member):
        messages.success(request, _("The role goes on as it was agreed."))
    else:
        messages.info(request, _("There is nothing to undo."))
    return redirect("delivery:role", here.project.pk, row.pk)


@project_view(HOLD, "GET", "POST")
def training(request: HttpRequest, here: Here, role_id: uuid.UUID, training_id: uuid.UUID) -> HttpResponse:
    """Strike out training."""
    row = find_role(here, role_id)
    one = get_object_or_404(Training.objects.select_related("role__piece"), pk=training_id, role=row)
    return _strike(
        request, here, row, one.what, lambda why: actions.take_back_training(training=one, why=why, by=here.member)
    )


@project_view(HOLD, "GET", "POST")
def day(request: HttpRequest, here: Here, role_id: uuid.UUID, day_id: uuid.UUID) -> HttpResponse:
    """Strike out a day to sit down together."""
    row = find_role(here, role_id)
    one = get_object_or_404(Supervision.objects.select_related("role__piece"), pk=day_id, role=row)
    words = _("Sitting down together on %(day)s") % {"day": in_words(one.on)}
    return _strike(request, here, row, words, lambda why: actions.take_back_day(day=one, why=why, by=here.member))


def _strike(
    request: HttpRequest, here: Here, row: HeldRole, what: str, take_back: Callable[[str], None]
) -> HttpResponse:
    check_can_care_for(here.member, row)
    form = StrikeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        take_back(form.cleaned_data["why"])
        messages.success(request, str(STRUCK))
        return redirect("delivery:role", here.project.pk, row.pk)
    context = {"here": here, "form": form, "role": row, "what": what}
    return render(request, "delivery/strike.jinja", context, status=status_of(form))
