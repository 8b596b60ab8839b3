"""Filling in a form wrongly, whatever it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from playwright.sync_api import Locator, Page

TOO_LONG_LINE, TOO_LONG = "word " * 250, "word " * 4_001  # more than any line and any box takes
FAR_AHEAD = "2999-12-31"
WRONG = {
    "email": "nobody",
    "password": "short",
    "number": "-1",
    "date": FAR_AHEAD,
    "text": TOO_LONG_LINE,
    "textarea": TOO_LONG,
}
_ENTERED = """forms => forms.flatMap(form => [...form.elements])
  .filter(one => one.name && !["hidden", "password", "file", "submit", "button"].includes(one.type))
  .filter(one => !["checkbox", "radio"].includes(one.type) || one.checked)
  .map(one => [one.name, one.value])"""


def asking(page: Page, action: str) -> Locator:
    """The first form of the main part that is sent there, as the page says it, and asks something."""
    goes_there = f"[action='{action}']" if action else ":not([action])"
    forms = page.locator(f"main form[method=post]{goes_there}")
    return forms.filter(has=page.locator("input:not([type=hidden]), select, textarea")).first


def leave_empty(form: Locator) -> None:
    """Take out every answer that can be taken out."""
    _each(form, lambda _kind: "", tick=False)


def answer_wrongly(form: Locator) -> None:
    """Too long, too early, not a number that can be; and of several answers the last, which often asks for more."""
    _each(form, lambda kind: WRONG.get(kind, ""), tick=True)
    for name in {radio.get_attribute("name") for radio in form.locator("input[type=radio]").all()}:
        form.locator(f"input[type=radio][name='{name}']").last.check()


def entered(forms: Locator) -> Counter[tuple[str, str]]:
    """What stands in forms, by the name of the question; passwords and files are not sent back to anyone."""
    return Counter((name, value) for name, value in forms.evaluate_all(_ENTERED))


def _each(form: Locator, answer: Callable[[str], str], *, tick: bool) -> None:
    form.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    for box in form.locator("input:visible:not([type=hidden]), textarea:visible").all():
        kind = box.get_attribute("type") or "textarea"
        if kind == "checkbox":
            box.set_checked(tick)
        elif kind not in {"radio", "file"}:
            box.fill(answer(kind))
    for box in form.locator("select:visible").all():
        values = [option.get_attribute("value") or "" for option in box.locator("option").all()]
        if tick or "" in values:
            box.select_option(values[-1] if tick else "")
