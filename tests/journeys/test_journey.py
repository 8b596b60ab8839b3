"""The whole journey in a real browser, in three ways: as most people do, without JavaScript, and with the keyboard only."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import walk
from tests.journeys.keyboard import KeyboardUser
from tests.journeys.people import Person
from tests.journeys.servers import Server

WAYS = {
    "as most people do": Person,
    "JavaScript off": partial(Person, scripts=False),
    "keyboard only": KeyboardUser,
}


@pytest.mark.parametrize("way", WAYS)
def test_from_the_first_page_to_another_computer(
    way: str, browser: Browser, here: Server, elsewhere: Server, tmp_path: Path, photograph: Path
) -> None:
    walk(partial(WAYS[way], browser), way, here, elsewhere, tmp_path, photograph)
