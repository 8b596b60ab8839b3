"""Changes: what is different and how it is known; nothing changed is an answer, too."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.common.access import Elsewhere
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import changed, decided, did, said
from wesaid_web.trail.models import Change, Contribution, Decision, Fate, HowKnown, Reason, Result, Status
from wesaid_web.trail.work import NothingDone

STORY = changed.Account(what="Waits are shorter", how_known=HowKnown.STORY)


def add(world: World, **given: object) -> Change:
    here = world.here
    known: dict[str, object] = {
        "project": here.project,
        "account": STORY,
        "contributions": [here.decided_on],
        "actions": [here.action],
        "by": here.member,
    }
    return changed.add(**(known | given))  # type: ignore[arg-type]


def test_an_account_says_what_and_how_it_is_known() -> None:
    for wrong in ({"what": " "}, {"what": "Different"}, {"what": "", "nothing_changed": True}):
        with pytest.raises(ValueError, match="a change says"):
            changed.Account(**wrong)  # type: ignore[arg-type]


def test_the_database_refuses_a_change_without_what_or_how(world: World) -> None:
    for wrong in ({"what": ""}, {"how_known": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Change.objects.filter(pk=world.here.change.pk).update(**wrong)


def test_a_measure_is_kept_with_what_it_is_compared_with(world: World) -> None:
    here = world.here
    account = changed.Account(
        what="Waits are shorter",
        how_known=HowKnown.MEASURE,
        for_whom="People going home",
        since=date(2026, 2, 1),
        measure="Hours",
        before="6",
        after="4",
        compared_with="The ward next door",
        chosen_by=here.carer,
    )
    row = Change.objects.get(pk=add(world, account=account).pk)
    assert {name: getattr(row, name) for name in changed._WORDS} == {
        name: getattr(account, name) for name in changed._WORDS
    }
    assert (list(row.contributions.all()), list(row.actions.all())) == ([here.decided_on], [here.action])


def test_a_change_belongs_to_something_that_was_said_here(world: World) -> None:
    with pytest.raises(changed.NotAllowed):
        add(world, contributions=[])
    wrong: list[dict[str, object]] = [
        {"contributions": [world.there.contribution]},
        {"actions": [world.there.action]},
        {"account": changed.Account(what="x", how_known=HowKnown.MEASURE, chosen_by=world.there.hat)},
    ]
    for given in wrong:
        with pytest.raises(Elsewhere):
            add(world, **given)


def test_a_hat_of_another_project_is_refused_when_changing_it(world: World) -> None:
    account = changed.Account(what="x", how_known=HowKnown.MEASURE, chosen_by=world.there.hat)
    with pytest.raises(Elsewhere):
        changed.edit(change=world.here.change, account=account, edition=1, by=world.here.member)


def test_observers_record_no_change(world: World) -> None:
    observer = Member.objects.get(project=world.here.project, user=world.users["observer"])
    with pytest.raises(NotYourRole):
        add(world, by=observer)
    with pytest.raises(NotYourRole):
        changed.edit(change=world.here.change, account=STORY, edition=1, by=observer)


def test_done_with_nothing_changed_and_done_with_a_change(world: World) -> None:
    here = world.here
    did.write_try(round_=here.round, did="", studied="Good", act=did.Act.ADOPT, edition=1, by=here.member)
    did.set_status(action=here.action, status=Status.DONE, note="", by=here.member)
    Change.objects.all().delete()
    nothing = changed.Account(what="Nobody used it", nothing_changed=True)
    add(world, account=nothing)
    row = Contribution.objects.get(pk=here.decided_on.pk)
    assert (row.fate, row.fate_why) == (Fate.DONE_NO_CHANGE, "nothing_changed")
    add(world)
    row.refresh_from_db()
    assert (row.fate, row.fate_why) == (Fate.DONE_CHANGED, "")


# Through the pages


def send(world: World, **given: object) -> object:
    here = world.here
    address = reverse("trail:change_new", args=[here.project.pk])
    return world.client("member").post(address, {"said": here.decided_on.pk, "action": here.action.pk, **given})


def test_a_measure_in_the_form_needs_its_numbers(world: World) -> None:
    answer = send(world, what="Shorter", how_known="measure", account="I saw it myself")
    words = text(answer)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    for expected in (
        "Say what was counted or measured.",
        "Say how it was before. If nobody knows, write: not known.",
        "Say how it is now.",
        "I saw it myself",
    ):
        assert expected in words


def test_numbers_that_do_not_belong_to_a_measure_are_not_kept(world: World) -> None:
    send(world, what="It is calmer", how_known="story", measure="Hours", before="1", after="2", chosen_by="")
    row = Change.objects.get(what="It is calmer")
    assert (row.how_known, row.measure, row.before, row.after) == (HowKnown.STORY, "", "", "")


def test_that_nothing_changed_is_recorded_with_why(world: World) -> None:
    send(world, nothing="yes", what="The cards came too late")
    row = Change.objects.get(what="The cards came too late")
    assert (row.nothing_changed, row.how_known, list(row.actions.all())) == (True, "", [world.here.action])
    page = Page(text(world.client("observer").get(reverse("trail:change", args=[world.here.project.pk, row.pk]))))
    assert page.one("h1").text == "Nothing changed The cards came too late"


def test_the_list_shows_what_changed_or_where_nothing_did(world: World) -> None:
    send(world, nothing="yes", what="The cards came too late")
    address = reverse("trail:changed", args=[world.here.project.pk])
    client = world.client("observer")

    def shown(kind: str) -> list[str]:
        return [card.text for card in Page(text(client.get(address, {"kind": kind}))).with_class("ws-card__title")]

    assert shown("changed") == ["Change in Here"]
    assert shown("nothing") == ["Nothing changed: The cards came too late"]
    assert shown("") == ["Nothing changed: The cards came too late", "Change in Here"]


# Where nothing was done, nothing can have come of it

NOTHING = changed.Account(what="Nobody used it", nothing_changed=True)


def links_to_changes(world: World, row: Contribution) -> list[str]:
    page = Page(text(world.client("member").get(reverse("trail:one", args=[world.here.project.pk, row.pk]))))
    return [e.text for e in page.all("a") if "/changed/new/" in e.attrs["href"]]


def agreed(world: World, result: Result, row: Contribution, **given: object) -> Decision:
    here = world.here
    no = result in {Result.NO, Result.NOT_NOW}
    answers = decided.Answers(
        result=result,
        reason="x",
        reason_code=Reason.MONEY if no else None,
        decided_by="x",
        decided_on=date(2026, 3, 1),
    )
    return decided.decide(  # type: ignore[arg-type]
        project=here.project, contributions=[row], answers=answers, by=here.facilitator, **given
    )


def test_what_nobody_decided_or_works_on_cannot_have_changed_nothing(world: World) -> None:
    here, row = world.here, world.here.contribution
    assert links_to_changes(world, row) == []
    with pytest.raises(NothingDone):
        add(world, account=NOTHING, contributions=[row], actions=[])
    with pytest.raises(NothingDone):  # for one of two is not for both
        add(world, account=NOTHING, contributions=[here.decided_on, row], actions=[])
    row.refresh_from_db()
    assert row.fate == Fate.WAITING
    address = reverse("trail:change_new", args=[here.project.pk])
    client = world.client("member")
    for answer in (
        client.get(address, {"said": row.pk, "nothing": "yes"}),
        client.post(address, {"said": row.pk, "nothing": "yes", "what": "Because"}),
    ):
        assert (answer.status_code, "it cannot be said that nothing changed" in text(answer)) == (403, True)


@pytest.mark.parametrize("result", [Result.NO, Result.NOT_NOW])
def test_what_was_decided_not_to_do_has_no_change_to_tell_of(world: World, result: Result) -> None:
    row = world.here.contribution
    went = agreed(world, Result.GO_AHEAD, row)
    assert links_to_changes(world, row) == ["Say what changed", "Say that nothing changed"]
    agreed(world, result, row, replaces=[went])
    assert links_to_changes(world, row) == []
    with pytest.raises(NothingDone):
        add(world, account=NOTHING, contributions=[row], actions=[])


@pytest.mark.parametrize("how", ["go ahead", "try it out", "work", "work on what it was put together with"])
def test_where_something_is_done_or_agreed_nothing_changed_is_an_answer(world: World, how: str) -> None:
    here, row = world.here, world.here.contribution
    if how in {"go ahead", "try it out"}:
        agreed(world, Result.GO_AHEAD if how == "go ahead" else Result.TRY_OUT, row)
    else:
        on = row
        if how != "work":
            said.merge(contribution=here.paper_words, into=row, by=here.facilitator)
            on = here.paper_words
        did.add(
            project=here.project,
            what="x",
            contributions=[on],
            decision=None,
            workers=[],
            others="",
            due=None,
            by=here.member,
        )
    assert links_to_changes(world, row) == ["Say what changed", "Say that nothing changed"]
    assert add(world, account=NOTHING, contributions=[row], actions=[]).nothing_changed
