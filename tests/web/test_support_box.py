"""The support button: the focus stays on it, what came of it is read aloud, and without JavaScript one is back where one was."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.trail.models import Contribution


def press(client: Client, row: Contribution, **given: str) -> tuple[int, str]:
    answer = client.post(reverse("trail:support", args=[row.project_id, row.pk]), given)
    return answer.status_code, answer["Location"]


def test_without_javascript_one_is_back_at_the_same_card_of_the_same_list(world: World) -> None:
    row, client = world.here.contribution, world.client("facilitator")
    listed = reverse("trail:said", args=[world.here.project.pk]) + "?q=Words&sort=oldest"
    page = Page(text(client.get(listed)))
    assert page.value_of("next") == listed
    assert press(client, row, next=listed) == (302, f"{listed}#support-{row.pk}")
    assert f"support-{row.pk}" in {e.attrs.get("id") for e in page.elements}


def test_from_its_own_page_one_is_back_on_it(world: World) -> None:
    row, client = world.here.contribution, world.client("facilitator")
    assert press(client, row) == (302, reverse("trail:one", args=[world.here.project.pk, row.pk]))


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "said/",
        "/" + "x" * 3000,
        "",
    ],
)
def test_nobody_is_led_elsewhere(world: World, address: str) -> None:
    row, client = world.here.contribution, world.client("facilitator")
    assert press(client, row, next=address) == (302, reverse("trail:one", args=[world.here.project.pk, row.pk]))


def test_with_javascript_the_button_keeps_its_name_and_the_count_is_told(world: World) -> None:
    row, client = world.here.contribution, world.client("facilitator")
    listed = reverse("trail:said", args=[world.here.project.pk])
    before = Page(text(client.get(listed)))
    address = reverse("trail:support", args=[world.here.project.pk, row.pk])
    part = text(client.post(address, {"next": listed}, headers={"hx-request": "true"}))
    after = Page(part)
    name = f"support-button-{row.pk}"
    for page in (before, after):
        assert [e.name for e in page.elements if e.attrs.get("id") == name] == ["button"]
    [place] = [e for e in before.elements if e.attrs.get("id") == "support-told"]
    assert (place.attrs["aria-live"], place.text) == ("polite", "")
    [told] = [e for e in after.elements if e.attrs.get("id") == "support-told"]
    assert (told.attrs["hx-swap-oob"], told.text) == ("innerHTML", "You support this. 1 person supports this")
    assert after.value_of("next") == listed


def test_on_paper_there_are_no_buttons(world: World) -> None:
    page = Page(text(world.client("member").get(reverse("trail:said", args=[world.here.project.pk]))))
    forms = [e for e in page.all("form") if "/support/" in e.attrs.get("action", "")]
    assert forms
    assert all("ws-noprint" in e.attrs["class"] for e in forms)
