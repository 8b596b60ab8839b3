"""A project in which every column that takes words holds some, entered through the product's own actions.

What the words are, the test says: something that would run if it were not made safe, or words that can be found again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.test import Client

from tests.cast import TODAY, picture, table
from wesaid.frameworks import all_frameworks, all_ways
from wesaid_web.common.registry import models_register
from wesaid_web.people.models import User
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Member, Perspective, Project, Role
from wesaid_web.show import actions as show
from wesaid_web.trail.actions import changed, decided, did, files, imports, said, seeing
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
    TryOut,
)

Words = Callable[[str], str]

NOT_WORDS = {
    "common.AuditEvent": {"verb", "previous", "digest", "details"},  # tests/web/test_audit.py
    "common.AuditHead": {"digest"},
    "people.User": {"password"},
    "people.SignInLink": {"digest"},
    "projects.CharterFramework": {"framework", "item"},  # names out of a list that the program brings
    "projects.Invitation": {"digest"},
    "projects.WayUsed": {"way"},
    "trail.Attachment": {"file", "media_type"},
    "trail.FrameworkLink": {"framework", "item"},
    "trail.ImportRun": {"file", "problem", "hats_added"},
    "trail.Contribution": {"fate_why", "fate_also"},
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
    member = _people(brim, words, lead)
    hat = projects.add_perspective(
        project=project, name=words("projects.Perspective.name"), lived_experience=True, by=lead
    )
    projects.set_hats(member=member, name=words("projects.Member.name"), perspectives=[hat], by=member)
    _charter(project, words, lead)
    brim.shared = _said(project, words, hat, lead, member)
    _decided_and_done(brim.shared, words, hat, lead, member)
    for thing in (brim.shared, project.decisions.order_by("-seq")[0]):
        for framework in all_frameworks():
            seeing.see_through(thing=thing, framework=framework.name, item=framework.items[0].id, by=member)
    _bring_in(project, words, lead)
    _show(project, words, lead, member)
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


def _said(project: Project, words: Words, hat: Perspective, lead: Member, member: Member) -> Contribution:
    """Words that were edited and agreed to, with a photograph; others that are hidden, put together, split, kept back."""

    def say(**extra: object) -> Contribution:
        entered = said.Said(
            text=words("trail.Contribution.text"),
            perspective=hat,
            author=member,
            said_on=TODAY,
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
    said.hide(contribution=say(), reason=words("trail.Contribution.hidden_reason"), by=lead)
    said.merge(contribution=say(), into=row, by=lead)
    text = words("trail.Contribution.text")
    said.split(contribution=say(), texts=[text, text], by=lead)
    said.choose_speaker(contribution=say(author_withheld=True), speaker=lead, by=member)
    return row


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


def _show(project: Project, words: Words, lead: Member, member: Member) -> None:
    """A release that is out, and one that somebody asks to wait with."""
    release = show.prepare(project=project, by=lead)
    show.answer(release=release, happy=True, words=words("show.Answer.words"), by=member)
    show.publish(release=release, by=lead)
    show.answer(
        release=show.prepare(project=project, by=lead), happy=False, words=words("show.Answer.words"), by=member
    )
