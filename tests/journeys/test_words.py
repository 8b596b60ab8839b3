"""Words: a page in Welsh with one press and no JavaScript, from right to left on a telephone, a word asked about by nobody,
a decision in easy read, and the browser's voice.
"""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.journeys.people import PHONE, Person
from tests.journeys.places import look_around
from tests.journeys.servers import Server
from tests.journeys.test_deliver import looks_at

VOICES = """
  window.spoken = [];
  const voice = {lang: "en-GB", localService: true, name: "Made up"};
  const speech = {
    paused: false,
    getVoices: () => [voice],
    speak: (one) => { window.spoken.push(one.text); window.speaking = one; },
    pause: () => { speech.paused = true; },
    resume: () => { speech.paused = false; },
    cancel: () => { window.speaking = null; },
    addEventListener: () => {},
  };
  Object.defineProperty(window, "speechSynthesis", {value: speech});
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A browser that has a voice: those that are tested with have none. It writes down what it would say."""


def test_one_press_and_the_page_is_in_welsh_without_scripts(browser: Browser, demo: Server) -> None:
    guest = Person(browser, demo.address, size=PHONE, scripts=False)
    guest.opens("/accessibility/")
    guest.page.get_by_role("button", name="Cymraeg").click()
    guest.sees("Hygyrchedd", "Rydym am i bawb yn eich grŵp allu defnyddio'r wefan hon.")
    assert guest.page.locator("html").get_attribute("lang") == "cy"
    guest.page.get_by_role("button", name="English").click()
    guest.sees("We want everyone in your group to be able to use this site.")
    guest.leaves()


def test_the_picture_of_the_trail_has_room_for_welsh_on_a_telephone(browser: Browser, demo: Server) -> None:
    """Words that are too long for one line go on below it; the look at the page finds those that are cut off."""
    person = Person(browser, demo.address, size=PHONE)
    look_around(person, "carer")
    person.page.get_by_role("button", name="Cymraeg").click()
    assert person.page.locator(".ws-trail__tall text:has(tspan[dy])").count()
    looks_at(person)
    person.leaves()


def test_a_page_from_right_to_left_fits_and_has_no_barrier(browser: Browser, demo: Server) -> None:
    for size in (PHONE, None):
        person = Person(browser, demo.address, size=size, cookies=[("wesaid_language", "ar")])
        look_around(person, "facilitator")
        person.sees("المسار", "ما قيل")
        page = person.page
        assert page.evaluate("getComputedStyle(document.documentElement).direction") == "rtl"
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        first, last = (page.locator(".ws-project__rooms a").nth(number).bounding_box() for number in (0, 1))
        assert first
        assert last
        assert first["x"] > last["x"]  # the first room stands furthest to the right
        looks_at(person)
        person.leaves()


def test_a_word_is_asked_about_and_a_decision_found_in_easy_read(browser: Browser, sandbox: Server) -> None:
    glenys, ros = (Person(browser, sandbox.address, size=PHONE) for _who in range(2))
    look_around(glenys, "service user")
    look_around(ros, "facilitator")
    glenys.follows("What does this mean?", where="About this site")
    glenys.sees("Tablets to take home.")
    glenys.follows("Ask about a word")
    looks_at(glenys)
    glenys.writes("Which word, or which sentence?", "Pathway")
    glenys.follows("Ask")
    glenys.sees("It is asked.")
    glenys.does_not_see("Pathway")
    ros.follows("What does this mean?", where="About this site")
    ros.page.get_by_role("listitem").filter(has_text="Pathway").get_by_role("button", name="Answer").click()
    ros.writes("What does it mean here?", "The way somebody goes through the hospital.")
    ros.follows("Save")
    glenys.page.reload()
    glenys.sees("Pathway", "The way somebody goes through the hospital.")
    glenys.follows("Together", where="This project")
    glenys.follows("In another form")
    looks_at(glenys)
    glenys.follows("Easy read, with pictures")
    glenys.sees("Nobody should come home to a cold house.")
    looks_at(glenys)
    for person in (glenys, ros):
        person.leaves()


def test_the_browser_reads_the_page(browser: Browser, demo: Server) -> None:
    without = Person(browser, demo.address)
    without.opens("/accessibility/")
    without.page.evaluate("Object.defineProperty(window.speechSynthesis, 'getVoices', {value: () => []})")
    expect(without.page.get_by_role("button", name="Read this page aloud")).to_have_count(0)
    without.leaves()
    person = Person(browser, demo.address)
    person.context.add_init_script(VOICES)
    person.opens("/accessibility/")
    person.page.get_by_role("button", name="Read this page aloud").press("Enter")
    pause, stop = (person.page.get_by_role("button", name=name) for name in ("Pause", "Stop"))
    expect(pause).to_be_focused()
    assert person.page.evaluate("spoken") == ["Accessibility"]
    assert person.page.evaluate("speaking.lang") == "en-gb"
    expect(person.page.locator(".ws-being-read")).to_have_text("Accessibility")
    person.page.evaluate("speaking.onend()")
    assert person.page.evaluate("spoken")[-1] == "We want everyone in your group to be able to use this site."
    pause.press("Enter")
    assert person.page.evaluate("speechSynthesis.paused")
    person.page.get_by_role("button", name="Go on reading").press("Enter")
    assert not person.page.evaluate("speechSynthesis.paused")
    looks_at(person)
    stop.focus()
    person.page.keyboard.press("Escape")
    expect(stop).to_be_hidden()
    expect(person.page.get_by_role("button", name="Read this page aloud")).to_be_focused()
    person.page.evaluate("window.ended = spoken.length")
    person.page.get_by_role("button", name="Read this page aloud").press("Enter")
    for _piece in range(80):
        person.page.evaluate("speaking && speaking.onend()")
    said = person.page.evaluate("spoken.slice(ended)")
    assert said.count("Accessibility") == 1  # each part once
    assert any(part.startswith("You should be able to use it with a keyboard only") for part in said)
    assert not any("Sign in" in part or "Read this page aloud" in part for part in said)
    person.leaves()
