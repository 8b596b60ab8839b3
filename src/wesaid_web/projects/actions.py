"""Everything that changes a project, the people in it and their invitations. The charter has charter_actions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wesaid.frameworks import all_ways, way_named
from wesaid_web.common import audit
from wesaid_web.common.access import Elsewhere, NotAllowed, NotYet
from wesaid_web.common.secrets import digest, new_secret
from wesaid_web.people import sessions
from wesaid_web.people.models import User
from wesaid_web.projects import queries
from wesaid_web.projects.models import (
    LIVED_EXPERIENCE,
    Hat,
    Invitation,
    Member,
    Perspective,
    PowerNote,
    Project,
    Role,
    WayUsed,
)
from wesaid_web.projects.permissions import INVITE, LEAVE, MANAGE_PEOPLE, MY_HATS, SETTINGS, check_can
from wesaid_web.projects.signals import account_given, gone, inviting, removed, unnamed

INVITATION_LASTS = timedelta(days=14)


class LastFacilitator(NotYet):
    """The project would be left without a facilitator."""


class NeedsAccount(NotYet):
    """Somebody without an account cannot facilitate: they could do none of it."""


class InvitationNotUsable(Exception):
    """Unknown, used up, taken back or too old. Which of these is not told to whoever holds the link."""


@transaction.atomic
def create_project(*, name: str, by: User | None, project_id: uuid.UUID | None = None) -> Project:
    """Start a project. Whoever starts it is its facilitator; from the command line it has none yet."""
    project = Project.objects.create(id=project_id or uuid.uuid4(), name=name)
    Perspective.objects.bulk_create(
        Perspective(project=project, code=hat, position=place, lived_experience=hat in LIVED_EXPERIENCE)
        for place, hat in enumerate(Hat)
    )
    audit.record(stream=project.pk, by=by.pk if by else None, verb="projects.created", subject=project.pk)
    if by:
        member = Member.objects.create(project=project, user=by, name=by.name, role=Role.FACILITATOR)
        _told(project, by, "projects.joined", member, role=Role.FACILITATOR)
    return project


@transaction.atomic
def rename_project(*, project: Project, name: str, by: Member) -> None:
    """Change a project's name."""
    check_can(by, SETTINGS)
    project.name = name
    project.save(update_fields=["name"])
    _told(project, by.user, "projects.renamed", project)


@transaction.atomic
def set_ways(*, project: Project, ways: Iterable[str], by: Member) -> None:
    """Say which ways of working the group uses. Those this version of the program does not know stay as they are.

    Args:
        ways: names of ``wesaid.frameworks.all_ways``.

    Raises:
        UnknownNameError: one is not there; nothing is changed.
    """
    check_can(by, SETTINGS)
    wanted = {way_named(name).id for name in ways}
    Project.objects.select_for_update().get(pk=project.pk)  # two people at once do not add one twice
    known = {way.id for way in all_ways()}
    used = set(project.ways.filter(way__in=known).values_list("way", flat=True))
    if wanted == used:
        return
    project.ways.filter(way__in=used - wanted).delete()
    WayUsed.objects.bulk_create(WayUsed(project=project, way=name) for name in sorted(wanted - used))
    _told(project, by.user, "projects.ways_set", project, ways=sorted(wanted))


@transaction.atomic
def add_perspective(*, project: Project, name: str, lived_experience: bool, by: Member) -> Perspective:
    """Add a hat of the project's own."""
    check_can(by, SETTINGS)
    return place_hat(project=project, name=name, lived_experience=lived_experience, by=by)


def place_hat(*, project: Project, name: str, lived_experience: bool, by: Member | None) -> Perspective:
    """Put a new hat before "not stated". Inside the transaction of an action that has checked the right to."""
    taken = set(project.perspectives.values_list("code", flat=True))
    stem = slugify(name)[:30] or "hat"
    code = next(c for c in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if c not in taken)
    last = project.perspectives.get(code=Hat.NOT_STATED)
    perspective = Perspective.objects.create(
        project=project, code=code, name=name, lived_experience=lived_experience, position=last.position
    )
    last.position += 1
    last.save(update_fields=["position"])
    _told(project, by.user if by else None, "projects.hat_added", perspective)
    return perspective


@transaction.atomic
def rename_perspective(*, perspective: Perspective, name: str, lived_experience: bool, by: Member) -> None:
    """Call a hat what the group calls it. "Not stated" keeps its meaning: it never counts as lived experience."""
    check_can(by, SETTINGS)
    perspective.name = name
    perspective.lived_experience = lived_experience and perspective.code != Hat.NOT_STATED
    perspective.save(update_fields=["name", "lived_experience"])
    _told(perspective.project, by.user, "projects.hat_renamed", perspective)


@transaction.atomic
def invite(
    *, project: Project, role: Role, by: Member | None, whom: str = "", uses: int = 1, member: Member | None = None
) -> str:
    """Make an invitation and return its secret, which is not kept.

    Args:
        by: who invites; none for the command line.
        uses: how many people can join with it (1 to 200).
        member: someone already in the project without an account, who gets one through this link.

    Raises:
        NotYet: something has to come first, such as saying whom people can tell a worry. The command line may always
            invite a facilitator: somebody has to be there to do what comes first.
    """
    if by:
        check_can(by, INVITE)
    if not 1 <= uses <= 200:
        raise ValueError("an invitation is for 1 to 200 people")
    if by or role != Role.FACILITATOR:
        inviting.send(Project, project=project, by=by)
    secret = new_secret()
    invitation = Invitation.objects.create(
        project=project,
        digest=digest(secret),
        role=role,
        whom=whom,
        member=member,
        made_by=by,
        uses_left=1 if member else uses,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    _told(project, by.user if by else None, "projects.invited", invitation, role=role)
    return secret


def comes_before_inviting(project: Project) -> str:
    """What has to come first, in words for whoever wants to invite; empty where nothing has to."""
    try:
        inviting.send(Project, project=project, by=None)
    except NotYet as problem:
        return str(problem)
    return ""


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Member) -> None:
    """Take an invitation back. People who joined with it stay."""
    check_can(by, INVITE)
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        _told(invitation.project, by.user, "projects.invitation_revoked", invitation)


def find_invitation(secret: str) -> Invitation:
    """The invitation a secret belongs to. Raises :class:`InvitationNotUsable`.

    One for somebody who was here without an account is over once their place is: it is not an invitation to come back.
    """
    found = Invitation.objects.select_related("project", "made_by", "member").filter(digest=digest(secret)).first()
    if found is None or not found.usable or (found.member is not None and found.member.left_at is not None):
        raise InvitationNotUsable
    return found


@transaction.atomic
def accept_invitation(*, secret: str, user: User) -> Member:
    """Join with an invitation. Someone who is in the project already stays as they are and spends nothing.

    Raises:
        InvitationNotUsable: see there; or it was made before this person left, so it is not an invitation to come back.
    """
    find_invitation(secret)
    invitation = Invitation.objects.select_for_update().select_related("project").get(digest=digest(secret))
    if not invitation.usable:  # spent by somebody else in between
        raise InvitationNotUsable
    member = Member.objects.filter(project=invitation.project, user=user).first()
    if member and member.left_at is None:
        return member
    if member and member.left_at and invitation.made_at <= member.left_at:
        raise InvitationNotUsable
    if member is None and invitation.member and invitation.member.user_id is None:
        member = invitation.member
        member.user = user
        PowerNote.objects.filter(member=member).delete()  # of whoever had an account here before
        account_given.send(Member, member=member)
    elif member is None:
        member = Member(project=invitation.project, user=user, name=user.name)
    member.role, member.left_at = invitation.role, None
    member.save()
    invitation.uses_left -= 1
    invitation.save(update_fields=["uses_left"])
    _told(invitation.project, user, "projects.joined", member, role=invitation.role, invitation=str(invitation.pk))
    return member


@transaction.atomic
def add_person(*, project: Project, name: str, perspectives: Iterable[Perspective], by: Member) -> Member:
    """Add someone without an account, who takes part on paper, by phone or in the room."""
    check_can(by, MANAGE_PEOPLE)
    hats = _own(project, perspectives)
    member = place_person(project=project, name=name, by=by)
    member.perspectives.set(hats)
    return member


def place_person(*, project: Project, name: str, by: Member | None) -> Member:
    """Someone without an account. Inside the transaction of an action that has checked the right to."""
    member = Member.objects.create(project=project, name=name, role=Role.MEMBER)
    _told(project, by.user if by else None, "projects.added", member)
    return member


@transaction.atomic
def set_hats(*, member: Member, name: str, perspectives: Iterable[Perspective], by: Member) -> None:
    """Say what someone is called here and which hats they wear: for oneself, or for someone without an account."""
    if member != by:
        check_can(by, MANAGE_PEOPLE)
        if member.user_id is not None:
            raise NotAllowed(_("People with an account choose their own name and hats."))
    check_can(by, MY_HATS)
    hats = _own(member.project, perspectives)
    other = {"name": "changed"} if name != member.name else {}  # erasure asks whether it is new (common/names.py)
    member.name = name
    member.save(update_fields=["name"])
    member.perspectives.set(hats)
    _told(member.project, by.user, "projects.hats_set", member, **other)


@transaction.atomic
def change_role(*, member: Member, role: Role, by: Member, keep: str | None = None) -> None:
    """Change what someone may do here. Their sessions end: what was opened with other rights is opened anew.

    Args:
        keep: the session in which somebody changes their own role; that one goes on.

    Raises:
        LastFacilitator: nobody would be left to facilitate.
        NeedsAccount: they have no account to facilitate with.
    """
    check_can(by, MANAGE_PEOPLE)
    if role == Role.FACILITATOR and member.user_id is None:
        raise NeedsAccount(_("Only somebody with an account can facilitate. Invite them to an account first."))
    if role != Role.FACILITATOR:
        _keep_a_facilitator(member)
    if role != member.role:
        sessions.end_all(member.user_id, keep=keep if member == by else None)
    member.role = role
    member.save(update_fields=["role"])
    _told(member.project, by.user, "projects.role_changed", member, role=role)


@transaction.atomic
def remove(*, member: Member, by: Member, unname: bool = False) -> None:
    """End someone's place in the project: their own leaving, or removal by a facilitator. What they said stays;
    what they wrote for themselves alone goes.

    Args:
        unname: whether their name is to be kept back from what they said, as they choose when they leave.

    Raises:
        LastFacilitator: nobody would be left to facilitate.
    """
    check_can(by, LEAVE if member == by else MANAGE_PEOPLE)
    _keep_a_facilitator(member)
    if unname and member == by:
        unnamed.send(Member, member=member, by=by)
    member.left_at = timezone.now()
    member.save(update_fields=["left_at"])
    PowerNote.objects.filter(member=member).delete()  # they could no longer read it, nor delete it themselves
    _told(member.project, by.user, "projects.left" if member == by else "projects.removed", member)
    gone.send(Member, member=member, by=by)
    if member != by:
        sessions.end_all(member.user_id)
        removed.send(Member, member=member, by=by)


def _own(project: Project, perspectives: Iterable[Perspective]) -> list[Perspective]:
    """These hats, if all of them are the project's."""
    hats = list(perspectives)
    if any(hat.project_id != project.pk for hat in hats):
        raise Elsewhere
    return hats


def _keep_a_facilitator(member: Member) -> None:
    """Lock the project's facilitators and see that one remains besides this person."""
    if member.role != Role.FACILITATOR:
        return
    if not [other for other in queries.facilitators(member.project).select_for_update() if other.pk != member.pk]:
        raise LastFacilitator(_("Make somebody else a facilitator first. A project needs at least one."))


def _told(
    project: Project,
    by: User | None,
    verb: str,
    subject: Project | Member | Invitation | Perspective,
    **details: str | Sequence[str],
) -> None:
    audit.record(stream=project.pk, by=by.pk if by else None, verb=verb, subject=subject.pk, details=details)
