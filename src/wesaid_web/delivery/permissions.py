"""Who may do what about delivery: rights by role in the project, and rights over one's own role and own words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed, NotYet
from wesaid_web.delivery.models import HeldRole
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, Right, can, check_can

SEE = Right("delivery.see", EVERYONE)
SET_UP = Right("delivery.set_up", FACILITATORS)
HOLD = Right("delivery.hold", MEMBERS)
STEP_BACK = Right("delivery.step_back", EVERYONE)
"""Nobody is kept in a role by what they are in the project."""
WRITE_OWN = Right("delivery.write_own", MEMBERS)
OWN_WORDS = Right("delivery.own_words", EVERYONE)
"""Whether one's own words are shared stays one's own choice in every role."""


class NotYourRoleHere(NotAllowed):
    """The role is somebody else's."""


class NotYourOwn(NotAllowed):
    """The words are somebody else's, and so is the choice whether anybody reads them."""


class NoRiskNote(NotYet):
    """A role does not begin before what could go wrong is written down."""


class NoSupport(NotYet):
    """A role does not begin before somebody is named who supports the person."""


class EndsTheirOwn(NotAllowed):
    """One's own role, and that of somebody without an account, ends by stepping back."""


class EndedForThem(NotAllowed):
    """A facilitator ended the role. It begins again when they undo that, and not by agreeing to it once more."""


class NotUnderWay(NotAllowed):
    """The role has not begun, or the person has stepped back."""


def stands_in(member: Member, role: HeldRole) -> bool:
    """Whether someone holds this role, or facilitates for a holder who has no account."""
    if role.holder_id == member.pk:
        return True
    return role.holder.user_id is None and can(member, SET_UP)


def is_inside(member: Member, role: HeldRole) -> bool:
    """Whether someone may read the whole of a role: its holder, who supports them, and facilitators.

    Hours, limits, training, what could go wrong and pay are between these. Everyone else reads who does what.
    """
    if not can(member, SEE):
        return False
    return member.pk in {role.holder_id, role.support_id} or can(member, SET_UP)


def check_is_inside(member: Member, role: HeldRole) -> None:
    """Raise unless :func:`is_inside`."""
    if not is_inside(member, role):
        raise NotYourRoleHere(_("This is between the person in the role, who supports them, and the facilitators."))


def check_can_care_for(member: Member, role: HeldRole) -> None:
    """Raise unless someone may write down what could go wrong, training, and days to sit down together."""
    check_can(member, HOLD)
    check_is_inside(member, role)


def check_can_agree(member: Member, role: HeldRole) -> None:
    """Raise unless someone may agree to a role: whoever is to hold it; for a person without an account a facilitator
    who records what they said."""
    check_can(member, HOLD)
    if not stands_in(member, role):
        raise NotYourRoleHere(_("Only the person whose role it is can agree to it."))


def check_can_log(member: Member, role: HeldRole) -> None:
    """Raise unless someone may write down and correct what was done in a role."""
    check_can(member, HOLD)
    if not stands_in(member, role):
        raise NotYourRoleHere(_("Only the person whose role it is writes down what they did."))


def check_can_step_back(member: Member, role: HeldRole) -> None:
    """Raise unless someone may end a role: its holder at any time; a facilitator for a holder without an account."""
    check_can(member, STEP_BACK)
    if not stands_in(member, role):
        raise NotYourRoleHere(_("Only the person whose role it is can step back from it."))


def answers_for(member: Member, person: Member) -> bool:
    """Whether someone may say whether a person is counted for others: that person, or a facilitator for somebody without an
    account. Nobody else, also where they could see who is meant."""
    if member.project_id != person.project_id or member.left_at is not None or person.left_at is not None:
        return False
    return member.pk == person.pk or (person.user_id is None and can(member, SET_UP))


def check_can_answer_for(member: Member, person: Member) -> None:
    """Raise unless :func:`answers_for`."""
    if not answers_for(member, person):
        raise NotYourOwn(_("Only the person themselves can answer this."))


def check_can_end(member: Member, role: HeldRole) -> None:
    """Raise unless someone may end a role for its holder: a facilitator, for somebody else who has an account."""
    check_can(member, SET_UP)
    if stands_in(member, role):
        raise EndsTheirOwn(_("This role ends by stepping back."))


def may(check: Callable[[Member, HeldRole], None], member: Member, role: HeldRole) -> bool:
    """One of these checks as an answer."""
    try:
        check(member, role)
    except NotAllowed:
        return False
    return True
