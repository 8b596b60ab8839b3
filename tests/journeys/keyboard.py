"""Somebody who uses the keyboard only: nothing here clicks, fills or checks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Locator

from tests.journeys.people import Person

MOST_TABS = 400  # more stops than any page has, twice
MOST_IN_ONE = 8  # a date has a stop for the day, the month, the year and the calendar

# Where the focus is now. How it looks is compared with how the same thing looks once the focus has gone on: it must differ.
LOOK = """
(() => {
  const look = (element) => {
    const parts = [[element, null], [element, "::before"], [element, "::after"]];
    for (const label of element.labels || []) parts.push([label, null], [label, "::before"], [label, "::after"]);
    for (const child of element.children) parts.push([child, null], [child, "::before"], [child, "::after"]);
    return parts.map(([part, pseudo]) => {
      const style = getComputedStyle(part, pseudo);
      const ring = style.outlineStyle === "none" || style.outlineColor.endsWith(", 0)") ? "" : style.outline;
      return [ring, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth, style.fill,
              style.stroke].join("|");
    }).join("\\n");
  };
  const covered = (element) => {
    const shown = element.labels?.length && getComputedStyle(element).opacity === "0" ? element.labels[0] : element;
    let why = "outside what is on the screen";
    for (const box of shown.getClientRects()) {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      if (right - left < 4 || bottom - top < 4) continue;
      const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      if (there && (shown.contains(there) || there.contains(shown) || there.closest("label")?.control === element)) return "";
      why = "behind " + (there ? there.outerHTML.slice(0, 80) : "nothing");
    }
    return why;
  };
  return {look, covered};
})()
"""
_FOCUS = (
    """(wanted) => {
  const {look, covered} = """
    + LOOK
    + """;
  const now = document.activeElement;
  const last = window.__focus_before;
  const unseen = last && last.element !== now && last.element.isConnected && look(last.element) === last.look
    ? last.element.outerHTML.slice(0, 120) : "";
  if (!now || now === document.body) { window.__focus_before = null; return {at: "start", unseen}; }
  const all = [...document.querySelectorAll("*")];
  // In a date, the browser itself frames the sign that opens the calendar.
  window.__focus_before = now.matches(":focus") ? {element: now, look: look(now)} : null;
  const group = wanted.type === "radio" && now.type === "radio" && now.name === wanted.name && now.form === wanted.form;
  return {at: all.indexOf(now), words: now.outerHTML.slice(0, 120), there: now === wanted, group, unseen, covered: covered(now)};
}"""
)


class KeyboardUser(Person):
    """Tab, Shift+Tab, arrows, Space, Enter, and typing.

    On the way to what they want they notice: a place where the focus cannot be seen, or is covered, or cannot be left; and
    what cannot be reached at all.
    """

    def writes(self, question: str, answer: str) -> None:
        self._tab_to(self.page.get_by_role("textbox", name=question, exact=True))
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(answer)

    def gives_date(self, question: str, day: int, month: int, year: int) -> None:
        assert day == month, "computers differ in which comes first"
        self._tab_to(self.page.get_by_label(question, exact=True))
        self.page.keyboard.type(f"{day:02}{month:02}{year:04}")

    def chooses(self, question: str, answer: str) -> None:
        wanted = self._answer(question, answer)
        self._tab_to(wanted)
        steps = 0
        while not wanted.evaluate("one => one === document.activeElement"):
            self.page.keyboard.press("ArrowDown")
            steps += 1
            assert steps < 30, f"the arrows do not lead to {answer}"
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked()

    def ticks(self, answer: str) -> None:
        wanted = self.page.get_by_role("checkbox", name=answer, exact=True)
        self._tab_to(wanted)
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked()

    def picks(self, question: str, answer: str) -> None:
        wanted = self.page.get_by_label(question, exact=True)
        self._tab_to(wanted)
        self.page.keyboard.press("Home")
        for _step in range(wanted.locator("option").count()):
            if wanted.evaluate("list => list.selectedOptions[0].label") == answer:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not lead to {answer}")

    def attaches(self, question: str, path: Path) -> None:
        self._tab_to(self.page.get_by_label(question, exact=True))
        with self.page.expect_file_chooser() as choosing:
            self.page.keyboard.press("Space")
        choosing.value.set_files(path)

    def goes_back(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Alt+ArrowLeft")

    def skips_to_the_main_part(self) -> None:
        """The first stop of a page leads past what every page has."""
        self.page.keyboard.press("Tab")
        skip = self.page.get_by_role("link", name="Skip to main content", exact=True)
        assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().top >= 0")
        self.page.keyboard.press("Enter")
        assert self.page.get_by_role("main").evaluate("main => main === document.activeElement")

    def walks(self, key: str = "Tab") -> list[int]:
        """Every stop of the page, in order, by its place in the document."""
        stops: list[int] = []
        nothing = self.page.locator("body").element_handle()
        for _step in range(MOST_TABS):
            focus = self._step(key, nothing, "the end of the page")
            if focus["at"] == "start":
                return stops
            if not stops or stops[-1] != focus["at"]:
                stops.append(focus["at"])
        raise AssertionError("the page has no end")

    def _press(self, what: Locator) -> None:
        self._tab_to(what)
        is_button = what.evaluate("one => one.tagName === 'BUTTON'")
        self.page.keyboard.press("Space" if is_button else "Enter")

    def _tab_to(self, wanted: Locator) -> None:
        handle = wanted.element_handle()
        passed_the_start = 0
        seen: set[int] = set()
        last, in_one = -1, 0
        for _step in range(MOST_TABS):
            focus = self._step("Tab", handle, str(wanted))
            if focus["at"] == "start":
                passed_the_start += 1
                seen.clear()
                assert passed_the_start < 2, f"the keyboard does not reach {wanted}"
                continue
            if focus["there"] or focus["group"]:
                return
            in_one = in_one + 1 if focus["at"] == last else 0
            assert in_one < MOST_IN_ONE, f"the focus cannot leave {focus['words']}"
            assert focus["at"] == last or focus["at"] not in seen, f"the focus goes in a circle at {focus['words']}"
            last = focus["at"]
            seen.add(last)
        raise AssertionError(f"the keyboard does not reach {wanted}")

    def _step(self, key: str, wanted: ElementHandle | None, what: str) -> dict[str, Any]:
        self.page.keyboard.press(key)
        focus: dict[str, Any] = self.page.evaluate(_FOCUS, wanted)
        assert not focus["unseen"], f"the focus cannot be seen at {focus['unseen']}"
        assert not focus.get("covered"), f"the focus is {focus['covered']} at {focus['words']} on the way to {what}"
        return focus
