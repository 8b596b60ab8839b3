"""A worry that reaches only who stands in; what somebody needs, agreed and answered; leaving without a word.

Three ways: as most people do, without JavaScript, and with the keyboard only. Priya facilitates at a desk, Sam is on a phone,
Lena is the one people can tell a worry, Devi stands in for her.
"""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import start_a_project
from tests.journeys.people import PHONE, Person
from tests.journeys.places import invitation, join_as, path_of, whom_to_tell
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at
from tests.journeys.test_journey import WAYS

WORRY = "She laughed at what I said, and then she told my sister."


def tells_a_worry(sam: Person) -> None:
    """Typed where one says something, and taken elsewhere: it is about Lena, so Lena is not to know."""
    sam.follows("Said", where="This project")
    sam.follows("Say something")
    sam.writes("What do you want to say?", WORRY)
    sam.unfolds("This worries me: it should not go on the trail")
    sam.follows("Take the words there")
    sam.is_at("Tell us what worries you")
    sam.sees("Lena", "01632 960 001", "01632 960 999", "not for emergencies", "reads it within 2 working days")
    assert sam.has_written("What worries you?") == WORRY
    sam.unfolds("Somebody should not know of it, for example the person it is about")
    looks_at(sam)
    sam.ticks("Lena")
    sam.ticks("Priya")
    sam.follows("Send it")
    sam.is_at("Thank you for telling us")
    looks_at(sam)
    sam.follows("What I told before, and what became of it")
    sam.sees(WORRY[:20], "Not read yet")


def reads_it(devi: Person, project: str) -> None:
    devi.opens(f"{project}worry/")
    devi.follows("You read what people tell here: the worries that went to you")
    looks_at(devi)
    devi.page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.focus()
    with devi.page.expect_navigation():
        devi.page.keyboard.press("Enter")
    devi.sees(WORRY, "Not to know of it", "Lena, Priya")
    looks_at(devi)
    devi.follows("I have read it")
    devi.writes("What do you want to write down?", "I rang Sam. We meet on Friday.")
    devi.chooses("For whom is it?", "What was done: the person who told it sees this")
    devi.follows("Write it down")
    devi.sees("It is written down.")
    devi.follows("Close it")
    looks_at(devi)
    devi.writes("What came of it?", "She has said sorry, and steps back from the group.")
    devi.follows("Close it")
    devi.sees("It is closed.")


def is_not_there(person: Person, project: str, worry: str) -> None:
    """Whoever is not to know finds nothing, not by the list, and not by an address somebody gave away."""
    for path in ("worry/", "worries/", "worry/told/", "happened/", "together/", ""):
        with person.watch.allowing(403):
            person.opens(project + path)
        person.does_not_see("laughed")
    with person.watch.allowing(404):
        person.opens(worry)
    person.sees("There is nothing here, or it is not yours to see.")


@pytest.mark.parametrize("way", WAYS)
def test_a_worry_reaches_only_who_stands_in(way: str, browser: Browser, here: Server) -> None:
    makes, place = partial(WAYS[way], browser, here.address), list(WAYS).index(way)
    priya, sam, lena, devi = makes(), makes(size=PHONE), makes(), makes()
    start_a_project(priya, f"Safe ({way})", f"priya.safe.{place}@example.org")
    project = path_of(priya)
    for person, name, role in ((sam, "Sam", "Member"), (lena, "Lena", "Observer"), (devi, "Devi", "Observer")):
        join_as(person, invitation(priya, project, role), name, f"{name}.safe.{place}@example.org".lower())
        person.follows("Skip it for now")
    whom_to_tell(priya, project, "Lena", "Devi")
    looks_at(priya)
    tells_a_worry(sam)
    reads_it(devi, project)
    worry = path_of(devi)
    for person in (lena, priya):
        is_not_there(person, project, worry)
    sam.opens(f"{project}worry/told/")
    sam.follows(WORRY)
    sam.sees("We meet on Friday.", "She has said sorry")
    looks_at(sam)
    for person in (priya, sam, lena, devi):
        person.leaves()


@pytest.mark.parametrize("way", WAYS)
def test_a_promise_is_kept_or_not_and_somebody_leaves(way: str, browser: Browser, here: Server) -> None:
    makes, place = partial(WAYS[way], browser, here.address), list(WAYS).index(way)
    priya, sam = makes(), makes(size=PHONE)
    start_a_project(priya, f"Promises ({way})", f"priya.promises.{place}@example.org")
    project = path_of(priya)
    join_as(sam, invitation(priya, project, "Member"), "Sam", f"sam.promises.{place}@example.org")
    sam.ticks("An unpaid carer")
    sam.follows("Save")
    sam.follows("Said", where="This project")
    sam.follows("Say something")
    sam.writes("What do you want to say?", "The stairs are too steep.")
    sam.follows("Say it")
    sam.sees("Thank you. It is on the trail")
    sam.follows("Together", where="This project")
    sam.follows("What helps you take part")
    sam.follows("Say what helps me")
    looks_at(sam)
    sam.writes("What helps you take part?", "A room without stairs.")
    sam.chooses("Who may see it?", "Whoever facilitates, and nobody else")
    sam.follows("Save")
    sam.sees("A room without stairs.", "Nothing is agreed about it yet.")
    priya.opens(f"{project}access/")
    priya.follows("Write down what was agreed Sam: A room without stairs.")
    priya.writes("What was agreed?", "We meet in the library, on the ground floor.")
    priya.gives_date("When do you look at it again together? (optional)", 5, 5, 2031)
    looks_at(priya)
    priya.follows("Save")
    sam.opens(f"{project}access/")
    sam.follows("Was it met? A room without stairs.")
    looks_at(sam)
    sam.chooses("Was it met, the last time?", "No")
    sam.writes("In your words (optional)", "It was upstairs again.")
    sam.follows("Save")
    sam.sees("Was it met? No", "It was upstairs again.")
    looks_at(sam)
    priya.opens(f"{project}access/")
    priya.sees("It was upstairs again.")
    sam.opens(f"{project}aftercare/")
    looks_at(sam)
    sam.follows("Leave quietly")
    sam.sees("You can leave at any time, and you need not say why.")
    sam.chooses("What you said stays. Shall your name stay with it?", "No, keep my name back from all of it")
    looks_at(sam)
    sam.follows("Leave")
    sam.sees("You have left the project.")
    priya.opens(f"{project}said/")
    priya.sees("The stairs are too steep.")
    priya.does_not_see("Sam")
    priya.opens(f"{project}access/")
    priya.does_not_see("A room without stairs.", "Sam")
    for person in (priya, sam):
        person.leaves()
