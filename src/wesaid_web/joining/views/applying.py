"""For facilitators: links to apply, what people wrote who would like to take part, and what they are answered."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.qr import qr
from wesaid_web.joining import queries
from wesaid_web.joining.actions import applying as actions
from wesaid_web.joining.forms.finding import ApplyForm, NotNowForm, OpeningForm, WelcomeForm
from wesaid_web.joining.models import Application, Opening
from wesaid_web.joining.permissions import RECRUIT
from wesaid_web.joining.views.shared import Sheet, form_page
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.actions import comes_before_inviting


@project_view(RECRUIT, "GET")
def applications(request: HttpRequest, here: Here) -> HttpResponse:
    """Who would like to take part, and the links that are open."""
    rows = list(queries.waiting(here.project))
    context = {
        "here": here,
        "waiting": [row for row in rows if row.state == "waiting"],
        "to_tell": [row for row in rows if row.state != "waiting"],
        "openings": here.project.openings.filter(revoked_at=None, expires_at__gt=timezone.now()),
        "has_info": queries.info_of(here.project) is not None,
    }
    return render(request, "joining/applications.jinja", context)


def _back(here: Here) -> tuple[str, str]:
    return reverse("joining:applications", args=[here.project.pk]), _("Who would like to take part")


@project_view(RECRUIT, "GET", "POST")
def opening_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Make a link with its QR code. Both are shown once. Where something comes first, the page says so."""
    comes_first = comes_before_inviting(here.project)
    form = OpeningForm(posted(request))
    if request.method == "POST" and form.is_valid() and not comes_first:
        given = form.cleaned_data
        try:
            row, secret = actions.open_up(
                project=here.project,
                label=given["label"],
                days=given["days"],
                most=given["most"],
                keep_days=given["keep_days"],
                by=here.member,
                opening_id=given["id"],
                once=given["once"],
            )
        except actions.NotUsable:
            messages.info(request, _("This link is made already. It is not shown again."))
            return redirect("joining:applications", here.project.pk)
        return _made(request, here, row, secret)
    told = comes_first if request.method == "POST" else ""
    context = {"here": here, "form": form, "waits_for": comes_first, "comes_first": told}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told else status_of(form)
    return render(request, "joining/opening_new.jinja", context, status=status)


def _made(request: HttpRequest, here: Here, row: Opening, secret: str) -> HttpResponse:
    address = settings.PUBLIC_URL + reverse("apply:apply", args=[secret])
    context = {
        "here": here,
        "row": row,
        "address": address,
        "qr": None if settings.ONLY_THIS_COMPUTER else qr(address),
        "info": queries.info_of(here.project),
    }
    return render(request, "joining/opening_made.jinja", context)


@project_view(RECRUIT, "POST")
def opening_revoke(request: HttpRequest, here: Here, opening_id: uuid.UUID) -> HttpResponse:
    """Take a link back."""
    row = get_object_or_404(Opening, pk=opening_id, project=here.project)
    actions.close_up(opening=row, by=here.member)
    messages.success(request, _("The link no longer works. What people wrote with it stays, to be answered."))
    return redirect("joining:applications", here.project.pk)


@project_view(RECRUIT, "GET", "POST")
def application_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Type in what somebody wrote on paper or said. The code for their slip is shown once."""
    form = ApplyForm(posted(request), theirs=True)
    if request.method == "POST" and form.is_valid():
        row, code = actions.type_in(
            project=here.project,
            applied=form.applied(),
            said_yes=form.cleaned_data["said_yes"],
            by=here.member,
            form_id=form.cleaned_data["id"] or uuid.uuid4(),
        )
        context = {
            "here": here,
            "row": row,
            "code": spoken(code),
            "type_at": settings.PUBLIC_URL + reverse("apply:mine"),
        }
        return render(request, "joining/typed_in.jinja", context)
    lead = _("From paper, or as they tell you. Only whoever facilitates reads it.")
    return form_page(
        request, here, form, Sheet(_("Somebody would like to take part"), _back(here), _("Type it in"), lead)
    )


def _find(here: Here, application_id: uuid.UUID) -> Application:
    return get_object_or_404(queries.waiting(here.project).select_related("project"), pk=application_id)


@project_view(RECRUIT, "GET", "POST")
def welcome_in(request: HttpRequest, here: Here, application_id: uuid.UUID) -> HttpResponse:
    """Welcome somebody."""
    row = _find(here, application_id)
    form = WelcomeForm(here.project, posted(request))
    comes_first = ""
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.welcome(application=row, perspectives=form.cleaned_data["hats"], by=here.member)
        except actions.Answered as problem:
            comes_first = str(problem)
        else:
            messages.success(request, _("They are in. Tell them, and write the terms with them."))
            return redirect(reverse("support:terms_new", args=[here.project.pk], query={"for": member.pk}))
    lead = _(
        "They are in the project from now on, without an account: you can invite them to one under People. "
        "What they wrote about themselves is deleted. What would help them is kept only if they said so."
    )
    sheet = Sheet(_("Welcome them"), _back(here), _("Welcome them"), lead, above=row.name)
    return form_page(request, here, form, sheet, comes_first=comes_first)


@project_view(RECRUIT, "GET", "POST")
def not_now(request: HttpRequest, here: Here, application_id: uuid.UUID) -> HttpResponse:
    """Answer that it cannot be now, with the reason."""
    row = _find(here, application_id)
    form = NotNowForm(posted(request))
    comes_first = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.not_now(application=row, reason=form.cleaned_data["reason"], by=here.member)
        except actions.Answered as problem:
            comes_first = str(problem)
        else:
            messages.success(request, _("It is kept, to be told to them. What they wrote about themselves is deleted."))
            return redirect("joining:applications", here.project.pk)
    sheet = Sheet(_("Not now"), _back(here), _("Keep this answer"), above=row.name)
    return form_page(request, here, form, sheet, comes_first=comes_first)


@project_view(RECRUIT, "POST")
def told(request: HttpRequest, here: Here, application_id: uuid.UUID) -> HttpResponse:
    """They were told: what is left of it goes."""
    actions.told(application=_find(here, application_id), by=here.member)
    messages.success(request, _("What they wrote is deleted."))
    return redirect("joining:applications", here.project.pk)
