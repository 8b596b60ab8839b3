"""Who may do what about meetings: whoever facilitates writes, everyone in the project reads."""

from __future__ import annotations

from wesaid_web.common.access import NotYet
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, Right

SEE = Right("meetings.see", EVERYONE)
PLAN = Right("meetings.plan", FACILITATORS)


class NotMetYet(NotYet):
    """Who was there, and what came of it, is written down once the meeting has been."""


class Cancelled(NotYet):
    """The meeting does not take place. It can be put on again."""
