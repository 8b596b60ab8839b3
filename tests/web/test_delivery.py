"""Roles in what a group delivers: when they begin, who reads what, the warning, stepping back; and what is somebody's own."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import CAST, RISKS, World, hold_role
from tests.crawl import crawl, where
from tests.meta.routes import IN_PROJECT
from tests.pages import Page, text
from wesaid_web.common.access import NotAllowed
from wesaid_web.delivery.actions import own, pieces, roles, sessions
from wesaid_web.delivery.models import Agreed, Arrival, Development, HeldRole, Holding, Kind, Piece, RiskNote, Session
from wesaid_web.delivery.permissions import NoRiskNote, NoSupport, NotUnderWay, NotYourOwn, NotYourRoleHere
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions.recording import ChangedMeanwhile, Elsewhere
from wesaid_web.trail.models import Contribution


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


# Who reads what


PRIVATE = {
    "terms": "zeisigterms",
    "stepping_back": "zeisigback",
    "giver": "zeisiggiver",
    "receiver": "zeisigreceiver",
    "learned": "zeisiglearned",
    "training": "zeisigtraining",
}


def test_the_inside_of_a_role_is_read_inside_only(world: World) -> None:
    """Everyone of the cast opens everything there is; who supports somebody reads it, another member does not."""
    supporter = world.here.project.members.get(user=world.users["observer"])
    terms = roles.Terms(
        kind=Kind.COACH,
        support=supporter,
        terms=PRIVATE["terms"],
        stepping_back=PRIVATE["stepping_back"],
        limit_hours=Decimal(77),
    )
    lead, holder = world.here.facilitator, world.here.member
    role = roles.add(piece=world.here.piece, holder=holder, terms=terms, by=lead)
    risks = roles.Risks(PRIVATE["giver"], "x", PRIVATE["receiver"], "x")
    roles.write_risks(role=role, risks=risks, edition=0, by=lead)
    roles.offer_training(role=role, what=PRIVATE["training"], offered_on=timezone.localdate(), had_on=None, by=lead)
    roles.start(role=role, by=holder)
    sessions.log(
        role=role,
        delivered=sessions.Delivered(timezone.localdate(), Decimal(1), 1, learned=PRIVATE["learned"]),
        by=holder,
    )
    secret = projects.invite(project=world.here.project, role=Role.MEMBER, by=lead)
    projects.accept_invitation(secret=secret, user=world.users["other_member"])
    inside = {"member", "facilitator", "observer"}
    for who in (*CAST, "other_member"):
        answers = crawl(world.client(who), world.here.project)
        for word in (*PRIVATE.values(), "77 hours"):
            assert bool(where(answers, word)) == (who in inside), (who, word, where(answers, word))


def test_what_somebody_wrote_for_themselves_is_theirs_alone(world: World) -> None:
    """The whole cast opens everything there is, the share archive included."""
    own.write(text="zeisigown", shared=False, by=world.here.member)
    for who in (*CAST, "other_member"):
        found = where(crawl(world.client(who), world.here.project), "zeisigown")
        assert set(found) == ({"delivery:own", "delivery:own_edit"} if who == "member" else set()), who


def test_what_is_shared_the_group_reads_until_it_is_kept_again(world: World) -> None:
    row, client = world.here.own_words, world.client("member")

    def readers() -> set[str]:
        return {who for who in (*CAST, "other_member") if row.text in text(world.client(who).get(at("own", world)))}

    assert readers() == {"member"}
    client.post(at("own_share", world, row.pk), {"shared": "yes"})
    assert readers() == IN_PROJECT
    client.post(at("own_share", world, row.pk), {"shared": "no"})
    assert readers() == {"member"}
    for who in IN_PROJECT - {"member"}:
        for name in ("own_share", "own_remove", "own_edit"):
            other = world.client(who).post(at(name, world, row.pk), {"shared": "yes", "text": "x", "edition": 1})
            assert other.status_code == 404, (who, name)
    assert readers() == {"member"}
    for change in (
        lambda: own.share(development=row, shared=True, by=world.here.facilitator),
        lambda: own.edit(development=row, text="x", shared=True, edition=1, by=world.here.facilitator),
        lambda: own.remove(development=row, by=world.here.facilitator),
    ):
        with pytest.raises(NotYourOwn):
            change()
    client.post(at("own_remove", world, row.pk))
    assert not Development.objects.filter(pk=row.pk).exists()


def test_own_words_are_private_where_nothing_is_ticked(world: World) -> None:
    world.client("member").post(at("own", world), {"text": "I dare to speak"})
    assert Development.objects.get(text="I dare to speak").shared is False


def test_how_somebody_came_is_their_own_answer_and_nobody_elses_to_read(world: World) -> None:
    for who, through in (("member", "yes"), ("observer", "no"), ("payments", "")):
        world.client(who).post(at("arrival", world), {"through": through})
    told = dict(Arrival.objects.values_list("member__user__name", "through_peer"))
    assert told == {"member": True, "observer": False}

    def ticked(who: str) -> list[str]:
        page = Page(text(world.client(who).get(at("cycle", world))))
        return [
            one.attrs["value"]
            for one in page.all("input")
            if one.attrs.get("name") == "through" and "checked" in one.attrs
        ]

    assert [ticked(who) for who in ("member", "observer")] == [["yes"], ["no"]]
    assert "yes" not in ticked("facilitator")
    world.client("member").post(at("arrival", world), {"through": ""})
    assert set(Arrival.objects.values_list("member__user__name", flat=True)) == {"observer"}
    assert world.client("member").post(at("arrival", world), {"through": "maybe"}).status_code == 422


# What was learned


def test_what_was_learned_becomes_a_contribution_once(world: World) -> None:
    client, row = world.client("member"), world.here.session
    page = at("learned", world, row.pk)
    assert client.post(page, {}).status_code == 422
    answer = client.post(page, {"hat": world.here.hat.pk})
    row.refresh_from_db()
    said = row.contribution
    assert said is not None
    assert answer["Location"] == reverse("trail:one", args=[world.here.project.pk, said.pk])
    assert (said.text, said.author, said.perspective, said.fate) == (
        "Bring soup",
        world.here.member,
        world.here.hat,
        "waiting",
    )
    client.post(page, {"hat": world.here.hat.pk})
    assert Contribution.objects.filter(text="Bring soup").count() == 1
    assert "The group was told" in words(client.get(at("role", world, world.here.role.pk)))


def test_for_somebody_without_an_account_a_facilitator_tells_the_group_in_their_name(world: World) -> None:
    lead, paper = world.here.facilitator, world.here.paper_person
    role = new_role(world, holder=paper, support=world.here.member)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=lead)
    roles.start(role=role, by=lead, how=Agreed.SPOKEN)
    given = sessions.Delivered(timezone.localdate(), Decimal(1), 1, learned="The lift is slow")
    row = sessions.log(role=role, delivered=given, by=lead)
    said = sessions.say_learned(session=row, hat=world.here.carer, by=lead)
    assert (said.author, said.typed_by) == (paper, lead)
    with pytest.raises(NotYourRoleHere):
        sessions.say_learned(session=row, hat=world.here.carer, by=world.here.member)
    with pytest.raises(Elsewhere):
        sessions.say_learned(session=world.here.session, hat=world.there.hat, by=world.here.member)


def test_a_session_that_is_taken_out_leaves_what_was_said(world: World) -> None:
    said = sessions.say_learned(session=world.here.session, hat=world.here.hat, by=world.here.member)
    world.client("member").post(at("session_remove", world, world.here.session.pk))
    assert not Session.objects.filter(pk=world.here.session.pk).exists()
    assert Contribution.objects.filter(pk=said.pk).exists()


# Two who write at once


def test_who_comes_second_reads_both_and_loses_nothing(world: World) -> None:
    lead, member = world.client("facilitator"), world.client("member")
    role = world.here.role
    cases: list[tuple[Client, str, object, dict[str, Any], str]] = [
        (lead, "piece_edit", world.here.piece.pk, {"what": "Mine"}, "what"),
        (
            lead,
            "role_edit",
            role.pk,
            {"kind": "coach", "per": "week", "paid": "paid", "tasks": "Mine", "support": str(role.support_id)},
            "tasks",
        ),
        (member, "risk", role.pk, vars(RISKS) | {"giver": "Mine"}, "giver"),
        (member, "session_edit", world.here.session.pk, three_answers(learned="Mine"), "learned"),
        (member, "own_edit", world.here.own_words.pk, {"text": "Mine"}, "text"),
    ]
    for client, name, key, sent, field in cases:
        page = at(name, world, key)
        theirs = sent | {field: "Theirs", "edition": 1}
        assert client.post(page, theirs).status_code == 302, name
        answer = client.post(page, sent | {"edition": 1})
        assert answer.status_code == 409, name
        assert "Nothing is lost." in words(answer)
        assert "Theirs" in words(answer)
        again = Page(text(answer))
        assert again.value_of(field) == "Mine"
        assert again.value_of("edition") == "2"
        assert client.post(page, sent | {"edition": 2}).status_code == 302


def test_editions_are_held_in_actions_too(world: World) -> None:
    with pytest.raises(ChangedMeanwhile):
        roles.write_risks(role=world.here.role, risks=RISKS, edition=0, by=world.here.member)
    assert RiskNote.objects.get(role=world.here.role).edition == 1


# The cycle


def test_the_cycle_counts_people_where_they_are(world: World) -> None:
    """A member with lived experience supports peers; the paper person is a carer; the facilitator has said no hat."""
    page = Page(text(world.client("observer").get(at("cycle", world))))
    rows = {
        row.text.split("  ")[0]: [cell.text for cell in page.all("td")]
        for row in page.all("th")
        if row.attrs.get("scope") == "row"
    }
    cells = [cell.text for cell in page.all("td")]
    assert len(rows) == 4
    assert cells == ["2", "2", "2", "2", "2", "1", "0", "0", "0", "1", "1", "–"]
    assert (
        "Of 2 people here who use services or care for somebody who does, 0 help deliver and 1 support others"
        in page.words()
    )
    assert "1 time delivered, 2 people reached, counted each time" in page.words()
    roles.step_back(role=world.here.role, by=world.here.member)
    assert "1 has stepped back, as anybody may at any time." in words(world.client("member").get(at("cycle", world)))


def test_staff_who_deliver_are_named_beside_the_cycle(world: World) -> None:
    staff = world.here.project.perspectives.get(code="staff")
    lead = world.here.facilitator
    projects.set_hats(member=lead, name="facilitator", perspectives=[staff], by=lead)
    role = new_role(world, holder=lead, support=world.here.member)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=lead)
    roles.start(role=role, by=lead)
    told = "1 person who comes with other experience delivers with them and is not counted here."
    assert told in words(world.client("member").get(at("cycle", world)))


def grown(w: World, yes: int, no: int) -> None:
    """So many who came after somebody began to support others, half a year ago."""
    Holding.objects.update(started_on=timezone.localdate() - timedelta(days=200))
    Member.objects.filter(project=w.here.project).update(joined_at=timezone.now() - timedelta(days=300))
    for number in range(yes + no):
        one = projects.add_person(
            project=w.here.project, name=f"New {number}", perspectives=[w.here.carer], by=w.here.facilitator
        )
        Arrival.objects.create(member=one, through_peer=number < yes)


def test_whether_it_renews_itself_is_refused_below_ten_answers(world: World) -> None:
    grown(world, 9, 0)
    told = words(world.client("member").get(at("cycle", world)))
    assert "Too few of those who came since have said how they heard of us" in told
    assert "came through somebody who does this." not in told


def test_whether_it_renews_itself_comes_with_its_doubt(world: World) -> None:
    grown(world, 9, 6)
    told = words(world.client("member").get(at("cycle", world)))
    assert (
        "Of 15 people who came since people began to deliver and who said how they heard of us, 9 came through" in told
    )
    assert "it could be anything from 36 to 80 in 100." in told  # Wilson: 0.357 to 0.802


def test_no_small_number_stands_on_the_page_for_others(world: World) -> None:
    grown(world, 13, 3)
    page = Page(text(world.client("member").get(at("cycle_outside", world))))
    cells = [cell.text for cell in page.all("td")]
    assert cells[0] == "0"  # everyone who is here takes part
    assert cells[1] in {"15", "20"}
    assert cells[3] == "fewer than 8"
    shown = [int(number) for cell in cells for number in re.findall(r"^\d+$", cell)]
    assert all(number == 0 or (number >= 8 and number % 5 == 0) for number in shown)
    assert "Too few people to show a number without telling who is meant." in page.words()


def test_a_new_project_says_what_to_do_first(world: World) -> None:
    there = world.client("other_facilitator")
    project = projects.create_project(name="Empty", by=world.users["other_facilitator"])
    assert "Nothing yet." in words(there.get(reverse("delivery:list", args=[project.pk])))
    told = words(there.get(reverse("delivery:cycle", args=[project.pk])))
    assert "Nobody helps deliver or supports others yet" in told


def test_pieces_say_what_came_of_them(world: World) -> None:
    sessions.log(
        role=world.here.role,
        delivered=sessions.Delivered(timezone.localdate(), Decimal(1), 5, languages="Welsh, English"),
        by=world.here.member,
    )
    told = words(world.client("observer").get(at("piece", world, world.here.piece.pk)))
    assert "2 times delivered, 7 people reached, counted each time." in told
    assert "Languages: English, Welsh" in told


def test_a_second_place_is_independent(world: World) -> None:
    """What the cast holds there is not here."""
    role = hold_role(world.there.project, world.there.member, world.there.facilitator)
    assert world.client("member").get(at("role", world, role.pk)).status_code == 404
    with pytest.raises(Elsewhere):
        pieces.add(
            project=world.here.project,
            delivered=pieces.Delivered("x", change=world.there.change),
            by=world.here.facilitator,
        )
