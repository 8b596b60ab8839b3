"""Languages of the interface: chosen with one press, kept, written to people in; and what the catalogues hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import translation

from tests.cast import World
from tests.pages import Page
from tests.web.rows import audit_of
from wesaid_web.common import languages
from wesaid_web.common.jinja import day
from wesaid_web.common.markup import to_html
from wesaid_web.common.models import INSTALLATION

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import words

MAY_BE_MISSING = {"cy": 0}
"""Welsh is complete: whoever adds or rewords a sentence gives it its Welsh (`tools/words.py missing cy`, `fill cy FILE`)."""
FLOOR = {"ar": 266}
"""How many words and sentences are translated at least where a language is only started. It only goes up."""


def language(client: Client, address: str = "/about/", **extra: Any) -> tuple[str, str]:
    attrs = next(
        one.attrs for one in Page(client.get(address, **extra).content.decode()).elements if one.name == "html"
    )
    return attrs["lang"], attrs["dir"]


def test_one_press_changes_the_language_for_somebody_signed_out_and_leads_back(db: None) -> None:
    client = Client(enforce_csrf_checks=True)  # no cookie is needed first, and none is set by looking
    assert language(client) == ("en-gb", "ltr")
    assert not client.cookies
    page = client.get("/about/").content.decode()
    assert '<input type="hidden" name="next" value="/about/">' in page
    answer = client.post("/language/", {"language": "cy", "next": "/about/"})
    assert (answer.status_code, answer["Location"]) == (302, "/about/")
    assert list(client.cookies) == [languages.COOKIE]
    assert client.cookies[languages.COOKIE]["httponly"]
    assert language(client) == ("cy", "ltr")
    client.post("/language/", {"language": "ar", "next": "/"})
    assert language(client) == ("ar", "rtl")
    assert "wesaid.rtl.css" in client.get("/about/").content.decode()


def test_the_page_about_languages_leads_back_to_where_somebody_was(db: None) -> None:
    here = "http://testserver/accessibility/?x=1"
    page = Client().get("/language/", headers={"Referer": here}).content.decode()
    assert 'name="next" value="/accessibility/?x=1"' in page
    elsewhere = Client().get("/language/", headers={"Referer": "https://elsewhere.example/x"}).content.decode()
    assert "elsewhere" not in elsewhere


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"]
)
def test_the_press_leads_nowhere_else(db: None, back: str) -> None:
    assert Client().post("/language/", {"language": "cy", "next": back})["Location"] == "/"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("cy", "cy"),
        ("cy-GB,en;q=0.5", "cy"),
        ("fr,cy;q=0.8,en;q=0.2", "cy"),
        ("en-US,cy;q=0.9", "en-gb"),
        ("ar", "en-gb"),  # only started: for those who ask for it by its name
        ("", "en-gb"),
        ("*", "en-gb"),
        ("cy;q=nonsense", "en-gb"),
    ],
)
def test_the_browser_says_what_people_read(db: None, asked: str, given: str) -> None:
    assert language(Client(), headers={"Accept-Language": asked})[0] == given
    assert translation.get_language() == "en-gb"  # nothing is left behind on the thread


def test_what_is_no_language_changes_nothing(db: None) -> None:
    client = Client()
    assert client.post("/language/", {"language": "xx"}).status_code == 200
    assert not client.cookies
    client.cookies[languages.COOKIE] = "../../etc"
    assert language(client)[0] == "en-gb"


def test_a_person_keeps_their_language_and_is_written_to_in_it(world: World) -> None:
    user, client = world.here.facilitator.user, world.client("facilitator")
    assert user is not None
    with audit_of(INSTALLATION) as told:
        client.post("/language/", {"language": "cy", "next": "/"})
    user.refresh_from_db()
    assert user.language == "cy"
    assert [(one.verb, one.actor, one.subject) for one in told] == [("people.language", user.pk, user.pk)]
    another = Client()
    another.post("/account/link/", {"email": user.email})
    assert mail.outbox[-1].subject == translation_of("cy", "Your link to sign in")
    address = next(word for word in mail.outbox[-1].body.split() if "/account/link/" in word)
    another.post(address.removeprefix("http://127.0.0.1:8000"))
    assert another.cookies[languages.COOKIE].value == "cy"  # a device they never used follows them


def translation_of(code: str, text: str) -> str:
    with translation.override(code):
        return translation.gettext(text)


def test_days_and_numbers_are_those_of_the_language() -> None:
    from datetime import date

    with translation.override("cy"):
        assert day(date(2026, 11, 3)) == "3 Tachwedd 2026"
    with translation.override("ar"):
        assert day(date(2026, 11, 3)) == "3 نوفمبر 2026"
    assert day(date(2026, 11, 3)) == "3 November 2026"


def test_what_people_write_keeps_its_own_direction() -> None:
    html = to_html("مرحبا بكم\n\n- one\n- two")
    assert html.count('dir="auto"') == 2
    assert 'dir="auto"' in to_html("> said <script>x</script>")


def test_english_words_in_a_page_from_right_to_left_stand_by_themselves() -> None:
    with translation.override("ar"):
        assert languages.apart("Save it.", "Save it.") == "\u2068Save it.\u2069"
        assert languages.apart("حفظ", "Save") == "حفظ"
    assert languages.apart("Save it.", "Save it.") == "Save it."


@pytest.mark.parametrize("code", sorted(words.PLURALS))
def test_translations_hold_what_the_words_hold(code: str) -> None:
    found = words.catalogue(code)
    assert [fault for message in found if message.id for fault in words.faults(message)] == []
    assert (found.num_plurals, found.plural_expr) == words.PLURALS[code][:2]


@pytest.mark.parametrize("code", sorted(words.PLURALS))
def test_what_is_served_is_what_is_written(code: str) -> None:
    """The compiled file is the one made from the catalogue that stands beside it."""
    assert words.po(code).with_suffix(".mo").read_bytes() == words.compiled(code), "run `make words`"


def test_the_catalogues_know_every_word_and_no_other() -> None:
    source = words.collect()
    ids = {one.id for one in source if one.id}
    assert len(ids) > 3_000
    for code in words.PLURALS:
        assert {one.id for one in words.catalogue(code) if one.id} == ids, "run `make words`"
    import json

    found = words.progress(source)
    assert json.loads(words.PROGRESS.read_text(encoding="utf-8")) == found
    for code, floor in FLOOR.items():
        assert found["languages"][code]["written"] >= floor  # type: ignore[index]


@pytest.mark.parametrize("code", sorted(MAY_BE_MISSING))
def test_nothing_is_missing(code: str) -> None:
    missing = [one.id for one in words.catalogue(code) if one.id and not words.is_written(one)]
    assert len(missing) <= MAY_BE_MISSING[code], missing[:20]


def test_welsh_numbers_change_the_word_after_them() -> None:
    """Six forms, each of them used; and never an empty one."""
    with translation.override("cy"):
        for number in (0, 1, 2, 3, 6, 11):
            assert translation.ngettext("%(n)s person", "%(n)s people", number) != ""
    plural = [one for one in words.catalogue("cy") if isinstance(one.id, tuple) and words.is_written(one)]
    assert all(len(one.string) == 6 for one in plural)


def test_words_at_the_top_of_a_template_are_those_of_each_reader(world: World) -> None:
    """Templates that others take parts from are read once; their words are not."""
    address = f"/projects/{world.here.project.pk}/"
    client = world.client("member")
    for code in ("en-gb", "cy", "en-gb"):
        client.cookies[languages.COOKIE] = code
        assert f'font-weight="700">{translation_of(code, "Decided")}' in client.get(address).content.decode()


def test_a_welsh_sentence_ends_as_the_english_one_does() -> None:
    """A question stays a question; what leads on to something leads on."""
    found = []
    for message in words.catalogue("cy"):
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        for string in message.string if isinstance(message.string, tuple) else (message.string,):
            if message.id and string and not any(string[-1] == one[-1] for one in sources if one[-1] in ".?!:"):
                found += [(sources[0], string)] if all(one[-1] in ".?!:" for one in sources) else []
    assert found == []
