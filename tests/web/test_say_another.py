"""Typing in what many people said; saying something about what was put off; a file that was kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, picture
from tests.pages import Page, text
from wesaid_web.trail.actions import decided, said
from wesaid_web.trail.models import Attachment, Channel, Contribution, Reason, Result


def say(world: World) -> str:
    return reverse("trail:say", args=[world.here.project.pk])


def given(world: World, **more: object) -> dict[str, object]:
    return {"text": "From the box", "hat": world.here.hat.pk, **more}


# One after the other


def test_another_keeps_how_and_when_it_was_said_and_not_the_words(world: World) -> None:
    client = world.client("facilitator")
    sent = given(world, whose="nobody", channel="paper", said_on="2026-02-03", another="yes")
    page = Page(text(client.post(say(world), sent, follow=True)))
    row = Contribution.objects.get(text="From the box")
    told = " ".join(e.text for e in page.with_class("ws-flash"))
    assert told == "It is on the trail: From the box"
    assert reverse("trail:one", args=[world.here.project.pk, row.pk]) in {e.attrs["href"] for e in page.all("a")}
    assert (page.value_of("text"), page.value_of("said_on")) == ("", "2026-02-03")
    chosen = [e.attrs["value"] for e in page.all("option") if "selected" in e.attrs]
    assert Channel.PAPER in chosen
    assert page.value_of("id") != str(row.pk)


def test_one_for_oneself_leads_to_its_story(world: World) -> None:
    client = world.client("member")
    assert "write down another" not in text(client.get(say(world)))
    answer = client.post(say(world), given(world, another="yes"))
    row = Contribution.objects.get(text="From the box")
    assert answer["Location"] == reverse("trail:one", args=[world.here.project.pk, row.pk])


@pytest.mark.parametrize("query", ["channel=pigeon", "said_on=soon", "after=x", "about=x", "after=%00", "said_on=%00"])
def test_nonsense_in_the_address_is_passed_over(world: World, query: str) -> None:
    assert world.client("facilitator").get(f"{say(world)}?{query}").status_code == 200


def test_words_of_another_project_are_not_quoted(world: World) -> None:
    for name in ("about", "after"):
        page = text(world.client("facilitator").get(say(world), {name: world.there.contribution.pk}))
        assert world.there.contribution.text not in page


# Looking at it again


def put_off(world: World, result: Result) -> None:
    reason = None if result in {Result.GO_AHEAD, Result.TRY_OUT} else Reason.MONEY
    answers = decided.Answers(
        result=result,
        reason="x",
        reason_code=reason,
        decided_by="x",
        decided_on=TODAY,
        look_again=TODAY if result == Result.LATER else None,
    )
    row = world.here.contribution
    decided.decide(project=world.here.project, contributions=[row], answers=answers, by=world.here.facilitator)


@pytest.mark.parametrize("result", list(Result))
def test_a_no_can_be_answered(world: World, result: Result) -> None:
    here = world.here
    put_off(world, result)
    story = reverse("trail:one", args=[here.project.pk, here.contribution.pk])
    expected = [] if result in {Result.GO_AHEAD, Result.TRY_OUT} else ["Ask the group to look at it again"]
    for who, links in (("member", expected), ("facilitator", expected), ("observer", [])):
        found = [e for e in Page(text(world.client(who).get(story))).all("a") if "/said/new/?about=" in e.attrs["href"]]
        assert [e.text for e in found] == links


def test_what_is_asked_again_quotes_it_and_stays_as_private(world: World) -> None:
    here = world.here
    row = here.contribution
    Contribution.objects.filter(pk=row.pk).update(about_other=True)
    said.set_tags(row, ["night"])
    page = Page(text(world.client("member").get(say(world), {"about": row.pk})))
    assert page.value_of("text").strip() == f"Please look at this again: “{row.text}”"
    assert page.value_of("tags") == "night"
    assert [e for e in page.elements if e.attrs.get("name") == "about_other" and "checked" in e.attrs]


def test_what_is_hidden_is_not_quoted_to_others(world: World) -> None:
    row = world.here.contribution
    said.hide(contribution=row, reason="x", by=world.here.facilitator)
    assert row.text not in text(world.client("observer").get(say(world), {"about": row.pk}))


# The file that was kept


def kept(world: World) -> tuple[Page, Attachment]:
    page = Page(text(world.client("member").post(say(world), given(world, file=picture()))))
    return page, Attachment.objects.get(pk=page.value_of("kept_file"))


def test_the_kept_file_is_named_and_can_be_exchanged_or_left_out(world: World) -> None:
    page, file = kept(world)
    assert "We have kept your file: flipchart.jpg (Photograph)." in page.words()
    labels = [e.text for e in page.all("label")]
    assert any(label.startswith("Use another") for label in labels)
    assert "Leave it out" in labels
    client = world.client("member")
    hidden = {"kept_file": file.pk, "kept_name": page.value_of("kept_name")}
    again = Page(text(client.post(say(world), given(world, **hidden))))
    assert "flipchart.jpg" in again.words()
    other = client.post(say(world), given(world, **hidden, file=picture("red"), description="A red card"))
    assert other.status_code == 302
    [now] = Contribution.objects.get(text="From the box").attachments.all()
    assert (now.pk == file.pk, Attachment.objects.filter(pk=file.pk).exists()) == (False, False)


def test_the_kept_file_left_out_is_gone(world: World) -> None:
    _page, file = kept(world)
    sent = given(world, kept_file=file.pk, leave_out="on")
    assert world.client("member").post(say(world), sent).status_code == 302
    assert not Contribution.objects.get(text="From the box").attachments.exists()
    assert not Attachment.objects.filter(pk=file.pk).exists()


def test_a_bad_file_does_not_take_the_kept_one_away(world: World) -> None:
    page, file = kept(world)
    bad = picture()
    bad.seek(0)
    bad.truncate(10)
    sent = given(world, kept_file=file.pk, kept_name=page.value_of("kept_name"), file=bad, description="x")
    again = Page(text(world.client("member").post(say(world), sent)))
    assert (again.value_of("kept_file"), "flipchart.jpg" in again.words()) == (str(file.pk), True)
