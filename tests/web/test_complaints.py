"""Complaining: who gets it, by when it is answered, who sees that it is late; by code without an account."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.common.access import NotAllowed
from wesaid_web.joining.actions.applying import not_now
from wesaid_web.joining.models import Application
from wesaid_web.privacy import complaint_actions as actions
from wesaid_web.privacy.models import Complaint, GoesTo

CODE = re.compile(r"\b(?:[2-9C-Y]{3}-){3}[2-9C-Y]{3}\b")


def late(row: Complaint) -> None:
    Complaint.objects.filter(pk=row.pk).update(told_on=timezone.localdate() - timedelta(days=31))


def test_without_an_account_the_answer_is_read_by_code(world: World) -> None:
    client = Client()
    page = Page(text(client.get(reverse("complain"))))
    sent = {"id": page.value_of("id"), "about": "data", "words": "You kept my number"}
    first, again = (text(client.post(reverse("complain"), sent)) for _time in range(2))
    (code,) = set(CODE.findall(re.sub(r"\s*-\s*", "-", Page(first).words())))
    assert code in re.sub(r"\s*-\s*", "-", Page(again).words())  # sent twice it is one, with one code
    row = Complaint.objects.get(words="You kept my number")
    assert (row.user, row.project, row.goes_to) == (None, None, GoesTo.SITE)
    assert code.replace("-", "") not in str(Complaint.objects.values())
    asked = client.post(reverse("complaint_answer"), {"code": code.lower()})
    assert "It is not answered yet" in text(asked)
    actions.answer(complaint=row, words="It is deleted", by=world.users["administrator"])
    assert "It is deleted" in text(client.post(reverse("complaint_answer"), {"code": code}))
    other = actions.code_of(uuid.uuid4())
    assert client.post(reverse("complaint_answer"), {"code": other}).status_code == 422
    assert client.post(reverse("complaint_answer"), {"code": "H7K"}).status_code == 422


def test_it_goes_to_those_it_was_sent_to_and_is_read_by_who_sent_it(world: World) -> None:
    here, words = world.here, "About the facilitator"
    sent = {"id": str(uuid.uuid4()), "about": "treated", "words": words, "goes_to": "site"}
    world.client("member").post(reverse("privacy:complain", args=[here.project.pk]), sent)
    row = Complaint.objects.get(words=words)
    listed = reverse("privacy:complaints", args=[here.project.pk])
    assert words not in text(world.client("facilitator").get(listed))
    assert words in text(world.client("administrator").get(reverse("complaints_site")))
    assert here.complaint.words in text(world.client("facilitator").get(listed))
    assert here.complaint.words not in text(world.client("administrator").get(reverse("complaints_site")))
    answer = reverse("complaint_site", args=[row.pk])
    world.client("administrator").post(answer, {"answer": "We looked into it"})
    assert "We looked into it" in text(world.client("member").get(reverse("yours")))
    with pytest.raises(NotAllowed):
        actions.answer(complaint=row, words="Twice", by=world.users["administrator"])
    with pytest.raises(NotAllowed):
        actions.answer(complaint=here.complaint, words="Not mine", by=world.users["administrator"])


def test_who_stands_in_sees_what_is_late_and_nothing_else(world: World) -> None:
    here, deputy = world.here, world.client("deputy")
    listed = reverse("privacy:complaints", args=[here.project.pk])
    one = reverse("privacy:complaint", args=[here.project.pk, here.complaint.pk])
    assert (deputy.get(listed).status_code, deputy.get(one).status_code) == (404, 404)
    late(here.complaint)
    late(here.complaint_to_site)
    page = Page(text(deputy.get(listed))).words()
    assert here.complaint.words in page
    assert "It is late." in page
    assert world.client("concern_lead").get(listed).status_code == 404
    deputy.post(one, {"answer": "I am sorry that nobody answered"})
    here.complaint.refresh_from_db()
    assert here.complaint.answered_by == world.users["deputy"]
    assert deputy.get(listed).status_code == 404


def test_the_day_by_which_it_is_answered_is_told(world: World) -> None:
    row = world.here.complaint
    assert (row.answer_by - row.told_on).days == 30
    assert not row.overdue
    row.told_on -= timedelta(days=30)
    assert not row.overdue  # on the last day it is not late yet
    row.told_on -= timedelta(days=1)
    assert row.overdue


def test_whoever_facilitates_sees_on_the_trail_who_waits_for_an_answer(world: World) -> None:
    """Nobody has to remember to look into the rooms where complaints and people who would like to join arrive."""
    here = world.here
    overview = reverse("show:overview", args=[here.project.pk])
    complaint, joining = "complaint waits for an answer.", "would like to take part and wait"
    for who, seen in (("facilitator", True), ("member", False), ("concern_lead", False)):
        page = Page(text(world.client(who).get(overview))).words()
        assert (complaint in page, joining in page) == (seen, seen), who
    actions.answer(complaint=here.complaint, words="We changed it", by=here.facilitator.user)
    not_now(application=here.coming_in.application, reason="No room before May", by=here.facilitator)
    Application.objects.filter(project=here.project, state="waiting").delete()
    page = Page(text(world.client("facilitator").get(overview))).words()
    assert (complaint in page, joining in page) == (False, False)
