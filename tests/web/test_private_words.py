"""Words that are for few: everyone of the cast opens everything there is, the share archive included, and looks for them all."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.utils import timezone

from tests.cast import CAST, TODAY, TOMORROW, World
from tests.crawl import Answer, crawl, where
from wesaid_web.common.models import AuditEvent
from wesaid_web.delivery.actions import own, roles, sessions
from wesaid_web.delivery.models import Kind
from wesaid_web.projects import actions as projects
from wesaid_web.projects import reflection_actions
from wesaid_web.projects.models import Hat, Role
from wesaid_web.support import care_actions as care
from wesaid_web.support.models import Met, ShownTo

IN_A_ROLE = {
    "terms": "zeisigterms",
    "stepping_back": "zeisigback",
    "giver": "zeisiggiver",
    "receiver": "zeisigreceiver",
    "learned": "zeisiglearned",
    "training": "zeisigtraining",
}
WHO = [
    *(one for one in CAST if one != "invited"),
    "other_member",
    "second_facilitator",
]  # who was invited becomes that one
FACILITATORS = {"facilitator", "second_facilitator"}
OWN_POWER, OWN_WORDS, A_NEED = "zeisigpower", "zeisigown", "zeisigneed"
PAID = ("Meetings in Here", "£25")
NEED_PAGES = {"support:needs", "support:need_edit", "support:need_agree", "support:need_met", "support:need_remove"}
AFTER_PAGES = {"support:aftercare", "support:check_in_remove"}


@pytest.fixture
def full(world: World) -> World:
    """Somebody in a role with support, words kept for oneself, thoughts about one's own power, a need and what became of it."""
    here = world.here
    lead, holder = here.facilitator, here.member
    another(world, "invited", Role.FACILITATOR)
    world.users["second_facilitator"] = world.users["invited"]
    another(world, "other_member", Role.MEMBER)
    a_role(world)
    own.write(text=OWN_WORDS, shared=False, by=holder)
    reflection_actions.write_own_power(answers={"decides": OWN_POWER}, by=lead)
    needed = care.Needed(A_NEED, ShownTo.FACILITATORS)
    need = care.write_need(member=holder, needed=needed, said_yes=False, by=holder)
    care.agree_need(need=need, agreed=A_NEED, review_on=TOMORROW, edition=1, by=lead)
    care.answer_need(need=need, met=Met.NO, words=A_NEED, by=holder)
    care.check_in(member=holder, on=TODAY, words=A_NEED, again_on=None, said_yes=True, by=lead)
    return world


def another(world: World, who: str, role: Role) -> None:
    """One more in the project; who facilitates is staff, and might think about power too."""
    here = world.here
    secret = projects.invite(project=here.project, role=role, by=here.facilitator)
    joined = projects.accept_invitation(secret=secret, user=world.users[who])
    if role == Role.FACILITATOR:
        staff = here.project.perspectives.get(code=Hat.STAFF)
        projects.set_hats(member=joined, name="Second", perspectives=[staff], by=joined)


def a_role(world: World) -> None:
    lead, holder = world.here.facilitator, world.here.member
    terms = roles.Terms(
        kind=Kind.COACH,
        support=world.here.project.members.get(user=world.users["observer"]),
        terms=IN_A_ROLE["terms"],
        stepping_back=IN_A_ROLE["stepping_back"],
        limit_hours=Decimal(77),
    )
    role = roles.add(piece=world.here.piece, holder=holder, terms=terms, by=lead)
    risks = roles.Risks(IN_A_ROLE["giver"], "x", IN_A_ROLE["receiver"], "x")
    roles.write_risks(role=role, risks=risks, edition=0, by=lead)
    today = timezone.localdate()
    roles.offer_training(role=role, what=IN_A_ROLE["training"], offered_on=today, had_on=None, by=lead)
    roles.start(role=role, by=holder)
    session = sessions.Delivered(today, Decimal(1), 1, learned=IN_A_ROLE["learned"])
    sessions.log(role=role, delivered=session, by=holder)


@pytest.mark.parametrize("who", WHO)
def test_who_reads_what_is_for_few(who: str, full: World) -> None:
    answers = [answer for answer in crawl(full.client(who), full.here.project) if answer.status == 200]
    in_the_role(who, answers)
    own = {"yours"} if who == "other_member" else set()  # who is paid in the other project, too
    told = {route for words in PAID for route in where(answers, words)} - own
    assert bool(told) == (who in {"member", "payments", *FACILITATORS})
    assert "trail:archive_download" not in told
    assert set(where(answers, OWN_POWER)) == ({"projects:own_power", "yours"} if who == "facilitator" else set())
    assert set(where(answers, OWN_WORDS)) == (
        {"delivery:own", "delivery:own_edit", "yours"} if who == "member" else set()
    )
    allowed = NEED_PAGES | AFTER_PAGES | {"yours"} if who == "member" else set()
    if who in FACILITATORS:
        allowed = NEED_PAGES | AFTER_PAGES | {"trail:meeting"}  # by those who prepare it
    assert set(where(answers, A_NEED)) <= allowed
    assert bool(where(answers, A_NEED)) == bool(allowed)


def in_the_role(who: str, answers: list[Answer]) -> None:
    """The inside of a role is read by who holds it, who supports them, and who facilitates."""
    for words in (*IN_A_ROLE.values(), "77 hours"):
        assert bool(where(answers, words)) == (who in {"member", "observer", *FACILITATORS}), words


def test_none_of_it_is_in_the_audit(full: World) -> None:
    told = json.dumps(list(AuditEvent.objects.values_list("details", flat=True)))
    assert "zeisig" not in told
