"""A project with one screen: Priya facilitates, everybody else has paper. What is on it is read off the papers themselves."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.journey import agree_a_charter, name_whom_to_tell, start_a_project
from tests.journeys.people import Person
from tests.journeys.places import cookies_of, path_of
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed here")

ENTRY = re.compile(r"(?<![-\w])[2-9A-Z]{3}-[2-9A-Z]{3}(?![-\w])")
KEPT = re.compile(r"\b[2-9A-Z]{3}(?:-[2-9A-Z]{3}){3}\b")
WORDS = ("Nobody told us when he would come home.", "The letter has words that I do not know.")
MOST_STROKES = 20
"""For one slip, besides the words that are on it."""


def printed(path: Path) -> str:
    """What is on a paper, whichever way it stands there. No sheet of it is empty."""
    subprocess.run(["pdftoppm", "-r", "40", "-gray", "-png", path, path.with_suffix("")], check=True)
    sheets = sorted(path.parent.glob(f"{path.stem}-*.png"))
    assert sheets
    for sheet in sheets:
        with Image.open(sheet) as picture:
            assert picture.convert("L").getextrema()[0] < 128, f"{sheet.name} is empty"
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def takes(priya: Person, address: str, folder: Path) -> str:
    """A paper as a PDF, by the link beside it."""
    found = priya.page.locator(f"a[href='{address}']").get_attribute("href")
    answer = priya.page.request.get(f"{priya.address}{found}")
    assert answer.headers["content-type"] == "application/pdf"
    path = folder / f"{len(list(folder.iterdir()))}.pdf"
    path.write_bytes(answer.body())
    return printed(path)


def types_slip(priya: Person, code: str, words: str) -> int:
    """One slip by keyboard, from wherever the page puts them: how many keys besides the words."""
    strokes = 0
    for keys in (code.replace("-", "").lower(), words, "An u", "Y", "", ""):
        priya.page.keyboard.type(keys)
        priya.page.keyboard.press("Tab")
        strokes += 1 + (len(keys) if keys != words else 0)
    with priya.page.expect_navigation():
        priya.page.keyboard.press("Enter")
    priya.sees("It is on the trail:", words)
    return strokes + 1


def test_a_whole_project_with_one_screen(browser: Browser, here: Server, tmp_path: Path) -> None:
    priya = Person(browser, here.address, scripts=False)
    start_a_project(priya, "On paper alone", "priya.alone@example.org")
    project = path_of(priya)
    agree_a_charter(priya)
    priya.opens(f"{project}worry/people/")
    name_whom_to_tell(priya)
    priya.opens(f"{project}people/new/")
    priya.writes("What does the group call them?", "Mr Whitlock")
    priya.ticks("An unpaid carer")
    priya.follows("Save")
    meeting = _plan(priya, project)
    _invites_and_agrees(priya, project, meeting, tmp_path)
    kept = _says(priya, project, tmp_path)
    seer = Person(browser, here.address, cookies=cookies_of(priya))
    seer.opens(f"{project}slips/new/")
    seer.follows("Make the slips")  # the one page here that no link leads to
    looks_at(seer)
    seer.leaves()
    _decides(priya, project, meeting, tmp_path)
    _is_told_and_takes_back(priya, kept)
    _answers_privately(priya, project, tmp_path)
    priya.leaves()


def _plan(priya: Person, project: str) -> str:
    today = date.today()  # noqa: DTZ011 -- the day on which the browser and the server both are
    priya.opens(f"{project}meetings/new/")
    priya.writes("What is it for?", "Coming home")
    priya.gives_date("On which day?", today.day, today.month, today.year)
    priya.follows("Plan it")
    return path_of(priya)


def _invites_and_agrees(priya: Person, project: str, meeting: str, folder: Path) -> None:
    priya.opens(f"{project}meetings/")
    priya.follows("On paper: letters, slips, cards, a wall")
    priya.sees("One person prints it, and types in what comes back.")
    key = meeting.rstrip("/").rpartition("/")[2]
    about = takes(priya, f"{project}paper/information/?as=pdf", folder)
    for words in ("People know when they go home", "01632 960 001", "May I stop?", "Coming home"):
        assert words in " ".join(about.split())
    letter = takes(priya, f"{project}paper/letter/{key}/?print=large&as=pdf", folder)
    assert "Please give this part back" in letter
    assert "We sign up to it" in takes(priya, f"{project}charter/paper/?as=pdf", folder)
    priya.opens(f"{project}charter/")
    priya.unfolds("People without an account")
    priya.follows("Mr Whitlock signed on paper")
    priya.sees("It is noted that they signed.", "Mr Whitlock,")


def _says(priya: Person, project: str, folder: Path) -> str:
    """Three slips are printed, two come back. The code on the part that Mr Whitlock keeps."""
    priya.opens(f"{project}slips/new/")
    priya.writes("What are they for? (optional)", "Coming home")
    priya.writes("How many slips?", "3")
    priya.follows("Make the slips")
    priya.gets_file_by("PDF", folder / "slips.pdf")
    told = printed(folder / "slips.pdf")
    entry, kept = ENTRY.findall(told), KEPT.findall(told)
    assert (len(set(entry)), len(set(kept))) == (3, 6)
    priya.opens(f"{project}slips/type/")
    strokes = [types_slip(priya, code, words) for code, words in zip(entry, WORDS, strict=False)]
    print(f"one slip: {max(strokes)} keys besides its words")
    assert max(strokes) <= MOST_STROKES
    priya.sees("(2 of 3 of this batch)")
    with priya.watch.allowing(422):
        types_again(priya, entry[0])
    priya.sees("This slip was typed in before.", WORDS[0])
    priya.opens(f"{project}slips/")
    priya.follows("Give up those that did not come back")
    priya.sees("The others were given up")
    return kept[0]


def types_again(priya: Person, code: str) -> None:
    priya.writes("The code on the slip", code)
    priya.writes("What is written on it", "Something else")
    priya.follows("Save it, and type in the next")


def _decides(priya: Person, project: str, meeting: str, folder: Path) -> None:
    """A card for what Mr Whitlock said lies on the table; afterwards its code stands for it."""
    priya.opens(f"{project}cards/")
    priya.page.get_by_role("checkbox", name=re.compile(WORDS[0])).check()
    priya.follows("Make the cards")
    told = takes(priya, _pdf(priya), folder)
    assert WORDS[0] in " ".join(told.split())
    assert "Whitlock" not in told
    (code,) = ENTRY.findall(told)
    priya.opens(f"{meeting}after/")
    priya.page.get_by_role("checkbox", name=re.compile("Mr Whitlock")).check()
    priya.writes("Who decided?", "All of us")
    priya.writes("Decision 1. About which number above?", code)
    priya.picks("Decision 1. What was decided", "Try it out")
    priya.writes("Decision 1. Why", "We ring the day before, for two weeks.")
    priya.follows("Save all")
    priya.sees("1 was decided", WORDS[0])
    priya.opens(f"{project}paper/wall/")
    wall = " ".join(
        takes(priya, priya.page.get_by_role("link", name="PDF", exact=True).get_attribute("href") or "", folder).split()
    )
    assert WORDS[0] in wall
    assert "We ring the day before, for two weeks." in wall
    assert "Whitlock" not in wall


def _pdf(priya: Person) -> str:
    return priya.page.get_by_role("link", name="PDF", exact=True).get_attribute("href") or ""


def _is_told_and_takes_back(priya: Person, kept: str) -> None:
    """Mr Whitlock reads out the code that he kept; he is told what was decided, and takes his words back."""
    priya.opens("/mine/")
    priya.writes("Your code", kept)
    priya.follows("Show it")
    priya.sees(WORDS[0], "Try it out", "We ring the day before, for two weeks.")
    back = priya.page.get_by_role("main").get_by_role("link", name=re.compile("Take it back"))
    priya.opens(back.get_attribute("href") or "")
    priya.follows("Take it back for good")
    priya.does_not_see(WORDS[0])


def _answers_privately(priya: Person, project: str, folder: Path) -> None:
    """Answers on paper are typed in all at once, and none can be told from another."""
    priya.opens(f"{project}askings/new/")
    priya.chooses("What is it about?", "Our work together, as it is now")
    priya.follows("Open it")
    asking = path_of(priya)
    priya.opens(f"{project}paper/")
    sheet = takes(priya, f"{asking}sheets/?print=large&as=pdf", folder)
    assert "Put no name on it. Fold it." in " ".join(sheet.split())
    priya.opens(f"{asking}slips/?slips=1")
    priya.page.get_by_label("As whom do you answer?").select_option(label="An unpaid carer")
    priya.ticks("I felt heard")
    priya.page.get_by_role("checkbox", name=re.compile("Mr Whitlock")).check()
    priya.follows("Put them in the box")
    priya.sees("The slips are in the box. Tear up the paper.")
