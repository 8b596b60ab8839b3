"""Somebody without an account reads what taking part means, says that they would like to, and is welcomed; a promise is judged.

Three ways: as most people do, without JavaScript, and with the keyboard only. Priya facilitates at a desk, Jo is on a small
phone, Sam is in the group.
"""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import start_a_project
from tests.journeys.people import PHONE, Person
from tests.journeys.places import invitation, join_as, path_of
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at
from tests.journeys.test_journey import WAYS


def asks_people(priya: Person, project: str) -> str:
    """What taking part means is written, and a link is made to hang up. The link."""
    priya.opens(f"{project}joining/")
    priya.follows("Write it")
    priya.writes("What is it about?", "Coming home from hospital.")
    priya.writes("Whom can I ask?", "Priya, 01632 960 005")
    looks_at(priya)
    priya.follows("Make this the sheet")
    looks_at(priya)
    priya.opens(f"{project}joining/asked/")
    priya.follows("Make a link and a QR code")
    priya.follows("Make it")
    looks_at(priya)
    return priya.reads_code()


def says_yes(jo: Person, link: str) -> str:
    """One question needs an answer. The code to see the answer with."""
    jo.opens(link)
    jo.sees("Coming home from hospital.")
    looks_at(jo)
    with jo.watch.allowing(422):
        jo.follows("Send it")
    jo.sees("Write what we shall call you.")
    jo.writes("What shall we call you?", "Jo")
    jo.writes("What would help you to take part? (optional)", "A lift there and back.")
    jo.ticks("If I join, keep what would help me, so that somebody sees to it")
    jo.follows("Send it")
    jo.is_at("Thank you")
    looks_at(jo)
    code = jo.page.locator(".ws-spoken").inner_text()
    jo.follows("See how it stands")
    jo.sees("Nobody has answered yet.", "A lift there and back.", "01632 960 999")
    return code


@pytest.mark.parametrize("way", WAYS)
def test_somebody_reads_says_yes_and_is_welcomed(way: str, browser: Browser, here: Server) -> None:
    makes, place = partial(WAYS[way], browser, here.address), list(WAYS).index(way)
    priya, sam, jo = makes(), makes(), makes(size=PHONE)
    start_a_project(priya, f"Joining ({way})", f"priya.joining.{place}@example.org")
    project = path_of(priya)
    join_as(sam, invitation(priya, project, "Member"), "Sam", f"sam.joining.{place}@example.org")
    sam.follows("Skip it for now")
    sam.is_at("Welcome")
    sam.sees("You are in.", "Priya: facilitates. Ask them anything.", "01632 960 001")
    looks_at(sam)
    code = says_yes(jo, asks_people(priya, project))
    priya.opens(f"{project}joining/")
    priya.follows("Answer them")
    priya.sees("Jo", "Kept if they join: they agreed.")
    looks_at(priya)
    priya.follows("Welcome Jo")
    priya.follows("Welcome them")
    priya.is_at("Write terms for somebody")
    jo.opens("/apply/mine/")
    jo.writes("Your code", code)
    jo.follows("Show it")
    jo.sees("You are welcome.")
    looks_at(jo)
    promises(priya, sam, project)
    for person in (priya, sam, jo):
        person.leaves()


def promises(priya: Person, sam: Person, project: str) -> None:
    """Somebody senior is named and promises something; the group says what came of it, and the report tells it without a name."""
    priya.opens(f"{project}joining/roles/")
    priya.sees("Nobody is named who supports whoever facilitates: Priya.")
    priya.follows("Name somebody senior")
    priya.writes("What are they called?", "Sal")
    priya.follows("Name them")
    priya.follows("Write down a promise of Sal")
    priya.writes("What did they promise?", "To come herself.")
    priya.follows("Write it down")
    sam.opens(f"{project}charter/")
    sam.follows("All roles, and what was said about promises")
    sam.follows("Say whether it was kept : To come herself.")
    sam.chooses("Was it kept?", "Not kept")
    with sam.watch.allowing(422):
        sam.follows("Write it down")
    sam.sees("Say what happened instead")
    looks_at(sam)
    sam.writes("What happened? (optional)", "She sent somebody.")
    sam.follows("Write it down")
    sam.sees("Not kept", "She sent somebody.")
    looks_at(sam)
    priya.opens(f"{project}report/")
    priya.sees("To come herself.", "The group says: She sent somebody.")
    priya.does_not_see("Sal")
