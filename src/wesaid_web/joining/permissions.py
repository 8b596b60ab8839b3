"""Who may do what about finding people, roles and sponsors, as data; and rights over one role or promise."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed, NotYet
from wesaid_web.joining.models import ProjectRole, Sponsor
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, Right, can

SEE = Right("joining.see", EVERYONE)
LOOK = Right("joining.look", MEMBERS)
"""Writing down where we looked, and what the group said about who is missing."""
RECRUIT = Right("joining.recruit", FACILITATORS)
"""The information sheet, links to apply, what people wrote who want to take part, and what they are answered."""
SAY_WHY = Right("joining.say_why", EVERYONE)
"""Saying why one does not go on. Nobody has to."""
WRITE_NO = Right("joining.write_no", FACILITATORS)
SET_UP = Right("joining.set_up", FACILITATORS)
HOLD = Right("joining.hold", EVERYONE)
"""What the holder of a role does; whose it is, is asked below."""
SAY_KEPT = Right("joining.say_kept", MEMBERS)
ANSWER = Right("joining.answer", EVERYONE)
"""A sponsor's answer: by themselves, or written down for them; see below."""


class NotYours(NotAllowed):
    """Only the holder says yes to a role; for somebody without an account, a facilitator writes their yes down."""


class NoSupporter(NotYet):
    """Whoever facilitates has somebody who supports them."""


class OwnPromise(NotAllowed):
    """The group says whether a promise was kept. Whoever made it can answer."""


class NotTheSponsor(NotAllowed):
    """Only the sponsor answers; a facilitator can write their answer down."""


def may_agree(member: Member, role: ProjectRole) -> bool:
    """Whether somebody may say yes to a role, or end it: its holder; for somebody without an account, a facilitator."""
    if member.left_at is not None or member.project_id != role.project_id:
        return False
    return member.pk == role.holder_id or (role.holder.user_id is None and can(member, SET_UP))


def check_may_agree(member: Member, role: ProjectRole) -> None:
    """Raise :class:`NotYours` unless :func:`may_agree`."""
    if not may_agree(member, role):
        raise NotYours(_("Only the person themselves says yes to a role."))


def may_end(member: Member, role: ProjectRole) -> bool:
    """Whether somebody may end a role: its holder, or whoever sets roles up."""
    return can(member, SET_UP) or may_agree(member, role)


def may_train(member: Member, role: ProjectRole) -> bool:
    """Whether somebody may write down training: whoever sets up roles, the holder, and who supports them."""
    return can(member, SET_UP) or (member.left_at is None and member.pk in {role.holder_id, role.support_id})


def check_may(allowed: bool) -> None:
    """Raise :class:`NotYours` unless it is allowed."""
    if not allowed:
        raise NotYours(_("This is for the person who holds the role, who supports them, and facilitators."))


def is_sponsor(member: Member, sponsor: Sponsor) -> bool:
    """Whether the sponsor takes part here as this person."""
    return sponsor.member_id is not None and sponsor.member_id == member.pk


def may_answer(member: Member, sponsor: Sponsor) -> bool:
    """Whether somebody may answer for a sponsor: the sponsor, or a facilitator who writes their answer down."""
    return member.left_at is None and (is_sponsor(member, sponsor) or can(member, SET_UP))
