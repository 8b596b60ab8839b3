"""Someone who left was still there when it was decided and still did the work: saving a form does not undo that."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.projects import actions as projects
from wesaid_web.trail.actions import said
from wesaid_web.trail.models import Action, Contribution, Decision


@pytest.fixture
def left(world: World) -> World:
    projects.remove(member=world.here.member, by=world.here.facilitator)
    return world


def fields_of(page: Page) -> dict[str, object]:
    """What a browser would send if the form were sent as it is."""
    sent: dict[str, object] = {}
    for element in page.elements:
        name = element.attrs.get("name", "")
        if not name or name == "csrfmiddlewaretoken" or element.name not in {"input", "textarea", "select"}:
            continue
        if element.attrs.get("type") in {"checkbox", "radio"} and "checked" not in element.attrs:
            continue
        if element.name == "select":
            continue
        value = page.value_of(name) if element.name == "textarea" else element.attrs.get("value", "")
        sent.setdefault(name, []).append(value)  # type: ignore[attr-defined]
    return sent


def test_saving_the_details_of_a_decision_keeps_who_was_there(left: World) -> None:
    here = left.here
    address = reverse("trail:decision_details", args=[here.project.pk, here.decision.pk])
    client = left.client("facilitator")
    sent = fields_of(Page(text(client.get(address))))
    assert client.post(address, sent).status_code == 302
    assert list(Decision.objects.get(pk=here.decision.pk).present.all()) == [here.member]


def test_changing_an_action_keeps_who_worked_on_it(left: World) -> None:
    here = left.here
    address = reverse("trail:action_edit", args=[here.project.pk, here.action.pk])
    client = left.client("facilitator")
    sent = fields_of(Page(text(client.get(address))))
    assert client.post(address, {**sent, "what": ["Print again"]}).status_code == 302
    action = Action.objects.get(pk=here.action.pk)
    assert (action.what, list(action.workers.all())) == ("Print again", [here.member])
    assert Contribution.objects.get(pk=here.decided_on.pk).whose == "we"


def test_someone_who_left_is_not_offered_for_new_work(left: World) -> None:
    here = left.here
    address = reverse("trail:action_new", args=[here.project.pk])
    page = Page(text(left.client("facilitator").get(address, {"said": here.contribution.pk})))
    offered = {e.attrs["value"] for e in page.elements if e.attrs.get("name") == "workers"}
    assert offered == {str(member.pk) for member in here.project.members.filter(left_at=None)}


def test_a_speaker_who_left_stays_chosen_until_another_is(world: World) -> None:
    here = world.here
    said.choose_speaker(contribution=here.contribution, speaker=here.paper_person, by=here.member)
    projects.remove(member=here.paper_person, by=here.facilitator)
    address = reverse("trail:speaker", args=[here.project.pk, here.contribution.pk])
    page = Page(text(world.client("member").get(address)))
    assert str(here.paper_person.pk) in [
        option.attrs["value"] for option in page.all("option") if "selected" in option.attrs
    ]
