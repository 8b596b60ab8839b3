"""People without an account ask what a word means, and for something in another form: by nobody, and without any other right."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, let_guests_in
from tests.pages import Page, text
from tests.web.rows import everything
from wesaid_web.common.access import NotAllowed
from wesaid_web.common.models import AuditEvent
from wesaid_web.people.models import SignedIn
from wesaid_web.projects import glossary_actions
from wesaid_web.projects.models import WordQuestion
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import formats, guests
from wesaid_web.trail.models import InForm, OtherForm
from wesaid_web.trail.views import asking


def links(page: str) -> list[str]:
    """Where the two links of a page lead: a word, another form."""
    return [one.attrs["href"] for one in Page(page).all("a") if "/ask/" in one.attrs.get("href", "")]


def test_from_an_invitation_or_with_a_code_one_asks_and_whoever_facilitates_finds_it(world: World) -> None:
    here, found = world.here, let_guests_in(world.here)
    client = Client()
    pages = {
        "invitation": text(client.get(reverse("guests:say", args=[found.link]))),
        "code": text(client.get(reverse("guests:words", args=[found.token]))),
        "about": text(client.get(reverse("guests:words", args=[found.about_token]))),
    }
    for who, page in pages.items():
        of_word, of_form = links(page)
        sent = client.post(of_word, {"word": f"Pathway of {who}", "where": "On the wall"})
        assert (sent.status_code, "It is asked" in text(sent)) == (200, True)
        sent = client.post(of_form, {"what": "trail", "kind": "language", "language": "ur", "note": f"For {who}"})
        assert (sent.status_code, "It is asked" in text(sent)) == (200, True)
    glossary = text(world.client("facilitator").get(reverse("projects:glossary", args=[here.project.pk])))
    listed = text(world.client("facilitator").get(reverse("trail:formats", args=[here.project.pk])))
    for who in pages:
        assert f"Pathway of {who}" in glossary
        row = OtherForm.objects.get(note=f"For {who}")
        assert (row.page, row.language, row.asked_by, row.asked_on) == ("trail", "ur", None, timezone.localdate())
        assert reverse("trail:format", args=[here.project.pk, row.pk]) in listed


def test_nothing_is_kept_of_who_asked(world: World) -> None:
    """No session, no cookie but the seal of forms, no hour, no invitation, no words; and no row that names the question."""
    found, client = let_guests_in(world.here), Client()
    of_word, of_form = links(text(client.get(reverse("guests:say", args=[found.link]))))
    before, sessions = set(AuditEvent.objects.values_list("pk", flat=True)), SignedIn.objects.count()
    stored = everything()
    client.post(of_word, {"word": "Pathway"})
    client.post(of_form, {"what": "charter", "kind": "audio"})
    assert (SignedIn.objects.count(), set(client.cookies)) == (sessions, {"wesaid_csrf"})
    (event,) = AuditEvent.objects.exclude(pk__in=before)
    told = (event.verb, event.actor, event.subject, event.details)
    assert told == ("trail.form_asked", None, world.here.project.pk, {})
    assert event.at == timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    new = {table: rows for table, rows in everything().items() if rows != stored[table]}
    assert {"projects.WordQuestion", "trail.OtherForm"} <= set(new)
    assert set(new) <= {"projects.WordQuestion", "trail.OtherForm", "common.AuditEvent", "common.AuditHead"}


def test_the_meeting_they_were_asked_to_can_be_asked_for_and_no_other(world: World) -> None:
    here = world.here
    made = guests.invite_guests(
        project=here.project, label="", days=1, most=2, meeting=here.coming, by=here.facilitator
    )
    address = reverse("guests:ask_form", args=[asking.from_invitation(made.invitation)])
    page = text(Client().get(address))
    assert "The meeting on " in page
    assert here.coming.purpose not in page  # which they were not told yet
    Client().post(address, {"what": "meeting", "kind": "easy_read"})
    assert OtherForm.objects.filter(meeting=here.coming, kind=InForm.EASY_READ, asked_by=None).count() == 1
    without = let_guests_in(world.there)
    address = reverse("guests:ask_form", args=[asking.from_invitation(without.invitation)])
    assert Client().post(address, {"what": "meeting", "kind": "easy_read"}).status_code == 422
    forged = reverse("guests:ask_form", args=[sealed.seal_asking(world.there.project.pk, here.coming.pk)])
    assert Client().post(forged, {"what": "meeting", "kind": "easy_read"}).status_code == 422


def test_wrong_or_too_late_nothing_typed_is_lost(world: World) -> None:
    found = let_guests_in(world.here)
    token = asking.from_invitation(found.invitation)
    wrong = Client().post(reverse("guests:ask_word", args=[token]), {"word": " ", "where": "On the wall"})
    assert (wrong.status_code, Page(text(wrong)).value_of("where")) == (422, "On the wall")
    wrong = Client().post(
        reverse("guests:ask_form", args=[token]), {"what": "charter", "kind": "language", "note": "Big"}
    )
    assert (wrong.status_code, Page(text(wrong)).value_of("note")) == (422, "Big")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        late = Client().post(reverse("guests:ask_word", args=[token]), {"word": "Pathfinder", "where": "On the wall"})
    assert late.status_code == 410
    assert "Pathfinder" in text(late)
    assert "On the wall" in text(late)
    assert Client().get(reverse("guests:ask_word", args=["no-such-seal"])).status_code == 410
    assert not WordQuestion.objects.filter(word="Pathfinder").exists()


def test_so_many_wait_that_one_more_is_refused_on_the_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    token = asking.from_invitation(let_guests_in(world.here).invitation)
    monkeypatch.setattr(glossary_actions, "MOST_QUESTIONS", 0)
    monkeypatch.setattr(formats, "MOST_OPEN", 0)
    for name, data in (("ask_word", {"word": "Pathway"}), ("ask_form", {"what": "charter", "kind": "audio"})):
        answer = Client().post(reverse(f"guests:{name}", args=[token]), data)
        assert answer.status_code == 422
        assert "no more can be taken" in text(answer)


def test_words_and_decisions_cannot_be_asked_for_without_an_account_nor_a_name_be_given(world: World) -> None:
    """Whoever asks for what somebody said in another form would say whose it is."""
    here = world.here
    for of in (formats.Of(contribution=here.contribution), formats.Of(decision=here.decision)):
        with pytest.raises(NotAllowed):
            formats.ask(project=here.project, of=of, kind=InForm.AUDIO, say_who=False, by=None)
    with pytest.raises(NotAllowed):
        formats.ask(project=here.project, of=formats.Of(meeting=here.coming), kind=InForm.AUDIO, say_who=True, by=None)


def test_over_a_network_in_the_room_a_word_can_be_asked_about_and_a_need_stays_untold(
    world: World, settings: object
) -> None:
    settings.SAME_ROOM = True  # type: ignore[attr-defined]
    token = asking.from_invitation(let_guests_in(world.here).invitation)
    client = Client(REMOTE_ADDR="192.168.0.7")
    assert client.get(reverse("guests:ask_word", args=[token])).status_code == 200
    asked = client.post(
        reverse("guests:ask_form", args=[token]), {"what": "charter", "kind": "audio", "note": "I am blind"}
    )
    assert asked.status_code == 403
    assert "I am blind" in text(asked)
    assert not OtherForm.objects.filter(note="I am blind").exists()
