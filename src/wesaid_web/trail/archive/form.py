"""What writing and reading the share archive agree on."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

FORMAT: Final = "wesaid share archive"
VERSION: Final = 2
READABLE: Final = (1, 2)
"""Version 1 had the trail alone; since version 2 there is, for each app above the trail that shares something, its part."""
DOCUMENT: Final = "project.json"

LEFT_OUT: Final = (
    gettext_noop("names, accounts and e-mail addresses; people appear as ids"),
    gettext_noop("who said it and as what, where a person keeps their name back"),
    gettext_noop("the words for who decided, who facilitates and who the senior sponsor is: they name people"),
    gettext_noop("people outside the group on actions"),
    gettext_noop("where meetings take place and how to join them, who leads a point, and the names of guests"),
    gettext_noop("why something changed at short notice, and what was corrected of who was there"),
    gettext_noop("who supports what; the number is here"),
    gettext_noop("photographs and recordings"),
    gettext_noop("how contributions read before they were edited, and notes on actions"),
    gettext_noop("how the group looked at itself: whether it counts how equal it is, and what it wrote about that"),
    gettext_noop(
        "codes of people without an account, names they chose, and words about somebody who does not want them here"
    ),
    gettext_noop("words the group explained to itself, and things in another form"),
    gettext_noop("invitations, imports, what was published, and the record of who did what when"),
)
"""Said in the archive itself, so that nobody takes it for everything."""

CHARTER_WORDS: Final = (
    "aims",
    "for_whom",
    "out_of_scope",
    "ideas_kept",
    "ideas_looked_at",
    "asked_for",
    "asked_for_how",
    "may_change_focus",
    "cannot_change",
    "who_decides",
    "sponsor_promised",
    "money_and_time",
    "meaning",
    "keeping_safe",
)


def hat_name(code: str) -> str:
    """How a hat is called in the archive: its code in words, for example "service user", "not stated"."""
    return code.replace("_", " ")


def hat_code(name: str) -> str:
    """The code of a hat called so in the archive."""
    return name.replace(" ", "_")
