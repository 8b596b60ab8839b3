"""What was said in the first two months."""

from __future__ import annotations

from wesaid_web.projects.models import Hat
from wesaid_web.show.demo.shapes import Words, weeks
from wesaid_web.trail.models import Channel, Consent

AT_FIRST = (
    Words(
        "tablets",
        "bernie",
        Hat.CARER,
        weeks(38),
        "They sent Len home with eleven boxes of tablets and a sheet in print so small I had to use the magnifier from "
        "his stamp collection. Nobody sat down with me. It was all explained to him, and he'd had a stroke three weeks "
        "before. I was in the corridor being told to wait.\n\n"
        "I'm the one who gives him those tablets, four times a day. I got it wrong twice in the first week and I've not "
        "slept properly since.",
        Channel.MEETING,
        ("medicines", "carers"),
        supported=("glenys", "priya", "tomasz", "ken", "folake", "shanice", "callum", "helen"),
        public_words="They sent my husband home with eleven boxes of tablets and a sheet in print so small I needed a "
        "magnifier. Nobody sat down with me. It was all explained to him, when he was very ill, and I was in the corridor "
        "being told to wait. I'm the one who gives him those tablets, four times a day.",
    ),
    Words(
        "coat",
        "glenys",
        Hat.SERVICE_USER,
        weeks(38),
        "The driver saw me to my front door at ten past nine at night and off he went. No milk. No bread. Heating off for "
        "nine days. The bulb in the hall had gone, so I sat on the stairs in my coat till I got my breath, and then I sat "
        "there a bit longer because I couldn't face the rest of it. That was my welcome home.",
        Channel.MEETING,
        ("first night", "living alone"),
        supported=("bernie", "priya", "ken", "folake", "ros", "marion", "callum"),
        picture="first-night",
    ),
    Words(
        "soon",
        "tomasz",
        Hat.STAFF,
        weeks(38),
        "We book transport for a day, not for a time. So at eight in the morning I tell someone they're going home, and "
        "then I spend the day saying \"soon\". By six o'clock I'm hiding in the linen cupboard because I've run out of "
        "ways to say it.",
        Channel.MEETING,
        ("transport", "waiting"),
        supported=("priya", "glenys", "bernie", "shanice"),
        picture="a-day-of-soon",
    ),
    Words(
        "tick",
        "priya",
        Hat.STAFF,
        weeks(38),
        'On our form it says: "Is there someone at home? Yes / No." We tick yes and we feel better. It doesn\'t ask '
        "whether that someone is eighty-three, or works nights, or wants to. I've ticked that box for nineteen years and "
        "never once asked the person it was about.",
        Channel.MEETING,
        ("carers", "forms"),
        supported=("bernie", "tomasz", "folake", "callum", "marion", "helen"),
    ),
    Words(
        "leaflet",
        "ros",
        Hat.STAFF,
        weeks(38),
        "People keep telling me that nobody explains what happens next. Could we make a leaflet? Something nice to take "
        "home.",
        Channel.MEETING,
        ("telling people",),
        supported=("tomasz", "helen"),
    ),
    Words(
        "ask-me",
        "bernie",
        Hat.CARER,
        weeks(37),
        "Ask me. Not him, me. He'll tell you we're managing. We are not managing. I'm managing, and only just.",
        tags=("carers",),
        supported=("glenys", "priya", "folake", "shanice", "callum", "tomasz", "ken"),
    ),
    Words(
        "tops",
        "whitlock",
        Hat.SERVICE_USER,
        weeks(37),
        "The tops on those tablet bottles are made so that children cannot open them. I am eighty-four and I cannot open "
        "them either. I have been using the bread knife. Please do not tell my daughter.",
        Channel.PAPER,
        ("medicines",),
        kept_back=True,
        supported=("bernie", "glenys", "ken"),
    ),
    Words(
        "wheelchair",
        "whitlock",
        Hat.SERVICE_USER,
        weeks(37),
        "I was told I was going home by the man who came with the wheelchair.",
        Channel.PAPER,
        ("telling people",),
        supported=("glenys", "tomasz", "bernie", "shanice", "folake"),
    ),
    Words(
        "slow",
        "sunita",
        Hat.SERVICE_USER,
        weeks(36),
        "Too fast. Too many. Sit down. One thing.",
        Channel.PAPER,
        ("telling people",),
        speaker="glenys",
        supported=("glenys", "bernie", "priya", "ros", "shanice", "ken"),
        picture="sit-down",
    ),
    Words(
        "key",
        "ken",
        Hat.CITIZEN,
        weeks(36),
        "The lady across the road came home from hospital in a taxi, in her nightie, and sat in a cold house for two days "
        "before any of us knew. I've had her spare key for years. It's twelve steps from my door to hers, I've counted. If "
        "anyone had told me, I'd have had the heating on and the kettle too.",
        tags=("first night", "living alone"),
        about_other=True,
        supported=("glenys", "bernie", "tomasz"),
        public=Consent.NOT_ASKED,
    ),
    Words(
        "parking",
        "bernie",
        Hat.CARER,
        weeks(35),
        "Four pounds eighty a day to park, so that I can go in and do the feeding nobody on the ward has time for. "
        "Somebody in an office thinks that's fine. I'd like to meet them. I'd bring my receipts.",
        tags=("carers", "getting there"),
        supported=("folake", "glenys", "callum", "shanice"),
    ),
    Words(
        "bus",
        "ken",
        Hat.CITIZEN,
        weeks(35),
        "The 14 used to stop at the hospital door. Now it stops at the garage and it's four hundred yards uphill. Get the "
        "bus back.",
        tags=("getting there",),
        supported=("glenys", "folake"),
    ),
    Words(
        "press-two",
        "glenys",
        Hat.SERVICE_USER,
        weeks(34),
        "Give us a number that a person answers. I pressed 2, then 1, then 4, and then it told me how much they value my "
        "call. I could play it on the piano by now.",
        Channel.PHONE,
        ("first days", "telling people"),
        supported=("bernie", "ken", "folake", "shanice", "priya", "tomasz", "marion", "callum", "ros"),
    ),
    Words(
        "doorstep",
        "dave",
        Hat.STAFF,
        weeks(33),
        "The office gets a name and an address at five o'clock for a seven o'clock start. Half the time there's no number "
        "for the key safe and nobody's said there's a dog. I've stood on a doorstep in the rain ringing my office, who ring "
        "the ward, who've gone off shift, and I can see the lady through the window. She's waving at me.",
        Channel.PHONE,
        ("home care", "first days"),
        supported=("tomasz", "priya", "bernie", "marion"),
        public_words="The office gets a name and an address at five o'clock for a seven o'clock start. Half the time "
        "there's no number for the key safe and nobody's said there's a dog. I've stood on a doorstep in the rain ringing "
        "my office, who ring the ward, who've gone off shift.",
    ),
    Words(
        "meetings",
        "folake",
        Hat.CARER,
        weeks(33),
        "Two things about these meetings, since you ask why I don't come. One: two o'clock on a Thursday is a meeting for "
        "people who are paid to be there. I'd have to take unpaid leave to come and tell you how hard it is to get unpaid "
        "leave. Two: everybody round that table gets paid for the hour except us. I know a custard cream is kindly meant. "
        "It isn't the same.",
        tags=("how we meet",),
    ),
    Words(
        "letter",
        "shanice",
        Hat.STAFF,
        weeks(33),
        "The hospital's letter gets to us four or five days after the person does. So they ring at eight the next morning "
        "for the new tablets and I'm the one who says \"what new tablets?\" I sound as if I don't care. I do care. I "
        "haven't got the letter.",
        tags=("letters", "medicines"),
        supported=("priya", "bernie", "folake", "tomasz"),
        at_first="The hospital's letters are useless. They turn up four or five days after the person does. So they ring "
        'me at eight the next morning for the new tablets and I have to say "what new tablets?"',
    ),
    Words(
        "counting",
        "folake",
        Hat.CARER,
        weeks(32),
        "Medicines again, sorry. I came in from work and found my mum's new tablets next to her old tablets. Nobody had "
        "stopped the old ones, so she was taking both. I only knew because I counted. Whoever does the counting is the one "
        "who needs telling.",
        tags=("medicines", "carers"),
        supported=("bernie", "shanice"),
        public=Consent.NO,
    ),
    Words(
        "visitor",
        "callum",
        Hat.CARER,
        weeks(32),
        "no one asked me anything because they thought i was a visitor. im 19 its just me and my mum. i do the lifting i do "
        "the nights. they gave the sheet to my aunty, who lives in spain",
        Channel.MESSAGE,
        ("carers",),
        supported=("bernie", "folake", "priya", "ros", "shanice"),
        public_words="no one asked me anything because they thought i was a visitor. i do the lifting i do the nights. they "
        "gave the sheet to my aunty, who lives in spain",
    ),
    Words(
        "toilet",
        None,
        Hat.NOT_STATED,
        weeks(30),
        "The place where you wait to be fetched: you cannot get a walking frame into the toilet. I know because I tried, "
        "and then I needed a clean skirt.",
        Channel.PAPER,
        ("waiting",),
        supported=("glenys", "priya", "bernie"),
    ),
    Words(
        "chair",
        "sunita",
        Hat.SERVICE_USER,
        weeks(30),
        "No bed. Slept chair. Eleven nights.",
        Channel.PHONE,
        ("equipment",),
        speaker="glenys",
        supported=("glenys", "tomasz", "folake", "bernie", "helen"),
    ),
)
