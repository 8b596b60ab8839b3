"""Told what happened and why: on a phone, by e-mail as they choose, and on a card for somebody who reads no screen.

Priya facilitates with the keyboard only, Sam is on a phone without JavaScript.
"""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.journeys.journey import start_a_project
from tests.journeys.keyboard import KeyboardUser
from tests.journeys.people import PHONE, Person
from tests.journeys.places import invitation, join_as, path_of
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at

TAXI, LETTER = "Please pay a taxi home for everyone.", "The letter is in words that I cannot read."


def writes_down_for_maud(priya: Person) -> None:
    priya.follows("Said", where="This project")
    priya.follows("Say something")
    priya.writes("What do you want to say?", LETTER)
    priya.picks("Whose words are these?", "Someone not named here")
    priya.writes("A name for someone not named here", "Maud")
    priya.chooses("As what was it said?", "Someone who uses services")
    priya.follows("Say it")
    priya.sees("Maud, without an account")


def decides(priya: Person) -> None:
    priya.follows("Decided", where="This project")
    priya.follows("Record a decision")
    priya.ticks(TAXI)
    priya.ticks(LETTER)
    priya.follows("Go on")
    priya.chooses("What was decided?", "No")
    priya.writes("Why?", "It would cost more than we have.")
    priya.picks("Which of these comes closest?", "There is no money for it")
    priya.writes("Who decided?", "The ward manager")
    priya.follows("Record it")
    priya.sees("There is no money for it")


def reads_it(sam: Person, project: str) -> None:
    sam.opens(project)
    sam.follows("News 1 not read yet", where="Your account")
    sam.is_at("News")
    sam.sees("New", "Something you said was decided: no", TAXI, "Why:", "It would cost more than we have.")
    looks_at(sam)
    sam.follows("I have read these")
    sam.sees("Marked as read. Nobody else sees whether you read it.", "What you have read")
    sam.follows("News", where="Your account")
    sam.follows("News by e-mail")
    looks_at(sam)
    sam.chooses("How often may we write to you?", "Never")
    sam.follows("Save")
    sam.sees("Saved. You can change it at any time.")


def hands_out_a_card(priya: Person) -> None:
    priya.follows("People", where="This project")
    priya.follows("Postcards for people on paper: what happened to what they said")
    looks_at(priya)
    priya.ticks("Large print")
    priya.follows("Make the postcards")
    priya.is_at("Postcards to print")
    priya.sees("For Maud.", LETTER, "New Decided: No.", "Ring Lena, 01632 960 001")
    priya.does_not_see(TAXI)
    looks_at(priya)
    priya.follows("They are handed out")
    priya.sees("1 postcard is handed out.", "Nothing is new for anybody on paper.")
    looks_at(priya)
    priya.follows("It was not handed out")
    priya.sees("Taken back. The postcard is on the list again.")
    assert priya.offers("Make the postcards")


def test_told_on_the_phone_and_on_a_card(browser: Browser, here: Server) -> None:
    priya = KeyboardUser(browser, here.address)
    sam = Person(browser, here.address, size=PHONE, scripts=False)
    start_a_project(priya, "Told", "priya.told@example.org")
    project = path_of(priya)
    join_as(sam, invitation(priya, project, "Member"), "Sam", "sam.told@example.org")
    sam.ticks("An unpaid carer")
    sam.follows("Save")
    sam.follows("Said", where="This project")
    sam.follows("Say something")
    sam.writes("What do you want to say?", TAXI)
    sam.follows("Say it")
    sam.sees("Thank you. It is on the trail")
    writes_down_for_maud(priya)
    decides(priya)
    reads_it(sam, project)
    hands_out_a_card(priya)
    for person in (priya, sam):
        person.leaves()
