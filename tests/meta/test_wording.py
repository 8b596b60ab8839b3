"""What people read is plain: no word of the trade, no name from inside the program, nothing that was left unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.cast import World
from tests.crawl import addresses, by_code, outside
from tests.meta.brimful import fill
from tests.meta.routes import ROUTES
from tests.meta.test_registers import choices
from tests.pages import Page, body
from wesaid.practice.fate import Why
from wesaid_web.common.registry import audit_words

NOT_ON_SCREENS = re.compile(
    r"\b(perspectives?|take[- ]?up|rungs?|stages?|comparators?|re-?bas(e|ed|ing)|PDSA|intervals?"
    r"|consumers?|non-?complian(t|ce)|hard[- ]to[- ]reach|stakeholders?|end[- ]users?|vulnerable|sufferers?"
    r"|utili[sz]e\w*|leverag\w+|onboarding|workflows?|backend|frontend|database|boolean|null|UUID|slug|queryset"
    r"|payload|instance|invalid|exception|traceback|HTTP|CSRF|Markdown|admin|user name|username|login|logout|log ?in)\b",
    re.IGNORECASE,
)
"""Words of researchers, of departments and of programmers. People who use the product are not called users in general."""

UNSAID = re.compile(
    r"\bNone\b|\bTrue\b|\bFalse\b|\[\]|\{\}|\{\{|\}\}|\{%|%\}|%\(|\bnan\b|Undefined|object at 0x|<[A-Z]\w+:"
    r"|&(lt|gt|amp|quot|#\d+);|datetime\.|\d{4}-\d\d-\d\d|Decimal"
)
"""Values that have no words, and templates that were not worked out."""

INSIDE = {value for one in choices() for value in one.values} | {one.value for one in Why}
CODES = {code for code in INSIDE if "_" in code} | set(audit_words())
CODE = re.compile(r"(?<![\w.])(?:" + "|".join(sorted(map(re.escape, CODES), key=len, reverse=True)) + r")(?!\w)")
ALONE = INSIDE - {"other", "people", "polis"}
"""Codes of a single word are words, too; by itself, in small letters, one of them is a code."""

READ_ALOUD = ("alt", "title", "aria-label", "placeholder")


def readings(page: Page) -> Iterator[str]:
    """Everything a person reads or hears: the words of the page, its title, and what is said in place of pictures."""
    yield re.sub(r"https?://\S+", "", page.words())
    for element in page.elements:
        yield from (element.attrs[name] for name in READ_ALOUD if element.attrs.get(name))


def faults(html: str) -> list[str]:
    page = Page(html)
    found = []
    for words in readings(page):
        found += [match.group(0) for match in NOT_ON_SCREENS.finditer(words)]
        found += [words[max(match.start() - 20, 0) : match.end() + 20] for match in UNSAID.finditer(words)]
        found += sorted(set(CODE.findall(words)))
    for element in page.elements:
        text = element.text
        if text in ALONE and element.name not in {"textarea", "title"}:
            found.append(f"<{element.name}> {text}")
    return found


def plain(label: str) -> str:
    """Words for a column that are no codes, and none of those looked for."""
    return "wren" if label == "people.User.email" else f"Wren {sum(map(ord, label)) % 97}"


@pytest.mark.parametrize("who", ["facilitator", "member", "observer", "anonymous", "administrator"])
def test_no_page_holds_a_word_that_is_not_for_people(who: str, world: World) -> None:
    brim = fill(plain)
    client = world.client("administrator") if who == "administrator" else brim.client(who)
    wrong: dict[str, list[str]] = {}
    places = [*outside(), *by_code(brim.project)]
    places += addresses(brim.project) if who in {"facilitator", "member"} else _once(addresses(brim.project))
    for name, address in places:
        answer = client.get(address)
        content = body(answer)
        if content.lstrip().startswith(b"<!DOCTYPE html>"):
            found = [one for one in faults(content.decode()) if not (_of_the_cast(one) and who == "administrator")]
            if found:
                wrong[f"{answer.status_code} {name} {address}"] = found
    assert wrong == {}


def _once(places: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """One address for each route: where someone may open little, one of a kind is enough."""
    return list(dict(places).items())


def test_no_refusal_and_no_form_with_mistakes_does_either(world: World) -> None:
    """Every form sent empty and with nonsense, as those who may and those who may not."""
    wrong: dict[str, list[str]] = {}
    statuses = set()
    for name, route in ROUTES.items():
        if not route.post or name in {"projects:leave", "account_logout"}:
            continue
        address = reverse(name, args=route.args(world.here))
        for who in ("facilitator", "observer", "anonymous"):
            for data in ({}, {"edition": "x", "answer": "x", "status": "x", "result": "x", "uses": "x", "email": "x"}):
                answer = world.client(who).post(address, data)
                statuses.add(answer.status_code)
                content = body(answer)
                if content.lstrip().startswith(b"<!DOCTYPE html>"):
                    found = [one for one in faults(content.decode()) if not _of_the_cast(one)]
                    if found:
                        wrong[f"{answer.status_code} {name} as {who}"] = found
    assert wrong == {}
    assert statuses >= {200, 302, 403, 404, 422}


def _of_the_cast(found: str) -> bool:
    """The cast of the tests is named after the roles."""
    return found.rpartition(" ")[2] in {"facilitator", "member", "observer", "evaluator", "payments", "concern_lead"}


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>The perspective of consumers</p>", ["perspective", "consumers"]),
        ("<p>Its fate: done_no_change</p>", ["done_no_change"]),
        ("<ul><li>doing</li></ul>", ["<ul> doing", "<li> doing"]),
        ("<p>By None on []</p>", ["By None on []", "By None on []"]),
        ('<img alt="{{ file }}">', ["{{ file }}", "{{ file }}"]),
        ("<p>trail.decided</p><p>&amp;lt;b</p>", ["trail.decided"]),
        ("<p>We are doing it: none of it is on stage directions</p>", ["stage"]),
    ],
)
def test_they_would_be_found(html: str, found: list[str]) -> None:
    told = faults(html)
    assert set(found) <= set(told)
