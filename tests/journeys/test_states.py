"""Pages that no link leads to, because something has to happen first. Each is looked at like every other page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.journey import PASSWORD, sign_up
from tests.journeys.people import Person
from tests.journeys.places import administrator, invitation, look_around, path_of
from tests.journeys.servers import Server

LINK = re.compile(r"(http://\S+/account/\S+)")


@pytest.fixture
def people(browser: Browser) -> Iterator[Callable[..., Person]]:
    """Makes people, who in the end leave, having met nothing that went wrong."""
    there: list[Person] = []

    def makes(server: Server, **how: object) -> Person:
        there.append(Person(browser, server.address, **how))  # type: ignore[arg-type]
        return there[-1]

    yield makes
    for person in there:
        person.leaves()


def looks_at(person: Person) -> None:
    """There is no barrier on the page that somebody is on."""
    faults = [(path_of(person), fault) for fault in Inspector(person.page).faults()]
    assert not faults, told(faults)


def test_where_two_write_at_once(sandbox: Server, people: Callable[..., Person]) -> None:
    """Both texts are there to be read, and nothing is lost."""
    ros, ros_again = people(sandbox), people(sandbox)
    project = look_around(ros, "facilitator")
    look_around(ros_again, "facilitator")
    for list_, path, question in (
        ("charter/", "edit/", "For whom?"),
        ("did/", "edit/", "What will be done?"),
        ("changed/", "edit/", "What is different now?"),
    ):
        ros.opens(f"{project}{list_}")
        if list_ != "charter/":
            with ros.page.expect_navigation():
                ros.page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first.click()
        for person in (ros, ros_again):
            person.opens(path_of(ros).removesuffix("edit/") + path)
        ros.writes(question, "These words were first.")
        save = "Save the draft" if list_ == "charter/" else "Save"
        ros.follows(save)
        ros_again.writes(question, "And these came after them.")
        with ros_again.watch.expecting(409):
            ros_again.follows(save)
        ros_again.sees("Nothing is lost.", "These words were first.")
        assert ros_again.has_written(question) == "And these came after them."
        looks_at(ros_again)
        ros_again.follows(save)
        ros_again.sees("And these came after them.")


def test_where_something_is_hidden(sandbox: Server, people: Callable[..., Person]) -> None:
    """A facilitator and the author read it with the reason; to the others it is not there."""
    ros, bernie, priya = people(sandbox), people(sandbox), people(sandbox)
    project = look_around(bernie, "carer")
    look_around(ros, "facilitator")
    look_around(priya, "staff")
    bernie.opens(f"{project}said/new/")
    bernie.writes("What do you want to say?", "His neighbour drinks, and everybody knows it.")
    bernie.follows("Say it")
    ros.opens(path_of(bernie))
    ros.follows("Hide it from the group")
    ros.writes("Why is it hidden?", "It is about a neighbour who cannot answer.")
    ros.follows("Hide it")
    ros.sees("This is hidden from the group.")
    looks_at(ros)
    bernie.opens(path_of(bernie))
    bernie.sees("It is about a neighbour who cannot answer.", "Only you and the facilitators can read it.")
    looks_at(bernie)
    for page in ("", "mine/"):
        bernie.opens(f"{project}{page}")
        bernie.sees("It is about a neighbour who cannot answer.")
        looks_at(bernie)
    with priya.watch.expecting(404):
        priya.opens(path_of(ros))
    priya.is_at("Page not found")
    looks_at(priya)


def test_after_support_without_leaving_the_page(sandbox: Server, people: Callable[..., Person]) -> None:
    bernie = people(sandbox)
    project = look_around(bernie, "carer")
    bernie.opens(f"{project}said/?show=mine")
    bernie.page.get_by_role("button", name=re.compile("^I support this")).first.click()
    bernie.page.get_by_role("button", name=re.compile("^Take my support back")).first.wait_for()
    looks_at(bernie)


def test_where_somebody_may_not(sandbox: Server, people: Callable[..., Person]) -> None:
    bernie = people(sandbox)
    project = look_around(bernie, "carer")
    with bernie.watch.expecting(403):
        bernie.opens(f"{project}settings/")
    bernie.is_at("You cannot do that here")
    looks_at(bernie)


def test_links_that_are_handed_out(sandbox: Server, people: Callable[..., Person]) -> None:
    """An invitation, a link to sign in, a link used twice; and an account that is closed."""
    ros, runs_it, nell = people(sandbox), people(sandbox), people(sandbox)
    project = look_around(ros, "facilitator")
    nell.opens(invitation(ros, project, "Member"))
    looks_at(ros)
    nell.follows("Create an account")
    sign_up(nell, "Nell", "nell@example.org")
    looks_at(nell)
    nell.follows("Join")
    administrator(runs_it, sandbox, "Wilf")
    runs_it.opens("/account/accounts/")
    card = runs_it.page.get_by_role("listitem").filter(has_text="nell@example.org")
    with runs_it.page.expect_navigation():
        card.get_by_role("button", name="Make a sign-in link").click()
    runs_it.is_at("A sign-in link for Nell")
    looks_at(runs_it)
    link = runs_it.reads_code()
    other_phone = people(sandbox)
    other_phone.opens(link)
    looks_at(other_phone)
    other_phone.follows("Sign in")
    other_phone.is_at("Your projects")
    with nell.watch.expecting(410):
        nell.opens(link)
        nell.follows("Sign in")
    nell.is_at("This link no longer works")
    looks_at(nell)
    runs_it.opens("/account/accounts/")
    with runs_it.page.expect_navigation():
        card.get_by_role("button", name="Close the account").click()
    runs_it.sees("The account is closed.")
    looks_at(runs_it)
    nell.opens("/account/sign-in/")
    nell.writes("E-mail address", "nell@example.org")
    nell.writes("Password", PASSWORD)
    nell.follows("Sign in")
    looks_at(nell)


def test_where_there_is_e_mail(elsewhere: Server, people: Callable[..., Person]) -> None:
    """A link to sign in and a link for a new password come by e-mail; who asks too often waits."""
    runs_it, nell = people(elsewhere), people(elsewhere)
    spare = administrator(runs_it, elsewhere, "Nell")
    nell.opens("/account/sign-in/")
    nell.follows("Send me a link to sign in, without a password")
    nell.writes("E-mail address", "nell@example.org")
    nell.follows("Send me the link")
    nell.is_at("Look in your e-mail")
    looks_at(nell)
    nell.opens(elsewhere.waits_for(LINK))
    nell.is_at("Sign in")
    looks_at(nell)
    nell.follows("Sign in")
    nell.is_at("The second step")
    nell.writes("Code", spare[0])
    nell.follows("Sign in")
    nell.opens("/account/you/")
    nell.follows("Set a password")
    nell.writes("Password", PASSWORD)
    nell.writes("The same again", PASSWORD)
    nell.follows("Set my password")
    stranger = people(elsewhere)
    ask = partial(_asks_for_a_new_password, stranger)
    ask()
    looks_at(stranger)
    stranger.opens(elsewhere.waits_for(re.compile(r"(http://\S+/account/password/new/\S+)")))
    stranger.is_at("Choose a new password")
    looks_at(stranger)
    stranger.writes("New password", "short")
    with stranger.watch.allowing(422):
        stranger.follows("Change my password")
    stranger.sees("There is a problem")
    looks_at(stranger)
    with stranger.watch.expecting(429):
        for _time in range(4):
            ask()
    stranger.is_at("Please wait a few minutes")
    looks_at(stranger)


def _asks_for_a_new_password(person: Person) -> None:
    person.opens("/account/password/forgotten/")
    person.writes("E-mail address", "nell@example.org")
    person.follows("Send me the link")
