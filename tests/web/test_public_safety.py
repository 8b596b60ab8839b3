"""The public page tells nothing that was not agreed to: not by counting, not through what is hidden, not after leaving."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, make_user, say
from tests.pages import text
from tests.web.test_public_page import agreed, publish
from wesaid_web.common.access import NotAllowed
from wesaid_web.projects import actions as projects
from wesaid_web.projects.actions import place_person
from wesaid_web.projects.models import Member, Role
from wesaid_web.show import actions as show
from wesaid_web.trail.actions import changed, did, said
from wesaid_web.trail.models import Consent, Contribution, HowKnown, Result, Status

# What could be worked out from it


def test_hiding_and_counting_does_not_tell_who_keeps_their_name_back(world: World) -> None:
    """Whose words are withheld changes nothing that leaves the group; hiding words changes no number of people."""
    here = world.here
    people = [place_person(project=here.project, name=f"P{number}", by=None) for number in range(12)]
    rows = [
        said.add(project=here.project, said=said.Said(f"by {member}", here.hat, member, TODAY), by=here.facilitator)
        for member in people
    ]
    secret = said.add(project=here.project, said=said.Said("kept back", here.hat, None, TODAY), by=here.facilitator)
    seen = set()
    for author in [*people[3:6], here.member]:
        Contribution.objects.filter(pk=secret.pk).update(author=author, author_withheld=True)
        for row in (None, *rows[3:6]):
            if row:
                said.hide(contribution=row, reason="looking", by=here.facilitator)
            numbers = show.prepare(project=here.project, by=here.facilitator).content["numbers"]
            seen.add((numbers["people"], numbers["fewer_than"]))
            if row:
                said.unhide(contribution=row, by=here.facilitator)
    assert len(seen) == 1
    assert seen.pop()[0] % 5 == 0


def test_steps_about_something_hidden_are_left_out_before_and_after_publishing(world: World) -> None:
    here = world.here
    row, decision = agreed(world, "A shared thing", Result.GO_AHEAD)
    other = say(here.project, here.member, "It names a patient", here.hat)
    said.merge(contribution=other, into=row, by=here.facilitator)
    action = did.add(
        project=here.project,
        what="Talk to Mrs J of bed four",
        contributions=[other],
        decision=decision,
        workers=[here.member],
        others="",
        due=None,
        status=Status.DONE,
        by=here.member,
    )
    account = changed.Account(what="Mrs J has her tea", how_known=HowKnown.STORY)
    changed.add(project=here.project, account=account, contributions=[other], actions=[action], by=here.member)
    publish(world)
    assert "Mrs J" in text(world.client("anonymous").get(reverse("public", args=["here"])))
    said.hide(contribution=other, reason="It names a patient", by=here.facilitator)
    assert "A shared thing" in text(world.client("anonymous").get(reverse("public", args=["here"])))
    assert "Mrs J" not in text(world.client("anonymous").get(reverse("public", args=["here"])))
    said.unhide(contribution=other, by=here.facilitator)
    assert "Mrs J" in text(world.client("anonymous").get(reverse("public", args=["here"])))


def test_who_asked_to_wait_is_waited_for_when_it_is_prepared_anew(world: World) -> None:
    here = world.here
    first = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=first, happy=False, words="It names my mum", by=here.member)
    again = show.prepare(project=here.project, by=here.facilitator)
    with pytest.raises(show.NotReady, match="It names my mum"):
        show.publish(release=again, by=here.facilitator)
    show.answer(release=again, happy=True, words="", by=here.member)
    show.publish(release=again, by=here.facilitator)


def test_the_answer_of_somebody_who_is_gone_is_none(world: World) -> None:
    here = world.here
    release = show.prepare(project=here.project, by=here.facilitator)
    show.answer(release=release, happy=True, words="", by=here.member)
    Member.objects.create(project=here.project, user=make_user("another"), name="Another", role=Role.MEMBER)
    assert show.missing_before_publishing(release) == []
    projects.remove(member=here.member, by=here.facilitator)
    with pytest.raises(show.NotReady):
        show.publish(release=release, by=here.facilitator)


# Taking words off


def test_whoever_said_it_can_take_it_off_in_any_role(world: World) -> None:
    here = world.here
    row, _decision = agreed(world, "My own words", Result.GO_AHEAD)
    here.member.role = "observer"
    here.member.save()
    client = world.client("member")
    client.post(reverse("trail:consent", args=[here.project.pk, row.pk]), {"answer": "no"})
    row.refresh_from_db()
    assert row.public == Consent.NO
    client.post(reverse("trail:withhold", args=[here.project.pk, row.pk]))
    row.refresh_from_db()
    assert row.author_withheld


def test_who_is_removed_leaves_the_page_and_who_leaves_stays_on_it(world: World) -> None:
    here = world.here
    row, _decision = agreed(world, "My own words", Result.GO_AHEAD)
    projects.remove(member=here.member, by=here.member)
    row.refresh_from_db()
    assert row.public == Consent.YES
    Member.objects.filter(pk=here.member.pk).update(left_at=None)
    here.member.refresh_from_db()
    projects.remove(member=here.member, by=here.facilitator)
    row.refresh_from_db()
    assert row.public == Consent.NOT_ASKED


def test_a_facilitator_takes_words_off_and_puts_none_on(world: World) -> None:
    here = world.here
    row, _decision = agreed(world, "My own words", Result.GO_AHEAD)
    with pytest.raises(NotAllowed):
        said.consent(contribution=row, answer=Consent.YES, words="other words", by=here.facilitator)
    world.client("facilitator").post(reverse("trail:take_off", args=[here.project.pk, row.pk]))
    row.refresh_from_db()
    assert row.public == Consent.NO
