"""Private askings: opened, answered once, closed; who may; what is kept and what is not; what comes out.

Long because all of it is one promise, from the form to what is left in the database, and is tested with the same people.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.cast import EVERYTHING, TOMORROW, World, make_user
from tests.pages import Page, text
from tests.web.rows import audit_of, everything
from wesaid_web.common.access import Elsewhere
from wesaid_web.common.jinja import begins
from wesaid_web.common.models import AuditEvent
from wesaid_web.evaluation import actions, forms, queries
from wesaid_web.evaluation.actions import AnsweredAlready, Asking, NotAnAnswer, Said, SlipsAndPeople
from wesaid_web.evaluation.models import About, Answered, Box, Question, Round
from wesaid_web.evaluation.permissions import NotOpen, StillOpen
from wesaid_web.evaluation.words import sentence
from wesaid_web.projects import actions as projects
from wesaid_web.projects import voice_actions
from wesaid_web.projects.models import Member, Project, Role
from wesaid_web.projects.permissions import NotYourRole


def people(world: World, hat: str, number: int) -> list[Member]:
    """So many members with accounts and this hat."""
    found = []
    place = world.here
    for _number in range(number):
        secret = projects.invite(project=place.project, role=Role.MEMBER, by=place.facilitator)
        user = make_user(f"{hat}_{Member.objects.count()}")
        member = projects.accept_invitation(secret=secret, user=user)
        worn = place.project.perspectives.get(code=hat)
        projects.set_hats(member=member, name=user.name, perspectives=[worn], by=member)
        found.append(member)
    return found


def slip(project: Project, hat: str, **answers: Any) -> Said:
    given = {ask: [str(value)] if not isinstance(value, list) else value for ask, value in answers.items()}
    return Said(project.perspectives.get(code=hat), given)


def rate(row: Round, hat: str, steps: dict[Member, int]) -> None:
    for member, step in steps.items():
        actions.answer(round_=row, said=slip(row.project, hat, ladder=step), by=member)


def close(row: Round, by: Member) -> Round:
    actions.close(round_=row, by=by)
    return Round.objects.get(pk=row.pk)


def shown(row: Round, ask: str = "ladder") -> dict[str, dict[str, int]]:
    """What was kept: the groups by the codes of their hats, with the answers that were given."""
    codes = {str(hat.pk): hat.code for hat in row.project.perspectives.all()}
    assert row.results
    return {
        "+".join(codes[key] for key in group["hats"]): {value: n for value, n in group["counts"].items() if n}
        for group in row.results["asks"][ask]["groups"]
    }


# Opening


def test_an_asking_is_about_one_thing_and_asks_something() -> None:
    with pytest.raises(ValueError, match="has a question"):
        Asking(about=About.PROJECT, asks=[], closes_on=TOMORROW)
    with pytest.raises(ValueError, match="has a question"):
        Asking(about=About.DECISION, asks=[Question.LADDER], closes_on=TOMORROW)
    with pytest.raises(ValueError, match="in that order"):
        Asking(
            about=About.PERIOD,
            asks=[Question.LADDER],
            closes_on=TOMORROW,
            period=(date(2026, 3, 2), date(2026, 3, 1)),
        )


def test_a_decision_of_another_project_cannot_be_asked_about(world: World) -> None:
    asking = Asking(about=About.DECISION, asks=[Question.LADDER], closes_on=TOMORROW, decision=world.there.decision)
    with pytest.raises(Elsewhere):
        actions.open_round(project=world.here.project, asking=asking, by=world.here.facilitator)


def test_a_form_sent_twice_opens_one(world: World) -> None:
    client, project = world.client("facilitator"), world.here.project
    page = Page(text(client.get(reverse("evaluation:new", args=[project.pk]))))
    data = {"id": page.value_of("id"), "about": "project", "asks": ["ladder"], "closes_on": "2999-01-01"}
    before = project.rounds.count()
    for _time in range(2):
        answer = client.post(reverse("evaluation:new", args=[project.pk]), data)
        assert answer.status_code == HTTPStatus.FOUND
    assert project.rounds.count() == before + 1
    other = client.post(reverse("evaluation:new", args=[project.pk]), data | {"closes_on": "2999-01-02"})
    assert other.status_code == HTTPStatus.FOUND
    assert project.rounds.count() == before + 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "Choose what it is about."),
        ({"about": "period"}, "Enter the day."),
        ({"about": "period", "period_from": "2026-02-01", "period_to": "2026-01-01"}, "before the first one"),
        ({"about": "decision"}, "Choose the decision."),
        ({"closes_on": "2020-01-01"}, "This day has passed."),
        ({"asks": []}, "Choose at least one question."),
    ],
)
def test_what_is_missing_is_said(world: World, data: dict[str, Any], problem: str) -> None:
    given = {"asks": ["ladder"], "closes_on": "2999-01-01"} | data
    answer = world.client("facilitator").post(reverse("evaluation:new", args=[world.here.project.pk]), given)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert problem in Page(text(answer)).words()


def test_a_decision_leads_to_asking_about_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where there are many newer ones."""
    monkeypatch.setattr(forms, "NEWEST", 0)
    client, decision = world.client("facilitator"), world.here.decision
    page = Page(text(client.get(reverse("trail:decision", args=[decision.project_id, decision.pk]))))
    (link,) = [one.attrs["href"] for one in page.all("a") if one.text == "Ask everyone privately how it was"]
    data = {"about": "decision", "decision": decision.pk, "asks": ["heard"], "closes_on": "2999-01-01"}
    assert client.post(link, data).status_code == HTTPStatus.FOUND
    row = Round.objects.get(decision=decision)
    assert row.asks == ["heard"]
    words = Page(text(client.get(reverse("evaluation:asking", args=[row.project_id, row.pk])))).words()
    assert "Asked privately Try it out. It is cheap." in words


# Answering


def test_one_answers_once_and_nobody_can_tell_what(world: World) -> None:
    row, member, client = world.here.asking, world.here.member, world.client("member")
    address = reverse("evaluation:answer", args=[row.project_id, row.pk])
    with audit_of() as told:
        answer = client.post(address, {"hat": world.here.hat.pk, "ladder": "4", "heard": ["heard", "held_back"]})
    assert answer.status_code == HTTPStatus.FOUND
    assert told == []
    assert list(row.answered.values_list("member", flat=True)) == [member.pk]
    counts = Box.objects.get(round=row).counts[str(world.here.hat.pk)]
    assert counts["ladder"] == {"people": 1} | {str(step): int(step == 4) for step in range(1, 8)}
    assert counts["heard"]["people"] == 1
    assert sum(counts["heard"].values()) == 3
    assert counts["delivery"]["people"] == 0
    again = client.post(address, {"hat": world.here.hat.pk, "ladder": "7"})
    assert again.status_code == HTTPStatus.FOUND
    assert Box.objects.get(round=row).counts[str(world.here.hat.pk)] == counts
    with pytest.raises(AnsweredAlready):
        actions.answer(round_=row, said=slip(row.project, "carer", ladder=1), by=member)


def test_answering_twice_at_once_is_stopped_by_the_database(world: World) -> None:
    Answered.objects.create(round=world.here.asking, member=world.here.member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answered.objects.create(round=world.here.asking, member=world.here.member)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({"ladder": "4"}, "Choose as whom you answer."),
        ({"hat": "mine"}, "Answer at least one question."),
        ({"hat": "mine", "ladder": "8"}, "Select a valid choice."),
        ({"hat": "mine", "heard": ["heard", "none_of_these"]}, "does not go with the others"),
        ({"hat": "theirs", "ladder": "4"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_chosen_is_lost(world: World, data: dict[str, Any], problem: str) -> None:
    row, hats = world.here.asking, {"mine": world.here.hat.pk, "theirs": world.there.hat.pk}
    sent = data | ({"hat": hats[data["hat"]]} if "hat" in data else {})
    answer = world.client("member").post(reverse("evaluation:answer", args=[row.project_id, row.pk]), sent)
    page = Page(text(answer))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert problem in page.words()
    chosen = {(box.attrs["name"], box.attrs["value"]) for box in page.all("input") if "checked" in box.attrs}
    for name, value in sent.items():
        for one in value if isinstance(value, list) else [value]:
            assert (name, str(one)) in chosen or (name, one) in {("ladder", "8"), ("hat", hats["theirs"])}
    assert row.answered.count() == 0


def test_hats_offered_are_ones_own_or_not_to_say(world: World) -> None:
    row = world.here.asking
    page = Page(text(world.client("member").get(reverse("evaluation:answer", args=[row.project_id, row.pk]))))
    unsaid = row.project.perspectives.get(code="not_stated")
    offered = [box.attrs["value"] for box in page.all("input") if box.attrs.get("name") == "hat"]
    assert offered == [str(world.here.hat.pk), str(unsaid.pk)]
    assert "I would rather not say" in page.words()
    world.here.facilitator.perspectives.clear()  # who has said nothing is offered every hat
    everything_ = Page(
        text(world.client("facilitator").get(reverse("evaluation:answer", args=[row.project_id, row.pk])))
    )
    assert len([box for box in everything_.all("input") if box.attrs.get("name") == "hat"]) == 6


def test_a_form_with_answers_is_not_kept_by_the_browser(world: World) -> None:
    """No ``data-keep``, no filling in again, nothing held by the browser; and no part of it in the session or a cookie."""
    row, client = world.here.asking, world.client("member")
    answer = client.get(reverse("evaluation:answer", args=[row.project_id, row.pk]))
    form = next(one for one in Page(text(answer)).all("form") if "main" in one.inside and one.attrs["method"] == "post")
    assert "data-keep" not in form.attrs
    assert form.attrs["autocomplete"] == "off"
    assert answer["Cache-Control"] == "no-store, private"
    before = dict(client.session.items())
    sent = client.post(
        reverse("evaluation:answer", args=[row.project_id, row.pk]), {"hat": world.here.hat.pk, "ladder": "6"}
    )
    assert dict(client.session.items()) == before
    assert str(world.here.hat.pk) not in str(sent.cookies)


def test_the_last_day_is_the_last(world: World) -> None:
    row = world.here.asking
    Round.objects.filter(pk=row.pk).update(closes_on=timezone.localdate())
    assert Round.objects.get(pk=row.pk).is_open
    Round.objects.filter(pk=row.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotOpen):
        actions.answer(round_=row, said=slip(row.project, "carer", ladder=4), by=world.here.member)
    page = world.client("member").get(reverse("evaluation:answer", args=[row.project_id, row.pk]), follow=True)
    assert "This can no longer be answered." in Page(text(page)).words()


def test_answers_that_cannot_be_are_refused(world: World) -> None:
    hat = world.here.hat
    for wrong in ({"ladder": ["8"]}, {"ladder": ["1", "2"]}, {"ladder": []}, {"heard": ["heard", "heard"]}):
        with pytest.raises(NotAnAnswer):
            Said(hat, wrong)
    row = actions.open_round(
        project=world.here.project,
        asking=Asking(about=About.PROJECT, asks=[Question.LADDER], closes_on=TOMORROW),
        by=world.here.facilitator,
    )
    with pytest.raises(NotAnAnswer):
        actions.answer(round_=row, said=Said(hat, {"heard": ["heard"]}), by=world.here.member)
    with pytest.raises(Elsewhere):
        actions.answer(round_=row, said=Said(world.there.hat, {"ladder": ["4"]}), by=world.here.member)


# Paper


def test_slips_are_typed_in_at_once_with_who_gave_one(world: World) -> None:
    row, client, paper = world.here.asking, world.client("facilitator"), world.here.paper_person
    address = reverse("evaluation:slips", args=[row.project_id, row.pk])
    carer = str(world.here.carer.pk)
    data = {"slips": "2", "s0-hat": carer, "s0-ladder": "3", "s1-hat": carer, "s1-ladder": "5", "people": [paper.pk]}
    short = client.post(address, data)
    assert short.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tick as many people as there are slips." in Page(text(short)).words()
    assert row.answered.count() == 0
    done = client.post(address, data | {"people": [paper.pk, world.here.member.pk]})
    assert done.status_code == HTTPStatus.FOUND
    assert row.answered.count() == 2
    assert Box.objects.get(round=row).counts[carer]["ladder"]["people"] == 2
    again = client.post(address, data | {"people": [paper.pk, world.here.facilitator.pk]})
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    row_ = AuditEvent.objects.filter(verb="evaluation.typed_in").latest("pk")
    assert row_.details == {"slips": 2}


def test_slips_tell_all_that_is_wrong_once_with_a_link_to_each_field(world: World) -> None:
    """One summary for the page: which slip, what is wrong with it, and a way there; what was typed is still there."""
    row, client = world.here.asking, world.client("facilitator")
    address = reverse("evaluation:slips", args=[row.project_id, row.pk])
    carer = str(world.here.carer.pk)
    answer = client.post(address, {"slips": "3", "s0-hat": carer, "s1-hat": carer, "s1-ladder": "5"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = Page(text(answer))
    assert len([one for one in page.all("div") if one.attrs.get("role") == "alert"]) == 1
    assert text(answer).count("There is a problem") == 1
    links = {
        one.text: one.attrs["href"].removeprefix("#") for one in page.all("a") if one.attrs["href"].startswith("#id")
    }
    assert links == {
        "Slip 1 of 3: Answer at least one question.": "id_s0-ladder",
        "Slip 3 of 3: Choose as whom you answer. You can choose not to say.": "id_s2-hat",
        "Slip 3 of 3: Answer at least one question.": "id_s2-ladder",
        "Tick everyone whose slip is among these.": "id_people",
    }
    assert set(links.values()) <= {one.attrs.get("id") for name in ("input", "select") for one in page.all(name)}
    kept = {(one.attrs["value"]) for one in page.all("option") if "selected" in one.attrs}
    assert {carer, "5"} <= kept
    assert row.answered.count() == 0


@pytest.mark.parametrize("number", ["", "0", "-1", "two", "21", "9" * 5000])
def test_how_many_slips_is_asked_again(world: World, number: str) -> None:
    row, client = world.here.asking, world.client("facilitator")
    address = reverse("evaluation:slips", args=[row.project_id, row.pk])
    for answer in (client.get(address, {"slips": number}), client.post(address, {"slips": number})):
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        page = Page(text(answer))
        assert "There is a problem Enter how many slips there are, 1 to" in page.words()
        assert page.value_of("slips") == number


def test_slips_that_are_typed_in_stay_though_somebody_answers_meanwhile(world: World) -> None:
    """Two slips, and of the two who had still to answer one, then both, answer on the site before they are sent."""
    row, client = world.here.asking, world.client("facilitator")
    address = reverse("evaluation:slips", args=[row.project_id, row.pk])
    carer = str(world.here.carer.pk)
    data = {"slips": "2", "s0-hat": carer, "s0-ladder": "3", "s1-hat": carer, "s1-ladder": "5"}
    left = list(queries.not_answered(row))
    for member in left[1:]:
        Answered.objects.create(round=row, member=member)
    for people_ in ([left[0].pk], []):
        page = Page(text(client.post(address, data | {"people": people_})))
        assert "There are more slips here than people who have still to answer." in page.words()
        chosen = [one.attrs["value"] for one in page.all("option") if "selected" in one.attrs]
        assert [value for value in chosen if value] == [carer, "3", carer, "5"]
        Answered.objects.get_or_create(round=row, member=left[0])
        assert "id_people" in text(client.post(address, data))


def test_slips_need_people_of_the_group(world: World) -> None:
    row, lead = world.here.asking, world.here.facilitator
    one = slip(row.project, "carer", ladder=3)
    for slips, who, refusal in (
        ([], [], SlipsAndPeople),
        ([one, one], [world.here.member, world.here.member], SlipsAndPeople),
        ([one], [world.there.member], Elsewhere),
        ([one], [Member.objects.get(project=row.project, user=world.users["observer"])], Elsewhere),
    ):
        with pytest.raises(refusal):
            actions.type_in(round_=row, slips=slips, people=who, by=lead)
    actions.answer(round_=row, said=one, by=world.here.member)
    with pytest.raises(AnsweredAlready):
        actions.type_in(round_=row, slips=[one], people=[world.here.member], by=lead)


# Who may


def test_observers_evaluators_and_payments_read_and_do_not_rate(world: World) -> None:
    for role in (Role.OBSERVER, Role.EVALUATOR, Role.PAYMENTS):
        member = Member.objects.get(project=world.here.project, user=world.users[role.value])
        with pytest.raises(NotYourRole):
            actions.answer(round_=world.here.asking, said=slip(member.project, "carer", ladder=4), by=member)
        seen = world.client(role.value).get(reverse("evaluation:asking", args=[member.project_id, world.here.asked.pk]))
        assert "Ask carers, and the middle answer is “People are asked”." in Page(text(seen)).words()


def test_whoever_leaves_takes_nothing_back(world: World) -> None:
    """An answer cannot be found, so it stays in the count; and nobody without a place here can answer."""
    row, member = world.here.asking, world.here.member
    actions.answer(round_=row, said=slip(row.project, "service_user", ladder=4), by=member)
    projects.remove(member=member, by=member)
    assert Box.objects.get(round=row).counts[str(world.here.hat.pk)]["ladder"]["4"] == 1
    assert row.answered.count() == 1


def test_members_close_only_what_is_over(world: World) -> None:
    row = world.here.asking
    with pytest.raises(StillOpen):
        actions.close(round_=row, by=world.here.member)
    Round.objects.filter(pk=row.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    actions.close(round_=row, by=world.here.member)
    assert Round.objects.get(pk=row.pk).closed_on == timezone.localdate()


# What comes out


def test_five_of_a_hat_are_shown_and_four_are_not(world: World) -> None:
    lead, project = world.here.facilitator, world.here.project
    staff, carers = people(world, "staff", 5), people(world, "carer", 4)
    row = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(row, "staff", dict(zip(staff, [7, 7, 6, 7, 6], strict=True)))
    rate(row, "carer", dict(zip(carers, [4, 4, 3, 5], strict=True)))
    row = close(row, lead)
    assert shown(row) == {"staff": {"6": 2, "7": 3}}
    page = Page(text(world.client("member").get(reverse("evaluation:asking", args=[project.pk, row.pk]))))
    assert "Ask staff, and the middle answer is “We decide and do it together”." in page.words()
    assert "People who use services, carers, managers and commissioners" in page.words()
    assert "It takes five" in page.words()
    assert "There is nothing to show here: too few answered as the same. Talk about it instead." in page.words()


def test_the_gap_is_the_finding(world: World) -> None:
    lead, project = world.here.facilitator, world.here.project
    world.here.asked.delete()  # there, carers were shown by themselves
    staff, carers, users = people(world, "staff", 5), people(world, "carer", 4), people(world, "service_user", 3)
    row = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(row, "staff", dict(zip(staff, [7, 7, 6, 7, 6], strict=True)))
    rate(row, "carer", dict(zip(carers, [4, 4, 3, 5], strict=True)))
    rate(row, "service_user", dict(zip(users, [4, 6, 4], strict=True)))
    row = close(row, lead)
    assert shown(row) == {
        "service_user+carer": {"3": 1, "4": 4, "5": 1, "6": 1},
        "staff": {"6": 2, "7": 3},
    }
    page = Page(text(world.client("evaluator").get(reverse("evaluation:asking", args=[project.pk, row.pk]))))
    assert (
        "Ask staff, and the middle answer is “We decide and do it together”. Ask people with lived experience, and it is "
        "“People are asked”. That is 3 steps apart." in page.words()
    )
    cells = [cell.text for cell in page.all("td")]
    assert cells[: 2 * 8] == ["0", "3", "1", "2", "1", "0", "4", "0", "1", "0", "0", "0", "0", "0", "7", "5"]


def test_who_joined_is_not_given_away_by_the_next_time(world: World) -> None:
    lead, project = world.here.facilitator, world.here.project
    staff = people(world, "staff", 5)
    first = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    answers = dict(zip(staff, [7, 7, 6, 7, 6], strict=True))
    rate(first, "staff", answers)
    assert shown(close(first, lead)) == {"staff": {"6": 2, "7": 3}}
    same = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    joined = people(world, "staff", 1)
    rate(same, "staff", answers | {joined[0]: 2})
    same = close(same, lead)
    assert shown(same) == {}
    page = Page(text(world.client("member").get(reverse("evaluation:asking", args=[project.pk, same.pk]))))
    assert "somebody joined, left or changed hats since last time" in page.words()
    about = Asking(about=About.DECISION, asks=[Question.LADDER], closes_on=TOMORROW, decision=world.here.decision)
    other = actions.open_round(project=project, asking=about, by=lead)
    rate(other, "staff", dict.fromkeys([*staff, *joined], 6))
    assert shown(close(other, lead)) == {"staff": {"6": 6}}  # about something else: nothing to compare it with


def test_whoever_is_erased_counts_as_having_left(world: World) -> None:
    """Their names are gone from who answered; that they are fewer now is known all the same."""
    lead, project = world.here.facilitator, world.here.project
    staff = people(world, "staff", 6)
    first = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    answers = dict(zip(staff, [7, 7, 6, 7, 6, 2], strict=True))
    rate(first, "staff", answers)
    assert shown(close(first, lead)) == {"staff": {"2": 1, "6": 2, "7": 3}}
    staff[5].delete()
    second = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(second, "staff", {member: answers[member] for member in staff[:5]})
    assert shown(close(second, lead)) == {}


def test_a_hat_that_is_added_later_is_for_the_next_asking(world: World) -> None:
    row = world.here.asking
    world.here.facilitator.perspectives.clear()  # so that every hat is offered
    projects.add_perspective(project=row.project, name="Volunteer", lived_experience=False, by=world.here.facilitator)
    for who, route in (("facilitator", "answer"), ("facilitator", "sheets"), ("facilitator", "slips")):
        address = reverse(f"evaluation:{route}", args=[row.project_id, row.pk])
        words = Page(text(world.client(who).get(address, {"slips": 1}))).words()
        assert "An unpaid carer" in words
        assert "Volunteer" not in words
    projects.set_hats(
        member=world.here.member,
        name="M",
        perspectives=[row.project.perspectives.get(name="Volunteer")],
        by=world.here.member,
    )
    page = world.client("member").get(reverse("evaluation:answer", args=[row.project_id, row.pk]))
    assert "I would rather not say" in Page(text(page)).words()


def test_results_are_worked_out_once(world: World) -> None:
    row, hat = world.here.asked, world.here.carer
    before = Round.objects.get(pk=row.pk).results
    actions.close(round_=row, by=world.here.facilitator)
    projects.rename_perspective(
        perspective=hat, name="Looking after someone", lived_experience=False, by=world.here.facilitator
    )
    assert Round.objects.get(pk=row.pk).results == before
    page = Page(text(world.client("member").get(reverse("evaluation:asking", args=[row.project_id, row.pk]))))
    assert "Ask “Looking after someone”" in page.words()


# What is kept


def test_nothing_of_single_answers_is_kept_after_the_close(world: World) -> None:
    lead, project = world.here.facilitator, world.here.project
    staff, carers = people(world, "staff", 5), people(world, "carer", 2)
    row = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(row, "staff", dict(zip(staff, [7, 7, 6, 7, 6], strict=True)))
    rate(row, "carer", dict(zip(carers, [1, 2], strict=True)))
    row = close(row, lead)
    assert not Box.objects.filter(round=row).exists()
    kept = json.dumps(row.results)
    carer = str(world.here.carer.pk)
    assert {"hat": carer, "why": "too_few"} in row.results["asks"]["ladder"]["withheld"]
    assert not re.search(rf'"{carer}"[^}}]*counts', kept)
    assert set(row.results) == {"people", "asks"}
    columns = {
        name for rows in (Answered._meta.get_fields(), Round._meta.get_fields()) for name in [f.name for f in rows]
    }
    assert not [name for name in columns if name.endswith("_at")]
    for label, rows in everything().items():
        if label not in {"evaluation.Answered", "projects.Member", "projects.Member_perspectives"}:
            for member in (*staff, *carers):
                found = [one for one in rows if str(member.pk) in repr(one) and str(row.pk) in repr(one)]
                assert found == [], label


def test_a_reader_of_the_record_learns_how_many_and_no_more(world: World) -> None:
    row = world.here.asking
    actions.answer(round_=row, said=slip(row.project, "service_user", ladder=4), by=world.here.member)
    actions.close(round_=row, by=world.here.facilitator)
    verbs = list(AuditEvent.objects.filter(subject=row.pk).values_list("verb", "details"))
    assert verbs == [("evaluation.opened", {}), ("evaluation.closed", {"people": 1})]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads the file of an embedded database")
def test_deleted_counts_are_overwritten_in_the_file(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1


def test_on_the_overview_those_who_can_answer_are_asked(world: World) -> None:
    row = world.here.asking
    words = "You are asked, privately:"
    address = reverse("show:overview", args=[row.project_id])
    assert words in Page(text(world.client("member").get(address))).words()
    assert words not in Page(text(world.client("evaluator").get(address))).words()
    actions.answer(round_=row, said=slip(row.project, "carer", ladder=4), by=world.here.member)
    assert words not in Page(text(world.client("member").get(address))).words()


def test_how_equal_we_are_says_what_came_of_asking_and_the_way_back(world: World) -> None:
    lead, project = world.here.facilitator, world.here.project
    voice_actions.ask_for_voice(project=project, by=lead)
    voice_actions.answer_voice(project=project, agrees=True, by=world.here.member)
    world.here.asked.delete()
    mirror, client = reverse("show:equal", args=[project.pk]), world.client("member")
    nothing_yet = text(client.get(mirror))
    assert reverse("evaluation:askings", args=[project.pk]) in nothing_yet
    assert "You are asked now: answer privately" in nothing_yet
    staff = people(world, "staff", 5)
    row = actions.open_round(project=project, asking=EVERYTHING, by=lead)
    for member, how in zip(staff, ["heard", "heard", "heard", "held_back", "heard"], strict=True):
        actions.answer(round_=row, said=slip(project, "staff", heard=how), by=member)
    row = close(row, lead)
    there = reverse("evaluation:asking", args=[project.pk, row.pk])
    words = Page(text(client.get(mirror))).words()
    newest = queries.latest_closed(project)
    assert newest
    assert (newest[0], newest[1].ask) == (row, "heard")
    assert begins(sentence(newest[1])) in words
    assert there in text(client.get(mirror))
    assert mirror in text(client.get(there))
    assert mirror not in text(world.client("evaluator").get(there))  # who only looks on has no way there
