"""Where something stands on the trail, as lists and pictures count it.

That is its fate, except that two fates are told apart once more: what is agreed and nobody is on is not "being done",
and what is done and nobody has looked at is not "no change seen".
"""

from __future__ import annotations

from django.db.models import Q

from wesaid_web.trail.models import Fate

AGREED = "agreed"
NOT_TOLD = "done_not_told"

_BY_WHY = {"nobody_yet": AGREED, "change_not_known": NOT_TOLD}
_WHY = {place: why for why, place in _BY_WHY.items()}

PLACES: tuple[str, ...] = (
    Fate.WAITING,
    Fate.TALKED_ABOUT,
    Fate.LATER,
    Fate.NOT_DONE,
    AGREED,
    Fate.BEING_TRIED,
    Fate.BEING_DONE,
    NOT_TOLD,
    Fate.DONE_NO_CHANGE,
    Fate.DONE_CHANGED,
)
"""Every place, in the order of the trail."""

OPEN = (Fate.WAITING, Fate.TALKED_ABOUT)
UNDER_WAY = (Fate.BEING_TRIED, Fate.BEING_DONE)
DONE = (Fate.DONE_CHANGED, Fate.DONE_NO_CHANGE, NOT_TOLD)
STOPPED = (Fate.LATER, Fate.NOT_DONE)
DID = (*UNDER_WAY, *DONE)

GROUPS: dict[str, tuple[str, ...]] = {
    "decided": (*STOPPED, AGREED, *DID),
    "did": DID,
    "done": DONE,
    "under_way": UNDER_WAY,
    "open": OPEN,
}
"""Names in the address for several places at once: the columns of the trail."""


def place(fate: str, why: str) -> str:
    """Where something with this fate, for this reason, is counted."""
    return _BY_WHY.get(why, fate)


def at(name: str) -> Q | None:
    """What is at a place or in a group of places; None for a name of neither."""
    if name in GROUPS:
        found = Q()
        for one in GROUPS[name]:
            found |= _at(one)
        return found
    return _at(name) if name in PLACES else None


def _at(one: str) -> Q:
    if one in _WHY:
        return Q(fate_why=_WHY[one])
    return Q(fate=one) & ~Q(fate_why__in=_BY_WHY)
