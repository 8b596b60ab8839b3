"""A meeting from the plan to what it leaves behind: three guests on phones, two slips of paper, and what comes after.

Everyone is told what was decided; one takes their words back, one is erased, and a worry reaches only who stands in. Priya
facilitates without JavaScript. Of the three guests one does as most people do, one has no JavaScript, one has only a keyboard.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.journey import PASSWORD, start_a_project
from tests.journeys.keyboard import KeyboardUser
from tests.journeys.people import PHONE, Person
from tests.journeys.places import invitation, join_as, path_of, whom_to_tell
from tests.journeys.servers import Server
from tests.journeys.test_care import is_not_there, reads_it, tells_a_worry
from tests.journeys.test_deliver import looks_at
from tests.journeys.test_guests import reads_spoken
from tests.journeys.test_paper import ENTRY, KEPT, printed, types_slip

PURPOSE = "Going home"
GUESTS = ("Nobody rang before the bed came.", "The bus stops at eight.", "My tablets were in another bag.")
SLIPS = ("Please write larger.", "Thank the driver for me.")
SAMS = "I would like to be asked first."
WHY = "The ward rings the day before, from Monday on."


def test_a_meeting_and_what_comes_after(browser: Browser, here: Server, tmp_path: Path) -> None:
    priya = Person(browser, here.address, scripts=False)
    start_a_project(priya, "A whole meeting", "priya.meeting@example.org")
    project = path_of(priya)
    sam, lena, devi = (Person(browser, here.address, size=size) for size in (PHONE, None, None))
    for person, name, role in ((sam, "Samuel Okoro", "Member"), (lena, "Lena", "Observer"), (devi, "Devi", "Observer")):
        address = f"{name.split()[0].lower()}.meeting@example.org"
        join_as(person, invitation(priya, project, role), name, address)
        if person is sam:
            sam.ticks("An unpaid carer")
            sam.follows("Save")
        else:
            person.follows("Skip it for now")
    whom_to_tell(priya, project, "Lena", "Devi")
    meeting = prepares(priya, project)
    codes = guests_say(browser, here, invites_to_it(priya, project))
    kept = slips_come_back(priya, project, tmp_path)
    sam.opens(f"{project}said/new/")
    sam.writes("What do you want to say?", SAMS)
    sam.follows("Say it")
    closes(priya, meeting)
    decides(priya, project)
    everyone_is_told(priya, sam, project, browser, here, [*codes, kept])
    takes_back(Person(browser, here.address, size=PHONE), codes[2])
    tells_a_worry(sam)
    reads_it(devi, project)
    worry = path_of(devi)
    for person in (lena, priya):
        is_not_there(person, project, worry)
    is_erased(sam)
    what_is_left(priya, project)
    for person in (priya, sam, lena, devi):
        person.leaves()


def prepares(priya: Person, project: str) -> str:
    """Planned for today, with a point on the agenda. Where it is."""
    today = date.today()  # noqa: DTZ011 -- the day on which the browser and the server both are
    priya.opens(f"{project}meetings/new/")
    priya.writes("What is it for?", PURPOSE)
    priya.gives_date("On which day?", today.day, today.month, today.year)
    priya.follows("Plan it")
    looks_at(priya)
    return path_of(priya)


def invites_to_it(priya: Person, project: str) -> str:
    """A link for guests, bound to this meeting."""
    priya.opens(f"{project}guests/new/")
    priya.page.get_by_label("Is it for a meeting?").select_option(index=1)
    priya.follows("Make the invitation")
    return priya.reads_code()


def guests_say(browser: Browser, here: Server, link: str) -> list[str]:
    """Three people with phones of 320 pixels, each with the code that they get."""
    phones = (
        Person(browser, here.address, size=PHONE),
        Person(browser, here.address, size=PHONE, scripts=False),
        KeyboardUser(browser, here.address, size=PHONE),
    )
    codes = []
    for guest, words in zip(phones, GUESTS, strict=True):
        guest.opens(link)
        guest.writes("What do you want to say?", words)
        guest.follows("Say it")
        looks_at(guest)
        codes.append(reads_spoken(guest))
        guest.leaves()
    return codes


def slips_come_back(priya: Person, project: str, folder: Path) -> str:
    """Two slips are printed, filled in and typed in. The code on the part that somebody keeps."""
    priya.opens(f"{project}slips/new/")
    priya.writes("How many slips?", "2")
    priya.follows("Make the slips")
    priya.gets_file_by("PDF", folder / "slips.pdf")
    told = printed(folder / "slips.pdf")
    priya.opens(f"{project}slips/type/")
    for code, words in zip(ENTRY.findall(told), SLIPS, strict=True):
        types_slip(priya, code, words)
    return KEPT.findall(told)[0]


def closes(priya: Person, meeting: str) -> None:
    """Who was there is written down on the page for after the meeting."""
    priya.opens(f"{meeting}after/")
    priya.page.get_by_role("checkbox", name=re.compile("Samuel Okoro")).check()
    priya.follows("Save all")
    priya.sees("Saved:")
    looks_at(priya)


def decides(priya: Person, project: str) -> None:
    """One decision about all that was said."""
    priya.opens(f"{project}decided/new/")
    for words in (*GUESTS, *SLIPS, SAMS):
        priya.ticks(words)
    priya.follows("Go on")
    priya.chooses("What was decided?", "Try it out")
    priya.writes("Why?", WHY)
    priya.writes("Who decided?", "All of us")
    priya.follows("Record it")
    priya.sees(WHY)


def everyone_is_told(
    priya: Person, sam: Person, project: str, browser: Browser, here: Server, codes: list[str]
) -> None:
    """Whoever has a code by the code; who has an account on their news; who has neither on a card."""
    for code, words in zip(codes, (*GUESTS, SLIPS[0]), strict=True):
        holder = Person(browser, here.address, size=PHONE)
        holder.opens("/mine/")
        holder.writes("Your code", code)
        holder.follows("Show it")
        holder.sees(words, WHY)
        looks_at(holder)
        holder.leaves()
    sam.opens(f"{project}news/")
    sam.sees(SAMS, WHY)
    priya.opens(f"{project}postcards/")
    priya.follows("Make the postcards")
    priya.sees(SLIPS[0], WHY)
    priya.follows("They are handed out")
    priya.sees("handed out.")


def takes_back(guest: Person, code: str) -> None:
    """One of the guests thinks better of it."""
    guest.opens("/mine/")
    guest.writes("Your code", code)
    guest.follows("Show it")
    back = guest.page.get_by_role("main").get_by_role("link", name=re.compile("Take it back"))
    guest.opens(back.get_attribute("href") or "")
    guest.follows("Take it back for good")
    guest.does_not_see(GUESTS[2])
    guest.leaves()


def is_erased(sam: Person) -> None:
    """Sam goes, and leaves the words without a name."""
    sam.opens("/account/your-data/")
    looks_at(sam)  # which unfolds everything
    sam.sees(SAMS)
    sam.follows("Ask to be erased")
    sam.chooses("What is to become of the words?", "Keep the words, without the name")
    sam.chooses("When?", "Now. It cannot be taken back")
    sam.follows("Go on")
    sam.writes("Your password", PASSWORD)
    sam.follows("Erase me")
    sam.is_at("You are erased")


def what_is_left(priya: Person, project: str) -> None:
    """The trail is as true as before: every word but those that were taken back, and no name of who went."""
    priya.opens(f"{project}said/")
    priya.sees(*GUESTS[:2], *SLIPS, SAMS)
    for path in ("said/", "people/", "happened/", "meetings/", ""):
        priya.opens(project + path)
        priya.does_not_see("Samuel", "Okoro", GUESTS[2])
