"""On paper: A4 and large print, of the overview and of the public page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.people import Person
from tests.journeys.places import look_around
from tests.journeys.servers import Server

PAPER = {"width": 672, "height": 1009}  # what the margins leave of A4, in pixels of 1/96 inch
PAPER_WIDTH_MM, MARGIN_MM = 210, 16
LARGE_PRINT = 16 * 96 / 72  # 16 points, in pixels
SEVERAL_GREYS = 30  # how far from white a pixel is before it counts as printed

_READ = """() => {
  const shown = (element) => element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  const found = {cut: [], small: [], pictures: 0, table: false, sentence: false};
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) found.cut.push(`${root.scrollWidth} wide`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode, around = words.parentElement;
    if (!words.data.trim() || !shown(around) || around.closest(".nhsuk-u-visually-hidden, script")) continue;
    const range = document.createRange();
    range.selectNodeContents(words);
    for (const box of range.getClientRects()) if (box.right > innerWidth - 1) found.cut.push(words.data.trim());
    const scale = around.closest("svg") ? around.closest("text").getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(around).fontSize) * scale;
    found.small.push([size, words.data.trim().slice(0, 60)]);
  }
  found.pictures = [...document.querySelectorAll(".ws-trail svg")].filter(shown).length;
  found.table = shown(document.querySelector("main table"));
  found.sentence = shown(document.querySelector(".ws-sentence"));
  return found;
}"""


@pytest.fixture(params=["the overview", "the overview, large print", "the public page", "the public page, large print"])
def printed(request: pytest.FixtureRequest, browser: Browser, demo: Server) -> Iterator[tuple[Person, bool]]:
    """Somebody who is about to print a page, and whether in large print."""
    person = Person(browser, demo.address, size=PAPER)
    start = look_around(person, "facilitator" if "overview" in request.param else "public")
    large = "large" in request.param
    person.opens(f"{start}?print=large" if large else start)
    person.page.emulate_media(media="print")
    yield person, large
    person.leaves()


def test_everything_is_on_the_paper(printed: tuple[Person, bool]) -> None:
    person, large = printed
    found = person.page.evaluate(_READ)
    assert found["cut"] == []
    assert (found["pictures"], found["sentence"], found["table"]) == (1, True, True)
    if large:
        assert [words for size, words in found["small"] if size < LARGE_PRINT] == []
    pages = re.findall(rb"/Type\s*/Page\b", person.page.pdf(prefer_css_page_size=True))
    assert len(pages) > 0


def test_no_sheet_is_wasted_and_no_edge_is_cut(printed: tuple[Person, bool], tmp_path: Path) -> None:
    """Looked at as pictures: something is on every page, and nothing beyond the right margin."""
    if not shutil.which("pdftoppm"):
        pytest.skip("pdftoppm is not installed here (poppler-utils)")
    person, _large = printed
    path = tmp_path / "printed.pdf"
    person.page.pdf(path=path, prefer_css_page_size=True)
    subprocess.run(["pdftoppm", "-r", "72", "-gray", "-png", path, tmp_path / "sheet"], check=True)
    sheets = sorted(tmp_path.glob("sheet*.png"))
    assert sheets
    for sheet in sheets:
        with Image.open(sheet) as picture:
            ink = picture.convert("L").point(lambda grey: 255 if grey < 255 - SEVERAL_GREYS else 0).getbbox()
            assert ink, f"{sheet.name} is empty"
            assert ink[2] <= picture.width * (1 - (MARGIN_MM - 1) / PAPER_WIDTH_MM), f"{sheet.name} is cut"
