"""Who reads what of a role, what is somebody's own, what was learned, and two who write at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import CAST, World
from tests.cast_rooms import RISKS
from tests.meta.routes import IN_PROJECT
from tests.pages import Page, text
from tests.web.test_delivery import at, new_role, three_answers, words
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere
from wesaid_web.delivery.actions import own, roles, sessions
from wesaid_web.delivery.models import Agreed, Arrival, Development, RiskNote, Session
from wesaid_web.delivery.permissions import NotYourOwn, NotYourRoleHere
from wesaid_web.trail.models import Contribution

# Who reads what


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
    assert world.client("member").post(at("arrival", world), {}).status_code == 422, "nothing chosen is no answer"


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


@pytest.mark.parametrize("hat", ["", "none", "theirs"])
def test_what_was_learned_is_said_as_somebody(world: World, hat: str) -> None:
    """Without a hat of the project it is not told yet: what is wrong is said once, and the session is as it was."""
    session = world.here.session
    sent = {"hat": world.there.hat.pk if hat == "theirs" else hat}
    answer = world.client("member").post(at("learned", world, session.pk), sent)
    assert answer.status_code == 422
    page = Page(text(answer))
    assert len([one for one in page.all("h2") if one.text == "There is a problem"]) == 1
    assert "#id_hat" in {one.attrs["href"] for one in page.all("a")}
    session.refresh_from_db()
    assert session.contribution is None


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
