"""What was said since."""

from __future__ import annotations

from wesaid_web.projects.models import Hat
from wesaid_web.show.demo.shapes import Words, weeks
from wesaid_web.trail.models import Channel, Consent

SINCE = (
    Words(
        "strong",
        "marion",
        Hat.STAFF,
        weeks(29),
        'People come to us for two weeks "to get their strength back". Nobody says what strong enough would look like, so '
        "on day thirteen there's a panic and everyone has a different idea. Ask the person, on the first day, what they need "
        "to be able to do to go home. One gentleman said: reach the biscuit tin. So that's what we practised.",
        Channel.MESSAGE,
        ("getting stronger", "telling people"),
        supported=("priya", "tomasz", "glenys"),
    ),
    Words(
        "shut-it",
        None,
        Hat.NOT_STATED,
        weeks(29),
        "Shut the discharge lounge. Waste of space. Leave people in bed till the car comes.",
        Channel.PAPER,
        ("waiting",),
        supported=("ken",),
    ),
    Words(
        "sitter",
        "glenys",
        Hat.SERVICE_USER,
        weeks(28),
        "A night sitter for the first night. Just the one night. I wasn't ill, I was frightened, and there's nobody you can "
        "ring about frightened.",
        tags=("first night", "living alone"),
        supported=("bernie", "ken", "folake", "callum", "shanice", "marion"),
    ),
    Words(
        "twice",
        "marion",
        Hat.STAFF,
        weeks(28),
        "Everyone who comes to us is assessed on the ward by them and the next day by me. Same questions, same person, same "
        "answers. Let one of us do it and the other one believe it.",
        Channel.MESSAGE,
        ("forms", "getting stronger"),
        supported=("priya", "tomasz"),
    ),
    Words(
        "nurses",
        "priya",
        Hat.STAFF,
        weeks(27),
        "Two more nurses on a Friday would do more than every form in this room. Everybody here knows it and nobody says it, "
        "so I have. Please leave my name off.",
        tags=("staffing",),
        kept_back=True,
        supported=("tomasz", "bernie", "shanice", "glenys"),
        public=Consent.NO,
    ),
    Words(
        "key-safe",
        "tomasz",
        Hat.STAFF,
        weeks(25),
        "Let the ward order the key safe. I've waited nine days for a metal box that costs less than one night in a hospital "
        "bed, with the person sat in the bed.",
        tags=("equipment", "waiting"),
        supported=("priya", "helen", "marion"),
    ),
    Words(
        "eye-drops",
        "dave",
        Hat.STAFF,
        weeks(24),
        "We're not allowed to put eye drops in. We're stood right there. So a nurse drives twenty minutes to do two drops. "
        "Or more often nobody does them.",
        Channel.PHONE,
        ("home care", "medicines"),
        kept_back=True,
        supported=("bernie", "folake", "callum"),
        public=Consent.NO,
    ),
    Words(
        "ten-to-eight",
        "folake",
        Hat.CARER,
        weeks(24),
        "Visiting ends at eight. I finish at half past five, fetch my son, get two buses, and I'm on the ward at ten to. Ten "
        "minutes with my mum. And those are the ten minutes when somebody could have been showing me how to move her.",
        tags=("carers", "getting there"),
        supported=("bernie", "callum", "shanice", "glenys", "priya"),
    ),
    Words(
        "film",
        "glenys",
        Hat.SERVICE_USER,
        weeks(23),
        "Gwnewch ffilm. Pobl go iawn yn eu parlyrau eu hunain, yn dweud sut beth yw'r wythnos gyntaf. Byddwn i wedi gwylio "
        "honno. Doeddwn i ddim yn mynd i ddarllen llyfryn.",
        language="cy",
        tags=("telling people",),
        supported=("ros", "callum", "ken"),
    ),
    Words(
        "volunteers",
        "helen",
        Hat.MANAGER,
        weeks(22),
        "Could volunteers make the calls after people get home? They're keen, they have time and, honestly, they are what we "
        "can afford.",
        Channel.MEETING,
        ("first days", "money"),
        supported=("ken",),
    ),
    Words(
        "app",
        "callum",
        Hat.CARER,
        weeks(20),
        "can there be an app so i can see when the carers are actually coming. sat in all day and lost a shift",
        tags=("home care", "carers"),
        supported=("folake", "shanice", "bernie"),
    ),
    Words(
        "notes",
        "ros",
        Hat.STAFF,
        weeks(20),
        "Could there be one set of notes that everybody can see, the family as well? Everyone in this group has told the "
        "same story at least six times.",
        tags=("forms", "letters"),
        supported=("priya", "shanice", "folake", "bernie", "tomasz", "marion"),
    ),
    Words(
        "teatime",
        "shanice",
        Hat.CARER,
        weeks(19),
        "This is me as a granddaughter, not as the surgery. One text at teatime: \"he's eaten, he's fine.\" That's all. I'd "
        "stop ringing the ward, and so would every other family.",
        tags=("carers", "telling people"),
        supported=("folake", "callum", "bernie", "glenys"),
        public=Consent.NO,
    ),
    Words(
        "faces",
        "sunita",
        Hat.SERVICE_USER,
        weeks(14),
        "Nine faces. One week. Same face please.",
        Channel.PAPER,
        ("home care",),
        speaker="glenys",
        supported=("glenys", "bernie", "folake", "callum", "ken", "marion", "ros"),
    ),
    Words(
        "day-two",
        "bernie",
        Hat.CARER,
        weeks(12),
        "Ring me on day two. On day one I'm too tired to know what I don't know. And let it be somebody who's been through "
        "it, not somebody reading off a screen.",
        tags=("first days", "carers"),
        supported=("glenys", "folake", "callum", "priya", "shanice"),
    ),
    Words(
        "tell-back",
        "priya",
        Hat.STAFF,
        weeks(7),
        'We ask "do you understand?" and everybody says yes. I\'d like us to ask people to tell it back to us in their own '
        "words. I tried it on my husband. He had the days right and the tablets wrong, and he's a teacher.",
        tags=("telling people", "medicines"),
        supported=("tomasz", "glenys", "marion"),
        public=Consent.NOT_ASKED,
    ),
    Words(
        "bed-blocker",
        "shanice",
        Hat.STAFF,
        weeks(5),
        'Can we stop saying "bed blocker"? I heard it twice last week. One of them was me.',
        tags=("how we talk",),
        supported=("glenys", "bernie", "priya", "tomasz", "folake", "ros"),
    ),
    Words(
        "no-one",
        "whitlock",
        Hat.SERVICE_USER,
        weeks(3),
        "And if a man has no one?",
        Channel.PAPER,
        ("living alone",),
        supported=("glenys", "ken", "ros", "bernie"),
        public=Consent.NOT_ASKED,
    ),
    Words(
        "protect",
        "helen",
        Hat.MANAGER,
        weeks(3),
        "When the next budget is set I'll have to say which of these things I would protect. I'd rather you told me than I "
        "guessed. If you could only keep three, which three?",
        tags=("money",),
        supported=("ros",),
        public=Consent.NOT_ASKED,
    ),
    Words(
        "three-am",
        "callum",
        Hat.CARER,
        weeks(2),
        "a group chat for people who look after someone and also have work or college. not for advice. just so its not only "
        "me awake at 3am",
        tags=("carers",),
        supported=("folake", "shanice", "bernie"),
        public=Consent.NOT_ASKED,
    ),
)
