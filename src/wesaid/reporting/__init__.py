"""The content of reports, as values: what they say, what they leave out and why. Rendering them is somebody else's work.

>>> from datetime import date
>>> report("A group", as_of=date(2026, 3, 10)).limits[0].kind
<Kind.OWN_ACCOUNT: 'own_account'>
"""

from __future__ import annotations

from wesaid.reporting._impact import (
    SCHEMA,
    About,
    Became,
    BrokenReportError,
    Change,
    Delivered,
    Impact,
    NotDone,
    Sheet,
    Told,
    Way,
    Work,
    became,
    delivered,
    delivered_from,
    from_data,
    report,
)
from wesaid.reporting._limits import Kind, Limit
from wesaid.reporting._numbers import Empty, Number, NumberOrReasonError, of_people
from wesaid.reporting._people import KEPT, BrokenPartError, Led, Promised, SaidNo

__all__ = [
    "KEPT",
    "SCHEMA",
    "About",
    "Became",
    "BrokenPartError",
    "BrokenReportError",
    "Change",
    "Delivered",
    "Empty",
    "Impact",
    "Kind",
    "Led",
    "Limit",
    "NotDone",
    "Number",
    "NumberOrReasonError",
    "Promised",
    "SaidNo",
    "Sheet",
    "Told",
    "Way",
    "Work",
    "became",
    "delivered",
    "delivered_from",
    "from_data",
    "of_people",
    "report",
]
