"""What the group agreed, in two versions."""

from __future__ import annotations

from wesaid_web.projects.models import Asked
from wesaid_web.show.demo.shapes import Agreed, weeks

_FIRST: dict[str, object] = {
    "aims": [
        "Nobody in Tansyford comes home from hospital to a cold house, a bag of tablets and no idea what happens next."
    ],
    "for_whom": "People who come home to Tansyford from the two wards for older people, and whoever looks after them there.",
    "asked_for": Asked.YES,
    "asked_for_how": "Before there was a project, Ros and Bernie sat in the hospital café for three mornings with a pot of tea "
    "and asked people what they would change. Coming home was what most of them talked about, without being asked about it.",
    "out_of_scope": "What happens before somebody goes into hospital. Waiting lists. Anyone's own care plan or complaint: there "
    "are people for that, and the facilitator has their numbers.",
    "ideas_kept": "In the biscuit tin. It is a real tin, it stands on the table, and whatever is not for us goes in on a slip "
    "with the date.",
    "ideas_looked_at": "",
    "may_change_focus": Asked.PARTLY,
    "cannot_change": "Who is well enough to go home: that is a doctor's decision. What landlords and the bus company do. How "
    "long the money lasts: until the end of the next financial year.",
    "who_decides": "We decide together on what can be done with the money we have and the people in the room. We ask whether "
    "anyone has a serious objection; if somebody has, we go on talking.\n\nPriya decides for her ward, and says so at the "
    "meeting. Helen decides on the council's money, and says why. The trust decides on its buildings, its letters and its "
    "staff.\n\nWhen somebody outside decides, we write down who it was and what reason they gave. If they gave none, we write "
    "that down.",
    "facilitator": "Ros, from the voluntary action centre. She keeps the trail and the time, and does not vote.",
    "sponsor": "Helen, who buys care at home for the council, together with the trust's chief nurse.",
    "sponsor_promised": "- To come herself, and not send somebody.\n- To answer within two weeks when we ask for something, "
    "with a reason.\n- To tell us what she cannot do before we spend an evening on it.",
    "money_and_time": "Two hours every four or five weeks, and nobody minds if you miss one. Fares and parking in cash on the "
    "day. Food. £4,000 for everything else.",
    "meaning": "Deciding together, and then doing it together. Not being asked what colour the leaflet should be.",
    "keeping_safe": "What you hear about a person stays in the room. You can keep your name back from anything you say. You can "
    "leave the room without saying why.\n\nIf something worries you, tell Ros the same day, or Priya if it is about Ros. If "
    "somebody is in danger, ring 999 and do not wait for us.\n\nNo initials without saying what they stand for. Forfeit: you "
    "bring the biscuits.",
}

_SECOND: dict[str, object] = {
    **_FIRST,
    "aims": [
        "Nobody in Tansyford comes home from hospital to a cold house, a bag of tablets and no idea what happens next.",
        "Whoever does the caring is asked first, and not told last.",
    ],
    "for_whom": "People who come home to Tansyford from the two wards for older people, or by way of two weeks in a care home, "
    "and whoever looks after them there.",
    "ideas_looked_at": "Helen and Ken open the tin at every third meeting, read every slip out, and say whom it was passed to.",
    "may_change_focus": Asked.YES,
    "sponsor_promised": "- To come herself, and not send somebody.\n- To answer within two weeks when we ask for something, "
    "with a reason.\n- To tell us what she cannot do before we spend an evening on it.\n- To set aside part of the extra "
    "money for the group to decide on.",
    "money_and_time": "Two hours every four or five weeks, every other time at six in the evening, and nobody minds if you miss "
    "one. Fares and parking in cash on the day. Food. Somebody to sit with the person you look after. £4,000 for everything "
    "else.\n\nWe have asked for people's time to be paid. What came of that is on the trail.",
}

CHARTERS = (
    Agreed(
        written=weeks(38),
        put=weeks(37),
        words=_FIRST,
        signed={
            "ros": weeks(37),
            "bernie": weeks(37),
            "glenys": weeks(37) - 1,
            "priya": weeks(36),
            "tomasz": weeks(36),
            "helen": weeks(35),
            "ken": weeks(34),
        },
    ),
    Agreed(
        written=weeks(26) - 4,
        put=weeks(24),
        words=_SECOND,
        signed={
            "ros": weeks(24),
            "bernie": weeks(24) - 1,
            "folake": weeks(24) - 1,
            "glenys": weeks(24) - 2,
            "marion": weeks(23),
            "tomasz": weeks(23),
            "helen": weeks(22),
            "priya": weeks(22) - 1,
            "ken": weeks(22) - 3,
            "callum": weeks(21) - 1,
        },
        seen_through=(("scie-principles", ""), ("bamber-characteristics", "reciprocity")),
    ),
)
