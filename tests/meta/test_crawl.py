"""The crawler of the tests opens every route that can be opened."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.cast import World
from tests.crawl import (
    BY_CODE,
    NAMED,
    NEW_EACH_TIME,
    OF_PROJECT,
    OF_ROWS,
    OUTSIDE,
    WITH_SECRET,
    WITH_SLUG,
    by_code,
    crawl,
)
from tests.meta.test_access import router
from wesaid_web.projects import reflection_actions, voice_actions
from wesaid_web.trail.actions import said


def test_every_route_that_can_be_opened_is_crawled() -> None:
    known = {*OF_PROJECT, *OF_ROWS, *OUTSIDE, *NAMED, *WITH_SECRET, *WITH_SLUG, *NEW_EACH_TIME}
    assert {name for name, view in router() if "GET" in view.access.methods} == known


def test_a_facilitator_reaches_every_kind_of_page(world: World) -> None:
    """So that a test that finds nothing did look: every route of the project answers with a page for someone."""
    here = world.here
    said.withhold_author(contribution=here.contribution, withheld=True, by=here.member)  # there is a name to show again
    voice_actions.ask_for_voice(project=here.project, by=here.facilitator)
    voice_actions.answer_voice(project=here.project, agrees=True, by=here.member)
    reflection_actions.write_own_power(answers={"decides": "The rooms"}, by=here.facilitator)
    reached = set()
    for who in ("facilitator", "member", "concern_lead"):
        reached |= {answer.route for answer in crawl(world.client(who), world.here.project) if answer.status == 200}
    assert {*OF_PROJECT, *OF_ROWS} - reached == set()


def test_somebody_without_an_account_reaches_every_kind_of_page_by_code(world: World) -> None:
    reached = {name for name, address in by_code(world.here.project) if Client().get(address).status_code == 200}
    assert Client().get(reverse("apply:apply", args=[world.here.coming_in.secret])).status_code == 200
    reached.add("apply:apply")  # its secret is kept nowhere, so no crawl finds it
    assert reached == BY_CODE
