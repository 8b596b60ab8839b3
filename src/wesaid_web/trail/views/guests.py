"""Pages for people without an account: say something with a link or a code. Nothing is kept in a session, and no address."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from wesaid_web.common.access import public_view
from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.uploads import BadFile, add_size_errors
from wesaid_web.common.views import too_many
from wesaid_web.projects.charter_actions import current_of
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import files, guest_words, guests
from wesaid_web.trail.actions.guest_words import Codes
from wesaid_web.trail.forms.guests import GuestForm, InvitationCodeForm
from wesaid_web.trail.models import Attachment, GuestInvitation
from wesaid_web.trail.views import asking
from wesaid_web.trail.views.shared import sends_too_much
from wesaid_web.trail.views.worries import from_invitation

FAILED = "guest_code_failed"


@public_view("GET", "POST")
def join_code(request: HttpRequest) -> HttpResponse:
    """Type the code of an invitation. Codes that are not there are counted, so that guessing is hopeless; others are not."""
    form = InvitationCodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action=FAILED, dry_run=True):
            return too_many(request)
        try:
            invitation = guests.by_code(form.cleaned_data["code"])
        except guests.NotUsable:
            ratelimit.consume(request, action=FAILED)
            return over(request)
        return redirect("guests:say", sealed.seal_invitation(invitation.pk))
    return render(request, "guests/join.jinja", {"form": form}, status=status_of(form))


@public_view("GET", "POST")
def say(request: HttpRequest, secret: str) -> HttpResponse:
    """Say something in one project. Opening it changes nothing; the answer to what was said shows the code for it, once."""
    try:
        invitation = _invitation(secret)
    except guests.NotUsable:
        return over(request)
    if sends_too_much(request):
        return too_many(request)
    project = invitation.project
    codes = sealed.open_codes(request.POST.get("codes", ""), project.pk) if request.method == "POST" else None
    if request.method != "POST" or request.POST.get("another") or codes is None:
        return _fresh(request, invitation, secret, codes)
    form = GuestForm(project, request.POST, request.FILES)
    kept = _photo(invitation, form, request)
    if not form.is_valid():
        return _page(request, invitation, form, kept)
    try:
        row = guest_words.say(
            invitation=invitation,
            said=form.said(),
            codes=codes,
            contribution_id=form.cleaned_data["id"],
            photo=kept,
        )
    except guests.NotUsable:
        return over(request, typed=form.cleaned_data["text"])
    except guest_words.EnoughSaid as problem:
        form.add_error("text", str(problem))
        return _page(request, invitation, form, kept)
    context = {
        "row": row,
        "project": project,
        "own": spoken(codes.own),
        "about": spoken(codes.about) if row.about_other else "",
        "secret": secret,
        "type_at": settings.PUBLIC_URL + reverse("guests:mine"),
        "again": sealed.seal_codes(Codes.new(codes.own), project.pk),
        "worry": from_invitation(invitation),
        "asking": asking.from_invitation(invitation),
        "mine": sealed.seal_mine(sealed.Whose.OWN, guest_words.digest_of(codes.own)),
    }
    return render(request, "guests/said.jinja", context)


def _invitation(secret: str) -> GuestInvitation:
    """The invitation that a link leads to, or whose code was typed a while ago."""
    typed = sealed.open_invitation(secret)
    return guests.by_id(typed) if typed else guests.by_link(secret)


def _fresh(request: HttpRequest, invitation: GuestInvitation, secret: str, codes: Codes | None) -> HttpResponse:
    """An empty form; for one more thing with the code that the person has. A form that lay open too long gives back its words."""
    if codes is None and not invitation.usable:
        return over(request, typed=request.POST.get("text", ""))
    lay_open = codes is None and request.method == "POST"
    start = {
        name: request.POST[name] for name in ("text", "language", "name", "hat") if lay_open and name in request.POST
    }
    start["codes"] = sealed.seal_codes(codes or Codes.new(), invitation.project_id)
    form = GuestForm(invitation.project, initial=start)
    return _page(request, invitation, form, None, more=codes is not None, lay_open=lay_open)


def _page(
    request: HttpRequest,
    invitation: GuestInvitation,
    form: GuestForm,
    kept: Attachment | None,
    *,
    more: bool = False,
    lay_open: bool = False,
) -> HttpResponse:
    charter = current_of(invitation.project)
    context: dict[str, Any] = {
        "form": form,
        "project": invitation.project,
        "label": invitation.label,
        "aim": charter.aims[0] if charter and charter.aims else "",
        "kept": kept,
        "worry": from_invitation(invitation),
        "asking": asking.from_invitation(invitation),
        "more": more,
        "lay_open": lay_open,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if lay_open else status_of(form)
    return render(request, "guests/say.jinja", context, status=status)


def _photo(invitation: GuestInvitation, form: GuestForm, request: HttpRequest) -> Attachment | None:
    """The photograph sent now, or sent before with a form that had a mistake; kept whatever else is wrong."""
    form.is_valid()
    add_size_errors(form, request)
    key: uuid.UUID | None = form.cleaned_data.get("kept_file")
    kept = files.waiting(project=invitation.project, attachment_id=key, by=None) if key else None
    upload = request.FILES.get("photo")
    if upload is None:
        return kept
    try:
        newer = files.keep_for_guest(project=invitation.project, upload=upload)
    except BadFile as problem:
        form.add_error("photo", str(problem))
        return kept
    if kept:
        files.drop(attachment=kept)
    return newer


def over(request: HttpRequest, *, typed: str = "") -> HttpResponse:
    """The same page whether an invitation was never there, is too old, was taken back or is used up."""
    context = {"typed": [typed] if typed.strip() else []}
    return render(request, "guests/over.jinja", context, status=HTTPStatus.GONE)
