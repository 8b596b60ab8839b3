"""Ending a role for somebody who stays, telling them, undoing it; and striking out what was written down in error."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests.cast import TODAY, World
from tests.pages import Page, text
from wesaid_web.delivery.actions import roles, taking_back
from wesaid_web.delivery.models import Supervision, Training
from wesaid_web.delivery.permissions import EndedForThem, EndsTheirOwn, NotUnderWay
from wesaid_web.projects.permissions import NotYourRole

WHY = "The ward has closed."


def words_of(world: World, name: str, who: str, *args: object) -> str:
    return Page(text(world.client(who).get(reverse(name, args=[world.here.project.pk, *args])))).words()


def test_the_person_is_told_who_ended_it_and_why_wherever_they_look(world: World) -> None:
    here = world.here
    client = world.client("facilitator")
    address = reverse("delivery:end", args=[here.project.pk, here.role.pk])
    assert "They stay in the project" in Page(text(client.get(address))).words()
    refused = client.post(address, {"why": " "})
    assert refused.status_code == 422
    assert "Say why. The person reads it." in Page(text(refused)).words()
    assert here.role.holdings.get().ended_on is None
    assert client.post(address, {"why": WHY}).status_code == 302
    for name, args in (("show:overview", ()), ("delivery:list", ())):
        assert "Your role Peer supporter was ended on" in words_of(world, name, "member", *args)
    on_role = words_of(world, "delivery:role", "member", here.role.pk)
    assert "facilitator ended this role on" in on_role
    assert WHY in on_role
    assert "Undo it" not in on_role
    here.member.refresh_from_db()
    assert here.member.left_at is None


def test_others_are_told_neither_why_nor_that_it_was_ended_by_somebody(world: World) -> None:
    taking_back.end(role=world.here.role, why=WHY, by=world.here.facilitator)
    for who in ("observer", "evaluator", "payments"):
        for name, args in (("show:overview", ()), ("delivery:list", ()), ("delivery:role", (world.here.role.pk,))):
            seen = words_of(world, name, who, *args)
            assert WHY not in seen
            assert "was ended on" not in seen


def test_it_is_said_for_two_months_and_stays_on_the_page_of_the_role(world: World) -> None:
    taking_back.end(role=world.here.role, why=WHY, by=world.here.facilitator)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert "was ended on" not in words_of(world, "show:overview", "member")
        assert WHY in words_of(world, "delivery:role", "member", world.here.role.pk)


def test_it_can_be_undone_and_begins_again_in_no_other_way(world: World) -> None:
    here = world.here
    before = here.role.holdings.get()
    taking_back.end(role=here.role, why=WHY, by=here.facilitator)
    address = reverse("delivery:undo_end", args=[here.project.pk, here.role.pk])
    assert world.client("facilitator").post(address).status_code == 302
    after = here.role.holdings.get()
    assert (after.ended_on, after.ended_by, after.ended_why) == (None, None, "")
    assert after.started_on == before.started_on
    assert "was ended on" not in words_of(world, "delivery:list", "member")
    taking_back.end(role=here.role, why=WHY, by=here.facilitator)
    with pytest.raises(EndedForThem):
        roles.start(role=here.role, by=here.member)
    agree = reverse("delivery:start", args=[here.project.pk, here.role.pk])
    assert world.client("member").post(agree).status_code == 403
    assert agree not in text(world.client("member").get(reverse("delivery:role", args=[here.project.pk, here.role.pk])))
    assert taking_back.undo_end(role=here.role, by=here.facilitator) is True
    assert taking_back.undo_end(role=here.role, by=here.facilitator) is False
    assert here.role.holdings.filter(ended_on=None).count() == 1


def test_of_two_times_on_one_day_stepping_back_by_oneself_stands(world: World) -> None:
    here = world.here
    roles.step_back(role=here.role, by=here.member)
    roles.start(role=here.role, by=here.member)
    taking_back.end(role=here.role, why=WHY, by=here.facilitator)
    assert taking_back.undo_end(role=here.role, by=here.facilitator) is False
    roles.start(role=here.role, by=here.member)
    assert here.role.holdings.filter(ended_on=None).count() == 1


def test_nobody_undoes_that_somebody_stepped_back_themselves(world: World) -> None:
    roles.step_back(role=world.here.role, by=world.here.member)
    assert taking_back.undo_end(role=world.here.role, by=world.here.facilitator) is False
    assert world.here.role.holdings.get().ended_on is not None


def test_who_may_end_what(world: World) -> None:
    here = world.here
    with pytest.raises(NotYourRole):
        taking_back.end(role=here.role, why=WHY, by=here.member)
    own = roles.add(
        piece=here.piece, holder=here.facilitator, terms=roles.Terms(kind=here.role.kind), by=here.facilitator
    )
    with pytest.raises(EndsTheirOwn):
        taking_back.end(role=own, why=WHY, by=here.facilitator)
    paper = roles.add(
        piece=here.piece, holder=here.paper_person, terms=roles.Terms(kind=here.role.kind), by=here.facilitator
    )
    with pytest.raises(EndsTheirOwn):
        taking_back.end(role=paper, why=WHY, by=here.facilitator)
    with pytest.raises(taking_back.NoReason):
        taking_back.end(role=here.role, why="  ", by=here.facilitator)
    taking_back.end(role=here.role, why=WHY, by=here.facilitator)
    with pytest.raises(NotUnderWay):
        taking_back.end(role=here.role, why=WHY, by=here.facilitator)


def test_what_is_struck_out_stays_to_be_read_and_counts_nowhere(world: World) -> None:
    here = world.here
    client = world.client("member")
    for name, row in (("delivery:training_strike", here.training), ("delivery:day_strike", here.sat_down)):
        address = reverse(name, args=[here.project.pk, here.role.pk, row.pk])
        assert client.post(address, {"why": ""}).status_code == 422
        assert client.post(address, {"why": "Wrong person."}).status_code == 302
    page = Page(text(client.get(reverse("delivery:role", args=[here.project.pk, here.role.pk]))))
    assert [one.text for one in page.all("del")] == ["Listening", "10 March 2026"]
    assert "Wrong person." in page.words()
    assert "Nothing written down yet." in page.words()
    assert "Listening" not in words_of(world, "delivery:agreement", "member", here.role.pk)
    assert Training.objects.get(pk=here.training.pk).taken_back_by == here.member
    had = reverse("delivery:training_had", args=[here.project.pk, here.role.pk, here.training.pk])
    assert client.post(had).status_code == 404


def test_the_same_day_can_be_written_down_again(world: World) -> None:
    here = world.here
    taking_back.take_back_day(day=here.sat_down, why="It was another role", by=here.facilitator)
    roles.sat_down(role=here.role, on=TODAY, by=here.facilitator)
    roles.sat_down(role=here.role, on=TODAY, by=here.facilitator)
    assert Supervision.objects.filter(role=here.role, on=TODAY).count() == 2
    assert Supervision.objects.filter(role=here.role, on=TODAY, taken_back_on=None).count() == 1
