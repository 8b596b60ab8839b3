"""Every form, sent empty and sent wrong: the page that comes back says what is missing, and has no barrier either."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, expect

from tests.journeys.checks import Inspector, told
from tests.journeys.forms import answer_wrongly, asking, leave_empty
from tests.journeys.people import Person
from tests.journeys.places import CHOICES, look_around, path_of
from tests.journeys.servers import Server
from tests.journeys.site import Seen
from tests.journeys.surveys import Guest, Survey

TAKES_ANYTHING = {
    "trail:speaker": "one list, in which every answer is right",
    "projects:role": "one list, in which every answer is right",
}
"""Forms that cannot be filled in wrongly by somebody at a screen."""
GONE = {"trail:import_columns": "the page of the import comes first, and begins it"}
"""Forms that another form of this round takes away."""


OWN_JOURNEYS = ("evaluation:", "support:", "delivery:", "meetings:", "trail:after")
"""Rooms whose forms are sent wrong in their own web tests and journeys, and not yet in this round: some stand on one page
with others, or are asked once only, which this round does not know how to send.
"""
MAY_SAY_NOTHING = {"projects:ways_edit", "projects:own_power", "projects:voice", "projects:reflection_write"}
NEITHER = {"trail:import", "trail:decision_details", "trail:seen", "trail:decision_seen", "projects:charter_seen"}
"""Forms whose every question has an answer to begin with, or may be left out: taken or not by what stands in them."""


def _forms(surveys: dict[str, Survey]) -> Iterator[tuple[str, Guest, Seen]]:
    """Each form once, by the first who has it; where there is e-mail, those that are there only then."""
    seen_before: set[str] = set()
    for name, survey in surveys.items():
        for seen in survey.atlas.pages:
            if seen.page.asks and seen.route not in seen_before and not seen.route.startswith(OWN_JOURNEYS):
                seen_before.add(seen.route)
                yield name, survey.guests[seen.who], seen


def _enters(browser: Browser, name: str, guest: Guest, sandbox: Server) -> Person:
    """Somebody at the same page; for the worked example in its copy, in which things may be changed."""
    if name != "the worked example":
        return Person(browser, guest.server.address, cookies=guest.cookies)
    person = Person(browser, sandbox.address)
    if guest.who in CHOICES:
        look_around(person, guest.who)
    return person


def test_every_form_says_what_is_wrong(surveys: dict[str, Survey], sandbox: Server, browser: Browser) -> None:
    faults: list[tuple[str, str]] = []
    told_so: set[str] = set()
    taken: set[str] = set()
    gone: set[str] = set()  # what is asked once only, and was taken; or went with another form that was taken
    looks = 0
    for name, guest, seen in _forms(surveys):
        person = _enters(browser, name, guest, sandbox)
        inspector = Inspector(person.page)
        for how in ("empty", "wrong"):
            with person.watch.allowing(403, 422):
                person.opens(seen.path)
                if path_of(person) != seen.path or not asking(person.page).count():
                    gone.add(seen.route)
                    continue
                form = asking(person.page)
                if how == "empty":
                    leave_empty(form)
                else:
                    answer_wrongly(form, at_length=seen.route not in told_so)
                with person.page.expect_navigation():
                    form.locator("button:not([type=button])").last.click()
            if person.page.title().startswith("Error:"):
                told_so.add(seen.route)
                expect(person.page.get_by_role("alert").get_by_role("heading")).to_have_text("There is a problem")
                faults += [(f"{seen}, sent {how}", fault) for fault in inspector.faults()]
            else:
                taken.add(seen.route)
        looks += inspector.looks
        person.leaves()
    print(f"{len(told_so)} forms with what is wrong, {looks} looks of axe")
    print("Taken whatever was in them:", sorted(taken - told_so), "gone:", sorted(gone - taken - told_so))
    assert gone - taken - told_so <= set(GONE) | MAY_SAY_NOTHING
    takes_anything = taken - told_so - NEITHER - {one for one in taken if one in MAY_SAY_NOTHING}
    assert takes_anything == set(TAKES_ANYTHING)
    assert not faults, told(faults)
