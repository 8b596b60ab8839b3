"""What a word means, asked by nobody in particular; and things in another form: asked for, promised, given."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from tests.cast import TOMORROW, World
from tests.cast_rooms import recording
from tests.pages import Page, body, text
from tests.web.rows import audit_of
from wesaid_web.common import languages
from wesaid_web.common.glossary import HOUSE, house_words
from wesaid_web.common.uploads import BadFile
from wesaid_web.projects import glossary_actions as glossary
from wesaid_web.projects.models import GlossaryWord, WordQuestion
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import formats, guest_words
from wesaid_web.trail.format_queries import listed, waiting
from wesaid_web.trail.models import InForm, OtherForm


def at(world: World, name: str, *args: object, **query: object) -> str:
    return reverse(name, args=[world.here.project.pk, *args], query=query or None)


def test_a_word_is_asked_about_by_nobody_and_answered_for_everyone(world: World) -> None:
    member, lead, observer = (world.client(who) for who in ("member", "facilitator", "observer"))
    with audit_of() as told:
        answer = observer.post(at(world, "projects:glossary_ask"), {"word": "Reablement", "where": "The ward round"})
    assert answer.status_code == 302
    assert told == []  # nothing says that somebody asked, or beside whose steps
    row = WordQuestion.objects.get(word="Reablement")
    assert {field.name for field in WordQuestion._meta.fields} == {"id", "project", "word", "where", "asked_on"}
    assert row.asked_on == timezone.localdate()
    assert "Reablement" not in text(member.get(at(world, "projects:glossary")))
    shown = text(lead.get(at(world, "projects:glossary")))
    assert "Reablement" in shown
    assert "The ward round" in shown
    lead.post(at(world, "projects:word_answer", row.pk), {"word": "Reablement", "meaning": "Help to get *going* again"})
    assert not WordQuestion.objects.filter(pk=row.pk).exists()
    for client in (member, observer):
        page = client.get(at(world, "projects:glossary")).content.decode()
        assert "Reablement" in page
        assert "Help to get <em>going</em> again" in page


def test_two_who_write_the_same_word_lose_nothing(world: World) -> None:
    client, row = world.client("member"), world.here.word
    answer = client.post(at(world, "projects:word_new"), {"word": row.word.upper(), "meaning": "Mine"})
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert row.meaning in text(answer)
    glossary.write_word(
        project=world.here.project, word=row.word, meaning="Theirs", row=row, edition=1, by=world.here.facilitator
    )
    sent = {"word": row.word, "meaning": "Mine", "edition": "1"}
    answer = client.post(at(world, "projects:word_edit", row.pk), sent)
    assert answer.status_code == 409
    assert "Theirs" in text(answer)
    assert client.post(at(world, "projects:word_edit", row.pk), {**sent, "edition": "2"}).status_code == 302
    assert GlossaryWord.objects.get(pk=row.pk).meaning == "Mine"


def test_questions_do_not_fill_the_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "MOST_QUESTIONS", 1)
    with pytest.raises(glossary.TooManyQuestions):
        glossary.ask_word(project=world.here.project, word="x", where="", by=world.here.member)


def test_the_words_of_the_house_are_in_order_in_each_language() -> None:
    for code in ("en-gb", "cy"):
        with translation.override(code):
            names = [word.strip("“").casefold() for _key, word, _meaning in house_words()]
            assert names == sorted(names)
            assert len(names) == len(HOUSE) == len(set(names))
            assert [key for key, _word, _meaning in house_words() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", key)] == []


@pytest.mark.parametrize("code", ["en-gb", "cy"])
def test_a_word_explained_in_place_leads_to_its_entry(world: World, code: str) -> None:
    """In any language; and only what is a word of the house has a way there."""
    client = world.client("member")
    client.cookies[languages.COOKIE] = code
    entries = {
        one.attrs["id"]: one.text
        for one in Page(text(client.get(at(world, "projects:glossary")))).all("dt")
        if "id" in one.attrs
    }
    glossary_page = at(world, "projects:glossary")
    found = {}
    for address in (
        at(world, "projects:charter"),
        at(world, "projects:people"),
        at(world, "evaluation:asking", world.here.asking.pk),
    ):
        for link in Page(text(client.get(address))).all("a"):
            page, _hash, key = link.attrs.get("href", "").partition("#word-")
            if key:
                assert page == glossary_page
                assert entries[f"word-{key}"] == link.text
                found[key] = link.text
    assert set(found) == {"charter", "hat", "facilitator", "evaluator", "ladder"}


def test_asked_for_without_a_name_promised_late_given_and_found_beside_the_original(world: World) -> None:
    here, member, lead = world.here, world.client("member"), world.client("facilitator")
    new = at(world, "trail:format_new", said=here.contribution.pk)
    refused = member.post(new, {"kind": "language"})
    assert refused.status_code == 422  # in which language?
    with audit_of(here.project.pk) as told:
        assert member.post(new, {"kind": "language", "language": "ur", "note": "By Friday"}).status_code == 302
    row = OtherForm.objects.get(note="By Friday")
    assert (row.asked_by_id, [one.actor for one in told]) == (None, [None])
    assert here.member.name not in text(lead.get(at(world, "trail:format", row.pk))).split("Sign out")[1]
    promised = {"who": str(here.member.pk), "until": (timezone.localdate() + timedelta(days=2)).isoformat()}
    assert lead.post(at(world, "trail:format_promise", row.pk), promised).status_code == 302
    before = waiting(here.project)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert waiting(here.project) == before + 1
        assert listed(here.facilitator)[0].pk == row.pk  # what is late comes first
        lead = world.client("facilitator")
        assert "Was promised for" in text(lead.get(at(world, "trail:one", here.contribution.pk)))
    assert member.post(at(world, "trail:format_give", row.pk), {"text": "الفاظ"}).status_code == 302
    shown = member.get(at(world, "trail:format", row.pk)).content.decode()
    assert 'lang="ur" dir="rtl"' in shown
    assert "اردو" in text(member.get(at(world, "trail:one", here.contribution.pk)))


def test_who_asks_by_name_is_known_to_facilitators_only(world: World) -> None:
    address, name = at(world, "trail:format", world.here.other_form.pk), world.here.member.name
    observer, lead = text(world.client("observer").get(address)), text(world.client("facilitator").get(address))
    assert f"{name} asks for it" in lead
    assert f"{name} asks for it" not in observer


@pytest.mark.parametrize(
    ("content", "kind", "kept"),
    [
        (b"%PDF-1.7\n1 0 obj <</Type /Catalog>>", "application/pdf", "application/pdf"),
        (b"%PDF-1.7\n<</OpenAction <</S /JavaScript /JS (app.alert(1))>>>>", "application/pdf", None),
        (b"%PDF-1.7\n<</Names <</EmbeddedFiles 3 0 R>>>>", "application/pdf", None),
        (b"ID3" + bytes(99), "audio/mpeg", "audio/mpeg"),
        (bytes(4) + b"ftypisom" + bytes(99), "video/mp4", "video/mp4"),
        (bytes(4) + b"ftypisom" + bytes(99), "audio/mp4", "audio/mp4"),
        (b"<html><script>alert(1)</script>", "application/pdf", None),
        (b"PK\x03\x04" + bytes(99), "application/pdf", None),
        (b"MZ" + bytes(99), "video/mp4", None),
    ],
)
def test_a_file_is_what_it_is_and_not_what_it_is_called(
    world: World, content: bytes, kind: str, kept: str | None
) -> None:
    upload = SimpleUploadedFile("../../x.html", content, content_type=kind)
    row = world.here.other_form
    if kept is None:
        with pytest.raises(BadFile):
            formats.give(row=row, given=formats.Given(upload=upload), by=world.here.member)
        assert not OtherForm.objects.get(pk=row.pk).given_on
        return
    formats.give(row=row, given=formats.Given(upload=upload), by=world.here.member)
    answer = world.client("observer").get(at(world, "trail:format_file", row.pk))
    assert answer.headers["Content-Type"] == kept
    assert answer.headers["Content-Disposition"].startswith("attachment" if kept.endswith("pdf") else "inline")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert ".." not in answer.headers["Content-Disposition"]
    assert body(answer) == content


def test_a_refusal_has_a_reason_and_can_be_put_right(world: World) -> None:
    row, lead = world.here.other_form, world.client("facilitator")
    assert lead.post(at(world, "trail:format_refuse", row.pk), {"why": ""}).status_code == 422
    lead.post(at(world, "trail:format_refuse", row.pk), {"why": "Nobody here signs"})
    assert "Nobody here signs" in text(world.client("member").get(at(world, "trail:format", row.pk)))
    formats.promise(row=row, who=world.here.facilitator, until=TOMORROW, by=world.here.facilitator)
    row = OtherForm.objects.get(pk=row.pk)
    assert (row.state, row.refused_why) == ("promised", "")
    with pytest.raises(NotYourRole):  # of others, only a facilitator promises
        formats.promise(row=row, who=world.here.facilitator, until=TOMORROW, by=world.here.member)


def test_what_is_wrong_with_a_file_takes_nothing_else_with_it(world: World) -> None:
    row = world.here.other_form
    upload = SimpleUploadedFile("x.pdf", b"not a pdf", content_type="application/pdf")
    answer = world.client("member").post(at(world, "trail:format_give", row.pk), {"file": upload})
    assert answer.status_code == 422
    assert "This is not a file we can keep here" in text(answer)
    for wrong in (
        {},
        {"text": "x", "link": "https://example.org/"},
        {"link": "http://example.org/"},
        {"link": "javascript:1"},
    ):
        assert world.client("member").post(at(world, "trail:format_give", row.pk), wrong).status_code == 422


def test_words_that_are_taken_back_go_in_every_form(world: World, django_capture_on_commit_callbacks: object) -> None:
    from tests.cast import let_guests_in

    words = let_guests_in(world.here).words
    of = formats.Of(contribution=words)
    row = formats.ask(project=world.here.project, of=of, kind=InForm.AUDIO, say_who=False, by=world.here.member)
    formats.give(row=row, given=formats.Given(upload=recording()), by=world.here.member)
    path = Path(OtherForm.objects.get(pk=row.pk).file.path)
    assert path.exists()
    with django_capture_on_commit_callbacks() as later:  # type: ignore[operator]
        guest_words.withdraw(contribution=words)
    for step in later:
        if step.__module__ == formats.__name__:  # the rest tidies the database file, outside of a test's transaction
            step()
    assert not OtherForm.objects.filter(pk=row.pk).exists()
    assert not path.exists()


def test_one_thing_and_no_other_is_wanted_or_given() -> None:
    with pytest.raises(ValueError, match="exactly one"):
        formats.Of()
    with pytest.raises(ValueError, match="one thing"):
        formats.Given()
    with pytest.raises(ValueError, match="https"):
        formats.Given(link="http://example.org/")
