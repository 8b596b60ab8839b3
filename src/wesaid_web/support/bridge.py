"""Where what was put into people, and how promises were kept, passes the gate for small numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import Any
from uuid import UUID

from wesaid.disclosure import FROZEN, LARGEST_SHARE, NOT_NEARER, SMALL_GROUP, Frozen, Shown, amounts, next_release
from wesaid_web.common.runs import AMOUNTS, Worked
from wesaid_web.support.queries import Promise

Paid = tuple[UUID, str, int, int, int]
"""Who, in what form, pence, minutes, and the days from the work to the payment."""


def enough_to_tell(rows: Iterable[Paid]) -> dict[str, Any] | None:
    """What was put into people, as far as the group may see it; none while it is about too few people.

    Each telling holds only what was paid since the one before and is about eight people or more, so that comparing two of
    them tells nothing about anybody. Sums by form are there where they give nobody away; other forms are not even named, since
    that somebody gets somebody to take over the care says who that is, where there is one carer. ``days`` is the middle of the
    people's own middles: somebody with many payments counts once.
    """
    paid = list(rows)
    money = amounts((who, kind, pence) for who, kind, pence, _minutes, _days in paid if pence)
    time = amounts((who, "", minutes) for who, _kind, _pence, minutes, _days in paid if minutes)
    if not money.total:
        return None
    waited = defaultdict(list)
    for who, _kind, pence, _minutes, days in paid:
        if pence:
            waited[who].append(max(days, 0))  # what is paid before the work did not have to be waited for
    return {
        "people": money.people.value,
        "pence": money.total,
        "minutes": time.total if time.people.value else None,
        "days": median(median(days) for days in waited.values()),
        "kinds": {kind: pence for kind, pence in sorted(money.groups.items()) if pence is not None},
    }


def worked(rows: Iterable[Paid], content: dict[str, Any]) -> Worked:
    """How a telling was worked out. What goes in are payments, each with a name that those who see money can read."""
    return Worked(
        method=AMOUNTS,
        result=content,
        parameters={
            "fewer_than": SMALL_GROUP.fewer_than,
            "largest_share": LARGEST_SHARE,
            "not_nearer": float(NOT_NEARER),
        },
        inputs=sorted([str(who), kind, pence, minutes, days] for who, kind, pence, minutes, days in rows),
    )


PEOPLE = "people"
_WITHIN: dict[str, tuple[str, ...]] = {
    PEOPLE: (),
    "answered": (PEOPLE,),
    "met": (PEOPLE, "answered"),
    "overdue": (PEOPLE,),
}
"""What is counted, each with what it is a part of. What somebody needs can tell of their health: the gate for that holds."""

Counts = dict[str, int | None]
"""How many people; none: withheld."""


def promises_to_show(promises: Iterable[Promise], last: Counts | None) -> Counts | None:
    """How many people need something, answered, had it met, wait too long, as far as the group may see it.

    Args:
        last: what was shown the last time.

    Returns:
        none where nothing new may be shown: nothing changed, or so little that it would show who.
    """
    kept = list(promises)
    counts = {
        PEOPLE: len(kept),
        "answered": sum(one.answered for one in kept),
        "met": sum(one.met for one in kept),
        "overdue": sum(one.overdue for one in kept),
    }
    before = None if last is None else _frozen(last)
    after = next_release(before, {"": counts}, within=_WITHIN)
    if after is before:
        return None
    return {step: shown.value for (_row, step), shown in after.cells.items()}


def _frozen(counts: Counts) -> Frozen[str, str]:
    def shown(step: str, value: int | None) -> Shown:
        return Shown(value, FROZEN.fewer_than if value is None and not _WITHIN[step] else None)

    return Frozen({("", step): shown(step, value) for step, value in counts.items()})
