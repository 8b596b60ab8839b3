"""Filling in a form wrongly, whatever it asks."""

from __future__ import annotations

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
    "textarea": "A word",
}


def asking(page: Page) -> Locator:
    """The form of the main part that asks something."""
    forms = page.locator("main form[method=post]")
    return forms.filter(has=page.locator("input:not([type=hidden]), select, textarea")).first


def leave_empty(form: Locator) -> None:
    """Take out every answer that can be taken out."""
    _each(form, lambda _kind: "", tick=False)


def answer_wrongly(form: Locator, *, at_length: bool) -> None:
    """Too long, too early, not a number that can be; and of several answers the last, which often asks for more."""
    wrong = WRONG | ({"textarea": TOO_LONG} if at_length else {})
    _each(form, lambda kind: wrong.get(kind, ""), tick=True)
    for name in {radio.get_attribute("name") for radio in form.locator("input[type=radio]").all()}:
        form.locator(f"input[type=radio][name='{name}']").last.check()


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
