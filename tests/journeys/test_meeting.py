"""After a two-hour meeting of ten people everything is entered in 20 minutes: timed by keystrokes and page loads.

The numbers are printed (``pytest tests/journeys/test_meeting.py -s``). At 40 words a minute, which is 200 keystrokes, and with
three seconds for each page; thinking is not in it, and neither is reading one's own notes.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.people import PHONE, Person
from tests.journeys.places import look_around, path_of
from tests.journeys.servers import Server

A_MINUTE, A_PAGE = 200, 3
"""Keystrokes in a minute, and seconds until a page is there and somebody has found their place on it."""
AT_MOST = 20

EXPECTED = {
    "Ros": "Staff",
    "Bernie": "An unpaid carer",
    "Glenys": "Someone who uses services",
    "Priya (ward sister)": "Staff",
    "Helen (the council)": "A manager or commissioner",
    "Mr Whitlock": "Someone who uses services",
    "Sunita": "Someone who uses services",
    "Ken": "A citizen",
    "Folake": "An unpaid carer",
    "Callum": "An unpaid carer",
}
"""Ten people."""

SAID = [
    (
        "ber",
        "Nobody told me the bed was coming until it was in the hall. I had an hour to move the table and his chair.",
    ),
    ("gle", "When they rang the next day I cried, because somebody had thought of it. It took her four minutes."),
    ("mr", "The label on my tablets is smaller than the crossword. I take the round ones in the morning and hope."),
    (
        "sun",
        "My daughter reads me the letters on Sundays, so whatever is to happen on a Friday has happened without me.",
    ),
    (
        "fol",
        "If the carer who comes is a different one each time, Mum starts again each time. She is tired of starting again.",
    ),
    ("cal", "I work nights. Every call comes at ten in the morning, and then it says that I did not answer."),
    (
        "ken",
        "The bus stops at eight. Whoever is sent home at nine in the evening pays for a taxi, or asks a neighbour.",
    ),
    (
        "pri",
        "We could ring the ward pharmacy at noon instead of at four. Then the tablets would be there before the ride.",
    ),
    ("hel", "There is money for six months of calls. After that I have to show that it kept somebody out of hospital."),
    ("ros", "Three people rang me to ask when we meet. Can we put the dates for the whole year on one sheet?"),
    ("ber", "I would like to know who I ring at night, and that whoever answers has heard of us."),
    ("gle", "Could the person who packs the bag write their name on it? I would have liked to thank mine."),
    ("mr", "By telephone I hear only whoever sits nearest. Please say your name before you speak."),
    ("sun", "The form asks for my next of kin twice, and not once what I can cook."),
    (
        "fol",
        "They showed me how to use the hoist in the hall with people walking past. I did not dare to ask anything.",
    ),
    ("cal", "A message would do. I can read a message in my break and answer it."),
    ("ken", "I could ask the bus company about one more at half past nine. I know the man who does the timetable."),
    ("pri", "Half of what we explain, we explain on the way to the door. I would rather do it the evening before."),
    ("hel", "If we count anything, let it be whether people knew whom to ring. That we could know in a month."),
    ("ber", "Somebody should say it when we did something well. The soup bags are ours, and they work."),
]
DECIDED = [
    ("8", "t", "It costs the ward nothing and we can see in two weeks whether tablets are there before the ride."),
    ("10", "g", "Everybody wants it, and Ros has the dates. One sheet, large print, on the fridge."),
    ("13", "g", "He is in the room as much as anybody. We begin with it today."),
    ("16 and 6", "t", "Whoever works nights can answer then. We try it with Callum and two others first."),
    ("12", "g", "A first name on the bag, for those who pack and want to. Glenys said yes for herself."),
]
"""On which of what was said, the first letter of the result, and why."""


class Typist:
    """Somebody at a keyboard whose every stroke is counted."""

    def __init__(self, person: Person) -> None:
        self.page = person.page
        self.person = person
        self.strokes = 0

    def press(self, key: str, times: int = 1) -> None:
        for _time in range(times):
            self.page.keyboard.press(key)
            self.strokes += 1

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def goes(self, key: str, wanted: str, most: int = 60) -> None:
        """Presses a key until the box that is called so has the focus."""
        for _press in range(most):
            if self._on() == wanted:
                return
            self.press(key)
        raise AssertionError(f"{wanted} is not reached; at: {self._on()}")

    def leaves_with(self, key: str) -> None:
        """Presses what leads to another page."""
        with self.page.expect_navigation():
            self.press(key)

    def _on(self) -> str:
        name: str = self.page.evaluate(
            "() => { const at = document.activeElement;"
            " return ((at.labels && at.labels[0]) || at).textContent.trim().replace(/\\s+/g, ' '); }"
        )
        return name


def planned(ros: Person, project: str, purpose: str) -> None:
    """A meeting of today, with ten people expected. Before the clock starts: it was planned weeks ago."""
    today = date.today()  # noqa: DTZ011 -- the day on which the browser and the server both are
    ros.opens(f"{project}meetings/new/")
    ros.writes("What is it for?", purpose)
    ros.gives_date("On which day?", today.day, today.month, today.year)
    ros.follows("Plan it")
    ros.follows("Say who comes")
    for name, hat in EXPECTED.items():
        ros.picks(f"{name} ({hat})", "Comes")
    ros.follows("Save")
    ros.sees("6 people with lived experience, 3 who are here as their work and 1 other.")


def typed(ros: Person) -> Typist:
    """From the page of the meeting to everything saved, by keyboard."""
    typist = Typist(ros)
    ros.page.get_by_role("main").focus()
    typist.goes("Tab", "Write it down")
    typist.leaves_with("Enter")
    ros.is_at("After the meeting")
    typist.press("Tab")
    typist.press("Enter")  # past what every page has
    typist.goes("Tab", "Tomasz (discharge coordinator) (Staff)")
    typist.press("Space")  # nobody expected him
    typist.goes("Tab", "1. What was said")
    for row, (who, text) in enumerate(SAID, start=1):
        assert typist._on() == f"{row}. What was said"
        typist.types(text)
        typist.press("Enter")
        typist.types(who)
        typist.press("Enter")
        if typist._on() == "Ten more rows" and row < len(SAID):
            typist.leaves_with("Enter")
    typist.goes("Tab", "Who decided?")
    typist.types("All of us who were there")
    typist.press("Enter")
    for row, (on, result, why) in enumerate(DECIDED, start=1):
        typist.goes("Enter", f"Decision {row}. About which number above?")
        typist.types(on)
        typist.press("Enter")
        typist.types(result)
        typist.press("Enter")
        assert typist._on() == f"Decision {row}. Why"
        typist.types(why)
        typist.press("Enter")
    typist.goes("Tab", "Save all")
    typist.leaves_with("Enter")
    return typist


def test_ten_people_and_two_hours_are_entered_in_twenty_minutes(browser: Browser, sandbox: Server) -> None:
    ros = Person(browser, sandbox.address)
    planned(ros, look_around(ros, "facilitator"), "Timed by a keyboard")
    pages = ros.watch.pages
    typist = typed(ros)
    pages = ros.watch.pages - pages
    words = sum(len(text) for _who, text in SAID) + sum(len(why) for _on, _result, why in DECIDED)
    minutes = typist.strokes / A_MINUTE + pages * A_PAGE / 60
    print(
        f"\n11 people, {len(SAID)} things said, {len(DECIDED)} decisions: {typist.strokes:,} keystrokes "
        f"({words:,} of them what was said and why), {pages} pages: {minutes:.1f} minutes at {A_MINUTE} keystrokes a minute"
    )
    ros.sees("Saved: 11 people were there, 20 things were said, 5 were decided.")
    for _who, text in SAID:
        ros.sees(text[:60])
    ros.sees(*(why[:60] for _on, _result, why in DECIDED))
    faults = [(path_of(ros), fault) for fault in Inspector(ros.page).faults()]
    assert not faults, told(faults)
    assert minutes <= AT_MOST
    ros.leaves()


@pytest.mark.parametrize("size", [None, PHONE], ids=["at a desk", "on a phone"])
def test_without_javascript_nothing_is_lost_on_the_way(
    size: dict[str, int] | None, browser: Browser, sandbox: Server
) -> None:
    """More rows, something forgotten, and then all of it: nothing has to be entered twice."""
    ros = Person(browser, sandbox.address, scripts=False, size=size)
    planned(ros, look_around(ros, "facilitator"), f"Without scripts {bool(size)}")
    ros.follows("Write it down")
    ros.writes("1. What was said", SAID[0][1])
    ros.picks("1. Who said it", "Bernie")
    ros.writes("10. What was said", SAID[1][1])
    ros.follows("Ten more rows")
    ros.writes("20. What was said", SAID[2][1])
    ros.picks("20. Who said it", "Not named: An unpaid carer")
    ros.writes("Decision 1. About which number above?", "20")
    with ros.watch.expecting(422):
        ros.follows("Save all")
    ros.sees("There is a problem", "Row 10: choose who said it.", "Decision 1: choose what was decided.")
    assert ros.has_written("20. What was said") == SAID[2][1]
    ros.picks("10. Who said it", "Glenys")
    ros.picks("Decision 1. What was decided", "Later: keep it and look again")
    ros.picks("Decision 1. Which of these comes closest", "There is no time for it")
    ros.gives_date("Decision 1. If later: when will you look at it again", 7, 7, 2031)
    ros.writes("Decision 1. Why", DECIDED[0][2])
    ros.writes("Who decided?", "All of us")
    ros.follows("Save all")
    ros.sees("Saved: 10 people were there, 3 things were said, 1 was decided.")
    ros.leaves()


def test_the_page_has_no_barrier(browser: Browser, sandbox: Server) -> None:
    ros = Person(browser, sandbox.address)
    project = look_around(ros, "facilitator")
    planned(ros, project, "Looked at")
    pages = [path_of(ros), f"{path_of(ros)}after/", f"{path_of(ros)}attendance/", f"{path_of(ros)}mix/"]
    names = ("agenda", "agenda/print", "edit", "notice", "cancel")
    for page in [*pages, *(f"{pages[0]}{name}/" for name in names), f"{project}meetings/", f"{project}meetings/new/"]:
        ros.opens(page)
        faults = [(path_of(ros), fault) for fault in Inspector(ros.page).faults()]
        assert not faults, told(faults)
    ros.leaves()
