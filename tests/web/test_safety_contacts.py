"""Whom people can tell a worry: named before anybody is invited, and on every page about one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import World, make_safe, tell_worry
from tests.crawl import crawl
from tests.pages import Page, text
from tests.web.test_concerns import can_read, member_of
from wesaid_web.common.access import NotYet
from wesaid_web.common.jinja import dial
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Project, Role
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.support import concern_actions as actions
from wesaid_web.support.following_actions import ContactsFirst
from wesaid_web.support.models import SafetyContacts


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("01632 960 001", "01632960001"),
        ("+44 (0)1632 960-001", "+441632960001"),
        ("111", "111"),
        ("01632 960 001, then 2", ""),
        ("01632 960 001 / 960 002", ""),
        ("javascript:alert(1)", ""),
        ("Ask at the desk", ""),
        ("", ""),
    ],
)
def test_a_number_to_ring_can_be_pressed_and_anything_else_stays_words(written: str, dialled: str) -> None:
    assert dial(written) == dialled


@pytest.fixture
def unsafe(world: World) -> Project:
    """A project that has not said yet whom people can tell a worry."""
    project = projects.create_project(name="New here", by=world.users["invited"])
    Member.objects.get(project=project)
    return project


def test_nobody_is_invited_before_it_is_said_whom_people_can_tell(unsafe: Project, world: World) -> None:
    leading = Member.objects.get(project=unsafe)
    with pytest.raises(ContactsFirst):
        projects.invite(project=unsafe, role=Role.MEMBER, by=leading)
    with pytest.raises(ContactsFirst):
        projects.invite(project=unsafe, role=Role.MEMBER, by=None)
    assert projects.invite(project=unsafe, role=Role.FACILITATOR, by=None)  # somebody has to be there to say it
    client = world.client("invited")
    address = reverse("projects:invite", args=[unsafe.pk])
    link = reverse("support:contacts", args=[unsafe.pk])
    for answer in (client.get(address), client.post(address, {"role": "member", "uses": 1})):
        page = Page(text(answer))
        assert "Before you invite people, say whom they can tell if something worries them." in page.words()
        assert link in [one.attrs.get("href") for one in page.all("a")]
    assert answer.status_code == 422
    sent = {
        "edition": 0,
        "lead": str(leading.pk),
        "lead_name": "Ann",
        "lead_phone": "01632 960 001",
        "deputy": "",
        "deputy_name": "Bob",
        "deputy_phone": "01632 960 002",
        "outside_name": "The council",
        "outside_phone": "01632 960 003",
        "outside_hours": "Always",
        "outside_for": "Harm",
        "read_within": 3,
        "keep_months": 12,
    }
    assert client.post(link, sent | {"deputy_name": "ann"}).status_code == 422
    assert client.post(link, sent | {"deputy": str(leading.pk)}).status_code == 422
    assert client.post(link, {}).status_code == 422
    assert client.post(link, sent).status_code == 302
    assert client.post(address, {"role": "member", "uses": 1}).status_code == 200
    late = client.post(link, sent | {"lead_name": "Cat"})  # opened before the other was saved
    assert late.status_code == 409
    assert "Ann" in Page(text(late)).words(without=frozenset({"form"}))
    assert Page(text(late)).value_of("lead_name") == "Cat"
    page = Page(text(client.get(reverse("support:worry", args=[unsafe.pk])))).words()
    for words in ("Ann", "01632 960 001", "Bob", "01632 960 003", "within 3 working days", "not for emergencies"):
        assert words in page


def test_nor_once_somebody_who_was_named_has_gone(world: World) -> None:
    here = world.here
    assert projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator)
    projects.remove(member=member_of(world, "deputy"), by=here.facilitator)
    with pytest.raises(ContactsFirst):
        projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator)
    with pytest.raises(NotYourRole):
        make_safe(here.project, here.member)


def test_who_has_no_account_is_shown_and_reads_nothing(world: World) -> None:
    here = world.here
    make_safe(here.project, here.facilitator)
    page = Page(text(world.client("member").get(reverse("support:concern_new", args=[here.project.pk])))).words()
    assert "Neither of them can read here what you write, so please ring." in page
    assert "01632 960 001" in page
    with pytest.raises(actions.NobodyToRead):
        tell_worry(here.project, here.member)
    make_safe(here.project, here.facilitator, deputy=member_of(world, "deputy"))
    concern = tell_worry(here.project, here.member)
    assert can_read(concern) == {"deputy"}
    with pytest.raises(NotYet):
        make_safe(here.project, here.facilitator, lead=here.paper_person)


@pytest.mark.parametrize("name", ["worry", "concern_new", "concern_sent", "told_worries", "told_one"])
def test_every_page_shows_a_person_a_number_and_that_it_is_not_for_emergencies(name: str, world: World) -> None:
    args = [world.here.concern.pk] if name == "told_one" else []
    words = Page(
        text(world.client("member").get(reverse(f"support:{name}", args=[world.here.project.pk, *args])))
    ).words()
    for wanted in ("Lee Lead", "01632 960 001", "If somebody is in danger now, ring 999"):
        assert wanted in words


@pytest.mark.parametrize("name", ["concerns", "concern", "concern_close", "concerns_due"])
def test_those_of_readers_do_too(name: str, world: World) -> None:
    args = [world.here.concern.pk] if name in {"concern", "concern_close"} else []
    client = world.client("concern_lead")
    words = Page(text(client.get(reverse(f"support:{name}", args=[world.here.project.pk, *args])))).words()
    for wanted in ("Lee Lead", "01632 960 001", "If somebody is in danger now, ring 999"):
        assert wanted in words


def test_every_page_of_a_project_leads_there(world: World) -> None:
    link = reverse("support:worry", args=[world.here.project.pk])
    client = world.client("facilitator")
    for answer in crawl(client, world.here.project):
        if answer.status == 200 and answer.is_page and f"/projects/{world.here.project.pk}/" in answer.address:
            assert link in answer.text, answer.route


def test_contacts_are_told_in_what_happened(world: World) -> None:
    make_safe(world.here.project, world.here.facilitator, lead=world.here.facilitator)
    page = Page(text(world.client("member").get(reverse("show:happened", args=[world.here.project.pk])))).words()
    assert "said whom people can tell a worry" in page
    assert SafetyContacts.objects.get(project=world.here.project).edition == 3
