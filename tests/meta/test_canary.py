"""Words are kept where they belong: each column holds words of its own, and these are looked for where they must not be."""

from __future__ import annotations

import io
import json
import logging
import re
import zipfile
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from tests.cast import World, picture
from tests.crawl import addresses, crawl, outside
from tests.meta.brimful import MADE_FROM_OTHERS, Brim, columns_of_words, fill
from tests.pages import Page, body
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.registry import models_register
from wesaid_web.delivery.models import HeldRole
from wesaid_web.joining.models import Promise
from wesaid_web.joining.views.apply import seal
from wesaid_web.people.models import SignedIn
from wesaid_web.trail.views import asking
from wesaid_web.trail.views.worries import from_invitation

LABELS = [label for label in columns_of_words() if MADE_FROM_OTHERS.get(label, label) == label]
WORD = re.compile(r"zeisig[a-z]{2}q")


def word(label: str) -> str:
    """A word that stands nowhere else, one for each column."""
    place = LABELS.index(label)
    return f"zeisig{chr(97 + place // 26)}{chr(97 + place % 26)}q"


def held(text: str) -> list[str]:
    """The columns whose words stand in a text."""
    found = set(WORD.findall(unquote(text).lower()))
    return sorted(label for label in LABELS if word(label) in found)


LOGGERS = ("wesaid", "wesaid_web", "django.request", "django.security", "django.server", "django_tasks", "allauth")


def listen(caplog: pytest.LogCaptureFixture) -> None:
    """Everything these tell, down to the least. Statements with their values (django.db) are never on in the product."""
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)


IN_ADDRESSES = {"projects.Project.name"}
"""The address of the public page is made from the project's name, so that people can say it to each other."""


def test_words_are_distinct_and_found_where_they_stand() -> None:
    """So that a test that finds nothing did look."""
    assert len({word(label) for label in LABELS}) == len(LABELS) > 40
    assert held(f"x{word('trail.Tag.name').upper()}x") == ["trail.Tag.name"]
    assert held(f"?q=%7A{word('trail.Tag.name')[1:]}") == ["trail.Tag.name"]


POINTS = re.compile(r'\b(?:href|src|action|hx-post|hx-get|id|name)="([^"]*)"')


def in_cookies(client: Client) -> str:
    """What a browser keeps, unpacked: messages for the next page are sealed, not secret."""
    found = []
    for name, morsel in client.cookies.items():
        sealed = CookieStorage(HttpRequest())._decode(morsel.value) if name == "messages" else None
        found.append(str([str(one) for one in sealed]) if sealed else morsel.value)
    return " ".join(found)


def looked_at(brim: Brim) -> dict[str, dict[str, list[str]]]:
    """Everything is opened, and what is found in addresses, in cookies, and in what is sent along with a page."""
    found: dict[str, dict[str, list[str]]] = {"addresses": {}, "cookies": {}, "headers": {}}
    for who in ("facilitator", "member"):
        client = brim.client(who)
        for name, address in [*outside(), *addresses(brim.project)]:
            answer = client.get(address)
            links = [address, answer.headers.get("Location", ""), *POINTS.findall(body(answer).decode("latin-1"))]
            place = f"{name} as {who}"
            found["addresses"][place] = held(" ".join(links))
            found["cookies"][place] = held(in_cookies(client))
            found["headers"][place] = held(str(answer.headers))
    return {kind: {place: labels for place, labels in places.items() if labels} for kind, places in found.items()}


def without_the_public_address(places: dict[str, list[str]]) -> dict[str, set[str]]:
    return {place: set(labels) - IN_ADDRESSES for place, labels in places.items() if set(labels) - IN_ADDRESSES}


def test_words_stand_in_no_record_log_address_or_cookie(world: World, caplog: pytest.LogCaptureFixture) -> None:
    listen(caplog)
    brim = fill(word)
    found = looked_at(brim)
    assert without_the_public_address(found["addresses"]) == {}
    assert found["cookies"] == {}
    assert found["headers"] == {}
    assert held(json.dumps([[row.verb, row.details] for row in AuditEvent.objects.all()])) == []
    assert held(caplog.text) == []
    assert held(str([session.get_decoded() for session in SignedIn.objects.all()])) == []
    assert SignedIn.objects.exists()


def steps(brim: Brim) -> list[tuple[str, list[object], dict[str, object]]]:
    """Forms sent with words in them: what they leave behind in the browser, the session, the log and the record."""
    project, row = brim.project, brim.shared
    hat = project.perspectives.get(code="carer")
    paper = project.members.get(user=None)
    new = word("trail.Contribution.text")
    name = word("projects.Member.name")
    return [
        ("projects:settings", [], {"name": word("projects.Project.name")}),
        ("projects:hat_new", [], {"name": word("projects.Perspective.name")}),
        ("projects:me", [], {"name": name}),
        ("projects:person_new", [], {"name": name}),
        ("projects:person_edit", [paper.pk], {"name": name}),
        ("projects:invite", [], {"role": "member", "whom": word("projects.Invitation.whom"), "uses": 1}),
        ("trail:say", [], {"text": new, "hat": hat.pk, "tags": word("trail.Tag.name")}),
        ("trail:say", [], {"text": new, "hat": "none", "file": picture(), "description": new}),
        ("trail:hide", [row.pk], {"reason": word("trail.Contribution.hidden_reason")}),
        ("trail:decide", [], {"said": row.pk, "reason": word("trail.Decision.reason")}),
        ("trail:action_new", [], {"said": row.pk, "what": word("trail.Action.what"), "status": "doing"}),
        ("trail:change_new", [], {"said": row.pk, "what": word("trail.Change.what"), "how_known": "story"}),
        ("trail:import_new", [], {"file": SimpleUploadedFile(f"{new}.csv", b"\xff\x00\x01" + new.encode())}),
        *_of_care(brim),
        *_of_joining(brim),
        (
            "trail:say",
            [],
            {"text": new, "hat": hat.pk, "whose": "nobody", "guest_name": word("trail.Contribution.guest_name")},
        ),
        ("trail:slips_new", [], {"label": word("trail.SlipBatch.label"), "count": 2}),
        ("trail:slip", [], {"code": "234-567", "text": new, "guest_name": word("trail.Contribution.guest_name")}),
        ("trail:sheet_type", [1], {"text1": new}),
        ("trail:guests_new", [], {"label": word("trail.GuestInvitation.label"), "days": 14, "most": 5}),
        *_of_delivery(brim),
        ("show:answer", [], {"answer": "wait", "words": word("show.Answer.words")}),
        ("projects:remove", [paper.pk], {}),
        ("projects:leave", [], {}),
    ]


def _of_care(brim: Brim) -> list[tuple[str, list[object], dict[str, object]]]:
    words = word("support.Concern.words")
    contacts = {name: word(f"support.SafetyContacts.{name}") for name in ("lead_name", "lead_phone", "deputy_name")}
    return [
        ("support:contacts", [], {**contacts, "edition": 2}),
        ("support:concern_new", [], {"words": words, "from_saying": "yes", "text": words}),
        ("support:concern_new", [], {"words": words, "whose": "mine", "named": "without"}),
        ("support:concern_new", [], {"words": words, "who": word("support.Concern.who")}),
        ("support:need_new", [], {"helps": word("support.Need.helps"), "shown_to": "group"}),
        ("support:aftercare_new", [], {"name": word("support.AftercareContact.name"), "phone": "1"}),
        ("support:check_in_new", [], {"words": word("support.CheckIn.words")}),
    ]


def _of_joining(brim: Brim) -> list[tuple[str, list[object], dict[str, object]]]:
    project = brim.project
    waits = project.applications.filter(state="waiting").first()
    promise = Promise.objects.filter(sponsor__project=project).first()
    holder = project.members.get(user=None).pk
    reason = word("joining.Application.reason")
    return [
        ("joining:looked_new", [], {"where": word("joining.LookedPlace.where"), "on": "2026-03-10"}),
        ("joining:missing_new", [], {"said": word("joining.MissingTalk.said")}),
        ("joining:info_edit", [], {"about": word("joining.InfoSheet.about"), "after": 0}),
        ("joining:no_new", [], {"words": word("joining.SaidNo.words"), "who": word("joining.SaidNo.who")}),
        ("joining:say_why", [], {"words": word("joining.SaidNo.words"), "shown_to": "group"}),
        ("joining:application_new", [], {"name": word("joining.Application.name"), "said_yes": "on"}),
        ("joining:not_now", [waits.pk], {"reason": reason}),
        ("joining:role_new", [], {"kind": "other", "holder": holder, "what": word("joining.ProjectRole.what")}),
        ("joining:sponsor_new", [], {"name": word("joining.Sponsor.name")}),
        ("joining:promise_kept", [promise.pk], {"kept": "no", "words": word("joining.PromiseSaid.words"), "seen": 2}),
        ("joining:promise_answer", [promise.pk], {"words": word("joining.PromiseSaid.words"), "seen": 3}),
    ]


def test_people_without_an_account_leave_no_word_behind_either(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Said, corrected, asked to say more, taken back: nothing in a cookie, an address, a session, a log or the record."""
    listen(caplog)
    guests = world.here.guests
    assert guests
    new, name = word("trail.Contribution.text"), word("trail.Contribution.guest_name")
    client = Client()
    codes = Page(client.get(reverse("guests:say", args=[guests.link])).content.decode()).value_of("codes")
    mine = [guests.token, guests.words.pk]
    worry, asks = from_invitation(guests.invitation), asking.from_invitation(guests.invitation)
    for route, args, data in (
        ("guests:join", [], {"code": new}),
        ("guests:mine", [], {"code": new}),
        ("apply:mine", [], {"code": new}),
        ("apply:apply", [world.here.coming_in.secret], {"name": name, "background": new, "id": uuid4()}),
        ("apply:take_back", [seal(world.here.coming_in.application)], {"words": new, "shown_to": "group"}),
        ("guests:say", [guests.link], {"codes": codes, "text": "", "name": name, "photo": picture()}),
        ("guests:say", [guests.link], {"codes": codes, "text": new, "name": name}),
        ("guests:worry", [worry], {"text": word("support.Concern.words"), "from_saying": "yes"}),
        ("guests:worry", [worry], {"words": "", "who": word("support.Concern.who")}),
        ("guests:worry", [worry], {"words": word("support.Concern.words"), "who": word("support.Concern.who")}),
        ("guests:ask_word", [asks], {"word": "", "where": word("projects.WordQuestion.where")}),
        ("guests:ask_word", [asks], {"word": word("projects.WordQuestion.word")}),
        ("guests:ask_form", [asks], {"what": "charter", "kind": "audio", "note": word("trail.OtherForm.note")}),
        ("guests:more", [guests.token], {"words": word("trail.Receipt.more_words")}),
        ("guests:correct", mine, {"text": new, "edition": 1}),
        ("guests:withdraw", mine, {}),
    ):
        answer = client.post(reverse(route, args=args), data)
        assert answer.status_code in {200, 302, 422}, route
        assert held(in_cookies(client) + answer.headers.get("Location", "") + str(answer.headers)) == [], route
    assert held(caplog.text) == []
    assert held(str([session.get_decoded() for session in SignedIn.objects.all()])) == []
    assert held(json.dumps([[row.verb, row.details] for row in AuditEvent.objects.all()])) == []


def _of_delivery(brim: Brim) -> list[tuple[str, list[object], dict[str, object]]]:
    role = HeldRole.objects.filter(piece__project=brim.project).first()
    risks = {name: word(f"delivery.RiskNote.{name}") for name in ("giver", "giver_then", "receiver", "receiver_then")}
    holder = brim.project.members.get(user=brim.users["member"]).pk
    return [
        ("delivery:piece_new", [], {"what": word("delivery.Piece.what")}),
        ("delivery:piece_edit", [role.piece_id], {"what": word("delivery.Piece.what"), "edition": 1}),
        (
            "delivery:role_new",
            [role.piece_id],
            {
                "kind": "other",
                "holder": holder,
                "called": word("delivery.HeldRole.called"),
                "per": "week",
                "paid": "paid",
            },
        ),
        ("delivery:risk", [role.pk], {**risks, "edition": 0}),
        ("delivery:training", [role.pk], {"what": word("delivery.Training.what"), "offered_on": "2026-03-10"}),
        ("delivery:own", [], {"text": word("delivery.Development.text")}),
    ]


def test_forms_leave_no_word_behind(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Looked at after each step, before the next page takes the message away."""
    listen(caplog)
    brim = fill(word)
    wrong: dict[str, list[str]] = {}
    for name, args, data in steps(brim):
        client = brim.client("member" if name == "projects:leave" else "facilitator")
        answer = client.post(reverse(name, args=[brim.project.pk, *args]), data)
        assert answer.status_code in {200, 302, 422}, name
        left = in_cookies(client) + answer.headers.get("Location", "")
        left += str([session.get_decoded() for session in SignedIn.objects.all()])
        if held(left):
            wrong[name] = held(left)
    assert wrong == {}
    assert held(caplog.text) == []
    assert held(json.dumps([[row.verb, row.details] for row in AuditEvent.objects.all()])) == []


def test_errors_are_logged_without_words(world: World, caplog: pytest.LogCaptureFixture, monkeypatch: object) -> None:
    """Something goes wrong on our side in the middle of a form: the log names the place, not what was written."""
    from wesaid_web.trail.views import said

    def fails(**_given: object) -> None:
        raise RuntimeError("no room on the disk")

    monkeypatch.setattr(said.actions, "add", fails)  # type: ignore[attr-defined]
    client = world.client("member")
    client.raise_request_exception = False
    text = word("trail.Contribution.text")
    address = reverse("trail:say", args=[world.here.project.pk])
    answer = client.post(address, {"text": f"{text} and more", "hat": world.here.hat.pk})
    assert answer.status_code == 500
    assert held(answer.content.decode()) == ["trail.Contribution.text"]  # given back to whoever wrote it
    logged = [record for record in caplog.records if record.name == "django.request"]
    assert any(address in record.getMessage() for record in logged)
    assert held(caplog.text) == []


def test_nobody_of_another_project_finds_a_word(world: World) -> None:
    brim = fill(word)
    places = [(who, brim.project) for who in ("other_facilitator", "administrator", "anonymous")]
    for who, project in [*places, ("other_facilitator", world.there.project)]:
        for answer in crawl(world.client(who), project):
            if answer.route in {"public", "public_report", "public_report_data"}:  # for everyone: see below
                continue
            runs_it = answer.route == "people:accounts" and who == "administrator"
            allowed = {"people.User.name", "people.User.email"} if runs_it else set()
            assert set(held(answer.text)) <= allowed, (who, answer.route)


def shared() -> set[str]:
    """The columns that go into the share archive as the registers have it."""
    found = set()
    for label in LABELS:
        model, _dot, name = label.rpartition(".")
        entry = models_register()[model]
        if entry.archive == "share" and "left out of the share archive" not in entry.fields[name].purpose:
            found.add(label)
    return found


def test_what_leaves_the_group_holds_the_words_that_may_and_no_other(world: World) -> None:
    """The share archive: what the registers say. The public page: agreed words, why, what was done and what changed."""
    brim = fill(word)
    archive = body(brim.client("facilitator").post(reverse("trail:archive_download", args=[brim.project.pk])))
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert set(held("\n".join(opened.read(name).decode() for name in opened.namelist()))) == shared()
    assert "projects.Member.name" not in shared()
    page = Client().get(reverse("public", args=[brim.project.public_page.slug])).content.decode()
    assert set(held(page)) == {
        "projects.Project.name",
        "projects.Charter.aims",
        "projects.Perspective.name",
        "trail.Contribution.public_words",
        "trail.Decision.reason",
        "trail.Action.what",
        *(f"trail.Change.{name}" for name in ("what", "for_whom", "account", "measure", "before", "after")),
        "trail.Change.compared_with",
        "joining.SaidNo.words",
        "joining.SaidNo.who",
    }


def test_the_report_that_goes_out_holds_what_was_agreed_and_no_other_words(world: World) -> None:
    """What the group agreed on, agreed words, what changed, and what is delivered for whom. Nothing agreed was turned down."""
    brim = fill(word)
    for name in ("public_report", "public_report_data"):
        page = Client().get(reverse(name, args=[brim.project.public_page.slug])).content.decode()
        assert set(held(page)) == {
            "projects.Project.name",
            *(f"projects.Charter.{one}" for one in ("aims", "for_whom", "out_of_scope", "cannot_change", "meaning")),
            "trail.Contribution.public_words",
            *(f"trail.Change.{one}" for one in ("what", "for_whom", "account", "measure", "before", "after")),
            "trail.Change.compared_with",
            "delivery.Piece.what",
            "delivery.Piece.for_whom",
            "joining.Promise.what",
            "joining.PromiseSaid.words",
            "joining.SaidNo.words",
            "joining.SaidNo.who",
        }, name


def test_statements_with_their_values_are_not_logged() -> None:
    assert settings.DEBUG is False
    levels = {name: given.get("level") for name, given in settings.LOGGING["loggers"].items()}
    assert settings.LOGGING["root"]["level"] == "WARNING"
    assert "django.db.backends" not in levels
