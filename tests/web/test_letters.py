"""Every e-mail is in the language of whoever gets it, whatever the language of whoever caused it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from tests.cast import World, tell_worry
from tests.web.test_telling import decide
from wesaid_web.common import languages
from wesaid_web.people import notices
from wesaid_web.people.models import User
from wesaid_web.privacy import erasing_actions as erasing
from wesaid_web.support.mail import remind
from wesaid_web.support.models import Concern
from wesaid_web.telling import digest
from wesaid_web.telling.models import News

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import words

APART = re.compile(r"%\(\w+\)s|%s|https?://\S+|[0-9a-f-]{36}|We Said, We Did\.?")
"""What is the same in every language, or no word of the catalogue."""
SOURCES = Path(__file__).parents[2] / "src/wesaid_web"
LONG_ENOUGH = 14
"""Letters of a piece of a sentence that is told apart from another language by itself."""


def _pieces(text: str) -> list[str]:
    return [one for one in map(str.strip, APART.split(text)) if len(one) >= LONG_ENOUGH]


ENGLISH: set[str] = set()
WELSH: set[str] = set()
for _message in words.catalogue("cy"):
    if _message.id:
        _ids = _message.id if isinstance(_message.id, tuple) else (_message.id,)
        _strings = _message.string if isinstance(_message.string, tuple) else (_message.string,)
        ENGLISH.update(piece for one in _ids for piece in _pieces(one))
        WELSH.update(piece for one in _strings for piece in _pieces(one))
BOTH = ENGLISH & WELSH


def is_in(message: mail.EmailMessage) -> str:
    """The language of an e-mail: that of the subject and of every line in it but the greeting, which has a name in it."""
    told = APART.sub("", f"{message.subject}\n{message.body}").splitlines()
    found = set()
    for line in (one.strip(" -") for one in told):
        english, welsh = (any(one in line for one in pieces - BOTH) for pieces in (ENGLISH, WELSH))
        assert english != welsh or len(line) < 2 * LONG_ENOUGH, line
        found |= {"cy"} if welsh else {"en-gb"} if english else set()
    (code,) = found
    return code


def browser(code: str) -> Client:
    client = Client()
    client.cookies[languages.COOKIE] = code
    return client


def sign_in_link(_world: World, user: User, caused_in: str) -> None:
    browser(caused_in).post("/account/link/", {"email": user.email})


def forgotten_password(_world: World, user: User, caused_in: str) -> None:
    browser(caused_in).post("/account/password/forgotten/", {"email": user.email.upper()})


def news(world: World, _user: User, caused_in: str) -> None:
    News.objects.all().delete()
    with translation.override(caused_in):
        decide(world, world.here.contribution)
        digest.send_all(timezone.localdate())


def worry(world: World, _user: User, caused_in: str) -> None:
    with translation.override(caused_in):
        tell_worry(world.here.project, world.here.facilitator)


def worry_unread(world: World, _user: User, caused_in: str) -> None:
    Concern.objects.filter(project=world.here.project).update(deputy_from=timezone.localdate() - timedelta(days=1))
    with translation.override(caused_in):
        remind()


def every_notice(_world: World, user: User, caused_in: str) -> None:
    with translation.override(caused_in):
        for verb in notices.SENTENCES:
            notices.tell(user, verb)


def erased(_world: World, user: User, caused_in: str) -> None:
    with translation.override(caused_in):
        erasing.ask(user=user, take_words=False, everywhere=True)
        erasing.carry_out_due(today=timezone.localdate() + timedelta(days=7))


KINDS: dict[str, tuple[str, Callable[[World, User, str], None]]] = {
    "sign-in link": ("member", sign_in_link),
    "forgotten password": ("member", forgotten_password),
    "news": ("member", news),
    "worry": ("concern_lead", worry),
    "worry unread": ("deputy", worry_unread),
    "how one signs in was changed": ("member", every_notice),
    "erased": ("member", erased),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("chosen", "caused_in", "written_in"), [("cy", "en-gb", "cy"), ("", "cy", "en-gb")])
def test_each_kind_is_in_the_language_of_whoever_gets_it(
    world: World, kind: str, chosen: str, caused_in: str, written_in: str
) -> None:
    """Who chose Welsh gets Welsh out of an English page or command; who chose nothing, English out of a Welsh one."""
    if kind == "forgotten password" and not chosen:
        written_in = caused_in  # they are on that page themselves, and have said nothing else
    who, cause = KINDS[kind]
    user = world.users[who]
    User.objects.filter(pk=user.pk).update(language=chosen)
    mail.outbox.clear()
    cause(world, user, caused_in)
    got = [one for one in mail.outbox if one.to == [user.email]]
    assert got
    assert {is_in(one) for one in got} == {written_in}


def test_no_other_place_writes_e_mails() -> None:
    """What sends by itself would send in the language of whoever happened to cause it."""
    found = {
        str(one.relative_to(SOURCES))
        for one in SOURCES.rglob("*.py")
        if re.search(r"send_mail\(|EmailMessage\(|EmailMultiAlternatives", one.read_text(encoding="utf-8"))
    }
    assert found == {"people/letters.py", "people/adapter.py"}
