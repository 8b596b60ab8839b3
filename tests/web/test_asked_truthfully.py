"""Questions say what they are about, and when an answer is needed."""

from __future__ import annotations

from django.urls import reverse

from tests.cast import World, picture
from tests.pages import Page, text
from wesaid_web.trail.models import Consent, Decision, Result


def labels(page: Page) -> list[str]:
    return [e.text for e in page.elements if e.name in {"label", "legend"}]


def test_only_the_words_go_out_and_only_with_yes_are_they_asked_for(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:consent", args=[here.project.pk, here.contribution.pk])
    page = Page(text(client.get(address)))
    assert "Only the words. Photographs and recordings stay in the group." in page.words()
    assert "The words that may be shown" in labels(page)
    [asked] = page.with_class("ws-if-yes")
    assert asked.text.startswith("The words that may be shown")
    emptied = client.post(address, {"answer": "yes", "words": " "})
    assert (emptied.status_code, "Write the words that may be shown" in text(emptied)) == (422, True)
    client.post(address, {"answer": "no", "words": ""})
    here.contribution.refresh_from_db()
    assert here.contribution.public == Consent.NO


def test_what_is_needed_sometimes_is_not_called_optional(world: World) -> None:
    here, client = world.here, world.client("member")
    say = Page(text(client.get(reverse("trail:say", args=[here.project.pk]))))
    assert "What is in it?" in labels(say)
    assert "Needed if you add a photograph or a recording." in say.words()
    status = Page(text(client.get(reverse("trail:action_status", args=[here.project.pk, here.action.pk]))))
    assert "A note" in labels(status)
    assert "Needed if it was stopped" in status.words()
    sent = client.post(reverse("trail:say", args=[here.project.pk]), {"file": picture(), "text": "x"})
    assert "Say in a few words what is in the photograph or recording." in text(sent)


def test_hiding_says_that_the_numbers_change(world: World) -> None:
    address = reverse("trail:hide", args=[world.here.project.pk, world.here.contribution.pk])
    words = Page(text(world.client("facilitator").get(address))).words()
    assert "It is left out of the group's numbers while it is hidden. The person who said it still sees it." in words


def test_a_date_to_look_again_left_over_from_another_choice_is_not_kept(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    address = reverse("trail:decide", args=[here.project.pk])
    page = Page(text(client.get(address, {"said": here.contribution.pk})))
    asked = [label for label in labels(page) if label in {"Who decided?", "When?", "When will you look at it again?"}]
    assert asked == ["Who decided?", "When?", "When will you look at it again?"]
    assert any("When will you look at it again?" in e.text for e in page.with_class("ws-if-not-done"))
    given = {"result": "go_ahead", "reason": "Cheap", "look_again": "2031-05-01", "decided_by": "All of us"}
    client.post(address, {"said": here.contribution.pk, "decided_on": "2026-03-01", **given})
    assert Decision.objects.get(result=Result.GO_AHEAD, reason="Cheap").look_again is None
