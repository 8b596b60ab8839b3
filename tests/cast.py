"""The cast: the same people in every test about who may do what, in a world with two projects that never see each other.

Everyone is invented. ``World`` holds one of each thing a route can be about, made through the product's own actions.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from wesaid_web.people.models import User
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Charter, Invitation, Member, Perspective, Project, Role
from wesaid_web.show import actions as show
from wesaid_web.show.models import Release
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
    import_run: ImportRun


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
        release=show.prepare(project=project, by=leading),
        import_run=imports.prepare(project=project, upload=table(), by=leading),
    )


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
