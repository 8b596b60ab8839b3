"""Somebody is paid: terms in writing, yes to them, an offer, one who approves, advice on benefits, another who pays.

Three ways: as most people do, without JavaScript, and with the keyboard only. Priya facilitates at a desk, Sam is on a phone,
Nia looks after payments.
"""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import invite, sign_up, start_a_project
from tests.journeys.people import PHONE, Person
from tests.journeys.places import sets_up_an_app
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at
from tests.journeys.test_journey import WAYS

WORK = "Come to the meetings, two hours each."


def invite_to_pay(priya: Person) -> str:
    """A link for whoever pays."""
    priya.follows("People", where="This project")
    priya.follows("Invite people")
    priya.chooses("What will they do here?", "Payments")
    priya.follows("Make the link")
    return priya.reads_code()


def comes_to_pay(nia: Person, link: str, email: str) -> None:
    nia.opens(link)
    nia.follows("Create an account")
    sign_up(nia, "Nia Hughes", email)
    nia.follows("Join")
    sets_up_an_app(nia)


def to_what_waits(person: Person) -> None:
    person.follows("Together", where="This project")
    person.follows("What you get back")
    person.follows("What is to be approved and paid")


def agree_on_terms(priya: Person, sam: Person) -> None:
    """Before the work, in writing; and nobody says yes for Sam."""
    to_what_waits(priya)
    priya.follows("Write terms for somebody")
    looks_at(priya)
    priya.picks("For whom?", "Sam")
    priya.writes("What will they do?", WORK)
    priya.writes("What do they get for it?", "£25 a meeting, and fares before.")
    priya.follows("Write them")
    priya.sees("They count once the person agrees.", "They find it under Together, What you get back.")
    sam.follows("Together", where="This project")
    sam.follows("What you get back")
    sam.sees("You have not agreed yet: open it and say yes or no")
    looks_at(sam)
    sam.follows(WORK)
    looks_at(sam)
    sam.follows("I agree to this")
    sam.sees("It is written down that this is agreed.")


def offer_and_accept(priya: Person, sam: Person) -> None:
    priya.follows("What is to be approved and paid")
    priya.follows(f"Sam: {WORK}")
    priya.follows("Add something they get")
    looks_at(priya)
    priya.chooses("What do they get?", "Payment")
    priya.writes("For what?", "The meeting in May")
    priya.gives_date("On which day was it?", 5, 5, 2026)
    priya.writes("How much, in pounds? (optional)", "25")
    priya.writes("How many hours did it take? (optional)", "2")
    priya.follows("Offer it")
    priya.sees("It is offered. The person says yes or no to it.", "Offered, not answered yet")
    sam.follows("What you get back")
    sam.follows(WORK)
    sam.follows("No thank you: The meeting in May")
    sam.sees("It is removed. Nothing says whether somebody said no or took it back")
    looks_at(sam)
    sam.follows("Keep it")
    sam.follows("Yes, I accept it")
    sam.sees("Accepted. Now it can be approved and paid.")


@pytest.mark.parametrize("way", WAYS)
def test_from_terms_to_being_paid(way: str, browser: Browser, here: Server) -> None:
    makes, place = partial(WAYS[way], browser, here.address), list(WAYS).index(way)
    priya, sam, nia = makes(), makes(size=PHONE), makes()
    project = f"What people get ({way})"
    start_a_project(priya, project, f"priya.pays.{place}@example.org")
    join_link = invite(priya)
    sam.opens(join_link)
    sam.follows("Create an account")
    sign_up(sam, "Sam", f"sam.paid.{place}@example.org")
    sam.follows("Join")
    comes_to_pay(nia, invite_to_pay(priya), f"nia.{place}@example.org")
    agree_on_terms(priya, sam)
    offer_and_accept(priya, sam)
    to_what_waits(priya)
    looks_at(priya)
    priya.follows("Approve")
    priya.sees("Approved. Somebody else pays it.", "You approved it, so somebody else pays it.")
    to_what_waits(nia)
    nia.sees("Sam: The meeting in May", "Advice on benefits was not offered yet.")
    nia.follows("It is paid (The meeting in May)")
    looks_at(nia)
    with nia.watch.allowing(422):
        nia.follows("It is paid")
    nia.sees("Offer advice on benefits first")
    looks_at(nia)
    priya.follows("Advice on benefits was offered")
    priya.sees("Whether they took it is theirs.")
    nia.follows("It is paid")
    nia.sees("It is written down as paid.", "Nothing waits.")
    sam.follows("What you get back")
    sam.sees("Paid to you so far: £25. Your time: 2 hours.")
    looks_at(sam)
    for person in (priya, sam, nia):
        person.leaves()
