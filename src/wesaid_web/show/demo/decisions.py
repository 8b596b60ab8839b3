"""What was decided, by whom, and why; with who was there."""

from __future__ import annotations

from wesaid_web.projects.models import Hat
from wesaid_web.show.demo.shapes import Decided, weeks
from wesaid_web.trail.models import How, Reason, Result

SECOND, THIRD, FOURTH, FIFTH, SIXTH = weeks(34), weeks(30), weeks(26), weeks(22), weeks(18)
SEVENTH, EIGHTH, NINTH, TENTH = weeks(13), weeks(8), weeks(4), weeks(1)
"""When the group met: from the fourth time on every other time in the evening. The first time it only listened."""

AT_SECOND = ("ros", "bernie", "glenys", "priya", "tomasz", "helen", "ken")
AT_THIRD = ("ros", "bernie", "glenys", "priya", "tomasz", "folake", "shanice", "ken")
AT_FOURTH = ("ros", "bernie", "glenys", "tomasz", "helen", "folake", "dave", "marion", "ken")
AT_FIFTH = ("ros", "bernie", "glenys", "tomasz", "helen", "marion")
AT_SIXTH = ("ros", "bernie", "glenys", "priya", "tomasz", "helen", "folake", "callum", "sunita")
AT_SEVENTH = ("ros", "bernie", "glenys", "priya", "tomasz", "helen", "callum", "shanice")
AT_EIGHTH = ("ros", "bernie", "glenys", "tomasz", "helen", "folake", "marion")
AT_NINTH = ("ros", "glenys", "priya", "tomasz", "helen", "shanice")
AT_TENTH = ("ros", "bernie", "glenys", "priya", "helen", "folake", "callum", "ken")

TO_DO = (
    Decided(
        "tablets",
        SECOND,
        ("tablets",),
        Result.GO_AHEAD,
        "Everyone at the table had a story about tablets, staff included. It has to be one page, in big print, filled in "
        "sitting down with whoever will be giving the tablets, whether that is the person or somebody else. It costs the "
        "ward about an hour of a pharmacist's time a day, and the ward can find that.",
        "all of us, with the ward sister speaking for the ward",
        how=How.CONSENT,
        final_say=Hat.STAFF,
        present=AT_SECOND,
    ),
    Decided(
        "first-night",
        SECOND,
        ("coat", "key"),
        Result.GO_AHEAD,
        "A bag of shopping and a warm room cost about nine pounds and one phone call. A local charity pays for the first "
        "fifty bags. What made it easy to say yes is that people in the group offered to pack them and to go round.",
        "all of us",
        how=How.CONSENT,
        present=AT_SECOND,
    ),
    Decided(
        "leaflet",
        SECOND,
        ("leaflet",),
        Result.GO_AHEAD,
        "It is cheap, it can be printed by the end of the month, and two people had asked for one. Nobody objected and "
        "nobody was very keen.",
        "all of us",
        how=How.CONSENT,
        present=AT_SECOND,
    ),
    Decided(
        "tops",
        weeks(33),
        ("tops",),
        Result.GO_AHEAD,
        "They can put ordinary tops on for anybody who asks, as long as no small children live there. Nobody had ever asked. "
        "They said yes in one phone call.",
        "the hospital pharmacy",
        how=How.ORGANISATION,
        final_say=Hat.STAFF,
    ),
    Decided(
        "slow",
        THIRD,
        ("slow",),
        Result.GO_AHEAD,
        "If people cannot follow us, we have not told them anything. Two of us at most, sitting down, one thing at a time, "
        "with a card that has pictures. It takes ten minutes longer and it should save the phone calls afterwards.",
        "all of us",
        how=How.CONSENT,
        dissent="One of us doubts that doctors will ever sit down. We agreed to ask them, and to bring a chair.",
        present=AT_THIRD,
    ),
    Decided(
        "time-of-day",
        THIRD,
        ("soon",),
        Result.TRY_OUT,
        "Morning or afternoon is not asking for the moon. It turns out the transport desk plans it that way already; it had "
        "never been asked to tell the ward. So: one ward, one week, and then we look.",
        "all of us, after a phone call with the transport desk",
        how=How.CONSENT,
        present=AT_THIRD,
    ),
    Decided(
        "ask-carers",
        THIRD,
        ("tick", "ask-me", "visitor"),
        Result.GO_AHEAD,
        "We tick a box about carers without speaking to them. The box goes. Instead there are three questions, put to the "
        "carer: can you, are you willing, and what would you need? If the answer to the first is no, the plan for going home "
        "is not finished.",
        "all of us, with the ward sister speaking for the ward",
        how=How.CONSENT,
        final_say=Hat.STAFF,
        dissent="Tomasz worries that people will be asked what they need when there is nothing to give. We agreed to write "
        "down how often that happens, and to bring it here.",
        present=AT_THIRD,
    ),
    Decided(
        "day-before",
        THIRD,
        ("wheelchair",),
        Result.GO_AHEAD,
        "Nobody argued for the wheelchair. The day before, somebody with a name sits down and says when, how, and what "
        "happens next. The ward can promise this on weekdays. At weekends it hangs on who is on, and we would rather say so "
        "than pretend.",
        "all of us, with the ward sister speaking for the ward",
        how=How.CONSENT,
        final_say=Hat.STAFF,
        present=AT_THIRD,
    ),
    Decided(
        "number-later",
        THIRD,
        ("press-two",),
        Result.LATER,
        "Everybody wants it. A person on the phone from eight to eight costs about a job and a half, and nothing is left in "
        "this year's budget. We keep it, and look again when the extra money for this year is shared out.",
        "the council, which would pay for it",
        listed=Reason.MONEY,
        look_again=weeks(19),
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
        dissent='Glenys: "Later is what the recorded voice says, too."',
        present=AT_THIRD,
    ),
    Decided(
        "six-oclock",
        THIRD,
        ("two-oclock",),
        Result.GO_AHEAD,
        "Half the people this is about could not come. Every other meeting starts at six, there is money for somebody to sit "
        "with the person you look after, and you can ring in. Staff take the hours back.",
        "all of us; one of us by phone",
        how=How.CONSENT,
        present=AT_THIRD,
    ),
    Decided(
        "handover",
        FOURTH,
        ("doorstep",),
        Result.GO_AHEAD,
        "One page, one phone number, and one person on the ward whose job it is. The home care workers wrote the questions "
        "themselves: key, dog, stairs, hearing aid, who else is there. It goes with the person, not after them.",
        "all of us, with three more people from the home care company",
        how=How.CONSENT,
        present=AT_FOURTH,
        besides={Hat.STAFF: 2, Hat.MANAGER: 1},
    ),
    Decided(
        "twice",
        FOURTH,
        ("twice",),
        Result.TRY_OUT,
        "Nobody likes being asked the same thing on two days running. But the care home has to be sure it can look after "
        "somebody before they arrive. So: small, for a month, with a way to stop.",
        "all of us, with the care home manager speaking for the home",
        how=How.CONSENT,
        final_say=Hat.STAFF,
        present=AT_FOURTH,
    ),
    Decided(
        "letters",
        weeks(25),
        ("letter",),
        Result.GO_AHEAD,
        "The trust decided this by itself, after several surgeries complained together: the letter goes by e-mail on the day, "
        "to one address for each surgery. We had asked for it too. Nobody from our group was in the room.",
        "the trust",
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
    ),
    Decided(
        "toilet",
        weeks(24),
        ("toilet",),
        Result.GO_AHEAD,
        "Somebody went with a tape measure. The doorway was eleven centimetres too narrow for a walking frame. The trust "
        "said it should never have been opened like that, and signed for the work the same week.",
        "the trust's buildings manager",
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
    ),
    Decided(
        "strong",
        FIFTH,
        ("strong",),
        Result.GO_AHEAD,
        "It costs a conversation and a piece of card. The person says what they need to be able to do at home, in their own "
        'words, and that is what everybody works towards. "Independent with transfers" is not anybody\'s own words.',
        "all of us, with the care home manager speaking for the home",
        how=How.CONSENT,
        present=AT_FIFTH,
    ),
    Decided(
        "equipment",
        FIFTH,
        ("chair",),
        Result.GO_AHEAD,
        "Nobody should be given a date to go home before the bed has one. The equipment store said it can give the ward a "
        "delivery date within a day, if the ward asks by noon.",
        "all of us, after a visit to the equipment store",
        how=How.CONSENT,
        present=AT_FIFTH,
    ),
    Decided(
        "number",
        SIXTH,
        ("press-two",),
        Result.GO_AHEAD,
        "The extra money came, enough for six months of a real person on the phone from eight to eight. We chose this before "
        "anything else on the list. Six months is not for ever, so the calls are counted from the first day.",
        "all of us, on money the council set aside for the group to decide on",
        how=How.CONSENT,
        present=AT_SIXTH,
        replaces=("number-later",),
    ),
    Decided(
        "film",
        SIXTH,
        ("film",),
        Result.GO_AHEAD,
        "People trust a face. The college lends a camera, and three people said they would be in it. We show it to them "
        "first, and they can say no at any time.",
        "all of us",
        how=How.CONSENT,
        present=AT_SIXTH,
    ),
    Decided(
        "pass",
        SIXTH,
        ("ten-to-eight",),
        Result.GO_AHEAD,
        "A carer is not a visitor. A card lets a carer stay until half past nine, as long as the others in the bay can sleep. "
        "The ward sister agreed to try it on her ward at once, and asked the trust to make it the rule.",
        "all of us, with the ward sister speaking for the ward",
        how=How.CONSENT,
        final_say=Hat.STAFF,
        present=AT_SIXTH,
    ),
    Decided(
        "day-two",
        EIGHTH,
        ("day-two",),
        Result.TRY_OUT,
        "It might be the best idea of the lot, and it might go wrong: people may say things on the phone that somebody has "
        "to act on. So six calls first, with a short training, and a nurse to ring if we are worried.",
        "all of us",
        how=How.CONSENT,
        dissent='Helen: "I\'d want to know who is responsible if something is missed." We wrote that down before the first '
        "call, not after.",
        present=AT_EIGHTH,
    ),
    Decided(
        "tell-back",
        NINTH,
        ("tell-back",),
        Result.TRY_OUT,
        "It is not a test for the person, it is a test for us. Two weeks on one ward, and we count only how often we had to "
        "explain it better.",
        "all of us",
        how=How.CONSENT,
        present=AT_NINTH,
    ),
    Decided(
        "bed-blocker",
        NINTH,
        ("bed-blocker",),
        Result.TRY_OUT,
        "Nobody says it to be cruel, and everybody in the bed can hear it. For a month, whoever is about to say it says what "
        "the person is waiting for instead: a bed downstairs, a form, a ride home. That may also show us what is really in "
        "the way.",
        "all of us",
        how=How.CONSENT,
        present=AT_NINTH,
    ),
    Decided(
        "three-am",
        TENTH,
        ("three-am",),
        Result.TRY_OUT,
        "It costs nothing and it is wanted. What we do not know yet is who looks after it when somebody writes something "
        "frightening at three in the morning. We try it with five or six people once two of us have said they will. The "
        "carers among us had the final say, for the first time.",
        "all of us, with the carers to say yes or no in the end",
        how=How.CONSENT,
        final_say=Hat.CARER,
        present=AT_TENTH,
    ),
)
