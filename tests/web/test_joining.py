"""Finding people: who is asked, who would like to, who said no; what is kept of it, by whom it is seen, and when it goes."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import TODAY, World
from tests.pages import Page, text
from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.models import AuditEvent
from wesaid_web.joining.actions import applying, finding
from wesaid_web.joining.models import Application, InfoSheet, SaidNo, ShownTo
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.show import actions as show
from wesaid_web.show.models import Release
from wesaid_web.support.models import Need, SafetyContacts
from wesaid_web.support.models import ShownTo as NeedShownTo

FORM = {"name": "Jo", "reach": "01632 960 007", "background": "Came home alone", "would_help": "A lift"}


def at(world: World, name: str, *args: object) -> str:
    return reverse(f"joining:{name}", args=[world.here.project.pk, *args])


def apply(world: World, **more: object) -> tuple[Application, str]:
    """Somebody says that they would like to take part, as a browser without an account sends it. With their code."""
    address = reverse("apply:apply", args=[world.here.coming_in.secret])
    client = Client()
    key = Page(text(client.get(address))).value_of("id")
    page = Page(text(client.post(address, {**FORM, "id": key, **more})))
    return Application.objects.get(pk=applying.row_of(uuid.UUID(key))), page.with_class("ws-spoken")[0].text.replace(
        " ", ""
    )


def answer_to(code: str) -> str:
    return Page(text(Client().post(reverse("apply:mine"), {"code": code}, follow=True))).words()


def test_somebody_without_an_account_applies_and_is_welcomed(world: World) -> None:
    row, code = apply(world, keep_help="on")
    assert "Nobody has answered yet" in answer_to(code)
    assert "Came home alone" in answer_to(code)
    member = world.client("member")
    assert "Jo" not in text(member.get(at(world, "finding")))
    listed = text(world.client("facilitator").get(at(world, "applications")))
    assert "Came home alone" in listed
    sent = world.client("facilitator").post(at(world, "welcome_in", row.pk), {"hats": [world.here.hat.pk]})
    joined = Member.objects.get(project=world.here.project, name="Jo")
    assert sent["Location"] == reverse("support:terms_new", args=[world.here.project.pk]) + f"?for={joined.pk}"
    assert (joined.user, list(joined.perspectives.all())) == (None, [world.here.hat])
    need = Need.objects.get(member=joined)
    assert (need.helps, need.shown_to) == ("A lift", NeedShownTo.FACILITATORS)
    row.refresh_from_db()
    assert (row.background, row.would_help) == ("", "")
    assert "You are welcome" in answer_to(code)
    world.client("facilitator").post(at(world, "told", row.pk))
    assert not Application.objects.filter(pk=row.pk).exists()
    assert "We do not know this code" in answer_to(code)


def test_what_would_help_is_no_need_unless_they_agreed(world: World) -> None:
    row, _code = apply(world)
    joined = applying.welcome(application=row, perspectives=[], by=world.here.facilitator)
    assert not Need.objects.filter(member=joined).exists()


def test_not_now_has_a_reason_that_is_told(world: World) -> None:
    row, code = apply(world)
    client = world.client("facilitator")
    refused = client.post(at(world, "not_now", row.pk), {"reason": " "})
    assert refused.status_code == 422
    client.post(at(world, "not_now", row.pk), {"reason": "We are full until May."})
    assert "We are full until May." in answer_to(code)
    assert "Came home alone" not in answer_to(code)
    again = client.post(at(world, "welcome_in", row.pk), {})
    assert again.status_code == 422
    assert "They have an answer already." in text(again)


def test_it_is_sent_once_however_often_the_form_is_sent(world: World) -> None:
    address = reverse("apply:apply", args=[world.here.coming_in.secret])
    before = world.here.coming_in.opening.uses_left
    key = uuid.uuid4()
    codes = {
        Page(text(Client().post(address, {**FORM, "id": key}))).with_class("ws-spoken")[0].text for _time in range(2)
    }
    assert len(codes) == 1
    world.here.coming_in.opening.refresh_from_db()
    assert Application.objects.filter(name="Jo").count() == 1
    assert before - world.here.coming_in.opening.uses_left <= 3  # two of the cast's, and this one


@pytest.mark.parametrize("how", ["revoked", "old", "used up", "unknown"])
def test_a_link_that_does_not_work_says_so_and_gives_the_words_back(world: World, how: str) -> None:
    opening, secret = world.here.coming_in.opening, world.here.coming_in.secret
    opening.refresh_from_db()
    if how == "revoked":
        opening.revoked_at = timezone.now()
    elif how == "old":
        opening.expires_at = timezone.now() - timedelta(minutes=1)
    elif how == "used up":
        opening.uses_left = 0
    else:
        secret = "x" * 43
    opening.save()
    answer = Client().post(reverse("apply:apply", args=[secret]), {**FORM, "id": uuid.uuid4()})
    assert answer.status_code == 410
    assert "Came home alone" in text(answer)
    assert not Application.objects.filter(name="Jo").exists()


def test_taking_it_back_deletes_it_and_a_reason_is_kept_only_if_given(world: World) -> None:
    for words, kept in (("", 0), ("The room has steps", 1)):
        row, code = apply(world)
        client = Client()
        opened = client.post(reverse("apply:mine"), {"code": code})
        there = opened["Location"] + "back/"
        answer = client.post(there, {"words": words, "shown_to": "group"})
        assert "It is deleted" in text(answer)
        assert not Application.objects.filter(pk=row.pk).exists()
        found = SaidNo.objects.filter(project=world.here.project, words="The room has steps")
        assert found.count() == kept
        assert client.post(there, {"words": words, "shown_to": "group"}).status_code == 302
    assert (found[0].who, found[0].typed_by, found[0].shown_to) == ("", None, ShownTo.GROUP)


def test_what_nothing_came_of_is_shown_to_nobody_from_its_day_on_and_is_erased(world: World) -> None:
    row, code = apply(world)
    assert row.erase_on == timezone.localdate() + timedelta(days=90)
    Application.objects.filter(pk=row.pk).update(erase_on=timezone.localdate())
    assert "We do not know this code" in answer_to(code)
    client = world.client("facilitator")
    assert "Came home alone" not in text(client.get(at(world, "applications")))
    assert client.get(at(world, "welcome_in", row.pk)).status_code == 404
    assert applying.erase_due(today=timezone.localdate()) == 1
    assert not Application.objects.filter(pk=row.pk).exists()


def test_from_paper_only_with_a_yes_and_with_a_code_for_the_slip(world: World) -> None:
    client = world.client("facilitator")
    refused = client.post(at(world, "application_new"), FORM)
    assert refused.status_code == 422
    assert "It is typed in only if they say yes." in text(refused)
    page = Page(text(client.post(at(world, "application_new"), {**FORM, "said_yes": "on"})))
    assert "Nobody has answered yet" in answer_to(page.with_class("ws-spoken")[0].text.replace(" ", ""))


def test_nobody_is_asked_before_it_is_said_whom_they_can_tell_a_worry(world: World) -> None:
    SafetyContacts.objects.filter(project=world.here.project).delete()
    client = world.client("facilitator")
    assert "Before you invite people" in text(client.get(at(world, "opening_new")))
    refused = client.post(at(world, "opening_new"), {"days": 30, "most": 9, "keep_days": 90})
    assert refused.status_code == 422


def test_the_information_sheet_is_added_to_and_two_writers_see_both(world: World) -> None:
    project, lead = world.here.project, world.here.facilitator
    opened = Page(text(world.client("facilitator").get(at(world, "info_edit"))))
    assert "One aim" in opened.value_of("about")
    finding.write_info(project=project, words={"about": "Earlier", "ask": "Ros"}, after=0, by=lead)
    answer = world.client("facilitator").post(at(world, "info_edit"), {"about": "Mine", "ask": "Me", "after": 0})
    assert answer.status_code == 409
    page = Page(text(answer))
    assert page.value_of("about") == "Mine"
    assert "Earlier" in page.words()
    world.client("facilitator").post(at(world, "info_edit"), {"about": "Mine", "ask": "Me", "after": 1})
    assert [row.number for row in InfoSheet.objects.filter(project=project)] == [2, 1]
    with pytest.raises(ChangedMeanwhile):
        finding.write_info(project=project, words={"about": "x", "ask": "x"}, after=1, by=lead)
    shown = text(Client().get(reverse("apply:apply", args=[world.here.coming_in.secret])))
    assert "Mine" in shown
    assert "Earlier" not in shown


# Why somebody said no


def released(world: World) -> Release:
    release = show.prepare(project=world.here.project, by=world.here.facilitator)
    show.answer(release=release, happy=True, words="", by=world.here.member)
    for one in release.answers.filter(happy=False):
        one.delete()
    show.publish(release=release, by=world.here.facilitator)
    return release


def outside(world: World) -> list[str]:
    slug = world.here.project.public_page.slug
    return [
        text(Client().get(reverse(name, args=[slug]))) for name in ("public", "public_report", "public_report_data")
    ]


@pytest.mark.parametrize("shown_to", list(ShownTo))
def test_why_somebody_said_no_is_shown_as_far_as_they_agreed(world: World, shown_to: ShownTo) -> None:
    no = finding.No("Nobody asked us for years", shown_to=shown_to)
    finding.write_no(project=world.here.project, no=no, by=world.here.facilitator)
    released(world)
    group = text(world.client("observer").get(at(world, "finding")))
    assert ("Nobody asked us for years" in group) == (shown_to != ShownTo.FACILITATORS)
    assert "Nobody asked us for years" in text(world.client("facilitator").get(at(world, "finding")))
    assert ["Nobody asked us for years" in page for page in outside(world)] == [shown_to == ShownTo.REPORT] * 3


def test_it_goes_out_only_by_release_and_is_gone_when_they_want_it_back(world: World) -> None:
    released(world)
    no = finding.No("Too many forms", shown_to=ShownTo.REPORT)
    row = finding.write_no(project=world.here.project, no=no, by=world.here.facilitator)
    assert not any("Too many forms" in page for page in outside(world))
    release = released(world)
    assert all("Too many forms" in page for page in outside(world))
    finding.show_no(no=row, shown_to=ShownTo.GROUP, edition=1, by=world.here.facilitator)
    assert not any("Too many forms" in page for page in outside(world))
    row.refresh_from_db()
    finding.remove_no(no=row, by=world.here.facilitator)
    release.refresh_from_db()
    assert "Too many forms" not in str(release.content)


def test_leaving_asks_for_no_reason_and_one_that_is_given_has_no_name(world: World) -> None:
    client = world.client("member")
    leave = reverse("projects:leave", args=[world.here.project.pk])
    assert at(world, "say_why") in text(client.get(leave))
    assert client.post(at(world, "say_why"), {"words": "", "shown_to": "group"}).status_code == 422
    sent = client.post(at(world, "say_why"), {"words": "It was too much", "shown_to": "facilitators"})
    assert sent["Location"] == leave
    row = SaidNo.objects.get(words="It was too much")
    assert (row.typed_by, row.who, row.did) == (None, "", "left")
    event = AuditEvent.objects.get(subject=row.pk)
    assert (event.actor, event.at.astimezone().hour) == (None, 0)
    client.post(leave, {"name": "with"})
    assert SaidNo.objects.filter(pk=row.pk).exists()
    assert not Member.objects.filter(pk=world.here.member.pk, left_at=None).exists()


def test_where_we_looked_keeps_what_two_people_write(world: World) -> None:
    row = world.here.coming_in.looked
    finding.look_again(
        place=row, looked=finding.Looked("Club", TODAY, came_of_it="Two"), edition=1, by=world.here.member
    )
    sent = {"where": "Club", "on": "2026-03-10", "came_of_it": "Nobody", "edition": 1}
    answer = world.client("facilitator").post(at(world, "looked_edit", row.pk), sent)
    assert answer.status_code == 409
    assert "Two" in text(answer)
    assert Page(text(answer)).value_of("came_of_it") == "Nobody"


def test_somebody_new_is_led_to_the_page_that_welcomes_them(world: World) -> None:
    secret = projects.invite(project=world.here.project, role="member", by=world.here.facilitator)
    client = world.client("invited")
    client.post(reverse("join_now", args=[secret]))
    me = reverse("projects:me", args=[world.here.project.pk]) + "?joining=yes"
    page = Page(text(client.post(me, {"name": "Io"}, follow=True)))
    assert page.one("h1").text.endswith("Welcome")
    assert "01632 960 001" in page.words()
