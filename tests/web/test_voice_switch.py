"""How equal are we: on by the group's agreement alone, off by anybody's press, and nobody is told who."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import Place, World, make_user
from tests.crawl import crawl
from tests.pages import Page, text
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects import actions as projects
from wesaid_web.projects import voice_actions
from wesaid_web.projects.models import Member, Role, VoiceAnswer, VoiceSwitch
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.projects.queries import VoiceState, voice_of
from wesaid_web.show.queries import SHOWN_WITH_WHO


def joined(place: Place, name: str, role: Role = Role.MEMBER) -> Member:
    secret = projects.invite(project=place.project, role=role, by=place.facilitator)
    return projects.accept_invitation(secret=secret, user=make_user(name))


def state(place: Place) -> VoiceState:
    return voice_of(place.project, place.member).state


def ask(place: Place) -> None:
    voice_actions.ask_for_voice(project=place.project, by=place.facilitator)


def answer(place: Place, by: Member, agrees: bool = True) -> None:
    voice_actions.answer_voice(project=place.project, agrees=agrees, by=by)


def test_it_is_off_until_asked_and_agreed(world: World) -> None:
    here = world.here
    assert state(here) == VoiceState.OFF
    ask(here)
    assert state(here) == VoiceState.ASKED
    answer(here, here.member)
    assert state(here) == VoiceState.ON
    assert voice_of(world.there.project, world.there.member).state == VoiceState.OFF


def test_more_than_half_have_to_agree(world: World) -> None:
    here = world.here  # a facilitator, a member, and one whose account is closed: two may answer
    others = [joined(here, f"Other {number}") for number in range(4)]  # six may
    ask(here)
    for number, person in enumerate((here.member, *others)):
        assert state(here) == VoiceState.ASKED
        answer(here, person)
        if number == 2:
            break
    assert voice_of(here.project, here.member).needed == 4
    assert state(here) == VoiceState.ON


def test_one_not_yet_keeps_it_off_whoever_agrees(world: World) -> None:
    here = world.here
    against = joined(here, "Against")
    ask(here)
    answer(here, against, agrees=False)
    answer(here, here.member)
    assert state(here) == VoiceState.ASKED
    answer(here, against)
    assert state(here) == VoiceState.ON


def test_one_person_alone_switches_nothing_on(world: World) -> None:
    here = world.here
    projects.remove(member=here.member, by=here.facilitator)
    ask(here)
    assert voice_of(here.project, here.facilitator).needed == 2
    assert voice_of(here.project, here.facilitator).state == VoiceState.ASKED


def test_those_who_left_and_those_who_look_on_do_not_count(world: World) -> None:
    here = world.here
    leaver, watcher = joined(here, "Leaver"), joined(here, "Watcher", Role.OBSERVER)
    third = joined(here, "Third")
    ask(here)
    answer(here, leaver, agrees=False)
    projects.remove(member=leaver, by=here.facilitator)
    with pytest.raises(NotYourRole):
        answer(here, watcher)
    assert voice_of(here.project, here.member).may_answer == 3
    answer(here, third)
    assert state(here) == VoiceState.ON


def test_only_a_facilitator_asks(world: World) -> None:
    with pytest.raises(NotYourRole):
        voice_actions.ask_for_voice(project=world.here.project, by=world.here.member)


def test_nobody_answers_what_was_not_asked(world: World) -> None:
    with pytest.raises(voice_actions.NotAsked):
        answer(world.here, world.here.member)
    ask(world.here)
    answer(world.here, world.here.member)
    with pytest.raises(voice_actions.NotAsked):
        answer(world.here, world.here.member, agrees=False)


def test_asking_twice_changes_nothing(world: World) -> None:
    ask(world.here)
    before = VoiceSwitch.objects.get(project=world.here.project).asked_at
    ask(world.here)
    assert VoiceSwitch.objects.get(project=world.here.project).asked_at == before
    assert AuditEvent.objects.filter(verb="projects.voice_asked").count() == 1


def test_one_press_hides_it_for_everyone_until_the_group_agrees_anew(world: World) -> None:
    here = world.here
    ask(here)
    answer(here, here.member)
    page = reverse("show:equal", args=[here.project.pk])
    assert world.client("facilitator").get(page).status_code == 200
    pressed = world.client("member").post(reverse("projects:voice_pause", args=[here.project.pk]))
    assert pressed.status_code == 302
    for who in ("facilitator", "member"):
        answered = world.client(who).get(page)
        assert answered.status_code == 302
        assert answered["Location"] == reverse("projects:voice", args=[here.project.pk])
    assert not VoiceAnswer.objects.exists()
    assert state(here) == VoiceState.PAUSED
    ask(here)
    assert state(here) == VoiceState.ASKED
    assert world.client("facilitator").get(page).status_code == 302
    answer(here, here.member)
    assert world.client("facilitator").get(page).status_code == 200


def test_who_paused_stands_on_no_page_and_in_no_archive(world: World) -> None:
    """The record holds the id; nothing that anybody can open says it."""
    here = world.here
    third = joined(here, "Pressing Person")
    ask(here)
    answer(here, here.member)
    before = {who: crawl(world.client(who), here.project) for who in ("facilitator", "member", "administrator")}
    voice_actions.pause_voice(project=here.project, by=third)
    row = AuditEvent.objects.get(verb="projects.voice_paused")
    assert (row.actor, row.details) == (third.user_id, {})
    for who, pages in before.items():
        after = crawl(world.client(who), here.project)
        assert [p.text.count("Pressing Person") for p in after if p.route != "projects:voice"] == [
            p.text.count("Pressing Person") for p in pages if p.route != "projects:voice"
        ]
        assert not [p for p in after if p.route == "projects:voice" and "Pressing Person" in p.text]


def test_what_happened_tells_nothing_of_it() -> None:
    assert not {verb for verb in SHOWN_WITH_WHO if "voice" in verb or "reflected" in verb}


def test_who_answered_what_is_not_shown(world: World) -> None:
    here = world.here
    shy = joined(here, "Shy Person")
    ask(here)
    answer(here, shy, agrees=False)
    page = Page(text(world.client("facilitator").get(reverse("projects:voice", args=[here.project.pk])))).words()
    assert "1 of 3 who take part" in page
    assert "1 person says not yet, so it stays off." in page
    assert "Shy Person" not in page
    assert {row.details.get("agrees") for row in AuditEvent.objects.filter(verb="projects.voice_answered")} == {None}


def test_an_answer_that_comes_too_late_says_so(world: World) -> None:
    here = world.here
    address = reverse("projects:voice_answer", args=[here.project.pk])
    answered = world.client("member").post(address, {"answer": "agree"})
    assert answered.status_code == 422
    ask(here)
    assert world.client("member").post(address, {}).status_code == 422
    agreed = world.client("member").post(address, {"answer": "agree"})
    assert agreed["Location"] == reverse("show:equal", args=[here.project.pk])
