"""What was decided against, and why."""

from __future__ import annotations

from wesaid_web.projects.models import Hat
from wesaid_web.show.demo.decisions import AT_FIFTH, AT_FOURTH, AT_SEVENTH, AT_SIXTH, FIFTH, FOURTH, SEVENTH, SIXTH
from wesaid_web.show.demo.shapes import Decided, weeks
from wesaid_web.trail.models import How, Reason, Result

NOT_TO_DO = (
    Decided(
        "bus",
        weeks(27),
        ("bus",),
        Result.NO,
        "The company sets the route and the next chance to change it is in two years. They answered our letter politely and "
        "at length, and the answer was no. The hospital has asked them too.",
        "the bus company",
        listed=Reason.OUTSIDE_OUR_POWER,
        how=How.ORGANISATION,
    ),
    Decided(
        "parking",
        FOURTH,
        ("parking",),
        Result.NO,
        "A private firm runs the car park and its contract has years to go. The trust has asked it, and been told no. We had "
        "already spent half a meeting on this, and chose to spend the next one on something we can move.",
        "all of us",
        listed=Reason.OUTSIDE_OUR_POWER,
        how=How.CONSENT,
        dissent='Bernie: "For the record, I think we gave in."',
        present=AT_FOURTH,
    ),
    Decided(
        "custard-cream",
        weeks(23),
        ("custard-cream",),
        Result.NO,
        "The answer was one line: not possible at this time. We asked why, and asked again. We have been given no reason. "
        "Fares, food and somebody to sit with the person you look after are paid; time is not.",
        "the trust's finance team",
        listed=Reason.NO_REASON_GIVEN,
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
    ),
    Decided(
        "shut-it",
        FIFTH,
        ("shut-it",),
        Result.NO,
        "We went and timed it for four weeks. People who waited in the lounge left about an hour and a half sooner than "
        "people who waited in bed, and more of them had been given lunch. It wants putting right, not shutting.",
        "all of us",
        listed=Reason.EVIDENCE,
        how=How.CONSENT,
        dissent="Glenys says she would still rather be in bed.",
        present=AT_FIFTH,
    ),
    Decided(
        "key-safe",
        FIFTH,
        ("key-safe",),
        Result.NO,
        "A key safe is screwed to the wall of somebody's house. Where the house is rented, the landlord has to agree first, "
        "and the hospital cannot do that for them. What we can do is ask on the first day instead of the last, and that "
        "is on the form now.",
        "all of us, after asking the council's housing team",
        listed=Reason.LAW_OR_SAFETY,
        how=How.CONSENT,
        present=AT_FIFTH,
        besides={Hat.MANAGER: 1},
    ),
    Decided(
        "sitter",
        SIXTH,
        ("sitter",),
        Result.NOT_NOW,
        "One night with a sitter costs about as much as a week of calls from a real person, and there was money for one of "
        "the two. Nobody thinks it is a bad idea. Frightened is real, and we have nothing for it yet at two in the morning.",
        "all of us, on money the council set aside for the group to decide on",
        listed=Reason.MONEY,
        how=How.CONSENT,
        dissent="Folake and Callum would have chosen the sitter.",
        present=AT_SIXTH,
    ),
    Decided(
        "volunteers",
        SIXTH,
        ("volunteers",),
        Result.NO,
        "Six of us want the person who rings to be paid, or to have been through it themselves and be trained for it. Keen is "
        "not the same as able to do something about it. Two saw it the other way.",
        "all of us, by a show of hands: six to two, and Ros does not vote",
        listed=Reason.ANOTHER_VIEW,
        how=How.VOTE,
        dissent='Helen: "Then some weeks there will be no call at all. I\'d rather have a keen one."',
        present=AT_SIXTH,
    ),
    Decided(
        "eye-drops-first",
        weeks(17),
        ("eye-drops",),
        Result.NO,
        "They told the worker who asked that it is not what they do. They gave no reason.",
        "the home care company",
        listed=Reason.NO_REASON_GIVEN,
        how=How.ORGANISATION,
    ),
    Decided(
        "nurses",
        weeks(16),
        ("nurses",),
        Result.NOT_NOW,
        "There are four empty nursing posts on these wards and no money to fill them before the next financial year. The "
        "chief nurse wrote this herself and did not dress it up.",
        "the trust's chief nurse",
        listed=Reason.MONEY,
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
    ),
    Decided(
        "app",
        SEVENTH,
        ("app",),
        Result.NO,
        "There is one already. The home care company has had it for two years and had not told a single family here. Now "
        "everyone gets the name of it on the handover page.",
        "all of us",
        listed=Reason.ALREADY_EXISTS,
        how=How.CONSENT,
        present=AT_SEVENTH,
    ),
    Decided(
        "teatime",
        SEVENTH,
        ("teatime",),
        Result.NOT_NOW,
        "Teatime is when there are fewest people on the ward and most to do. We went through the shift hour by hour and could "
        "not find the ten minutes. If the Friday posts are ever filled, ask again.",
        "all of us",
        listed=Reason.TIME,
        how=How.CONSENT,
        present=AT_SEVENTH,
    ),
    Decided(
        "notes",
        SEVENTH,
        ("notes",),
        Result.NO,
        "The trust and the surgeries are buying a shared system now, and families are to get a way in. Anything we built would "
        "be thrown away in a year. We sent our list of what families want to see to the people who are choosing it.",
        "all of us",
        listed=Reason.OTHER,
        how=How.CONSENT,
        present=AT_SEVENTH,
    ),
    Decided(
        "eye-drops",
        weeks(11),
        ("eye-drops",),
        Result.NO,
        "We asked again and this time we got a reason: their insurance covers tablets and creams, not eyes, and the workers "
        "have not been trained for it. The company will look at both when the contract is next drawn up.",
        "the home care company",
        listed=Reason.LAW_OR_SAFETY,
        how=How.ORGANISATION,
        replaces=("eye-drops-first",),
    ),
    Decided(
        "faces",
        weeks(7),
        ("faces",),
        Result.NOT_NOW,
        "The same three faces would mean guaranteed hours for the workers, and the council pays by the visit. It would cost "
        "about a fifth more. The council says it is right and that it cannot pay for it before the contract ends.",
        "the council, which buys home care",
        listed=Reason.MONEY,
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
        dissent="Everyone who receives care at home, and everyone who gives it.",
    ),
    Decided(
        "pass-ended",
        weeks(6) - 1,
        ("ten-to-eight",),
        Result.NO,
        "The cards were withdrawn by e-mail on a Friday afternoon. It had been going well on the ward that had them. We asked "
        "why, twice, and nobody has told us.",
        "the trust",
        listed=Reason.NO_REASON_GIVEN,
        how=How.ORGANISATION,
        final_say=Hat.MANAGER,
        replaces=("pass",),
    ),
)
