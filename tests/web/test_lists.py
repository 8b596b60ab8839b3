"""Every list leads to everything in it, page by page, and keeps what was asked for."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, say
from tests.pages import Page, text
from wesaid_web.trail.actions import changed, decided, did, said
from wesaid_web.trail.models import HowKnown, Result

MANY = 60


def fill(world: World, name: str) -> None:
    """Sixty of what a list shows, each with its number in its words."""
    here = world.here
    answers = decided.Answers(result=Result.GO_AHEAD, reason="x", decided_by="x", decided_on=TODAY)
    for number in range(MANY):
        words = f"Number-{number:03}"
        if name in {"trail:said", "show:mine", "trail:decide"}:
            say(here.project, here.member, words, here.hat, tags=["many"])
        elif name == "trail:decided":
            row = say(here.project, here.member, words, here.hat)
            decided.decide(project=here.project, contributions=[row], answers=answers, by=here.facilitator)
        elif name == "trail:did":
            did.add(
                project=here.project,
                what=words,
                contributions=[here.contribution],
                decision=None,
                workers=[here.member],
                others="",
                due=None,
                by=here.member,
            )
        else:
            changed.add(
                project=here.project,
                account=changed.Account(what=words, how_known=HowKnown.STORY),
                contributions=[here.contribution],
                actions=[],
                by=here.member,
            )


LISTS = {
    "trail:said": ("member", "q=Number&sort=oldest"),
    "show:mine": ("member", ""),
    "trail:decide": ("facilitator", "q=Number"),
    "trail:decided": ("member", "result=go_ahead"),
    "trail:did": ("member", "mine=yes&status=not_started"),
    "trail:changed": ("member", "kind=changed"),
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_everything_can_be_reached(world: World, name: str) -> None:
    who, query = LISTS[name]
    fill(world, name)
    client, seen = world.client(who), []
    address = f"{reverse(name, args=[world.here.project.pk])}?{query}"
    while address:
        page = Page(text(client.get(address)))
        cards = [e.text for e in page.elements if e.name in {"li", "label"} and "Number-" in e.text]
        seen += sorted({number for card in cards for number in re.findall(r"Number-\d+", card)})
        onward = [e.attrs["href"] for e in page.elements if e.attrs.get("rel") == "next"]
        address = onward[0] if onward else ""
    assert sorted(seen) == [f"Number-{number:03}" for number in range(MANY)]


def test_what_happened_goes_back_to_the_beginning(world: World) -> None:
    fill(world, "trail:did")
    client, steps = world.client("observer"), []
    address = reverse("show:happened", args=[world.here.project.pk])
    while address:
        page = Page(text(client.get(address)))
        steps += [e.text for e in page.elements if e.name == "li" and "main" in e.inside and "nav" not in e.inside]
        onward = [e.attrs["href"] for e in page.elements if e.attrs.get("rel") == "next"]
        address = onward[0] if onward else ""
    assert sum("added an action" in step for step in steps) == MANY + 1
    assert steps[-1].endswith("started the project")


@pytest.mark.parametrize("page", ["0", "-1", "99999", "99999999999999999999999", "two", "", "%00", "1.5"])
def test_a_page_that_is_not_there_is_the_nearest_one(world: World, page: str) -> None:
    for name in LISTS:
        address = reverse(name, args=[world.here.project.pk])
        assert world.client("facilitator").get(f"{address}?page={page}").status_code == 200, name


NONSENSE = [
    "%00",
    "a%00b",
    "%FF%FE",
    "'; DROP TABLE trail_contribution; --",
    "%25",
    "_",
    "\\",
    "%F0%9F%99%82",
    "x" * 5000,
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_in_the_address_is_looked_for_and_not_found(world: World, nonsense: str) -> None:
    """In every part of every query: an answer, never an error."""
    here, client = world.here, world.client("facilitator")
    names = [
        "q",
        "fate",
        "hat",
        "tag",
        "whose",
        "show",
        "sort",
        "page",
        "result",
        "status",
        "mine",
        "kind",
        "said",
        "action",
    ]
    names += ["decision", "nothing", "print", "for", "import", "about", "after", "channel", "said_on"]
    routes = [(name, []) for name in LISTS]
    routes += [
        ("trail:merge", [here.contribution.pk]),
        ("trail:action_new", []),
        ("trail:change_new", []),
        ("trail:say", []),
    ]
    query = "&".join(f"{name}={nonsense}" for name in names)
    for route, args in routes:
        answer = client.get(f"{reverse(route, args=[here.project.pk, *args])}?{query}")
        assert answer.status_code in {200, 302, 404}, route


@pytest.mark.parametrize("wild", ["%25", "_", "\\", "Words_in"])
def test_what_is_looked_for_is_taken_literally(world: World, wild: str) -> None:
    page = Page(text(world.client("member").get(reverse("trail:said", args=[world.here.project.pk]) + f"?q={wild}")))
    assert [e.text for e in page.elements if e.attrs.get("role") == "status"] == ["0 contributions match"]


@pytest.mark.parametrize("number", ["0", "3", "99999", "9999999999", "99999999999999999999999"])
def test_a_version_of_the_charter_that_is_not_there(world: World, number: str) -> None:
    base = reverse("projects:charter", args=[world.here.project.pk])
    assert world.client("facilitator").get(f"{base}{number}/").status_code == 404
    assert world.client("facilitator").post(f"{base}{number}/sign/").status_code == 404


def test_filters_find_what_they_say(world: World) -> None:
    here, client = world.here, world.client("observer")
    say(here.project, here.member, "As a carer at night", here.carer, tags=["night"])
    said.support(contribution=here.contribution, by=here.facilitator)
    address = reverse("trail:said", args=[here.project.pk])

    def found(**query: object) -> list[str]:
        return [card.text for card in Page(text(client.get(address, query))).with_class("ws-card__title")]

    tag = here.project.tags.get(name="night")
    assert found(tag=tag.pk) == ["As a carer at night"]
    assert sorted(found(hat=here.carer.pk)) == ["As a carer at night", "Paper words in Here"]
    assert found(fate="being_tried") == found(fate="did") == found(whose="we") == ["Decided words in Here"]
    assert found(q="NIGHT") == ["As a carer at night"]
    assert found(sort="support")[0] == "Words in Here"
    assert found(whose="they") == []
    assert found(show="hidden") == found()
