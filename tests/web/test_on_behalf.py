"""Words that somebody else writes down, or that are about somebody else: who said them, how they agreed, slips with codes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tests.pages import Page, text
from tests.web.test_guests import invited, say_something
from tests.web.test_mine import token_of
from wesaid_web.common.models import AuditEvent
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import guest_words, said
from wesaid_web.trail.actions.said import ObjectedTo
from wesaid_web.trail.archive.writing import as_document
from wesaid_web.trail.models import Contribution, Receipt

# The person it is about


def test_the_person_it_is_about_reads_it_and_has_it_hidden(world: World) -> None:
    made = invited(world.here)
    row, codes = say_something(made.invitation, "My father forgets his pills", about_other=True)
    client = Client()
    answer = client.post(reverse("guests:mine"), {"code": codes.about}, follow=True)
    page = Page(text(answer)).words()
    assert "My father forgets his pills" in page
    assert "What was said about you" in page
    token = token_of(row, sealed.Whose.ABOUT)
    for name in ("correct", "withdraw"):  # what its author may
        assert client.post(reverse(f"guests:{name}", args=[token, row.pk])).status_code == 404
    assert client.post(reverse("guests:object", args=[token_of(row), row.pk])).status_code == 404
    client.post(reverse("guests:object", args=[token, row.pk]))
    row.refresh_from_db()
    assert row.hidden
    one = reverse("trail:one", args=[row.project_id, row.pk])
    assert world.client("member").get(one).status_code == 404
    assert "does not want it here" in text(world.client("facilitator").get(one))
    assert "My father" not in json.dumps(as_document(row.project))
    with pytest.raises(ObjectedTo):
        said.unhide(contribution=row, by=world.here.facilitator)
    assert world.client("facilitator").post(reverse("trail:unhide", args=[row.project_id, row.pk])).status_code == 403
    client.post(reverse("guests:object", args=[token, row.pk]), {"back": "yes"})
    row.refresh_from_db()
    assert not row.hidden


def test_an_objection_does_not_show_what_a_facilitator_hid(world: World) -> None:
    row, _codes = say_something(invited(world.here).invitation, "About him", about_other=True)
    said.hide(contribution=row, reason="It names him.", by=world.here.facilitator)
    guest_words.object_to(contribution=row, objects=True)
    guest_words.object_to(contribution=row, objects=False)
    row.refresh_from_db()
    assert row.hidden
    assert row.hidden_reason == "It names him."


# Receipts on paper


def typed_in(world: World, text_: str, **extra: Any) -> Contribution:
    entered = said.Said(text=text_, perspective=world.here.carer, author=None, said_on=TODAY, **extra)
    return said.add(project=world.here.project, said=entered, by=world.here.facilitator)


def test_on_behalf_of_says_who_by_which_name_and_how_they_agreed(world: World) -> None:
    client, here = world.client("facilitator"), world.here
    given = {
        "text": "Typed in for Rose",
        "hat": here.carer.pk,
        "whose": "nobody",
        "guest_name": "Rose",
        "channel": "phone",
        "agreed_how": "by_phone",
    }
    answer = client.post(reverse("trail:say", args=[here.project.pk]), given)
    assert answer.status_code == 302
    row = Contribution.objects.get(text="Typed in for Rose")
    assert (row.guest_name, row.agreed_how, row.typed_by, row.author) == ("Rose", "by_phone", here.facilitator, None)
    page = text(client.get(answer["Location"]))
    assert "Rose, without an account" in page
    assert "They agreed that it is written down: on the telephone. Written down by facilitator" in page
    wrong = client.post(reverse("trail:say", args=[here.project.pk]), given | {"whose": "mine"})
    assert wrong.status_code == 422
    assert "Rose" not in json.dumps(as_document(here.project)["contributions"]).replace("Typed in for Rose", "")


def test_receipts_give_each_slip_a_code_that_works(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    rows = [typed_in(world, f"On slip {number}") for number in range(5)]
    about = typed_in(world, "About her son", about_other=True)
    address = reverse("trail:receipts", args=[here.project.pk])
    form = Page(text(client.get(address, {"said": rows[0].pk})))
    ticked = [
        one.attrs["value"] for one in form.all("input") if one.attrs.get("name") == "said" and "checked" in one.attrs
    ]
    assert ticked == [str(rows[0].pk)]
    chosen = {"said": [row.pk for row in (*rows, about, here.paper_words)], "once": form.value_of("once")}
    printed = Page(text(client.post(address, chosen)))
    assert len(printed.with_class("ws-receipt")) == 7
    codes = [one.text.replace("-", "").replace(" ", "") for one in printed.with_class("ws-spoken")]
    assert len(set(codes)) == 8  # one each, and one for the person it is about
    again = Page(text(client.post(address, chosen)))
    assert [one.text for one in again.with_class("ws-spoken")] == [one.text for one in printed.with_class("ws-spoken")]
    reached = [Page(text(Client().post(reverse("guests:mine"), {"code": code}, follow=True))).words() for code in codes]
    for row in (*rows, about, here.paper_words):
        assert sum(row.text in page for page in reached) == (2 if row == about else 1), row.text
    assert AuditEvent.objects.filter(verb="trail.code_given").count() == 7


def test_receipts_are_for_people_without_an_account_and_of_this_project(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    foreign = said.add(
        project=world.there.project,
        said=said.Said(text="There", perspective=world.there.carer, author=None, said_on=TODAY),
        by=world.there.facilitator,
    )
    address = reverse("trail:receipts", args=[here.project.pk])
    for row in (here.contribution, foreign, say_something(invited(here).invitation)[0]):
        before = Receipt.objects.filter(contribution=row).values_list("digest", flat=True).first()
        answer = client.post(address, {"said": row.pk})
        assert answer.status_code == 422
        assert Receipt.objects.filter(contribution=row).values_list("digest", flat=True).first() == before
    with pytest.raises(guest_words.NotAllowed):
        guest_words.give_codes(contributions=[here.contribution], by=here.facilitator)


def test_a_lost_slip_gets_a_new_code_and_the_old_one_stops(world: World) -> None:
    row = typed_in(world, "On a slip")
    ((_row, first),) = guest_words.give_codes(contributions=[row], by=world.here.facilitator)
    ((_row, second),) = guest_words.give_codes(contributions=[row], by=world.here.facilitator)
    assert Client().post(reverse("guests:mine"), {"code": first.own}).status_code == 422
    assert Client().post(reverse("guests:mine"), {"code": second.own}).status_code == 302
