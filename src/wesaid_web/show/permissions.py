"""Who may look at the overview, prepare the public page, answer to it, and publish it."""

from __future__ import annotations

from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, Right

SEE = Right("show.see", EVERYONE)
ANSWER = Right("show.answer", MEMBERS)
PUBLISH = Right("show.publish", FACILITATORS)
FREEZE = Right("show.freeze", FACILITATORS)
