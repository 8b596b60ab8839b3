"""The cast: the same people in every test about who may do what, in a world with two projects that never see each other.

Everyone is invented. ``World`` holds one of each thing a route can be about, made through the product's own actions.

Long because every room puts what its routes are about into the same two projects.
"""

from __future__ import annotations

import copy
import time
import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from http.cookies import SimpleCookie

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast_rooms import (
    EVERYTHING,
    TODAY,
    TOMORROW,
    ComingIn,
    ask_and_close,
    ask_form,
    ask_word,
    come_in,
    give_form,
    hold_meeting,
    hold_role,
    picture,
    plan_meeting,
    table,
)
from wesaid_web.delivery.actions import own
from wesaid_web.delivery.models import Development, HeldRole, Piece, Session, Supervision, Training
from wesaid_web.evaluation import actions as askings
from wesaid_web.evaluation.models import Round
from wesaid_web.meetings.models import Meeting
from wesaid_web.people.models import SignedIn, User
from wesaid_web.people.sealing import seal
from wesaid_web.privacy import complaint_actions as complaints
from wesaid_web.privacy.models import About as Matter
from wesaid_web.privacy.models import Complaint, GoesTo
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects import glossary_actions as glossary
from wesaid_web.projects.models import (
    Charter,
    GlossaryWord,
    Invitation,
    Member,
    Perspective,
    Project,
    Role,
    WordQuestion,
)
from wesaid_web.show import actions as show
from wesaid_web.show.models import Release
from wesaid_web.support import actions as support
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions as concerns
from wesaid_web.support.models import (
    AftercareContact,
    CheckIn,
    Concern,
    Need,
    Return,
    ReturnKind,
    SafetyContacts,
    ShownTo,
    Terms,
)
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import (
    changed,
    decided,
    did,
    files,
    guest_words,
    guests,
    imports,
    said,
    seeing,
    slips,
)
from wesaid_web.trail.models import (
    Action,
    Attachment,
    Change,
    Consent,
    Contribution,
    Decision,
    GuestInvitation,
    HowKnown,
    ImportRun,
    OtherForm,
    Result,
    SlipBatch,
    TryOut,
)

CAST = (
    "anonymous",
    "invited",
    "member",
    "ex_member",
    "observer",
    "evaluator",
    "payments",
    "concern_lead",
    "deputy",
    "facilitator",
    "other_facilitator",
    "administrator",
    "deactivated",
    "guest",
    "code_holder",
)

WITHOUT_ACCOUNT = frozenset({"anonymous", "guest", "code_holder"})
"""Nobody who is signed in: a stranger, somebody who opened an invitation for guests, and somebody who typed their code."""


def make_user(name: str, **extra: bool) -> User:
    """An account with an address made from the name."""
    address = name.lower().replace(" ", ".").replace("_", ".")
    return User.objects.create_user(
        email=f"{address}@example.org", name=name, password="correct horse battery", **extra
    )


APP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of the app with codes of those of the cast who have to have one."""


def with_second_step(user: User) -> User:
    """Set up an app with codes, as somebody has who runs the site, looks after payments or evaluates."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": seal(APP_SECRET)})
    return user


def code_now(secret: str = APP_SECRET, *, later: int = 0) -> str:
    """What an app shows now, or so many half minutes later."""
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))
    return code


def sign_in(client: Client, user: User) -> None:
    """Sign somebody in as if they had just shown who they are."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


@dataclass
class Guests:
    """What people without an account have in one project, with the secrets they hold."""

    invitation: GuestInvitation
    link: str
    code: str
    words: Contribution
    own: str
    """The code of whoever said these words."""
    about: Contribution
    about_code: str
    """The code of the person that these words are about."""
    batch: SlipBatch
    slips: list[slips.Printed]
    """Two slips of paper, neither typed in."""
    _cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    def cookies(self, who: str) -> SimpleCookie:
        """What is in the browser of somebody who opened the invitation, or typed their code: it is found out once."""
        if who not in self._cookies:
            client = Client()
            if who == "guest":
                answer = client.get(reverse("guests:say", args=[self.link]))
                assert answer.status_code == HTTPStatus.OK
            else:
                answer = client.post(reverse("guests:mine"), {"code": self.own}, follow=True)
                assert answer.redirect_chain
            self._cookies[who] = client.cookies
        return SimpleCookie(self._cookies[who].output(header="", sep=";"))

    @property
    def token(self) -> str:
        return sealed.seal_mine(sealed.Whose.OWN, guest_words.digest_of(self.own))

    @property
    def about_token(self) -> str:
        return sealed.seal_mine(sealed.Whose.ABOUT, guest_words.about_digest_of(self.about_code))


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
    sat_down: Supervision
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
    need: Need
    """Of the member, seen by whoever facilitates alone, agreed on."""
    aftercare: AftercareContact
    check_in: CheckIn
    """Of the member, by the facilitator."""
    word: GlossaryWord
    word_question: WordQuestion
    other_form: OtherForm
    """Asked for by the member, by name, and promised."""
    given_form: OtherForm
    """A PDF, asked for without a name."""
    concern: Concern
    """Told by the member with their name: read by whom people can tell a worry, and not yet by who stands in."""
    coming_in: ComingIn
    complaint: Complaint
    """About the group, to whoever facilitates, by the member."""
    complaint_to_site: Complaint
    """To the people who run the site, by the member."""
    guests: Guests | None = None
    """Ways in without an account, where a test asks for them: :func:`let_guests_in`."""


@dataclass
class World:
    """Two projects and the people around them."""

    here: Place
    there: Place
    users: dict[str, User]
    _signed_in: dict[str, SimpleCookie] = field(default_factory=dict, repr=False)

    def client(self, who: str, *, anew: bool = False) -> Client:
        """A new browser in which one of the cast is signed in, or has opened an invitation, or typed a code.

        Who signed in a moment ago still is, in one session: so that a page is the same when it is opened again, and tests
        are faster. ``anew``: in a session of its own.
        """
        client = Client()
        if who in {"guest", "code_holder"} and self.here.guests:
            client.cookies = self.here.guests.cookies(who)
        if who in WITHOUT_ACCOUNT:
            return client
        if anew or who not in self._signed_in or not _is_fresh(self._signed_in[who]):
            sign_in(client, self.users[who])
            self._signed_in[who] = client.cookies
        client.cookies = copy.deepcopy(self._signed_in[who])
        return client


def _is_fresh(cookies: SimpleCookie) -> bool:
    """Whether a session goes on, and began so lately that nothing asks again who it is."""
    ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    key = cookies[settings.SESSION_COOKIE_NAME].value
    return SignedIn.objects.filter(session_key=key, expire_date__range=(ends - timedelta(minutes=10), ends)).exists()


def say(place_project: Project, by: Member, text: str, hat: Perspective, **extra: object) -> Contribution:
    """Something said by a member of the cast."""
    entered = said.Said(text=text, perspective=hat, author=by, said_on=TODAY, **extra)  # type: ignore[arg-type]
    return said.add(project=place_project, said=entered, by=by)


OUTSIDE_CONTACT = concerns.Outside(
    "The council’s safeguarding team", "01632 960 999", "Always", "If somebody is harmed"
)


def make_safe(
    project: Project, by: Member, lead: Member | None = None, deputy: Member | None = None, **given: int
) -> SafetyContacts:
    """Say whom people can tell a worry, without which nobody is invited. People without an account where none is given."""
    before = SafetyContacts.objects.filter(project=project).first()
    return concerns.set_contacts(
        project=project,
        lead=concerns.Contact("Lee Lead", "01632 960 001", lead),
        deputy=concerns.Contact("Dee Deputy", "01632 960 002", deputy),
        outside=OUTSIDE_CONTACT,
        edition=before.edition if before else 0,
        by=by,
        **{"read_within": 2, "keep_months": 24, **given},
    )


def tell_worry(project: Project, by: Member | None, **given: object) -> Concern:
    """A worry that was told."""
    told = concerns.Told(**{"words": f"A worry in {project.name}", **given})  # type: ignore[arg-type]
    return concerns.raise_concern(project=project, told=told, by=by)


def complain(project: Project, by: Member, goes_to: GoesTo) -> Complaint:
    """A complaint by somebody who is signed in."""
    said_so = complaints.Complained(
        about=Matter.DATA, words=f"A complaint in {project.name} to the {goes_to}", goes_to=goes_to
    )
    return complaints.complain(said=said_so, project=project, user=by.user)


def build_place(name: str, facilitator: User, member: User) -> Place:
    """A project with two people and one of each thing."""
    project = projects.create_project(name=name, by=facilitator)
    leading = Member.objects.get(project=project, user=facilitator)
    make_safe(project, leading, lead=leading)
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
    needed = care.Needed(f"A chair in {name}", ShownTo.FACILITATORS)
    need = care.write_need(member=joined, needed=needed, said_yes=False, by=joined)
    care.agree_need(need=need, agreed="It stands by the door", review_on=TOMORROW, edition=1, by=leading)
    need.refresh_from_db()
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
        sat_down=role.supervisions.get(),
        session=role.sessions.get(),
        meeting=meeting,
        coming=plan_meeting(project, leading, TOMORROW),
        own_words=own.write(text=f"Own words in {name}", shared=False, by=joined),
        asked=ask_and_close(project, leading),
        asking=askings.open_round(project=project, asking=EVERYTHING, by=leading),
        need=need,
        word=glossary.write_word(project=project, word=f"MDT in {name}", meaning="A team of several trades", by=joined),
        word_question=ask_word(project, joined),
        other_form=ask_form(project, contribution, joined, leading),
        given_form=give_form(project, decision, joined),
        aftercare=care.add_contact(
            project=project,
            name=f"After in {name}",
            phone="01632 960 003",
            hours="Evenings",
            what_for="To talk",
            by=leading,
        ),
        check_in=care.check_in(
            member=joined, on=TODAY, words=f"Tired in {name}", again_on=None, said_yes=True, by=leading
        ),
        concern=tell_worry(project, joined),
        coming_in=come_in(project, leading, joined, paper_person),
        complaint=complain(project, joined, GoesTo.FACILITATORS),
        complaint_to_site=complain(project, joined, GoesTo.SITE),
    )


def build_world() -> World:
    """The whole cast. Call it inside a test that may use the database."""
    users = {who: make_user(who) for who in CAST if who not in WITHOUT_ACCOUNT | {"administrator", "deactivated"}}
    users["administrator"] = make_user("administrator", is_superuser=True)
    for who in ("administrator", "evaluator", "payments"):
        with_second_step(users[who])
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
    lead, deputy = join("concern_lead", Role.OBSERVER), join("deputy", Role.OBSERVER)
    make_safe(here.project, here.facilitator, lead, deputy)
    Concern.objects.filter(pk=here.concern.pk).delete()
    here.concern = tell_worry(here.project, here.member)
    join("deactivated", Role.MEMBER)
    projects.remove(member=join("ex_member", Role.MEMBER), by=here.facilitator)
    users["deactivated"].is_active = False
    users["deactivated"].save()
    return World(here=here, there=there, users=users)


def let_guests_in(place: Place) -> Guests:
    """An invitation for guests, somebody who said something with it and wants to say more, and words about someone else."""
    made = guests.invite_guests(project=place.project, label="A meeting", days=14, most=30, by=place.facilitator)
    hat = guest_words.hat_of_guests(place.project)
    codes, others = guest_words.Codes.new(), guest_words.Codes.new()
    words = guest_words.say(
        invitation=made.invitation,
        said=guest_words.GuestSaid(text=f"Guest words in {place.project.name}", perspective=hat, name="Guest"),
        codes=codes,
    )
    about = guest_words.say(
        invitation=made.invitation,
        said=guest_words.GuestSaid(text=f"About someone in {place.project.name}", perspective=hat, about_other=True),
        codes=others,
    )
    guest_words.ask_to_say_more(digest=guest_words.digest_of(codes.own), words="At the next meeting")
    batch, printed = slips.print_slips(
        project=place.project, label="A box", count=2, meeting=None, by=place.facilitator
    )
    place.guests = Guests(made.invitation, made.link, made.code, words, codes.own, about, others.about, batch, printed)
    return place.guests


NOWHERE = uuid.UUID("00000000-0000-4000-8000-00000000dead")
"""An id that belongs to nothing."""
