"""How the invented group keeps people safe: whom they can tell a worry, what they need, who is there after a hard meeting.

The one worry of the example is in joining.py. The telephone numbers are of the range that is kept free for
films and plays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from wesaid_web.show.demo.people import STARTED
from wesaid_web.show.demo.shapes import Step, key_of, weeks
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions as concerns
from wesaid_web.support.models import Met, Need, SafetyContacts, ShownTo

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

KEN, MARION = ("Ken", "01632 960 101"), ("Marion", "01632 960 102")
OUTSIDE = concerns.Outside(
    "The council’s adult safeguarding team",
    "01632 960 103",
    "Every day, round the clock",
    "If an adult is harmed or neglected, or might be",
)


@dataclass(frozen=True)
class Answered:
    """What somebody said about whether it was met."""

    ago: int
    met: Met
    words: str = ""


@dataclass(frozen=True)
class Needs:
    """What somebody needs, what was agreed when, and to be looked at again when."""

    who: str
    ago: int
    helps: str
    shown_to: ShownTo
    agreed: str = ""
    look_again: int = 0
    answers: tuple[Answered, ...] = ()


NEEDS = (
    Needs(
        "glenys",
        weeks(38),
        "A lift there and back. The last bus goes at five.",
        ShownTo.PREPARING,
        "Ros books the taxi the day before, and the trust pays the driver.",
        -weeks(6),
        (Answered(weeks(20), Met.PARTLY, "It came, and half an hour late."), Answered(weeks(4), Met.YES)),
    ),
    Needs(
        "bernie",
        weeks(38),
        "Not before half past ten: the morning carer comes at nine.",
        ShownTo.GROUP,
        "Meetings begin at a quarter to eleven.",
        -weeks(6),
        (Answered(weeks(4), Met.YES, "Nobody has to be asked any more."),),
    ),
    Needs(
        "whitlock",
        weeks(36),
        "Large print, and the longer pages two days before.",
        ShownTo.GROUP,
        "Ros prints them in large print and posts them on the Monday.",
        -weeks(3),
        (Answered(weeks(4), Met.PARTLY, "Large print, yes. They came the same morning."),),
    ),
    Needs(
        "callum",
        weeks(20),
        "Not to be asked in front of everybody. I say it when I am ready.",
        ShownTo.FACILITATORS,
        "Nobody goes round the table. Ros tells visitors before they come.",
        weeks(2),
        (Answered(weeks(4), Met.NO, "The visitor went round the table, and I went home."),),
    ),
    Needs("sunita", weeks(5), "Somebody who speaks Gujarati, for the long words.", ShownTo.FACILITATORS),
)
"""Mr Whitlock and Sunita have no account: Ros writes theirs down with them."""

AFTER = (
    ("Folake", "01632 960 104", "Most evenings until nine", "She was a carer for nineteen years, and she listens"),
    (
        "The carers’ centre, listening line (invented)",
        "01632 960 105",
        "Monday to Friday, 10 to 4",
        "To talk, in confidence",
    ),
)


class KeepingSafe:
    """Whom one can tell, what people need, and who is there afterwards, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group
        self.needs: dict[str, Need] = {}

    def steps(self) -> Iterator[Step]:
        yield STARTED, self.name_by_phone
        yield weeks(29), self.name_with_accounts
        for listed in AFTER:
            yield weeks(33), partial(self.list, *listed)
        for needs in NEEDS:
            yield needs.ago, partial(self.write, needs)
            if needs.agreed:
                yield needs.ago - 2, partial(self.agree, needs)
            for answered in needs.answers:
                yield answered.ago, partial(self.answer, needs.who, answered)
        yield weeks(4) - 1, self.ask_bernie
        yield weeks(3), self.tell

    def name_by_phone(self) -> None:
        """On the first day, before anybody is invited: people ring them."""
        self._name(concerns.Contact(*KEN), concerns.Contact(*MARION))

    def name_with_accounts(self) -> None:
        ken, marion = self.group.members["ken"], self.group.members["marion"]
        self._name(concerns.Contact(*KEN, ken), concerns.Contact(*MARION, marion))

    def _name(self, lead: concerns.Contact, deputy: concerns.Contact) -> None:
        before = SafetyContacts.objects.filter(project=self.group.project).first()
        concerns.set_contacts(
            project=self.group.project,
            lead=lead,
            deputy=deputy,
            outside=OUTSIDE,
            read_within=2,
            keep_months=24,
            edition=before.edition if before else 0,
            by=self.group.facilitator,
        )

    def list(self, name: str, phone: str, hours: str, what_for: str) -> None:
        care.add_contact(
            project=self.group.project,
            name=name,
            phone=phone,
            hours=hours,
            what_for=what_for,
            by=self.group.facilitator,
            contact_id=key_of("aftercare", phone),
        )

    def write(self, needs: Needs) -> None:
        self.needs[needs.who] = care.write_need(
            member=self.group.members[needs.who],
            needed=care.Needed(needs.helps, needs.shown_to),
            said_yes=True,
            by=self.group.acting(needs.who),
            need_id=key_of("needs", needs.who),
        )

    def agree(self, needs: Needs) -> None:
        look_again = self.group.day(needs.look_again)
        care.agree_need(
            need=self.needs[needs.who], agreed=needs.agreed, review_on=look_again, edition=1, by=self.group.facilitator
        )

    def answer(self, who: str, answered: Answered) -> None:
        care.answer_need(need=self.needs[who], met=answered.met, words=answered.words, by=self.group.acting(who))

    def ask_bernie(self) -> None:
        """The day after the meeting in which one of Bernie's ideas was turned down."""
        care.check_in(
            member=self.group.members["bernie"],
            on=self.group.day(weeks(4) - 1),
            words="Slept badly, cross more than sad. Wants to be rung before the next meeting, not after it.",
            again_on=self.group.day(weeks(2)),
            said_yes=True,
            by=self.group.members["priya"],
            check_in_id=key_of("asked", "bernie"),
        )

    def tell(self) -> None:
        care.freeze_needs(project=self.group.project, by=self.group.facilitator)
