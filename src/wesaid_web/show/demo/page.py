"""The releases of the public page, and what members said before they went out."""

from __future__ import annotations

from wesaid_web.show.demo.shapes import Shown, weeks

RELEASES = (
    Shown(
        prepared=weeks(11),
        published=weeks(10),
        answers={
            "glenys": (weeks(11) - 1, 'Happy, now that it does not say "frail" anywhere.'),
            "priya": (weeks(11) - 2, ""),
        },
    ),
    Shown(
        prepared=4,
        published=0,
        answers={
            "bernie": (3, "Leave in the bit about the car park."),
            "glenys": (2, ""),
            "tomasz": (2, "Fine by me. It says they where it was they."),
            "helen": (1, "It is not comfortable reading for the council, and it is true."),
        },
    ),
)
