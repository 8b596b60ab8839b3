"""What the invented people get back for what they put in: terms in writing, fares, care cover, one who wanted a reference.

Time at meetings is not paid: they asked, and were given no reason (see what was not decided to be done).
"""

from __future__ import annotations

from dataclasses import dataclass

from wesaid_web.show.demo.decisions import (
    AT_EIGHTH,
    AT_FIFTH,
    AT_FOURTH,
    AT_NINTH,
    AT_SECOND,
    AT_SEVENTH,
    AT_SIXTH,
    AT_TENTH,
    AT_THIRD,
    EIGHTH,
    FIFTH,
    FOURTH,
    NINTH,
    SECOND,
    SEVENTH,
    SIXTH,
    TENTH,
    THIRD,
)
from wesaid_web.show.demo.shapes import weeks
from wesaid_web.support.models import ReturnKind


@dataclass(frozen=True)
class Got:
    """One thing somebody got: ``approved`` and ``paid`` are days ago; none: not yet."""

    kind: ReturnKind
    what_for: str
    ago: int
    pence: int | None = None
    minutes: int | None = None
    approved: int | None = None
    paid: int | None = None


@dataclass(frozen=True)
class Promised:
    """Terms for one person, and what came of them."""

    who: str
    ago: int
    work: str
    in_return: str
    got: tuple[Got, ...] = ()
    advice: bool = True
    agreed: bool = True


MEETINGS = "Come to the meetings, a Thursday every four or five weeks, two hours each, and read one page before."
FARES = "Fares and parking in cash, and food. Time is not paid: we asked, and what came of it is on the trail."


MET = (
    (SECOND, AT_SECOND),
    (THIRD, AT_THIRD),
    (FOURTH, AT_FOURTH),
    (FIFTH, AT_FIFTH),
    (SIXTH, AT_SIXTH),
    (SEVENTH, AT_SEVENTH),
    (EIGHTH, AT_EIGHTH),
    (NINTH, AT_NINTH),
    (TENTH, AT_TENTH),
)
"""When the group met and decided, and who was there. The first meeting, to listen, was before anything was agreed in writing."""


def _fares(who: str, pence: int) -> tuple[Got, ...]:
    """The way to every meeting somebody came to, written down and paid the day after."""
    return tuple(
        Got(ReturnKind.EXPENSES, "Fares to a meeting", ago, pence, None, ago - 1, ago - 1)
        for ago, there in MET
        if who in there
    )


PROMISED = (
    Promised(
        "bernie",
        weeks(38),
        MEETINGS,
        FARES + " Somebody to sit with Alf while you are here.",
        (
            Got(
                ReturnKind.REPLACEMENT_CARE,
                "Two meetings and the walk round the ward",
                weeks(30),
                9600,
                360,
                weeks(30) - 1,
                weeks(30) - 32,
            ),
            *_fares("bernie", 650),
        ),
    ),
    Promised("glenys", weeks(38), MEETINGS, FARES, _fares("glenys", 420)),
    Promised(
        "whitlock",
        weeks(37),
        "Join the meetings by telephone, for as long as you like.",
        "The calls are paid for, and the one page comes by post beforehand.",
        (
            Got(ReturnKind.EXPENSES, "Calls up to the third meeting", THIRD, 900, None, THIRD - 1, THIRD - 5),
            Got(ReturnKind.EXPENSES, "Calls since then", SEVENTH, 1500, None, SEVENTH - 1, SEVENTH - 8),
        ),
    ),
    Promised(
        "sunita",
        weeks(36),
        "Look over every letter we write, at home, in your own time.",
        "£15 an hour out of the £4,000, paid within two weeks.",
        (Got(ReturnKind.PAYMENT, "Six letters, at home", weeks(24), 4500, 180, weeks(24) - 4, weeks(24) - 8),),
    ),
    Promised(
        "folake",
        weeks(33),
        MEETINGS,
        FARES + " Somebody to sit with your mum while you are here.",
        (
            Got(ReturnKind.REPLACEMENT_CARE, "The meeting in the evening", FOURTH, 4800, 180, FOURTH - 1, FOURTH - 8),
            *_fares("folake", 380),
        ),
    ),
    Promised(
        "callum",
        weeks(31),
        MEETINGS,
        "Time credits at the library: there is no money, and it would change his benefits. A reference when he wants one.",
        (
            Got(ReturnKind.TIME_CREDIT, "Two meetings of the group", SEVENTH, None, 240, SEVENTH - 1, SEVENTH - 4),
            Got(ReturnKind.VOUCHER, "Talking to the new nurses", weeks(12), 2000, 60, weeks(12) - 1, weeks(12) - 8),
        ),
    ),
    Promised(
        "ken",
        weeks(33),
        "Count the bags every Friday.",
        "£10 a month in vouchers, and the bus fare up front.",
        (
            Got(
                ReturnKind.EXPENSES,
                "Bus fares for two months, up front",
                weeks(32),
                3640,
                None,
                weeks(32) - 1,
                weeks(32) - 1,
            ),
            Got(ReturnKind.VOUCHER, "Counting the bags", weeks(13), 3000, 300, weeks(13) - 1, weeks(13) - 6),
        ),
    ),
    Promised(
        "dave",
        weeks(33),
        "Come to the meetings. Home care workers are not paid for time between visits.",
        "The council pays you for the time, like a visit.",
        (Got(ReturnKind.PAYMENT, "A meeting of the group", FOURTH, 2500, 120, FOURTH - 1, FOURTH - 8),),
    ),
    Promised(
        "shanice",
        weeks(6),
        "Speak to the new receptionists about carers who ring in tears.",
        "£40 for the morning, and your shift covered.",
        (Got(ReturnKind.PAYMENT, "The morning with the new receptionists", weeks(3), 4000, 180, weeks(3) - 4),),
    ),
    Promised(
        "glenys",
        weeks(2),
        "Teach two new people how to pack the bags, three afternoons.",
        "£30 an afternoon, and a lift both ways.",
        agreed=False,
    ),
)
