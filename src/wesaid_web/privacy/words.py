"""Words about what is held, and the names templates use for them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PARTS: dict[str, str | Promise] = {
    "people": _("Your account, and signing in"),
    "account": _("Your e-mail address"),
    "projects": _("Your place in groups, and what they agreed"),
    "trail": _("What you said and did"),
    "meetings": _("Meetings"),
    "telling": _("What you are to hear of, and how"),
    "joining": _("How you came to the group, and roles you hold in it"),
    "support": _("What you get back, and what helps you take part"),
    "delivery": _("What you help to deliver"),
    "evaluation": _("What you were asked privately"),
    "show": _("What the group shows to others"),
    "privacy": _("What you asked about your data"),
    "mfa": _("How you sign in besides a password"),
}
"""Why things are held, room by room; what is in no room of these is told at the end."""

BECOMES = {
    "goes": _("goes"),
    "words": _("what it says goes; that there was something stays"),
    "stays": _("stays without your name"),
}

TEMPLATE_GLOBALS = {"becomes_words": BECOMES}
