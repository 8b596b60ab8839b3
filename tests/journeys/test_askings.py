"""Asking everyone privately: on a phone, without JavaScript, with the keyboard, on paper. Five of a hat are shown, four are not."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.keyboard import KeyboardUser
from tests.journeys.people import PHONE, Person
from tests.journeys.places import look_around, path_of
from tests.journeys.servers import Server

LADDER, DELIVERY = (
    "Where are we on this ladder, as you see it?",
    "Do people who helped to design it now help to deliver it?",
)
TOP, ASKED = "We decide and do it together", "People are asked"
STAFF, CARERS = ("Dave", "Marion", "Tomasz"), ("Callum", "Folake", "Shanice")


def looks_at(person: Person) -> None:
    """There is no barrier on the page that somebody is on."""
    faults = [(path_of(person), fault) for fault in Inspector(person.page).faults()]
    assert not faults, told(faults)


def open_one(ros: Person, project: str) -> str:
    """Ask everyone about the newest decision. Where that is."""
    ros.opens(f"{project}askings/new/")
    looks_at(ros)
    ros.opens(f"{project}askings/new/")  # the look unfolded what is folded away
    ros.chooses("What is it about?", "One decision")
    ros.unfolds("For one decision: which")
    ros.page.get_by_label("Which decision?").select_option(index=1)
    ros.follows("Open it")
    ros.sees("It is open.", "0 of 14 have answered.")
    looks_at(ros)
    return path_of(ros)


def answers(person: Person, asking: str, hat: str, step: str, *, seen: Callable[[Person], None] | None = None) -> None:
    """Answer, and be told that it cannot be found again."""
    person.opens(asking)
    person.follows("Answer privately")
    person.sees("Nobody will know what you answer.")
    if seen:
        seen(person)
    person.chooses("As whom do you answer?", hat)
    person.chooses(LADDER, step)
    person.chooses(DELIVERY, "I do not know")
    person.follows("Put it in the box")
    person.sees("Your answer is in the box, and nobody can find it again.", "You have answered.")
    person.does_not_see("Answer privately</a>")


def type_in(ros: Person, asking: str) -> None:
    """Six slips at once: three of staff, three of carers; first one person too few is ticked, and nothing is lost."""
    ros.opens(asking)
    ros.follows("Type in slips")
    looks_at(ros)
    ros.writes("How many slips are there?", "6")
    ros.follows("Go on")
    slips = [("Staff", "7"), ("An unpaid carer", "4"), ("Staff", "6"), ("An unpaid carer", "3")]
    slips += [("An unpaid carer", "4"), ("Staff", "7")]
    for number, (hat, step) in enumerate(slips):
        ros.page.get_by_label("As whom do you answer?").nth(number).select_option(label=hat)
        ros.page.get_by_label(LADDER).nth(number).select_option(step)
    names = {name: ros.page.get_by_role("checkbox", name=name) for name in (*STAFF, *CARERS)}
    for name in (*STAFF, *CARERS[1:]):
        names[name].check()
    with ros.watch.expecting(422):
        ros.follows("Put them in the box")
    ros.sees("Tick as many people as there are slips.")
    looks_at(ros)
    ros.page.get_by_role("checkbox", name=CARERS[0]).check()
    ros.follows("Put them in the box")
    ros.sees("The slips are in the box.")


def test_five_are_shown_and_four_are_not(sandbox: Server, browser: Browser) -> None:
    ros = Person(browser, sandbox.address, size=PHONE)
    bernie = Person(browser, sandbox.address, size=PHONE, scripts=False)
    priya = KeyboardUser(browser, sandbox.address)
    project = look_around(ros, "facilitator")
    look_around(bernie, "carer")
    look_around(priya, "staff")
    asking = open_one(ros, project)
    ros.follows("A sheet to print")
    ros.sees("Put no name on it. Fold it.")
    looks_at(ros)
    answers(ros, asking, "Staff", "We design it together", seen=looks_at)
    bernie.opens(project)
    bernie.sees("You are asked, privately:")
    answers(bernie, asking, "An unpaid carer", ASKED)
    answers(priya, asking, "Staff", TOP)
    type_in(ros, asking)
    ros.sees("9 of 14 have answered.")
    ros.does_not_see(TOP)  # nothing of what was answered is to be seen before the close
    ros.follows("Close it")
    looks_at(ros)
    ros.follows("Close it")
    for person in (ros, bernie, priya):
        person.opens(asking)
        person.sees(f"Ask staff, and the middle answer is “{TOP}”.", "9 answered.")
        person.sees("People who use services, carers, managers and commissioners", "It takes five")
    looks_at(ros)
    for person in (ros, bernie, priya):
        person.leaves()
