"""Actions and trying out: who does what, how far it is, round by round."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.common.access import Elsewhere
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import did
from wesaid_web.trail.models import Act, Action, Contribution, Decision, Fate, Status, TryOut


def fresh(action: Action) -> Action:
    return Action.objects.get(pk=action.pk)


def add(world: World, **given: object) -> Action:
    here = world.here
    known: dict[str, object] = {
        "project": here.project,
        "what": "Print cards",
        "contributions": [here.contribution],
        "decision": None,
        "workers": [],
        "others": "",
        "due": None,
        "by": here.member,
    }
    return did.add(**(known | given))  # type: ignore[arg-type]


def test_an_action_is_kept_as_it_was_entered(world: World) -> None:
    here = world.here
    row = fresh(
        add(world, workers=[here.member], others="The estates team", due=date(2026, 5, 1), decision=here.decision)
    )
    assert (row.what, row.others, row.due, row.decision, list(row.workers.all()), row.status, row.made_by) == (
        "Print cards",
        "The estates team",
        date(2026, 5, 1),
        here.decision,
        [here.member],
        Status.NOT_STARTED,
        here.member,
    )


def test_an_action_that_is_entered_as_done_was_done_today(world: World) -> None:
    assert fresh(add(world, status=Status.DONE)).done_on == timezone.localdate()
    assert fresh(add(world)).done_on is None


def test_an_action_belongs_to_something_that_was_said_here(world: World) -> None:
    with pytest.raises(did.NotAllowed):
        add(world, contributions=[])
    wrong: list[dict[str, object]] = [
        {"contributions": [world.there.contribution]},
        {"workers": [world.there.member]},
        {"decision": world.there.decision},
    ]
    for given in wrong:
        with pytest.raises(Elsewhere):
            add(world, **given)


def test_observers_do_not_act(world: World) -> None:
    observer = Member.objects.get(project=world.here.project, user=world.users["observer"])
    steps = [
        lambda: add(world, by=observer),
        lambda: did.edit(action=world.here.action, what="x", workers=[], others="", due=None, edition=1, by=observer),
        lambda: did.set_status(action=world.here.action, status=Status.DONE, note="", by=observer),
        lambda: did.add_note(action=world.here.action, text="x", by=observer),
        lambda: did.plan_try(action=world.here.action, plan="x", prediction="x", by=observer),
        lambda: did.write_try(round_=world.here.round, did="x", studied="x", act=None, edition=1, by=observer),
    ]
    for step in steps:
        with pytest.raises(NotYourRole):
            step()


def test_stopping_needs_a_reason_and_keeps_it_until_it_goes_on(world: World) -> None:
    row = world.here.action
    with pytest.raises(did.NoReason):
        did.set_status(action=row, status=Status.STOPPED, note=" ", by=world.here.member)
    did.set_status(action=row, status=Status.STOPPED, note="No paper", by=world.here.member)
    assert (fresh(row).status, fresh(row).stopped_why) == (Status.STOPPED, "No paper")
    did.set_status(action=row, status=Status.DOING, note="", by=world.here.member)
    assert (fresh(row).status, fresh(row).stopped_why) == (Status.DOING, "")
    assert [(note.text, note.by) for note in row.notes.all()] == [("No paper", world.here.member)]


def test_the_database_refuses_what_was_stopped_without_a_reason(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=world.here.action.pk).update(status=Status.STOPPED)


def test_done_has_its_day_and_loses_it_when_it_is_not_done_after_all(world: World) -> None:
    row = world.here.action
    did.set_status(action=row, status=Status.DONE, note="", by=world.here.member)
    assert fresh(row).done_on == timezone.localdate()
    did.set_status(action=row, status=Status.DOING, note="", by=world.here.member)
    assert fresh(row).done_on is None


def test_a_round_starts_the_action_and_one_is_open_at_a_time(world: World) -> None:
    row = add(world)
    first = did.plan_try(action=row, plan="One week", prediction="Works", by=world.here.member)
    assert (first.number, fresh(row).status) == (1, Status.DOING)
    with pytest.raises(did.NotAllowed):
        did.plan_try(action=row, plan="Two weeks", prediction="Works", by=world.here.member)
    did.write_try(round_=first, did="", studied="Half", act=Act.ADAPT, edition=1, by=world.here.member)
    assert did.plan_try(action=row, plan="Again", prediction="Works", by=world.here.member).number == 2


def test_a_round_is_ended_only_after_it_was_looked_at_and_only_once(world: World) -> None:
    row = world.here.round
    with pytest.raises(did.NotAllowed):
        did.write_try(round_=row, did="We asked", studied=" ", act=Act.ADOPT, edition=1, by=world.here.member)
    did.write_try(round_=row, did="We asked", studied="", act=None, edition=1, by=world.here.member)
    did.write_try(round_=row, did="We asked", studied="Good", act=Act.ADOPT, edition=2, by=world.here.member)
    row.refresh_from_db()
    assert (row.did, row.studied, row.act, row.ended_on) == ("We asked", "Good", Act.ADOPT, timezone.localdate())
    with pytest.raises(did.NotAllowed):
        did.write_try(round_=row, did="Else", studied="Bad", act=Act.ABANDON, edition=3, by=world.here.member)


def test_the_database_refuses_an_act_before_a_study(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TryOut.objects.filter(pk=world.here.round.pk).update(act=Act.ADOPT)


def test_workers_of_another_project_are_refused_when_changing_it(world: World) -> None:
    with pytest.raises(Elsewhere):
        did.edit(
            action=world.here.action,
            what="x",
            workers=[world.there.member],
            others="",
            due=None,
            edition=1,
            by=world.here.member,
        )


# Through the pages


def test_the_action_page_follows_each_step(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:action", args=[here.project.pk, here.action.pk])
    client.post(address + "note/", {"text": "Half of the cards are printed."})
    client.post(address + "status/", {"status": "stopped", "note": "The printer broke."})
    words = Page(text(client.get(address))).words()
    for expected in ("Half of the cards are printed.", "Stopped: The printer broke.", "Round 1", "Small", "It works"):
        assert expected in words


def test_stopping_without_a_reason_in_the_form_says_so(world: World) -> None:
    here = world.here
    address = reverse("trail:action_status", args=[here.project.pk, here.action.pk])
    answer = world.client("member").post(address, {"status": "stopped", "note": ""})
    assert (answer.status_code, "Say why it was stopped." in text(answer)) == (422, True)
    assert fresh(here.action).status == Status.DOING


def test_an_action_from_a_decision_is_for_what_was_decided_on(world: World) -> None:
    here = world.here
    address = reverse("trail:action_new", args=[here.project.pk])
    world.client("member").post(address, {"decision": here.decision.pk, "what": "Order cards", "status": "not_started"})
    row = Action.objects.get(what="Order cards")
    assert (row.decision, list(row.contributions.all())) == (here.decision, [here.decided_on])


def test_a_form_about_nothing_sends_people_to_what_was_said(world: World) -> None:
    for name in ("trail:action_new", "trail:change_new"):
        answer = world.client("member").get(reverse(name, args=[world.here.project.pk]))
        assert answer["Location"] == reverse("trail:said", args=[world.here.project.pk])


def test_the_list_is_filtered_by_how_far_and_by_whose(world: World) -> None:
    here, client = world.here, world.client("member")
    add(world, what="Not mine")
    address = reverse("trail:did", args=[here.project.pk])

    def shown(**query: str) -> list[str]:
        return [card.text for card in Page(text(client.get(address, query))).with_class("ws-card__title")]

    assert sorted(shown()) == ["Not mine", "Work in Here"]
    assert shown(mine="yes") == ["Work in Here"]
    assert shown(status="not_started") == ["Not mine"]
    assert sorted(shown(status="no-such-status")) == ["Not mine", "Work in Here"]


def test_we_is_earned_by_being_there_and_working_on_it(world: World) -> None:
    here = world.here
    row = Contribution.objects.get(pk=here.decided_on.pk)
    assert (row.fate, row.whose) == (Fate.BEING_TRIED, "we")
    did.edit(action=here.action, what="x", workers=[], others="", due=None, edition=1, by=here.member)
    row.refresh_from_db()
    assert row.whose == "they"
    assert Decision.objects.get(pk=here.decision.pk).present.get() == here.member
