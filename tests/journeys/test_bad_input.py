"""What people send by mistake, or on purpose: a clear message, and nothing they typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.journey import sign_up
from tests.journeys.people import Person
from tests.journeys.places import path_of
from tests.journeys.servers import Server

LARGE = 200 * 1024 * 1024
MOST_MEMORY = 400 * 1024 * 1024
WORDS = "We waited four hours in the corridor, and then nobody knew our name."
SCRIPT = "<script>alert('here')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def kit(browser: Browser, here: Server, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Kit facilitates a project of his own, without a charter."""
    person = Person(browser, here.address)
    dialogs: list[str] = []
    person.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    person.opens("/account/sign-up/")
    sign_up(person, "Kit", re.sub(r"\W+", "-", f"kit.{request.node.name}") + "@example.org")
    person.follows("Start a project")
    person.writes("What is the project called?", f"A project of Kit's: {request.node.name}")
    person.follows("Start")
    yield person
    person.leaves()
    assert dialogs == []


def _says(kit: Person, words: str) -> None:
    kit.follows("Said", where="This project")
    kit.follows("Say something")
    kit.writes("What do you want to say?", words)
    kit.chooses("As what was it said?", "Staff")


def _refuses(kit: Person, press: str, *words: str) -> None:
    """The form comes back, with what is wrong at its top, there is the focus, and in the tab of the browser."""
    with kit.watch.expecting(422):
        kit.follows(press)
    kit.sees("There is a problem", *words)
    assert kit.page.title().startswith("Error:")
    expect(kit.page.locator(":focus").get_by_role("alert")).to_be_visible()


BROKEN_TABLES = {
    "a picture called a table": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "This is not"),
    "nothing at all": (b"", "empty"),
    "only headings": (b"text,hat\n", "0 rows"),
    "a quotation mark that never ends": (b'text,hat\n"It starts and,carer\nand goes on', "quotation mark"),
    "letters of another kind": ("text,hat\nÉléonore says so,carer\n".encode("utf-16"), "Éléonore says so"),
    "from an old program": ("text,hat\nCafé on the ward,carer\n".encode("cp1252"), "Café on the ward"),
}


@pytest.mark.parametrize("what", BROKEN_TABLES)
def test_a_broken_table(what: str, kit: Person, tmp_path: Path) -> None:
    """It is told before anything is saved, or read all the same."""
    content, told = BROKEN_TABLES[what]
    path = tmp_path / "said.csv"
    path.write_bytes(content)
    kit.follows("Bring in what was said elsewhere")
    kit.follows("Choose a file")
    kit.attaches("Your file", path)
    with kit.watch.allowing(422):
        kit.follows("Go on")
        if kit.heading() == "Which column is what?":
            kit.follows("Look at what would happen")
    kit.sees(told)
    kit.follows("Said", where="This project")
    kit.sees("0 contributions")


def test_a_file_of_200_megabytes(kit: Person, here: Server, tmp_path: Path) -> None:
    """The words typed with it are kept, and the server does not grow with it."""
    path = tmp_path / "film.jpg"
    with path.open("wb") as film:
        film.truncate(LARGE)
    _says(kit, WORDS)
    kit.unfolds("Add a photograph or recording, tags, or keep your name back")
    kit.attaches("A photograph or a recording (optional)", path)
    kit.writes("What is in it?", "The corridor")
    kit.context.set_default_timeout(60_000)
    _refuses(kit, "Say it", "This file is larger than 25 MB. Send a smaller one. What you typed is still here.")
    assert kit.has_written("What do you want to say?") == WORDS
    assert kit.has_written("What is in it?") == "The corridor"
    kit.follows("Say it")
    kit.sees("Thank you. It is on the trail", WORDS)
    path.rename(tmp_path / "film.csv")
    kit.follows("Said", where="This project")
    kit.follows("Bring in what was said elsewhere")
    kit.follows("Choose a file")
    kit.attaches("Your file", tmp_path / "film.csv")
    _refuses(kit, "Go on", "This file is larger than 25 MB.")
    assert here.most_memory() < MOST_MEMORY


def test_a_photograph_that_is_not_one(kit: Person, tmp_path: Path, photograph: Path) -> None:
    """It is told; the words are kept; and a good photograph need not be chosen again because something else is missing."""
    path = tmp_path / "note.jpg.exe.jpg"
    path.write_bytes(b"MZ this is a program")
    _says(kit, WORDS)
    kit.unfolds("Add a photograph or recording, tags, or keep your name back")
    kit.attaches("A photograph or a recording (optional)", path)
    kit.writes("What is in it?", "Our note")
    _refuses(kit, "Say it", "This is not a photograph we can read. Send a JPEG, PNG or WebP picture.")
    assert kit.has_written("What do you want to say?") == WORDS
    kit.attaches("A photograph or a recording (optional)", photograph)
    kit.writes("What is in it?", "")
    _refuses(kit, "Say it", "Say in a few words what is in the photograph or recording.", "We have kept your file")
    kit.writes("What is in it?", "Our note")
    kit.follows("Say it")
    kit.sees(WORDS, "Our note")
    expect(kit.page.get_by_role("img", name="Our note")).to_be_visible()


def test_a_script_in_a_name(kit: Person) -> None:
    """In every name there is: it stays what it is, words."""
    kit.follows("People", where="This project")
    kit.follows("Change your name or hats")
    kit.writes("What does the group call you?", SCRIPT)
    kit.follows("Save")
    kit.sees(SCRIPT)
    kit.follows("Settings: the name, the hats, the public page, in and out")
    kit.writes("What is the project called?", SCRIPT)
    kit.follows("Save the name")
    kit.opens(f"{path_of(kit)}hats/new/")
    kit.writes("What do you call it?", SCRIPT)
    kit.follows("Save")
    kit.sees(SCRIPT)
    kit.follows("Said", where="This project")
    kit.follows("Say something")
    kit.writes("What do you want to say?", f"**Bold** and {SCRIPT}\n\n[a link](javascript:alert(1))")
    kit.chooses("As what was it said?", SCRIPT)
    kit.unfolds("Add a photograph or recording, tags, or keep your name back")
    kit.writes("Tags (optional)", SCRIPT)
    kit.follows("Say it")
    kit.sees(SCRIPT)
    assert kit.page.locator("main a[href^=javascript]").count() == 0
    for room in ("Said", "The trail", "People"):
        kit.follows(room, where="This project")
        kit.sees(SCRIPT)


def test_a_decision_without_a_reason(kit: Person) -> None:
    """Each thing that is missing is a link to where it is to be said; what was said is still there."""
    _says(kit, WORDS)
    kit.follows("Say it")
    kit.follows("Record a decision")
    kit.chooses("What was decided?", "No")
    kit.writes("Who decided?", "The ward manager, alone")
    _refuses(kit, "Record it", "Say why, in a sentence or two.", "Choose the reason that comes closest.")
    assert kit.has_written("Who decided?") == "The ward manager, alone"
    assert kit.page.get_by_role("radio", name="No", exact=True).is_checked()
    kit.presses("Say why, in a sentence or two.")
    expect(kit.page.get_by_role("textbox", name="Why?", exact=True)).to_be_focused()
    kit.writes("Why?", "She did not say.")
    kit.picks("Which of these comes closest?", "They gave us no reason")
    kit.follows("Record it")
    kit.sees("The decision is recorded.", "They gave us no reason")


def test_signed_out_elsewhere(kit: Person) -> None:
    """What was typed is given back, to be copied, and the way in again is one press."""
    _says(kit, WORDS)
    other_tab = kit.context.new_page()
    other_tab.goto(kit.address)
    other_tab.get_by_role("button", name="Sign out").click()
    other_tab.get_by_role("link", name="Sign in").first.wait_for()
    with kit.watch.expecting(403):
        kit.follows("Say it")
    kit.is_at("Please sign in and send it again")
    assert kit.has_written("Your words") == WORDS
    kit.follows("Sign in")
    kit.is_at("Sign in")


def test_the_back_button(kit: Person) -> None:
    """Back to a form that was sent: the words stand there, and sent again they are not said twice; other words are."""
    _says(kit, WORDS)
    kit.follows("Say it")
    kit.sees("Thank you. It is on the trail")
    kit.goes_back()
    kit.is_at("Say something")
    assert kit.has_written("What do you want to say?") == WORDS
    kit.follows("Say it")
    kit.follows("Said", where="This project")
    kit.sees("1 contribution")
    kit.follows("Say something")
    kit.writes("What do you want to say?", "Something else.")
    kit.chooses("As what was it said?", "Staff")
    kit.follows("Say it")
    kit.follows("Said", where="This project")
    kit.sees("2 contributions")
