"""Where what was put into people passes the gate for small numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import Any
from uuid import UUID

from wesaid.disclosure import LARGEST_SHARE, NOT_NEARER, SMALL_GROUP, amounts
from wesaid_web.common.runs import AMOUNTS, Worked

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
