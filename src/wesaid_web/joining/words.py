"""What to talk about when somebody is missing; how promises and roles stand, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid_web.joining.models import Did, HowAgreed, Kept, ProjectRole, Promise, Whose
from wesaid_web.joining.queries import answered, is_overdue, judged, stands

PROMPTS: tuple[str | Words, ...] = (
    gettext_lazy("Whom does this touch who is not in the room?"),
    gettext_lazy("Who cares for somebody and cannot come at this time?"),
    gettext_lazy("Who would not feel at home in this room, in this language, on this screen, and why?"),
    gettext_lazy("Who has been asked too often already, and seen nothing come of it?"),
    gettext_lazy("Whom do we leave out because they are hard for us to reach, not because they would not want to?"),
    gettext_lazy("Who is usually spoken for by somebody else?"),
    gettext_lazy("Who said no, and what did they say?"),
    gettext_lazy("Whom do people there trust, and may we ask that person?"),
    gettext_lazy("What would have to be different for them to come?"),
)
"""What to talk about. Nobody is counted, and nobody in the room is asked what they are."""


def kept_words(promise: Promise) -> str:
    """How things stand with a promise."""
    said = judged(promise)
    if said:
        return str(Kept(said.kept).label)
    return (
        _("Its day has passed, and the group has not said yet whether it was kept")
        if is_overdue(promise)
        else _("Not said yet")
    )


def project_role_words(role: ProjectRole) -> str:
    """Whether somebody has said yes to a role."""
    if role.ended_on:
        return _("Ended")
    if role.agreed_on is None:
        return _("Asked, and has not answered yet")
    return _("Said yes") if role.agreed_as_it_is else _("Said yes to an earlier text: it has changed since")


def how_agreed_words(role: ProjectRole) -> str:
    """How somebody said yes to a role."""
    return str(HowAgreed(role.how).label) if role.how else ""


def promise_kept_words(code: str) -> str:
    """Whether a promise was kept, by its code in a report."""
    return str(Kept(code).label) if code in Kept.values else _("The group has not said yet whether it was kept")


def said_no_words(one: Mapping[str, Any]) -> str:
    """Who said no, as they want to be called, and what they did; of a report or a release."""
    whose = one["who"] or (Whose.COMMUNITY if one["community"] else Whose.PERSON).label
    return f"{whose}. {(Did.LEFT if one['left'] else Did.DECLINED).label}"


def month_of(day: date) -> str:
    """The month of a day, where the day would tell too much: March 2026."""
    return date_format(day, "F Y")


TEMPLATE_GLOBALS: dict[str, Any] = {
    "month_of": month_of,
    "promise_kept_words": promise_kept_words,
    "said_no_words": said_no_words,
    "kept_words": kept_words,
    "project_role_words": project_role_words,
    "how_agreed_words": how_agreed_words,
    "promise_judged": judged,
    "promise_answered": answered,
    "who_stands": stands,
}
