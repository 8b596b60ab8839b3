"""How the group looked at itself: who said yes to it and when, what they saw, and what they did about it."""

from __future__ import annotations

from wesaid_web.projects.models import Topic
from wesaid_web.show.demo.decisions import EIGHTH, TENTH
from wesaid_web.show.demo.shapes import Reflected, weeks

ASKED = weeks(9)
ANSWERS = (
    ("bernie", weeks(9) - 1, True),
    ("folake", weeks(9) - 1, True),
    ("glenys", weeks(9) - 1, True),
    ("priya", weeks(9) - 2, False),
    ("tomasz", weeks(9) - 3, True),
    ("callum", weeks(9) - 4, True),
    ("priya", weeks(8) + 1, True),
)
"""In the order in which they came. One was not sure, and while she was not it stayed off; then they talked."""

SHEET = weeks(3)
"""When they tried to make a sheet for the council, and found that a group of fourteen has nothing to hand on but that."""

REFLECTIONS = (
    Reflected(
        Topic.SCIE_ACCESSIBILITY,
        "glenys",
        EIGHTH,
        well="Every other time at six. Fares on the day. Big print without having to ask. The chairs with arms.",
        hard="The room is up eleven steps and the lift has been out for months. Mr Whitlock comes by telephone, and we forget "
        "that he is there.",
        next_step="Ask the library for the room on the ground floor. Put the telephone in the middle of the table.",
        who="Ros; Glenys for the telephone",
        by_when=weeks(5),
    ),
    Reflected(
        Topic.BAMBER_EQUALITY,
        "bernie",
        EIGHTH,
        well="Nobody gets a title here. Priya says what she can decide and what she cannot, before we start.",
        hard="We looked in the mirror and it was not nice. Carers have said as much as anybody. But when somebody has to "
        "have the final say, it was the ward, the trust or the council, eleven times out of eleven. Not once a carer, not once "
        "anybody who uses the services. Helen said she had not noticed, and that this was rather the point.",
        next_step="When something is about carers and costs the ward and the council nothing, the carers have the final say. "
        "Starting with the next one.",
        who="Ros reminds us; Bernie, Folake and Callum decide",
        by_when=TENTH,
    ),
    Reflected(
        Topic.SCIE_RECIPROCITY,
        "folake",
        EIGHTH,
        well="Food, fares, somebody to sit with Mum. I learned how to turn her from the night nurse.",
        hard="Some of us are paid to be here and some are not, and the finance team has never said why.",
        next_step="Go and ask the director, with the question written down.",
        who="Helen",
        by_when=-14,
    ),
    Reflected(
        Topic.BAMBER_EQUALITY,
        "bernie",
        TENTH - 1,
        well="It happened. The group chat for three in the morning was ours to say yes to, and Helen kept her hands under the "
        "table.",
        hard="It is one. Every time there is money in it, the final say is still somewhere else. And Ros noticed that whoever "
        "uses the services has still never had it.",
        next_step="Ask the council whether the group may have the final say on what is left of the £4,000, without asking first.",
        who="Helen",
        by_when=-21,
    ),
)
