"""What somebody tried in the rooms of the work itself, who wanted what was not theirs: each of these worked once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.urls import reverse

from tests.cast import EVERYTHING, TODAY, World, say
from tests.web.test_askings import close, people, rate, shown
from tests.web.test_guests import invited, say_something
from wesaid_web.common import erasure
from wesaid_web.evaluation import actions as askings
from wesaid_web.privacy import erasing_actions as erasing
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.show import actions as show
from wesaid_web.show.models import Release
from wesaid_web.show.views.public import page_context
from wesaid_web.show.wall import stories_within
from wesaid_web.trail.actions import decided, guest_words, said
from wesaid_web.trail.archive.writing import as_document
from wesaid_web.trail.becoming import what_became
from wesaid_web.trail.models import Consent, Contribution, Reason, Result
from wesaid_web.trail.permissions import NotYourWords

# Private answers, by asking twice


@pytest.mark.parametrize("now", ["manager", "not_stated"])
def test_who_answers_as_another_than_before_is_not_given_away(world: World, now: str) -> None:
    """Everybody answers the same both times, and one of them as somebody else: what is gone from their hat is their answer."""
    lead, project = world.here.facilitator, world.here.project
    staff = people(world, "staff", 6)
    answers = dict(zip(staff, [7, 7, 6, 7, 6, 2], strict=True))
    first = askings.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(first, "staff", answers)
    assert shown(close(first, lead)) == {"staff": {"2": 1, "6": 2, "7": 3}}
    if now == "manager":
        hat = project.perspectives.get(code=now)
        projects.set_hats(member=staff[5], name=staff[5].name, perspectives=[hat], by=staff[5])
    second = askings.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(second, "staff", {member: answers[member] for member in staff[:5]})
    rate(second, now, {staff[5]: 2})
    assert shown(close(second, lead)) == {}


def test_two_who_change_places_are_not_given_away(world: World) -> None:
    """As many as before wear each hat, so that only their changing says that it is not the same people."""
    lead, project = world.here.facilitator, world.here.project
    staff, carers = people(world, "staff", 5), people(world, "carer", 5)
    first = askings.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(first, "staff", dict(zip(staff, [7, 7, 7, 7, 2], strict=True)))
    rate(first, "carer", dict.fromkeys(carers, 6))
    assert shown(close(first, lead))["staff"] == {"2": 1, "7": 4}
    for one, code in ((staff[4], "carer"), (carers[4], "staff")):
        hat = project.perspectives.get(code=code)
        projects.set_hats(member=one, name=one.name, perspectives=[hat], by=one)
    second = askings.open_round(project=project, asking=EVERYTHING, by=lead)
    rate(second, "staff", dict.fromkeys(staff[:4], 7) | {carers[4]: 6})
    rate(second, "carer", dict.fromkeys(carers[:4], 6) | {staff[4]: 2})
    assert shown(close(second, lead)) == {}


# Words that are hidden, or that somebody does not want here


def split_once_more(row: Contribution, by: Member) -> tuple[Contribution, Contribution, Contribution]:
    """What was split, a part of it, and a part of that part, with the same words in all of them."""
    part = said.split(contribution=row, texts=[row.text, "And the lift"], by=by)[0]
    inner = said.split(contribution=part, texts=[part.text, "And the stairs"], by=by)[0]
    return Contribution.objects.get(pk=row.pk), Contribution.objects.get(pk=part.pk), inner


def test_what_somebody_does_not_want_here_leaves_the_group_in_no_part_of_a_part(world: World) -> None:
    here = world.here
    row, _codes = say_something(invited(here).invitation, "Her daughter drinks", about_other=True)
    split_once_more(row, here.facilitator)
    guest_words.object_to(contribution=row, objects=True)
    assert "drinks" not in json.dumps(as_document(here.project))


def test_a_reason_that_is_about_something_hidden_in_a_part_is_not_told(world: World) -> None:
    """The whole is not hidden by itself; nobody may read it as long as a part of it is hidden."""
    here = world.here
    whole = say(here.project, here.member, "The manager drinks. And the lift", here.hat)
    mine = say(here.project, here.member, "Mend the lift", here.hat)
    said.consent(contribution=mine, answer=Consent.YES, words="", by=here.member)
    answers = decided.Answers(
        result=Result.NO, reason="Because he drinks", reason_code=Reason.OTHER, decided_by="All", decided_on=TODAY
    )
    decided.decide(project=here.project, contributions=[whole, mine], answers=answers, by=here.facilitator)
    theirs, part, inner = split_once_more(whole, here.facilitator)
    said.hide(contribution=inner, reason="It names him", by=here.facilitator)
    release = Release(project=here.project, content=show.content_now(here.project, by_agreement=False))
    (item,) = [one for one in page_context(release, preview=True)["items"] if one["words"] == mine.text]
    assert item["reason"] == ""
    assert [one.decisions for one in what_became(here.project, [mine])] == [[]]
    assert [len(one.decisions) for one in what_became(here.project, [theirs, part])] == [
        1,
        1,
    ]  # their own is told to them
    assert [story["reason"] for story in stories_within(here.project) if story["words"] == mine.text] == [""]
    said.unhide(contribution=inner, by=here.facilitator)
    assert len(what_became(here.project, [mine])[0].decisions) == 1


# A yes for somebody else


def test_who_typed_it_in_does_not_say_yes_for_whoever_said_no_with_their_code(world: World) -> None:
    here = world.here
    entered = said.Said(text="The ward is cold", perspective=here.carer, author=None, said_on=TODAY)
    row = said.add(project=here.project, said=entered, by=here.facilitator)
    guest_words.answer_consent(contribution=row, may_be_public=False)
    with pytest.raises(NotYourWords):
        said.consent(contribution=row, answer=Consent.YES, words="", by=here.facilitator)
    page = world.client("facilitator").post(
        reverse("trail:consent", args=[here.project.pk, row.pk]), {"answer": "yes", "words": row.text}
    )
    assert page.status_code == 403
    guest_words.answer_consent(contribution=row, may_be_public=True)
    said.consent(contribution=row, answer=Consent.NO, words="", by=here.facilitator)  # as they asked on the telephone
    said.consent(contribution=row, answer=Consent.YES, words="", by=here.facilitator)


@pytest.mark.parametrize("paper", [True, False])
def test_who_typed_it_in_does_not_say_yes_for_whoever_was_erased(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paper: bool
) -> None:
    """Their words stay, as they chose, and came off the public page: they cannot change their mind any more."""
    monkeypatch.setattr(erasure, "ledger_path", lambda: tmp_path / "erasures.jsonl")
    here = world.here
    author = here.paper_person if paper else here.member
    entered = said.Said(text="The ward is cold", perspective=here.carer, author=author, said_on=TODAY)
    row = said.add(project=here.project, said=entered, by=here.facilitator)
    erasing.erase_place(member=author, take_words=False, everywhere=False)
    row = Contribution.objects.select_related("author").get(pk=row.pk)
    with pytest.raises(NotYourWords):
        said.consent(contribution=row, answer=Consent.YES, words="", by=here.facilitator)
