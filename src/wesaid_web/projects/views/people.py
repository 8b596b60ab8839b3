"""The people in a project: who they are here, invitations, joining and leaving.

Messages for the next page name nobody: they wait in a cookie, and phones and computers here are often shared.
"""

from __future__ import annotations

import uuid
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid_web.common.access import NotYet, public_view, signed_in_view
from wesaid_web.common.forms import posted
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.projects import actions, queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.charter_actions import current_of
from wesaid_web.projects.forms import InviteForm, LeaveForm, PersonForm, RoleForm
from wesaid_web.projects.models import Invitation, Member, Role
from wesaid_web.projects.permissions import INVITE, LEAVE, MANAGE_PEOPLE, MY_HATS, SEE, SEE_MONEY, SIGN_CHARTER
from wesaid_web.projects.reflection_actions import note_of

YOU_WILL_BE = {
    Role.FACILITATOR: gettext_lazy(
        "You will be a facilitator: you run the project, invite people, record decisions and publish the public page."
    ),
    Role.MEMBER: gettext_lazy(
        "You will be a member: you can say things, support what others say, work on actions and say what changed."
    ),
    Role.OBSERVER: gettext_lazy("You will be an observer: you can read everything the group can, and change nothing."),
    Role.EVALUATOR: gettext_lazy(
        "You will be an evaluator: you can read everything the group can, look at what it measures, and change nothing it says."
    ),
    Role.PAYMENTS: gettext_lazy(
        "You will look after payments: you pay what was agreed with people, and read what the group can read."
    ),
}


@project_view(SEE, "GET")
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Everyone in the project."""
    open_invitations = here.project.invitations.filter(
        revoked_at=None, uses_left__gt=0, expires_at__gt=timezone.now()
    ).order_by("-made_at")
    context = {
        "here": here,
        "members": queries.members_of(here.project),
        "invitations": open_invitations if here.can(INVITE) else [],
        "may_invite": here.can(INVITE),
        "may_manage": here.can(MANAGE_PEOPLE),
        "sees_money": here.can(SEE_MONEY),
    }
    return render(request, "projects/people.jinja", context)


@project_view(MY_HATS, "GET", "POST")
def me(request: HttpRequest, here: Here) -> HttpResponse:
    """What the group calls me and which hats I wear."""
    return _person_form(request, here, here.member, mine=True)


@project_view(MANAGE_PEOPLE, "GET", "POST")
def person_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Add someone without an account."""
    form = PersonForm(here.project, posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add_person(
            project=here.project, name=form.cleaned_data["name"], perspectives=form.cleaned_data["hats"], by=here.member
        )
        messages.success(request, _("They are added."))
        return redirect("projects:people", here.project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/person.jinja", {"here": here, "form": form}, status=status)


@project_view(MANAGE_PEOPLE, "GET", "POST")
def person_edit(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Change the name and hats of someone without an account."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, user=None, left_at=None)
    return _person_form(request, here, member, mine=False)


def _person_form(request: HttpRequest, here: Here, member: Member, *, mine: bool) -> HttpResponse:
    joining = mine and "joining" in request.GET
    if joining and "skip" in request.GET:
        return _is_in(request, here)
    worn = [str(pk) for pk in member.perspectives.values_list("pk", flat=True)]
    form = PersonForm(here.project, posted(request), mine=mine, initial={"name": member.name, "hats": worn})
    if request.method == "POST" and form.is_valid():
        actions.set_hats(
            member=member, name=form.cleaned_data["name"], perspectives=form.cleaned_data["hats"], by=here.member
        )
        if joining:
            return _is_in(request, here)
        messages.success(request, _("Saved."))
        return redirect("projects:people", here.project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"here": here, "form": form, "person": member, "mine": mine, "joining": joining}
    return render(request, "projects/person.jinja", context, status=status)


def _is_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Lead somebody who has just joined to the page that welcomes them, and say what they can do first."""
    charter, takes_part = current_of(here.project), here.can(SIGN_CHARTER)
    if charter and takes_part:
        words = _("You are in. Read the charter, or say something.")
    elif charter:
        words = _("You are in. Read the charter, or what was said.")
    elif takes_part:
        words = _("You are in. Read what was said, or say something.")
    else:
        words = _("You are in. Read what was said.")
    messages.success(request, words)
    return redirect("joining:welcome", here.project.pk)


@project_view(MANAGE_PEOPLE, "GET", "POST")
def role(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Change what someone may do here."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, left_at=None)
    form = RoleForm(member, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            to, keep = Role(form.cleaned_data["role"]), request.session.session_key
            actions.change_role(member=member, role=to, by=here.member, keep=keep)
        except NotYet as problem:
            form.add_error("role", str(problem))
        else:
            messages.success(request, _("What they do here is changed."))
            return redirect("projects:people", here.project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/role.jinja", {"here": here, "form": form, "person": member}, status=status)


@project_view(MANAGE_PEOPLE, "GET", "POST")
def remove(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Remove someone from the project, after saying what that means. For oneself that is leaving."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, left_at=None)
    if member == here.member:
        return redirect("projects:leave", here.project.pk)
    if request.method == "POST":
        actions.remove(member=member, by=here.member)
        messages.success(request, _("They are no longer in the project. What they said stays."))
        return redirect("projects:people", here.project.pk)
    return render(request, "projects/remove.jinja", {"here": here, "person": member})


@project_view(LEAVE, "GET", "POST")
def leave(request: HttpRequest, here: Here) -> HttpResponse:
    """Leave the project, after saying what that means. Nobody is asked or told why."""
    comes_first = ""
    form = LeaveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove(member=here.member, by=here.member, unname=form.cleaned_data["name"] == "without")
        except actions.LastFacilitator as problem:
            comes_first = str(problem)
        else:
            messages.success(request, _("You have left the project. What you said stays."))
            return redirect("projects:list")
    context = {
        "here": here,
        "form": form,
        "alone": queries.facilitates_alone(here.member),
        "note": note_of(here.member),
        "comes_first": comes_first,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if comes_first or form.errors else HTTPStatus.OK
    return render(request, "projects/leave.jinja", context, status=status)


@project_view(INVITE, "GET", "POST")
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    """Make an invitation link. It is shown once. Where something comes first, the page says so instead of asking."""
    comes_first = actions.comes_before_inviting(here.project)
    member_id = request.GET.get("for") or request.POST.get("for")
    person = None
    if member_id:
        person = get_object_or_404(Member, pk=_uuid(member_id), project=here.project, user=None, left_at=None)
    form = InviteForm(posted(request), initial={"whom": person.name if person else ""})
    if request.method == "POST" and form.is_valid() and not comes_first:
        given = form.cleaned_data
        secret = actions.invite(
            project=here.project,
            role=Role(given["role"]),
            whom=given["whom"],
            uses=given["uses"],
            by=here.member,
            member=person,
        )
        address = settings.PUBLIC_URL + reverse("join", args=[secret])
        context = {"here": here, "address": address, "uses": 1 if person else given["uses"], "whom": given["whom"]}
        return render(request, "projects/invited.jinja", context)
    refused = form.errors or (comes_first and request.method == "POST")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    told = comes_first if request.method == "POST" else ""
    context = {"here": here, "form": form, "person": person, "waits_for": comes_first, "comes_first": told}
    return render(request, "projects/invite.jinja", context, status=status)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@project_view(INVITE, "POST")
def revoke(request: HttpRequest, here: Here, invitation_id: uuid.UUID) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=invitation_id, project=here.project)
    actions.revoke_invitation(invitation=invitation, by=here.member)
    messages.success(request, _("The link no longer works."))
    return redirect("projects:people", here.project.pk)


@public_view("GET")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """What an invitation is to. Opening it changes nothing; someone without an account is shown how to get one."""
    if place := _place(request, secret):
        return render(request, "projects/in_already.jinja", {"project": place.project})
    try:
        invitation = actions.find_invitation(secret)
    except actions.InvitationNotUsable:
        return render(request, "projects/invitation_over.jinja", status=HTTPStatus.GONE)
    request.session["invited"] = True  # opens sign-up where it is by invitation only
    context = {
        "invitation": invitation,
        "secret": secret,
        "role": YOU_WILL_BE[Role(invitation.role)],
        "charter": current_of(invitation.project),
        "next": urlencode({"next": reverse("join", args=[secret])}),
    }
    return render(request, "projects/join.jinja", context)


@signed_in_view("POST")
def join_now(request: HttpRequest, secret: str) -> HttpResponse:
    """Join with the invitation."""
    if _place(request, secret):
        return redirect("join", secret)
    try:
        member = actions.accept_invitation(secret=secret, user=signed_in_user(request))
    except actions.InvitationNotUsable:
        return render(request, "projects/invitation_over.jinja", status=HTTPStatus.GONE)
    request.session.pop("invited", None)
    messages.success(request, _("Welcome. Say which hats you wear here, or skip it for now."))
    return redirect(reverse("projects:me", args=[member.project_id], query={"joining": "yes"}))


def _place(request: HttpRequest, secret: str) -> Member | None:
    """The place in the project that somebody who is signed in has already."""
    return queries.place_by_invitation(secret, signed_in_user(request)) if request.user.is_authenticated else None
