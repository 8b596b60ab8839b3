"""Getting to where something can be looked at: signed in, in a project, with links that were handed out."""

from __future__ import annotations

import re

from tests.cast import code_now
from tests.journeys.journey import name_whom_to_tell, sign_up
from tests.journeys.people import Person
from tests.journeys.servers import Server, command

CHOICES = {
    "facilitator": "the facilitator",
    "service user": "someone who uses services",
    "carer": "an unpaid carer",
    "staff": "a member of staff",
    "worries": "whom people tell a worry",
    "payments": "who pays",
    "public": "on the public page",
    "guest": "with an invitation",
    "paper": "with a slip of paper",
}
"""As whom the first page of the worked example offers to look around, and by which words on the button."""


def look_around(person: Person, who: str) -> str:
    """Look around the worked example as somebody. Where that leads, as an address without the site's."""
    person.opens("/")
    with person.page.expect_navigation():
        person.page.get_by_role("main").get_by_role("button", name=re.compile(CHOICES[who])).click()
    return path_of(person)


def path_of(person: Person) -> str:
    """Where somebody is."""
    return person.page.url.removeprefix(person.address)


def cookies_of(person: Person) -> list[tuple[str, str]]:
    """What keeps them signed in."""
    return [(cookie["name"], cookie["value"]) for cookie in person.context.cookies()]


def sets_up_an_app(person: Person) -> list[str]:
    """On the page that asks for a second step: an app with codes. Gives the spare codes."""
    person.is_at("A second step for signing in")
    person.follows("Set up an app")
    person.writes("Code", code_now("".join(person.reads_code().split())))
    person.follows("Set it up")
    person.is_at("Keep your spare codes")
    codes = person.page.locator(".ws-sparecodes li").all_inner_texts()
    person.follows("I have kept them: go on")
    return codes


def administrator(person: Person, server: Server, name: str) -> list[str]:
    """Become the one who runs the installation, with the link that the command prints. Gives spare codes of the second step,
    which nobody needs in the worked example.
    """
    address = f"{name.lower()}@example.org"
    printed = command("admin", address, "--name", name, "--public-url", server.address, "--data", server.folder)
    person.opens(re.findall(r"http\S+", printed)[-1])
    person.follows("Sign in")
    return sets_up_an_app(person) if person.heading() == "A second step for signing in" else []


def whom_to_tell(facilitator: Person, project: str, lead: str, deputy: str) -> None:
    """Say anew whom people can tell a worry, now that they have accounts here."""
    facilitator.opens(f"{project}worry/people/")
    facilitator.picks("Do they have an account here?", lead)
    facilitator.picks("Does who stands in have one?", deputy)
    name_whom_to_tell(facilitator)


def invitation(facilitator: Person, project: str, role: str) -> str:
    """A link that a facilitator hands out; ``project`` is the address of the trail."""
    facilitator.opens(f"{project}people/invite/")
    if facilitator.offers("Say whom people can tell a worry"):
        facilitator.follows("Say whom people can tell a worry")
        name_whom_to_tell(facilitator)
        facilitator.opens(f"{project}people/invite/")
    facilitator.chooses("What will they do here?", role)
    facilitator.follows("Make the link")
    return facilitator.reads_code()


def join_as(person: Person, link: str, name: str, email: str) -> None:
    """Make an account and join."""
    person.opens(link)
    person.follows("Create an account")
    sign_up(person, name, email)
    person.follows("Join")
