"""Every number of the trail opens a list with exactly that many; what is only agreed is not counted as being done."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, say
from tests.pages import text
from wesaid_web.show import picture
from wesaid_web.trail.actions import changed, decided, did
from wesaid_web.trail.models import Contribution, HowKnown, Reason, Result, Status
from wesaid_web.trail.places import AGREED, GROUPS, NOT_TOLD, PLACES
from wesaid_web.trail.queries import Counts, Filter, counted, counts
from wesaid_web.trail.words import PLACE


@pytest.fixture
def trail(world: World) -> Counts:
    """Something at each place."""
    here = world.here

    def decide(words: str, result: Result, **given: object) -> tuple[Contribution, decided.Decision]:
        row = say(here.project, here.member, words, here.hat)
        answers = decided.Answers(
            result=result,
            reason="x",
            decided_by="x",
            decided_on=TODAY,
            **given,  # type: ignore[arg-type]
        )
        return row, decided.decide(project=here.project, contributions=[row], answers=answers, by=here.facilitator)

    def act(words: str, status: Status) -> tuple[Contribution, did.Action]:
        row, decision = decide(words, Result.GO_AHEAD)
        return row, did.add(
            project=here.project,
            what="x",
            contributions=[row],
            decision=decision,
            workers=[here.member],
            others="",
            due=None,
            status=status,
            by=here.member,
        )

    say(here.project, here.member, "waits", here.hat)
    for number in range(2):
        decide(f"agreed {number}", Result.GO_AHEAD)
    decide("agreed to try", Result.TRY_OUT)
    decide("later", Result.LATER, reason_code=Reason.TIME, look_again=TODAY)
    decide("no", Result.NO, reason_code=Reason.MONEY)
    act("doing", Status.DOING)
    act("done", Status.DONE)
    for how_known, without in ((HowKnown.STORY, False), (None, True)):
        row, action = act("done and looked at", Status.DONE)
        account = changed.Account(what="y", how_known=how_known, nothing_changed=without)
        changed.add(project=here.project, account=account, contributions=[row], actions=[action], by=here.member)
    return counts(here.project)


@pytest.mark.parametrize("name", [*PLACES, *GROUPS])
def test_every_number_opens_a_list_with_that_many(world: World, trail: Counts, name: str) -> None:
    places = GROUPS.get(name, (name,))
    found = Filter(fate=name).apply(counted(world.here.project), world.here.member)
    assert found.count() == trail.of(*places)


def test_each_thing_is_at_one_place(world: World, trail: Counts) -> None:
    assert set(trail.by_place) <= set(PLACES)
    assert trail.said == counted(world.here.project).count()
    assert sorted(place for _step, stops in picture.STEPS for place in stops) == sorted({*PLACES} - {"done_changed"})
    assert sorted((*GROUPS["open"], *GROUPS["decided"])) == sorted(PLACES)


def test_what_is_agreed_is_not_being_done_and_what_nobody_looked_at_is_not_without_change(
    world: World, trail: Counts
) -> None:
    assert trail.of(AGREED) == 3
    assert trail.of(NOT_TOLD) == 1
    said, decided_, did_, changed_ = picture.reached(trail.by_place)
    assert (decided_, did_) == (trail.of(*GROUPS["decided"]), trail.of(*GROUPS["did"]))
    assert (said, changed_) == (trail.said, trail.of("done_changed"))
    page = text(world.client("member").get(reverse("show:overview", args=[world.here.project.pk])))
    assert "are agreed, and nobody is on them yet." in page
    listed = text(world.client("member").get(reverse("trail:said", args=[world.here.project.pk]), {"fate": AGREED}))
    assert "Agreed; nobody is on it yet" in listed
    assert "You said, they agreed" in listed
    assert "are doing it" not in listed
    assert str(PLACE[AGREED]) in page
