"""Somebody without an account: from opening the link to holding the code, on a phone; and what became of it, by code.

Three ways: as most people do, without JavaScript, and with the keyboard only. Every page is looked at with axe, on a desk, on a
phone of 320 pixels and enlarged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.journey import name_whom_to_tell, start_a_project
from tests.journeys.people import PHONE, Person
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at
from tests.journeys.test_journey import WAYS
from tests.journeys.test_print import PAPER

WORDS = "The letter came after I was already home."
READING = 6.0
"""Seconds to take in the page and decide what to say first."""
TYPING = 60 / (36 * 5)
"""Seconds a character: 36 words of five characters a minute, what people reach on average with their thumbs (Palin et al. 2019,
How do people type on mobile devices?, doi:10.1145/3338286.3340120)."""
PRESSING = 1.1 + 0.2
"""Seconds to point at something and press it: P and K of the keystroke-level model (Card, Moran and Newell 1980,
doi:10.1145/358886.358895)."""
LOADING = 2.0
"""Seconds for each page, in a room with poor signal."""


@dataclass
class Work:
    """What somebody had to do: pages that were loaded, characters that were typed, things that were pressed."""

    pages: int = 0
    typed: int = 0
    pressed: int = 0

    @property
    def seconds(self) -> float:
        return READING + self.pages * LOADING + self.typed * TYPING + self.pressed * PRESSING


@contextmanager
def counting(person: Person) -> Iterator[Work]:
    """Count what somebody does by what their browser tells: pages that answered, keys and presses that got there."""
    work = Work()
    person.page.on("domcontentloaded", lambda _page: setattr(work, "pages", work.pages + 1))
    yield work


def invite_guests(priya: Person) -> tuple[str, str]:
    """A link and a code to hand out."""
    priya.follows("People", where="This project")
    priya.follows("Let people say something without an account: link, QR code, short code, receipts on paper")
    looks_at(priya)
    priya.follows("Invite people to say something")
    looks_at(priya)
    if priya.offers("Say whom people can tell a worry"):
        priya.follows("Say whom people can tell a worry")
        name_whom_to_tell(priya)
        priya.follows("People", where="This project")
        priya.follows("Let people say something without an account: link, QR code, short code, receipts on paper")
        priya.follows("Invite people to say something")
    priya.writes("What is it for? (optional)", "Tuesday’s coffee morning")
    priya.follows("Make the invitation")
    priya.sees("It is shown this once", "There is none: this address works on this computer only")
    looks_at(priya)
    return priya.reads_code(), reads_spoken(priya)


def reads_spoken(person: Person) -> str:
    """The first code on the page, as somebody writes it down."""
    return re.sub(r"\s", "", person.page.locator(".ws-spoken").first.inner_text())


def says(guest: Person, link: str) -> Work:
    """From opening the link to having the code: one box is filled, one button pressed."""
    with counting(guest) as work:
        guest.opens(link)
        guest.writes("What do you want to say?", WORDS)
        guest.follows("Say it")
        guest.sees("Your code. Write it down")
        work.typed, work.pressed = len(WORDS), 2  # into the box, and the button
    return work


@pytest.mark.parametrize("way", WAYS)
def test_from_the_link_to_the_code_and_back(way: str, browser: Browser, here: Server, photograph: Path) -> None:
    makes, place = partial(WAYS[way], browser, here.address), list(WAYS).index(way)
    priya, guest = makes(), makes(size=PHONE)
    start_a_project(priya, f"Guests ({way})", f"priya.guests.{place}@example.org")
    link, code = invite_guests(priya)
    work = says(guest, link)
    print(f"{way}: {work.pages} pages, {work.typed} characters, {work.pressed} presses, {work.seconds:.0f} seconds")
    assert work.pages == 2
    assert work.seconds <= 30
    looks_at(guest)
    own = reads_spoken(guest)
    guest.follows("Say something more")
    looks_at(guest)
    guest.writes("What do you want to say?", "My mother was sent home alone.")
    guest.ticks("This is about someone else")
    with guest.watch.allowing(422):
        guest.follows("Say it")
    guest.sees("Before you save it: this is about someone else")
    looks_at(guest)
    guest.ticks("I have thought about this. Save it")
    guest.follows("Say it")
    about = re.sub(r"\s", "", guest.page.locator(".ws-spoken").nth(1).inner_text())
    assert reads_spoken(guest) == own
    by_phone(makes(size=PHONE), code)
    looks_back(makes(size=PHONE), own)
    objects(makes(), about)
    priya.follows("The trail", where="This project") if way == "keyboard only" else priya.opens(path_of_trail(priya))
    priya.sees("Somebody without an account wants to say more.")
    priya.follows("Read what they said")
    priya.sees("At the next meeting")
    priya.follows("They were heard")
    priya.leaves()
    guest.leaves()


def path_of_trail(priya: Person) -> str:
    """The overview of the project somebody is in."""
    found = re.search(r"/projects/[0-9a-f-]{36}/", priya.page.url)
    assert found
    return f"{found.group(0)}"


def by_phone(caller: Person, code: str) -> None:
    """The code is read over the telephone; a mistake in it is told."""
    caller.opens("/")
    caller.follows("Say something with a code")
    wrong = ("3" if code[0] != "3" else "4") + code[1:]
    caller.writes("The code", wrong)
    with caller.watch.allowing(422):
        caller.follows("Go on")
    caller.sees("One of the characters is not right")
    looks_at(caller)
    caller.writes("The code", code.lower())
    caller.follows("Go on")
    caller.sees("Tuesday’s coffee morning", "What do you want to say?")
    caller.leaves()


def looks_back(guest: Person, own: str) -> None:
    """With the code: see, correct, agree to show it, ask to say more, take it back."""
    guest.opens("/mine/")
    looks_at(guest)
    guest.writes("Your code", own)
    guest.follows("Show it")
    guest.sees(WORDS, "My mother was sent home alone.", "Not decided yet")
    looks_at(guest)
    corrects = guest.page.get_by_role("main").get_by_role("link", name=re.compile(f"Correct the words ?: {WORDS[:15]}"))
    guest.opens(corrects.get_attribute("href") or "")
    looks_at(guest)
    guest.writes("What you said", "The letter came a week after I was home.")
    guest.follows("Save")
    guest.sees("The words are changed.", "The letter came a week after I was home.")
    guest.follows("They may be shown outside")
    guest.sees("You agreed that the words may be shown outside the group, without your name.")
    guest.follows("I want to say more")
    looks_at(guest)
    guest.writes("How can somebody reach you? (optional)", "At the next meeting")
    guest.follows("Tell the facilitators")
    guest.sees("The facilitators see that you want to say more.")
    takes = guest.page.get_by_role("main").get_by_role("link", name=re.compile("Take it back ?: The letter came"))
    guest.opens(takes.get_attribute("href") or "")
    looks_at(guest)
    guest.follows("Leave it as it is")
    guest.opens(takes.get_attribute("href") or "")
    guest.follows("Take it back for good")
    guest.sees("It is taken back. The words are gone.", "You took this back on")
    guest.does_not_see("The letter came")
    looks_at(guest)
    guest.leaves()


def objects(mother: Person, about: str) -> None:
    """The person it is about reads it, and has it hidden."""
    mother.opens("/mine/")
    mother.writes("Your code", about)
    mother.follows("Show it")
    mother.sees("What was said about you", "My mother was sent home alone.")
    looks_at(mother)
    mother.follows("I do not want this here")
    mother.sees("It is hidden from the group now.")
    looks_at(mother)
    mother.leaves()


def test_an_invitation_that_is_over_says_what_to_do(browser: Browser, here: Server) -> None:
    guest = Person(browser, here.address, size=PHONE)
    with guest.watch.allowing(410):
        guest.opens("/say/not-there/")
    guest.sees("This invitation does not work", "Ask the person who gave it to you for a new one.")
    looks_at(guest)
    guest.leaves()


def test_four_receipts_fit_on_a_sheet_and_none_is_cut(browser: Browser, here: Server) -> None:
    """The longest a slip gets: long words, about somebody, so that there are two codes on it."""
    priya = Person(browser, here.address)
    start_a_project(
        priya, "On paper, with a name that goes on for a while and then some more", "priya.paper@example.org"
    )
    project = path_of_trail(priya)
    for number in range(5):
        priya.opens(f"{project}said/new/")
        priya.writes(
            "What do you want to say?", f"Number {number}. " + "My mother waited for the bus in the rain. " * 8
        )
        priya.picks("Whose words are these?", "Someone not named here")
        priya.writes("A name for someone not named here", "Rose")
        priya.chooses("As what was it said?", "An unpaid carer")
        priya.picks("How did they agree that you write it down?", "In writing")
        priya.ticks("This is about someone else")
        with priya.watch.allowing(422):
            priya.follows("Say it")
        priya.ticks("I have thought about this. Save it")
        priya.follows("Say it")
    priya.sees("Rose, without an account", "They agreed that it is written down: in writing")
    priya.opens(f"{project}receipts/")
    looks_at(priya)
    priya.follows("Make the slips")
    looks_at(priya)
    priya.page.set_viewport_size(PAPER)
    priya.page.emulate_media(media="print")
    slips = priya.page.evaluate(
        "[...document.querySelectorAll('.ws-receipt')].map(one => [one.scrollHeight - one.clientHeight, one.offsetWidth, "
        "one.offsetHeight])"
    )
    assert [over for over, _width, _height in slips if over > 0] == []
    assert len(slips) == 5
    width, height = slips[0][1:]
    assert 2 * width <= PAPER["width"] + 1
    assert 2 * height <= PAPER["height"]
    pages = re.findall(rb"/Type\s*/Page\b", priya.page.pdf(prefer_css_page_size=True))
    assert len(pages) == 2
    priya.leaves()
