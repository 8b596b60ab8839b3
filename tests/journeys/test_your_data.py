"""Somebody sees what is held about them, takes a copy, asks to be erased, changes their mind, and is erased in the end.

Three ways: as most people do, without JavaScript, and with the keyboard only; on a phone of 320 pixels.
"""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import PASSWORD, start_a_project
from tests.journeys.people import PHONE
from tests.journeys.places import invitation, join_as, path_of
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at
from tests.journeys.test_journey import WAYS

WORDS = "The lift has been broken since May."


@pytest.mark.parametrize("way", WAYS)
def test_seen_taken_along_and_erased(way: str, browser: Browser, here: Server, tmp_path: Path) -> None:
    makes, place = partial(WAYS[way], browser, here.address), list(WAYS).index(way)
    priya, ivo = makes(), makes(size=PHONE)
    start_a_project(priya, f"Your data ({way})", f"priya.data.{place}@example.org")
    project = path_of(priya)
    join_as(ivo, invitation(priya, project, "Member"), "Ivo Nemec", f"ivo.data.{place}@example.org")
    ivo.ticks("An unpaid carer")
    ivo.follows("Save")
    ivo.follows("Said", where="This project")
    ivo.follows("Say something")
    ivo.writes("What do you want to say?", WORDS)
    ivo.follows("Say it")
    ivo.opens("/account/your-data/")
    looks_at(ivo)
    if not ivo.scripts:  # looking unfolds everything, which takes a script
        ivo.unfolds("What you said: 1")
    ivo.sees(WORDS, "Worries.")
    ivo.gets_file_by("Take a copy with you", tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert WORDS in archive.read("your-data.html").decode()
    ivo.follows("Ask to be erased")
    looks_at(ivo)
    ivo.chooses("What is to become of the words?", "Keep the words, without the name")
    ivo.chooses("When?", "In a week; until then I can take it back")
    ivo.follows("Go on")
    looks_at(ivo)
    ivo.writes("Your password", PASSWORD)
    ivo.follows("Erase me in a week")
    ivo.sees("You asked to be erased.")
    looks_at(ivo)
    ivo.follows("Take it back: do not erase me")
    ivo.sees("You are not erased.")
    ivo.follows("Ask to be erased")
    ivo.chooses("What is to become of the words?", "Keep the words, without the name")
    ivo.chooses("When?", "Now. It cannot be taken back")
    ivo.follows("Go on")
    ivo.writes("Your password", PASSWORD)
    ivo.follows("Erase me")
    ivo.is_at("You are erased")
    looks_at(ivo)
    priya.opens(f"{project}said/")
    priya.sees(WORDS)
    priya.does_not_see("Ivo Nemec")
    priya.opens(f"{project}people/")
    priya.does_not_see("Ivo Nemec")
    for person in (priya, ivo):
        person.leaves()
