"""Invitations for people without an account: making one, making its link and code anew, taking it back."""

from __future__ import annotations

import uuid
from base64 import urlsafe_b64encode as b64encode
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wesaid_web.common.codes import code_from, new_code
from wesaid_web.common.secrets import keyed_digest, new_secret
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.projects.signals import inviting
from wesaid_web.trail.actions.recording import check_same_project, take_turn
from wesaid_web.trail.models import GuestInvitation
from wesaid_web.trail.permissions import GUESTS

CODE_GROUPS = 3
MOST_DAYS, MOST_PEOPLE = 90, 200
LASTS_DAYS, PEOPLE = 14, 30


class NotUsable(Exception):
    """Unknown, used up, taken back or too old. Which of these is not told to whoever holds the link or the code."""


class MadeAlready(Exception):
    """The same form made an invitation before, and its secrets were made anew since."""


@dataclass(frozen=True)
class Secrets:
    """An invitation with its link's secret and its code, which are not kept: shown once."""

    invitation: GuestInvitation
    link: str
    code: str


@transaction.atomic
def invite_guests(
    *,
    project: Project,
    label: str,
    days: int,
    most: int,
    by: Member,
    meeting: Meeting | None = None,
    invitation_id: uuid.UUID | None = None,
    once: uuid.UUID | None = None,
) -> Secrets:
    """Make an invitation to say something in this project without an account.

    Args:
        days: how long it works (1 to 90).
        most: how many people can use it (1 to 200).
        meeting: the one it is for, if it is for one: what is said with it was said there.
        invitation_id, once: made when the form was shown; sent twice, it makes one invitation and gives the same secrets.
            The second of them is not kept, so nobody can find the secrets again.

    Raises:
        NotYet: something has to come first, such as saying whom people can tell a worry.
        MadeAlready: there is an invitation with this id, and these are not its secrets.
    """
    check_can(by, GUESTS)
    if not (1 <= days <= MOST_DAYS and 1 <= most <= MOST_PEOPLE):
        raise ValueError("an invitation is for 1 to 200 people and 1 to 90 days")
    inviting.send(Project, project=project, by=by)
    check_same_project(project, [meeting] if meeting else [])
    take_turn(project.pk)
    link, code = secrets_of(once)
    before = GuestInvitation.objects.filter(pk=invitation_id).first() if invitation_id else None
    if before and before.project_id == project.pk:
        if belongs(before, link, code):
            return Secrets(before, link, code)
        raise MadeAlready
    invitation = GuestInvitation.objects.create(
        id=invitation_id if invitation_id and not before else uuid.uuid4(),
        project=project,
        label=label,
        meeting=meeting,
        link_digest=link_digest(link),
        code_digest=code_digest(code),
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
        most=most,
        uses_left=most,
    )
    record(project, by, "trail.guests_invited", invitation, most=most)
    return Secrets(invitation, link, code)


@transaction.atomic
def issue_anew(*, invitation: GuestInvitation, by: Member, once: uuid.UUID | None = None) -> Secrets:
    """Make a new link and code; the old ones stop working at once. The same form sent twice makes them once.

    Raises:
        NotUsable: it was taken back, or is too old.
    """
    check_can(by, GUESTS)
    row = _locked(invitation)
    if not row.open:
        raise NotUsable
    link, code = secrets_of(once)
    if belongs(row, link, code):
        return Secrets(row, link, code)
    row.link_digest, row.code_digest = link_digest(link), code_digest(code)
    row.save(update_fields=["link_digest", "code_digest"])
    record(row.project, by, "trail.guests_invited_anew", row)
    return Secrets(row, link, code)


@transaction.atomic
def revoke_guests(*, invitation: GuestInvitation, by: Member) -> None:
    """Take an invitation back. What was said with it stays, and so do the codes people have."""
    check_can(by, GUESTS)
    row = _locked(invitation)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(row.project, by, "trail.guests_revoked", row)


def secrets_of(once: uuid.UUID | None) -> tuple[str, str]:
    """A link's secret and a code: drawn by lot, or those of a form, which nobody can work out without the installation's key."""
    if once is None:
        return new_secret(), new_code(CODE_GROUPS)
    link = b64encode(bytes.fromhex(keyed_digest(str(once), "guest-link-of-form"))).decode().rstrip("=")
    return link, code_from(keyed_digest(str(once), "guest-code-of-form"), CODE_GROUPS)


def belongs(invitation: GuestInvitation, link: str, code: str) -> bool:
    """Whether these are the invitation's link and code."""
    return invitation.link_digest == link_digest(link) and invitation.code_digest == code_digest(code)


def by_link(secret: str) -> GuestInvitation:
    """The invitation a link leads to. Raises :class:`NotUsable`."""
    return _open(link_digest=link_digest(secret))


def by_code(code: str) -> GuestInvitation:
    """The invitation a code is for. Raises :class:`NotUsable`."""
    return _open(code_digest=code_digest(code))


def by_id(invitation_id: uuid.UUID) -> GuestInvitation:
    """An invitation whose code was typed a while ago. Raises :class:`NotUsable`."""
    return _open(pk=invitation_id)


def _open(**which: object) -> GuestInvitation:
    found = GuestInvitation.objects.select_related("project").filter(**which).first()
    if found is None or not found.open:
        raise NotUsable
    return found


def link_digest(secret: str) -> str:
    """What is kept of a link's secret."""
    return keyed_digest(secret, "guest-link")


def code_digest(code: str) -> str:
    """What is kept of an invitation's code."""
    return keyed_digest(code, "guest-code")


def _locked(invitation: GuestInvitation) -> GuestInvitation:
    take_turn(invitation.project_id)
    return GuestInvitation.objects.select_for_update(of=("self",)).select_related("project").get(pk=invitation.pk)
