"""Who may look at the overview, prepare the public page, answer to it, and publish it."""

from __future__ import annotations

from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, Right

SEE = Right("show.see", EVERYONE)
ANSWER = Right("show.answer", MEMBERS)
PUBLISH = Right("show.publish", FACILITATORS)
FREEZE = Right("show.freeze", FACILITATORS)
PAPER = Right("show.paper", FACILITATORS)
"""The room with every paper of the project, and the wall: facilitators print for everyone who has no screen."""
