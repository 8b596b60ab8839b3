"""Pages without an account: say that one would like to take part, see the answer by code, say yes to a role."""

from __future__ import annotations

import uuid
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import public_view
from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.views import too_many
from wesaid_web.joining import queries
from wesaid_web.joining.actions import applying as actions
from wesaid_web.joining.actions import roles
from wesaid_web.joining.forms.finding import ApplyForm, CodeForm, TakeBackForm
from wesaid_web.joining.models import Application, ProjectRole
from wesaid_web.support.rules import contacts_of

FAILED, SENT = "own_code_failed", "guest_sent"
_SALT = "wesaid.apply-mine"
LASTS = timedelta(minutes=30)


@public_view("GET", "POST")
def apply(request: HttpRequest, secret: str) -> HttpResponse:
    """What taking part means, and a short form. Opening it changes nothing; the answer shows a code, once."""
    try:
        opening = actions.by_link(secret)
    except actions.NotUsable:
        return _over(request, request.POST.get("background", ""), request.POST.get("would_help", ""))
    if request.method == "POST" and not ratelimit.consume(request, action=SENT):
        return too_many(request)
    form = ApplyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["id"] or uuid.uuid4()
        try:
            row, code = actions.apply(opening=opening, applied=form.applied(), form_id=key)
        except actions.NotUsable:
            return _over(request, form.cleaned_data["background"], form.cleaned_data["would_help"])
        context = {
            "project": opening.project,
            "row": row,
            "code": spoken(code),
            "type_at": settings.PUBLIC_URL + reverse("apply:mine"),
            "mine": seal(row),
        }
        return render(request, "joining/applied.jinja", context)
    context = {
        "form": form,
        "opening": opening,
        "project": opening.project,
        "info": queries.info_of(opening.project),
        "contacts": contacts_of(opening.project),
    }
    return render(request, "joining/apply.jinja", context, status=status_of(form))


def _over(request: HttpRequest, *typed: str) -> HttpResponse:
    context = {"typed": [text for text in typed if text.strip()]}
    return render(request, "joining/apply_over.jinja", context, status=HTTPStatus.GONE)


def seal(row: Application | ProjectRole) -> str:
    """What stands in the address after a code was typed: signed, and good for half an hour."""
    return signing.dumps([type(row).__name__, str(row.pk), row.code_digest[:16]], salt=_SALT)


def _open(token: str) -> Application | ProjectRole | None:
    try:
        kind, key, mark = signing.loads(token, salt=_SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    model: Any = Application if kind == Application.__name__ else ProjectRole
    row: Application | ProjectRole | None = model.objects.select_related("project").filter(pk=key).first()
    if row is None or not row.code_digest or row.code_digest[:16] != mark:
        return None
    return None if isinstance(row, Application) and row.erase_on <= timezone.localdate() else row


@public_view("GET", "POST")
def mine(request: HttpRequest) -> HttpResponse:
    """Type the code. Codes that lead nowhere are counted, so that guessing is hopeless."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action=FAILED, dry_run=True):
            return too_many(request)
        row = queries.by_code(form.cleaned_data["code"])
        if row is not None:
            return redirect("apply:answer", seal(row))
        ratelimit.consume(request, action=FAILED)
        form.add_error("code", _("We do not know this code. It may be too old. Ask a facilitator."))
    return render(request, "joining/apply_mine.jinja", {"form": form}, status=status_of(form))


@public_view("GET")
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What came of it; or the role that somebody is asked to take on."""
    row = _open(token)
    if row is None:
        return _closed(request)
    context = {"row": row, "project": row.project, "token": token, "contacts": contacts_of(row.project)}
    if isinstance(row, ProjectRole):
        return render(request, "joining/role_by_code.jinja", context)
    return render(request, "joining/apply_answer.jinja", context)


def _closed(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("For your safety this page closes after half an hour. Enter your code again."))
    return redirect("apply:mine")


@public_view("GET", "POST")
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """I do not want to take part any more: what I wrote goes. Why may be said, and need not be."""
    row = _open(token)
    if row is None:
        return _closed(request)
    if not isinstance(row, Application):
        raise Http404
    form = TakeBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.take_back(application=row, no=form.no())
        return render(request, "joining/apply_gone.jinja", {"project": row.project})
    context = {"form": form, "row": row, "project": row.project, "token": token}
    return render(request, "joining/apply_take_back.jinja", context, status=status_of(form))


@public_view("POST")
def role_yes(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes to a role with its code."""
    row = _open(token)
    if row is None:
        return _closed(request)
    if not isinstance(row, ProjectRole):
        raise Http404
    roles.agree_by_code(role=row)
    messages.success(request, _("Thank you. You hold this role now, and you can stop at any time."))
    return redirect("apply:answer", token)
