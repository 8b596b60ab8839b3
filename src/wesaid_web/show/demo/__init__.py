"""The worked example: one invented project, true to life on every page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROJECT_ID = uuid.UUID("5a1d0000-0000-4000-8000-000000000001")
SLUG = "home-from-hospital-invented-example"


@dataclass(frozen=True)
class Choice:
    """Someone to look around as. Without an e-mail address: the public."""

    who: str
    title: str | Promise
    words: str | Promise
    email: str | None


CHOICES = (
    Choice(
        "facilitator",
        _("Ros, the facilitator"),
        _("Keeps the trail for the group. Her own idea was a leaflet, and it changed nothing."),
        "facilitator@example.invalid",
    ),
    Choice(
        "service-user",
        _("Glenys, someone who uses services"),
        _("Came home from hospital to a cold house. Now she packs the bags that others come home to."),
        "service-user@example.invalid",
    ),
    Choice(
        "carer",
        _("Bernie, an unpaid carer"),
        _("Looks after her husband. Two things she said are done, one was turned down, one is being tried."),
        "carer@example.invalid",
    ),
    Choice(
        "staff",
        _("Priya, a member of staff"),
        _("A ward sister. Put a stop to a box she had ticked for nineteen years."),
        "staff@example.invalid",
    ),
    Choice(
        "worries",
        _("Ken, whom people tell a worry"),
        _("Reads what worries people. Whoever facilitates does not see it."),
        "ken@example.invalid",
    ),
    Choice(
        "payments",
        _("Nia, who pays"),
        _("From the trust's finance office. Pays what somebody else has approved."),
        "nia@example.invalid",
    ),
    Choice(
        "guest",
        _("A guest, with an invitation"),
        _("Has no account and wants none. Says something, and gets a code to see what becomes of it."),
        None,
    ),
    Choice(
        "paper",
        _("Mr Whitlock, with a slip of paper"),
        _("Writes on paper and has no account. The code on his slip shows him what became of what he said."),
        None,
    ),
    Choice(
        "public",
        _("Anyone, on the public page"),
        _("What the group shows to everyone, without names."),
        None,
    ),
)


def choice(who: str) -> Choice | None:
    """The choice called so in the address."""
    return next((one for one in CHOICES if one.who == who), None)
