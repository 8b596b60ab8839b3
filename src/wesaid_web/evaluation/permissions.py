"""Who may open a private asking, answer it, close it, see what came of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.evaluation.models import Round
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, Right, can, check_can

SEE = Right("evaluation.see", EVERYONE)
"""What was closed and is shown, everyone in the project sees alike: observers, evaluators and payments, too."""
ANSWER = Right("evaluation.answer", MEMBERS)
OPEN = Right("evaluation.open", FACILITATORS)
TYPE_IN = Right("evaluation.type_in", FACILITATORS)
CLOSE = Right("evaluation.close", MEMBERS)


class NotOpen(NotAllowed):
    """It can no longer be answered."""


class StillOpen(NotAllowed):
    """Its last day has not passed, and whoever wants to close it does not facilitate."""


def check_open(round_: Round) -> None:
    """Raise :class:`NotOpen` unless it can be answered now."""
    if not round_.is_open:
        raise NotOpen(_("This can no longer be answered."))


def check_can_close(member: Member, round_: Round) -> None:
    """Facilitators close at any time; once the last day has passed any member may, so that results cannot be sat on."""
    check_can(member, CLOSE)
    if not can(member, OPEN) and not round_.is_over:
        raise StillOpen(_("A facilitator can close it before its last day has passed. After that, any member can."))


def can_close(member: Member, round_: Round) -> bool:
    """Whether :func:`check_can_close` lets it through, for one that is not closed."""
    return round_.closed_on is None and can(member, CLOSE) and (can(member, OPEN) or round_.is_over)
