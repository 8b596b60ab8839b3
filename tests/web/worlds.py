"""Small invented projects of every shape, made through the product's own actions from a number."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal

from django.utils import timezone

from tests.cast import TODAY
from wesaid.frameworks import all_frameworks, all_ways
from wesaid_web.common.access import NotAllowed
from wesaid_web.delivery.actions import pieces, roles, sessions
from wesaid_web.delivery.models import Agreed, HeldRole, Kind, Piece, SessionKind
from wesaid_web.meetings import actions as meetings
from wesaid_web.meetings.models import Given, Meeting, Stay
from wesaid_web.people.models import User
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.actions import changed, decided, did, said, seeing
from wesaid_web.trail.models import (
    Act,
    Action,
    Change,
    Channel,
    Consent,
    Contribution,
    Decision,
    How,
    HowKnown,
    Reason,
    Result,
    Status,
    TryOut,
)

TEXTS = [
    "A bench by the door",
    '=HYPERLINK("http://evil.example";"click")',
    "  spaces, a trailing one ",
    "Two\nlines and\r\nanother\ttab",
    "“Quotes”, 'apostrophes' and \\backslashes\\ and \"more\"",
    "كلمات من اليمين إلى اليسار",
    "护理员说的话 🙂 é̂",
    "<script>alert(1)</script> & <b>not bold</b>",
    "-1+1, @cmd, +2, \u2028 line separator",
    "x" * 3000,
]


class Maker:
    """Builds one project step by step; every choice comes from the number it was given."""

    def __init__(self, number: int, user: User) -> None:
        self.random = random.Random(number)
        self.project = projects.create_project(name=f"{self.text()[:150]} {number}", by=user)
        self.lead = Member.objects.get(project=self.project, user=user)
        self.people = [self.lead]
        self.person()
        self.say()

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def some(self, rows: list[object], most: int = 3) -> list[object]:
        return self.random.sample(rows, min(len(rows), self.random.randint(1, most)))

    def open(self) -> list[Contribution]:
        return list(Contribution.objects.filter(project=self.project, is_split=False).order_by("created_at", "pk"))

    def day(self) -> object:
        return TODAY - timedelta(days=self.random.randint(0, 400))

    # One step each

    def person(self) -> None:
        hats = self.some(list(self.project.perspectives.all()))
        name = f"Secret name {self.random.randint(0, 10**9)}"
        self.people.append(projects.add_person(project=self.project, name=name, perspectives=hats, by=self.lead))  # type: ignore[arg-type]

    def leave(self) -> None:
        projects.remove(member=self.random.choice(self.people[1:]), by=self.lead)

    def hat(self) -> None:
        lived = self.random.random() < 0.5
        projects.add_perspective(project=self.project, name=self.text()[:60], lived_experience=lived, by=self.lead)

    def rename_hat(self) -> None:
        hat = self.random.choice(list(self.project.perspectives.all()))
        projects.rename_perspective(perspective=hat, name=self.text()[:60], lived_experience=True, by=self.lead)

    def charter(self) -> None:
        words: dict[str, object] = {name: self.text() for name in charter_actions.WORDS}
        words |= {"aims": [self.text() for _ in range(2)], "asked_for": self.random.choice(["", "yes"])}
        words |= {"may_change_focus": self.random.choice(["", "not_sure"])}
        draft = charter_actions.draft_of(self.project)
        edition = draft.edition if draft else 0
        draft = charter_actions.save_draft(project=self.project, words=words, edition=edition, by=self.lead)
        framework, item = self.lens()
        charter_actions.see_through(charter=draft, framework=framework, item=item, by=self.lead)
        if self.random.random() < 0.8:
            put = charter_actions.put_to_group(project=self.project, by=self.lead)
            charter_actions.sign(charter=put, by=self.lead)

    def say(self) -> None:
        speaker = self.random.choice([None, *self.people])
        text = self.text()
        entered = said.Said(
            text=text,
            language=("", "", "cy", "ur")[len(text) % 4],
            perspective=self.random.choice(list(self.project.perspectives.all())),
            author=self.random.choice([None, *self.people]),
            said_on=self.day(),  # type: ignore[arg-type]
            channel=self.random.choice(list(Channel)),
            tags=self.random.sample(["food", "night", "letters", "té"], self.random.randint(0, 3)),
            author_withheld=self.random.random() < 0.3,
            about_other=self.random.random() < 0.2,
            speaker=speaker,
            meeting=self.random.choice([None, *self.met()]),
        )
        said.add(project=self.project, said=entered, by=self.lead)

    def support(self) -> None:
        said.support(contribution=self.random.choice(self.open()), by=self.lead)

    def hide(self) -> None:
        said.hide(contribution=self.random.choice(self.open()), reason=self.text(), by=self.lead)

    def talk(self) -> None:
        said.talk_about(contributions=self.some(self.open()), talking=True, by=self.lead)  # type: ignore[arg-type]

    def consent(self) -> None:
        answer = self.random.choice([Consent.YES, Consent.NO])
        said.consent(contribution=self.random.choice(self.open()), answer=answer, words=self.text(), by=self.lead)

    def merge(self) -> None:
        said.merge(contribution=self.random.choice(self.open()), into=self.random.choice(self.open()), by=self.lead)

    def unmerge(self) -> None:
        said.unmerge(contribution=self.random.choice(self.open()), by=self.lead)

    def split(self) -> None:
        said.split(contribution=self.random.choice(self.open()), texts=[self.text(), self.text()], by=self.lead)

    def unsplit(self) -> None:
        whole = Contribution.objects.filter(project=self.project, is_split=True).order_by("pk").first()
        if whole:
            said.unsplit(contribution=whole, by=self.lead)

    def decide(self) -> None:
        result = self.random.choice(list(Result))
        listed = self.random.choice(list(Reason)) if result not in {Result.GO_AHEAD, Result.TRY_OUT} else None
        hats = list(self.project.perspectives.all())
        answers = decided.Answers(
            result=result,
            reason=self.text(),
            decided_by="Secret decider",
            decided_on=self.day(),  # type: ignore[arg-type]
            reason_code=listed,
            look_again=TODAY if result == Result.LATER or self.random.random() < 0.3 else None,
            how=self.random.choice([None, *How]),
            final_say=self.random.choice([None, *hats]),
            dissent=self.random.choice(["", self.text()]),
            present=self.random.sample(self.people, self.random.randint(0, len(self.people))),
            present_counts={hat: self.random.randint(0, 9) for hat in hats[:2]},
            meeting=self.random.choice([None, *self.met()]),
        )
        earlier = list(Decision.objects.filter(project=self.project).order_by("seq"))
        replaces = self.random.sample(earlier, self.random.randint(0, min(2, len(earlier))))
        chosen = self.some(self.open())
        decided.decide(project=self.project, contributions=chosen, answers=answers, replaces=replaces, by=self.lead)  # type: ignore[arg-type]

    def details(self) -> None:
        row = self._one(Decision)
        present = self.random.sample(self.people, self.random.randint(0, len(self.people)))
        how = None if row.how else How.VOTE  # what was said stays
        decided.add_details(
            decision=row, how=how, final_say=None, dissent="", present=present, present_counts={}, by=self.lead
        )

    def met(self) -> list[Meeting]:
        return list(Meeting.objects.filter(project=self.project).order_by("on", "made_at"))

    def meet(self) -> None:
        """A meeting that is planned; most are held, some are cancelled."""
        hats = list(self.project.perspectives.all())
        pick = self.random.choice
        people = self.random.sample(self.people, self.random.randint(0, len(self.people)))
        plan = meetings.Plan(
            on=self.day(),  # type: ignore[arg-type]
            purpose=self.text()[:200],
            starts=pick([None, time(14)]),
            ends=pick([None, time(16, 30)]),
            place="Secret room",
            link="Secret link",
            chair=pick([None, *self.people]),
            know_each_other=pick([None, 20]),
            formats=[self.text()[:150], "Welsh"],
        )
        row = meetings.plan(project=self.project, plan=plan, by=self.lead)
        points = [meetings.Point(self.text()[:300], "Secret leader", pick([None, 5])) for _point in range(2)]
        meetings.set_agenda(meeting=row, points=points, edition=1, by=self.lead)
        coming = [meetings.Coming(person, pick([None, *hats])) for person in people]
        coming.append(meetings.Coming(None, pick(hats), self.random.randint(1, 9)))
        meetings.expect(meeting=row, coming=coming, edition=2, by=self.lead)
        notice = meetings.ShortNotice(why="Secret why", told_on=TODAY, what="Secret what")
        if self.random.random() < 0.2:
            meetings.cancel(meeting=row, notice=notice, by=self.lead)
            return
        meetings.give_notice(meeting=row, notice=notice, by=self.lead)
        for edition in range(self.random.randint(0, 2)):
            seats = [meetings.Seat(pick(hats), member=person, stay=pick([None, *Stay])) for person in people]
            seats += [meetings.Seat(pick(hats), name="Secret guest"), meetings.Seat(pick(hats), people=3)]
            chaired, given = pick([None, *self.people]), {1: pick(list(Given))}
            held = meetings.Held(seats[: len(seats) - edition], chaired, given)
            row.refresh_from_db()
            meetings.write_down(meeting=row, held=held, edition=row.attendance_edition, by=self.lead)

    def act(self) -> None:
        decisions = list(Decision.objects.filter(project=self.project).order_by("seq"))
        did.add(
            project=self.project,
            what=self.text(),
            contributions=self.some(self.open()),  # type: ignore[arg-type]
            decision=self.random.choice([None, *decisions]),
            workers=self.random.sample(self.people, self.random.randint(0, len(self.people))),
            others="Secret helpers",
            due=self.random.choice([None, TODAY]),
            by=self.lead,
            status=self.random.choice([Status.NOT_STARTED, Status.DOING, Status.DONE]),
        )

    def status(self) -> None:
        did.set_status(
            action=self._one(Action), status=self.random.choice(list(Status)), note=self.text(), by=self.lead
        )

    def plan(self) -> None:
        did.plan_try(action=self._one(Action), plan=self.text(), prediction=self.text(), by=self.lead)

    def write(self) -> None:
        row = TryOut.objects.filter(action__project=self.project, act="").order_by("pk").first()
        if row:
            act = self.random.choice([None, *Act])
            did.write_try(round_=row, did=self.text(), studied=self.text(), act=act, edition=row.edition, by=self.lead)

    def change(self) -> None:
        hats = list(self.project.perspectives.all())
        known = self.random.choice(list(HowKnown))
        account = self.random.choice(
            [
                changed.Account(what=self.text(), nothing_changed=True),
                changed.Account(
                    what=self.text(),
                    how_known=known,
                    account=self.text(),
                    for_whom="Everyone",
                    since=TODAY,
                    measure="Hours" if known == HowKnown.MEASURE else "",
                    before="6",
                    after="4",
                    compared_with=self.random.choice(["", "The ward next door"]),
                    chosen_by=self.random.choice([None, *hats]),
                ),
            ]
        )
        actions = list(Action.objects.filter(project=self.project).order_by("pk"))
        some = self.random.sample(actions, self.random.randint(0, len(actions)))
        chosen = self.some(self.open())
        changed.add(project=self.project, account=account, contributions=chosen, actions=some, by=self.lead)  # type: ignore[arg-type]

    def deliver(self) -> None:
        """Something that is delivered, with a role in it that begins."""
        decisions = list(Decision.objects.filter(project=self.project).order_by("seq"))
        actions = list(Action.objects.filter(project=self.project).order_by("pk"))
        changes = list(Change.objects.filter(project=self.project).order_by("pk"))
        delivered = pieces.Delivered(
            what=self.text(),
            for_whom=self.random.choice(["", self.text()]),
            agreed_with="Secret ward",
            decision=self.random.choice([None, *decisions]),
            action=self.random.choice([None, *actions]),
            change=self.random.choice([None, *changes]),
        )
        self.role(pieces.add(project=self.project, delivered=delivered, by=self.lead))

    def role(self, piece: Piece) -> None:
        paper = [person for person in self.people if person.user_id is None and person.left_at is None]
        if not paper:
            return
        terms = roles.Terms(
            kind=self.random.choice(list(Kind)),
            called=self.random.choice(["", "Host"]),
            tasks=self.text(),
            terms="Secret terms",
            support=self.lead,
            stepping_back="Secret number",
        )
        role = roles.add(piece=piece, holder=self.random.choice(paper), terms=terms, by=self.lead)
        roles.write_risks(role=role, risks=roles.Risks(*["Secret risk"] * 4), edition=0, by=self.lead)
        roles.start(role=role, by=self.lead, how=Agreed.PAPER)

    def end_piece(self) -> None:
        piece = self._one(Piece)
        delivered = pieces.Delivered(what=self.text(), ended_on=TODAY)
        pieces.edit(piece=piece, delivered=delivered, edition=piece.edition, by=self.lead)  # type: ignore[arg-type, attr-defined]

    def deliver_once(self) -> None:
        role = self._one_role()
        given = sessions.Delivered(
            on=timezone.localdate(),
            hours=Decimal(self.random.randint(1, 20)) / 4,
            reached=self.random.randint(0, 9),
            kind=self.random.choice(list(SessionKind)),
            languages=self.random.choice(["", "Welsh", "Español"]),
            learned="Secret lesson",
        )
        sessions.log(role=role, delivered=given, by=self.lead)

    def step_back(self) -> None:
        roles.step_back(role=self._one_role(), words="Secret reason", by=self.lead)

    def _one_role(self) -> HeldRole:
        rows = list(HeldRole.objects.filter(piece__project=self.project).order_by("pk"))
        if not rows:
            raise NotAllowed
        return self.random.choice(rows)

    def lens(self) -> tuple[str, str]:
        framework = self.random.choice(all_frameworks())
        return framework.name, self.random.choice(["", *(part.id for part in framework.items)])

    def look(self) -> None:
        """See something through something; sometimes take it away again."""
        framework, item = self.lens()
        thing = self.random.choice([*self.open(), *Decision.objects.filter(project=self.project).order_by("seq")])
        for back in (False, True)[: self.random.choice([1, 1, 1, 2])]:
            seeing.see_through(thing=thing, framework=framework, item=item, by=self.lead, back=back)

    def ways(self) -> None:
        names = [way.id for way in all_ways()]
        projects.set_ways(project=self.project, ways=self.some(names), by=self.lead)  # type: ignore[arg-type]

    def _one(self, model: type) -> object:
        rows = list(model.objects.filter(project=self.project).order_by("pk"))  # type: ignore[attr-defined]
        if not rows:
            raise NotAllowed
        return self.random.choice(rows)  # type: ignore[no-any-return]


STEPS: list[Callable[[Maker], None]] = [
    Maker.person,
    Maker.leave,
    Maker.hat,
    Maker.rename_hat,
    Maker.charter,
    *[Maker.look] * 3,
    Maker.ways,
    *[Maker.say] * 4,
    Maker.support,
    Maker.hide,
    Maker.talk,
    Maker.consent,
    *[Maker.merge] * 2,
    Maker.unmerge,
    *[Maker.split] * 2,
    Maker.unsplit,
    *[Maker.meet] * 2,
    *[Maker.decide] * 3,
    Maker.details,
    *[Maker.act] * 2,
    *[Maker.status] * 3,
    *[Maker.plan] * 3,
    *[Maker.write] * 3,
    *[Maker.change] * 2,
    *[Maker.deliver] * 2,
    Maker.end_piece,
    *[Maker.deliver_once] * 2,
    Maker.step_back,
]


def make(number: int, user: User, *, steps: int = 25, after: Callable[[Project], None] | None = None) -> Project:
    """A project of ``steps`` steps. Steps that the rules refuse are passed over; ``after`` is called after each."""
    maker = Maker(number, user)
    for _step in range(steps):
        with contextlib.suppress(NotAllowed):
            maker.random.choice(STEPS)(maker)
        if after:
            after(maker.project)
    return maker.project
