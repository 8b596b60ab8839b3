"""Roles in what a group delivers: when they begin, from the first form to the warning, and stepping back."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import CAST, World
from tests.cast_rooms import RISKS
from tests.pages import Page, text
from wesaid_web.common.access import Elsewhere, NotAllowed
from wesaid_web.delivery.actions import own, roles, sessions
from wesaid_web.delivery.models import Agreed, HeldRole, Holding, Kind, Piece, Session
from wesaid_web.delivery.permissions import NoRiskNote, NoSupport, NotUnderWay, NotYourRoleHere
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import NotYourRole


def words(answer: Any) -> str:
    return Page(text(answer)).words()


def at(name: str, w: World, *args: object) -> str:
    return reverse(f"delivery:{name}", args=[w.here.project.pk, *args])


def new_role(w: World, holder: Member | None = None, support: Member | None = None, **terms: Any) -> HeldRole:
    """A role that is set up and nothing more."""
    given = roles.Terms(kind=Kind.PEER_SUPPORTER, support=support, **terms)
    return roles.add(piece=w.here.piece, holder=holder or w.here.member, terms=given, by=w.here.facilitator)


def session(hours: str, reached: int = 1, days_ago: int = 0) -> sessions.Delivered:
    return sessions.Delivered(on=timezone.localdate() - timedelta(days=days_ago), hours=Decimal(hours), reached=reached)


# When a role begins


def test_no_role_begins_before_what_could_go_wrong_is_written_down(world: World) -> None:
    role = new_role(world, support=world.here.facilitator)
    with pytest.raises(NoRiskNote):
        roles.start(role=role, by=world.here.member)
    client = world.client("member")
    answer = client.post(at("start", world, role.pk))
    assert answer.status_code == 422
    page = Page(text(answer))
    assert "Write down what could go wrong first" in page.words()
    assert at("risk", world, role.pk) in [link.attrs.get("href") for link in page.all("a")]
    assert not Holding.objects.filter(role=role).exists()
    answer = client.post(at("risk", world, role.pk), {"edition": 0, **vars(RISKS)})
    assert answer.status_code == 302
    assert client.post(at("start", world, role.pk)).status_code == 302
    assert Holding.objects.get(role=role).how == Agreed.HERE


def test_no_role_begins_without_somebody_who_supports(world: World) -> None:
    role = new_role(world)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=world.here.facilitator)
    with pytest.raises(NoSupport):
        roles.start(role=role, by=world.here.member)
    answer = world.client("member").post(at("start", world, role.pk))
    assert answer.status_code == 422
    assert "Name somebody who supports this person first" in words(answer)
    assert not Holding.objects.filter(role=role).exists()


def test_who_supports_and_has_left_does_not_count(world: World) -> None:
    observer = world.here.project.members.get(user=world.users["observer"])
    role = new_role(world, support=observer)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=world.here.facilitator)
    projects.remove(member=observer, by=observer)
    with pytest.raises(NoSupport):
        roles.start(role=role, by=world.here.member)


def test_nobody_agrees_for_somebody_with_an_account(world: World) -> None:
    role = new_role(world, support=world.here.facilitator)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=world.here.facilitator)
    for how in Agreed:
        with pytest.raises(NotYourRoleHere):
            roles.start(role=role, by=world.here.facilitator, how=how)
    with pytest.raises(NotAllowed):
        roles.start(role=role, by=world.here.member, how=Agreed.PAPER)
    assert not Holding.objects.filter(role=role).exists()


def test_for_somebody_without_an_account_how_they_agreed_is_recorded(world: World) -> None:
    role = new_role(world, holder=world.here.paper_person, support=world.here.member)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=world.here.member)
    with pytest.raises(NotYourRoleHere):
        roles.start(role=role, by=world.here.member, how=Agreed.SPOKEN)
    lead = world.client("facilitator")
    answer = lead.post(at("start", world, role.pk), {})
    assert answer.status_code == 422
    assert "Without their own yes the role does not begin" in words(answer)
    assert lead.post(at("start", world, role.pk), {"how": "here"}).status_code == 422
    assert not Holding.objects.filter(role=role).exists()
    assert lead.post(at("start", world, role.pk), {"how": "spoken"}).status_code == 302
    holding = Holding.objects.get(role=role)
    assert (holding.how, holding.recorded_by) == (Agreed.SPOKEN, world.here.facilitator)
    sessions.log(role=role, delivered=session("1"), by=world.here.facilitator)
    roles.step_back(role=role, by=world.here.facilitator)
    holding.refresh_from_db()
    assert holding.ended_on == timezone.localdate()


def test_agreeing_twice_holds_it_once(world: World) -> None:
    first = roles.start(role=world.here.role, by=world.here.member)
    assert Holding.objects.filter(role=world.here.role).get() == first


def test_what_changed_since_is_shown_until_they_agree_again(world: World) -> None:
    role, client = world.here.role, world.client("member")
    changed = "It has changed since it was agreed to"
    assert changed not in words(client.get(at("role", world, role.pk)))
    roles.write_risks(role=role, risks=RISKS, edition=1, by=world.here.facilitator)
    assert changed in words(client.get(at("role", world, role.pk)))
    client.post(at("start", world, role.pk))
    assert changed not in words(client.get(at("role", world, role.pk)))
    assert Holding.objects.filter(role=role).count() == 1


def test_a_role_needs_two_people_of_this_project(world: World) -> None:
    with pytest.raises(NotAllowed):
        new_role(world, support=world.here.member)
    with pytest.raises(Elsewhere):
        new_role(world, holder=world.there.member)
    with pytest.raises(Elsewhere):
        new_role(world, support=world.there.member)
    page = at("role_new", world, world.here.piece.pk)
    given = {"kind": "coach", "holder": world.here.member.pk, "support": world.here.member.pk, "per": "week"}
    answer = world.client("facilitator").post(page, given | {"paid": "unpaid"})
    assert answer.status_code == 422
    assert "Choose somebody else to support this person." in words(answer)


# From the first form to the warning, by hand


def test_set_up_begun_and_logged_to_the_warning(world: World) -> None:
    lead, holder = world.client("facilitator"), world.client("member")
    sent = {"id": str(uuid.uuid4()), "what": "Sit with people on the ward", "for_whom": "Whoever is alone"}
    for _time in range(2):
        added = lead.post(at("piece_new", world), {**sent, "decision": world.here.decision.pk})
    piece = Piece.objects.get(pk=sent["id"])
    assert piece.decision == world.here.decision
    assert added["Location"] == at("piece", world, piece.pk)
    given = {
        "id": str(uuid.uuid4()),
        "kind": "peer_supporter",
        "holder": world.here.member.pk,
        "support": world.here.facilitator.pk,
        "per": "week",
        "hours_agreed": "3",
        "limit_hours": "5",
        "limit_people": "20",
        "paid": "paid",
    }
    for _time in range(2):
        lead.post(at("role_new", world, piece.pk), given)
    role = HeldRole.objects.get(piece=piece)
    assert "You are asked to take on a role: Peer supporter." in words(holder.get(at("list", world)))
    lead.post(at("risk", world, role.pk), {"edition": 0, **vars(RISKS)})
    lead.post(at("training", world, role.pk), {"what": "Listening", "offered_on": timezone.localdate().isoformat()})
    asked = words(holder.get(at("start", world, role.pk)))
    for told in ("Too many people", "Say no", "Wrong advice", "Ask the ward", "Listening", "5 hours, and 20 people"):
        assert told in asked
    holder.post(at("start", world, role.pk))

    def logs(hours: str) -> str:
        return words(holder.post(at("log", world, role.pk), three_answers(hours), follow=True))

    assert "Within what was agreed: 3 of 5 hours" in logs("3")
    assert "Nearly as much as was agreed: 4.25 of 5 hours" in logs("1,25")
    before = words(holder.get(at("log", world, role.pk)))
    assert "Nearly as much as was agreed: 4.25 of 5 hours" in before
    assert "It is all right to say no." in before
    assert "As much as was agreed" in logs("0.75")
    over = logs("1")
    assert "More than was agreed" in over
    assert "6 of 5 hours" in over
    assert "Nobody should ask this of you. Talk with facilitator now" in over
    seen = words(lead.get(at("list", world)))
    assert "Too much, or nearly" in seen
    assert "Talk with member about what can wait" in seen
    for who in ("observer", "evaluator", "payments"):
        assert "More than was agreed" not in words(world.client(who).get(at("list", world)))


def three_answers(hours: str = "1", **more: object) -> dict[str, object]:
    """What the form sends when nothing is unfolded: three answers, and the choice that is made already."""
    return {"on": timezone.localdate().isoformat(), "hours": hours, "reached": "2", "kind": "one_to_one", **more}


def test_a_form_sent_twice_is_one_session(world: World) -> None:
    client, key = world.client("member"), uuid.uuid4()
    for _time in range(2):
        client.post(at("log", world, world.here.role.pk), three_answers(id=str(key)))
    client.post(at("log", world, world.here.role.pk), three_answers("2", id=str(key)))
    assert Session.objects.filter(role=world.here.role).exclude(pk=world.here.session.pk).count() == 2


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"hours": "0"}, "Enter more than 0 hours."),
        ({"hours": "25"}, "Enter fewer hours."),
        ({"hours": "an hour"}, "Enter a number of hours, for example 1.5."),
        ({"hours": ""}, "Enter how many hours it took."),
        ({"hours": "NaN"}, "Enter a number of hours, for example 1.5."),
        ({"reached": "-1"}, "Enter a number of people, not less than 0."),
        ({"reached": "Mrs Lane"}, "Enter a whole number of people."),
        ({"on": "3/1/2999"}, "This day has not come yet."),
        ({"on": "3/1/2001"}, "The role was not under way on that day."),
    ],
)
def test_what_cannot_be_is_asked_for_again_and_nothing_is_lost(world: World, wrong: dict[str, str], told: str) -> None:
    sent = three_answers(learned="Bring a torch", languages="Welsh") | wrong
    answer = world.client("member").post(at("log", world, world.here.role.pk), sent)
    assert answer.status_code == 422
    page = Page(text(answer))
    assert told in page.words()
    assert page.value_of("learned") == "Bring a torch"
    assert page.value_of("languages") == "Welsh"
    assert Session.objects.filter(role=world.here.role).count() == 1


def test_nothing_is_delivered_in_a_role_that_is_not_under_way(world: World) -> None:
    roles.step_back(role=world.here.role, by=world.here.member)
    Holding.objects.update(
        started_on=timezone.localdate() - timedelta(days=9), ended_on=timezone.localdate() - timedelta(days=3)
    )
    sessions.log(role=world.here.role, delivered=session("1", days_ago=3), by=world.here.member)
    for days_ago in (0, 2, 10):
        with pytest.raises(NotUnderWay):
            sessions.log(role=world.here.role, delivered=session("1", days_ago=days_ago), by=world.here.member)


def test_the_warning_is_for_the_week_of_the_session(world: World) -> None:
    """Logged late, a session counts for its own week."""
    Holding.objects.update(started_on=timezone.localdate() - timedelta(days=30))
    client = world.client("member")
    sent = three_answers("6", on=(timezone.localdate() - timedelta(days=10)).isoformat())
    answer = client.post(at("log", world, world.here.role.pk), sent, follow=True)
    assert "It is written down. More than was agreed: 6 of 5 hours" in words(answer)
    assert "Within what was agreed: 1.5 of 5 hours" in words(answer)


# Stepping back


def test_stepping_back_takes_one_press_and_no_reason(world: World) -> None:
    client, role = world.client("member"), world.here.role
    page = Page(text(client.get(at("role", world, role.pk))))
    forms = [form.attrs.get("action") for form in page.all("form")]
    assert at("step_back", world, role.pk) in forms
    answer = client.post(at("step_back", world, role.pk), follow=True)
    assert "You have stepped back. Thank you for what you did." in words(answer)
    assert "Read it and agree again" in words(answer)
    client.post(at("start", world, role.pk))
    ended = list(Holding.objects.filter(role=role).values_list("ended_on", flat=True))
    assert sorted(ended, key=str) == [timezone.localdate(), None]


def test_words_on_stepping_back_are_read_inside_only(world: World) -> None:
    world.client("member").post(at("step_back", world, world.here.role.pk), {"words": "Zeisig is too far"})
    reading = {
        who for who in CAST if "Zeisig is too far" in text(world.client(who).get(at("role", world, world.here.role.pk)))
    }
    assert reading == {"member", "facilitator"}


def test_nobody_is_kept_in_a_role_or_put_out_of_it(world: World) -> None:
    """Whatever somebody is in the project they can step back; and nobody steps back for somebody with an account."""
    with pytest.raises(NotYourRoleHere):
        roles.step_back(role=world.here.role, by=world.here.facilitator)
    projects.change_role(member=world.here.member, role=Role.OBSERVER, by=world.here.facilitator)
    observer = Member.objects.get(pk=world.here.member.pk)
    with pytest.raises(NotYourRole):
        sessions.log(role=world.here.role, delivered=session("1"), by=observer)
    assert world.client("member").post(at("step_back", world, world.here.role.pk)).status_code == 302
    with pytest.raises(NotUnderWay):
        roles.step_back(role=world.here.role, by=observer)


@pytest.mark.parametrize("by", ["member", "facilitator"])
def test_a_role_ends_with_the_place_in_the_project(world: World, by: str) -> None:
    own.share(development=world.here.own_words, shared=True, by=world.here.member)
    projects.remove(member=world.here.member, by=getattr(world.here, by))
    assert not Holding.objects.filter(role=world.here.role, ended_on=None).exists()
    secret = projects.invite(project=world.here.project, role=Role.MEMBER, by=world.here.facilitator)
    back = projects.accept_invitation(secret=secret, user=world.users["member"])
    assert "Read it and agree again" in words(world.client("member").get(at("role", world, world.here.role.pk)))
    assert back.developments.get().shared == (by == "member")
