"""A second step for signing in, in a real browser: a passkey on a key of the browser's own, an app with codes, without
JavaScript, with the keyboard only; and what somebody sees who has to have one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, CDPSession

from tests.cast import code_now
from tests.journeys.journey import PASSWORD, sign_up
from tests.journeys.keyboard import KeyboardUser
from tests.journeys.people import PHONE, Person
from tests.journeys.servers import Server, command
from tests.journeys.test_deliver import looks_at


@dataclass
class Key:
    """A key that a browser believes to be plugged in, which is touched and unlocked by itself."""

    browser: CDPSession
    name: str

    def touched(self, willing: bool) -> None:
        """Whether the person who is asked shows who they are."""
        self.browser.send("WebAuthn.setUserVerified", {"authenticatorId": self.name, "isUserVerified": willing})

    def holds(self) -> int:
        found = self.browser.send("WebAuthn.getCredentials", {"authenticatorId": self.name})
        return len(found["credentials"])


@contextmanager
def key_of(person: Person) -> Iterator[Key]:
    browser = person.context.new_cdp_session(person.page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield Key(browser, made["authenticatorId"])


def by_name(server: Server) -> str:
    """The address with a name in it: browsers make no passkeys for one of numbers."""
    return server.address.replace("127.0.0.1", "localhost")


def signs_in(person: Person, email: str) -> None:
    person.opens("/account/sign-in/")
    person.writes("E-mail address", email)
    person.writes("Password", PASSWORD)
    person.follows("Sign in")


def key_on_page(person: Person) -> str:
    """What a person types into the app."""
    return "".join(person.reads_code().split())


def test_somebody_signs_in_with_a_passkey_alone_and_removes_it(here: Server, browser: Browser) -> None:
    pat = Person(browser, by_name(here), size=PHONE)
    with key_of(pat) as key:
        pat.opens("/account/sign-up/")
        sign_up(pat, "Pat", "pat@example.org")
        pat.opens("/account/you/")
        pat.follows("A second step for signing in: a passkey, or an app that shows codes")
        pat.sees("You do not have to have one. Everybody can.")
        looks_at(pat)
        pat.follows("Add a passkey")
        if pat.heading() == "Enter your password again":
            looks_at(pat)
            pat.writes("Password", PASSWORD)
            pat.follows("Go on")
        looks_at(pat)
        pat.does_not_see("this browser does not know passkeys")
        key.touched(False)
        pat.presses("Add a passkey")
        pat.sees("That did not work, or was stopped.")
        looks_at(pat)
        key.touched(True)
        pat.follows("Add a passkey")
        pat.is_at("Keep your spare codes")
        looks_at(pat)
        assert key.holds() == 1
        pat.follows("I have kept them: go on")
        pat.sees("Chrome on Linux", "added on", "not used yet", "You have 10 spare codes left.")
        looks_at(pat)
        pat.follows("Sign out", where="Your account")
        pat.opens("/account/sign-in/")
        looks_at(pat)
        pat.follows("Sign in with a passkey")
        pat.is_at("Your projects")
        pat.follows("Sign out", where="Your account")
        signs_in(pat, "pat@example.org")
        pat.is_at("The second step")
        looks_at(pat)
        pat.follows("Use my passkey")
        pat.is_at("Your projects")
        pat.opens("/account/where/")
        pat.sees("Chrome on Linux: here", "You are signed in nowhere else.")
        looks_at(pat)
        pat.opens("/account/second-step/")
        pat.sees("last used on")
        pat.follows("Remove it (Chrome on Linux)")
        pat.sees("It is the last one you have, so your spare codes go, too.")
        looks_at(pat)
        pat.follows("Remove it")
        pat.sees("It is removed. You are signed out everywhere else.", "A passkey or an app with codes was removed.")
        pat.follows("Sign out", where="Your account")
        pat.opens("/account/sign-in/")
        with pat.watch.allowing(422):
            pat.follows("Sign in with a passkey")
        pat.is_at("That passkey did not work here")
        looks_at(pat)
    pat.leaves()


WAYS = {
    "as most people do": (Person, True),
    "without JavaScript": (Person, False),
    "keyboard only": (KeyboardUser, True),
}


@pytest.mark.parametrize("way", WAYS)
def test_somebody_with_a_power_sets_up_an_app_before_anything_else(way: str, here: Server, browser: Browser) -> None:
    """They run the site. In the address there are numbers only, so that passkeys are told to be impossible, in each way."""
    kind, scripts = WAYS[way]
    email = f"{re.sub('[^a-z]', '-', way)}@example.org"
    command("admin", email, "--name", "Ada", "--data", here.folder, "--public-url", here.address)
    link = command("admin", email, "--data", here.folder, "--public-url", here.address).split()
    address = next(word for word in link if word.startswith("http"))
    ada = kind(browser, here.address, size=PHONE, scripts=scripts)
    ada.opens(address)
    ada.follows("Sign in")
    ada.is_at("A second step for signing in")
    ada.sees("Before you go on, set up a second step. It takes about two minutes.")
    looks_at(ada)
    ada.follows("Accounts", where="Your account")
    ada.is_at("A second step for signing in")
    ada.follows("Add a passkey")
    ada.sees("This is the one thing here that needs JavaScript")
    looks_at(ada)
    ada.follows("Set up an app that shows codes instead")
    looks_at(ada)
    key = key_on_page(ada)
    with ada.watch.allowing(422):
        ada.writes("Code", "000000")
        ada.follows("Set it up")
        ada.sees("That code is not right, or it was used before.")
        looks_at(ada)
    ada.writes("Code", code_now(key))
    ada.follows("Set it up")
    ada.is_at("Keep your spare codes")
    looks_at(ada)
    spare = ada.page.locator(".ws-sparecodes li").first.inner_text()
    ada.follows("I have kept them: go on")
    ada.follows("Accounts", where="Your account") if ada.heading() != "Accounts" else None
    ada.is_at("Accounts")
    ada.opens("/account/second-step/")
    ada.follows("Make new ones")
    looks_at(ada)
    ada.opens("/account/password/set/")
    ada.writes("Password", PASSWORD)
    ada.writes("The same again", PASSWORD)
    ada.follows("Set my password")
    ada.follows("Sign out", where="Your account")
    signs_in(ada, email)
    ada.is_at("The second step")
    looks_at(ada)
    with ada.watch.allowing(422):
        ada.writes("Code", "12")
        ada.follows("Sign in")
        ada.sees("That code is not right, or it was used before.")
    ada.writes("Code", spare)
    ada.follows("Sign in")
    ada.opens("/account/again/code/")
    ada.is_at("Show once more that it is you")
    looks_at(ada)
    ada.leaves()
    command("admin", email, "--reset-second-step", "--data", here.folder, "--public-url", here.address)
