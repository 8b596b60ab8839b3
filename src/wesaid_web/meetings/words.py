"""Meetings in plain sentences."""

from __future__ import annotations

from typing import Any

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.meetings.models import Meeting
from wesaid_web.meetings.queries import Mix


def mix_parts(mix: Mix) -> list[str]:
    """How many people of which kind, those kinds alone that there are."""
    found = []
    if mix.lived:
        found.append(
            ngettext("%(n)s person with lived experience", "%(n)s people with lived experience", mix.lived)
            % {"n": mix.lived}
        )
    if mix.paid:
        found.append(
            ngettext("%(n)s who is here as their work", "%(n)s who are here as their work", mix.paid) % {"n": mix.paid}
        )
    if mix.others:
        found.append(ngettext("%(n)s other", "%(n)s others", mix.others) % {"n": mix.others})
    return found


def mix_words(mix: Mix) -> str:
    """The mix as one piece of a sentence: 5 people with lived experience, 3 who are here as their work and 1 other."""
    *first, last = mix_parts(mix) or [_("nobody yet")]
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def when_words(meeting: Meeting) -> str:
    """The times of a meeting: 14:00 to 16:00, from 14:00, until 16:00, or nothing."""
    starts = time_format(meeting.starts, "H:i") if meeting.starts else ""
    ends = time_format(meeting.ends, "H:i") if meeting.ends else ""
    if starts and ends:
        return _("%(starts)s to %(ends)s") % {"starts": starts, "ends": ends}
    if starts:
        return _("from %(starts)s") % {"starts": starts}
    return _("until %(ends)s") % {"ends": ends} if ends else ""


TEMPLATE_GLOBALS: dict[str, Any] = {"mix_words": mix_words, "when_words": when_words}
