"""How equal are we, in a real browser: switched on by the group's consent, looked at, written about, hidden by one press."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.journey import invite, sign_up
from tests.journeys.people import PHONE, Person
from tests.journeys.places import join_as, path_of
from tests.journeys.servers import Server

WAYS = {"as most people do": Person, "JavaScript off": partial(Person, scripts=False)}


def looks_at(*people: Person) -> None:
    """There is no barrier on the page that somebody is on. Axe itself needs JavaScript."""
    faults = [(path_of(person), fault) for person in people for fault in Inspector(person.page).faults()]
    assert not faults, told(faults)


@pytest.mark.parametrize("way", WAYS)
def test_on_by_consent_and_off_by_one_press(way: str, browser: Browser, here: Server) -> None:
    makes = partial(WAYS[way], browser, here.address)
    place = "plain" if way == "JavaScript off" else "usual"
    look = looks_at if way == "as most people do" else (lambda *_people: None)
    priya, sam = makes(), makes(size=PHONE)
    priya.opens("/account/sign-up/")
    sign_up(priya, "Priya", f"priya.equal.{place}@example.org")
    priya.follows("Start a project")
    priya.writes("What is the project called?", f"Mirror, {place}")
    priya.follows("Start")
    project = path_of(priya)
    priya.opens(f"{project}charter/edit/")
    priya.writes("What are we here to change?", "Whoever cares is asked first.")
    priya.follows("Save the draft")
    priya.follows("Put it to the group")
    join_as(sam, invite(priya), "Sam", f"sam.equal.{place}@example.org")
    sam.ticks("An unpaid carer")
    sam.follows("Save")
    priya.opens(f"{project}people/me/")
    priya.ticks("Staff")
    priya.follows("Save")

    sam.opens(f"{project}together/")
    sam.follows("How equal are we?")
    sam.sees("It is off, and stays off until the group agrees.", "A facilitator can ask the group.")
    priya.opens(f"{project}together/")
    priya.follows("How equal are we?")
    look(priya, sam)
    priya.follows("Ask the group")
    priya.sees("1 of 2 who take part and have an account have agreed.", "You have answered: yes.")
    sam.opens(f"{project}equal/switch/")
    sam.chooses("Shall we look at how equal we are?", "Not yet")
    sam.follows("Answer")
    sam.sees("1 person says not yet, so it stays off.")
    look(sam)
    sam.chooses("Shall we look at how equal we are?", "Yes, let us look")
    sam.follows("Answer")
    sam.is_at("How equal are we?")
    sam.sees("Enough people have agreed: it is on.", "Too few people to show numbers without pointing at somebody.")
    look(sam)

    priya.opens(f"{project}equal/")
    priya.follows("For you alone: questions about your own power here")
    priya.writes("What can I decide here that others cannot?", "Which room, and who has the key.")
    priya.follows("Keep it for me")
    priya.sees("Kept, for you alone.")
    look(priya)
    priya.follows("Delete what I wrote")
    priya.follows("Delete it")
    priya.sees("It is deleted.")

    sam.follows("Write down what you will do next")
    sam.opens(f"{project}reflections/6/write/")
    sam.writes("What is hard?", "The key is always with the same person.")
    sam.writes("What will we do next?", "Have a second key cut.")
    sam.gives_date("By when? (optional)", 5, 5, 2031)
    sam.follows("Write it down")
    sam.sees("Have a second key cut.", "5 May 2031")
    look(sam)

    sam.opens(f"{project}equal/")
    sam.follows("Pause it for everyone")
    sam.sees("It is paused: nobody can see it now.")
    priya.opens(f"{project}equal/")
    priya.sees("somebody paused it on", "Nobody is told who it was")
    priya.does_not_see("Sam")
    look(priya)
    for person in (priya, sam):
        person.leaves()
