"""A role from being asked to stepping back, on a small phone: what could go wrong, training, the warning, one press to leave.

Three ways: as most people do, without JavaScript, and with the keyboard only. Ros facilitates at a desk, Bernie is on a phone.
"""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.people import PHONE, Person
from tests.journeys.places import look_around, path_of
from tests.journeys.servers import Server
from tests.journeys.test_journey import WAYS


def looks_at(person: Person) -> None:
    """There is no barrier on the page that somebody is on."""
    if person.scripts:
        faults = [(path_of(person), fault) for fault in Inspector(person.page).faults()]
        assert not faults, told(faults)


def logs(bernie: Person, hours: str, people: str) -> None:
    """Three answers, and no more."""
    bernie.follows("Write down what was done")
    bernie.writes("How many hours?", hours)
    bernie.writes("How many people did you reach?", people)
    bernie.follows("Save")


def set_up(ros: Person, what: str) -> None:
    """Something to deliver, and a role in it for Bernie, supported by Priya."""
    ros.follows("Together", where="This project")
    ros.follows("What we deliver")
    ros.follows("Add something we deliver")
    ros.writes("What do we deliver?", what)
    ros.writes("To whom? (optional)", "Anybody who waits for a lift")
    ros.follows("Add it")
    ros.sees("It is added. Next: who does what?", "Nobody has a role in it yet.")
    ros.follows("Add a role")
    looks_at(ros)
    ros.picks("Who is asked to do it?", "Bernie")
    ros.chooses("Which role?", "Coach: goes part of the way with somebody")
    ros.picks("Who supports them?", "Priya (ward sister)")
    ros.writes("At most how many hours? (optional)", "5")
    ros.writes("At most how many people? (optional)", "6")
    ros.follows("Set it up")
    ros.sees("The role is set up. Next: write down what could go wrong.", "It has not begun yet.")


def agree(ros: Person, bernie: Person, what: str) -> None:
    """It does not begin before what could go wrong is written down; then Bernie agrees, and nobody for her."""
    bernie.follows("Together", where="This project")
    bernie.follows("What we deliver")
    bernie.sees("You are asked to take on a role: Coach.")
    bernie.follows(what)
    bernie.follows("Coach: Bernie")
    bernie.follows("Read it and agree")
    looks_at(bernie)
    with bernie.watch.allowing(422):
        bernie.follows("I agree")
    bernie.sees("There is a problem", "Write down what could go wrong first, and what we do then.")
    looks_at(bernie)
    ros.follows("Write it down")
    ros.writes("What could go wrong for the person in the role?", "Too many people wait at once.")
    ros.writes("What do we do then?", "She takes two, and rings Priya about the rest.")
    ros.writes("What could go wrong for the people they reach?", "They fall on the way.")
    ros.writes("And what do we do then?", "We do not lift anybody. 999.")
    ros.follows("Save")
    ros.sees("It is written down.", "Everything is there. Bernie can agree now.")
    ros.follows("Write down training")
    ros.writes("Which training?", "An afternoon with the porters")
    ros.follows("Save")
    ros.sees("The training is written down.", "An afternoon with the porters")
    bernie.follows("Back to the role")
    bernie.presses("I had it today")
    bernie.follows("Read it and agree")
    bernie.sees("She takes two, and rings Priya about the rest.", "5 hours, and 6 people in a week", "had on")
    bernie.follows("I agree")
    bernie.sees("Thank you. It begins today. You can step back at any time.")


@pytest.mark.parametrize("way", WAYS)
def test_from_being_asked_to_stepping_back(way: str, browser: Browser, sandbox: Server) -> None:
    makes = partial(WAYS[way], browser, sandbox.address)
    ros, bernie = makes(), makes(size=PHONE)
    look_around(ros, "facilitator")
    look_around(bernie, "carer")
    what = f"Go along to the front door ({way})"
    set_up(ros, what)
    agree(ros, bernie, what)
    logs(bernie, "3", "2")
    bernie.sees("It is written down. Thank you.", "Within what was agreed: 3 of 5 hours and 2 of 6 people")
    logs(bernie, "1,5", "2")
    bernie.sees("Nearly as much as was agreed: 4.5 of 5 hours", "It is all right to say no.")
    looks_at(bernie)
    bernie.follows("Write down what was done")
    bernie.sees("Nearly as much as was agreed: 4.5 of 5 hours")
    looks_at(bernie)
    bernie.follows("Back to the role")
    logs(bernie, "1", "3")
    bernie.sees("More than was agreed", "5.5 of 5 hours and 7 of 6 people", "Nobody should ask this of you.")
    looks_at(bernie)
    ros.follows("Together", where="This project")
    ros.follows("What we deliver")
    ros.sees("Too much, or nearly", "Bernie, Coach")
    looks_at(ros)
    bernie.follows("Step back now")
    bernie.sees("You have stepped back. Thank you for what you did.", "Read it and agree again")
    looks_at(bernie)
    for person in (ros, bernie):
        person.leaves()
