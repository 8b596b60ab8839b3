"""Slips of paper: printed once, typed in once, kept hold of with a code that nobody here can read again."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, make_safe
from tests.pages import text
from wesaid_web.common.access import NotYet
from wesaid_web.common.codes import spoken
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.support.models import Concern
from wesaid_web.trail.actions import slips
from wesaid_web.trail.actions.guests import MadeAlready
from wesaid_web.trail.actions.said import Said
from wesaid_web.trail.cards import cards_about, code_of
from wesaid_web.trail.models import AgreedHow, Channel, Consent, Contribution, Decision, Receipt, Slip, SlipBatch


def printed(world: World, count: int = 3, **given: object) -> tuple[SlipBatch, list[slips.Printed]]:
    here = world.here
    asked = {"project": here.project, "label": "A box", "meeting": None, "by": here.facilitator, "count": count}
    return slips.print_slips(**{**asked, **given})  # type: ignore[arg-type]


def type_in(world: World, slip: slips.Printed, **given: object) -> Contribution:
    """Type a slip in as the form does, and give what is on the trail then."""
    client = world.client("facilitator")
    sent = {"id": uuid.uuid4(), "code": spoken(slip.code), "text": "Ring us first", "public": "not_asked", **given}
    answer = client.post(reverse("trail:slip", args=[world.here.project.pk]), sent)
    assert answer.status_code == 302, text(answer)
    return Contribution.objects.get(slip__code=slip.code)


def refused(world: World, slip_code: str, **given: object) -> str:
    sent = {"id": uuid.uuid4(), "code": slip_code, "text": "Typed anew", **given}
    answer = world.client("facilitator").post(reverse("trail:slip", args=[world.here.project.pk]), sent)
    assert answer.status_code == 422
    return text(answer)


# Printing


def test_every_slip_has_codes_of_its_own_and_only_digests_are_kept(world: World) -> None:
    batch, made = printed(world, 60)
    codes = [code for one in made for code in (one.code, one.own, one.about)]
    assert len(set(codes)) == 180
    assert {len(one.code) for one in made} == {6}
    assert {len(one.own) for one in made} | {len(one.about) for one in made} == {12}
    kept = str(list(Slip.objects.filter(batch=batch).values()))
    assert all(one.code in kept and one.own not in kept and one.about not in kept for one in made)


def test_the_same_form_makes_one_batch_and_shows_the_same_codes_again(world: World) -> None:
    form = {"batch_id": uuid.uuid4(), "once": uuid.uuid4()}
    first = printed(world, **form)
    assert printed(world, **form) == first
    assert SlipBatch.objects.filter(pk=form["batch_id"]).count() == 1
    with pytest.raises(MadeAlready):
        printed(world, batch_id=form["batch_id"], once=uuid.uuid4())
    with pytest.raises(MadeAlready):
        printed(world, batch_id=form["batch_id"])


def test_nothing_is_printed_before_people_know_whom_to_tell_a_worry(world: World) -> None:
    project = projects.create_project(name="New", by=world.users["facilitator"])
    lead = Member.objects.get(project=project)
    with pytest.raises(NotYet):
        slips.print_slips(project=project, label="", count=1, meeting=None, by=lead)
    make_safe(project, lead, lead=lead)
    assert slips.print_slips(project=project, label="", count=1, meeting=None, by=lead)[1]


@pytest.mark.parametrize("count", [0, 61])
def test_a_batch_is_of_one_to_sixty(count: int, world: World) -> None:
    with pytest.raises(ValueError, match="1 to 60"):
        printed(world, count)


def test_members_neither_print_nor_type_in(world: World) -> None:
    said = Said("x", world.here.hat, None, timezone.localdate())
    _batch, (slip, *_more) = printed(world)
    with pytest.raises(NotYourRole):
        printed(world, by=world.here.member)
    with pytest.raises(NotYourRole):
        slips.type_in(
            project=world.here.project,
            code=slip.code,
            said=said,
            public=Consent.YES,
            by=world.here.member,
            key=uuid.uuid4(),
        )


# Typing in


def test_a_slip_is_on_the_trail_as_it_was_written_and_its_keeper_finds_it(world: World) -> None:
    _batch, (slip, *_more) = printed(world, meeting=world.here.meeting)
    row = type_in(world, slip, hat=world.here.carer.pk, public="yes", guest_name="Robin")
    assert (row.text, row.channel, row.agreed_how, row.guest_name) == (
        "Ring us first",
        Channel.PAPER,
        AgreedHow.ON_PAPER,
        "Robin",
    )
    assert (row.perspective, row.meeting, row.said_on) == (world.here.carer, world.here.meeting, world.here.meeting.on)
    assert (row.public, row.author, row.typed_by) == (Consent.YES, None, world.here.facilitator)
    found = world.client("anonymous").post(reverse("guests:mine"), {"code": slip.own.lower()}, follow=True)
    assert "Ring us first" in text(found)
    for code in (slip.code + slip.code, slip.about):  # neither the code for typing in, nor one that is not needed
        assert "Ring us first" not in text(world.client("anonymous").post(reverse("guests:mine"), {"code": code}))


def test_what_is_not_ticked_stays_open(world: World) -> None:
    _batch, (slip, *_more) = printed(world)
    row = type_in(world, slip)
    assert (row.perspective.code, row.public, row.about_other) == ("not_stated", Consent.NOT_ASKED, False)


def test_a_slip_for_a_meeting_that_has_not_been_is_of_the_day_it_is_typed_in(world: World) -> None:
    _batch, (slip, *_more) = printed(world, meeting=world.here.coming)
    assert type_in(world, slip).said_on == timezone.localdate()


def test_about_somebody_else_it_stops_first_and_that_person_can_object(world: World) -> None:
    _batch, (slip, *_more) = printed(world)
    assert "Before you save it" in refused(world, slip.code, about_other="on", public="yes")
    row = type_in(world, slip, about_other="on", thought_about="on", public="yes")
    assert row.public == Consent.NO, "what is about someone else stays within the group, whatever was ticked"
    found = world.client("anonymous").post(reverse("guests:mine"), {"code": slip.about}, follow=True)
    assert "Ring us first" in text(found)
    assert "do not want" in text(found)


def test_a_slip_is_used_once_and_the_second_time_it_says_what_was_on_it(world: World) -> None:
    _batch, (slip, *_more) = printed(world)
    type_in(world, slip)
    page = refused(world, slip.code)
    assert "This slip was typed in before." in page
    assert "Ring us first" in page
    assert "Typed anew" in page, "what was typed is not lost"
    assert Receipt.objects.filter(contribution__slip__code=slip.code).count() == 1


def test_the_same_form_sent_twice_types_it_in_once(world: World) -> None:
    _batch, (slip, *_more) = printed(world)
    before = Contribution.objects.count()
    key = uuid.uuid4()
    assert type_in(world, slip, id=key) == type_in(world, slip, id=key)
    assert Contribution.objects.count() == before + 1


def test_a_wrong_character_a_wrong_part_and_a_foreign_slip_are_told_apart(world: World) -> None:
    there = world.there
    _batch, foreign = slips.print_slips(project=there.project, label="", count=1, meeting=None, by=there.facilitator)
    _batch, (slip, *_more) = printed(world)
    mistyped = slip.code[:-1] + ("2" if slip.code[-1] != "2" else "3")
    assert "One of the characters is not right" in refused(world, mistyped)
    assert "the part that the person keeps" in refused(world, slip.own)
    assert "There is no slip with this code" in refused(world, foreign[0].code)


def test_what_did_not_come_back_is_given_up_and_can_be_taken_up_again(world: World) -> None:
    batch, (used, lost, *_more) = printed(world)
    kept = type_in(world, used)
    client = world.client("facilitator")
    client.post(reverse("trail:slips_give_up", args=[world.here.project.pk, batch.pk]))
    assert "given up" in refused(world, lost.code)
    assert Contribution.objects.filter(pk=kept.pk).exists()
    client.post(reverse("trail:slips_take_up", args=[world.here.project.pk, batch.pk]))
    assert type_in(world, lost).text == "Ring us first"


def test_somebody_here_wrote_it_and_it_counts_as_their_voice(world: World) -> None:
    _batch, (slip, other, *_more) = printed(world)
    assert type_in(world, slip, whose=world.here.paper_person.pk).author == world.here.paper_person
    assert "Not both" in refused(world, other.code, whose=world.here.member.pk, guest_name="Robin")
    assert refused(world, other.code, whose=world.there.member.pk), "nobody of another project"


def test_a_worry_on_a_slip_goes_where_worries_go_and_the_slip_is_not_used_up(world: World) -> None:
    """The words come along to the form for worries; nothing is kept of them before it is sent from there."""
    _batch, (slip, *_more) = printed(world)
    before = Contribution.objects.count()
    client = world.client("facilitator")
    page = text(client.get(reverse("trail:slip", args=[world.here.project.pk])))
    where = reverse("support:concern_new", args=[world.here.project.pk])
    assert f'formaction="{where}"' in page
    taken = client.post(where, {"code": slip.code, "text": "He hits her", "from_saying": "yes"})
    assert "He hits her" in text(taken)
    assert (Contribution.objects.count(), Concern.objects.filter(words="He hits her").count()) == (before, 0)
    assert Slip.objects.get(code=slip.code).used_on is None


def test_withdrawing_by_the_kept_part_takes_the_words_away_from_the_slip_too(world: World) -> None:
    _batch, (slip, *_more) = printed(world)
    row = type_in(world, slip)
    keeper = world.client("anonymous")
    at = keeper.post(reverse("guests:mine"), {"code": slip.own})["Location"]
    token = at.rstrip("/").rpartition("/")[2]
    keeper.post(reverse("guests:withdraw", args=[token, row.pk]))
    assert "Ring us first" not in refused(world, slip.code)


def test_the_record_says_what_was_done_and_holds_no_code(world: World) -> None:
    batch, (slip, *_more) = printed(world)
    row = type_in(world, slip)
    slips.give_up(batch=batch, by=world.here.facilitator)
    events = AuditEvent.objects.filter(stream=world.here.project.pk, subject__in=[batch.pk, row.pk])
    verbs = list(events.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["trail.slips_printed", "trail.said", "trail.slip_typed_in", "trail.slips_given_up"]
    assert not any(code in str(list(events.values())) for code in (slip.code, slip.own, slip.about))


# Cards


def test_a_card_leads_to_the_decision_it_is_about(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    answer = client.post(reverse("trail:card", args=[here.project.pk]), {"code": code_of(here.contribution.pk)})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/decided/new/?said={here.contribution.pk}")
    wrong = client.post(reverse("trail:card", args=[here.project.pk]), {"code": code_of(world.there.contribution.pk)})
    assert wrong.status_code == 422
    assert "no card with this code" in text(wrong)


def test_cards_name_nobody_and_nothing_hidden(world: World) -> None:
    here = world.here
    Contribution.objects.filter(pk=here.paper_words.pk).update(hidden_at=timezone.now())
    Contribution.objects.filter(pk=here.contribution.pk).update(author_withheld=True)
    query = f"?said={here.contribution.pk}&said={here.paper_words.pk}&said={world.there.contribution.pk}&blank=1"
    page = text(world.client("facilitator").get(reverse("trail:cards_print", args=[here.project.pk]) + query))
    assert "Words in Here" in page
    assert "Paper words" not in page
    assert "Words in There" not in page
    assert "Said as:" not in page, "the hat is kept back with the name"
    assert page.count("What are we deciding?") == 2


def test_the_code_of_a_card_is_never_taken_for_the_numbers_of_rows(world: World) -> None:
    rows = [uuid.uuid4() for _number in range(3000)]
    assert not any(code_of(key).isdecimal() for key in rows)
    assert [card.code for card in cards_about([world.here.contribution])] == [code_of(world.here.contribution.pk)]


def test_after_a_meeting_the_code_on_a_card_stands_for_what_it_is_about(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    address = reverse("trail:after", args=[here.project.pk, here.meeting.pk])
    sent = {
        "edition": here.meeting.attendance_edition,
        f"there_{here.member.pk}": "on",
        f"as_{here.member.pk}": str(here.hat.pk),
        "text1": "Said there",
        "who1": f"p{here.member.pk}",
        "decided_by": "All of us",
        "on1": f"1, {spoken(code_of(here.contribution.pk))}",
        "result1": "go_ahead",
        "reason1": "It is cheap",
    }
    wrong = client.post(address, sent | {"on1": spoken(code_of(world.there.contribution.pk))})
    assert "there is no card with the code" in text(wrong)
    answer = client.post(address, sent)
    assert answer.status_code == 302, text(answer)
    made = Decision.objects.filter(project=here.project).order_by("seq").last()
    assert made
    assert {row.text for row in made.contributions.all()} == {"Said there", "Words in Here"}


# Activity sheets


@pytest.mark.parametrize(("number", "channel"), [(1, "journey_map"), (2, "persona"), (3, "imagine"), (4, "touchpoint")])
def test_what_came_of_a_sheet_is_on_the_trail_row_by_row(number: int, channel: str, world: World) -> None:
    here, client = world.here, world.client("facilitator")
    address = reverse("trail:sheet_type", args=[here.project.pk, number])
    sent = {
        "id": uuid.uuid4(),
        "rows": 6,
        "text1": "The first",
        "hat1": here.carer.pk,
        "text4": "The second",
        "said_on": timezone.localdate(),
    }
    for _twice in range(2):
        assert client.post(address, sent).status_code == 302
    rows = Contribution.objects.filter(project=here.project, channel=channel).order_by("text")
    assert [(row.text, row.perspective.code, row.author) for row in rows] == [
        ("The first", "carer", None),
        ("The second", "not_stated", None),
    ]
    more = client.post(address, sent | {"more": "yes"})
    assert (more.status_code, text(more).count("What is written there")) == (200, 12)
    assert client.post(address, {"rows": 6}).status_code == 422
    later = client.post(address, sent | {"said_on": timezone.localdate() + timedelta(days=1)})
    assert "has not come yet" in text(later)
    assert client.get(reverse("trail:sheet", args=[here.project.pk, 5])).status_code == 404
