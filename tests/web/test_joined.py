"""Meetings, ways in without an account, and care, where they meet."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Place, World, let_guests_in, make_safe, tell_worry
from tests.pages import Page, text
from wesaid_web.common import audit
from wesaid_web.common.access import Elsewhere
from wesaid_web.common.days import this_morning
from wesaid_web.common.models import AuditEvent
from wesaid_web.meetings import actions as meetings
from wesaid_web.meetings.models import Meeting
from wesaid_web.people.models import SignedIn
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.support import care_actions as care
from wesaid_web.support import concern_actions, rules
from wesaid_web.support.following_actions import ContactsFirst
from wesaid_web.support.models import Concern, Met, NeedAnswer, ShownTo
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import guest_words, guests
from wesaid_web.trail.actions.guest_words import Codes, GuestSaid
from wesaid_web.trail.actions.guests import Secrets
from wesaid_web.trail.models import Contribution, GuestInvitation
from wesaid_web.trail.views.worries import from_invitation

pytestmark = pytest.mark.django_db

NEW = {"label": "Tuesday", "days": 14, "most": 30}


def invited(place: Place, meeting: Meeting | None = None) -> Secrets:
    return guests.invite_guests(project=place.project, label="", days=14, most=9, by=place.facilitator, meeting=meeting)


def said_with(made: Secrets) -> tuple[Contribution, Codes]:
    codes = Codes.new()
    said = GuestSaid(text="The bus stops too early", perspective=guest_words.hat_of_guests(made.invitation.project))
    return guest_words.say(invitation=made.invitation, said=said, codes=codes), codes


def page_of(world: World, who: str, meeting: Meeting) -> Page:
    return Page(text(world.client(who).get(reverse("trail:meeting", args=[meeting.project_id, meeting.pk]))))


def links(page: Page) -> list[str | None]:
    return [one.attrs.get("href") for one in page.all("a")]


# Inviting


def test_guests_too_are_invited_only_once_it_is_said_whom_people_can_tell(world: World) -> None:
    project = projects.create_project(name="New here", by=world.users["invited"])
    leading = Member.objects.get(project=project)
    with pytest.raises(ContactsFirst):
        guests.invite_guests(project=project, label="", days=1, most=1, by=leading)
    client, address = world.client("invited"), reverse("trail:guests_new", args=[project.pk])
    for answer, status in ((client.get(address), 200), (client.post(address, NEW), 422)):
        page = Page(text(answer))
        assert answer.status_code == status
        assert "Before you invite people, say whom they can tell if something worries them." in page.words()
        assert reverse("support:contacts", args=[project.pk]) in links(page)
        assert "Make the invitation" not in page.words()
    assert not GuestInvitation.objects.filter(project=project).exists()


def test_nor_once_somebody_who_was_named_has_gone(world: World) -> None:
    deputy = Member.objects.get(project=world.here.project, user=world.users["deputy"])
    assert invited(world.here)
    projects.remove(member=deputy, by=world.here.facilitator)
    with pytest.raises(ContactsFirst):
        invited(world.here)


# An invitation to a meeting


def test_words_said_with_an_invitation_to_a_meeting_stand_on_its_page(world: World) -> None:
    here = world.here
    address = reverse("trail:guests_new", args=[here.project.pk])
    link = f"{address}?meeting={here.coming.pk}"
    assert link in links(page_of(world, "facilitator", here.coming))
    form = Page(text(world.client("facilitator").get(link)))
    assert form.value_of("label") == here.coming.purpose
    sent = NEW | {"meeting": here.coming.pk, "id": form.value_of("id"), "once": form.value_of("once")}
    assert world.client("facilitator").post(address, sent).status_code == 200
    made = GuestInvitation.objects.get(pk=form.value_of("id"))
    assert made.meeting == here.coming
    row, _codes = said_with(Secrets(made, "", ""))
    assert row.meeting == here.coming
    page = page_of(world, "facilitator", here.coming).words()
    assert "There is an invitation to this meeting. It works until" in page
    assert "for 29 more of 30 people" in page
    for who in ("facilitator", "member", "observer"):
        assert "The bus stops too early" in page_of(world, who, here.coming).words()


def test_members_do_not_see_that_there_is_one(world: World) -> None:
    invited(world.here, world.here.coming)
    for who in ("member", "observer"):
        page = page_of(world, who, world.here.coming)
        assert "without an account" not in page.words()
        assert not any("guests" in str(one) for one in links(page))


def test_an_invitation_is_for_no_meeting_unless_one_is_chosen(world: World) -> None:
    here = world.here
    address = reverse("trail:guests_new", args=[here.project.pk])
    assert world.client("facilitator").post(address, NEW | {"meeting": ""}).status_code == 200
    row, _codes = said_with(invited(here))
    assert (GuestInvitation.objects.filter(label="Tuesday").get().meeting, row.meeting) == (None, None)


def test_nor_for_one_of_another_project_or_one_that_does_not_take_place(world: World) -> None:
    here, there = world.here, world.there
    address = reverse("trail:guests_new", args=[here.project.pk])
    client = world.client("facilitator")
    with pytest.raises(Elsewhere):
        invited(here, there.coming)
    assert client.get(f"{address}?meeting={there.coming.pk}").status_code == 404
    assert client.post(address, NEW | {"meeting": there.coming.pk}).status_code == 422
    notice = meetings.ShortNotice(why="The lift is out", told_on=timezone.localdate(), what="", another_way="Ring in")
    meetings.cancel(meeting=here.coming, notice=notice, by=here.facilitator)
    assert f"{address}?meeting={here.coming.pk}" not in links(page_of(world, "facilitator", here.coming))
    assert client.post(address, NEW | {"meeting": here.coming.pk}).status_code == 422


# What people need


def test_whoever_prepares_sees_what_people_need_and_nobody_else(world: World) -> None:
    here = world.here
    page = page_of(world, "facilitator", here.coming).words()
    assert "What people need, to prepare" in page
    assert here.need.helps in page
    assert here.need.agreed in page
    for who in ("member", "observer", "payments", "concern_lead"):
        seen = page_of(world, who, here.coming).words()
        assert "What people need, to prepare" not in seen
        assert here.need.helps not in seen
    here.need.delete()
    assert "Nothing is written down. Ask everybody" in page_of(world, "facilitator", here.coming).words()


def test_what_is_not_agreed_and_what_was_not_met_is_told(world: World) -> None:
    here = world.here
    care.answer_need(need=here.need, met=Met.NO, words="", by=here.member)
    care.write_need(member=here.member, needed=care.Needed("Breaks", ShownTo.PREPARING), said_yes=False, by=here.member)
    page = page_of(world, "facilitator", here.coming).words()
    assert "Last time they said it was not met." in page
    assert "Nothing is agreed yet. Ask them." in page


def test_after_the_meeting_the_person_is_asked_whether_it_was_met_until_they_said_so(world: World) -> None:
    here = world.here
    NeedAnswer.objects.filter(need=here.need).delete()
    type(here.need).objects.filter(pk=here.need.pk).update(agreed_on=here.meeting.on)
    link = reverse("support:need_met", args=[here.project.pk, here.need.pk])
    assert link in links(page_of(world, "member", here.meeting))
    for who in ("facilitator", "observer"):
        assert link not in links(page_of(world, who, here.meeting))
    assert link not in links(page_of(world, "member", here.coming))
    care.answer_need(need=here.need, met=Met.YES, words="", by=here.member)
    assert link not in links(page_of(world, "member", here.meeting))


def test_nobody_is_asked_who_was_not_there(world: World) -> None:
    here = world.here
    NeedAnswer.objects.filter(need=here.need).delete()
    here.meeting.attendance.filter(member=here.member).update(taken_out_at=timezone.now())
    link = reverse("support:need_met", args=[here.project.pk, here.need.pk])
    assert link not in links(page_of(world, "member", here.meeting))


# A worry of somebody without an account


def worry_from(place: Place) -> str:
    return reverse("guests:worry", args=[from_invitation(invited(place).invitation)])


def follow_worry(page: Page) -> str:
    (link,) = {str(one) for one in links(page) if "/worry/" in str(one)}
    return link


def read_by(concern: Concern) -> set[str]:
    """Who of the cast reads it today, and once nobody has read it for too long."""
    found = set()
    for member in Member.objects.filter(project=concern.project).exclude(user=None).select_related("user"):
        if rules.read_by(member, timezone.localdate() + timedelta(days=14)).filter(pk=concern.pk).exists():
            found.add(str(member.words))
    return found


def test_it_is_told_without_an_account_and_nothing_leads_to_who_told_it(world: World) -> None:
    here, made = world.here, invited(world.here)
    client = Client()
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
    address = reverse("guests:worry", args=[from_invitation(made.invitation)])
    page = Page(text(client.get(address)))
    for words in ("Lee Lead", "01632 960 001", "within 2 working days", "not for emergencies", "01632 960 999"):
        assert words in page.words()
    sent = {"words": "Zeisig without an account", "who": "The one in blue", "id": page.value_of("id")}
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert "Thank you for telling us" in Page(text(answer)).words()
    assert "Zeisig" not in text(answer)
    assert client.post(address, sent).status_code == 200  # the same form, sent twice
    (concern,) = Concern.objects.filter(words="Zeisig without an account")
    assert (concern.who, concern.reporter, concern.about, concern.excluded.count()) == (
        "The one in blue",
        None,
        None,
        0,
    )
    assert read_by(concern) == {"concern_lead", "deputy"}
    (row,) = AuditEvent.objects.filter(pk__gt=last)
    assert (row.actor, row.verb, row.subject, row.details) == (None, "support.concern_told", concern.pk, {})
    assert row.stream == audit.CONFIDENTIAL
    assert row.at == this_morning()  # the day, and no hour
    kept = {str(value) for value in Concern.objects.filter(pk=concern.pk).values().get().values()}
    assert not kept & {str(made.invitation.pk), str(here.facilitator.pk), made.link, made.code}
    assert SignedIn.objects.count() == 0
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}
    assert not Contribution.objects.filter(text__contains="Zeisig").exists()


def test_words_come_along_from_the_form_and_do_not_go_on_the_trail(world: World) -> None:
    made, client = invited(world.here), Client()
    page = Page(text(client.get(reverse("guests:say", args=[made.link]))))
    (button,) = [one for one in page.all("button") if one.attrs.get("name") == "from_saying"]
    answer = client.post(str(button.attrs["formaction"]), {"text": "Half a sentence", "from_saying": "yes"})
    assert answer.status_code == 200
    assert Page(text(answer)).value_of("words").strip() == "Half a sentence"
    assert not Concern.objects.filter(words="Half a sentence").exists()
    assert not Contribution.objects.filter(text="Half a sentence").exists()


def test_from_every_page_of_somebody_with_a_code(world: World) -> None:
    here = world.here
    row, codes = said_with(invited(here))
    ((slip, slip_codes),) = guest_words.give_codes(contributions=[here.paper_words], by=here.facilitator)
    for whose, digest in (
        (sealed.Whose.OWN, guest_words.digest_of(codes.own)),
        (sealed.Whose.OWN, guest_words.digest_of(slip_codes.own)),
    ):
        page = Page(text(Client().get(reverse("guests:words", args=[sealed.seal_mine(whose, digest)]))))
        link = follow_worry(page)
        assert str(row.pk) not in link
        assert str(slip.pk) not in link
        assert "What worries you?" in Page(text(Client().get(link))).words()


def test_the_person_it_is_about_can_tell_one_too(world: World) -> None:
    held = let_guests_in(world.here)
    page = Page(text(Client().get(reverse("guests:words", args=[held.about_token]))))
    assert "What worries you?" in Page(text(Client().get(follow_worry(page)))).words()


def test_no_name_of_anybody_here_is_asked_for(world: World) -> None:
    here = world.here
    for who in (here.member, here.paper_person, here.facilitator):
        type(who).objects.filter(pk=who.pk).update(name=f"Zeisig {who.pk}")
    page = Page(text(Client().get(worry_from(here)))).words()
    assert "Zeisig" not in page
    assert "Not to the person who gave me this invitation" in page


def test_whoever_gave_the_invitation_does_not_get_it_where_the_guest_says_so(world: World) -> None:
    here = world.here
    deputy = Member.objects.get(project=here.project, user=world.users["deputy"])
    make_safe(here.project, here.facilitator, here.facilitator, deputy)
    address = worry_from(here)
    for words, sent, readers in (
        ("To all", {}, {"facilitator", "deputy"}),
        ("Not to her", {"not_giver": "on"}, {"deputy"}),
    ):
        assert Client().post(address, {"words": words, **sent}).status_code == 200
        assert read_by(Concern.objects.get(words=words)) == readers


def test_nor_whoever_wrote_a_slip_down(world: World) -> None:
    here = world.here
    deputy = Member.objects.get(project=here.project, user=world.users["deputy"])
    make_safe(here.project, here.facilitator, here.facilitator, deputy)
    assert here.paper_words.typed_by == here.facilitator
    ((_row, codes),) = guest_words.give_codes(contributions=[here.paper_words], by=here.facilitator)
    token = sealed.seal_mine(sealed.Whose.OWN, guest_words.digest_of(codes.own))
    link = follow_worry(Page(text(Client().get(reverse("guests:words", args=[token])))))
    Client().post(link, {"words": "About the slip", "not_giver": "on"})
    assert read_by(Concern.objects.get(words="About the slip")) == {"deputy"}


def test_where_nobody_is_left_to_read_it_the_words_are_given_back(world: World) -> None:
    place = world.there  # whoever facilitates is the only one who reads there
    answer = Client().post(worry_from(place), {"words": "About her", "not_giver": "on"})
    page = Page(text(answer))
    assert answer.status_code == 422
    assert "Nobody who may know of it reads here, so it was not kept." in page.words()
    assert page.value_of("words").strip() == "About her"
    assert "01632 960 999" in page.words()
    assert not Concern.objects.filter(words="About her").exists()


def test_it_goes_to_nobody_but_those_whom_the_form_named(world: World) -> None:
    """Somebody else is to read here by the time it is sent: the page says so, shows them, and keeps what was written."""
    place = world.here
    address = worry_from(place)
    page = Page(text(Client().get(address)))
    ids = {str(key) for key in Member.objects.filter(project=place.project).values_list("pk", flat=True)}
    assert page.value_of("readers")
    assert page.value_of("readers") not in ids  # whoever has no account is not to have anybody's id
    make_safe(place.project, place.facilitator, lead=place.facilitator)
    sent = {"words": "About him", "id": page.value_of("id"), "readers": page.value_of("readers")}
    answer = Client().post(address, sent)
    assert answer.status_code == 409
    assert not Concern.objects.filter(words="About him").exists()
    page = Page(text(answer))
    assert page.value_of("words").strip() == "About him"
    assert Client().post(address, sent | {"readers": page.value_of("readers")}).status_code == 200
    assert Concern.objects.get(words="About him").lead == place.facilitator


def test_a_form_without_words_says_so_and_one_that_lay_open_gives_them_back(world: World) -> None:
    address = worry_from(world.here)
    assert Client().post(address, {"words": " ", "who": "Zeisig"}).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        late = Client().post(address, {"words": "Too late"})
    assert late.status_code == 410
    assert "Nothing was sent." in Page(text(late)).words()
    assert "Too late" in text(late)
    assert not Concern.objects.filter(words="Too late").exists()
    forged = Client().get(reverse("guests:worry", args=["no-such-seal"]))
    assert forged.status_code == 410


def test_so_many_that_nobody_could_read_them_are_not_taken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concern_actions, "MOST_WITHOUT_ACCOUNT", 2)
    address = worry_from(world.here)
    given = [Client().post(address, {"words": f"Number {number}"}) for number in range(3)]
    assert [one.status_code for one in given] == [200, 200, 422]
    assert "Number 2" in text(given[2])
    assert tell_worry(world.here.project, world.here.member, named=False)  # people here still can
    assert {one.words for one in Concern.objects.filter(words__startswith="Number")} == {"Number 0", "Number 1"}


def test_slips_that_are_typed_in_and_receipts_lead_there_too(world: World) -> None:
    here = world.here
    page = Page(text(world.client("facilitator").get(reverse("trail:after", args=[here.project.pk, here.meeting.pk]))))
    assert reverse("support:concern_new", args=[here.project.pk]) in links(page)
    address = reverse("trail:receipts", args=[here.project.pk])
    once = Page(text(world.client("facilitator").get(address))).value_of("once")
    printed = world.client("facilitator").post(address, {"said": [here.paper_words.pk], "once": once})
    assert "Something worries you? Ring Lee Lead, 01632 960 001, or Dee Deputy" in Page(text(printed)).words()
