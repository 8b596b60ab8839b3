"""A worry goes to those whom the page named when it was opened, and nothing that was sent is dropped."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils import timezone

from tests.cast import World, make_safe
from tests.pages import Page, text
from tests.web.test_concerns import can_read, member_of
from wesaid_web.support import rules
from wesaid_web.support.models import Concern


def test_gone_back_to_and_sent_with_something_else_it_is_another_worry(world: World) -> None:
    """Nothing that was sent is dropped: neither other words, nor that somebody else is not to know."""
    here, address = world.here, reverse("support:concern_new", args=[world.here.project.pk])
    sent = {"id": str(uuid.uuid4()), "words": "Once", "whose": "mine", "named": "with"}
    again = [sent, sent | {"words": "More"}, sent | {"words": "More"}, sent | {"excluded": [str(here.facilitator.pk)]}]
    for one in again:
        assert world.client("member").post(address, one).status_code == 302
    assert sorted(Concern.objects.filter(words__in=["Once", "More"]).values_list("words", flat=True)) == [
        "More",
        "Once",
        "Once",
    ]
    kept_from = Concern.objects.filter(words="Once", excluded=here.facilitator)
    assert kept_from.count() == 1


def test_it_goes_to_those_whom_the_form_named_or_is_not_sent(world: World) -> None:
    """Whoever may say who reads cannot put themselves there while somebody writes about them."""
    here, client = world.here, world.client("member")
    address = reverse("support:concern_new", args=[here.project.pk])
    opened = Page(text(client.get(address)))
    sent = {name: opened.value_of(name) for name in ("id", "readers")}
    sent |= {"words": "About whoever facilitates", "whose": "mine", "named": "with"}
    make_safe(here.project, here.facilitator, lead=here.facilitator)
    answer = client.post(address, sent)
    page = Page(text(answer))
    assert answer.status_code == 409
    assert "Who reads here has changed" in page.words()
    assert page.value_of("words") == "About whoever facilitates"
    assert not Concern.objects.filter(words="About whoever facilitates").exists()
    sent |= {name: page.value_of(name) for name in ("readers",)}
    assert client.post(address, sent).status_code == 302
    assert Concern.objects.get(words="About whoever facilitates").lead == here.facilitator


def test_who_reads_is_named_as_everybody_knows_them_here(world: World) -> None:
    """Another name may be written beside an account: then both are shown, so that nobody reads under a borrowed one."""
    here = world.here
    make_safe(here.project, here.facilitator, lead=here.facilitator)
    for name in ("worry", "concern_new"):
        answer = world.client("member").get(reverse(f"support:{name}", args=[here.project.pk]))
        assert f"Lee Lead, here called {here.facilitator.words}, reads it" in Page(text(answer)).words()


def test_it_is_handed_to_those_whom_the_page_named_or_stays(world: World) -> None:
    here, lead = world.here, member_of(world, "concern_lead")
    make_safe(here.project, here.facilitator, lead=here.member)
    opened = world.client("concern_lead").get(reverse("support:concern", args=[here.project.pk, here.concern.pk]))
    page = Page(text(opened))
    assert f"It would go to {here.member.words}" in page.words()
    seen = {name: page.value_of(name) for name in ("readers",)}
    make_safe(here.project, here.facilitator, lead=here.facilitator)
    address = reverse("support:concern_hand_over", args=[here.project.pk, here.concern.pk])
    assert world.client("concern_lead").post(address, seen).status_code == 422
    assert can_read(here.concern, timezone.localdate()) == {"concern_lead"}
    make_safe(here.project, here.facilitator, lead=here.member)
    assert world.client("concern_lead").post(address, seen).status_code == 302
    here.concern.refresh_from_db()
    assert (here.concern.lead, lead in rules.read_now(here.concern)) == (here.member, False)
