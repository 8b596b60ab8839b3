"""The words for what became of things, on every page the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Hat, Member
from wesaid_web.trail.models import Act, Channel, Contribution, Fate, How, HowKnown, Reason, Result, Status, Whose
from wesaid_web.trail.places import AGREED, NOT_TOLD, place

Words = str | Promise

# Why something is where it is, for each code of wesaid.practice.fate.Why.
WHY: dict[str, Words] = {
    **{code: Reason(code).label for code in Reason.values},
    "unlisted": _("See the reason"),
    "stopped": _("The work on it was stopped"),
    "tried_and_left": _("It was tried out and left"),
    "nobody_yet": _("It is agreed; nobody is on it yet"),
    "change_not_known": _("We have not said yet what changed"),
    "nothing_changed": _("Nothing changed"),
    "no_decision": _("Nobody recorded a decision on it"),
}

PLACE: dict[str, Words] = {
    Fate.WAITING: _("Waiting"),
    Fate.TALKED_ABOUT: _("Being talked about"),
    Fate.LATER: _("Kept for later"),
    Fate.NOT_DONE: _("Not done"),
    AGREED: _("Agreed, not begun"),
    Fate.BEING_TRIED: _("Being tried out"),
    Fate.BEING_DONE: _("Being done"),
    NOT_TOLD: _("Done, not yet told"),
    Fate.DONE_NO_CHANGE: _("Done, no change seen"),
    Fate.DONE_CHANGED: _("Done and changed"),
}
"""Places of the trail in few words, in its order."""

_FATE: dict[str, Words] = {
    AGREED: _("Agreed; nobody is on it yet"),
    NOT_TOLD: _("Done; what changed is not known yet"),
}

_STAGE: dict[str, str] = {
    Fate.DONE_CHANGED: "done",
    Fate.DONE_NO_CHANGE: "done",
    NOT_TOLD: "done",
    AGREED: "agreed",
    Fate.BEING_TRIED: "under_way",
    Fate.BEING_DONE: "under_way",
    Fate.NOT_DONE: "stopped",
    Fate.LATER: "later",
}

_WHOSE: dict[tuple[str, str], Words] = {
    (Whose.WE, "done"): _("We said, we did"),
    (Whose.THEY, "done"): _("You said, they did"),
    (Whose.WE, "agreed"): _("We said, we agreed"),
    (Whose.THEY, "agreed"): _("You said, they agreed"),
    (Whose.WE, "under_way"): _("We said, we are doing it"),
    (Whose.THEY, "under_way"): _("You said, they are doing it"),
    (Whose.WE, "stopped"): _("We said, we decided not to"),
    (Whose.THEY, "stopped"): _("You said, they decided not to"),
    (Whose.WE, "later"): _("We said, we decided to wait"),
    (Whose.THEY, "later"): _("You said, they decided to wait"),
}


def why(contribution: Contribution) -> Words:
    """Why it is where it is, in a few words; empty if there is nothing to add."""
    return WHY.get(contribution.fate_why, "")


def whose(contribution: Contribution) -> Words:
    """ "We said, we did", or what is true instead; empty where nothing is decided or the name is kept back."""
    return _whose(place(contribution.fate, contribution.fate_why), contribution.whose)


def _whose(stands: str, by: str) -> Words:
    return _WHOSE.get((by, _STAGE.get(stands, "")), "")


def fate_words(contribution: Contribution) -> Words:
    """What became of it. Agreed does not claim that it is being done, nor done that nothing changed."""
    return _fate(contribution.fate, contribution.fate_why)


def _fate(fate: str, because: str) -> Words:
    return _FATE.get(place(fate, because)) or Fate(fate).label


def item_fate(item: Mapping[str, str]) -> Words:
    """:func:`fate_words` for an item of the public page."""
    return _fate(item["fate"], item["fate_why"])


def item_whose(item: Mapping[str, str]) -> Words:
    """:func:`whose` for an item of the public page."""
    return _whose(place(item["fate"], item["fate_why"]), item["whose"])


def who_said(contribution: Contribution, member: Member) -> list[Words]:
    """Who said it and as what, as far as this person may know."""
    if contribution.author_withheld and contribution.author_id != member.pk:
        return [_("Name kept back")]
    who: list[Words] = [contribution.author.words] if contribution.author else []
    if contribution.guest_name:
        who.append(_("%(name)s, without an account") % {"name": contribution.guest_name})
    if contribution.author_withheld:
        who.append(_("your name is kept back"))
    hat = contribution.perspective
    return [*who, _("as: %(hat)s") % {"hat": hat.words} if hat.code != Hat.NOT_STATED else _("not stated as what")]


TEMPLATE_GLOBALS: dict[str, Any] = {
    "why_words": why,
    "whose_words": whose,
    "fate_words": fate_words,
    "item_fate_words": item_fate,
    "item_whose_words": item_whose,
    "who_said": who_said,
    "channel_words": dict(Channel.choices),
    "act_words": dict(Act.choices),
    "how_words": dict(How.choices),
    "known_words": dict(HowKnown.choices),
    "place_words": PLACE,
    "status_words": dict(Status.choices),
    "result_words": dict(Result.choices),
    "reason_words": dict(Reason.choices),
}
