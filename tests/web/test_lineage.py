"""Putting together and splitting: nothing is lost, each stays a voice of its own, no circles, and the fates agree."""

from __future__ import annotations

import pytest

from tests.cast import TODAY, World, say
from wesaid_web.common.access import Elsewhere
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import changed, decided, did, said
from wesaid_web.trail.bridge import wrong_fates
from wesaid_web.trail.models import Contribution, Decision, Fate, HowKnown, Result, Status
from wesaid_web.trail.permissions import DecidedAlready


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


@pytest.fixture
def words(world: World) -> list[Contribution]:
    return [say(world.here.project, world.here.member, f"Words {number}", world.here.hat) for number in range(4)]


def go_ahead(world: World, *rows: Contribution, result: Result = Result.GO_AHEAD) -> Decision:
    answers = decided.Answers(
        result=result, reason="It is cheap.", decided_by="All", decided_on=TODAY, present=[world.here.member]
    )
    return decided.decide(project=world.here.project, contributions=rows, answers=answers, by=world.here.facilitator)


def fates(*rows: Contribution) -> list[str]:
    return [fresh(row).fate for row in rows]


def merge(world: World, row: Contribution, into: Contribution) -> None:
    said.merge(contribution=row, into=into, by=world.here.facilitator)


def test_what_is_together_shares_its_fate_and_counts_apart(world: World, words: list[Contribution]) -> None:
    merge(world, words[0], words[1])
    go_ahead(world, words[1])
    assert fates(*words[:2]) == [Fate.BEING_DONE, Fate.BEING_DONE]
    said.unmerge(contribution=words[0], by=world.here.facilitator)
    assert fates(*words[:2]) == [Fate.WAITING, Fate.BEING_DONE]
    assert fresh(words[0]).text == "Words 0"


def test_a_decision_on_what_was_merged_holds_for_what_it_was_merged_into(
    world: World, words: list[Contribution]
) -> None:
    merge(world, words[0], words[1])
    go_ahead(world, words[0])
    assert fates(*words[:2]) == [Fate.BEING_DONE, Fate.BEING_DONE]


def test_merging_goes_to_the_head_of_both_chains(world: World, words: list[Contribution]) -> None:
    merge(world, words[0], words[1])
    merge(world, words[2], words[3])
    merge(world, words[0], words[2])
    assert [fresh(row).merged_into for row in words] == [words[1], words[3], words[3], None]


@pytest.mark.parametrize(("row", "into"), [(0, 0), (0, 1), (1, 0), (2, 0), (0, 2)])
def test_circles_are_refused(world: World, words: list[Contribution], row: int, into: int) -> None:
    merge(world, words[0], words[1])
    merge(world, words[1], words[2])
    with pytest.raises(said.NotAllowed):
        merge(world, words[row], words[into])
    assert [fresh(one).merged_into for one in words] == [words[1], words[2], None, None]


def test_merging_across_projects_or_as_a_member_is_refused(world: World, words: list[Contribution]) -> None:
    with pytest.raises(Elsewhere):
        merge(world, words[0], world.there.contribution)
    with pytest.raises(NotYourRole):
        said.merge(contribution=words[0], into=words[1], by=world.here.member)


def test_parts_keep_who_said_it_as_what_and_when(world: World) -> None:
    here = world.here
    row = say(here.project, here.member, "Two things", here.carer, tags=["ward"], about_other=True)
    said.choose_speaker(contribution=row, speaker=here.facilitator, by=here.member)
    parts = said.split(contribution=row, texts=["One", "Two", "  "], by=here.facilitator)
    shared = ("author", "speaker", "perspective", "channel", "said_on", "about_other")
    assert [part.text for part in parts] == ["One", "Two"]
    for part in parts:
        assert {name: getattr(part, name) for name in shared} == {name: getattr(fresh(row), name) for name in shared}
        assert [tag.name for tag in part.tags.all()] == ["ward"]
        assert part.part_of == row


def test_a_split_needs_two_parts_and_happens_once(world: World, words: list[Contribution]) -> None:
    lead = world.here.facilitator
    for texts in ([], ["One"], ["One", " "]):
        with pytest.raises(said.NotAllowed):
            said.split(contribution=words[0], texts=texts, by=lead)
    said.split(contribution=words[0], texts=["One", "Two"], by=lead)
    merge(world, words[1], words[2])
    for row in words[:3]:  # split already, merged, merged into
        with pytest.raises(said.NotAllowed):
            said.split(contribution=row, texts=["One", "Two"], by=lead)


def test_the_whole_has_the_fate_of_the_part_that_got_furthest(world: World, words: list[Contribution]) -> None:
    one, two = said.split(contribution=words[0], texts=["One", "Two"], by=world.here.facilitator)
    go_ahead(world, one)
    assert fates(words[0], one, two) == [Fate.BEING_DONE, Fate.BEING_DONE, Fate.WAITING]
    assert fresh(words[0]).fate_also == [Fate.WAITING]


def test_parts_inherit_what_was_decided_before_the_split(world: World, words: list[Contribution]) -> None:
    decision = go_ahead(world, words[0])
    one, two = said.split(contribution=words[0], texts=["One", "Two"], by=world.here.facilitator)
    assert fates(words[0], one, two) == [Fate.BEING_DONE] * 3
    assert fresh(one).fate_decision == decision


def test_nothing_is_decided_done_or_changed_on_a_whole_that_was_split(world: World, words: list[Contribution]) -> None:
    here = world.here
    said.split(contribution=words[0], texts=["One", "Two"], by=here.facilitator)
    row = fresh(words[0])
    with pytest.raises(said.NotAllowed):
        go_ahead(world, row)
    with pytest.raises(said.NotAllowed):
        did.add(
            project=here.project,
            what="x",
            contributions=[row],
            decision=None,
            workers=[],
            others="",
            due=None,
            by=here.member,
        )
    with pytest.raises(said.NotAllowed):
        changed.add(
            project=here.project,
            account=changed.Account(what="x", how_known=HowKnown.STORY),
            contributions=[row],
            actions=[],
            by=here.member,
        )
    for one, into in ((row, words[1]), (words[1], row)):
        with pytest.raises(said.NotAllowed):
            merge(world, one, into)


def test_a_split_is_taken_back_until_something_happened_with_a_part(world: World, words: list[Contribution]) -> None:
    lead = world.here.facilitator
    said.split(contribution=words[0], texts=["One", "Two"], by=lead)
    said.unsplit(contribution=words[0], by=lead)
    assert (fresh(words[0]).is_split, words[0].parts.count()) == (False, 0)


TOUCHES = {
    "decided on": go_ahead,
    "supported": lambda w, part: said.support(contribution=part, by=w.here.member),
    "reworded": lambda w, part: said.edit(
        contribution=part, text="Mine", tags=[], perspective=w.here.hat, edition=1, by=w.here.member
    ),
    "merged": lambda w, part: said.merge(contribution=part, into=w.here.paper_words, by=w.here.facilitator),
    "merged into": lambda w, part: said.merge(contribution=w.here.paper_words, into=part, by=w.here.facilitator),
    "split again": lambda w, part: said.split(contribution=part, texts=["a", "b"], by=w.here.facilitator),
}


@pytest.mark.parametrize("how", sorted(TOUCHES))
def test_a_part_with_which_something_happened_stays(world: World, words: list[Contribution], how: str) -> None:
    part, _other = said.split(contribution=words[0], texts=["One", "Two"], by=world.here.facilitator)
    TOUCHES[how](world, part)
    with pytest.raises(DecidedAlready):
        said.unsplit(contribution=words[0], by=world.here.facilitator)
    assert words[0].parts.count() == 2


def test_a_part_merged_elsewhere_brings_what_was_done_there(world: World, words: list[Contribution]) -> None:
    here = world.here
    one, _two = said.split(contribution=words[0], texts=["One", "Two"], by=here.facilitator)
    decision = go_ahead(world, words[1])
    action = did.add(
        project=here.project,
        what="Print",
        contributions=[words[1]],
        decision=decision,
        workers=[here.member],
        others="",
        due=None,
        by=here.member,
    )
    did.set_status(action=action, status=Status.DONE, note="", by=here.member)
    merge(world, one, words[1])
    assert fates(one, words[0]) == [Fate.DONE_NO_CHANGE, Fate.DONE_NO_CHANGE]
    assert fresh(one).whose == "we"
    said.unmerge(contribution=one, by=here.facilitator)
    assert fates(one, words[0]) == [Fate.WAITING, Fate.WAITING]
    assert list(wrong_fates(project=here.project)) == []
