"""What the group delivers itself: who does what, what keeps them safe, what was done, who stepped back.

Glenys and Bernie ring people on their second day at home. In one week Glenys had as many calls as were agreed, so she and
Priya sat down and the group shared them out differently. Sunita taught with the ward and has stepped back. Callum has
been asked to look after the chat, and what could go wrong in it is not written down yet, so it has not begun.
"""

from __future__ import annotations

from decimal import Decimal

from wesaid_web.delivery.actions.roles import Risks
from wesaid_web.delivery.models import Agreed, Kind, Paid, SessionKind
from wesaid_web.show.demo.decisions import EIGHTH, FOURTH, NINTH, TENTH
from wesaid_web.show.demo.shapes import Done, OwnWords, Piece, Post, Trained, weeks

CALLS = Risks(
    giver="It brings back your own first night. You get more calls than you can carry. Somebody cries and you do not know how "
    "to put the phone down.",
    giver_then="Stop for the day, whoever is still on the list. Ring Priya or Tomasz the same day. No more than three hours "
    "and four people a week.",
    receiver="Advice that is wrong for them. Something said in trust that is a danger to somebody. A call that does not come.",
    receiver_then="We never advise on tablets: the ward pharmacist rings back. If somebody is in danger we say that we will "
    "tell the nurse by the phone, and do it at once; in an emergency 999. Who cannot ring says so the day before.",
)
TEACHING = Risks(
    giver="Too many people, too fast, too loud. Being looked at.",
    giver_then="One small group. Glenys beside her. A red card on the table means stop, and everybody stops.",
    receiver="Staff feel told off.",
    receiver_then="Priya says beforehand that she was told the same, and what she does differently.",
)

BAGS = Risks(
    giver="A bag is heavy. The hall is cold in winter.",
    giver_then="Ken carries. If there is ice, nobody packs, and the wards are told the day before.",
    receiver="Something in the bag that somebody must not eat. A bag for one, and two live there.",
    receiver_then="The list of what is in it hangs on the bag, in large print. The ward asks who is at home.",
)

PIECES = (
    Piece(
        "teaching",
        FOURTH - 1,
        "Teach new staff on the ward to sit down, say one thing, and draw it",
        for_whom="New nurses and doctors on the two wards, in their first month",
        agreed_with="the ward sister and the trust's training team",
        action="sit-down",
    ),
    Piece(
        "bags",
        weeks(33) + 1,
        "Pack first-night bags on Tuesdays, and bring them to the wards",
        for_whom="Whoever goes home to an empty fridge",
        agreed_with="both wards, the church that has the hall, and the charity that pays",
        decision="first-night",
        action="bag",
    ),
    Piece(
        "calls",
        EIGHTH - 1,
        "Ring people on their second day at home",
        for_whom="Whoever came home from the two wards and said yes to a call",
        agreed_with="the ward, with a nurse by the phone, and the council",
        decision="day-two",
        action="six-calls",
    ),
    Piece(
        "chat",
        TENTH - 1,
        "Look after a chat for people who look after somebody and are awake at three in the morning",
        for_whom="Five or six carers to begin with",
        decision="three-am",
    ),
)

POSTS = (
    Post(
        "packer",
        "bags",
        weeks(33) + 1,
        "glenys",
        Kind.OTHER,
        "Packs ten, brings them up, counts what is left.",
        called="Bag packer",
        support="ros",
        started=weeks(33),
        risks=BAGS,
        hours_agreed=Decimal(2),
        limit_hours=Decimal(4),
        paid=Paid.UNPAID,
        terms="Bus fare. Tea in the hall.",
        stepping_back="Ring Ken: he has the other key to the hall.",
    ),
    Post(
        "sunita",
        "teaching",
        FOURTH - 2,
        "sunita",
        Kind.CO_TRAINER,
        "Shows how it is to be talked at too fast, with cards and her own drawing.",
        support="glenys",
        started=FOURTH - 7,
        how=Agreed.SPOKEN,
        risks=TEACHING,
        hours_agreed=Decimal(2),
        limit_hours=Decimal(3),
        limit_people=8,
        paid=Paid.NOT_SETTLED,
        terms="Fares and lunch on the day. We have asked for her time to be paid.",
        stepping_back="The red card, or tell Glenys.",
        trained=(Trained("Half a day with the trust's trainers", FOURTH - 2, FOURTH - 6),),
        sat_down=(weeks(22), weeks(18), weeks(12)),
        stepped_back=weeks(9),
        last_words="Good. Enough now. Tired.",
    ),
    Post(
        "bernie",
        "calls",
        EIGHTH - 1,
        "bernie",
        Kind.PEER_SUPPORTER,
        "Rings, asks five questions, listens. Passes on what she cannot answer.",
        support="tomasz",
        started=weeks(7),
        risks=CALLS,
        hours_agreed=Decimal(2),
        limit_hours=Decimal(3),
        limit_people=4,
        paid=Paid.UNPAID,
        terms="The phone is paid. Somebody sits with her husband while she rings.",
        trained=(Trained("A morning on listening, and on what to do when you are worried", EIGHTH - 2, EIGHTH - 5),),
        sat_down=(weeks(5), weeks(2)),
    ),
    Post(
        "glenys",
        "calls",
        EIGHTH - 1,
        "glenys",
        Kind.PEER_SUPPORTER,
        "Rings, asks five questions, listens. Passes on what she cannot answer.",
        support="priya",
        started=weeks(7),
        risks=CALLS,
        hours_agreed=Decimal(2),
        limit_hours=Decimal(3),
        limit_people=4,
        paid=Paid.UNPAID,
        terms="The phone is paid.",
        trained=(Trained("A morning on listening, and on what to do when you are worried", EIGHTH - 2, EIGHTH - 5),),
        sat_down=(weeks(5), weeks(2) - 4, -14),
        changed=weeks(2) - 4,
        tasks_since="Rings, asks five questions, listens. Passes on what she cannot answer. Since the week she had four calls, "
        "the ward asks Bernie first on Mondays and Tuesdays, and nobody rings Glenys at home to ask for one more.",
    ),
    Post(
        "callum",
        "chat",
        TENTH - 2,
        "callum",
        Kind.PEER_SUPPORTER,
        "Is there on weeknights. Who else is, and what they do when somebody is frightened, is not settled.",
        called="Night host",
    ),
)

_SHORT, _HOUR = Decimal("0.75"), Decimal(1)
_CALL = SessionKind.CALL

DONE = (
    # Twenty bags in the first fortnight; Tuesdays since then
    *(
        Done("packer", week + 2, Decimal(2), bags, SessionKind.VISIT)
        for week, bags in (
            *((weeks(32), 10), (weeks(31), 10), (weeks(28), 9), (weeks(23), 8), (weeks(17), 9)),
            *((weeks(11), 8), (weeks(6), 10), (weeks(3), 9)),
        )
    ),
    # Teaching with the ward
    Done("sunita", weeks(24) + 1, Decimal(2), 6, SessionKind.TRAINING),
    Done("sunita", weeks(19) + 1, Decimal(2), 8, SessionKind.TRAINING),
    Done("sunita", weeks(14) + 1, Decimal("1.5"), 7, SessionKind.TRAINING),
    Done("sunita", weeks(10) + 1, Decimal("1.5"), 5, SessionKind.TRAINING, learned="Six is enough. Eight is a crowd."),
    # The first six calls: five were spoken to
    Done("glenys", 47, _HOUR, 1, _CALL),
    Done("bernie", 46, _HOUR, 1, _CALL),
    Done(
        "glenys", 44, Decimal("0.25"), 0, _CALL, learned="Nobody picked up. Say in the letter which number it will be."
    ),
    Done("bernie", 40, _SHORT, 1, _CALL),
    Done("glenys", 37, _SHORT, 1, _CALL),
    Done("bernie", 33, _SHORT, 1, _CALL),
    # Twelve more. In the week before last four of them were Glenys's
    Done("bernie", 20, _SHORT, 1, _CALL),
    Done("bernie", 18, _SHORT, 1, _CALL),
    Done("glenys", 17, _SHORT, 1, _CALL),
    Done("glenys", 16, _SHORT, 1, _CALL),
    Done("glenys", 15, _SHORT, 1, _CALL),
    Done("bernie", 13, _SHORT, 1, _CALL, languages="English, Welsh"),
    Done("glenys", 12, _SHORT, 1, _CALL),
    Done("bernie", 8, _SHORT, 1, _CALL),
    Done("bernie", 6, _SHORT, 1, _CALL),
)

LAST_CALLS = (
    Done("glenys", 0, _HOUR, 1, _CALL, learned="Ask who is in the house before you ask anything else."),
    Done("glenys", 0, _SHORT, 1, _CALL),
    Done("glenys", 0, _SHORT, 1, _CALL),
)
"""Glenys's calls this week, on whatever days of it have passed: nearly as many hours as were agreed."""

OWN = (
    OwnWords(
        "glenys",
        NINTH - 1,
        "I had not spoken on the phone to a stranger for years. Now I do it twice a week, and I am good at it.",
        shared=True,
    ),
    OwnWords(
        "bernie",
        weeks(3),
        "I know more about this than I thought. I am also very tired, and I would like that noticed.",
    ),
)

HOW_THEY_CAME = {"folake": True, "callum": True, "shanice": False, "glenys": False}
"""Who answered whether somebody who does this told them about it."""
