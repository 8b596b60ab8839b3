"""Who goes where: the people as whom every page is seen, and what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image
from playwright.sync_api import Browser

from tests.journeys.journey import sign_up
from tests.journeys.people import Person
from tests.journeys.places import CHOICES, administrator, cookies_of, invitation, join_as, look_around, path_of
from tests.journeys.servers import Server
from tests.journeys.site import Atlas, Client, Seen

MANY = {"trail:one": 60, "trail:decision": 40, "trail:action": 40, "trail:change": 40, "trail:said": 30, "*": 3}
"""How many of each kind of page the facilitator of the worked example opens: everything on the trail, three of each form."""
FEW = {"trail:one": 12, "*": 2}

# Addresses that no page links to: sent by e-mail, typed, or out of date.
UNLINKED = {
    "/account/closed/": 200,
    "/account/sign-up/": 200,
    "/account/sign-in/code/": 410,
    "/account/password/forgotten/": 200,
    "/account/password/forgotten/sent/": 200,
    "/account/password/new/1-set-password/": 200,
    "/account/password/new/done/": 200,
    "/account/address/sent/": 200,
    "/account/address/unknown/": 200,
    "/account/link/": 200,
    "/account/link/unknown/": 200,
    "/join/unknown/": 410,
    "/public/unknown/": 404,
}
UNLINKED_SIGNED_IN = {"/account/again/": 200, "/account/password/set/": 200, "/account/sign-out/": 200}


# What people look for, found and not found.
SEARCHES = [
    "said/?q=home",
    "said/?q=nowhere",
    "decided/new/?q=home",
    "decided/new/?q=nowhere",
    "decided/?result=no",
    "did/?status=stopped",
    "did/?mine=yes",
    "changed/?kind=nothing",
]


@dataclass(frozen=True)
class Guest:
    """Somebody on an installation, and what keeps them signed in."""

    who: str
    server: Server
    cookies: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Survey:
    """One installation as several people saw it."""

    atlas: Atlas
    guests: dict[str, Guest]


def survey_demo(browser: Browser, demo: Server) -> Survey:
    """The worked example, through its own front door, as each of those it offers and as somebody who only reads."""
    survey = Survey(Atlas(), {})
    for who in CHOICES:
        person = Person(browser, demo.address)
        start = look_around(person, who)
        _go(survey, demo, person, who, [start], MANY if who == "facilitator" else FEW)
    _go(survey, demo, Person(browser, demo.address), "a stranger", ["/", *UNLINKED], FEW)
    return survey


def survey_more_of_demo(browser: Browser, sandbox: Server, folder: Path) -> Survey:
    """The same in the middle of things; and as an observer, and as the one who runs the installation."""
    survey = Survey(Atlas(), {})
    facilitator, carer, observer, runs_it = (Person(browser, sandbox.address) for _ in range(4))
    project = look_around(facilitator, "facilitator")
    look_around(carer, "carer")
    join_as(observer, invitation(facilitator, project, "Observer"), "Olu", "olu@example.org")
    heavy = say_with_photographs(facilitator, project, folder)
    begin_things(facilitator, project, folder)
    wait_to_go_out(facilitator, carer, project)
    offered = offer_something(facilitator, project)
    asked = ask_people(facilitator, project)
    starts = [heavy, offered, asked, project, *(project + search for search in SEARCHES)]
    _go(survey, sandbox, facilitator, "facilitator", starts, FEW)
    _go(survey, sandbox, observer, "observer", [project], FEW)
    administrator(runs_it, sandbox, "Ada")
    _go(survey, sandbox, runs_it, "administrator", ["/projects/", "/account/password/set/"], FEW)
    return survey


def ask_people(facilitator: Person, project: str) -> str:
    """A link with which people say that they would like to take part. Where it leads."""
    facilitator.opens(f"{project}joining/asked/link/new/")
    facilitator.follows("Make it")
    return facilitator.reads_code().removeprefix(facilitator.address)


def begin_things(facilitator: Person, project: str, folder: Path) -> None:
    """What a facilitator leaves half done: a draft of the charter, a private note, files at every stage."""
    facilitator.opens(f"{project}power/")
    facilitator.writes("What can I decide here that others cannot?", "When we meet, and what is written down.")
    facilitator.follows("Keep it for me")
    facilitator.opens(f"{project}charter/edit/")
    facilitator.writes("What are we here to change?", "\n".join(f"Aim {number}" for number in range(5)))
    facilitator.follows("Save the draft")
    ask_everyone(facilitator, project)
    polis = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    rows = "1543626612,x,0,1,24,3,1,Ring the day before\n1543626613,x,1,2,2,9,-1,Something rude\n"
    table = (
        "text,hat,date,support\nRing us,carer,2026-01-05,3\n,carer,2026-01-05,1\nA bus,volunteer driver,5th of May,-2\n"
    )
    for name, text in (
        ("comments.csv", polis + rows),
        ("cards.csv", table),
        ("again.csv", f"{table}A later bus,volunteer driver,2026-01-06,2\n"),  # whose hat is still to be said
        ("once more.csv", table),
    ):
        (folder / name).write_text(text)
        facilitator.opens(f"{project}import/new/")
        facilitator.attaches("Your file", folder / name)
        facilitator.follows("Go on")
        if name in {"again.csv", "once more.csv"}:
            facilitator.follows("Look at what would happen")
        if name == "once more.csv":
            facilitator.follows("Bring them in")
            facilitator.sees("1 row brought in. 2 rows were not kept.")


def wait_to_go_out(facilitator: Person, carer: Person, project: str) -> None:
    """A public page that is prepared, that somebody else is happy with, and that waits to be published."""
    facilitator.opens(f"{project}public/")
    facilitator.follows("Prepare it")
    carer.opens(f"{project}public/")
    carer.chooses("Are you happy with this page going out?", "Yes")
    carer.follows("Send my answer")
    carer.sees("Thank you. Your answer is kept.")
    carer.leaves()


def offer_something(facilitator: Person, project: str) -> str:
    """Something offered to somebody under terms that are agreed, and not answered yet. Where it is."""
    facilitator.opens(project)
    facilitator.follows("Together", where="This project")
    facilitator.follows("What you get back")
    facilitator.follows("What is to be approved and paid")
    card = facilitator.page.get_by_role("listitem").filter(has_text="Agreed on")
    with facilitator.page.expect_navigation():
        card.get_by_role("link").first.click()
    facilitator.follows("Add something they get")
    facilitator.chooses("What do they get?", "Payment")
    facilitator.writes("For what?", "The meeting in May")
    facilitator.gives_date("On which day was it?", 5, 5, 2026)
    facilitator.writes("How much, in pounds? (optional)", "25")
    facilitator.follows("Offer it")
    facilitator.sees("Offered, not answered yet")
    return path_of(facilitator)


def say_with_photographs(who: Person, project: str, folder: Path) -> str:
    """Something said with four photographs as heavy as they come: nothing in them is like what is beside it. Where it is."""
    photograph = folder / "noise.jpg"
    Image.frombytes("RGB", (2000, 1500), Random(0).randbytes(2000 * 1500 * 3)).save(photograph, quality=95)
    who.opens(f"{project}said/new/")
    who.writes("What do you want to say?", "All four walls of the waiting room")
    who.follows("Say it")
    for wall in ("first", "second", "third", "fourth"):
        who.follows("Add a photograph or recording")
        who.attaches("A photograph or a recording", photograph)
        who.writes("What is in it?", f"The {wall} wall")
        who.follows("Add it")
    who.sees("See the whole photograph", "See the photograph")
    return path_of(who)


def ask_everyone(facilitator: Person, project: str) -> str:
    """An asking that is open. Where it is."""
    facilitator.opens(f"{project}askings/new/")
    facilitator.chooses("What is it about?", "Our work together, as it is now")
    facilitator.ticks("What did we mostly do with people?")
    facilitator.follows("Open it")
    return path_of(facilitator)


def survey_empty(browser: Browser, here: Server) -> Survey:
    """A project just started, as facilitator, member and observer; and the installation for strangers."""
    survey = Survey(Atlas(), {})
    nadia, moss, otis, stranger = (Person(browser, here.address) for _ in range(4))
    nadia.opens("/account/sign-up/")
    sign_up(nadia, "Nadia", "nadia@example.org")
    nadia.follows("Start a project")
    nadia.writes("What is the project called?", "Just started")
    nadia.follows("Start")
    project = path_of(nadia)
    join_as(moss, invitation(nadia, project, "Member"), "Moss", "moss@example.org")
    join_as(otis, invitation(nadia, project, "Observer"), "Otis", "otis@example.org")
    open_link = invitation(nadia, project, "Member").removeprefix(here.address)
    slips = f"{ask_everyone(nadia, project)}slips/?slips=2"
    nadia.opens(f"{project}equal/switch/")
    nadia.follows("Ask the group")
    _go(survey, here, nadia, "facilitator", [project, slips, "/account/you/", *UNLINKED_SIGNED_IN])
    _go(survey, here, moss, "member", [project, open_link])
    _go(survey, here, otis, "observer", [project])
    _go(survey, here, stranger, "a stranger", ["/", open_link, *UNLINKED])
    return survey


def survey_with_mail(browser: Browser, elsewhere: Server) -> Survey:
    """The pages that are there only where the installation sends e-mail."""
    survey = Survey(Atlas(), {})
    _go(survey, elsewhere, Person(browser, elsewhere.address), "a stranger", ["/", *UNLINKED])
    return survey


def worth_looking_at(surveys: dict[str, Survey]) -> dict[str, list[Seen]]:
    """Pages that differ: those that hold something not yet seen on their route, whoever sees them; the fullest first.

    A page that holds only what others of its route hold, or is built of exactly the same things as one already chosen,
    is left out: a look of axe takes a second and tells nothing else.
    """
    chosen: dict[str, list[Seen]] = {name: [] for name in surveys}
    shapes: set[tuple[str, ...]] = set()
    parts: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    everything = [(name, seen) for name, survey in surveys.items() for seen in survey.atlas.pages]
    for name, seen in sorted(everything, key=lambda one: -len(one[1].page.parts)):
        shape, known = tuple(seen.page.shape), parts[seen.route]
        is_new = not seen.page.parts <= known
        known |= seen.page.parts
        if is_new and shape not in shapes:
            shapes.add(shape)
            chosen[name].append(seen)
    return chosen


def _go(
    survey: Survey, server: Server, person: Person, who: str, starts: Iterable[str], most: dict[str, int] | int = 6
) -> None:
    cookies = tuple(cookies_of(person))
    person.leaves()
    survey.guests[who] = Guest(who, server, cookies)
    with Client(server.address, cookies) as client:
        survey.atlas.crawl(client, who, starts, most)
