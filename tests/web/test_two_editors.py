"""Two people at the same text: the second is told, sees both, and nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.projects.models import Member, Role
from wesaid_web.trail.actions import changed, decided, did, said
from wesaid_web.trail.models import Action, Change, Contribution, Decision, How, HowKnown, TryOut


@pytest.fixture
def second(world: World) -> Member:
    return Member.objects.create(project=world.here.project, name="Second", role=Role.MEMBER)


def test_words(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:edit", args=[here.project.pk, here.contribution.pk])
    edition = Page(text(client.get(address))).value_of("edition")
    said.edit(
        contribution=here.contribution,
        text="Their words",
        tags=["theirs"],
        perspective=here.carer,
        edition=1,
        by=here.member,
    )
    mine = {"edition": edition, "text": "My words", "tags": "mine", "hat": here.hat.pk}
    answer = client.post(address, mine)
    page = Page(text(answer))
    assert answer.status_code == 409
    assert "Their words" in page.words(without=frozenset({"form"}))
    assert "theirs" in page.words(without=frozenset({"form"}))
    assert "An unpaid carer" in page.words(without=frozenset({"form"}))
    assert (page.value_of("text"), page.value_of("tags"), page.value_of("edition")) == ("My words", "mine", "2")
    assert Contribution.objects.get(pk=here.contribution.pk).text == "Their words"
    assert client.post(address, mine | {"edition": "2"}).status_code == 302
    row = Contribution.objects.get(pk=here.contribution.pk)
    assert row.text == "My words"
    assert [version.text for version in row.versions.all()] == ["Their words", "Words in Here"]


def test_an_action(world: World, second: Member) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:action_edit", args=[here.project.pk, here.action.pk])
    edition = Page(text(client.get(address))).value_of("edition")
    did.edit(
        action=here.action,
        what="Their plan",
        workers=[second],
        others="Their estates team",
        due=date(2026, 7, 1),
        edition=1,
        by=second,
    )
    mine = {"edition": edition, "what": "My plan", "workers": [here.member.pk], "others": "Mine", "due": "2026-08-01"}
    answer = client.post(address, mine)
    page = Page(text(answer))
    outside = page.words(without=frozenset({"form"}))
    assert answer.status_code == 409
    for theirs in ("Their plan", "Second", "Their estates team", "1 July 2026"):
        assert theirs in outside
    assert (page.value_of("what"), page.value_of("others"), page.value_of("due")) == ("My plan", "Mine", "2026-08-01")
    checked = [e.attrs["value"] for e in page.elements if e.attrs.get("name") == "workers" and "checked" in e.attrs]
    assert checked == [str(here.member.pk)]
    assert Action.objects.get(pk=here.action.pk).what == "Their plan"
    assert client.post(address, mine | {"edition": page.value_of("edition")}).status_code == 302
    assert Action.objects.get(pk=here.action.pk).what == "My plan"


def test_how_a_decision_came_about(world: World) -> None:
    """Nothing that was said about a decision is overwritten: the second is told what stands, and can add the rest."""
    here, client = world.here, world.client("facilitator")
    address = reverse("trail:decision_details", args=[here.project.pk, here.decision.pk])
    opened = Page(text(client.get(address)))
    decided.add_details(
        decision=here.decision,
        how=How.VOTE,
        final_say=None,
        dissent="Their dissent",
        present=[here.facilitator],
        present_counts={here.carer: 4},
        by=here.facilitator,
    )
    count = f"count_{here.carer.pk}"
    mine = {
        "asked": opened.value_of("asked"),
        "how": "consent",
        "final_say": here.hat.pk,
        "dissent": "My dissent",
        "present": [here.facilitator.pk, here.paper_person.pk],
        count: "3",
    }
    answer = client.post(address, mine)
    page = Page(text(answer))
    assert answer.status_code == 409
    for theirs in ("By a vote", "Their dissent", "4"):
        assert (
            f"Somebody else answered this while you were writing, and what was said stays: “{theirs}”." in page.words()
        )
    assert (page.value_of("dissent"), page.value_of(count)) == ("My dissent", "3")
    chosen = {one.attrs["value"] for one in page.elements if "selected" in one.attrs or "checked" in one.attrs}
    assert {"consent", str(here.hat.pk), str(here.paper_person.pk)} <= chosen
    row = Decision.objects.get(pk=here.decision.pk)
    assert (row.how, row.final_say, row.dissent) == ("vote", None, "Their dissent")
    assert client.post(address, mine | {"how": "", "dissent": "", count: ""}).status_code == 302
    row.refresh_from_db()
    assert (row.how, row.final_say, row.dissent) == ("vote", here.hat, "Their dissent")
    assert {here.facilitator, here.paper_person} <= set(row.present.all())
    assert [one.people for one in row.present_counts.all()] == [4]


def test_a_round_of_trying_out(world: World, second: Member) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:try_write", args=[here.project.pk, here.action.pk, here.round.pk])
    edition = Page(text(client.get(address))).value_of("edition")
    did.write_try(round_=here.round, did="Their doing", studied="Their study", act=None, edition=1, by=second)
    mine = {"edition": edition, "did": "My doing", "studied": "My study", "act": "adopt"}
    answer = client.post(address, mine)
    page = Page(text(answer))
    assert answer.status_code == 409
    assert "Their doing" in page.words(without=frozenset({"form"}))
    assert "Their study" in page.words(without=frozenset({"form"}))
    assert (page.value_of("did"), page.value_of("studied")) == ("My doing", "My study")
    assert TryOut.objects.get(pk=here.round.pk).did == "Their doing"
    assert client.post(address, mine | {"edition": page.value_of("edition")}).status_code == 302


def test_a_round_that_was_ended_meanwhile_gives_the_words_back(world: World, second: Member) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:try_write", args=[here.project.pk, here.action.pk, here.round.pk])
    did.write_try(round_=here.round, did="Theirs", studied="Good", act=did.Act.ADOPT, edition=1, by=second)
    answer = client.post(address, {"edition": "1", "did": "What I wrote", "studied": "", "act": ""})
    assert (answer.status_code, Page(text(answer)).all("textarea")[0].text) == (403, "What I wrote")


def test_a_change(world: World, second: Member) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:change_edit", args=[here.project.pk, here.change.pk])
    edition = Page(text(client.get(address))).value_of("edition")
    theirs = changed.Account(
        what="Their change",
        how_known=HowKnown.MEASURE,
        for_whom="Their people",
        since=date(2026, 1, 2),
        account="Their account",
        measure="Their hours",
        before="Their six",
        after="Their four",
        compared_with="Their ward",
        chosen_by=here.carer,
    )
    changed.edit(change=here.change, account=theirs, edition=1, by=second)
    mine = {"edition": edition, "what": "My change", "how_known": "story", "account": "My account"}
    answer = client.post(address, mine)
    page = Page(text(answer))
    outside = page.words(without=frozenset({"form"}))
    assert answer.status_code == 409
    for value in (
        "Their change",
        "We counted or measured it",
        "Their people",
        "2 January 2026",
        "Their account",
        "Their hours",
        "Their six",
        "Their four",
        "Their ward",
        "An unpaid carer",
    ):
        assert value in outside
    assert (page.value_of("what"), page.value_of("account")) == ("My change", "My account")
    assert Change.objects.get(pk=here.change.pk).what == "Their change"
    assert client.post(address, mine | {"edition": page.value_of("edition")}).status_code == 302


def test_that_nothing_changed(world: World, second: Member) -> None:
    here, client = world.here, world.client("member")
    account = changed.Account(what="First", nothing_changed=True)
    row = changed.add(project=here.project, account=account, contributions=[here.decided_on], actions=[], by=second)
    address = reverse("trail:change_edit", args=[here.project.pk, row.pk])
    edition = Page(text(client.get(address))).value_of("edition")
    changed.edit(change=row, account=changed.Account(what="Theirs", nothing_changed=True), edition=1, by=second)
    answer = client.post(address, {"edition": edition, "what": "Mine"})
    page = Page(text(answer))
    assert (answer.status_code, page.value_of("what")) == (409, "Mine")
    assert "Theirs" in page.words(without=frozenset({"form"}))


def test_what_is_the_same_in_both_is_not_shown_as_theirs(world: World, second: Member) -> None:
    """Only what differs needs a decision."""
    here, client = world.here, world.client("member")
    address = reverse("trail:action_edit", args=[here.project.pk, here.action.pk])
    did.edit(action=here.action, what="Their plan", workers=[here.member], others="", due=None, edition=1, by=second)
    mine = {"edition": "1", "what": "My plan", "workers": [here.member.pk], "others": "", "due": ""}
    outside = Page(text(client.post(address, mine))).words(without=frozenset({"form"}))
    assert "Who works on it?" not in outside
    assert "By when?" not in outside


def test_a_form_sent_twice_is_no_conflict(world: World) -> None:
    """A second press on the button, or a second try on a poor line: it is saved, once."""
    here, client = world.here, world.client("member")
    forms: list[tuple[str, list[object], dict[str, object]]] = [
        ("trail:edit", [here.contribution.pk], {"edition": 1, "text": "Mine", "tags": "b, a", "hat": here.carer.pk}),
        (
            "trail:action_edit",
            [here.action.pk],
            {"edition": 1, "what": "Mine", "workers": [here.member.pk], "due": "2026-01-02"},
        ),
        ("trail:try_write", [here.action.pk, here.round.pk], {"edition": 1, "did": "Mine", "studied": "", "act": ""}),
        (
            "trail:change_edit",
            [here.change.pk],
            {"edition": 1, "what": "Mine", "how_known": "story", "since": "3/2/2026"},
        ),
    ]
    for name, args, given in forms:
        address = reverse(name, args=[here.project.pk, *args])
        assert [client.post(address, given).status_code for _twice in range(2)] == [302, 302], name
    assert Contribution.objects.get(pk=here.contribution.pk).edition == 2
    assert Action.objects.get(pk=here.action.pk).edition == 2
    assert TryOut.objects.get(pk=here.round.pk).edition == 2
    assert Change.objects.get(pk=here.change.pk).edition == 2
