"""Complaining: members, guests and anybody else; and answering."""

from __future__ import annotations

import uuid
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import administrator_view, public_view
from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.views import too_many
from wesaid_web.people.models import User
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.privacy import complaint_actions as actions
from wesaid_web.privacy.forms import AnswerForm, CodeForm, ComplainForm
from wesaid_web.privacy.models import Complaint, GoesTo
from wesaid_web.privacy.permissions import COMPLAIN, COMPLAINTS, complaints_for, complaints_of_site
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.models import Project
from wesaid_web.projects.permissions import MANAGE_PEOPLE

SENT, FAILED = "guest_sent", "own_code_failed"


def _said(form: ComplainForm) -> actions.Complained:
    given: dict[str, Any] = {name: form.cleaned_data[name] for name in ("about", "words", "name", "reach")}
    return actions.Complained(**given, goes_to=GoesTo(form.cleaned_data.get("goes_to") or GoesTo.SITE))


@public_view("GET", "POST")
def complain(request: HttpRequest) -> HttpResponse:
    """Complain to the people who run this site, with an account or without."""
    if request.method == "POST" and not ratelimit.consume(request, action=SENT):
        return too_many(request)
    user = request.user if isinstance(request.user, User) else None
    form = ComplainForm(posted(request), in_project=False)
    if request.method == "POST" and form.is_valid():
        return _sent(request, form, None, user)
    return render(request, "privacy/complain.jinja", {"form": form}, status=status_of(form))


@project_view(COMPLAIN, "GET", "POST")
def complain_here(request: HttpRequest, here: Here) -> HttpResponse:
    """Complain about something in this group: to whoever facilitates, or to the people who run the site."""
    form = ComplainForm(posted(request), in_project=True)
    if request.method == "POST" and form.is_valid():
        return _sent(request, form, here.project, here.user)
    return render(request, "privacy/complain_here.jinja", {"form": form, "here": here}, status=status_of(form))


def _sent(request: HttpRequest, form: ComplainForm, project: Project | None, user: User | None) -> HttpResponse:
    form_id = form.cleaned_data["id"]
    made = actions.complain(said=_said(form), project=project, user=user, form_id=form_id)
    if user is not None:
        messages.success(request, _("We have your complaint. It stands here until it is answered."))
        return redirect("yours")
    return render(request, "privacy/complained.jinja", {"complaint": made, "code": spoken(actions.code_of(form_id))})


@public_view("GET", "POST")
def answered(request: HttpRequest) -> HttpResponse:
    """What became of a complaint, by the code that somebody without an account got for it."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action=FAILED, dry_run=True):
            return too_many(request)
        found = Complaint.objects.filter(digest=actions.digest_of(form.cleaned_data["code"])).first()
        if found:
            return render(request, "privacy/answered.jinja", {"complaint": found})
        ratelimit.consume(request, action=FAILED)
        form.add_error("code", _("We do not know this code. Compare it with what you wrote down."))
    return render(request, "privacy/answer_code.jinja", {"form": form}, status=status_of(form))


@project_view(COMPLAINTS, "GET")
def complaints(request: HttpRequest, here: Here) -> HttpResponse:
    """The complaints that this person answers."""
    rows = complaints_for(here.project, here.member)
    if not here.can(MANAGE_PEOPLE) and not rows.exists():
        raise Http404
    return render(request, "privacy/complaints.jinja", {"here": here, "rows": rows})


@project_view(COMPLAINTS, "GET", "POST")
def complaint(request: HttpRequest, here: Here, complaint_id: uuid.UUID) -> HttpResponse:
    """One complaint, and its answer."""
    row = get_object_or_404(complaints_for(here.project, here.member), pk=complaint_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.answer(complaint=row, words=form.cleaned_data["answer"], by=here.user)
        messages.success(request, _("The complaint is answered."))
        return redirect("projects:people", here.project.pk)
    context = {"here": here, "complaint": row, "form": form}
    return render(request, "privacy/complaint.jinja", context, status=status_of(form))


@administrator_view("GET")
def complaints_site(request: HttpRequest) -> HttpResponse:
    """The complaints to the people who run this site."""
    return render(request, "privacy/complaints_site.jinja", {"rows": complaints_of_site()})


@administrator_view("GET", "POST")
def complaint_site(request: HttpRequest, complaint_id: uuid.UUID) -> HttpResponse:
    """One complaint to the people who run this site, and its answer."""
    row = get_object_or_404(complaints_of_site(), pk=complaint_id)
    form = AnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.answer(complaint=row, words=form.cleaned_data["answer"], by=signed_in_user(request))
        messages.success(request, _("The complaint is answered."))
        return redirect("complaints_site")
    return render(request, "privacy/complaint_site.jinja", {"complaint": row, "form": form}, status=status_of(form))
