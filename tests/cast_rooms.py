"""What single rooms put into the projects of the cast."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from wesaid_web.delivery.actions import pieces, roles, sessions
from wesaid_web.delivery.models import HeldRole, Kind
from wesaid_web.evaluation import actions as askings
from wesaid_web.evaluation.models import About, Question, Round
from wesaid_web.joining.actions import applying, finding, sponsors
from wesaid_web.joining.actions import roles as project_roles
from wesaid_web.joining.models import (
    Application,
    LookedPlace,
    Opening,
    ProjectRole,
    Promise,
    RoleKind,
    RoleTraining,
    SaidNo,
    Sponsor,
)
from wesaid_web.meetings import actions as meetings
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects import glossary_actions as glossary
from wesaid_web.projects.models import (
    Member,
    Perspective,
    Project,
    WordQuestion,
)
from wesaid_web.trail.actions import (
    formats,
)
from wesaid_web.trail.models import (
    Contribution,
    Decision,
    InForm,
    OtherForm,
)

TODAY = date(2026, 3, 10)
TOMORROW = date(2999, 12, 31)
"""A day that has not come, however late tests run."""
RISKS = roles.Risks("Too many people", "Say no", "Wrong advice", "Ask the ward")
EVERYTHING = askings.Asking(about=About.PROJECT, asks=list(Question), closes_on=TOMORROW)
"""An asking with every question, which can be answered for as long as tests run."""


def picture(colour: str = "teal") -> SimpleUploadedFile:
    """A small photograph, as a browser would send it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return SimpleUploadedFile("flipchart.jpg", out.getvalue(), content_type="image/jpeg")


def recording() -> SimpleUploadedFile:
    """A recording, as a browser would send it."""
    return SimpleUploadedFile("words.mp3", b"ID3" + bytes(200), content_type="audio/mpeg")


def paper() -> SimpleUploadedFile:
    """A PDF, as a browser would send it."""
    return SimpleUploadedFile("words.pdf", b"%PDF-1.7\n%%EOF\n", content_type="application/pdf")


def ask_word(project: Project, member: Member) -> WordQuestion:
    """A question about a word, which nobody asked by name."""
    glossary.ask_word(project=project, word="Pathway", where="In the charter", by=member)
    return project.word_questions.get()


def ask_form(project: Project, contribution: Contribution, member: Member, lead: Member) -> OtherForm:
    """Large print, asked for by name and promised."""
    of = formats.Of(contribution=contribution)
    row = formats.ask(project=project, of=of, kind=InForm.LARGE_PRINT, say_who=True, by=member)
    formats.promise(row=row, who=lead, until=TOMORROW, by=lead)
    return row


def give_form(project: Project, decision: Decision, member: Member) -> OtherForm:
    """A decision in easy read, asked for without a name."""
    of = formats.Of(decision=decision)
    row = formats.ask(project=project, of=of, kind=InForm.EASY_READ, language="cy", say_who=False, by=member)
    formats.give(row=row, given=formats.Given(upload=paper()), by=member)
    return OtherForm.objects.get(pk=row.pk)


def table(text: str = "text\nFrom a file\n", name: str = "said.csv") -> SimpleUploadedFile:
    """A CSV file, as a browser would send it."""
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


@dataclass
class ComingIn:
    """Somebody who would like to take part, why somebody said no, a role in the project, and a promise."""

    looked: LookedPlace
    opening: Opening
    secret: str
    application: Application
    """Waiting for an answer."""
    answered: Application
    """Answered: not now; to be told."""
    no: SaidNo
    """For whoever facilitates alone."""
    role: ProjectRole
    """The member is asked to take it on; the facilitator supports them."""
    training: RoleTraining
    paper_role: ProjectRole
    """The same of somebody without an account, with a code."""
    sponsor: Sponsor
    """Not among the people here."""
    promise: Promise


def come_in(project: Project, leading: Member, member: Member, paper: Member) -> ComingIn:
    """One of each thing about finding people, roles and promises."""
    opening, secret = applying.open_up(project=project, label="Lunch club", days=30, most=30, by=leading)

    def applies(name: str) -> Application:
        given = applying.Applied(name=name, reach="01632 960 004", background="Came home", would_help="A lift")
        return applying.apply(opening=opening, applied=given, form_id=uuid.uuid4())[0]

    answered = applies(f"Answered in {project.name}")
    applying.not_now(application=answered, reason="The group is full until May", by=leading)
    described = project_roles.What(RoleKind.WELCOMER, f"Welcome people in {project.name}", support=leading)
    role = project_roles.add(project=project, holder=member, what=described, by=leading)
    on_paper = project_roles.add(project=project, holder=paper, what=described, by=leading)
    project_roles.give_code(role=on_paper, by=leading)
    on_paper.refresh_from_db()
    answered.refresh_from_db()
    sponsor = sponsors.name_sponsor(project=project, name="Sal Senior", post="Chief nurse", member=None, by=leading)
    why = finding.No(f"Asked too often in {project.name}")
    return ComingIn(
        looked=finding.look(project=project, looked=finding.Looked(f"Club in {project.name}", TODAY), by=member),
        opening=opening,
        secret=secret,
        application=applies(f"Waiting in {project.name}"),
        answered=answered,
        no=finding.write_no(project=project, no=why, by=leading),
        role=role,
        training=project_roles.train(role=role, what="Listening", offered_on=TODAY, had_on=None, by=leading),
        paper_role=on_paper,
        sponsor=sponsor,
        promise=sponsors.promise(sponsor=sponsor, what=f"Come to {project.name}", by_when=TODAY, by=leading),
    )


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
    roles.sat_down(role=role, on=TODAY, by=leading)
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
