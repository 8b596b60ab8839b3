"""For facilitators: invitations without an account, with link, QR code and short code; and receipts on paper."""

from __future__ import annotations

import uuid
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.pdf import paper
from wesaid_web.common.qr import qr
from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.queries import to_invite_to
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.actions import comes_before_inviting
from wesaid_web.support.rules import contacts_of
from wesaid_web.trail.actions import guest_words
from wesaid_web.trail.actions import guests as actions
from wesaid_web.trail.actions.guests import Secrets
from wesaid_web.trail.forms.guests import GuestInvitationForm, OnceForm
from wesaid_web.trail.models import Contribution, GuestInvitation, Receipt
from wesaid_web.trail.permissions import GUESTS
from wesaid_web.trail.queries import wanting_to_say_more

LISTED = 100
LABEL = 80
WRITTEN_SINCE = timedelta(days=60)


@project_view(GUESTS, "GET")
def guests(request: HttpRequest, here: Here) -> HttpResponse:
    """Invitations for guests that still work, and people who want to say more."""
    now = timezone.now()
    wanting = wanting_to_say_more(here.project)
    context = {
        "here": here,
        "invitations": here.project.guest_invitations.filter(revoked_at=None, expires_at__gt=now)[:LISTED],
        "wanting": wanting.select_related("contribution").order_by("more_on", "contribution_id")[:LISTED],
        "to_give": for_paper(here).filter(receipt=None).exists(),
    }
    return render(request, "trail/guests.jinja", context)


@project_view(GUESTS, "GET", "POST")
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Make an invitation. Its link and code are shown once, with the sheet to print. Where something comes first, it says so."""
    comes_first = comes_before_inviting(here.project)
    form = GuestInvitationForm(to_invite_to(here.project), posted(request), initial=_for_meeting(request, here))
    if request.method == "POST" and form.is_valid() and not comes_first:
        given = form.cleaned_data
        try:
            made = actions.invite_guests(
                project=here.project,
                label=given["label"],
                days=given["days"],
                most=given["most"],
                meeting=given.get("meeting"),
                by=here.member,
                invitation_id=given["id"],
                once=given["once"],
            )
        except actions.MadeAlready:
            messages.info(request, _("This invitation is made already. Its link and code are not shown again."))
            return redirect("trail:guests", here.project.pk)
        return _made(request, here, made)
    told = comes_first if request.method == "POST" else ""
    context = {"here": here, "form": form, "waits_for": comes_first, "comes_first": told}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if told else status_of(form)
    return render(request, "trail/guests_new.jinja", context, status=status)


def _for_meeting(request: HttpRequest, here: Here) -> dict[str, Any]:
    """What the form starts with when it is opened from a meeting."""
    try:
        key = uuid.UUID(request.GET.get("meeting", ""))
    except ValueError:
        return {}
    row = get_object_or_404(Meeting, pk=key, project=here.project)
    return {"meeting": row.pk, "label": row.purpose[:LABEL]}


@project_view(GUESTS, "GET", "POST")
def again(request: HttpRequest, here: Here, invitation_id: uuid.UUID) -> HttpResponse:
    """Make a new link and code for an invitation, after saying what that means for the old ones."""
    row = _find(here, invitation_id)
    form = OnceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"]
        return _made(request, here, actions.issue_anew(invitation=row, by=here.member, once=once))
    context = {"here": here, "row": row, "form": form}
    return render(request, "trail/guests_again.jinja", context, status=status_of(form))


@project_view(GUESTS, "POST")
def revoke(request: HttpRequest, here: Here, invitation_id: uuid.UUID) -> HttpResponse:
    """Take an invitation back."""
    row = get_object_or_404(GuestInvitation, pk=invitation_id, project=here.project)
    actions.revoke_guests(invitation=row, by=here.member)
    messages.success(request, _("The link and the code no longer work. What was said with them stays."))
    return redirect("trail:guests", here.project.pk)


@project_view(GUESTS, "POST")
def sheet(request: HttpRequest, here: Here, invitation_id: uuid.UUID) -> HttpResponse:
    """The sheet to hang up or hand out, in normal or large print. The link and the code come with the form: they are not kept."""
    row = _find(here, invitation_id)
    link, code = request.POST.get("link", ""), request.POST.get("code", "")
    if not actions.belongs(row, link, code):
        messages.info(request, _("The link and the code are not shown again. You can make new ones."))
        return redirect("trail:guests_again", here.project.pk, row.pk)
    shown = _shown(here, Secrets(row, link, code))
    return paper(request, "trail/guests_sheet.jinja", shown, name="invitation")


def _find(here: Here, invitation_id: uuid.UUID) -> GuestInvitation:
    row = get_object_or_404(GuestInvitation, pk=invitation_id, project=here.project)
    if not row.open:
        raise Http404
    return row


def _made(request: HttpRequest, here: Here, made: Secrets) -> HttpResponse:
    return render(request, "trail/guests_made.jinja", _shown(here, made))


def _shown(here: Here, made: Secrets) -> dict[str, Any]:
    """An invitation in full. A QR code is made where other people's telephones can follow it, and only there."""
    address = settings.PUBLIC_URL + reverse("guests:say", args=[made.link])
    return {
        "here": here,
        "row": made.invitation,
        "link": made.link,
        "code": made.code,
        "spoken": spoken(made.code),
        "address": address,
        "type_at": settings.PUBLIC_URL + reverse("guests:join"),
        "qr": None if settings.ONLY_THIS_COMPUTER else qr(address),
    }


def for_paper(here: Here) -> QuerySet[Contribution]:
    """What was written down lately for people without an account, and can have a code; the newest first."""
    rows = Contribution.objects.filter(
        Q(author=None) | Q(author__user=None),
        project=here.project,
        typed_by__isnull=False,
        part_of=None,
        withdrawn_on=None,
        created_at__gte=timezone.now() - WRITTEN_SINCE,
    )
    return rows.select_related("author", "perspective", "receipt").order_by("-created_at", "pk")


@project_view(GUESTS, "GET", "POST")
def receipts(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose what was written down for others; make a code for each, and print receipts, four to a page."""
    asked = set(request.GET.getlist("said"))
    rows = list(for_paper(here)[:LISTED])
    form = OnceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        chosen = set(request.POST.getlist("said"))
        found = guest_words.give_codes(
            contributions=[row for row in rows if str(row.pk) in chosen],
            by=here.member,
            once=form.cleaned_data["once"],
        )
        if found:
            slips = [(row, spoken(codes.own), spoken(codes.about)) for row, codes in found]
            context = {
                "here": here,
                "slips": slips,
                "type_at": settings.PUBLIC_URL + reverse("guests:mine"),
                "contacts": contacts_of(here.project),
            }
            return render(request, "trail/receipts_print.jinja", context)
    missing = _("Choose at least one.") if request.method == "POST" else ""
    ticked = asked or {str(row.pk) for row in rows if not hasattr(row, "receipt")}
    context = {"here": here, "rows": rows, "ticked": ticked, "comes_first": missing, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if missing else HTTPStatus.OK
    return render(request, "trail/receipts.jinja", context, status=status)


@project_view(GUESTS, "POST")
def heard(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Say that somebody who wanted to say more was heard."""
    receipt = get_object_or_404(
        Receipt.objects.select_related("contribution__project"),
        contribution=contribution_id,
        contribution__project=here.project,
    )
    guest_words.say_heard(receipt=receipt, by=here.member)
    messages.success(request, _("Noted. How they could be reached is removed."))
    return redirect("trail:guests", here.project.pk)
