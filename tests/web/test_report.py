"""The impact report: for the group, with a release, outside. Numbers pass the gate, words are there by consent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, Place, World
from tests.pages import Page, text
from wesaid.reporting import from_data
from wesaid_web.common.models import AuditEvent
from wesaid_web.delivery.actions import own, roles
from wesaid_web.delivery.models import Agreed, MayBeTold
from wesaid_web.delivery.permissions import NotYourOwn
from wesaid_web.projects import actions as projects
from wesaid_web.projects import voice_actions
from wesaid_web.projects.models import Member
from wesaid_web.show import actions as show
from wesaid_web.show.models import PublicPage
from wesaid_web.trail.actions import said
from wesaid_web.trail.models import Consent


def page_of(world: World, who: str = "member", name: str = "show:report") -> Page:
    return Page(text(world.client(who).get(reverse(name, args=[world.here.project.pk]))))


def data_of(world: World, who: str = "member") -> dict[str, Any]:
    answer = world.client(who).get(reverse("show:report_data", args=[world.here.project.pk]))
    assert "attachment" in answer["Content-Disposition"]
    return dict(json.loads(text(answer)))


def publish(here: Place) -> str:
    """Prepare, agree, publish; the address of the page."""
    release = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=release, happy=True, words="", by=here.member)
    show.publish(release=release, by=here.facilitator)
    return PublicPage.objects.get(project=here.project).slug


def public_data(slug: str) -> dict[str, Any]:
    return dict(json.loads(text(Client().get(reverse("public_report_data", args=[slug])))))


def many_speak(here: Place) -> None:
    for number in range(9):
        person = projects.add_person(
            project=here.project, name=f"Speaker {number}", perspectives=[here.carer], by=here.facilitator
        )
        entered = said.Said(text="More words", perspective=here.carer, author=person, said_on=TODAY)
        said.add(project=here.project, said=entered, by=here.facilitator)


def test_the_page_and_the_data_say_the_same(world: World) -> None:
    many_speak(world.here)
    data, words = data_of(world), page_of(world).words()
    assert from_data(data).as_data() == data
    assert data["about"]["aims"] == ["One aim"]
    assert "One aim" in words
    assert data["became"]["people"] == {"value": 10, "empty": None, "fewer_than": None, "rounded_to": 5}
    assert sum(data["became"]["places"].values()) == 12
    assert "Things said: 12. Done: 0." in words
    assert "About 10 people have spoken." in words
    assert [change["what"] for change in data["changes"]] == ["Change in Here"]
    assert "because somebody said: Public words" in words
    for line in (
        "Nobody from outside has checked it",
        "Whether we caused 1 of 1 changes: it is compared with nothing",
        "Bruns C (2021)",
    ):
        assert line in words, line


def test_a_small_group_gets_no_numbers_about_people_and_is_told_why(world: World) -> None:
    data, words = data_of(world), page_of(world).words()
    assert data["became"] == {
        "people": {"value": None, "empty": "suppressed", "fewer_than": 8, "rounded_to": None},
        "places": None,
        "we": None,
    }
    assert data["delivered"]["sessions"]["empty"] == "suppressed"
    assert "Fewer than 8 people have spoken, so no numbers are shown." in words
    assert "Times delivered not told: they are few" in words


def test_words_that_stay_in_the_group_are_in_no_report(world: World) -> None:
    for who in ("facilitator", "member", "observer"):
        for name in ("show:report", "show:report_data", "show:report_waiting"):
            answer = text(world.client(who).get(reverse(name, args=[world.here.project.pk])))
            assert "Words in Here" not in answer
            assert "Own words in Here" not in answer
            for person in ("facilitator@", "Paper of Here"):
                assert person not in answer


def test_it_goes_out_with_the_page_and_not_before(world: World) -> None:
    here = world.here
    assert Client().get(reverse("public_report", args=["here"])).status_code == 404
    slug = publish(here)
    words = Page(text(Client().get(reverse("public_report", args=[slug])))).words()
    assert "Impact report Here" in words
    assert "Change in Here" in words
    assert reverse("public_report", args=[slug]) in text(Client().get(reverse("public", args=[slug])))
    show.switch_off(project=here.project, by=here.facilitator)
    for name in ("public_report", "public_report_data"):
        assert Client().get(reverse(name, args=[slug])).status_code == 404


def test_what_an_author_takes_back_is_out_of_the_report_at_once(world: World) -> None:
    here = world.here
    slug = publish(here)
    assert public_data(slug)["changes"]
    said.consent(contribution=here.decided_on, answer=Consent.NO, words="", by=here.member)
    found = public_data(slug)
    assert found["changes"] == []
    assert {"kind": "no_change_shown", "count": None, "of": None} in found["limits"]


def test_it_is_frozen_with_the_release(world: World) -> None:
    here = world.here
    slug = publish(here)
    many_speak(here)
    assert public_data(slug)["became"]["people"]["value"] is None
    assert data_of(world)["became"]["people"]["value"] == 10
    assert public_data(publish(here))["became"]["people"]["value"] == 10


def test_a_release_from_before_there_were_reports_has_none(world: World) -> None:
    here = world.here
    slug = publish(here)
    release = here.project.releases.exclude(published_at=None).get()
    del release.content["report"]
    release.save()
    assert Client().get(reverse("public_report", args=[slug])).status_code == 404
    page = Client().get(reverse("public", args=[slug]))
    assert page.status_code == 200
    assert "impact report" not in Page(text(page)).words()


def test_how_equal_is_for_those_who_take_part_while_it_is_on_and_never_outside(world: World) -> None:
    here = world.here
    voice_actions.ask_for_voice(project=here.project, by=here.facilitator)
    voice_actions.answer_voice(project=here.project, agrees=True, by=here.member)
    assert data_of(world)["sheet"] is None
    show.freeze_sheet(project=here.project, by=here.facilitator)
    assert data_of(world)["sheet"]["rows"]
    assert "How equal we are" in page_of(world).words()
    for who in ("observer", "evaluator", "payments"):
        assert data_of(world, who)["sheet"] is None
    assert public_data(publish(here))["sheet"] is None
    voice_actions.pause_voice(project=here.project, by=here.member)
    assert data_of(world)["sheet"] is None


def test_everybody_in_the_project_can_read_it(world: World) -> None:
    for who in ("facilitator", "observer", "evaluator", "payments"):
        assert "Impact report" in page_of(world, who).words()


# Small numbers by everybody's agreement


def three_deliver(here: Place) -> list[Member]:
    """The member of the cast, who has delivered something; somebody with an account; somebody without."""
    carers = [
        here.member,
        here.paper_person,
        projects.add_person(project=here.project, name="Third", perspectives=[here.carer], by=here.facilitator),
    ]
    for person in carers[1:]:
        role = roles.add(
            piece=here.piece,
            holder=person,
            terms=roles.Terms(kind=here.role.kind, support=here.facilitator),
            by=here.facilitator,
        )
        risks = roles.Risks("a", "b", "c", "d")
        roles.write_risks(role=role, risks=risks, edition=0, by=here.facilitator)
        roles.start(role=role, by=here.facilitator, how=Agreed.SPOKEN)
    return carers


def all_agree(here: Place) -> list[Member]:
    people = three_deliver(here)
    for person in people:
        by = person if person.user_id else here.facilitator
        own.may_be_told(member=person, yes=True, by=by)
    return people


def test_when_everybody_said_yes_how_many_hold_which_role_is_told(world: World) -> None:
    people = all_agree(world.here)
    found = public_data(publish(world.here))["delivered"]
    assert found["holders"]["value"] == len(people) == 3
    assert found["kinds"] == {"peer_supporter": 3}
    assert found["by_agreement"] is True


def test_a_single_missing_answer_keeps_it_back(world: World) -> None:
    people = three_deliver(world.here)
    for person in people[1:]:
        own.may_be_told(member=person, yes=True, by=world.here.facilitator)
    found = public_data(publish(world.here))["delivered"]
    assert (found["holders"]["value"], found["kinds"]) == (None, None)
    assert "it would take three people or more, and a yes from each of them" in page_of(world).words()


def test_taking_it_back_counts_from_the_next_release_and_for_one_that_waits(world: World) -> None:
    here = world.here
    all_agree(here)
    slug = publish(here)
    waits = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=waits, happy=True, words="", by=here.member)
    own.may_be_told(member=here.member, yes=False, by=here.member)
    assert public_data(slug)["delivered"]["kinds"] == {"peer_supporter": 3}, "what is out is out"
    show.publish(release=waits, by=here.facilitator)
    assert public_data(slug)["delivered"]["kinds"] is None
    assert public_data(slug)["delivered"]["holders"]["value"] is None


def test_the_page_of_every_day_never_shows_when_somebody_changes_their_mind(world: World) -> None:
    all_agree(world.here)
    before = data_of(world)
    assert before["delivered"]["holders"]["value"] is None
    own.may_be_told(member=world.here.member, yes=False, by=world.here.member)
    assert data_of(world) == before


def test_two_people_are_too_few_to_be_asked(world: World) -> None:
    here = world.here
    own.may_be_told(member=here.member, yes=True, by=here.member)
    assert public_data(publish(here))["delivered"]["holders"]["value"] is None
    words = page_of(world, "member", "delivery:may_be_told").words()
    assert "Among so few everybody would know who did not say yes" in words


def test_a_no_is_held_nowhere(world: World) -> None:
    here = world.here
    client, address = world.client("member"), reverse("delivery:may_be_told", args=[here.project.pk])
    assert client.post(address, {"answer": "no"}).status_code == 302
    assert not MayBeTold.objects.exists()
    assert client.post(address, {"answer": "yes"}).status_code == 302
    assert MayBeTold.objects.get().member == here.member
    assert client.post(address, {"answer": "no"}).status_code == 302
    assert not MayBeTold.objects.exists()
    rows = AuditEvent.objects.filter(verb="delivery.may_be_told")
    assert {(row.subject, str(row.details)) for row in rows} == {(here.member.pk, "{}")}
    assert client.post(address, {}).status_code == 422


def test_nobody_answers_for_somebody_with_an_account(world: World) -> None:
    here = world.here
    with pytest.raises(NotYourOwn):
        own.may_be_told(member=here.member, yes=True, by=here.facilitator)
    with pytest.raises(NotYourOwn):
        own.may_be_told(member=here.paper_person, yes=True, by=here.member)
    own.may_be_told(member=here.paper_person, yes=True, by=here.facilitator)


def test_nobody_sees_who_said_yes(world: World) -> None:
    all_agree(world.here)
    page = page_of(world, "member", "delivery:may_be_told").words()
    assert "Now you have said: yes." in page
    for name in ("Third", "Paper of Here"):
        assert name not in page
    assert "Third" in page_of(world, "facilitator", "delivery:may_be_told").words()


def test_who_leaves_takes_their_yes_along(world: World) -> None:
    here = world.here
    own.may_be_told(member=here.member, yes=True, by=here.member)
    projects.remove(member=here.member, by=here.member)
    assert not MayBeTold.objects.exists()


def test_names_that_stand_in_its_words_are_pointed_out_to_the_group_alone(world: World) -> None:
    here = world.here
    assert "These names of people here are in its words" not in page_of(world).words()
    said.consent(contribution=here.decided_on, answer=Consent.YES, words="Public words", by=here.member)
    here.change.what = "Speaker was across the ward, and Ros was not"
    here.change.save()
    for name in ("Speaker Jones", "Ros", "cross"):
        projects.add_person(project=here.project, name=name, perspectives=[], by=here.facilitator)
    for name in ("show:report", "show:report_waiting"):
        show.prepare(project=here.project, by=here.facilitator)
        assert "These names of people here are in its words: Ros, Speaker." in page_of(world, "observer", name).words()
    slug = publish(here)
    assert "These names" not in text(Client().get(reverse("public_report", args=[slug])))
