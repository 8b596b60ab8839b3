"""Who may do what about what people get back. Money of one person is seen by them and by those who see that it is paid."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, SEE_MONEY, Right, can, check_can
from wesaid_web.support.models import Return, Terms

MINE = Right("support.mine", EVERYONE)
TOLD = Right("support.told", EVERYONE)
WRITE_TERMS = Right("support.write_terms", FACILITATORS)
APPROVE = Right("support.approve", FACILITATORS)
PAY = Right("support.pay", frozenset({Role.FACILITATOR, Role.PAYMENTS}))

RAISE = Right("support.raise", EVERYONE)
"""Telling a worry, and seeing whom one can tell it."""
READ_CONCERNS = Right("support.read_concerns", EVERYONE)
"""The page of those who read worries. Which of them somebody reads is no matter of roles: see support.rules."""
SET_CONTACTS = Right("support.set_contacts", FACILITATORS)
NEEDS = Right("support.needs", EVERYONE)
AGREE_NEEDS = Right("support.agree_needs", FACILITATORS)
AFTERCARE = Right("support.aftercare", EVERYONE)
SET_AFTERCARE = Right("support.set_aftercare", FACILITATORS)
CHECK_IN = Right("support.check_in", MEMBERS)


class NotYours(NotAllowed):
    """Only the person it is for may answer; for someone without an account, a facilitator writes their answer down."""


class TwoPeople(NotAllowed):
    """Whoever pays is not whoever approved it, and neither is the person it is for."""


def answers_for(member: Member, person: Member) -> bool:
    """Whether someone may agree, accept or decline for a person: they are that person, or the person has no account."""
    if member.left_at is not None:
        return False
    return member.pk == person.pk or (person.user_id is None and can(member, WRITE_TERMS))


def check_answers_for(member: Member, person: Member) -> None:
    """Raise :class:`NotYours` unless :func:`answers_for`."""
    if not answers_for(member, person):
        raise NotYours(_("Only the person it is for can answer this."))


def check_may_end(member: Member, person: Member) -> None:
    """Raise unless someone may end terms or remove an offer: the person it is for, or whoever writes terms."""
    if member.pk != person.pk:
        check_can(member, WRITE_TERMS)


def can_see(member: Member, terms: Terms) -> bool:
    """Whether someone may see what a person gets: that person, and those who see that it is paid."""
    return member.pk == terms.member_id or can(member, SEE_MONEY)


def check_not_own(member: Member, given: Return) -> None:
    """Raise :class:`TwoPeople` where someone would approve or pay what they get themselves."""
    if member.pk == given.terms.member_id:
        raise TwoPeople(_("Nobody approves or pays what they get themselves. Ask somebody else."))
