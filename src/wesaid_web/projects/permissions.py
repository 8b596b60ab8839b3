"""Who may do what in a project, as data.

A right names the roles that have it. ``check_can`` raises, ``can`` answers. Rights about one thing (my own words, a
decision that was taken) are checked in the app that holds the thing, on top of these.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.projects.models import Member, Role

EVERYONE = frozenset(Role)
MEMBERS = frozenset({Role.FACILITATOR, Role.MEMBER})
FACILITATORS = frozenset({Role.FACILITATOR})
NEED_SECOND_STEP = frozenset({Role.EVALUATOR, Role.PAYMENTS})
"""Whoever holds one of these signs in with a second step (docs/adr/0022)."""


@dataclass(frozen=True)
class Right:
    """Something that can be done in a project, and the roles that may."""

    name: str
    roles: frozenset[Role]


class SupportsThemselves(NotAllowed):
    """Whoever supports somebody in a role is somebody else."""


def check_supports_another(holder: Member, support: Member | None) -> None:
    """Raise :class:`SupportsThemselves` where somebody in a role is to be their own support."""
    if support == holder:
        raise SupportsThemselves(_("Choose somebody else to support this person."))


class NotYourRole(NotAllowed):
    """The person is in the project, but not in a role that may do this."""

    of_role = True


def can(member: Member, right: Right) -> bool:
    """Whether someone who is in the project now may do this."""
    return member.left_at is None and Role(member.role) in right.roles


def check_can(member: Member, right: Right) -> None:
    """Raise :class:`NotYourRole` unless :func:`can`."""
    if not can(member, right):
        raise NotYourRole(_("In this project you are here as: %(role)s.") % {"role": Role(member.role).label})


SEE = Right("projects.see", EVERYONE)
LEAVE = Right("projects.leave", EVERYONE)
MY_HATS = Right("projects.my_hats", EVERYONE)
SIGN_CHARTER = Right("projects.sign_charter", MEMBERS)
WRITE_CHARTER = Right("projects.write_charter", FACILITATORS)
INVITE = Right("projects.invite", FACILITATORS)
MANAGE_PEOPLE = Right("projects.manage_people", FACILITATORS)
SETTINGS = Right("projects.settings", FACILITATORS)
SEE_MONEY = Right("projects.see_money", frozenset({Role.FACILITATOR, Role.PAYMENTS}))
"""What each person gets back: seen by them, by facilitators, and by whoever pays."""
VOICE = Right("projects.voice", MEMBERS)
"""Those who take part: they agree to look at how equal the group is, see it, and can pause it. Nobody who looks on."""
ASK_FOR_VOICE = Right("projects.ask_for_voice", FACILITATORS)
OWN_POWER = Right("projects.own_power", EVERYONE)
REFLECT = Right("projects.reflect", MEMBERS)
ASK_WORD = Right("projects.ask_word", EVERYONE)
WRITE_WORDS = Right("projects.write_words", MEMBERS)
ANSWER_WORDS = Right("projects.answer_words", FACILITATORS)
