"""Where what was put into people passes the gate for small numbers."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any
from uuid import UUID

from wesaid.disclosure import amounts

Paid = tuple[UUID, str, int, int, int]
"""Who, in what form, pence, minutes, and the days from the work to the payment."""


def enough_to_tell(rows: Iterable[Paid]) -> dict[str, Any] | None:
    """What was put into people, as far as the group may see it; none while it is about too few people.

    Each telling holds only what was paid since the one before and is about eight people or more, so that comparing two of
    them tells nothing about anybody. Sums by form are withheld where they would give somebody away.
    """
    paid = list(rows)
    money = amounts((who, kind, pence) for who, kind, pence, _minutes, _days in paid if pence)
    time = amounts((who, "", minutes) for who, _kind, _pence, minutes, _days in paid if minutes)
    if not money.total:
        return None
    return {
        "people": money.people.value,
        "pence": money.total,
        "minutes": time.total if time.people.value else None,
        "days": median(days for _who, _kind, _pence, _minutes, days in paid),
        "kinds": dict(sorted(money.groups.items())),
    }
