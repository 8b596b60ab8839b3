"""Looking at something through a framework, and saying how the group works, on a small phone without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.people import PHONE, Person
from tests.journeys.places import look_around, path_of
from tests.journeys.servers import Server


def test_a_carer_looks_at_a_decision_and_takes_it_away_again(sandbox: Server, browser: Browser) -> None:
    bernie = Person(browser, sandbox.address, size=PHONE, scripts=False)
    project = look_around(bernie, "carer")
    bernie.opens(f"{project}decided/?result=no")
    with bernie.page.expect_navigation():
        bernie.page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()
    decision = path_of(bernie)
    bernie.opens(f"{decision}seen/")
    bernie.follows("NHS England's spectrum of involvement")
    bernie.sees("To say how an organisation works with people and communities")
    bernie.page.get_by_role("radio", name="Consult", exact=True).check()
    bernie.follows("Save")
    assert path_of(bernie) == decision
    bernie.sees("Saved. Everyone in the group sees it there.", "NHS England's spectrum of involvement: Consult")
    bernie.unfolds("Seen through: what does this mean?")
    bernie.sees("It is a way to talk about it, not a mark.", "Ask for opinions on ideas or choices.")
    bernie.follows("Change what it is seen through")
    with bernie.page.expect_navigation():
        bernie.page.get_by_role("button", name=re.compile("^Take it away.*Consult$")).click()
    bernie.sees("Taken away. You can add it again here.")
    bernie.opens(decision)
    bernie.does_not_see("spectrum of involvement: Consult")
    bernie.leaves()


def test_the_group_says_how_it_works(sandbox: Server, browser: Browser) -> None:
    ros = Person(browser, sandbox.address, size=PHONE)
    project = look_around(ros, "facilitator")
    ros.opens(f"{project}charter/")
    ros.follows("What studies report of these")
    ros.is_at("Our ways of working")
    ros.follows("Change our ways of working")
    ros.ticks("Theory of change")
    ros.follows("Save")
    ros.unfolds("Theory of change: what studies report")
    ros.sees("Kamvura 2021", "Zimbabwe", "9, 10 or 11")
    faults = list(Inspector(ros.page).faults())
    assert not faults, told([(path_of(ros), fault) for fault in faults])
    ros.leaves()
