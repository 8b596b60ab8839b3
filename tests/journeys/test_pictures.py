"""The pictures of the README, taken from the worked example as it is now.

``docs/images/trail.svg`` is compared with every run. The others are taken anew with ``make screenshots``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.people import Person
from tests.journeys.places import look_around
from tests.journeys.servers import Server

TRAIL = Path(__file__).parents[2] / "docs/images/trail.svg"
FOLDER = os.environ.get("WESAID_SCREENSHOTS", "")
TAKING = pytest.mark.skipif(not FOLDER, reason="taken with make screenshots only")
LARGEST = 200 * 1024
COLOURS = 64
WIDE, PHONE = {"width": 1100, "height": 1000}, {"width": 390, "height": 844}

_SVG = "http://www.w3.org/2000/svg"
_INK, _PAPER = "#21282b", "#fbf8f3"
_FACES = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', 'Trebuchet MS', sans-serif"
_MARGIN = 16


def trail_alone(person: Person) -> str:
    """The picture on the page as a file of its own: on paper of its own, without what only a page can do."""
    drawn = person.page.locator("svg.ws-trail__wide")
    words = " ".join(person.page.locator(".ws-sentence").inner_text().split())
    ET.register_namespace("", _SVG)
    svg = ET.fromstring(drawn.evaluate("svg => new XMLSerializer().serializeToString(svg)"))  # noqa: S314 -- our own page
    width, height = (float(number) for number in svg.attrib["viewBox"].split()[2:])
    box = (-_MARGIN, -_MARGIN, width + 2 * _MARGIN, height + 2 * _MARGIN)
    alone = ET.Element(f"{{{_SVG}}}svg", {"viewBox": " ".join(f"{number:g}" for number in box), "role": "img"})
    ET.SubElement(alone, f"{{{_SVG}}}title").text = words
    place = dict(zip(("x", "y", "width", "height"), (f"{number:g}" for number in box), strict=True))
    ET.SubElement(alone, f"{{{_SVG}}}rect", place | {"rx": "16", "fill": _PAPER})
    group = ET.SubElement(alone, f"{{{_SVG}}}g", {"font-family": _FACES, "fill": _INK})
    for part in svg.iter():
        if part.tag in {f"{{{_SVG}}}{name}" for name in ("path", "rect", "text")} and "class" not in part.attrib:
            part.tail = None
            group.append(part)
    ET.indent(alone)
    return ET.tostring(alone, encoding="unicode") + "\n"


def test_the_trail_of_the_readme_is_the_trail_of_the_example(browser: Browser, demo: Server) -> None:
    ros = Person(browser, demo.address)
    look_around(ros, "facilitator")
    now = trail_alone(ros)
    ros.leaves()
    if FOLDER:
        (Path(FOLDER) / "trail.svg").write_text(now)
    assert TRAIL.read_text() == now, "run: make screenshots"


def _overview(person: Person) -> None:
    look_around(person, "facilitator")


def _story(person: Person) -> None:
    look_around(person, "facilitator")
    person.follows("Said", where="This project")
    person.page.goto(f"{person.page.url}?q=eleven+boxes")
    with person.page.expect_navigation():
        person.page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()


def _decide(person: Person) -> None:
    project = look_around(person, "facilitator")
    person.opens(f"{project}decided/new/")
    person.ticks("And if a man has no one?")
    person.follows("Go on")
    person.chooses("What was decided?", "Try it out")
    person.writes("Why?", "Two people offered to be the number that somebody rings. It costs nothing to ask.")
    person.writes("Who decided?", "All of us at the meeting")
    person.page.locator("h1").evaluate("heading => scrollTo(0, heading.getBoundingClientRect().top - 12)")


def _public(person: Person) -> None:
    look_around(person, "public")


def _charter(person: Person) -> None:
    look_around(person, "facilitator")
    person.follows("Charter", where="This project")


@TAKING
@pytest.mark.parametrize(
    ("name", "size", "height", "goes"),
    [
        ("overview", WIDE, 1000, _overview),
        ("story", WIDE, 1330, _story),
        ("decide-phone", PHONE, 1500, _decide),
        ("public", WIDE, 1000, _public),
        ("charter", WIDE, 1000, _charter),
    ],
)
def test_pictures_of_the_readme(
    name: str, size: dict[str, int], height: int, goes: Callable[[Person], None], browser: Browser, demo: Server
) -> None:
    person = Person(browser, demo.address, size=size, scale=2)
    goes(person)
    person.page.evaluate("document.activeElement.blur()")
    person.page.set_viewport_size({"width": size["width"], "height": height})
    path = Path(FOLDER) / f"{name}.png"
    person.page.screenshot(path=path)
    person.leaves()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size <= LARGEST
