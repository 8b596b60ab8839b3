"""Every page that links lead to: sound in itself, without barriers that can be found by program, and none forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.people import Person
from tests.journeys.site import Client, Scales
from tests.journeys.surveys import UNLINKED, UNLINKED_SIGNED_IN, Survey, worth_looking_at
from tests.meta.routes import ROUTES

NOT_PAGES = {
    "complaint_site": "there once somebody complained to the site: tests/web/test_complaints",
    "guests:correct": "for whoever has a code, as long as nothing is decided: test_guests looks at it",
    **dict.fromkeys(("again", "people:spare_codes", "people:step_remove"), "test_second_step looks at it"),
    "passkey_question": "for the browser, not for people",
    "news:stop": "there with a link out of an e-mail only: tests/web/test_digest opens it",
    "trail:postcards_print": "there once people were chosen: test_telling looks at it",
    "show:report_data": "the report as data, to take away",
    "trail:format_file": "something in another form, as a file: tests/web/test_words fetches it",
    "trail:file": "a photograph or a recording, as somebody sent it",
    "apply:answer": "for whoever has a code: test_joining looks at it",
    "apply:take_back": "the same: tests/web/test_joining",
    "support:concerns_due": "there once a day has come for a worry to go: tests/web/test_concerns",
    "support:concern_sent": "there once something was sent: test_care looks at it",
    "support:told_one": "for whoever told a worry: test_care looks at it",
}
HEAVIEST = 102_400  # bytes on a first visit, over the wire


def test_every_link_leads_to_a_sound_page(surveys: dict[str, Survey]) -> None:
    """Language, one heading of the first level, headings in order, nothing inline, ids once; and every link works."""
    expected = UNLINKED | UNLINKED_SIGNED_IN
    pages = [seen for survey in surveys.values() for seen in survey.atlas.pages]
    assert [fault for seen in pages for fault in seen.faults()] == []
    assert [str(seen) for seen in pages if seen.answer.status != expected.get(seen.path, 200)] == []


@pytest.mark.parametrize("which", ["the worked example", "the worked example, too", "just started", "with e-mail"])
def test_no_barrier_on_any_page(which: str, surveys: dict[str, Survey], browser: Browser) -> None:
    """Axe and our own looks, at a desk, on a phone of 320 pixels and enlarged four times."""
    survey = surveys[which]
    faults: list[tuple[str, str]] = []
    looks = 0
    for guest in survey.guests.values():
        person = Person(browser, guest.server.address, cookies=guest.cookies)
        inspector = Inspector(person.page)
        for seen in worth_looking_at(surveys)[which]:
            if seen.who != guest.who:
                continue
            with person.watch.allowing(404, 410):
                person.opens(seen.path)
            faults += [(str(seen), fault) for fault in inspector.faults()]
        looks += inspector.looks
        person.leaves()
    print(f"{which}: {len(survey.atlas.pages)} pages, {looks} looks of axe")
    assert not faults, told(faults)


def test_no_first_visit_is_heavy(surveys: dict[str, Survey], capsys: pytest.CaptureFixture[str]) -> None:
    """Page, style sheet, scripts, fonts and every picture that any of them names, photographs that people sent included."""
    weights: dict[str, int] = {}
    for survey in surveys.values():
        for guest in survey.guests.values():
            with Client(guest.server.address, guest.cookies) as client:
                scales = Scales(client)
                for seen in survey.atlas.pages:
                    if seen.who == guest.who:
                        name = f"{seen.route} ({seen.who}): {Path(seen.path).name}"
                        weights[name] = max(weights.get(name, 0), scales.weigh(seen))
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:10]
    attached = [size for survey in surveys.values() for size in survey.atlas.attachments.values()]
    with capsys.disabled():
        print("\nThe heaviest first visits, in bytes over the wire:")
        print("\n".join(f"{bytes_:>8,}  {name}" for name, bytes_ in heaviest))
        print(
            f"{len(attached)} files were met or linked to that are no pages, the largest {max(attached, default=0):,}"
        )
    assert max(attached) > 10 * HEAVIEST, "no photograph was heavy enough to show anything"
    assert heaviest[0][1] <= HEAVIEST


def test_no_route_is_forgotten(surveys: dict[str, Survey]) -> None:
    """Every route that answers to GET was visited, or is told why not."""
    visited = {seen.route for survey in surveys.values() for seen in survey.atlas.pages}
    known = {name for name, route in ROUTES.items() if route.get or name == "public"}
    print("Visited:", ", ".join(sorted(visited)))
    assert sorted(known - visited) == sorted(NOT_PAGES)
