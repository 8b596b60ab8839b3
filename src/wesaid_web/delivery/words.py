"""The words for roles, for how much of a limit is used, and for the cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wesaid_web.common.jinja import day
from wesaid_web.delivery.bridge import Answer, Load, Period, Position, Renewal, Verdict, Workload
from wesaid_web.delivery.models import Agreed, HeldRole, Paid, SessionKind

Words = str | Promise

POSITION: dict[str, Words] = {
    Position.RECIPIENT: gettext_lazy("Use services, or care for somebody who does"),
    Position.CO_PRODUCER: gettext_lazy("Take part in deciding and changing them"),
    Position.CO_DELIVERER: gettext_lazy("Help deliver them"),
    Position.PEER_SUPPORTER: gettext_lazy("Support others who are where they were"),
}
"""Where somebody is on the cycle, in words for the table."""

IN_CIRCLE: dict[str, tuple[Words, Words]] = {
    Position.RECIPIENT: (gettext_lazy("use services"), gettext_lazy("or care")),
    Position.CO_PRODUCER: (gettext_lazy("decide"), gettext_lazy("with us")),
    Position.CO_DELIVERER: (gettext_lazy("help"), gettext_lazy("deliver")),
    Position.PEER_SUPPORTER: (gettext_lazy("support"), gettext_lazy("others")),
    "reached": (gettext_lazy("times"), gettext_lazy("reached")),
}
"""The same in two short lines for the picture."""


@dataclass(frozen=True)
class Warned:
    """How much of a limit is used, in words; ``level`` is "", "near" or "over"."""

    level: str
    title: str
    used: str
    advice: str


def warned(load: Workload, role: HeldRole, *, own: bool) -> Warned:
    """A week or month of work beside what was agreed: a warning before it is too much, clear words where it is.

    Args:
        own: whether it is said to the person in the role, or about them.
    """
    used = _used(load)
    if load.load == Load.WITHIN:
        return Warned("", _("Within what was agreed"), used, "")
    level = "over" if load.load == Load.OVER else "near"
    return Warned(level, str(_TITLES[load.load]), used, _advice(load.load, role, own=own))


_TITLES: dict[Load, Words] = {
    Load.NEAR: gettext_lazy("Nearly as much as was agreed"),
    Load.REACHED: gettext_lazy("As much as was agreed"),
    Load.OVER: gettext_lazy("More than was agreed"),
}


def _used(load: Workload) -> str:
    parts = []
    if load.limit.hours is not None:
        parts.append(_("%(done)s of %(most)s hours") % {"done": hours(load.hours), "most": hours(load.limit.hours)})
    if load.limit.people is not None:
        parts.append(_("%(done)s of %(most)s people") % {"done": load.people, "most": load.limit.people})
    used = _(" and ").join(parts)
    if load.limit.period == Period.WEEK:
        return _("%(used)s in the week from %(day)s") % {"used": used, "day": day(load.first)}
    return _("%(used)s in the month from %(day)s") % {"used": used, "day": day(load.first)}


def _advice(load: Load, role: HeldRole, *, own: bool) -> str:
    with_whom = {"name": role.support.words if role.support else _("a facilitator"), "holder": role.holder.words}
    if not own:
        return _("Talk with %(holder)s about what can wait, and what somebody else can take.") % with_whom
    if load == Load.NEAR:
        return _("Before you say yes to more, talk with %(name)s. It is all right to say no.") % with_whom
    if load == Load.REACHED:
        return _("You can stop here. Anything more can wait, or go to somebody else: talk with %(name)s.") % with_whom
    return (
        _("Nobody should ask this of you. Talk with %(name)s now about what can wait and who else can help.")
        % with_whom
    )


def hours(value: Decimal | None) -> str:
    """Hours as people write them: 2, 1.5."""
    return "" if value is None else number_format(value.normalize(), use_l10n=True).rstrip()


def so_many_hours(value: Decimal) -> str:
    """Hours with their word: 1 hour, 1.5 hours."""
    return _("1 hour") if value == 1 else _("%(hours)s hours") % {"hours": hours(value)}


def in_a_sentence(people: int, now: Mapping[Position, int]) -> str:
    """How many are where round the cycle, in one sentence."""
    deliver, support = now[Position.CO_DELIVERER], now[Position.PEER_SUPPORTER]
    of = ngettext(
        "Of %(n)s person here who uses services or cares for somebody who does,",
        "Of %(n)s people here who use services or care for somebody who does,",
        people,
    ) % {"n": people}
    delivers = ngettext("%(n)s helps deliver", "%(n)s help deliver", deliver) % {"n": deliver or _("none")}
    supports = ngettext(
        "%(n)s supports others who are where they were.", "%(n)s support others who are where they were.", support
    ) % {"n": support or _("none")}
    return _("%(of)s %(deliver)s and %(support)s") % {"of": of, "deliver": delivers, "support": supports}


def renews(found: Renewal) -> list[str]:
    """Whether it renews itself, in sentences: the number with its doubt, or why nothing can be said."""
    if found.verdict == Verdict.NOT_BEGUN:
        return [_("Nobody helps deliver or supports others yet, so it cannot be said whether this brings new people.")]
    if found.verdict == Verdict.NOBODY_NEW:
        return [_("Nobody new has come since people began to deliver, so nothing can be said yet.")]
    if found.share is None or found.interval is None:
        return [
            _("Too few of those who came since have said how they heard of us to say anything. Talk about it instead:"),
            _("who told you, and whom did you tell?"),
        ]
    answered, yes = found.share.n, found.share.positive
    said = ngettext(
        "Of %(n)s person who came since people began to deliver and who said how they heard of us,",
        "Of %(n)s people who came since people began to deliver and who said how they heard of us,",
        answered,
    ) % {"n": answered}
    came = (
        ngettext("%(n)s came through somebody who does this.", "%(n)s came through somebody who does this.", yes)
        % {"n": yes}
        if yes
        else _("none came through somebody who does this.")
    )
    doubt = _("With so few to go by, it could be anything from %(low)s to %(high)s in 100.") % {
        "low": round(100 * found.interval.low),
        "high": round(100 * found.interval.high),
    }
    silent = found.newcomers - answered
    left = ngettext("%(n)s more has not said.", "%(n)s more have not said.", silent) % {"n": silent} if silent else ""
    return [words for words in (f"{said} {came}", doubt, left) if words]


ANSWER: dict[str, Words] = {
    Answer.THROUGH_PEER: gettext_lazy("Through somebody who does this"),
    Answer.ANOTHER_WAY: gettext_lazy("Another way"),
    Answer.NOT_SAID: gettext_lazy("Have not said"),
}
"""How people who came since say they came."""

TEMPLATE_GLOBALS: dict[str, Any] = {
    "arrival_words": ANSWER,
    "position_words": POSITION,
    "circle_words": IN_CIRCLE,
    "hours_words": hours,
    "so_many_hours": so_many_hours,
    "paid_words": dict(Paid.choices),
    "agreed_words": dict(Agreed.choices),
    "session_words": dict(SessionKind.choices),
}
