"""A project in which every column that takes words holds some, entered through the product's own actions.

What the words are, the test says: something that would run if it were not made safe, or words that can be found again.

Long because every column has its line here, entered as people enter it.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from tests.cast import TODAY, TOMORROW, ask_and_close, picture, table
from wesaid.frameworks import all_frameworks, all_ways
from wesaid_web.common.registry import models_register
from wesaid_web.delivery.actions import own, pieces, roles, sessions, taking_back
from wesaid_web.delivery.models import Kind
from wesaid_web.evaluation import actions as askings
from wesaid_web.evaluation.models import About, Question
from wesaid_web.joining.actions import applying, finding, sponsors
from wesaid_web.joining.actions import roles as project_roles
from wesaid_web.joining.models import Did, Kept, RoleKind, Whose
from wesaid_web.joining.models import ShownTo as Whom
from wesaid_web.meetings import actions as meetings
from wesaid_web.people.models import User
from wesaid_web.privacy import complaint_actions as complaints
from wesaid_web.privacy import keeping_actions
from wesaid_web.privacy.models import About as Matter
from wesaid_web.privacy.models import GoesTo
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions, glossary_actions, reflection_actions, voice_actions
from wesaid_web.projects.models import Member, Perspective, Project, Role, Topic
from wesaid_web.projects.questions import OWN_POWER
from wesaid_web.show import actions as show
from wesaid_web.support import actions as support
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions as concerns
from wesaid_web.support.models import Met, NoteKind, ReturnKind, ShownTo
from wesaid_web.trail.actions import (
    changed,
    decided,
    did,
    files,
    formats,
    guest_words,
    guests,
    imports,
    said,
    seeing,
    slips,
)
from wesaid_web.trail.models import (
    Act,
    Action,
    AgreedHow,
    Consent,
    Contribution,
    Decision,
    HowKnown,
    InForm,
    OtherForm,
    Reason,
    Result,
    Status,
    TryOut,
)

Words = Callable[[str], str]

NOT_WORDS = {
    "common.AuditEvent": {"verb", "previous", "digest", "details"},  # tests/web/test_audit.py
    "common.AuditHead": {"digest"},
    "common.AnalysisRun": {"method", "version", "parameters", "inputs", "result", "key"},  # tests/web/test_runs.py
    "people.User": {"password", "language"},
    "people.SignInLink": {"digest"},
    "people.SignedIn": {"session_key", "session_data", "device"},  # tests/meta/test_canary.py
    "joining.Opening": {"digest"},
    "joining.Application": {"code_digest"},
    "joining.ProjectRole": {"code_digest"},
    "projects.CharterFramework": {"framework", "item"},  # names out of a list that the program brings
    "projects.Invitation": {"digest"},
    "projects.WayUsed": {"way"},
    "trail.GuestInvitation": {"link_digest", "code_digest"},
    "trail.Receipt": {"digest", "about_digest"},
    "telling.News": {"kind", "what"},  # codes: tests/web/test_telling.py
    "telling.MailChoice": {"off"},
    "trail.Slip": {"code", "own_digest", "about_digest"},
    "evaluation.Round": {"asks", "results"},  # codes and counts
    "evaluation.Box": {"counts"},
    "trail.Attachment": {"file", "media_type"},
    "trail.OtherForm": {"file", "media_type", "language"},
    "trail.FrameworkLink": {"framework", "item"},
    "show.EqualSheet": {"content"},
    "delivery.CycleSheet": {"content"},
    "trail.ImportRun": {"file", "problem", "hats_added"},
    "trail.Contribution": {"fate_why", "fate_also", "language"},
    "support.Invested": {"content"},
    "support.NeedsSheet": {"content"},
    "privacy.KeptFor": {"what"},
    "privacy.Complaint": {"digest"},
}
"""Columns of text that no person fills in."""
MADE_FROM_OTHERS = {
    "projects.Perspective.code": "projects.Perspective.name",
    "show.PublicPage.slug": "projects.Project.name",
    "show.Release.content": "",
    "trail.ImportRun.mapping": "trail.ImportRun.mapping",
    "trail.ImportRun.hats": "projects.Perspective.name",
    "trail.ImportRun.rejected": "trail.ImportRun.rejected",
}
"""Columns that hold what was entered elsewhere."""


def columns_of_words() -> Iterator[str]:
    """Every column of the product's own models in which words of people can stand."""
    for label in models_register():
        model = apps.get_model(label) if "_" not in label else None
        if model is None or not model.__module__.startswith("wesaid_web"):
            continue
        for one in model._meta.get_fields():
            takes_words = isinstance(one, models.CharField | models.TextField | models.JSONField | models.FileField)
            if takes_words and not getattr(one, "choices", None) and one.name not in NOT_WORDS.get(label, set()):
                yield f"{label}.{one.name}"


@dataclass
class Brim:
    """The project and the people in it."""

    project: Project
    users: dict[str, User] = field(default_factory=dict)
    shared: Contribution = field(init=False)
    """What is decided on, done and changed."""

    def client(self, who: str) -> Client:
        client = Client()
        if who in self.users:
            client.force_login(self.users[who])
        return client


def fill(words: Words) -> Brim:
    """Make it. ``words`` is asked for each column by its label, such as ``trail.Tag.name``."""
    users = {
        who: User.objects.create_user(
            email=f"{who}-{words('people.User.email')}@example.org".lower() if who == "member" else f"{who}@brim.test",
            name=words("people.User.name"),
        )
        for who in ("facilitator", "member", "observer")
    }
    project = projects.create_project(name=words("projects.Project.name"), by=users["facilitator"])
    brim = Brim(project, users)
    lead = Member.objects.get(project=project, user=users["facilitator"])
    _make_safe(project, words, lead, lead)
    member = _people(brim, words, lead)
    hat = projects.add_perspective(
        project=project, name=words("projects.Perspective.name"), lived_experience=True, by=lead
    )
    projects.set_hats(member=member, name=words("projects.Member.name"), perspectives=[hat], by=member)
    _charter(project, words, lead)
    _look_at_ourselves(project, words, lead, member)
    _meet(project, words, lead, member, hat)
    brim.shared = _said(project, words, hat, lead, member)
    _decided_and_done(brim.shared, words, hat, lead, member)
    _guests(project, words, lead)
    for thing in (brim.shared, project.decisions.order_by("-seq")[0]):
        for framework in all_frameworks():
            seeing.see_through(thing=thing, framework=framework.name, item=framework.items[0].id, by=member)
    _bring_in(project, words, lead)
    _get_back(words, lead, member)
    _care(project, words, lead, member)
    _come_in(project, words, lead, member)
    _deliver(brim.shared, words, lead, member)
    _ask(project, brim.shared, lead, member, hat)
    _show(project, words, lead, member)
    _complain(project, words, lead, member)
    return brim


def _people(brim: Brim, words: Words, lead: Member) -> Member:
    joined = {}
    for who, role in (("member", Role.MEMBER), ("observer", Role.OBSERVER)):
        secret = projects.invite(project=brim.project, role=role, by=lead)
        joined[who] = projects.accept_invitation(secret=secret, user=brim.users[who])
    paper = projects.add_person(project=brim.project, name=words("projects.Member.name"), perspectives=[], by=lead)
    whom = words("projects.Invitation.whom")
    projects.invite(project=brim.project, role=Role.MEMBER, by=lead, whom=whom, uses=5)
    projects.invite(project=brim.project, role=Role.MEMBER, by=lead, whom=whom, member=paper)
    return joined["member"]


def _charter(project: Project, words: Words, lead: Member) -> None:
    chosen: dict[str, object] = {"asked_for": "yes", "may_change_focus": "no"}
    answers = chosen | {name: words(f"projects.Charter.{name}") for name in charter_actions.WORDS if name not in chosen}
    answers["aims"] = [answers["aims"]]
    charter_actions.save_draft(project=project, words=answers, edition=0, by=lead)
    charter_actions.sign(charter=charter_actions.put_to_group(project=project, by=lead), by=lead)
    draft = charter_actions.save_draft(project=project, words=answers, edition=0, by=lead)
    for framework in all_frameworks():
        charter_actions.see_through(charter=draft, framework=framework.name, item="", by=lead)
    projects.set_ways(project=project, ways=[way.id for way in all_ways()], by=lead)


def _look_at_ourselves(project: Project, words: Words, lead: Member, member: Member) -> None:
    """How equal we are is switched on; two reflections, one of them in its second version; and one private note."""
    voice_actions.ask_for_voice(project=project, by=lead)
    voice_actions.answer_voice(project=project, agrees=True, by=member)
    for topic, after in ((Topic.SCIE_EQUALITY, 0), (Topic.SCIE_EQUALITY, 1), (Topic.BAMBER_CAPACITY, 0)):
        names = ("well", "hard", "next_step", "who")
        answers = {name: words(f"projects.Reflection.{name}") for name in names}
        thought = reflection_actions.Thought(by_when=TODAY, **answers)
        reflection_actions.reflect(project=project, topic=topic, thought=thought, after=after, by=member)
    hat, staff = member.perspectives.get(), project.perspectives.get(code="staff")
    projects.set_hats(member=lead, name=lead.name, perspectives=[hat, staff], by=lead)
    paper = project.members.get(user=None)
    projects.set_hats(member=paper, name=paper.name, perspectives=[hat], by=lead)  # three: enough to show numbers
    note = {question.code: words("projects.PowerNote.answers") for question in OWN_POWER}
    reflection_actions.write_own_power(answers=note, by=lead)
    word, meaning = words("projects.GlossaryWord.word")[:80], words("projects.GlossaryWord.meaning")
    glossary_actions.write_word(project=project, word=word, meaning=meaning, by=member)
    word, where = words("projects.WordQuestion.word")[:160], words("projects.WordQuestion.where")[:160]
    glossary_actions.ask_word(project=project, word=word, where=where, by=member)


def _said(project: Project, words: Words, hat: Perspective, lead: Member, member: Member) -> Contribution:
    """Words that were edited and agreed to, with a photograph; others that are hidden, put together, split, kept back."""

    def say(**extra: object) -> Contribution:
        entered = said.Said(
            text=words("trail.Contribution.text"),
            perspective=hat,
            author=member,
            said_on=TODAY,
            meeting=project.meetings.get(on=TODAY),
            tags=[words("trail.Tag.name")],
            **extra,  # type: ignore[arg-type]
        )
        return said.add(project=project, said=entered, by=member)

    first = said.Said(text=words("trail.Version.text"), perspective=hat, author=member, said_on=TODAY)
    row = said.add(project=project, said=first, by=member)
    tags = [words("trail.Tag.name")]
    said.edit(contribution=row, text=words("trail.Contribution.text"), tags=tags, perspective=hat, edition=1, by=member)
    kept = files.keep(project=project, upload=picture(), by=member)
    files.attach(attachment=kept, contribution=row, description=words("trail.Attachment.description"), by=member)
    public = words("trail.Contribution.public_words")
    said.consent(contribution=row, answer=Consent.YES, words=public, by=member)
    said.support(contribution=row, by=lead)
    _in_other_forms(row, words, lead, member)
    said.hide(contribution=say(), reason=words("trail.Contribution.hidden_reason"), by=lead)
    said.merge(contribution=say(), into=row, by=lead)
    text = words("trail.Contribution.text")
    said.split(contribution=say(), texts=[text, text], by=lead)
    said.choose_speaker(contribution=say(author_withheld=True), speaker=lead, by=member)
    return row


def _in_other_forms(row: Contribution, words: Words, lead: Member, member: Member) -> None:
    """One given as words, one kept elsewhere, one that cannot be given."""
    of, note = formats.Of(contribution=row), words("trail.OtherForm.note")[:300]

    def ask() -> OtherForm:
        return formats.ask(project=row.project, of=of, kind=InForm.SIMPLER, note=note, say_who=True, by=member)

    formats.give(row=ask(), given=formats.Given(text=words("trail.OtherForm.text")), by=member)
    link = words("trail.OtherForm.link")
    OtherForm.objects.filter(pk=ask().pk).update(link=link, given_on=TODAY)  # an action takes addresses only
    formats.refuse(row=ask(), why=words("trail.OtherForm.refused_why"), by=lead)


def _decided_and_done(row: Contribution, words: Words, hat: Perspective, lead: Member, member: Member) -> None:
    project = row.project

    def decide(result: Result, *replaces: Decision) -> Decision:
        answers = decided.Answers(
            result=result,
            reason=words("trail.Decision.reason"),
            reason_code=Reason.OTHER if result == Result.LATER else None,
            look_again=TODAY,
            decided_by=words("trail.Decision.decided_by"),
            decided_on=TODAY,
            final_say=hat,
            dissent=words("trail.Decision.dissent"),
            present=[lead, member],
            present_counts={hat: 3},
            meeting=project.meetings.get(on=TODAY),
        )
        return decided.decide(project=project, contributions=[row], answers=answers, replaces=replaces, by=lead)

    decision = decide(Result.TRY_OUT, decide(Result.LATER))

    def act(status: Status) -> Action:
        return did.add(
            project=project,
            what=words("trail.Action.what"),
            contributions=[row],
            decision=decision,
            workers=[member],
            others=words("trail.Action.others"),
            due=TODAY,
            status=status,
            by=lead,
        )

    did.set_status(action=act(Status.DOING), status=Status.STOPPED, note=words("trail.Action.stopped_why"), by=member)
    action = act(Status.DOING)
    did.add_note(action=action, text=words("trail.ActionNote.text"), by=member)
    for ended in (True, False):
        round_: TryOut = did.plan_try(
            action=action, plan=words("trail.TryOut.plan"), prediction=words("trail.TryOut.prediction"), by=member
        )
        did.write_try(
            round_=round_,
            did=words("trail.TryOut.did"),
            studied=words("trail.TryOut.studied"),
            act=Act.ADAPT if ended else None,
            edition=1,
            by=member,
        )
    for known in HowKnown:
        names = ("what", "for_whom", "account", "measure", "before", "after", "compared_with")
        if known != HowKnown.MEASURE:
            names = ("what", "for_whom", "account")
        answers = {name: words(f"trail.Change.{name}") for name in names}
        account = changed.Account(how_known=known, chosen_by=hat, since=TODAY, **answers)  # type: ignore[arg-type]
        changed.add(project=project, account=account, contributions=[row], actions=[action], by=member)
    nothing = changed.Account(what=words("trail.Change.what"), nothing_changed=True)
    changed.add(project=project, account=nothing, contributions=[row], actions=[], by=member)


def _guests(project: Project, words: Words, lead: Member) -> None:
    """What guests said, under a name and about someone; what was typed in for somebody not among the people here."""
    label, text, name = (
        words(f"trail.{column}") for column in ("GuestInvitation.label", "Contribution.text", "Contribution.guest_name")
    )
    made = guests.invite_guests(
        project=project, label=label, days=14, most=9, by=lead, meeting=project.meetings.order_by("on").last()
    )
    hat = guest_words.hat_of_guests(project)
    for about in (False, True):
        codes = guest_words.Codes.new()
        given = guest_words.GuestSaid(text=text, perspective=hat, name=name, about_other=about)
        row = guest_words.say(invitation=made.invitation, said=given, codes=codes)
        guest_words.ask_to_say_more(digest=guest_words.digest_of(codes.own), words=words("trail.Receipt.more_words"))
        guest_words.correct(contribution=row, text=f"{text} ", edition=1)
    typed = said.Said(
        text=text, perspective=hat, author=None, guest_name=name, said_on=TODAY, agreed_how=AgreedHow.BY_PHONE
    )
    row = said.add(project=project, said=typed, by=lead)
    guest_words.give_codes(contributions=[row], by=lead)
    _batch, printed = slips.print_slips(
        project=project, label=words("trail.SlipBatch.label"), count=2, meeting=made.invitation.meeting, by=lead
    )
    slips.type_in(project=project, code=printed[0].code, said=typed, public=Consent.NO, by=lead, key=uuid.uuid4())


def _bring_in(project: Project, words: Words, lead: Member) -> None:
    """One file that was brought in, one whose columns are being chosen."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    text, heading = words("trail.Contribution.text"), words("trail.ImportRun.mapping")
    refused = words("trail.ImportRun.rejected")
    hat, tag = words("projects.Perspective.name"), words("trail.Tag.name")
    data = f"{cell(heading)},date,hat,tags\n{cell(text)},,{cell(hat)},{cell(tag)}\n{cell(text)},{cell(refused)},,\n"
    mapping = {"text": heading, "date": "date", "hat": "hat", "tags": "tags"}
    for bring in (True, False):
        upload = table(data, words("trail.ImportRun.file_name"))
        run = imports.prepare(project=project, upload=upload, by=lead)
        imports.set_columns(run=run, mapping=mapping, by=lead)
        if bring:
            assert len(imports.bring_in(run, io.BytesIO(data.encode()))) == 1


def _make_safe(project: Project, words: Words, by: Member, reads: Member, edition: int = 0) -> None:
    """Whom people can tell a worry: one with an account, one without, one outside."""

    def filled(*names: str) -> list[str]:
        return [words(f"support.SafetyContacts.{name}") for name in names]

    concerns.set_contacts(
        project=project,
        lead=concerns.Contact(*filled("lead_name", "lead_phone"), reads),
        deputy=concerns.Contact(*filled("deputy_name", "deputy_phone")),
        outside=concerns.Outside(*filled("outside_name", "outside_phone", "outside_hours", "outside_for")),
        read_within=2,
        keep_months=24,
        edition=edition,
        by=by,
    )


def _care(project: Project, words: Words, lead: Member, member: Member) -> None:
    """Needs that are shown to some and to all, agreed and answered; somebody to turn to; a check-in; and two worries that the
    observer reads, one of them closed.
    """
    for shown_to in ShownTo:
        needed = care.Needed(words("support.Need.helps"), shown_to)
        need = care.write_need(member=member, needed=needed, said_yes=True, by=member)
        if shown_to != ShownTo.FACILITATORS:
            care.agree_need(need=need, agreed=words("support.Need.agreed"), review_on=TODAY, edition=1, by=lead)
            care.answer_need(need=need, met=Met.PARTLY, words=words("support.NeedAnswer.words"), by=member)
    care.freeze_needs(project=project, by=lead)
    names = ("name", "phone", "hours", "what_for")
    listed = {name: words(f"support.AftercareContact.{name}") for name in names}
    care.add_contact(project=project, by=lead, **listed)
    care.check_in(member=member, on=TODAY, words=words("support.CheckIn.words"), again_on=TODAY, said_yes=True, by=lead)
    reads = project.members.get(role=Role.OBSERVER)
    _make_safe(project, words, lead, reads, edition=1)
    for closed in (False, True):
        told = concerns.Told(words=words("support.Concern.words"), who=words("support.Concern.who"), excluded=(lead,))
        row = concerns.raise_concern(project=project, told=told, by=member)
        concerns.add_to(concern=row, words=words("support.ConcernNote.words"), by=member)
        for kind in (NoteKind.NOTE, NoteKind.DONE):
            concerns.note(concern=row, kind=kind, words=words("support.ConcernNote.words"), by=reads)
        if closed:
            outcome = words("support.Concern.outcome")
            concerns.close(concern=row, outcome=outcome, remove_on=timezone.localdate(), by=reads)


def _meet(project: Project, words: Words, lead: Member, member: Member, hat: Perspective) -> None:
    """A meeting that was, with a guest, one that is still to be, and one that was cancelled; each with all that is planned."""
    for on, kind in ((TODAY, "held"), (TOMORROW, "coming"), (TOMORROW, "cancelled")):
        plan = meetings.Plan(
            on=on,
            **{name: words(f"meetings.Meeting.{name}") for name in ("purpose", "place", "link")},  # type: ignore[arg-type]
            chair=lead,
            formats=[words("meetings.Format.what")],
        )
        row = meetings.plan(project=project, plan=plan, by=lead)
        point = meetings.Point(words("meetings.AgendaItem.what"), words("meetings.AgendaItem.leads"), 5)
        meetings.set_agenda(meeting=row, points=[point], edition=1, by=lead)
        coming = [meetings.Coming(member, hat), meetings.Coming(lead, None), meetings.Coming(None, hat, 2)]
        meetings.expect(meeting=row, coming=coming, edition=2, by=lead)
        told = {name: words(f"meetings.Notice.{name}") for name in ("what", "why", "another_way")}
        notice = meetings.ShortNotice(told_on=TODAY, **told)
        meetings.give_notice(meeting=row, notice=notice, by=lead)
        if kind == "cancelled":
            meetings.cancel(meeting=row, notice=notice, by=lead)
        if kind == "held":
            seats = [meetings.Seat(hat, member=lead), meetings.Seat(hat, name=words("meetings.Attendance.name"))]
            meetings.write_down(meeting=row, held=meetings.Held(seats, member), edition=0, by=lead)
            seats = [meetings.Seat(hat, member=member), meetings.Seat(hat, name=words("meetings.Attendance.name"))]
            meetings.write_down(meeting=row, held=meetings.Held(seats, member), edition=1, by=lead)


def _come_in(project: Project, words: Words, lead: Member, member: Member) -> None:
    """Where we looked, who is missing, what taking part means; who would like to; why some said no; roles and promises."""

    def filled(label: str, *names: str) -> dict[str, str]:
        return {name: words(f"joining.{label}.{name}") for name in names}

    looked = finding.Looked(on=TODAY, **filled("LookedPlace", "where", "who_asked", "came_of_it"))
    finding.look(project=project, looked=looked, by=member)
    said_ = finding.Talk(by_when=TODAY, **filled("MissingTalk", "said", "will_do", "who"))
    finding.talk(project=project, said=said_, by=member)
    info = filled("InfoSheet", *finding.INFO_WORDS)
    finding.write_info(project=project, words=info, after=0, by=lead)
    label = words("joining.Opening.label")
    opening, _secret = applying.open_up(project=project, label=label, days=30, most=9, by=lead)
    given = applying.Applied(**filled("Application", "name", "reach", "background", "would_help"), keep_help=False)
    waits, not_now = (applying.apply(opening=opening, applied=given, form_id=uuid.uuid4())[0] for _number in range(2))
    assert waits.background
    applying.not_now(application=not_now, reason=words("joining.Application.reason"), by=lead)
    for whose, shown_to in (
        (Whose.PERSON, Whom.FACILITATORS),
        (Whose.COMMUNITY, Whom.REPORT),
        (Whose.PERSON, Whom.GROUP),
    ):
        no = finding.No(whose=whose, did=Did.LEFT, shown_to=shown_to, **filled("SaidNo", "words", "who"))
        finding.write_no(project=project, no=no, by=lead)
    paper = project.members.get(user=None)
    for holder in (member, paper):
        what = project_roles.What(
            RoleKind.WELCOMER, support=lead, **filled("ProjectRole", "what", "called", "support_outside")
        )
        role = project_roles.add(project=project, holder=holder, what=what, by=lead)
        project_roles.train(role=role, what=words("joining.RoleTraining.what"), offered_on=TODAY, had_on=None, by=lead)
        if holder == member:
            project_roles.agree(role=role, by=member)
        else:
            project_roles.give_code(role=role, by=lead)
    outside = project_roles.What(RoleKind.OTHER, support=None, **filled("ProjectRole", "what", "support_outside"))
    project_roles.add(project=project, holder=member, what=outside, by=lead)
    sponsor = sponsors.name_sponsor(project=project, member=None, by=lead, **filled("Sponsor", "name", "post"))
    promise = sponsors.promise(sponsor=sponsor, what=words("joining.Promise.what"), by_when=TODAY, by=lead)
    heard = filled("PromiseSaid", "words", "said_by")
    sponsors.say_kept(promise=promise, kept=Kept.PARTLY, by=member, seen=0, **heard)
    sponsors.answer(promise=promise, words=words("joining.PromiseSaid.words"), by=lead, seen=1)


def _get_back(words: Words, lead: Member, member: Member) -> None:
    """Terms that are agreed, with something that waits to be paid; and terms nobody answered."""
    for answered in (True, False):
        work, in_return = words("support.Terms.work"), words("support.Terms.in_return")
        terms = support.write_terms(member=member, work=work, in_return=in_return, pay_within=7, by=lead)
        if answered:
            support.agree(terms=terms, by=member)
            given = support.Offer(
                kind=ReturnKind.PAYMENT, what_for=words("support.Return.what_for"), on=TODAY, pence=100
            )
            support.accept(given=support.offer(terms=terms, given=given, by=lead), by=member)


def _deliver(row: Contribution, words: Words, lead: Member, member: Member) -> None:
    """A role that was held, changed, stepped back from and taken up again; what was done and what is somebody's own."""

    def filled(label: str, *names: str) -> dict[str, str]:
        return {name: words(f"delivery.{label}.{name}") for name in names}

    delivered = pieces.Delivered(
        **filled("Piece", "what", "for_whom", "agreed_with"),
        decision=row.decisions.first(),
        action=row.actions.first(),
        change=row.changes.first(),
    )
    piece = pieces.add(project=row.project, delivered=delivered, by=lead)
    given = filled("HeldRole", "called", "tasks", "terms", "stepping_back")
    terms = roles.Terms(
        kind=Kind.COACH, support=lead, hours_agreed=Decimal(2), limit_hours=Decimal(3), limit_people=4, **given
    )
    role = roles.add(piece=piece, holder=member, terms=terms, by=lead)
    risks = roles.Risks(**filled("RiskNote", "giver", "giver_then", "receiver", "receiver_then"))
    roles.write_risks(role=role, risks=risks, edition=0, by=lead)
    what = words("delivery.Training.what")
    roles.offer_training(role=role, what=what, offered_on=TODAY, had_on=None, by=lead)
    roles.offer_training(role=role, what=what, offered_on=TODAY, had_on=TODAY, by=lead)
    roles.sat_down(role=role, on=TODAY, by=lead)
    taking_back.take_back_day(day=role.supervisions.get(), why=words("delivery.Supervision.taken_back_why"), by=lead)
    roles.sat_down(role=role, on=TODAY, by=lead)
    wrong = roles.offer_training(role=role, what=what, offered_on=TODAY, had_on=None, by=lead)
    taking_back.take_back_training(training=wrong, why=words("delivery.Training.taken_back_why"), by=lead)
    roles.start(role=role, by=member)
    for told in (True, False):
        done = sessions.Delivered(
            on=timezone.localdate(), hours=Decimal("1.5"), reached=2, **filled("Session", "languages", "learned")
        )
        session = sessions.log(role=role, delivered=done, by=member)
        if told:
            sessions.say_learned(session=session, hat=row.perspective, by=member)
    roles.step_back(role=role, by=member, words=words("delivery.Holding.ended_words"))
    roles.start(role=role, by=member)
    ended = roles.add(piece=piece, holder=member, terms=terms, by=lead)
    roles.write_risks(role=ended, risks=risks, edition=0, by=lead)
    roles.start(role=ended, by=member)
    taking_back.end(role=ended, why=words("delivery.Holding.ended_why"), by=lead)
    roles.write_risks(role=role, risks=risks, edition=1, by=lead)
    for shared in (True, False):
        own.write(text=words("delivery.Development.text"), shared=shared, by=member)


def _ask(project: Project, row: Contribution, lead: Member, member: Member, hat: Perspective) -> None:
    """An asking that is closed and shows a group with the hat whose name was entered, and one about a decision that is open."""
    asked = ask_and_close(project, lead, hat)
    assert asked.results["asks"]["ladder"]["groups"]
    asking = askings.Asking(
        about=About.DECISION, decision=row.decisions.order_by("-seq").first(), asks=list(Question), closes_on=TOMORROW
    )
    open_ = askings.open_round(project=project, asking=asking, by=lead)
    askings.answer(round_=open_, said=askings.Said(hat, {"ladder": ["4"]}), by=member)


def _show(project: Project, words: Words, lead: Member, member: Member) -> None:
    """A sheet of numbers; a release that is out, and one that somebody asks to wait with."""
    show.freeze_sheet(project=project, by=lead)
    release = show.prepare(project=project, by=lead)
    show.answer(release=release, happy=True, words=words("show.Answer.words"), by=member)
    show.publish(release=release, by=lead)
    show.answer(
        release=show.prepare(project=project, by=lead), happy=False, words=words("show.Answer.words"), by=member
    )


def _complain(project: Project, words: Words, lead: Member, member: Member) -> None:
    """A complaint that is answered, and one that waits; and somebody without an account who asked to be erased."""
    names = ("words", "name", "reach")
    for answered in (True, False):
        filled = {name: words(f"privacy.Complaint.{name}") for name in names}
        said_so = complaints.Complained(about=Matter.DATA, goes_to=GoesTo.FACILITATORS, **filled)
        row = complaints.complain(said=said_so, project=project, user=member.user)
        if answered and lead.user:
            complaints.answer(complaint=row, words=words("privacy.Complaint.answer"), by=lead.user)
    keeping_actions.keep_for(project=project, days={"links": 60}, by=lead)
