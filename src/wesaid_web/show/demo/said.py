"""Everything that was said, what was split and what was put together."""

from __future__ import annotations

from wesaid_web.show.demo.said_first import AT_FIRST
from wesaid_web.show.demo.said_since import SINCE
from wesaid_web.show.demo.shapes import Part, Split, weeks
from wesaid_web.trail.models import Consent

SAID = (*AT_FIRST, *SINCE)

SPLITS = (
    Split(
        "meetings",
        weeks(31),
        (
            Part(
                "two-oclock",
                "Two o'clock on a Thursday is a meeting for people who are paid to be there. I'd have to take unpaid leave "
                "to come and tell you how hard it is to get unpaid leave.",
                supported=("bernie", "callum", "shanice", "marion"),
            ),
            Part(
                "custard-cream",
                "Everybody round that table gets paid for the hour except us. I know a custard cream is kindly meant. It "
                "isn't the same.",
                supported=("bernie", "glenys", "callum", "ken", "priya"),
                public=Consent.NO,
            ),
        ),
    ),
)

MERGES = (("counting", "tablets", weeks(30)),)
"""What was put together with what, and when."""

TALKED_ABOUT = (("no-one", weeks(1)), ("protect", weeks(1)))
"""What the group is talking about now, and since when."""

ASKED_FOR_THE_PAGE = weeks(14)
"""When people were first asked whether their words may be public. What was said later was asked about a week after."""
