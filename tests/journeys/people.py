"""Somebody at a browser: what they see, and what they do with a mouse or a finger. The keyboard is in keyboard.py.

The words given to a person are those on the screen: what a button says, what a question asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Download, Locator, Page, expect

from tests.journeys.watching import Watch

PATIENCE = 60_000  # milliseconds: several journeys share the computer, and how long a page takes is not what they ask
expect.set_options(timeout=PATIENCE / 4)

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


class Person:
    """Somebody with a mouse or a finger. Everything they press or answer is found by its accessible name."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        size: dict[str, int] | None = None,
        scale: float = 1,
        scripts: bool = True,
        cookies: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport=size or DESK,
            device_scale_factor=scale,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies])
        self.address = address
        self.scripts = scripts
        self.watch = Watch(self.context, address)
        self.page: Page = self.context.new_page()

    def leaves(self) -> None:
        """Closes the browser, having met nothing that went wrong."""
        self.page.title()  # whatever is still to be told, is told now
        self.context.close()
        assert not self.watch.faults, "\n".join(self.watch.faults)

    # What they see

    def opens(self, address: str) -> None:
        """Types an address, or opens a link somebody sent."""
        self.page.goto(address if address.startswith("http") else self.address + address)

    def sees(self, *words: str) -> None:
        """Each of these words can be read on the page."""
        for text in words:
            expect(self.page.locator("body")).to_contain_text(_spaces(text), use_inner_text=True)

    def does_not_see(self, *words: str) -> None:
        """None of these words is anywhere in the page, shown or not."""
        for text in words:
            assert text not in self.page.content(), f"{text} is on the page"

    def offers(self, words: str) -> bool:
        """Whether the page has a link or button that says this."""
        return self._link_or_button(words, "main").count() > 0

    def heading(self) -> str:
        """The heading of the page."""
        return " ".join(self.page.get_by_role("heading", level=1).inner_text().split())

    def is_at(self, heading: str) -> None:
        """The page has this heading, and the browser shows it in its tab, with a mark if something is wrong."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(heading)))

    def reads_code(self) -> str:
        """The link that the page hands out."""
        return self.page.locator(".ws-code").inner_text().strip()

    def has_written(self, question: str) -> str:
        """What stands in a box."""
        return self.page.get_by_role("textbox", name=question, exact=True).input_value()

    # What they do

    def follows(self, words: str, *, where: str = "main") -> None:
        """Presses a link or button that leads to another page."""
        with self.page.expect_navigation():
            self._press(self._link_or_button(words, where))

    def presses(self, words: str) -> None:
        """Presses a button that stays on the page, if scripts run."""
        self._press(self._link_or_button(words, "main"))

    def unfolds(self, words: str) -> None:
        """Opens what is folded away."""
        self._press(self.page.get_by_text(words, exact=True).locator("xpath=ancestor::summary"))

    def writes(self, question: str, answer: str) -> None:
        """Answers a question in words."""
        self.page.get_by_role("textbox", name=question, exact=True).fill(answer)

    def gives_date(self, question: str, day: int, month: int, year: int) -> None:
        """Answers a question with a day."""
        self.page.get_by_label(question, exact=True).fill(f"{year:04}-{month:02}-{day:02}")

    def chooses(self, question: str, answer: str) -> None:
        """Chooses one of several answers that are all shown."""
        self._answer(question, answer).check()

    def ticks(self, answer: str) -> None:
        """Ticks a box."""
        self.page.get_by_role("checkbox", name=answer, exact=True).check()

    def picks(self, question: str, answer: str) -> None:
        """Picks an answer from a list."""
        self.page.get_by_label(question, exact=True).select_option(label=answer)

    def attaches(self, question: str, path: Path) -> None:
        """Chooses a file."""
        with self.page.expect_file_chooser() as choosing:
            self.page.get_by_label(question, exact=True).click()
        choosing.value.set_files(path)

    @contextmanager
    def gets_a_file(self, target: Path) -> Iterator[None]:
        """Within this, they press what gives them a file; it is kept at the target."""
        with self.watch.downloading(), self.page.expect_download() as coming:
            yield
        download: Download = coming.value
        download.save_as(target)

    def gets_file_by(self, words: str, target: Path) -> None:
        """Presses a button that gives a file."""
        with self.gets_a_file(target):
            self._press(self._link_or_button(words, "main"))

    def goes_back(self) -> None:
        """Presses Back in the browser."""
        self.page.go_back()

    # How

    def _press(self, what: Locator) -> None:
        what.click()

    def _answer(self, question: str, answer: str) -> Locator:
        group = self.page.get_by_role("group", name=question, exact=True)
        return group.get_by_role("radio", name=answer, exact=True)

    def _link_or_button(self, words: str, where: str) -> Locator:
        """The one link or button that says this; ``where`` is the main part or the name of a navigation."""
        part = self.page.get_by_role("main") if where == "main" else self.page.get_by_role("navigation", name=where)
        return part.get_by_role("link", name=words, exact=True).or_(part.get_by_role("button", name=words, exact=True))


def _spaces(text: str) -> str:
    return " ".join(text.split())
