"""A page asks the database the same number of questions, however much there is: with one of everything, with three, with twelve.

Long because the one project it grows has so many of everything that a page can show.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import (
    EVERYTHING,
    TODAY,
    TOMORROW,
    ask_and_close,
    ask_form,
    complain,
    give_form,
    make_safe,
    make_user,
    picture,
    table,
    tell_worry,
)
from tests.cast_rooms import RISKS
from tests.crawl import BY_CODE, NAMED, OF_PROJECT, OF_ROWS, OUTSIDE, addresses, outside
from tests.pages import body
from wesaid.frameworks import all_frameworks, all_ways
from wesaid_web.delivery.actions import own, pieces, roles, sessions
from wesaid_web.delivery.models import Development, HeldRole, Kind
from wesaid_web.evaluation import actions as askings
from wesaid_web.joining.actions import applying, finding, sponsors
from wesaid_web.joining.actions import roles as project_roles
from wesaid_web.joining.models import Kept, RoleKind
from wesaid_web.joining.models import ShownTo as Whom
from wesaid_web.joining.views.apply import seal
from wesaid_web.meetings import actions as meetings
from wesaid_web.people.models import User
from wesaid_web.privacy.models import GoesTo
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions, glossary_actions, reflection_actions, voice_actions
from wesaid_web.projects.models import Member, Perspective, Project, Role, Topic
from wesaid_web.projects.queries import voice_of
from wesaid_web.show import actions as show
from wesaid_web.support import actions as support
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions as concerns
from wesaid_web.support.models import Concern, Met, NeedsSheet, NoteKind, ReturnKind, ShownTo
from wesaid_web.trail import bridge, sealed
from wesaid_web.trail.actions import (
    changed,
    decided,
    did,
    files,
    guest_words,
    guests,
    imports,
    recording,
    said,
    seeing,
    slips,
)
from wesaid_web.trail.actions.telling import hand_out
from wesaid_web.trail.models import (
    Act,
    Action,
    Consent,
    Contribution,
    Decision,
    HowKnown,
    Reason,
    Result,
    Status,
)
from wesaid_web.trail.postcards import to_hand_out
from wesaid_web.trail.views import asking
from wesaid_web.trail.views.worries import from_words

SIZES = (1, 3, 12)


class Grown:
    """A project with so many of everything: beside each other, and on one of each kind."""

    def __init__(self, size: int, lead: User) -> None:
        self.size = size
        self.project: Project = projects.create_project(name=f"Of {size}", by=lead)
        self.lead = Member.objects.get(project=self.project, user=lead)
        make_safe(self.project, self.lead, lead=self.lead)
        self.people = [self._person(number) for number in range(size)]
        self.me = self.people[0]
        self.hats: list[Perspective] = [
            projects.add_perspective(project=self.project, name=f"Hat {number}", lived_experience=True, by=self.lead)
            for number in range(size)
        ]
        for person in self.people:
            projects.set_hats(member=person, name=person.name, perspectives=self.hats, by=person)
        for number in range(size):
            projects.add_person(project=self.project, name=f"Paper {number}", perspectives=self.hats, by=self.lead)
            projects.invite(project=self.project, role=Role.MEMBER, by=self.lead, whom=f"Whom {number}")
        self._charters()
        self._look_at_ourselves()
        self._meet()
        self.hub = self._say("The one that everything is about")
        self.said = [self._say(f"Words {number}") for number in range(size)]
        self._steps()
        self._see()
        for _number in range(size):
            imports.prepare(project=self.project, upload=table(), by=self.lead)
        self._guests()
        self._get_back()
        self._care()
        for person in self.people:
            self.complaint = complain(self.project, person, GoesTo.FACILITATORS)
        self._come_in()
        self._deliver()
        self._askings()
        self._releases()

    def _person(self, number: int) -> Member:
        secret = projects.invite(project=self.project, role=Role.MEMBER, by=self.lead)
        return projects.accept_invitation(secret=secret, user=make_user(f"Of {self.size} number {number}"))

    def _charters(self) -> None:
        words: dict[str, object] = {
            **dict.fromkeys(charter_actions.WORDS, "x"),
            "asked_for": "",
            "may_change_focus": "",
        }
        for number in range(min(self.size, 3)):
            aims = [f"Aim {aim}" for aim in range(self.size)]
            charter_actions.save_draft(project=self.project, words=words | {"aims": aims}, edition=0, by=self.lead)
            put = charter_actions.put_to_group(project=self.project, by=self.lead)
            for person in self.people if number == 0 or self.size == 1 else self.people[:2]:
                charter_actions.sign(charter=put, by=person)
        charter_actions.save_draft(project=self.project, words=words | {"aims": ["x"]}, edition=0, by=self.lead)

    def _look_at_ourselves(self) -> None:
        staff = self.project.perspectives.get(code="staff")
        projects.set_hats(member=self.lead, name=self.lead.name, perspectives=[staff], by=self.lead)
        voice_actions.ask_for_voice(project=self.project, by=self.lead)
        for person in self.people:
            if not voice_of(self.project, person).is_on:
                voice_actions.answer_voice(project=self.project, agrees=True, by=person)
        for topic in (Topic.SCIE_EQUALITY, Topic.BAMBER_CAPACITY):
            for number in range(self.size):
                thought = reflection_actions.Thought(well="x", next_step="x", who="x", by_when=TODAY)
                reflection_actions.reflect(project=self.project, topic=topic, thought=thought, after=number, by=self.me)
        reflection_actions.write_own_power(answers={"decides": "x"}, by=self.lead)
        for number in range(self.size):
            glossary_actions.write_word(project=self.project, word=f"Word {number}", meaning="x", by=self.me)
            glossary_actions.ask_word(project=self.project, word="x", where="x", by=self.me)

    def _meet(self) -> None:
        """So many meetings that were and that are still to be; on each so many of everything, corrected once."""
        for on in (TODAY, TOMORROW):
            for number in range(self.size):
                formats = [f"Format {place}" for place in range(self.size)]
                plan = meetings.Plan(on=on, purpose=f"Talk {number}", chair=self.lead, formats=formats)
                row = meetings.plan(project=self.project, plan=plan, by=self.lead)
                points = [meetings.Point(f"Point {place}", "x", 5) for place in range(self.size)]
                meetings.set_agenda(meeting=row, points=points, edition=1, by=self.lead)
                coming = [meetings.Coming(person, self.hats[0]) for person in self.people]
                coming += [meetings.Coming(None, hat, 2) for hat in self.hats] + [meetings.Coming(self.lead, None)]
                meetings.expect(meeting=row, coming=coming, edition=2, by=self.lead)
                for place in range(self.size):
                    notice = meetings.ShortNotice(why="x", told_on=TODAY, what=f"x {place}")
                    meetings.give_notice(meeting=row, notice=notice, by=self.lead)
                if on == TODAY:
                    self.meeting = row
                    self._attend(row)

    def _attend(self, row: meetings.Meeting) -> None:
        for edition in (0, 1):
            hat = self.hats[-edition]
            seats = [meetings.Seat(hat, member=person) for person in self.people]
            seats += [meetings.Seat(hat, name=f"Guest {place}") for place in range(self.size)]
            seats += [meetings.Seat(one, people=2 + edition) for one in self.hats]
            held = meetings.Held(seats, self.me)
            row.refresh_from_db()
            meetings.write_down(meeting=row, held=held, edition=edition, by=self.lead)

    def _say(self, text: str, tags: int | None = None) -> Contribution:
        count = self.size if tags is None else tags
        entered = said.Said(
            text=text,
            perspective=self.hats[0],
            author=self.me,
            said_on=TODAY,
            tags=[f"Tag {number}" for number in range(count)],
            speaker=self.lead,
            meeting=self.meeting,
        )
        row = said.add(project=self.project, said=entered, by=self.me)
        said.support(contribution=row, by=self.lead)
        said.consent(contribution=row, answer=Consent.YES, words="Public words", by=self.me)
        return row

    def _steps(self) -> None:
        """On the hub so many of everything; and on each of what was said one of everything."""
        self._rounds()
        for number, row in enumerate(self.said):
            said.edit(
                contribution=self.hub,
                text=f"The hub, said {number} times",
                tags=[f"Tag {tag}" for tag in range(self.size)],
                perspective=self.hats[0],
                edition=number + 1,
                by=self.me,
            )
            kept = files.keep(project=self.project, upload=picture(), by=self.me)
            files.attach(attachment=kept, contribution=self.hub, description="x", by=self.me)
            ask_form(self.project, self.hub, self.me, self.lead)
            said.merge(contribution=self._say(f"Joined {number}", 1), into=self.hub, by=self.lead)
            hidden = self._say(f"Hidden {number}", 1)
            said.hide(contribution=hidden, reason="x", by=self.lead)
            decision = self._decide([row], Result.GO_AHEAD)
            give_form(self.project, decision, self.me)
            self._decide([self._say(f"Later {number}", 1)], Result.LATER)
            action = self._act([row], decision)
            did.set_status(action=self._act([row], decision, Status.DONE), status=Status.DONE, note="x", by=self.me)
            self._change([row], [action])
        whole = self._say("Whole", 1)
        said.split(contribution=whole, texts=[f"Part {number}" for number in range(max(self.size, 2))], by=self.lead)
        said.talk_about(contributions=[self._say("Talked about", 1)], talking=True, by=self.lead)
        said.consent(contribution=self.hub, answer=Consent.YES, words="Public words", by=self.me)
        standing: list[Decision] = []
        for _number in range(self.size):
            standing.append(self._decide([self.hub, *self.said], Result.TRY_OUT, *standing[-1:]))
        actions = [self._act([self.hub, *self.said], standing[-1]) for _number in range(self.size)]
        for _number in range(self.size):
            self._change([self.hub, *self.said], actions)

    def _see(self) -> None:
        """The hub, the last decision and the draft, each seen through so many frameworks and parts."""
        every = [(one.name, item.id) for one in all_frameworks() for item in one.items][: self.size]
        draft = charter_actions.draft_of(self.project)
        assert draft
        for framework, item in every:
            for thing in (self.hub, self.project.decisions.order_by("-seq")[0]):
                seeing.see_through(thing=thing, framework=framework, item=item, by=self.me)
            charter_actions.see_through(charter=draft, framework=framework, item=item, by=self.lead)
        projects.set_ways(project=self.project, ways=[way.id for way in all_ways()][: self.size], by=self.lead)

    def _rounds(self) -> None:
        """One action with so many notes and rounds of trying out, the last of them open."""
        self.tried = self._act([self.hub], None)
        for number in range(self.size + 1):
            did.add_note(action=self.tried, text="x", by=self.me)
            round_ = did.plan_try(action=self.tried, plan="x", prediction="x", by=self.me)
            act = Act.ADAPT if number < self.size else None
            did.write_try(round_=round_, did="x", studied="x", act=act, edition=1, by=self.me)

    def _decide(self, on: list[Contribution], result: Result, *replaces: Decision) -> Decision:
        answers = decided.Answers(
            result=result,
            reason="x",
            reason_code=Reason.MONEY if result == Result.LATER else None,
            look_again=TODAY,
            decided_by="x",
            decided_on=TODAY,
            final_say=self.hats[0],
            present=self.people,
            present_counts=dict.fromkeys(self.hats, 2),
            meeting=self.meeting,
        )
        return decided.decide(project=self.project, contributions=on, answers=answers, replaces=replaces, by=self.lead)

    def _act(self, on: list[Contribution], decision: Decision | None, status: Status = Status.DOING) -> Action:
        return did.add(
            project=self.project,
            what="x",
            contributions=on,
            decision=decision,
            workers=self.people,
            others="",
            due=TODAY,
            status=status,
            by=self.me,
        )

    def _change(self, on: list[Contribution], actions: list[Action]) -> None:
        account = changed.Account(what="x", how_known=HowKnown.STORY, account="x", chosen_by=self.hats[0])
        changed.add(project=self.project, account=account, contributions=on, actions=actions, by=self.me)

    def _guests(self) -> None:
        """So many invitations; with the last, so many things said with one code, decided, done and changed; so many receipts."""
        codes = guest_words.Codes.new()
        hat = guest_words.hat_of_guests(self.project)
        for number in range(min(self.size, guest_words.MOST_IN_ONE_VISIT)):
            made = guests.invite_guests(
                project=self.project, label="x", days=14, most=99, by=self.lead, meeting=self.meeting
            )
            given = guest_words.GuestSaid(text=f"Guest {number}", perspective=hat, about_other=True)
            row = guest_words.say(invitation=made.invitation, said=given, codes=codes)
            self._change([row], [self._act([row], self._decide([row], Result.GO_AHEAD))])
            other = guest_words.Codes.new()
            guest_words.say(invitation=made.invitation, said=given, codes=other)
            guest_words.ask_to_say_more(digest=guest_words.digest_of(other.own), words="x")
            typed = said.Said(text=f"Typed {number}", perspective=hat, author=None, said_on=TODAY)
            entered = said.add(project=self.project, said=typed, by=self.lead)
            guest_words.give_codes(contributions=[entered], by=self.lead)
            _batch, printed = slips.print_slips(
                project=self.project, label="x", count=2, meeting=self.meeting, by=self.lead
            )
            on_paper = {"project": self.project, "said": typed, "by": self.lead, "public": Consent.YES}
            slips.type_in(code=printed[0].code, key=uuid.uuid4(), **on_paper)  # type: ignore[arg-type]
            self._on_paper(entered)
        self.guest_row, self.guest_invitation = row, made.invitation

    def _on_paper(self, row: Contribution) -> None:
        """Decided, which was handed out on a card; then done and changed, which is on the next."""
        decision = self._decide([row], Result.GO_AHEAD)
        keys = [key for card in to_hand_out(self.project) for key in card.keys]
        hand_out(project=self.project, news=keys, by=self.lead)
        self._change([row], [self._act([row], decision)])

    def _get_back(self) -> None:
        """On one set of terms so many things; and so many people with terms, each with one thing that waits."""
        for person in [*self.people, *[self.me] * self.size]:
            terms = support.write_terms(member=person, work="x", in_return="x", pay_within=7, by=self.lead)
            support.agree(terms=terms, by=person)
            given = support.Offer(kind=ReturnKind.PAYMENT, what_for="x", on=TODAY, minutes=60, pence=100)
            for _number in range(self.size):
                support.accept(given=support.offer(terms=terms, given=given, by=self.lead), by=person)
            self.terms, self.given = terms, terms.returns.all()[0]

    def _care(self) -> None:
        """On one need so many answers, and so many needs of everybody; so many worries, on one of them so much."""
        needed = care.Needed("x", ShownTo.GROUP)
        for person in [self.lead, *self.people, *[self.me] * self.size]:
            need = care.write_need(member=person, needed=needed, said_yes=True, by=person)
            care.agree_need(need=need, agreed="x", review_on=TODAY, edition=1, by=self.lead)
            for _number in range(self.size):
                care.answer_need(need=need, met=Met.YES, words="x", by=person)
            self.need = need
        for _number in range(self.size):
            given = {"name": "x", "phone": "x", "hours": "x", "what_for": "x"}
            self.after = care.add_contact(project=self.project, by=self.lead, **given)
            self.asked_how = care.check_in(
                member=self.me, on=TODAY, words="x", again_on=TODAY, said_yes=True, by=self.lead
            )
            NeedsSheet.objects.create(project=self.project, number=_number + 1, content={"people": None})
            self._worry(closed=True)
        self.worry = self._worry(closed=False)
        for _number in range(self.size):
            concerns.add_to(concern=self.worry, words="x", by=self.me)
            concerns.note(concern=self.worry, kind=NoteKind.DONE, words="x", by=self.lead)
        concerns.mark_read(concern=self.worry, by=self.lead)

    def _worry(self, *, closed: bool) -> Concern:
        row = tell_worry(self.project, self.me, excluded=tuple(self.people[1:]))
        if closed:
            concerns.close(concern=row, outcome="x", remove_on=timezone.localdate(), by=self.lead)
        return row

    def _come_in(self) -> None:
        """So many places, talks, editions, people who would like to take part, who said no, roles, promises; and on one so much."""
        opening, self.opening_secret = applying.open_up(project=self.project, label="x", days=30, most=99, by=self.lead)
        what = project_roles.What(RoleKind.FACILITATOR, "x", support=self.me)
        for number in range(self.size):
            self.looked = finding.look(project=self.project, looked=finding.Looked("x", TODAY), by=self.me)
            finding.talk(project=self.project, said=finding.Talk("x"), by=self.me)
            info = {"about": "x", "ask": "x"}
            finding.write_info(project=self.project, words=info, after=number, by=self.lead)
            why = finding.No(f"x {number}", shown_to=Whom.REPORT)
            self.no = finding.write_no(project=self.project, no=why, by=self.lead)
            applied = applying.Applied(name=f"x {number}", background="x")
            self.waits, _code = applying.apply(opening=opening, applied=applied, form_id=uuid.uuid4())
            other, _code = applying.apply(opening=opening, applied=applied, form_id=uuid.uuid4())
            applying.not_now(application=other, reason="x", by=self.lead)
            self.held = project_roles.add(project=self.project, holder=self.lead, what=what, by=self.lead)
            sponsor = sponsors.name_sponsor(project=self.project, name="x", post="x", member=self.me, by=self.lead)
            for _other in range(self.size):
                project_roles.train(role=self.held, what="x", offered_on=TODAY, had_on=None, by=self.lead)
                self.promise = sponsors.promise(sponsor=sponsor, what="x", by_when=TODAY, by=self.lead)
            self.sponsor = sponsor
        for number in range(self.size):
            sponsors.say_kept(promise=self.promise, kept=Kept.NO, words="x", said_by="x", by=self.lead, seen=2 * number)
            sponsors.answer(promise=self.promise, words="x", by=self.me, seen=2 * number + 1)

    def _deliver(self) -> None:
        """So many pieces; on the last so many roles; on the last role so many of everything."""
        for number in range(self.size):
            delivered = pieces.Delivered(
                what=f"Piece {number}",
                decision=self.project.decisions.order_by("seq").last(),
                action=self.tried,
                change=self.project.changes.order_by("recorded_at").last(),
            )
            self.piece = pieces.add(project=self.project, delivered=delivered, by=self.lead)
            self._role(self.me)
        for person in self.people:
            self._role(person)
        self.role = self._role(self.me)
        for number in range(self.size):
            roles.offer_training(role=self.role, what="x", offered_on=TODAY, had_on=None, by=self.lead)
            roles.sat_down(role=self.role, on=TODAY - timedelta(days=number), by=self.lead)
            done = sessions.Delivered(timezone.localdate(), Decimal(1), 1, languages=f"Language {number}", learned="x")
            told = sessions.log(role=self.role, delivered=done, by=self.me)
            sessions.log(role=self.role, delivered=done, by=self.me)
            sessions.say_learned(session=told, hat=self.hats[0], by=self.me)
            roles.step_back(role=self.role, by=self.me, words="x")
            roles.start(role=self.role, by=self.me)
            for person in (self.me, self.lead, self.people[-1]):
                own.write(text="x", shared=True, by=person)
        for person in self.people:
            own.tell_how(through_peer=True, by=person)
        self.session = self.role.sessions.filter(contribution=None)[0]

    def _role(self, holder: Member) -> HeldRole:
        terms = roles.Terms(kind=Kind.COACH, support=self.lead, limit_hours=Decimal(1), limit_people=1)
        role = roles.add(piece=self.piece, holder=holder, terms=terms, by=self.lead)
        roles.write_risks(role=role, risks=RISKS, edition=0, by=self.lead)
        roles.start(role=role, by=holder)
        sessions.log(role=role, delivered=sessions.Delivered(timezone.localdate(), Decimal(2), 1), by=holder)
        return role

    def _askings(self) -> None:
        for number in range(self.size):
            ask_and_close(self.project, self.lead, self.hats[number])
            row = askings.open_round(project=self.project, asking=EVERYTHING, by=self.lead)
            askings.answer(round_=row, said=askings.Said(self.hats[0], {"ladder": ["4"]}), by=self.lead)

    def _releases(self) -> None:
        show.freeze_sheet(project=self.project, by=self.lead)
        for last in (False, True):
            release = show.prepare(project=self.project, by=self.lead)
            for person in self.people:
                show.answer(release=release, happy=True, words="x", by=person)
            if not last:
                show.publish(release=release, by=self.lead)

    def clients(self) -> dict[str, Client]:
        found = {}
        for name, member in (("facilitator", self.lead), ("member", self.me)):
            found[name] = Client()
            found[name].force_login(member.user)  # type: ignore[arg-type]
        return found


NUMBERED = {
    "projects:charter_version",
    "projects:reflection",
    "projects:reflection_write",
    "trail:sheet",
    "trail:sheet_type",
}
"""Rows whose addresses hold a number, and no id to know them by."""


def asked(client: Client, address: str) -> list[str]:
    """The statements of opening one page."""
    with CaptureQueriesContext(connection) as captured:
        body(client.get(address))
    return [one["sql"] for one in captured.captured_queries]


def most(grown: Grown) -> dict[str, tuple[int, list[str]]]:
    """For each kind of address and each person, the page that asks most: that of whatever has most on it is among them."""
    found: dict[str, tuple[int, list[str]]] = defaultdict(lambda: (0, []))
    for who, client in grown.clients().items():
        client.get("/about/")
        for name, address in [*outside(), *_one_of_a_kind(grown), *_of_guests(grown)]:
            statements = asked(client, address)
            key = f"{name} {address.partition('?')[2].partition('=')[0]} as {who}".replace("  ", " ")
            found[key] = max(found[key], (len(statements), statements), key=lambda one: one[0])
    return dict(found)


def _of_guests(grown: Grown) -> list[tuple[str, str]]:
    """Pages of whoever said most with one code, and of the person that is about."""
    receipt = grown.guest_row.receipt
    token, about = (
        sealed.seal_mine(sealed.Whose.OWN, receipt.digest),
        sealed.seal_mine(sealed.Whose.ABOUT, receipt.about_digest),
    )
    named = {
        "guests:say": [sealed.seal_invitation(grown.guest_invitation.pk)],
        "guests:worry": [from_words(grown.project, [grown.guest_row])],
        "guests:ask_word": [asking.from_words(grown.project, [grown.guest_row])],
        "guests:ask_form": [asking.from_words(grown.project, [grown.guest_row])],
        "guests:words": [token],
        "guests:more": [token],
        "guests:forget": [token],
        "guests:correct": [token, grown.guest_row.pk],
        "guests:withdraw": [token, grown.guest_row.pk],
        "apply:apply": [grown.opening_secret],
        "apply:answer": [seal(grown.waits)],
        "apply:take_back": [seal(grown.waits)],
    }
    pages = [(name, reverse(name, args=args)) for name, args in named.items()]
    return [*pages, ("guests:words of the person it is about", reverse("guests:words", args=[about]))]


def _one_of_a_kind(grown: Grown) -> list[tuple[str, str]]:
    """The lists, and of the rows those with most on them and one other: opening each of thousands would say no more."""
    wanted = {
        grown.hub.pk,
        grown.said[0].pk,
        grown.tried.pk,
        grown.me.pk,
        grown.hats[0].pk,
        grown.terms.pk,
        grown.given.pk,
        grown.meeting.pk,
    }
    wanted |= {grown.need.pk, grown.after.pk, grown.asked_how.pk, grown.worry.pk, grown.complaint.pk}
    wanted |= {grown.looked.pk, grown.no.pk, grown.waits.pk, grown.held.pk, grown.sponsor.pk, grown.promise.pk}
    wanted |= {grown.piece.pk, grown.role.pk, grown.session.pk, grown.guest_row.pk, grown.guest_invitation.pk}
    wanted |= {row.pk for row in Development.objects.filter(member=grown.me)[:1]}
    wanted |= {row.pk for row in grown.project.meetings.filter(on=TOMORROW)[:1]}
    wanted |= {row.pk for row in grown.project.decisions.order_by("-seq")[:1]}
    wanted |= {row.pk for row in grown.project.actions.order_by("-made_at")[:1]}
    wanted |= {row.pk for row in grown.project.changes.order_by("-recorded_at")[:1]}
    wanted |= {row.pk for row in Contribution.objects.filter(project=grown.project, is_split=True)}
    wanted |= {row.pk for row in Contribution.objects.filter(project=grown.project, part_of__isnull=False)[:1]}
    wanted |= {row.pk for row in Contribution.objects.filter(project=grown.project, hidden_at__isnull=False)[:1]}
    wanted |= {row.pk for row in grown.project.members.filter(user=None)[:1]}
    wanted |= {row.pk for row in grown.project.imports.all()[:1]}
    wanted |= {row.pk for row in grown.project.glossary.all()[:1]}
    wanted |= {row.pk for row in grown.project.word_questions.all()[:1]}
    wanted |= {row.pk for row in grown.project.other_forms.filter(given_on=None)[:1]}
    wanted |= {row.pk for row in grown.project.other_forms.exclude(file="")[:1]}
    for is_open in (True, False):
        wanted |= {row.pk for row in grown.project.rounds.filter(closed_on__isnull=is_open)[:1]}
    names = [str(key) for key in wanted]
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for name, address in addresses(grown.project):
        path, _mark, query = address.partition("?")
        about_row = name in OF_ROWS and name not in NUMBERED
        if about_row and not any(key in path for key in names):
            continue
        chosen = not query or str(grown.hub.pk) in query
        kind = (path, re.sub(r"[0-9a-f-]{36}", "", query))  # ?said=… of one, not of everything that was said
        if kind not in found or chosen:
            found[kind] = (name, address)
    return list(found.values())


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """No difference is allowed on any page. Lists of accounts and projects see all three sizes, one after the other."""
    lead, sizes = make_user("Lead"), {}
    for size in SIZES:
        with (
            monkeypatch.context() as patched
        ):  # fates are worked out once in the end, not after each of hundreds of steps
            patched.setattr(recording, "refresh_fates", lambda **_given: None)
            grown_project = Grown(size, lead)
        everything = grown_project.project.contributions.all()
        bridge.refresh_fates(project=grown_project.project, contributions=everything)
        sizes[size] = most(grown_project)
    routes = {key.split(" ")[0] for key in sizes[1]}
    assert routes >= {*OF_PROJECT, *OF_ROWS, *OUTSIDE, *NAMED, *BY_CODE, "public"}
    grown = {
        key: [sizes[size].get(key, (0, []))[0] for size in SIZES]
        for key in sizes[1]
        if len({sizes[size].get(key, (0, []))[0] for size in SIZES}) > 1
    }
    assert grown == {}
    asked_most = {key: number for key, (number, _statements) in sizes[SIZES[-1]].items()}
    every_kind = {key for key in asked_most if key.startswith("yours as")}  # a question or two for each kind of thing
    assert max(asked_most[key] for key in every_kind) <= MOST_OF_YOURS
    assert {key: asked_most[key] for key in asked_most.keys() - every_kind if asked_most[key] > MOST} == {}


MOST, MOST_OF_YOURS = 42, 120
