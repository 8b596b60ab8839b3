"""What the group looked at through published frameworks, on one evening, and how it says it works."""

from __future__ import annotations

from wesaid_web.show.demo.shapes import Seen, weeks

_EVENING = weeks(12)

SEEN = (
    # "No one asked me anything because they thought I was a visitor."
    Seen("said", "visitor", "bernie", _EVENING, "tlap-ladder", "coercion"),
    # The leaflet told people things, and nothing changed.
    Seen("decided", "leaflet", "ros", _EVENING, "tlap-ladder", "informing"),
    # People in the group pack the bags and go round with them.
    Seen("decided", "first-night", "glenys", _EVENING, "co-delivery-step", "co-delivery"),
    # Whoever rings should have been through it themselves.
    Seen("decided", "volunteers", "bernie", _EVENING, "co-delivery-cycle", "peer-support"),
    # The carer is asked first, and a no counts.
    Seen("decided", "ask-carers", "priya", _EVENING, "scie-principles", "equality"),
)

HOW_WE_WORK_SINCE = weeks(23)
HOW_WE_WORK = ("co-design", "co-delivery", "peer-support")
