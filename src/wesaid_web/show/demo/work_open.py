"""What is being tried out or asked for, and what was stopped or taken back."""

from __future__ import annotations

from wesaid_web.show.demo.decisions import EIGHTH, FOURTH, NINTH, SIXTH, TENTH
from wesaid_web.show.demo.shapes import Note, Round, Work, weeks
from wesaid_web.trail.models import Act, Status

DOING, DONE, STOPPED = Status.DOING, Status.DONE, Status.STOPPED

OPEN_WORK = (
    Work(
        "one-assessment",
        FOURTH,
        "One assessment for people who come to the care home from the ward",
        "twice",
        ("twice",),
        ("marion", "tomasz"),
        made_by="marion",
        rounds=(
            Round(
                "marion",
                weeks(25),
                "For four weeks the ward's assessment is the only one. I read it, ring if something is missing, and do not "
                "repeat it. Six people at most.",
                "Nobody is asked the same thing twice, and people move in a day sooner.",
                "Five people moved in on the ward's form alone.",
                "Two of the five could not do the stairs that the form said they could. They moved in no sooner. We thought the "
                "form was about the person. It is about the day it was filled in.",
                Act.ADAPT,
                weeks(21),
            ),
            Round(
                "marion",
                weeks(20),
                "The same again, with a ten-minute phone call between the ward and us on the morning of the move.",
                "The call catches what the form misses.",
                "Four people came. The call happened for one of them.",
                "We thought ten minutes was nothing. At eleven on a weekday morning it is everything. One person came without "
                "what she needed to breathe comfortably at night, and for me that was enough.",
                Act.ABANDON,
                weeks(15),
            ),
        ),
        notes=(
            Note(
                weeks(15) - 1,
                "marion",
                "We tried it twice and it was not safe enough. I am back to asking again, but I read theirs first and say so.",
                STOPPED,
            ),
        ),
    ),
    Work(
        "film",
        SIXTH,
        "Film three people in their own front rooms about the first week",
        "film",
        ("film",),
        ("glenys", "callum", "ros"),
        "the college, which lends the camera",
        due=weeks(8),
        made_by="glenys",
        notes=(
            Note(weeks(15), "callum", "filmed two. glenys is good at asking, i just hold the camera", DOING),
            Note(
                weeks(9),
                "glenys",
                "Two of the three changed their minds when they saw themselves. It is their faces and their front rooms. We said "
                "they could say no, and they did, so the film is wiped.",
                STOPPED,
            ),
        ),
    ),
    Work(
        "pass-cards",
        SIXTH,
        "Print the cards that let a carer stay until half past nine, and show people how to move someone safely in that time",
        "pass",
        ("ten-to-eight",),
        ("priya", "folake"),
        due=weeks(15),
        made_by="priya",
        notes=(
            Note(
                weeks(16),
                "folake",
                "I have a card! I can turn my mum without hurting either of us. The night nurse showed me.",
                DOING,
            ),
            Note(weeks(14) - 1, "priya", "Twenty-two cards out, no complaints from the bay.", DONE),
        ),
    ),
    Work(
        "ask-finance",
        weeks(22) - 2,
        "Ask the finance team in writing for their reason",
        "custard-cream",
        ("custard-cream",),
        ("helen",),
        due=-10,
        made_by="helen",
        notes=(
            Note(weeks(19), "helen", "Sent. No answer.", DOING),
            Note(weeks(8), "helen", "Sent again, to a person this time and not to an inbox."),
            Note(weeks(2), "helen", "Still nothing. I've asked for ten minutes of their director's time."),
        ),
    ),
    Work(
        "ask-trust",
        weeks(5),
        "Ask the trust, a third time, why the cards for carers were withdrawn",
        "pass-ended",
        ("ten-to-eight",),
        ("ros", "priya"),
        due=-13,
    ),
    Work(
        "six-calls",
        EIGHTH,
        "Ring people on their second day at home",
        "day-two",
        ("day-two",),
        ("bernie", "glenys"),
        due=-17,
        made_by="bernie",
        rounds=(
            Round(
                "bernie",
                weeks(7),
                "Glenys and I ring six people on their second day at home, with five questions, after a morning's training. A "
                "nurse is by the phone in case.",
                "Ten minutes each. Mostly questions about tablets.",
                "Rang six, spoke to five. Twenty-five minutes each, not ten.",
                "Tablets came up twice. What came up five times was being frightened of the stairs. Two people had not eaten "
                "properly. We had not agreed whom to tell about that, so we rang Ros.",
                Act.ADAPT,
                NINTH,
            ),
            Round(
                "bernie",
                weeks(3),
                "Twelve people. Ask about the stairs and about food first. A list by the phone of whom to tell about what.",
                "We pass something on in half the calls, and nobody waits more than a day for an answer.",
                "Seven calls so far.",
            ),
        ),
        notes=(
            Note(
                NINTH,
                "glenys",
                "I've sat by that phone, and now I'm the one who rings. I said I was on the stairs once, too. She laughed.",
                DOING,
            ),
        ),
    ),
    Work(
        "big-print",
        weeks(5),
        "Put the five questions in big print, with room to write",
        "day-two",
        ("day-two",),
        ("tomasz",),
        due=4,
        made_by="bernie",
        notes=(Note(weeks(3), "tomasz", "Half done. Sorry, Bernie.", DOING),),
    ),
    Work(
        "two-weeks",
        NINTH,
        "Ask people to tell it back in their own words, on one ward, for two weeks",
        "tell-back",
        ("tell-back",),
        ("priya", "tomasz"),
        due=-20,
        made_by="priya",
        rounds=(
            Round(
                "priya",
                weeks(3),
                "Monday to Friday for two weeks, after the talk the day before. We write down how often we had to say it again "
                "another way. No names.",
                "Half the time we will have to. Staff will find it awkward for three days and then not.",
            ),
        ),
        notes=(
            Note(
                weeks(2),
                "tomasz",
                "Day four and it is still awkward. So that is one thing we got wrong already.",
                DOING,
            ),
        ),
    ),
    Work(
        "waiting-for",
        NINTH,
        "Say what the person is waiting for, instead of that word",
        "bed-blocker",
        ("bed-blocker",),
        ("shanice", "priya"),
        due=-24,
        made_by="shanice",
        rounds=(
            Round(
                "shanice",
                weeks(3),
                "For four weeks, on our two wards and at the surgery. A sheet by the kettle: a tick when the word slips "
                "out, and what the person was waiting for.",
                "A lot of ticks in the first week and hardly any in the fourth. Most people turn out to be waiting "
                "for a form.",
            ),
        ),
        notes=(
            Note(
                weeks(2) - 1, "shanice", "Eleven ticks. Three of them are mine. Nobody was waiting for a form.", DOING
            ),
        ),
    ),
    Work(
        "small-hours",
        TENTH,
        "Find two of us who look after the chat, and write down what they do when somebody is frightened",
        "three-am",
        ("three-am",),
        ("callum",),
        due=-21,
        made_by="callum",
        notes=(Note(TENTH - 2, "callum", "i can do weeknights, im up anyway. thats one", DOING),),
    ),
)
