"""What is held about somebody: all of it, nobody else's, to take along; being erased by the pages; and by code."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Place, World, let_guests_in, make_user
from tests.pages import Page, text
from wesaid_web.common import erasure
from wesaid_web.common.registry import models_register
from wesaid_web.people.models import User
from wesaid_web.privacy.models import ErasureAsked
from wesaid_web.privacy.words import YOURS
from wesaid_web.projects.models import Member
from wesaid_web.trail.actions import guest_words
from wesaid_web.trail.models import Contribution

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "erasures.jsonl"
    monkeypatch.setattr(erasure, "ledger_path", lambda: path)
    return path


def copy_of(client: Client) -> tuple[dict[str, Any], str, list[str]]:
    """The copy somebody takes: for programs, to read, and which files are in it."""
    answer = client.post(reverse("yours_copy"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="your-data.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        names = archive.namelist()
        return json.loads(archive.read("your-data.json")), archive.read("your-data.html").decode(), names


THEIRS = ("Own words in Here", "A chair in Here", "Tired in Here", "A complaint in Here to the site")


def test_everything_of_theirs_is_on_the_page_and_in_the_copy(world: World) -> None:
    client = world.client("member")
    page = Page(text(client.get(reverse("yours")))).words()
    document, readable, names = copy_of(client)
    whole = json.dumps(document, ensure_ascii=False)
    for words in (*THEIRS, world.here.contribution.text, world.users["member"].email):
        assert words in page, words
        assert words in whole, words
        assert words in readable, words
    assert f"files/{Path(str(world.here.attachment.file.name)).name}" in names
    kinds = {one["what"]: one for one in document["held"]}
    assert kinds["support.Need"]["rows"][0]["member"] == "you"
    assert kinds["support.Terms"]["rows"][0]["written_by"] == "somebody else"
    assert kinds["trail.Contribution"]["seen_by"]
    assert kinds["trail.Contribution"]["kept"]


def test_every_kind_of_thing_is_told_in_words_to_whom_it_is_about() -> None:
    """“What you said”, not “something that was said”: a kind that is new needs its words."""
    theirs = {label for label, entry in models_register().items() if entry.of and not entry.apart}
    assert set(YOURS) == theirs


def test_nothing_of_other_people_and_no_worry(world: World) -> None:
    """Not their names, not what they wrote, also where it is about this person; and worries stand apart."""
    worry = world.here.concern.words
    for who in ("member", "facilitator", "concern_lead"):
        client = world.client(who)
        page = Page(text(client.get(reverse("yours")))).words()
        document, readable, _names = copy_of(client)
        for told in (page, json.dumps(document), readable):
            assert worry not in told, who
            assert f"Paper of {world.here.project.name}" not in told, who
        assert "Worries." in page
    checked = json.dumps(copy_of(world.client("facilitator"))[0])
    assert "Tired in Here" not in checked  # the facilitator wrote it down; it is about the member
    assert "A chair in Here" not in checked
    other = json.dumps(copy_of(world.client("other_member"))[0])
    assert not any(words in other for words in THEIRS)


def test_the_copy_is_made_for_whoever_is_signed_in_when_it_is_fetched(world: World) -> None:
    client = world.client("member")
    world.users["member"].is_active = False
    world.users["member"].save()
    answer = client.post(reverse("yours_copy"))
    assert answer.status_code == 403
    assert client.get(reverse("yours_copy")).status_code == 405


def two_steps(client: Client, typed: str, **chosen: str) -> Any:
    """Choose, read what goes and stays, and say that it is really you."""
    address = reverse("yours_erase")
    choice = {"words": "take", "names": "on", "when": "now", **chosen}
    second = client.post(address, choice)
    assert second.status_code == 200
    page = Page(text(second))
    assert "goes" in page.words()
    fields = {element.attrs.get("name") for element in page.elements}
    hidden = {name: page.value_of(name) for name in ("words", "names", "when") if name in fields}
    return client.post(address, {**hidden, "typed": typed})


def test_somebody_is_erased_by_the_pages(world: World) -> None:
    user, member = world.users["member"], world.here.member
    client, place = world.client("member"), world.here
    words = place.contribution.text
    assert two_steps(client, "not the password").status_code == 422
    assert User.objects.filter(pk=user.pk).exists()
    answer = two_steps(client, PASSWORD)
    asked = ErasureAsked.objects.get()
    assert answer.headers["Location"] == reverse("erased", args=[asked.pk])
    told = Page(text(client.get(answer.headers["Location"]))).words()
    assert str(asked.pk) in told
    assert client.get(reverse("yours")).status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
    assert Member.objects.get(pk=member.pk).name == ""
    group = world.client("facilitator")
    for name, args in (("trail:said", ()), ("trail:one", (place.contribution.pk,)), ("projects:people", ())):
        page = Page(text(group.get(reverse(name, args=[place.project.pk, *args])))).words()
        assert words not in page
    assert group.get(reverse("erased", args=[uuid.uuid4()])).status_code == 404


def test_in_a_week_and_taken_back(world: World) -> None:
    client = world.client("member")
    assert two_steps(client, PASSWORD, when="week", words="keep").headers["Location"] == reverse("yours")
    asked = ErasureAsked.objects.get(user=world.users["member"])
    assert (asked.take_words, asked.everywhere, asked.done_on) == (False, True, None)
    assert "Take it back" in text(client.get(reverse("yours")))
    client.post(reverse("yours_keep"))
    assert not ErasureAsked.objects.exists()


def test_without_a_password_it_is_never_done_at_once(world: World) -> None:
    """Somebody at a screen that was left open could do it, and nobody could take it back."""
    user = make_user("No password")
    user.set_unusable_password()
    user.save()
    client = Client()
    client.force_login(user)
    assert two_steps(client, user.email.upper()).headers["Location"] == reverse("yours")
    asked = ErasureAsked.objects.get(user=user)
    assert (asked.due_on - timezone.localdate()).days == 7


def test_who_facilitates_alone_is_told_what_comes_first(world: World) -> None:
    client = world.client("facilitator")
    assert "the only one who facilitates" in text(client.get(reverse("yours_erase")))
    client.post(reverse("yours_erase"), {"words": "take", "when": "now", "typed": PASSWORD})
    assert not ErasureAsked.objects.exists()


def test_for_somebody_on_paper_the_facilitator_writes_it_down(world: World) -> None:
    place, client = world.here, world.client("facilitator")
    address = reverse("privacy:erase_person", args=[place.project.pk, place.paper_person.pk])
    assert client.post(address, {"words": "take"}).status_code == 422
    client.post(address, {"words": "take", "names": "on", "how": "phone"})
    asked = ErasureAsked.objects.get(member=place.paper_person)
    assert (asked.how, asked.written_by) == ("phone", place.facilitator)
    assert "By telephone" in text(client.get(address))
    not_theirs = reverse("privacy:erase_person", args=[place.project.pk, place.member.pk])
    assert client.post(not_theirs, {"words": "take", "how": "phone"}).status_code == 404
    client.post(reverse("privacy:keep_person", args=[place.project.pk, place.paper_person.pk]))
    assert not ErasureAsked.objects.exists()


def test_with_the_code_everything_is_taken_back_and_the_code_forgotten(world: World, ledger: Path) -> None:
    place: Place = world.here
    guests, client = let_guests_in(place), Client()
    assert guests.words.text in text(client.get(reverse("guests:forget", args=[guests.token])))
    client.post(reverse("guests:forget", args=[guests.token]))
    row = Contribution.objects.get(pk=guests.words.pk)
    assert (row.withdrawn, row.guest_name, row.receipt.digest, row.receipt.more_words) == (True, "", "", "")
    answer = client.post(reverse("guests:mine"), {"code": guests.own})
    assert answer.status_code == 422
    assert [json.loads(line)["person"] for line in ledger.read_text().splitlines()] == [str(row.pk)]
    assert guest_words.forget_code(digest="") == 0
