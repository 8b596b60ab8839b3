"""What somebody tried who wanted what was not theirs: each of these worked once."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import World

# Addresses that lead away


@pytest.mark.parametrize("path", ["//elsewhere.example/", "///elsewhere.example/", "/\\elsewhere.example/"])
def test_no_way_back_leads_to_another_site(db: None, path: str) -> None:
    """An address of this site whose path begins with two strokes is another site once the name of this one is cut off."""
    for given in (f"http://testserver{path}", path):
        answer = Client().post("/language/", {"language": "cy", "next": given})
        assert answer["Location"] == "/", given


def test_setting_up_a_second_step_goes_on_to_no_other_site(world: World) -> None:
    client = world.client("facilitator")
    client.get(reverse("people:second_step"), {"next": "http://testserver//elsewhere.example/"})
    assert "elsewhere" not in str(dict(client.session))
