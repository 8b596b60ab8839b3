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

from wesaid_web.common.access import public_view, signed_in_view
from wesaid_web.common.forms import posted
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.projects import actions, queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.forms import InviteForm, PersonForm, RoleForm
from wesaid_web.projects.models import Invitation, Member, Role
from wesaid_web.projects.permissions import INVITE, LEAVE, MANAGE_PEOPLE, MY_HATS, SEE


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
    worn = [str(pk) for pk in member.perspectives.values_list("pk", flat=True)]
    form = PersonForm(here.project, posted(request), mine=mine, initial={"name": member.name, "hats": worn})
    if request.method == "POST" and form.is_valid():
        actions.set_hats(
            member=member, name=form.cleaned_data["name"], perspectives=form.cleaned_data["hats"], by=here.member
        )
        messages.success(request, _("Saved."))
        return redirect("projects:people", here.project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request, "projects/person.jinja", {"here": here, "form": form, "person": member, "mine": mine}, status=status
    )


@project_view(MANAGE_PEOPLE, "GET", "POST")
def role(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Change what someone may do here, or end their place."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, left_at=None)
    form = RoleForm(posted(request), initial={"role": member.role})
    if request.method == "POST" and form.is_valid():
        actions.change_role(member=member, role=Role(form.cleaned_data["role"]), by=here.member)
        messages.success(request, _("The role is changed."))
        return redirect("projects:people", here.project.pk)
    return render(request, "projects/role.jinja", {"here": here, "form": form, "person": member})


@project_view(MANAGE_PEOPLE, "POST")
def remove(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """End someone's place in the project."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, left_at=None)
    actions.remove(member=member, by=here.member)
    messages.success(request, _("They are no longer in the project. What they said stays."))
    return redirect("projects:people", here.project.pk)


@project_view(LEAVE, "GET", "POST")
def leave(request: HttpRequest, here: Here) -> HttpResponse:
    """Leave the project, after saying what that means."""
    if request.method == "POST":
        actions.remove(member=here.member, by=here.member)
        messages.success(request, _("You have left the project. What you said stays."))
        return redirect("projects:list")
    return render(request, "projects/leave.jinja", {"here": here})


@project_view(INVITE, "GET", "POST")
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    """Make an invitation link. It is shown once."""
    member_id = request.GET.get("for") or request.POST.get("for")
    person = None
    if member_id:
        person = get_object_or_404(Member, pk=_uuid(member_id), project=here.project, user=None, left_at=None)
    form = InviteForm(posted(request), initial={"whom": person.name if person else ""})
    if request.method == "POST" and form.is_valid():
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
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/invite.jinja", {"here": here, "form": form, "person": person}, status=status)


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
    try:
        invitation = actions.find_invitation(secret)
    except actions.InvitationNotUsable:
        return render(request, "projects/invitation_over.jinja", status=HTTPStatus.GONE)
    request.session["invited"] = True  # opens sign-up where it is by invitation only
    context = {
        "invitation": invitation,
        "secret": secret,
        "role": Role(invitation.role).label,
        "next": urlencode({"next": reverse("join", args=[secret])}),
    }
    return render(request, "projects/join.jinja", context)


@signed_in_view("POST")
def join_now(request: HttpRequest, secret: str) -> HttpResponse:
    """Join with the invitation."""
    try:
        member = actions.accept_invitation(secret=secret, user=signed_in_user(request))
    except actions.InvitationNotUsable:
        return render(request, "projects/invitation_over.jinja", status=HTTPStatus.GONE)
    request.session.pop("invited", None)
    messages.success(request, _("Welcome. Say which hats you wear here, or skip it for now."))
    return redirect("projects:me", member.project_id)
