"""Roles in the project, and who stands behind it: agreed by the person, supported, trained; promises kept or not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tests.pages import Page, text
from tests.web.test_joining import at, outside, released
from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.joining import queries
from wesaid_web.joining.actions import roles, sponsors
from wesaid_web.joining.models import HowAgreed, Kept, ProjectRole, Promise, RoleKind
from wesaid_web.joining.permissions import NoSupporter, NotTheSponsor, NotYours, OwnPromise
from wesaid_web.projects import actions as projects
from wesaid_web.projects.permissions import SupportsThemselves
from wesaid_web.support import actions as support

NOTES = roles.What(RoleKind.NOTES, "Write down what is said")


def test_a_role_holds_once_its_holder_says_yes_and_anew_when_it_changes(world: World) -> None:
    role, client = world.here.coming_in.role, world.client("member")
    assert "You are asked" in text(client.get(at(world, "roles")))
    client.post(at(world, "role_agree", role.pk))
    role.refresh_from_db()
    assert (role.how, role.agreed_as_it_is) == (HowAgreed.HERE, True)
    roles.edit(role=role, what=NOTES, edition=1, by=world.here.facilitator)
    role.refresh_from_db()
    assert not role.agreed_as_it_is
    assert "It has changed since you said yes" in text(client.get(at(world, "role", role.pk)))
    with pytest.raises(ChangedMeanwhile):
        roles.edit(role=role, what=NOTES, edition=1, by=world.here.facilitator)


def test_nobody_says_yes_for_somebody_with_an_account(world: World) -> None:
    with pytest.raises(NotYours):
        roles.agree(role=world.here.coming_in.role, by=world.here.facilitator, how=HowAgreed.SPOKEN)
    with pytest.raises(NotAllowed):
        roles.agree(role=world.here.coming_in.paper_role, by=world.here.facilitator)  # without how they said it
    with pytest.raises(NotAllowed):
        roles.agree(role=world.here.coming_in.paper_role, by=world.here.facilitator, how=HowAgreed.CODE)


def test_with_the_code_of_a_slip_somebody_reads_it_and_says_yes_once(world: World) -> None:
    role = world.here.coming_in.paper_role
    assert at(world, "role_agree", role.pk) in text(world.client("facilitator").get(at(world, "roles")))
    assert at(world, "role_agree", role.pk) not in text(world.client("member").get(at(world, "roles")))
    page = Page(text(world.client("facilitator").post(at(world, "role_code", role.pk))))
    code = page.with_class("ws-spoken")[0].text.replace(" ", "")
    client = Client()
    opened = client.post(reverse("apply:mine"), {"code": code})
    there = opened["Location"]
    assert "Welcome people in Here" in text(client.get(there))
    client.post(f"{there}yes/")
    role.refresh_from_db()
    assert (role.how, role.agreed_as_it_is, role.recorded_by) == (HowAgreed.CODE, True, None)
    newer = roles.give_code(role=role, by=world.here.facilitator)
    assert client.get(there).status_code == 302  # the slip was made anew: the earlier code opens nothing
    assert "We do not know this code" in text(Client().post(reverse("apply:mine"), {"code": code}, follow=True))
    assert queries.by_code(newer) == role


def test_whoever_facilitates_has_somebody_who_supports_them(world: World) -> None:
    lead = world.here.facilitator
    assert queries.stands(world.here.project).unsupported == [lead]
    assert "Nobody is named who supports whoever facilitates" in text(world.client("observer").get(at(world, "roles")))
    with pytest.raises(NoSupporter):
        roles.add(project=world.here.project, holder=lead, what=roles.What(RoleKind.FACILITATOR, "x"), by=lead)
    what = roles.What(RoleKind.FACILITATOR, "x", support=lead)
    with pytest.raises(SupportsThemselves):
        roles.add(project=world.here.project, holder=lead, what=what, by=lead)
    sent = {"kind": "facilitator", "holder": lead.pk, "what": "Keep the trail"}
    refused = world.client("facilitator").post(at(world, "role_new"), sent)
    assert refused.status_code == 422
    world.client("facilitator").post(at(world, "role_new"), {**sent, "support_outside": "Her manager"})
    assert queries.stands(world.here.project).unsupported == []
    roles.agree(role=ProjectRole.objects.get(holder=lead), by=lead)
    charter = reverse("projects:charter", args=[world.here.project.pk])
    assert "supported by Her manager" in text(world.client("member").get(charter))


def test_ending_asks_for_no_reason_and_what_nobody_agreed_to_leaves_no_trace(world: World) -> None:
    role = world.here.coming_in.role
    world.client("member").post(at(world, "role_end", role.pk))
    assert not ProjectRole.objects.filter(pk=role.pk).exists()
    row = roles.add(project=world.here.project, holder=world.here.member, what=NOTES, by=world.here.facilitator)
    roles.agree(role=row, by=world.here.member)
    roles.end(role=row, by=world.here.member)
    row.refresh_from_db()
    assert row.ended_on
    with pytest.raises(roles.Over):
        roles.agree(role=row, by=world.here.member)


def test_who_leaves_holds_no_role_and_supports_nobody(world: World) -> None:
    row = roles.add(project=world.here.project, holder=world.here.member, what=NOTES, by=world.here.facilitator)
    roles.agree(role=row, by=world.here.member)
    supported = roles.What(RoleKind.NOTES, "x", support=world.here.member)
    other = roles.add(
        project=world.here.project, holder=world.here.paper_person, what=supported, by=world.here.facilitator
    )
    projects.remove(member=world.here.member, by=world.here.member)
    row.refresh_from_db()
    assert row.ended_on
    assert ProjectRole.objects.get(pk=other.pk).supported_by == ""


def test_training_is_had_once(world: World) -> None:
    training = world.here.coming_in.training
    world.client("member").post(at(world, "role_training_had", world.here.coming_in.role.pk, training.pk))
    training.refresh_from_db()
    first = training.had_on
    assert first
    roles.had(training=training, by=world.here.facilitator)
    training.refresh_from_db()
    assert training.had_on == first


# Promises


def their(world: World) -> Promise:
    """A promise of somebody senior who takes part here: the member of the cast."""
    sponsor = sponsors.name_sponsor(
        project=world.here.project, name="Mem", post="Director", member=world.here.member, by=world.here.facilitator
    )
    return sponsors.promise(sponsor=sponsor, what="To come herself", by_when=TODAY, by=world.here.member)


def test_the_group_says_whether_it_was_kept_and_the_sponsor_answers(world: World) -> None:
    promise = their(world)
    assert queries.is_overdue(promise)
    with pytest.raises(OwnPromise):
        sponsors.say_kept(promise=promise, kept=Kept.YES, words="", said_by="", by=world.here.member, seen=0)
    assert world.client("member").get(at(world, "promise_kept", promise.pk)).status_code == 403
    lead = world.client("facilitator")
    refused = lead.post(at(world, "promise_kept", promise.pk), {"kept": "no", "seen": 0})
    assert refused.status_code == 422
    for _twice in range(2):
        sent = {"kept": "partly", "words": "She sent somebody", "said_by": "All of us", "seen": 0}
        lead.post(at(world, "promise_kept", promise.pk), sent)
    assert promise.said.count() == 1
    world.client("member").post(at(world, "promise_answer", promise.pk), {"words": "I was ill", "seen": 1})
    row = Promise.objects.get(pk=promise.pk)
    assert queries.judged(row).words == "She sent somebody"
    assert queries.answered(row).words == "I was ill"
    sponsors.say_kept(promise=row, kept=Kept.YES, words="", said_by="", by=world.here.facilitator, seen=2)
    row = Promise.objects.get(pk=promise.pk)
    assert queries.judged(row).kept == Kept.YES
    assert queries.answered(row) is None  # it was about what was said before
    assert [one.seq for one in row.said.all()] == [1, 2, 3]


def test_only_the_sponsor_or_a_facilitator_for_them_answers(world: World) -> None:
    promise = world.here.coming_in.promise
    with pytest.raises(NotTheSponsor):
        sponsors.answer(promise=promise, words="x", by=world.here.member, seen=0)
    with pytest.raises(NotAllowed):
        sponsors.promise(sponsor=promise.sponsor, what="x", by_when=None, by=world.here.member)


def test_promises_stand_beside_the_charter_and_in_the_report_without_a_name(world: World) -> None:
    promise = their(world)
    sponsors.say_kept(
        promise=promise, kept=Kept.NO, words="Nobody came", said_by="Bee", by=world.here.facilitator, seen=0
    )
    charter = Page(
        text(world.client("observer").get(reverse("projects:charter", args=[world.here.project.pk])))
    ).words()
    assert "To come herself Not kept" in charter
    released(world)
    for page in outside(world)[1:]:
        assert "To come herself" in page
        assert "Nobody came" in page
        assert not any(name in page for name in ("Sal Senior", "Mem", "Bee", "Director"))


def test_somebody_who_no_longer_stands_behind_it_keeps_what_was_promised(world: World) -> None:
    sponsor = world.here.coming_in.sponsor
    sponsors.end_sponsor(sponsor=sponsor, by=world.here.facilitator)
    assert "Come to Here" in text(world.client("member").get(at(world, "roles")))
    other = sponsors.name_sponsor(project=world.here.project, name="x", post="", member=None, by=world.here.facilitator)
    sponsors.end_sponsor(sponsor=other, by=world.here.facilitator)
    assert not world.here.project.sponsors.filter(pk=other.pk).exists()


def test_the_first_page_says_what_waits_for_a_yes_or_no(world: World) -> None:
    overview = reverse("show:overview", args=[world.here.project.pk])
    terms, asked = "Terms in writing wait for your yes or no.", "You are asked to take on a role."
    page = text(world.client("member").get(overview))
    assert (terms in page, asked in page) == (False, True)
    roles.agree(role=world.here.coming_in.role, by=world.here.member)
    written = support.write_terms(
        member=world.here.member, work="x", in_return="x", pay_within=7, by=world.here.facilitator
    )
    page = text(world.client("member").get(overview))
    assert (terms in page, asked in page) == (True, False)
    assert terms not in text(world.client("facilitator").get(overview))
    support.agree(terms=written, by=world.here.member)
    assert queries.to_answer(world.here.member) == set()
    roles.edit(role=world.here.coming_in.role, what=NOTES, edition=1, by=world.here.facilitator)
    assert queries.to_answer(world.here.member) == {"role"}
