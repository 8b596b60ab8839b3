"""How the invented group looked for people, who said no, who holds which role, and what was promised, kept or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from wesaid_web.joining.actions import applying, finding, roles, sponsors
from wesaid_web.joining.models import (
    Application,
    Did,
    HowAgreed,
    Kept,
    ProjectRole,
    Promise,
    RoleKind,
    RoleTraining,
    ShownTo,
    Sponsor,
    Whose,
)
from wesaid_web.show.demo.shapes import Step, key_of, weeks
from wesaid_web.support import concern_actions as concerns

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

LOOKED = (
    (
        weeks(40),
        "The hospital café, three mornings with a pot of tea",
        "Ros",
        "Bernie. And most of what the charter says.",
    ),
    (
        weeks(36),
        "The Tuesday lunch club at St Anne’s",
        "Ros and Bernie",
        "Sunita, and four people who would rather say it than come. One said: you ask us when the leaflet is printed.",
    ),
    (weeks(34), "The carers’ centre, its newsletter", "Bernie", "Folake. Callum a while later: he had kept the page."),
    (
        weeks(20),
        "The women’s circle that meets at the mosque on Thursdays",
        "Sunita and Ros",
        "They gave us tea, talked about it among themselves, and said no. Why is below, as they want it told.",
    ),
    (weeks(5), "The two Traveller sites along the bypass", "", ""),
)
TALKS = (
    (
        weeks(33),
        "Everybody in the room came home to somebody. Nobody here lives alone without a lift. All of us were asked in English.",
        "Ask at the lunch club who goes home alone. Ask Sunita whom people trust who would not come to a council building.",
        "Ros and Sunita",
        weeks(28),
    ),
    (
        weeks(9),
        "Still nobody who came home to a caravan. We say “we could not reach them”. Nobody has driven out there.",
        "Drive out there. Ask what they would change first, before we say a word about the project.",
        "Folake and Dave",
        -weeks(2),
    ),
)
_SHEET = {
    "about": "Coming home from hospital in Tansyford: what is cold, missing or confusing in the first days, and doing something "
    "about it together.",
    "you_do": "Come when you can, say what you know, and help decide. Nobody writes minutes unless they want to.",
    "time": "Two hours on a Thursday every four or five weeks, in the library. By telephone is fine.",
    "get_back": "Fares and parking in cash on the day, food, and somebody to sit with the person you look after. Time is not paid.",
    "hard": "You will hear about bad nights, and some of them may be like yours. You can step out, and nobody follows unless "
    "you want them to.",
    "saying_no": "Then you say so, or just stay away. Nobody asks why, and it changes nothing about the care you get.",
    "kept": "The name you choose, what you say, and what helps you take part if you agree. The group sees the first two.",
    "ask": "Ros at the voluntary action centre, 01632 960 106 (invented)",
}
SHEETS = ((weeks(38), _SHEET | {"hard": ""}), (weeks(17), _SHEET))
"""The second says what can be hard about it: Callum asked why nobody had told him."""

NOES = (
    (
        weeks(20) - 1,
        finding.No(
            "We were asked three times in two years, by three different people. We told each of them about the food and the "
            "visiting hours, and nobody ever came back to say what happened. Come back when you have something to show us.",
            Whose.COMMUNITY,
            Did.DECLINED,
            "The Thursday women’s circle at the mosque",
            ShownTo.REPORT,
        ),
    ),
    (
        weeks(15),
        finding.No(
            "I would have to tell strangers about the worst week of my life to be any use to you.",
            Whose.PERSON,
            Did.DECLINED,
            "",
            ShownTo.REPORT,
        ),
    ),
    (
        weeks(11),
        finding.No("It is always on a Thursday, and Thursday is dialysis.", did=Did.DECLINED, shown_to=ShownTo.GROUP),
    ),
)


@dataclass(frozen=True)
class Held:
    """A role: whose, since when they are asked, and how and when they said yes, if they did."""

    key: str
    who: str
    ago: int
    kind: RoleKind
    what: str
    support: str = ""
    outside: str = ""
    said_yes: int | None = None
    how: HowAgreed = HowAgreed.HERE
    training: str = ""
    had: int | None = None


HELD = (
    Held(
        "facilitates",
        "ros",
        weeks(39),
        RoleKind.FACILITATOR,
        "Keeps the time and the trail, sees that everybody is asked, and does not vote. Until the money ends.",
        outside="Her manager at the voluntary action centre, once a fortnight",
        said_yes=weeks(39),
        training="Two days on chairing when it gets loud",
        had=weeks(31),
    ),
    Held(
        "chairs",
        "bernie",
        weeks(27),
        RoleKind.CO_CHAIR,
        "Opens every other meeting with Ros, and says when we have lost the thread. Not on weeks when Alf is ill.",
        support="ros",
        said_yes=weeks(27) - 2,
        training="An afternoon with somebody who chairs for a living",
        had=weeks(24),
    ),
    Held(
        "reads",
        "whitlock",
        weeks(19),
        RoleKind.REVIEWER,
        "Reads every page before it goes out, and puts a line under each word that nobody says.",
        support="glenys",
        said_yes=weeks(19) - 5,
        how=HowAgreed.PAPER,
    ),
    Held(
        "welcomes",
        "glenys",
        weeks(2),
        RoleKind.WELCOMER,
        "Rings whoever is new the day before, and sits beside them the first time.",
        support="folake",
        training="How to listen on the telephone, one evening",
    ),
    Held(
        "peer",
        "sunita",
        weeks(2) - 1,
        RoleKind.PEER,
        "Is there for others who would rather speak Gujarati. No more than two at a time.",
        support="ros",
    ),
)

SPONSORS = (
    ("helen", "Helen", "Head of buying care at home, the council", weeks(37)),
    ("", "The trust’s chief nurse", "", weeks(37)),
)


@dataclass(frozen=True)
class Given:
    """A promise: whose, since when, by when, and what was said about it."""

    key: str
    of: int
    what: str
    by: int | None = None
    said: tuple[tuple[int, Kept, str, str], ...] = ()
    answered: tuple[int, str] | None = None


GIVEN = (
    Given(
        "come",
        0,
        "To come herself, and not send somebody.",
        said=((weeks(4), Kept.YES, "", "All of us, at the ninth meeting"),),
    ),
    Given(
        "answer",
        0,
        "To answer within two weeks when we ask for something, with a reason.",
        said=(
            (
                weeks(4),
                Kept.PARTLY,
                "Mostly. Twice it took five weeks, and nobody told us that it would.",
                "Bernie and Ken",
            ),
        ),
        answered=(
            weeks(3),
            "Both times I was waiting for the finance office and did not say so. I tell you the same day now that it will be late.",
        ),
    ),
    Given("money", 0, "To set aside part of the extra money for the group to decide on.", by=-weeks(6)),
    Given(
        "once",
        1,
        "To come to one of our meetings before the end of the summer.",
        by=weeks(12),
        said=((weeks(8), Kept.NO, "Two apologies and one deputy. We were given no reason.", "All of us"),),
    ),
)

WORRY = (
    "(This worry is invented, like everything here, so that this page is not empty.) At the last meeting somebody who is paid "
    "to be there rolled their eyes each time one of us spoke who is not. In the corridor they said something about “the usual "
    "suspects”. I think she heard it. She has not said anything, and I do not know whether I should."
)


class Joining:
    """Finding people, roles, promises, and one worry, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group
        self.roles: dict[str, ProjectRole] = {}
        self.sponsors: dict[int, Sponsor] = {}
        self.promises: dict[str, Promise] = {}

    def steps(self) -> Iterator[Step]:
        for place in LOOKED:
            yield place[0], partial(self.look, *place)
        for talk in TALKS:
            yield talk[0], partial(self.talk, *talk)
        for number, (ago, words) in enumerate(SHEETS):
            yield ago, partial(self.write_sheet, number, words)
        for number, (ago, no) in enumerate(NOES):
            yield ago, partial(self.write_no, number, no)
        for held in HELD:
            yield from self._holding(held)
        for number, sponsor in enumerate(SPONSORS):
            yield sponsor[-1], partial(self.name, number)
        for given in GIVEN:
            yield weeks(37) - 1, partial(self.promise, given)
            for said in given.said:
                yield said[0], partial(self.judge, given, said)
            if given.answered:
                yield given.answered[0], partial(self.answer, given)
        yield 0, self.type_in
        yield weeks(1) - 1, self.worry

    def look(self, ago: int, where: str, who: str, came: str) -> None:
        looked = finding.Looked(where, self.group.day(ago), who, came)
        finding.look(
            project=self.group.project, looked=looked, by=self.group.facilitator, place_id=key_of("looked", where)
        )

    def talk(self, ago: int, said: str, will_do: str, who: str, by_when: int) -> None:
        row = finding.talk(
            project=self.group.project,
            said=finding.Talk(said, will_do, who, self.group.day(by_when)),
            by=self.group.facilitator,
            talk_id=key_of("missing", str(ago)),
        )
        row.on = self.group.day(ago)
        row.save(update_fields=["on"])

    def write_sheet(self, number: int, words: dict[str, str]) -> None:
        finding.write_info(project=self.group.project, words=words, after=number, by=self.group.facilitator)

    def write_no(self, number: int, no: finding.No) -> None:
        key = key_of("no", str(number))
        finding.write_no(project=self.group.project, no=no, by=self.group.facilitator, no_id=key)

    def _holding(self, held: Held) -> Iterator[Step]:
        yield held.ago, partial(self.ask, held)
        if held.said_yes is not None:
            yield held.said_yes, partial(self.say_yes, held)
        if held.had is not None:
            yield held.had, partial(self.had, held)

    def ask(self, held: Held) -> None:
        members = self.group.members
        support = members[held.support] if held.support else None
        what = roles.What(held.kind, held.what, support=support, support_outside=held.outside)
        self.roles[held.key] = roles.add(
            project=self.group.project,
            holder=members[held.who],
            what=what,
            by=self.group.facilitator,
            role_id=key_of("project role", held.key),
        )
        if held.training:
            day = self.group.day(held.ago)
            roles.train(
                role=self.roles[held.key], what=held.training, offered_on=day, had_on=None, by=self.group.facilitator
            )

    def say_yes(self, held: Held) -> None:
        roles.agree(role=self.roles[held.key], by=self.group.acting(held.who), how=held.how)

    def had(self, held: Held) -> None:
        roles.had(training=RoleTraining.objects.get(role=self.roles[held.key]), by=self.group.acting(held.who))

    def name(self, number: int) -> None:
        who, name, post, _ago = SPONSORS[number]
        self.sponsors[number] = sponsors.name_sponsor(
            project=self.group.project,
            name=name,
            post=post,
            member=self.group.members[who] if who else None,
            by=self.group.facilitator,
            sponsor_id=key_of("sponsor", str(number)),
        )

    def promise(self, given: Given) -> None:
        self.promises[given.key] = sponsors.promise(
            sponsor=self.sponsors[given.of],
            what=given.what,
            by_when=None if given.by is None else self.group.day(given.by),
            by=self.group.facilitator,
            promise_id=key_of("promise", given.key),
        )

    def judge(self, given: Given, said: tuple[int, Kept, str, str]) -> None:
        _ago, kept, words, said_by = said
        sponsors.say_kept(
            promise=self.promises[given.key], kept=kept, words=words, said_by=said_by, by=self.group.facilitator, seen=0
        )

    def answer(self, given: Given) -> None:
        if given.answered:
            row = self.promises[given.key]
            sponsors.answer(promise=row, words=given.answered[1], by=self.group.members["helen"], seen=1)

    def type_in(self) -> None:
        """One who waits for an answer, from a slip handed in at the last meeting; and one who waits to be told."""
        for key, name, background, would_help in (
            (
                "waits",
                "Mr Okonjo (invented)",
                "I came home in March, on my own. I used to run a bus depot.",
                "Large print.",
            ),
            ("not now", "Petra (invented)", "I work nights on the other ward.", ""),
        ):
            applied = applying.Applied(
                name, "By post, to the lunch club", background, would_help, keep_help=bool(would_help)
            )
            row, _code = applying.type_in(
                project=self.group.project,
                applied=applied,
                said_yes=True,
                by=self.group.facilitator,
                form_id=key_of("application", key),
            )
            if key == "not now":
                reason = "There are more of us who are paid than who are not. Staff wait until that has changed."
                applying.not_now(application=row, reason=reason, by=self.group.facilitator)
            keep = self.group.day(0) + timedelta(days=applying.KEEP_DAYS)
            Application.objects.filter(pk=row.pk).update(erase_on=keep)

    def worry(self) -> None:
        """Told without a name, and read by Ken alone. It is on no other page: that is what there is to see."""
        row = concerns.raise_concern(
            project=self.group.project, told=concerns.Told(WORRY, named=False), by=self.group.members["folake"]
        )
        concerns.mark_read(concern=row, by=self.group.members["ken"])
