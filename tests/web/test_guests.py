"""Saying something without an account: with a link or a code, in one project, and nothing else."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Place, World, picture
from tests.pages import Page, text
from wesaid_web.common.codes import spoken
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.uploads import MAX_FILE_BYTES
from wesaid_web.people.models import SignedIn
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import guest_words, guests
from wesaid_web.trail.actions.guest_words import Codes, GuestSaid
from wesaid_web.trail.actions.guests import Secrets
from wesaid_web.trail.models import Attachment, Consent, Contribution, GuestInvitation, Receipt

CODE = re.compile(r"\b(?:[2-9C-Y]{3}-){3}[2-9C-Y]{3}\b")


def invited(place: Place, most: int = 30, label: str = "Tuesday’s meeting") -> Secrets:
    return guests.invite_guests(project=place.project, label=label, days=14, most=most, by=place.facilitator)


def say_something(
    invitation: GuestInvitation, words: str = "The bus stops too early", **extra: Any
) -> tuple[Contribution, Codes]:
    codes = Codes.new()
    said = GuestSaid(text=words, perspective=guest_words.hat_of_guests(invitation.project), **extra)
    return guest_words.say(invitation=invitation, said=said, codes=codes), codes


def opened(client: Client, secret: str) -> dict[str, str]:
    """The form as it is opened: what is hidden in it."""
    page = Page(text(client.get(reverse("guests:say", args=[secret]))))
    return {name: page.value_of(name) for name in ("id", "codes")}


def test_a_guest_says_something_and_gets_a_code_shown_once(world: World) -> None:
    here, client = world.here, Client()
    made = invited(here)
    form = opened(client, made.link)
    answer = client.post(reverse("guests:say", args=[made.link]), form | {"text": "The bus stops too early"})
    assert answer.status_code == 200
    row = Contribution.objects.get(text="The bus stops too early")
    (code,) = set(CODE.findall(Page(text(answer)).words().replace(" - ", "-").replace("- ", "-").replace(" -", "-")))
    assert row.receipt.digest == guest_words.digest_of(code.replace("-", ""))
    assert (row.author, row.typed_by, row.guest_name) == (None, None, "")
    assert row.perspective.code == "not_stated"
    assert row.public == Consent.NO
    assert code.replace("-", "") not in str(Receipt.objects.values())
    made.invitation.refresh_from_db()
    assert made.invitation.uses_left == 29
    assert (
        Page(text(world.client("member").get(reverse("trail:said", args=[here.project.pk]))))
        .words()
        .count("The bus stops too early")
    )


def test_a_name_a_hat_and_consent_are_kept_as_they_were_given(world: World) -> None:
    made, client = invited(world.here), Client()
    form = opened(client, made.link)
    given = {"text": "Words", "name": "Blue", "hat": world.here.carer.pk, "may_be_public": "on"}
    client.post(reverse("guests:say", args=[made.link]), form | given)
    row = Contribution.objects.get(text="Words")
    assert (row.guest_name, row.perspective, row.public) == ("Blue", world.here.carer, Consent.YES)
    assert "Blue, without an account" in text(
        world.client("observer").get(reverse("trail:one", args=[row.project_id, row.pk]))
    )


def test_nothing_ties_it_to_a_browser(world: World) -> None:
    """No session, no cookie but the seal of forms, which goes with the browser; and nothing says at what time."""
    made, client = invited(world.here), Client()
    sessions = SignedIn.objects.count()
    events = set(AuditEvent.objects.values_list("pk", flat=True))
    form = opened(client, made.link)
    client.post(reverse("guests:say", args=[made.link]), form | {"text": "Words", "photo": picture()})
    row = Contribution.objects.get(text="Words")
    token = sealed.seal_mine(sealed.Whose.OWN, row.receipt.digest)
    client.get(reverse("guests:words", args=[token]))
    assert SignedIn.objects.count() == sessions
    assert set(client.cookies) == {"wesaid_csrf"}
    assert client.cookies["wesaid_csrf"]["max-age"] == ""
    morning = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    assert row.created_at == morning
    photo = Attachment.objects.get(contribution=row)
    assert photo.uploaded_at == morning
    assert photo.uploaded_by is None
    for kept in (photo.file, photo.small):
        assert kept.storage.get_modified_time(kept.name) == morning
    (event,) = AuditEvent.objects.exclude(pk__in=events)
    assert (event.verb, event.actor, event.subject, event.details) == ("trail.guest_said", None, made.invitation.pk, {})
    assert event.at == morning


def test_sent_twice_it_is_said_once_and_shows_the_same_code(world: World) -> None:
    made, client = invited(world.here), Client()
    form = opened(client, made.link) | {"text": "Once"}
    first, second = (client.post(reverse("guests:say", args=[made.link]), form) for _time in range(2))
    assert Contribution.objects.filter(text="Once").count() == 1
    spoken_in = [Page(text(answer)).with_class("ws-spoken")[0].text for answer in (first, second)]
    assert spoken_in[0] == spoken_in[1]
    made.invitation.refresh_from_db()
    assert made.invitation.uses_left == 29


def test_several_things_hang_on_one_code_and_are_one_use(world: World) -> None:
    made, client = invited(world.here, most=1), Client()
    answer = client.post(reverse("guests:say", args=[made.link]), opened(client, made.link) | {"text": "First"})
    again = Page(text(answer)).value_of("codes")
    more = client.post(reverse("guests:say", args=[made.link]), {"another": "yes", "codes": again})
    page = Page(text(more))
    assert page.value_of("text") == ""
    client.post(
        reverse("guests:say", args=[made.link]),
        {"id": page.value_of("id"), "codes": page.value_of("codes"), "text": "Second"},
    )
    rows = Contribution.objects.filter(text__in=["First", "Second"])
    assert len({row.receipt.digest for row in rows}) == 1
    assert rows.count() == 2
    assert client.get(reverse("guests:say", args=[made.link])).status_code == 410  # used up for the next person


def test_nobody_chooses_their_code_or_takes_one_to_another_project(world: World) -> None:
    made, there = invited(world.here), invited(world.there)
    client = Client()
    address = reverse("guests:say", args=[made.link])
    foreign = opened(client, there.link)["codes"]
    for codes in ("", "H7K4WM2PX9TC", foreign, opened(client, made.link)["codes"][:-1]):
        answer = client.post(address, {"text": "Words of mine", "codes": codes, "name": "Blue"})
        assert answer.status_code == 422
        page = Page(text(answer))
        assert page.value_of("text") == "Words of mine"
        assert page.value_of("name") == "Blue"
    assert not Contribution.objects.filter(text="Words of mine").exists()


def test_enough_in_one_visit(world: World) -> None:
    made, codes = invited(world.here), Codes.new()
    hat = guest_words.hat_of_guests(world.here.project)
    for number in range(guest_words.MOST_IN_ONE_VISIT):
        guest_words.say(invitation=made.invitation, said=GuestSaid(f"Words {number}", hat), codes=codes)
    with pytest.raises(guest_words.EnoughSaid):
        guest_words.say(invitation=made.invitation, said=GuestSaid("One more", hat), codes=codes)
    form = {"codes": sealed.seal_codes(codes, world.here.project.pk), "text": "One more"}
    answer = Client().post(reverse("guests:say", args=[made.link]), form)
    assert answer.status_code == 422
    assert "Talk to the person who gave you the invitation" in text(answer)


# States of an invitation


def over_in_every_way(world: World) -> Iterator[tuple[str, str, str]]:
    """What does not work: the link's secret and the code, and why."""
    yield "unknown", "x" * 43, "222222222"
    gone = invited(world.here)
    guests.revoke_guests(invitation=gone.invitation, by=world.here.facilitator)
    yield "taken back", gone.link, gone.code
    old = invited(world.here)
    GuestInvitation.objects.filter(pk=old.invitation.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    yield "too old", old.link, old.code
    used = invited(world.here, most=1)
    say_something(used.invitation)
    yield "used up", used.link, used.code
    renewed = invited(world.here)
    guests.issue_anew(invitation=renewed.invitation, by=world.here.facilitator)
    yield "made anew", renewed.link, renewed.code


def test_wrong_expired_revoked_and_used_up_look_the_same(world: World, settings: Any) -> None:
    settings.CONTACT = "Ros, 01632 960 000"
    pages = set()
    for why, link, code in over_in_every_way(world):
        by_link = Client().get(reverse("guests:say", args=[link]))
        typed = Client(REMOTE_ADDR=f"10.0.0.{len(pages) + 1}").post(reverse("guests:join"), {"code": code}, follow=True)
        assert by_link.status_code == typed.status_code == 410, why
        pages |= {Page(text(by_link)).words(), Page(text(typed)).words()}
    (page,) = pages
    assert "Ask the person who gave it to you" in page
    assert "Ros, 01632 960 000" in page


def test_an_invitation_that_ends_while_somebody_writes_gives_the_words_back(world: World) -> None:
    made, client = invited(world.here), Client()
    form = opened(client, made.link)
    guests.revoke_guests(invitation=made.invitation, by=world.here.facilitator)
    answer = client.post(reverse("guests:say", args=[made.link]), form | {"text": "Long words of mine"})
    assert answer.status_code == 410
    made = invited(world.here, most=1)
    form = opened(client, made.link)
    say_something(made.invitation)
    answer = client.post(reverse("guests:say", args=[made.link]), form | {"text": "Long words of mine"})
    assert answer.status_code == 410
    assert "Long words of mine" in text(answer)


def test_a_code_typed_leads_to_the_form_and_works_for_a_while(world: World) -> None:
    made, client = invited(world.here), Client()
    answer = client.post(reverse("guests:join"), {"code": spoken(made.code).lower()})
    assert answer.status_code == 302
    assert made.link not in answer["Location"]
    assert "What do you want to say?" in text(client.get(answer["Location"]))
    with time_machine.travel(timezone.now() + timedelta(hours=13), tick=False):
        assert client.get(answer["Location"]).status_code == 410


def test_a_mistake_in_typing_is_told_and_not_counted(world: World) -> None:
    made, client = invited(world.here), Client(REMOTE_ADDR="10.1.1.1")
    wrong = ("3" if made.code[0] != "3" else "4") + made.code[1:]
    for _time in range(15):
        answer = client.post(reverse("guests:join"), {"code": wrong})
        assert answer.status_code == 422
        assert "One of the characters is not right" in text(answer)
    assert client.post(reverse("guests:join"), {"code": made.code}).status_code == 302


def test_guessing_is_throttled_and_a_room_is_not(world: World) -> None:
    """Fifty people in one room behind one address type the right code; somebody there guesses; the others wait, guessing ends."""
    made = invited(world.here, most=50)
    for _person in range(50):
        assert Client(REMOTE_ADDR="10.2.2.2").post(reverse("guests:join"), {"code": made.code}).status_code == 302
    answers = []
    for _guess in range(12):
        guess = guests.new_code(3)
        answers.append(Client(REMOTE_ADDR="10.2.2.2").post(reverse("guests:join"), {"code": guess}).status_code)
    assert answers == [410] * 10 + [429] * 2
    assert Client(REMOTE_ADDR="10.3.3.3").post(reverse("guests:join"), {"code": made.code}).status_code == 302


def test_codes_of_the_two_kinds_are_told_apart(world: World) -> None:
    made = invited(world.here)
    _row, codes = say_something(made.invitation)
    answer = Client().post(reverse("guests:join"), {"code": codes.own})
    assert "This is the code of something that was said" in text(answer)
    answer = Client().post(reverse("guests:mine"), {"code": made.code})
    assert "This is the code of an invitation" in text(answer)


# Photographs


def test_a_photograph_is_kept_while_the_form_is_mended_and_its_place_is_taken_out(world: World) -> None:
    made, client = invited(world.here), Client()
    address, form = reverse("guests:say", args=[made.link]), opened(client, made.link)
    answer = client.post(address, form | {"text": "", "photo": picture()})
    assert answer.status_code == 422
    kept = Page(text(answer)).value_of("kept_file")
    client.post(address, form | {"text": "What the picture shows", "kept_file": kept})
    row = Contribution.objects.get(text="What the picture shows")
    (photo,) = row.attachments.all()
    assert str(photo.pk) == kept
    assert photo.description == "What the picture shows"


def test_what_is_no_photograph_or_too_large_is_told_and_the_words_stay(world: World, monkeypatch: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    made, client = invited(world.here), Client()
    address, form = reverse("guests:say", args=[made.link]), opened(client, made.link)
    sound = SimpleUploadedFile("note.mp3", b"ID3" + b"\x00" * 50, content_type="audio/mpeg")
    answer = client.post(address, form | {"text": "My words", "photo": sound})
    assert answer.status_code == 422
    assert Page(text(answer)).value_of("text") == "My words"
    monkeypatch.setattr("wesaid_web.common.uploads.MAX_FILE_BYTES", 100)
    answer = client.post(address, form | {"text": "My words", "photo": picture()})
    assert answer.status_code == 422
    assert Page(text(answer)).value_of("text") == "My words"
    assert MAX_FILE_BYTES > 100


def test_photographs_that_wait_do_not_fill_the_disk(world: World, monkeypatch: Any) -> None:
    made, client = invited(world.here), Client()
    monkeypatch.setattr("wesaid_web.trail.actions.files.MOST_WAITING", 2)
    for number in range(4):
        form = opened(client, made.link) | {"text": "", "photo": picture()}
        answer = client.post(reverse("guests:say", args=[made.link]), form)
        assert answer.status_code == 422
        assert ("There is no room for a photograph just now" in text(answer)) == (number >= 2)
    assert Attachment.objects.filter(project=world.here.project, contribution=None).count() == 2


def test_a_photograph_of_somebody_else_cannot_be_taken(world: World) -> None:
    from wesaid_web.trail.actions import files

    made, client = invited(world.here), Client()
    waiting = files.keep(project=world.here.project, upload=picture(), by=world.here.member)
    foreign = files.keep_for_guest(project=world.there.project, upload=picture())
    for key in (waiting.pk, foreign.pk, world.here.attachment.pk, uuid.uuid4()):
        form = opened(client, made.link) | {"text": f"Words with {key}", "kept_file": str(key)}
        client.post(reverse("guests:say", args=[made.link]), form)
        assert not Contribution.objects.get(text=f"Words with {key}").attachments.exists()


# About someone else


def test_words_about_someone_else_are_thought_about_first_and_never_public(world: World) -> None:
    made, client = invited(world.here), Client()
    address, form = reverse("guests:say", args=[made.link]), opened(client, made.link)
    given = form | {"text": "My mother waits", "about_other": "on", "may_be_public": "on"}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "Before you save it: this is about someone else" in text(answer)
    assert not Contribution.objects.filter(text="My mother waits").exists()
    answer = client.post(address, given | {"thought_about": "on"})
    row = Contribution.objects.get(text="My mother waits")
    assert (row.about_other, row.public) == (True, Consent.NO)
    own, about = (
        element.text.replace("-", "").replace(" ", "") for element in Page(text(answer)).with_class("ws-spoken")
    )
    assert row.receipt.about_digest == guest_words.about_digest_of(about)
    assert own != about


def test_members_are_asked_to_think_first_too(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:say", args=[here.project.pk])
    given = {"text": "My brother fell", "hat": here.hat.pk, "about_other": "on"}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "Before you save it: this is about someone else" in text(answer)
    assert client.post(address, given | {"thought_about": "on"}).status_code == 302
    assert Contribution.objects.get(text="My brother fell").about_other


# What facilitators do


def test_an_invitation_is_shown_once_with_its_sheet(world: World, settings: Any) -> None:
    here, client = world.here, world.client("facilitator")
    new = reverse("trail:guests_new", args=[here.project.pk])
    page = Page(text(client.get(new)))
    form = {name: page.value_of(name) for name in ("id", "once", "days", "most")} | {"label": "Tuesday"}
    answer = client.post(new, form)
    made = Page(text(answer))
    row = GuestInvitation.objects.get(label="Tuesday")
    link, code = made.value_of("link"), made.value_of("code")
    assert guests.belongs(row, link, code)
    assert made.with_class("ws-qr") == []  # the tests' own address leads nowhere for others
    assert "works on this computer only" in made.words()
    assert Page(text(client.post(new, form))).value_of("code") == code  # sent twice: the same, printed ones stay good
    assert GuestInvitation.objects.filter(label="Tuesday").count() == 1
    settings.ONLY_THIS_COMPUTER, settings.PUBLIC_URL = False, "https://we.example.org"
    address = reverse("trail:guests_sheet", args=[here.project.pk, row.pk])
    for size in ("normal", "large"):
        sheet = Page(text(client.post(f"{address}?print={size}", {"link": link, "code": code})))
        assert len(sheet.with_class("ws-qr")) == 1
        assert sheet.one("html").attrs.get("class", "") == ("ws-large" if size == "large" else "")
        assert f"https://we.example.org/say/{link}/" in sheet.words()
    answer = client.post(address, {"link": "made up", "code": code})
    assert answer.status_code == 302
    assert "guests/" in answer["Location"]


def test_a_new_link_and_code_take_the_place_of_the_old(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    made = invited(here)
    _row, codes = say_something(made.invitation)
    again = reverse("trail:guests_again", args=[here.project.pk, made.invitation.pk])
    once = Page(text(client.get(again))).value_of("once")
    first, second = (Page(text(client.post(again, {"once": once}))).value_of("link") for _time in range(2))
    assert first == second != made.link
    assert Client().get(reverse("guests:say", args=[made.link])).status_code == 410
    assert Client().get(reverse("guests:say", args=[first])).status_code == 200
    assert Client().post(reverse("guests:mine"), {"code": codes.own}).status_code == 302


@pytest.mark.parametrize(("days", "most"), [(0, 5), (91, 5), (5, 0), (5, 201)])
def test_an_invitation_has_bounds(world: World, days: int, most: int) -> None:
    with pytest.raises(ValueError, match="1 to 200 people"):
        guests.invite_guests(project=world.here.project, label="", days=days, most=most, by=world.here.facilitator)
