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
    Choice("facilitator", _("The facilitator"), _("Runs the project"), "facilitator@example.invalid"),
    Choice("service-user", _("Someone who uses services"), _("Said a good deal of it"), "service-user@example.invalid"),
    Choice("carer", _("An unpaid carer"), _("In her own right"), "carer@example.invalid"),
    Choice("staff", _("A member of staff"), _("Gives honest limits"), "staff@example.invalid"),
    Choice("public", _("The public"), _("Reads the public page"), None),
)


def choice(who: str) -> Choice | None:
    """The choice called so in the address."""
    return next((one for one in CHOICES if one.who == who), None)
