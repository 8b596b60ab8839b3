"""One group's project from the first page to another computer, told once; who acts, and how, is given.

Priya facilitates, at a desk. Sam cares for his mother and has a small phone. Everyone is invented.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.journeys.checks import Inspector
from tests.journeys.people import PHONE, Person
from tests.journeys.servers import Server, command

PASSWORD = "kettle harbour violin"

SAID = "Nobody told us when he would come home. We sat by the phone for two days, and Mum was frightened."
MAY_BE_PUBLIC = "Nobody told us when he would come home. We sat by the phone for two days."
ALSO_SAID = "The discharge letter uses words that we do not understand."
REFUSED = "Please pay a taxi home for everyone."
KEPT_INSIDE = "My manager says no before we have asked."

Makes = Callable[..., Person]


def sign_up(person: Person, name: str, email: str) -> None:
    """Fill in the page for a new account."""
    person.writes("What should we call you?", name)
    person.writes("E-mail address", email)
    person.writes("Password", PASSWORD)
    person.follows("Create my account")


def start_a_project(priya: Person, project: str, email: str) -> None:
    """Sign up and start a project."""
    priya.opens("/")
    priya.is_at("We said. We decided. We did. This is what changed.")
    priya.follows("Create an account")
    sign_up(priya, "Priya", email)
    priya.is_at("Your projects")
    priya.sees("You are in no project yet.")
    priya.follows("Start a project")
    priya.writes("What is the project called?", project)
    priya.follows("Start")
    priya.is_at(project)
    priya.sees("This project has no charter yet.", "Nothing has been said yet.")


def name_whom_to_tell(priya: Person) -> None:
    """On the page on which that is asked: whom people can tell a worry, before anybody is invited."""
    priya.writes("Whom can people tell a worry?", "Lena")
    priya.writes("Their phone number", "01632 960 001")
    priya.writes("Who stands in for them?", "Devi")
    priya.writes("The phone number of who stands in", "01632 960 002")
    priya.writes("Whom can people turn to outside the group?", "The council’s safeguarding team")
    priya.writes("Their phone number, outside the group", "01632 960 999")
    priya.writes("When do they answer?", "Every day")
    priya.writes("What are they there for?", "If somebody is harmed, or might be")
    priya.follows("Save")
    priya.sees("Saved. Everybody here sees whom they can tell.")


def agree_a_charter(priya: Person) -> None:
    """Write the charter, put it to the group, sign up to it."""
    priya.follows("Write it")
    priya.follows("Write it")
    priya.writes("What are we here to change?", "People know when they go home, and what happens then.")
    priya.writes("For whom?", "Everyone who leaves the two wards, and whoever looks after them.")
    priya.chooses("Did the people it is for ask for this?", "Yes")
    priya.writes("How do we know?", "It was the first thing in the carers' group, three times.")
    priya.writes("Who decides what?", "We decide what we try. Money over 500 pounds: the ward manager.")
    priya.writes("How do we keep each other safe?", "What is said here stays here, unless whoever said it agrees.")
    priya.follows("Save the draft")
    priya.is_at("Draft of the charter")
    priya.sees("Version 1. Only facilitators see it", "Is it too narrow?")
    priya.follows("Put it to the group")
    priya.sees("The charter is there for everyone to read and sign up to.", "Nobody has signed up to this version yet")
    priya.follows("Sign up to it")
    priya.sees("You have signed up to the charter.")


def invite(priya: Person) -> str:
    """Make an invitation link."""
    priya.follows("People", where="This project")
    priya.follows("Invite people")
    if priya.offers("Say whom people can tell a worry"):
        priya.follows("Say whom people can tell a worry")
        name_whom_to_tell(priya)
        priya.follows("People", where="This project")
        priya.follows("Invite people")
    priya.chooses("What will they do here?", "Member")
    priya.writes("Who is it for? (optional)", "Sam, from the carers' group")
    priya.follows("Make the link")
    priya.sees("It is not shown again")
    return priya.reads_code()


def join(sam: Person, link: str, project: str, email: str) -> None:
    """Open the link on the phone, make an account, join, say which hat."""
    sam.opens(link)
    sam.is_at(project)
    sam.sees("You will be a member: you can say things")
    sam.follows("Create an account")
    sign_up(sam, "Sam", email)
    sam.is_at(project)
    sam.follows("Join")
    sam.sees("Welcome. Say which hats you wear here")
    sam.ticks("An unpaid carer")
    sam.follows("Save")
    sam.follows("Charter", where="This project")
    sam.follows("Sign up to it")
    sam.sees("Priya,", "Sam,")


def contribute(sam: Person, priya: Person, photograph: Path) -> None:
    """Sam says three things on the phone, one with a photograph; Priya says one and supports another."""
    sam.follows("Said", where="This project")
    sam.follows("Say something")
    sam.writes("What do you want to say?", SAID)
    sam.unfolds("Add a photograph or recording, tags, or keep your name back")
    sam.attaches("A photograph or a recording (optional)", photograph)
    sam.writes("What is in it?", "Our note by the phone: ward 4, who to ask")
    sam.writes("Tags (optional)", "going home, telephone")
    sam.follows("Say it")
    sam.sees("Thank you. It is on the trail", SAID, "as: An unpaid carer", "It waits to be talked about.")
    sam.sees("Our note by the phone: ward 4, who to ask")
    for words in (ALSO_SAID, REFUSED):
        sam.follows("Said", where="This project")
        sam.follows("Say something")
        sam.writes("What do you want to say?", words)
        sam.follows("Say it")
        sam.sees(words)
    priya.follows("Said", where="This project")
    priya.sees("3 contributions")
    priya.follows("Say something")
    priya.writes("What do you want to say?", KEPT_INSIDE)
    priya.chooses("As what was it said?", "Staff")
    priya.follows("Say it")
    priya.follows("Said", where="This project")
    priya.follows(SAID)
    priya.presses(f"I support this : {_start(SAID)}")
    priya.sees("1 person supports this")


def decide(priya: Person) -> None:
    """Three decisions in three answers each: try it out, go ahead, no. Who was there comes later, for one of them."""
    priya.follows("Record a decision")
    priya.chooses("What was decided?", "Try it out")
    priya.writes("Why?", "It costs nothing, and the carers will ring us if it does not work.")
    priya.writes("Who decided?", "All of us, at the meeting")
    priya.follows("Record it")
    priya.sees("The decision is recorded.", "Try it out", "All of us, at the meeting", SAID)
    priya.follows("Add who was there, and how")
    priya.ticks("Sam")
    priya.ticks("Priya")
    priya.picks("How was it decided?", "By consent: nobody had a serious objection")
    priya.follows("Save")
    priya.sees("Who was there")
    for words, result, reason, listed in (
        (ALSO_SAID, "Go ahead", "The letter is ours to change.", ""),
        (REFUSED, "No", "It would cost more than our whole budget.", "There is no money for it"),
    ):
        priya.follows("Decided", where="This project")
        priya.follows("Record a decision")
        priya.is_at("What did you decide on?")
        priya.ticks(words)
        priya.follows("Go on")
        priya.chooses("What was decided?", result)
        priya.writes("Why?", reason)
        if listed:
            priya.picks("Which of these comes closest?", listed)
        priya.writes("Who decided?", "The ward manager")
        priya.follows("Record it")
        priya.sees(result, reason)


def act(priya: Person) -> None:
    """Somebody works on what was decided: on one thing with Sam, on the other without."""
    for result, words, what, worker in (
        ("Try it out", SAID, "Ring the family the day before, by four o'clock", "Sam"),
        ("Go ahead", ALSO_SAID, "Write the letter again in plain words", "Priya"),
    ):
        priya.follows("Decided", where="This project")
        priya.follows(f"{result}: {words}")
        priya.follows("Add what somebody does")
        priya.writes("What will be done?", what)
        priya.ticks(worker)
        priya.gives_date("By when? (optional)", 5, 5, 2031)
        priya.chooses("How far is it?", "Being done")
        priya.follows("Add it")
        priya.is_at(what)
        priya.sees("The action is added.", "by 5 May 2031", worker)


def try_it_out(sam: Person) -> None:
    """A round on the phone: plan with a prediction, do, study against it, keep it; and then it is done."""
    sam.follows("Did", where="This project")
    sam.follows("Ring the family the day before, by four o'clock")
    sam.sees("It is to be tried out.")
    sam.follows("Plan a round of trying it out")
    sam.writes("What will you try?", "One ward, five families, one week.")
    sam.writes("What do you think will happen?", "Four of five will be rung in time.")
    sam.follows("Start the round")
    sam.sees("The round is planned.", "Round 1", "What we thought would happen")
    sam.follows("Write what happened")
    sam.writes("What did you do? (optional)", "We rang six families; one number was wrong.")
    sam.writes(
        "What happened, compared with what you thought? (optional)", "Five of six in time: better than we thought."
    )
    sam.chooses("What now? (optional)", "Keep it: it works")
    sam.follows("Save")
    sam.sees("Round 1: Keep it: it works", "Five of six in time")
    sam.follows("Say how far it is")
    sam.chooses("How far is it?", "Done")
    sam.follows("Save")
    sam.sees("Next: what changed because of it? Nothing is an answer, too.")


def say_what_changed(sam: Person, priya: Person) -> None:
    """A change with a measure; and that nothing changed, with why."""
    sam.follows("Say what changed")
    sam.writes("What is different now?", "Families are told the day before.")
    sam.writes("For whom? (optional)", "families of people on ward 4")
    sam.chooses("How do you know?", "We counted or measured it")
    sam.writes("What was counted or measured? (optional)", "Families told the day before")
    sam.writes("Before (optional)", "2 of 10")
    sam.writes("After (optional)", "8 of 10")
    sam.writes("Compared with what? (optional)", "ward 5 in the same months: 3 of 10")
    sam.follows("Record it")
    sam.sees("The change is recorded.", "2 of 10", "8 of 10", "Compared with: ward 5")
    priya.follows("Did", where="This project")
    priya.follows("Write the letter again in plain words")
    priya.follows("Say how far it is")
    priya.chooses("How far is it?", "Done")
    priya.follows("Save")
    priya.follows("Say that nothing changed")
    priya.writes("Why did nothing change, as far as you know?", "The new letter is not used on the wards yet.")
    priya.follows("Record it")
    priya.sees("Thank you for saying so. It is recorded.", "Nothing changed")


def read_the_trail(priya: Person, sam: Person) -> None:
    """Each sees what became of it: the whole in one picture and its sentence, one's own with we or they."""
    priya.follows("The trail", where="This project")
    priya.sees(*TRAIL, "For 1 of those done it is “we did”")
    sam.follows("The trail", where="This project")
    sam.sees("What became of what you said", "We said, we did", "You said, they did", "You said, they decided not to")


TRAIL = ("4 things were said.", "2 are done.", "1 was not done, and the trail says why.", "1 still waits.")
"""What the trail says in the end, wherever it is read."""


def make_public(priya: Person, sam: Person) -> str:
    """Sam agrees for one of three things, in words of his own choice, and is happy with the page; Priya publishes it."""
    sam.follows("Everything you said")
    sam.follows(SAID)
    sam.follows("May it be public?")
    sam.chooses("May this stand on the public page?", "Yes")
    sam.writes("The words that may be shown", MAY_BE_PUBLIC)
    sam.follows("Save")
    sam.sees("Saved. You can change your answer at any time.")
    priya.follows("The public page")
    priya.sees("It is off. Nobody outside the group can see anything.", "1 may be public", "3 not asked yet")
    priya.follows("Prepare it")
    priya.is_at("We said, we did")
    priya.sees("Only your group sees this.", MAY_BE_PUBLIC)
    priya.follows("Say whether you are happy with it")
    priya.sees("Somebody else in the group has to look at it first")
    sam.follows("The trail", where="This project")
    sam.follows("The public page")
    sam.follows("Look at how it would be")
    sam.follows("Say whether you are happy with it")
    sam.chooses("Are you happy with this page going out?", "Yes")
    sam.follows("Send my answer")
    sam.sees("Thank you. Your answer is kept.")
    priya.follows("The trail", where="This project")
    priya.follows("The public page")
    priya.sees("Sam: happy with it")
    priya.follows("Publish it")
    priya.sees("Anyone on the internet who has the address can then read it")
    if priya.scripts:
        assert list(Inspector(priya.page).faults()) == []
    priya.follows("Publish it now")
    priya.sees("The public page is on.")
    return priya.reads_code()


def read_in_public(stranger: Person, sam: Person, address: str, project: str) -> None:
    """Somebody who is not signed in reads what was agreed, and no more; and when Sam takes it back, nothing of it."""
    stranger.opens(address)
    stranger.is_at(project)
    stranger.sees(
        MAY_BE_PUBLIC, "What we did", "We said, we did", "Families told the day before: before 2 of 10, after 8 of 10"
    )
    stranger.sees("Fewer than", "people have spoken, so no numbers are shown.")
    stranger.does_not_see("Mum was frightened", ALSO_SAID, REFUSED, KEPT_INSIDE, "Sam", "Priya")
    sam.follows("The trail", where="This project")
    sam.follows("Everything you said")
    sam.follows(SAID)
    sam.follows("You agreed that it may be public. Change that")
    sam.chooses("May this stand on the public page?", "No, keep it in the group")
    sam.follows("Save")
    stranger.opens(address)
    stranger.sees("Nobody has agreed yet to show their words here.")
    stranger.does_not_see(MAY_BE_PUBLIC, "Families told the day before")


def take_away(priya: Person, target: Path) -> None:
    """Take the share archive: every contribution word for word, and no names."""
    priya.follows("People", where="This project")
    priya.follows("Settings: the name, the hats, the public page, in and out")
    priya.follows("Take a share archive with you")
    priya.sees("4 contributions", "Without names.")
    priya.gets_file_by("Get the archive", target)
    with zipfile.ZipFile(target) as archive:
        document = json.loads(archive.read("project.json"))
    assert {one["text"] for one in document["contributions"]} == {SAID, ALSO_SAID, REFUSED, KEPT_INSIDE}
    assert "Priya" not in json.dumps(document)
    assert "Sam" not in json.dumps(document)


def take_elsewhere(archive: Path, elsewhere: Server, makes: Makes, project: str, email: str) -> None:
    """On another computer: bring the archive in, invite somebody with a link, and the trail is there."""
    command("trail", "import", archive, "--data", elsewhere.folder)
    words = ("--role", "facilitator", "--public-url", elsewhere.address, "--data", elsewhere.folder)
    link = command("invite", "--project", project, *words).strip()
    ada = makes(elsewhere.address)
    ada.opens(link)
    ada.is_at(project)
    ada.follows("Create an account")
    sign_up(ada, "Ada", email)
    ada.follows("Join")
    ada.follows("The trail", where="This project")
    ada.sees(*TRAIL)
    ada.follows("Changed", where="This project")
    ada.sees("Families are told the day before.", "Nothing changed: The new letter is not used on the wards yet.")
    ada.follows("Said", where="This project")
    ada.follows(SAID)
    ada.sees("Decided: Try it out", "Did: Ring the family the day before, by four o'clock", "We said, we did")
    ada.leaves()


def walk(makes: Makes, way: str, here: Server, elsewhere: Server, folder: Path, photograph: Path) -> None:
    """The whole journey. ``makes`` makes a person who acts in one of the ways; ``way`` keeps the names of runs apart."""
    project = f"Home from hospital, {way}"
    place = re.sub(r"\W+", "-", way)
    priya, sam, stranger = makes(here.address), makes(here.address, size=PHONE), makes(here.address)
    start_a_project(priya, project, f"priya.{place}@example.org")
    agree_a_charter(priya)
    join(sam, invite(priya), project, f"sam.{place}@example.org")
    contribute(sam, priya, photograph)
    decide(priya)
    act(priya)
    try_it_out(sam)
    say_what_changed(sam, priya)
    read_the_trail(priya, sam)
    read_in_public(stranger, sam, make_public(priya, sam), project)
    archive = folder / "archive.zip"
    take_away(priya, archive)
    for person in (priya, sam, stranger):
        person.leaves()
    take_elsewhere(archive, elsewhere, makes, project, f"ada.{place}@example.org")


def _start(words: str) -> str:
    """The start of what was said, as the page shortens it."""
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
