"""What is looked at on every page in the browser: axe, and what axe does not look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import CDPSession, Page

from tests.journeys.keyboard import LOOK

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = {
    "runOnly": {"type": "tag", "values": RULES},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

# A desk; a small phone; and the desk's window of 1280 by 1024 with everything made four times larger.
DESK, PHONE, LARGER = (1280, 900, 1), (320, 640, 2), (320, 256, 4)

_LAYOUT = (
    """() => {
  const {look, covered} = """
    + LOOK
    + """;
  const faults = [];
  const tell = (what, element) => faults.push(what + ": " + element.outerHTML.slice(0, 160));
  const shown = (element) => element.checkVisibility({visibilityProperty: true});
  // On a phone a table that stacks hides its headings from eyes only: each cell says its own.
  const unseen = (element) => {
    const head = element.closest(".nhsuk-table-responsive thead");
    return head && getComputedStyle(head).position === "absolute";
  };
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) faults.push(`it scrolls sideways: ${root.scrollWidth} in ${innerWidth}`);
  for (const element of document.querySelectorAll("body *")) {
    if (!shown(element) || element.closest(".ws-scroll, .nhsuk-u-visually-hidden, .nhsuk-skip-link, svg *")) continue;
    if (unseen(element)) continue;
    const box = element.getBoundingClientRect();
    const out = (box) => box.width > 1 && box.height > 1 && box.right > innerWidth + 1 && box.left < innerWidth;
    if (out(box) && !out(element.parentElement.getBoundingClientRect())) tell("it sticks out to the right", element);
    const cuts = ["hidden", "clip"].includes(getComputedStyle(element).overflowX) && !element.matches("input, select, textarea");
    if (cuts && element.scrollWidth > element.clientWidth + 1) tell("it is cut off", element);
  }
  // A picture cuts off what does not fit into it, and nothing else notices.
  for (const words of document.querySelectorAll("svg text")) {
    const [box, whole] = [words.getBoundingClientRect(), words.ownerSVGElement.getBoundingClientRect()];
    const cut = box.width && (box.left < whole.left - 1 || box.right > whole.right + 1);
    if (cut && shown(words)) tell("the picture cuts it off", words);
  }
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary, audio[controls], [tabindex='0']";
  for (const element of document.querySelectorAll(stops)) {
    if (!shown(element) || element.disabled) continue;
    const box = element.getBoundingClientRect();
    const inText = getComputedStyle(element).display === "inline" && !element.closest("svg");
    const small = Math.min(box.width, box.height) < 24 && !element.matches(".nhsuk-skip-link");
    if (small && !inText) tell(`it is only ${box.width} by ${box.height}`, element);
    const before = look(element);
    element.focus();
    if (document.activeElement !== element) { tell("it does not take the focus", element); continue; }
    if (look(element) === before) tell("the focus on it cannot be seen", element);
    const over = covered(element);
    if (over) tell("the focus on it is " + over, element);
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return faults;
}"""
)


def told(faults: list[tuple[str, str]]) -> str:
    """Faults as a person wants to read them: each once, with how often and where first."""
    places = defaultdict(list)
    for place, fault in faults:
        places[_ID.sub("…", fault)].append(place)
    return "\n".join(f"{fault}\n    {len(where)} times, first on {where[0]}" for fault, where in places.items())


class Inspector:
    """Looks at the page that a browser is on, at a desk, on a phone and enlarged."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self.looks = 0

    def faults(self) -> Iterator[str]:
        """Everything that is not as it should be. What is folded away is unfolded first."""
        self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        self.page.evaluate(AXE_SCRIPT)
        for view in (DESK, PHONE, LARGER):
            self._see(view)
            where = f"at {view[0]} by {view[1]}"
            for fault in self.page.evaluate(_LAYOUT):
                yield f"{where}: {fault}"
            if view != LARGER:
                self.looks += 1
                yield from (f"{where}: {fault}" for fault in self._axe())
        self._see(DESK)  # as it is for whatever comes next

    def _see(self, view: tuple[int, int, int]) -> None:
        width, height, scale = view
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self._session.send("Emulation.setDeviceMetricsOverride", metrics)

    def _axe(self) -> Iterator[str]:
        result: dict[str, Any] = self.page.evaluate("options => axe.run(document, options)", _AXE)
        for violation in result["violations"]:
            for node in violation["nodes"]:
                yield f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['failureSummary']}"
