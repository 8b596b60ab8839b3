"""Hiding and keeping a name back where something was split or put together: the words and the name stay kept."""

from __future__ import annotations

import pytest

from tests.cast import World, say
from wesaid_web.projects.models import Member, Role
from wesaid_web.trail.actions import said
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.permissions import can_see


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


@pytest.fixture
def stranger(world: World) -> Member:
    return Member.objects.create(project=world.here.project, name="Other member", role=Role.MEMBER)


@pytest.fixture
def whole(world: World) -> Contribution:
    """Something with two ideas, the first of which was split again."""
    row = say(world.here.project, world.here.member, "One and two and three", world.here.hat)
    parts = said.split(contribution=row, texts=["One and two", "Three"], by=world.here.facilitator)
    said.split(contribution=parts[0], texts=["One", "Two"], by=world.here.facilitator)
    return fresh(row)


def seen(member: Member, project_rows: list[Contribution]) -> list[str]:
    return sorted(row.text for row in project_rows if can_see(member, fresh(row)))


def family(whole: Contribution) -> list[Contribution]:
    parts = list(whole.parts.all())
    return [whole, *parts, *Contribution.objects.filter(part_of__in=parts)]


def test_hiding_a_part_hides_the_whole_that_holds_the_same_words(
    world: World, whole: Contribution, stranger: Member
) -> None:
    part = Contribution.objects.get(text="Two")
    said.hide(contribution=part, reason="Names", by=world.here.facilitator)
    assert seen(stranger, family(whole)) == ["One", "Three"]
    assert seen(world.here.member, family(whole)) == sorted(["One", "Two", "Three", "One and two", whole.text])
    said.unhide(contribution=part, by=world.here.facilitator)
    assert len(seen(stranger, family(whole))) == 5


def test_hiding_a_whole_hides_its_parts(world: World, whole: Contribution, stranger: Member) -> None:
    said.hide(contribution=whole, reason="Names", by=world.here.facilitator)
    assert seen(stranger, family(whole)) == []
    assert {row.hidden_reason for row in map(fresh, family(whole))} == {"Names"}
    said.unhide(contribution=whole, by=world.here.facilitator)
    assert len(seen(stranger, family(whole))) == 5


def test_showing_a_whole_again_leaves_a_part_hidden_for_a_reason_of_its_own(
    world: World, whole: Contribution, stranger: Member
) -> None:
    part = Contribution.objects.get(text="Two")
    said.hide(contribution=part, reason="Names", by=world.here.facilitator)
    said.hide(contribution=whole, reason="Anger", by=world.here.facilitator)
    said.unhide(contribution=whole, by=world.here.facilitator)
    assert seen(stranger, family(whole)) == ["One", "Three"]
    assert fresh(part).hidden_reason == "Names"


def test_two_parts_hidden_one_shown_again_keeps_the_whole_hidden(
    world: World, whole: Contribution, stranger: Member
) -> None:
    for text in ("Two", "Three"):
        said.hide(contribution=Contribution.objects.get(text=text), reason=text, by=world.here.facilitator)
    said.unhide(contribution=Contribution.objects.get(text="Three"), by=world.here.facilitator)
    assert seen(stranger, family(whole)) == ["One", "Three"]


def test_what_is_hidden_is_not_split(world: World) -> None:
    """Its parts would stand on the trail with the hidden words."""
    row = world.here.contribution
    said.hide(contribution=row, reason="Names", by=world.here.facilitator)
    with pytest.raises(said.NotAllowed):
        said.split(contribution=row, texts=["One", "Two"], by=world.here.facilitator)
    assert row.parts.count() == 0


def withheld(whole: Contribution) -> dict[str, bool]:
    return {row.text: fresh(row).author_withheld for row in family(whole)}


def test_a_name_kept_back_on_one_part_is_kept_back_on_all_of_it(world: World, whole: Contribution) -> None:
    """A part names its whole, and the whole its parts: a name on one of them would be the name of all."""
    part = Contribution.objects.get(text="Two")
    said.withhold_author(contribution=part, withheld=True, by=world.here.member)
    assert set(withheld(whole).values()) == {True}
    said.withhold_author(contribution=whole, withheld=False, by=world.here.member)
    assert set(withheld(whole).values()) == {False}


def test_parts_keep_back_the_name_that_was_kept_back(world: World) -> None:
    row = say(world.here.project, world.here.member, "One and two", world.here.hat, author_withheld=True)
    parts = said.split(contribution=row, texts=["One", "Two"], by=world.here.facilitator)
    assert [(part.author, part.author_withheld) for part in parts] == [(world.here.member, True)] * 2
