"""Decisions: never without a reason, never overwritten, in the order they were recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import TODAY, World, say
from tests.pages import Page, text
from wesaid_web.common.access import Elsewhere
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import decided, said
from wesaid_web.trail.models import Contribution, Decision, Fate, How, Reason, Result

THREE = decided.Answers(result=Result.GO_AHEAD, reason="It is cheap.", decided_by="All of us", decided_on=TODAY)
NOT_DONE = (Result.LATER, Result.NOT_NOW, Result.NO)


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def decide(world: World, *rows: Contribution, replaces: tuple[Decision, ...] = (), **given: object) -> Decision:
    answers = replace(THREE, **given)  # type: ignore[arg-type]
    return decided.decide(
        project=world.here.project,
        contributions=rows,
        answers=answers,
        replaces=replaces,
        by=world.here.facilitator,
    )


# What a decision needs: in the values, in the form, in the database


@pytest.mark.parametrize(
    "given",
    [
        {"reason": ""},
        {"reason": " \n\t"},
        {"decided_by": "  "},
        *({"result": result, "look_again": TODAY} for result in NOT_DONE),
        {"result": Result.LATER, "reason_code": Reason.MONEY},
    ],
    ids=str,
)
def test_incomplete_answers_cannot_be_made(given: dict[str, object]) -> None:
    with pytest.raises(decided.Incomplete):
        replace(THREE, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "given",
    [
        {"reason": ""},
        {"result": "later", "reason_code": "money"},
        {"result": "later", "look_again": TODAY},
        {"result": "not_now"},
        {"result": "no"},
    ],
    ids=str,
)
def test_the_database_refuses_an_incomplete_decision(world: World, given: dict[str, object]) -> None:
    columns: dict[str, object] = {
        "project": world.here.project,
        "seq": 99,
        "result": "go_ahead",
        "reason": "x",
        "decided_by": "x",
        "decided_on": TODAY,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**columns | given)


def send(world: World, **given: object) -> object:
    answers: dict[str, object] = {
        "said": world.here.contribution.pk,
        "result": "go_ahead",
        "reason": "It is cheap.",
        "decided_by": "All of us",
        "decided_on": "2026-03-10",
    }
    address = reverse("trail:decide", args=[world.here.project.pk])
    return world.client("facilitator").post(address, {**answers, **given})


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"reason": "  "}, "reason", "Say why, in a sentence or two."),
        ({"result": ""}, "result", "Choose what was decided."),
        ({"decided_by": ""}, "decided_by", "Say who decided."),
        ({"decided_on": "soon"}, "decided_on", "Enter a date, for example 3/11/2026."),
        ({"decided_on": "2999-01-01"}, "decided_on", "This day has not come yet. Enter the day it was decided."),
        ({"result": "no"}, "reason_code", "Choose the reason that comes closest."),
        ({"result": "later", "reason_code": "time"}, "look_again", "Say when you will look at it again."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_form_says_what_is_missing_and_keeps_the_rest(
    world: World, given: dict[str, str], field: str, words: str
) -> None:
    before = Decision.objects.count()
    answer = send(world, dissent="Two of us saw it differently.", **given)
    page = Page(text(answer))
    assert (answer.status_code, Decision.objects.count()) == (422, before)  # type: ignore[attr-defined]
    summary = page.with_class("nhsuk-error-summary__list")[0].text
    assert words in summary
    assert [link.attrs["href"] for link in page.all("a") if link.text == words] == [f"#id_{field}"]
    assert page.value_of("dissent") == "Two of us saw it differently."


def test_three_answers_suffice(world: World) -> None:
    answer = send(world)
    row = Decision.objects.exclude(pk=world.here.decision.pk).get(project=world.here.project)
    assert answer["Location"] == reverse("trail:decision", args=[world.here.project.pk, row.pk])  # type: ignore[index]
    assert (row.result, row.reason, row.decided_by, row.decided_on) == (
        "go_ahead",
        "It is cheap.",
        "All of us",
        date(2026, 3, 10),
    )
    assert (row.how, row.final_say, row.dissent, row.reason_code, row.look_again) == ("", None, "", "", None)


def test_everything_that_can_be_said_about_a_decision_is_kept(world: World) -> None:
    here = world.here
    send(
        world,
        result="later",
        reason_code="no_reason_given",
        look_again="2026-09-01",
        how="organisation",
        final_say=here.carer.pk,
        dissent="All of us.",
        present=[here.member.pk, here.paper_person.pk],
        **{f"count_{here.hat.pk}": 3, f"count_{here.carer.pk}": 0},
    )
    row = Decision.objects.exclude(pk=here.decision.pk).get(project=here.project)
    assert (row.result, row.reason_code, row.look_again) == ("later", Reason.NO_REASON_GIVEN, date(2026, 9, 1))
    assert (row.how, row.final_say, row.dissent) == (How.ORGANISATION, here.carer, "All of us.")
    assert set(row.present.all()) == {here.member, here.paper_person}
    assert [(count.perspective, count.people) for count in row.present_counts.all()] == [(here.hat, 3)]
    assert fresh(here.contribution).look_again == date(2026, 9, 1)


# Who, and on what


def test_only_facilitators_record_decisions_and_only_on_this_project(world: World) -> None:
    here, there = world.here, world.there
    with pytest.raises(NotYourRole):
        decided.decide(project=here.project, contributions=[here.contribution], answers=THREE, by=here.member)
    with pytest.raises(decided.NotAllowed):
        decide(world)
    wrong: list[dict[str, object]] = [
        {"final_say": there.hat},
        {"present": [there.member]},
        {"present_counts": {there.hat: 1}},
    ]
    for given in wrong:
        with pytest.raises(Elsewhere):
            decide(world, here.contribution, **given)
    with pytest.raises(Elsewhere):
        decide(world, there.contribution)
    with pytest.raises(Elsewhere):
        decide(world, here.contribution, replaces=(there.decision,))


def test_decisions_are_numbered_in_the_order_they_were_recorded_not_taken(world: World) -> None:
    rows = [decide(world, world.here.contribution, decided_on=day) for day in (date(2026, 2, 1), date(2025, 1, 1))]
    assert [row.seq for row in rows] == [2, 3]


# A later one in its place, or on top


def test_a_later_decision_takes_the_place_and_the_earlier_stays_to_be_read(world: World) -> None:
    row = world.here.contribution
    first = decide(world, row)
    later = decide(world, row, result=Result.NO, reason_code=Reason.MONEY, replaces=(first,))
    assert (fresh(row).fate, fresh(row).fate_why, fresh(row).fate_decision) == (Fate.NOT_DONE, "money", later)
    first.refresh_from_db()
    assert (first.result, first.reason) == (Result.GO_AHEAD, "It is cheap.")
    page = text(world.client("member").get(reverse("trail:decision", args=[world.here.project.pk, first.pk])))
    assert "A later decision stands in its place" in page


def test_a_decision_on_top_leaves_both_standing(world: World) -> None:
    row = world.here.contribution
    first = decide(world, row)
    decide(world, row, result=Result.NO, reason_code=Reason.MONEY)
    assert (fresh(row).fate, fresh(row).fate_decision) == (Fate.BEING_DONE, first)
    assert fresh(row).fate_also == [Fate.NOT_DONE]


def test_a_listed_reason_left_from_another_choice_is_none_of_going_ahead(world: World) -> None:
    send(world, result="go_ahead", reason_code="money")
    assert Decision.objects.filter(project=world.here.project).latest("seq").reason_code == ""


@pytest.mark.parametrize(("adds", "replaced"), [("no", True), ("yes", False), ("", True)])
def test_the_form_replaces_unless_it_comes_on_top(world: World, adds: str, replaced: bool) -> None:
    first = decide(world, world.here.contribution)
    send(world, result="no", reason_code="money", adds=adds)
    newest = Decision.objects.get(project=world.here.project, seq=3)
    assert list(newest.replaces.all()) == ([first] if replaced else [])


def test_deciding_anew_on_one_of_two_replaces_what_still_stands_for_that_one(world: World) -> None:
    """One decision on two things, replaced for the first. For the second it stands, and can be replaced later."""
    here = world.here
    other = say(here.project, here.member, "The second thing", here.hat)
    both = decide(world, here.contribution, other)
    decide(world, here.contribution, result=Result.NO, reason_code=Reason.MONEY, replaces=(both,))
    assert (fresh(here.contribution).fate, fresh(other).fate) == (Fate.NOT_DONE, Fate.BEING_DONE)
    client = world.client("facilitator")
    page = text(client.get(reverse("trail:one", args=[here.project.pk, other.pk])))
    assert "a later decision stands in its place" not in page
    form = text(client.get(reverse("trail:decide", args=[here.project.pk]), {"said": other.pk}))
    assert "There is a decision on this already:" in form
    send(world, said=other.pk, result="not_now", reason_code="time")
    assert list(Decision.objects.get(project=here.project, seq=4).replaces.all()) == [both]
    assert (fresh(other).fate, fresh(other).fate_why) == (Fate.NOT_DONE, "time")


def test_a_decision_replaced_for_this_one_says_so_on_its_page(world: World) -> None:
    row = world.here.contribution
    first = decide(world, row)
    decide(world, row, result=Result.NO, reason_code=Reason.MONEY, replaces=(first,))
    page = text(world.client("member").get(reverse("trail:one", args=[world.here.project.pk, row.pk])))
    assert page.count("a later decision stands in its place") == 1


# Who was there, filled in later


def test_details_are_filled_in_later_and_the_answers_stay(world: World) -> None:
    here = world.here
    row = decide(world, here.contribution, present_counts={here.hat: 2})
    decided.add_details(
        decision=row,
        how=How.VOTE,
        final_say=here.carer,
        dissent="Not me",
        present=[here.member],
        present_counts={here.carer: 4, here.hat: 0},
        by=here.facilitator,
    )
    row.refresh_from_db()
    assert (row.how, row.final_say, row.dissent, list(row.present.all())) == (
        How.VOTE,
        here.carer,
        "Not me",
        [here.member],
    )
    assert {count.perspective: count.people for count in row.present_counts.all()} == {here.hat: 2, here.carer: 4}
    assert (row.result, row.reason, row.decided_by, row.seq) == ("go_ahead", "It is cheap.", "All of us", 2)
    assert fresh(here.contribution).whose == "we"


GIVEN = {"how": How.VOTE, "dissent": "Not  me.\nSam"}


def as_said(row: Decision) -> tuple[object, ...]:
    row = Decision.objects.get(pk=row.pk)
    counts = {count.perspective: count.people for count in row.present_counts.all()}
    return row.how, row.final_say, row.dissent, set(row.present.all()), counts


def nothing_new() -> dict[str, object]:
    return {"how": None, "final_say": None, "dissent": "", "present": [], "present_counts": {}}


def test_what_was_said_about_a_decision_is_neither_changed_nor_emptied(world: World) -> None:
    here = world.here
    row = decide(
        world, here.contribution, **GIVEN, final_say=here.carer, present=[here.member], present_counts={here.hat: 2}
    )
    before = as_said(row)
    changes: list[tuple[dict[str, object], object, object]] = [
        ({"how": How.CONSENT}, "how", How.VOTE),
        ({"final_say": here.hat}, "final_say", here.carer),
        ({"dissent": "Nobody"}, "dissent", "Not  me.\nSam"),
        ({"present_counts": {here.hat: 3, here.carer: 1}, "present": [here.facilitator]}, here.hat, 2),
    ]
    for given, name, stands in changes:
        with pytest.raises(decided.AlreadySaid) as refused:
            decided.add_details(decision=row, by=here.facilitator, **nothing_new() | given)  # type: ignore[arg-type]
        assert (refused.value.answers, as_said(row)) == ({name: stands}, before)
    decided.add_details(decision=row, by=here.facilitator, **nothing_new())  # type: ignore[arg-type]
    assert as_said(row) == before
    same = nothing_new() | GIVEN | {"final_say": here.carer, "present_counts": {here.hat: 2, here.carer: 1}}
    decided.add_details(decision=row, by=here.facilitator, **same | {"present": [here.facilitator]})  # type: ignore[arg-type]
    added = (*before[:3], {here.member, here.facilitator}, {here.hat: 2, here.carer: 1})
    assert as_said(row) == added


def details_page(world: World, row: Decision) -> tuple[str, Page]:
    address = reverse("trail:decision_details", args=[world.here.project.pk, row.pk])
    return address, Page(text(world.client("facilitator").get(address)))


def asked(page: Page) -> set[str]:
    found = {one.attrs.get("name", "") for one in page.elements if one.name in {"input", "select", "textarea"}}
    return found - {"", "csrfmiddlewaretoken", "next"}  # which is of the language, at the top of every page


def test_what_is_answered_is_shown_and_not_asked_again(world: World) -> None:
    here = world.here
    row = decide(world, here.contribution, **GIVEN, present=[here.member], present_counts={here.hat: 2})
    _address, page = details_page(world, row)
    others = {f"count_{hat.pk}" for hat in here.project.perspectives.exclude(pk=here.hat.pk)}
    assert asked(page) == {"asked", "present", "final_say", *others}
    offered = {one.attrs["value"] for one in page.elements if one.attrs.get("name") == "present"}
    assert str(here.member.pk) not in offered
    assert str(here.facilitator.pk) in offered
    for words in ("By a vote", "Not me. Sam", f"{here.hat.words}: 2", str(here.member.words)):
        assert words in page.words(without=frozenset({"form"}))
    later = [link.attrs["href"] for link in page.all("a") if "later decision" in link.text]
    assert later == [f"{reverse('trail:decide', args=[here.project.pk])}?said={here.contribution.pk}"]


def test_words_that_would_overwrite_what_was_said_are_refused_and_kept(world: World) -> None:
    here = world.here
    row = decide(world, here.contribution, **GIVEN)
    address, page = details_page(world, row)
    mine = {"asked": page.value_of("asked"), "dissent": "Mine", "final_say": here.carer.pk, "present": here.member.pk}
    answer = world.client("facilitator").post(address, mine)
    again = Page(text(answer))
    assert answer.status_code == 422
    assert "This was answered already, and what was said stays: “Not me. Sam”." in again.words()
    assert (again.value_of("dissent"), again.value_of("asked")) == ("Mine", mine["asked"])
    assert as_said(row) == (*(How.VOTE, None, GIVEN["dissent"]), set(), {})
    chosen = [one.attrs["value"] for one in again.elements if "selected" in one.attrs or "checked" in one.attrs]
    assert {str(here.carer.pk), str(here.member.pk)} <= set(chosen)
    assert world.client("facilitator").post(address, mine | {"dissent": ""}).status_code == 302
    assert as_said(row) == (How.VOTE, here.carer, GIVEN["dissent"], {here.member}, {})


def test_a_part_is_decided_apart_from_what_was_decided_on_the_whole(world: World) -> None:
    here = world.here
    first = decide(world, here.contribution)
    one, two = said.split(contribution=here.contribution, texts=["One", "Two"], by=here.facilitator)
    send(world, said=one.pk, result="no", reason_code="money")
    assert list(Decision.objects.get(project=here.project, seq=3).replaces.all()) == [first]
    assert (fresh(one).fate, fresh(two).fate) == (Fate.NOT_DONE, Fate.BEING_DONE)


def test_what_is_put_together_with_a_part_shows_what_was_decided_on_the_whole(world: World) -> None:
    here = world.here
    first = decide(world, here.contribution)
    one, _two = said.split(contribution=here.contribution, texts=["One", "Two"], by=here.facilitator)
    said.merge(contribution=here.paper_words, into=one, by=here.facilitator)
    assert fresh(here.paper_words).fate == Fate.BEING_DONE
    page = text(world.client("member").get(reverse("trail:one", args=[here.project.pk, here.paper_words.pk])))
    assert reverse("trail:decision", args=[here.project.pk, first.pk]) in page
