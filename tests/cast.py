"""The cast: the same people in every test about who may do what, in a world with two projects that never see each other.

Everyone is invented. ``World`` holds one of each thing a route can be about, made through the product's own actions.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from wesaid_web.delivery.actions import own, pieces, roles, sessions
from wesaid_web.delivery.models import Development, HeldRole, Kind, Piece, Session, Training
from wesaid_web.evaluation import actions as askings
from wesaid_web.evaluation.models import About, Question, Round
from wesaid_web.meetings import actions as meetings
from wesaid_web.meetings.models import Meeting
from wesaid_web.people.models import User
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Charter, Invitation, Member, Perspective, Project, Role
from wesaid_web.show import actions as show
from wesaid_web.show.models import Release
from wesaid_web.support import actions as support
from wesaid_web.support.models import Return, ReturnKind, Terms
from wesaid_web.trail.actions import changed, decided, did, files, imports, said, seeing
from wesaid_web.trail.models import (
    Action,
    Attachment,
    Change,
    Consent,
    Contribution,
    Decision,
    HowKnown,
    ImportRun,
    Result,
    TryOut,
)

TODAY = date(2026, 3, 10)
TOMORROW = date(2999, 12, 31)
"""A day that has not come, however late tests run."""

CAST = (
    "anonymous",
    "invited",
    "member",
    "ex_member",
    "observer",
    "evaluator",
    "payments",
    "facilitator",
    "other_facilitator",
    "administrator",
    "deactivated",
)


def make_user(name: str, **extra: bool) -> User:
    """An account with an address made from the name."""
    address = name.lower().replace(" ", ".").replace("_", ".")
    return User.objects.create_user(
        email=f"{address}@example.org", name=name, password="correct horse battery", **extra
    )


def picture(colour: str = "teal") -> SimpleUploadedFile:
    """A small photograph, as a browser would send it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return SimpleUploadedFile("flipchart.jpg", out.getvalue(), content_type="image/jpeg")


def table(text: str = "text\nFrom a file\n", name: str = "said.csv") -> SimpleUploadedFile:
    """A CSV file, as a browser would send it."""
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


@dataclass
class Place:
    """One project with one of each thing in it."""

    project: Project
    facilitator: Member
    member: Member
    paper_person: Member
    hat: Perspective
    carer: Perspective
    contribution: Contribution
    decided_on: Contribution
    paper_words: Contribution
    attachment: Attachment
    decision: Decision
    action: Action
    round: TryOut
    change: Change
    charter: Charter
    invitation: Invitation
    invitation_secret: str
    release: Release
    terms: Terms
    given: Return
    import_run: ImportRun
    piece: Piece
    role: HeldRole
    training: Training
    session: Session
    own_words: Development
    meeting: Meeting
    """Held, with both members there."""
    coming: Meeting
    """Planned for a day that has not come."""
    asking: Round
    """Open, with nobody's answer in it."""
    asked: Round
    """Closed, with five answers of each hat that people wear."""


@dataclass
class World:
    """Two projects and the people around them."""

    here: Place
    there: Place
    users: dict[str, User]

    def client(self, who: str) -> Client:
        """A browser in which one of the cast is signed in."""
        client = Client()
        if who != "anonymous":
            client.force_login(self.users[who])
        return client


def say(place_project: Project, by: Member, text: str, hat: Perspective, **extra: object) -> Contribution:
    """Something said by a member of the cast."""
    entered = said.Said(text=text, perspective=hat, author=by, said_on=TODAY, **extra)  # type: ignore[arg-type]
    return said.add(project=place_project, said=entered, by=by)


def build_place(name: str, facilitator: User, member: User) -> Place:
    """A project with two people and one of each thing."""
    project = projects.create_project(name=name, by=facilitator)
    leading = Member.objects.get(project=project, user=facilitator)
    hat = project.perspectives.get(code="service_user")
    carer = project.perspectives.get(code="carer")
    joined = projects.accept_invitation(
        secret=projects.invite(project=project, role=Role.MEMBER, by=leading), user=member
    )
    paper_person = projects.add_person(project=project, name=f"Paper of {name}", perspectives=[carer], by=leading)
    projects.set_hats(member=joined, name=member.name, perspectives=[hat], by=joined)
    staff = project.perspectives.get(code="staff")
    projects.set_hats(member=leading, name=facilitator.name, perspectives=[staff], by=leading)
    contribution = say(project, joined, f"Words in {name}", hat)
    decided_on = say(project, joined, f"Decided words in {name}", hat)
    paper_words = said.add(
        project=project,
        said=said.Said(text=f"Paper words in {name}", perspective=carer, author=paper_person, said_on=TODAY),
        by=leading,
    )
    attachment = files.keep(project=project, upload=picture(), by=joined)
    files.attach(attachment=attachment, contribution=contribution, description="A flip chart", by=joined)
    said.consent(contribution=decided_on, answer=Consent.YES, words="Public words", by=joined)
    answers = decided.Answers(
        result=Result.TRY_OUT, reason="It is cheap.", decided_by="All of us", decided_on=TODAY, present=[joined]
    )
    decision = decided.decide(project=project, contributions=[decided_on], answers=answers, by=leading)
    action = did.add(
        project=project,
        what=f"Work in {name}",
        contributions=[decided_on],
        decision=decision,
        workers=[joined],
        others="",
        due=TODAY,
        by=leading,
    )
    round_ = did.plan_try(action=action, plan="Small", prediction="It works", by=joined)
    account = changed.Account(what=f"Change in {name}", how_known=HowKnown.OBSERVATION)
    change = changed.add(project=project, account=account, contributions=[decided_on], actions=[action], by=joined)
    words: dict[str, object] = dict.fromkeys(charter_actions.WORDS, "")
    first = charter_actions.save_draft(project=project, words=words | {"aims": ["One aim"]}, edition=0, by=leading)
    charter_actions.see_through(charter=first, framework="scie-principles", item="", by=leading)
    charter = charter_actions.put_to_group(project=project, by=leading)
    charter_actions.save_draft(project=project, words=words | {"aims": ["A better aim"]}, edition=0, by=leading)
    seeing.see_through(thing=contribution, framework="tlap-ladder", item="consultation", by=joined)
    seeing.see_through(thing=decision, framework="co-delivery-cycle", item="co-production", by=joined)
    projects.set_ways(project=project, ways=["co-design", "co-delivery"], by=leading)
    secret = projects.invite(project=project, role=Role.MEMBER, by=leading, whom="Sam", uses=5)
    terms = support.write_terms(member=joined, work=f"Meetings in {name}", in_return="£25", pay_within=14, by=leading)
    support.agree(terms=terms, by=joined)
    offered = support.Offer(kind=ReturnKind.PAYMENT, what_for=f"A meeting in {name}", on=TODAY, minutes=90, pence=2500)
    given = support.offer(terms=terms, given=offered, by=leading)
    support.accept(given=given, by=joined)
    role = hold_role(project, joined, leading)
    meeting = hold_meeting(project, leading, {leading: staff, joined: hat})
    return Place(
        project=project,
        facilitator=leading,
        member=joined,
        paper_person=paper_person,
        hat=hat,
        carer=carer,
        contribution=contribution,
        decided_on=Contribution.objects.get(pk=decided_on.pk),
        paper_words=paper_words,
        attachment=attachment,
        decision=decision,
        action=action,
        round=round_,
        change=change,
        charter=charter,
        invitation=Invitation.objects.get(project=project, whom="Sam"),
        invitation_secret=secret,
        terms=terms,
        given=given,
        release=show.prepare(project=project, by=leading),
        import_run=imports.prepare(project=project, upload=table(), by=leading),
        piece=role.piece,
        role=role,
        training=role.trainings.get(),
        session=role.sessions.get(),
        meeting=meeting,
        coming=plan_meeting(project, leading, TOMORROW),
        own_words=own.write(text=f"Own words in {name}", shared=False, by=joined),
        asked=ask_and_close(project, leading),
        asking=askings.open_round(project=project, asking=EVERYTHING, by=leading),
    )


RISKS = roles.Risks("Too many people", "Say no", "Wrong advice", "Ask the ward")


def hold_role(project: Project, holder: Member, leading: Member) -> HeldRole:
    """A role that a member holds, with training still to come and one session written down."""
    delivered = pieces.Delivered(what=f"Bags in {project.name}", for_whom="Whoever comes home", agreed_with="The ward")
    piece = pieces.add(project=project, delivered=delivered, by=leading)
    terms = roles.Terms(
        kind=Kind.PEER_SUPPORTER, tasks="Be there", support=leading, limit_hours=Decimal(5), limit_people=6
    )
    role = roles.add(piece=piece, holder=holder, terms=terms, by=leading)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=leading)
    roles.offer_training(role=role, what="Listening", offered_on=TODAY, had_on=None, by=leading)
    roles.start(role=role, by=holder)
    done = sessions.Delivered(on=timezone.localdate(), hours=Decimal("1.5"), reached=2, learned="Bring soup")
    sessions.log(role=role, delivered=done, by=holder)
    return role


def plan_meeting(project: Project, leading: Member, on: date) -> Meeting:
    """A meeting with an agenda and a promise, at which everybody is expected who is here."""
    plan = meetings.Plan(
        on=on,
        purpose=f"Talk in {project.name}",
        place=f"Room of {project.name}",
        chair=leading,
        formats=["Large print"],
    )
    meeting = meetings.plan(project=project, plan=plan, by=leading)
    meetings.set_agenda(meeting=meeting, points=[meetings.Point("Welcome", "Sam", 10)], edition=1, by=leading)
    hats = {person: person.perspectives.first() for person in project.members.all()}
    coming = [meetings.Coming(person, hat) for person, hat in hats.items() if hat]
    meetings.expect(meeting=meeting, coming=coming, edition=2, by=leading)
    meeting.refresh_from_db()
    return meeting


def hold_meeting(project: Project, leading: Member, there: dict[Member, Perspective]) -> Meeting:
    """A meeting that was, with who was there and a guest."""
    meeting = plan_meeting(project, leading, TODAY)
    seats = [meetings.Seat(hat, member=person) for person, hat in there.items()]
    guest = meetings.Seat(project.perspectives.get(code="citizen"), name=f"Guest of {project.name}")
    meetings.write_down(meeting=meeting, held=meetings.Held([*seats, guest], leading), edition=0, by=leading)
    return meeting


EVERYTHING = askings.Asking(about=About.PROJECT, asks=list(Question), closes_on=TOMORROW)
"""An asking with every question, which can be answered for as long as tests run."""


def ask_and_close(project: Project, leading: Member, hat: Perspective | None = None) -> Round:
    """An asking that is closed: five slips, from people who have left since."""
    row = askings.open_round(project=project, asking=EVERYTHING, by=leading)
    hat = hat or project.perspectives.get(code="carer")
    people = [Member.objects.create(project=project, name=f"Slip {number}") for number in range(5)]
    answers = {"ladder": ["4"], "spectrum": ["2"], "delivery": ["no"], "heard": ["heard", "held_back"]}
    slips = [askings.Said(hat, answers | {"ladder": [str(step)]}) for step in (2, 3, 4, 4, 6)]
    askings.type_in(round_=row, slips=slips, people=people, by=leading)
    askings.close(round_=row, by=leading)
    for person in people:
        person.delete()
    row.refresh_from_db()
    return row


def build_world() -> World:
    """The whole cast. Call it inside a test that may use the database."""
    users = {who: make_user(who) for who in CAST if who not in {"anonymous", "administrator", "deactivated"}}
    users["administrator"] = make_user("administrator", is_superuser=True)
    users["deactivated"] = make_user("deactivated")
    users["other_member"] = make_user("other_member")
    here = build_place("Here", users["facilitator"], users["member"])
    there = build_place("There", users["other_facilitator"], users["other_member"])

    def join(who: str, role: Role) -> Member:
        secret = projects.invite(project=here.project, role=role, by=here.facilitator)
        return projects.accept_invitation(secret=secret, user=users[who])

    join("observer", Role.OBSERVER)
    join("evaluator", Role.EVALUATOR)
    join("payments", Role.PAYMENTS)
    join("deactivated", Role.MEMBER)
    projects.remove(member=join("ex_member", Role.MEMBER), by=here.facilitator)
    users["deactivated"].is_active = False
    users["deactivated"].save()
    return World(here=here, there=there, users=users)


NOWHERE = uuid.UUID("00000000-0000-4000-8000-00000000dead")
"""An id that belongs to nothing."""
