"""What people say: entered word for word, edited with its history, supported, hidden, kept back, agreed to."""

from __future__ import annotations

import pytest

from tests.cast import TODAY, World, say
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import said
from wesaid_web.trail.models import Channel, Consent, Contribution, Fate, Support
from wesaid_web.trail.permissions import DecidedAlready, Hidden, NotYourWords, can_see

WORDS = "  Two\n\nlines, *stars*, <b>tags</b>, émojis 🙂 and\ttabs "


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def observer(world: World) -> Member:
    return Member.objects.get(project=world.here.project, user=world.users["observer"])


def test_words_are_stored_as_they_came(world: World) -> None:
    row = fresh(say(world.here.project, world.here.member, WORDS, world.here.hat))
    assert (row.text, row.author, row.typed_by, row.perspective, row.channel, row.said_on, row.fate) == (
        WORDS,
        world.here.member,
        world.here.member,
        world.here.hat,
        Channel.SITE,
        TODAY,
        Fate.WAITING,
    )


def test_tags_are_tidied_and_shared(world: World) -> None:
    one = say(world.here.project, world.here.member, "One", world.here.hat, tags=[" waiting  times ", "", "letters"])
    two = say(world.here.project, world.here.member, "Two", world.here.hat, tags=["letters", "letters"])
    assert [tag.name for tag in one.tags.all()] == ["letters", "waiting times"]
    assert list(two.tags.all()) == [one.tags.get(name="letters")]


def test_words_of_others_are_entered_by_facilitators_only(world: World) -> None:
    here = world.here
    entered = said.Said(text="On paper", perspective=here.carer, author=here.paper_person, said_on=TODAY)
    with pytest.raises(NotYourRole):
        said.add(project=here.project, said=entered, by=here.member)
    row = said.add(project=here.project, said=entered, by=here.facilitator)
    assert (row.author, row.typed_by) == (here.paper_person, here.facilitator)


def test_observers_and_those_who_left_say_nothing(world: World) -> None:
    gone = Member.objects.get(project=world.here.project, user=world.users["ex_member"])
    for member in (observer(world), gone):
        with pytest.raises(NotYourRole):
            say(world.here.project, member, "Words", world.here.hat)


def test_nothing_of_another_project_can_be_named(world: World) -> None:
    here, there = world.here, world.there
    wrong = [
        said.Said(text="x", perspective=there.hat, author=here.facilitator, said_on=TODAY),
        said.Said(text="x", perspective=here.hat, author=there.member, said_on=TODAY),
        said.Said(text="x", perspective=here.hat, author=here.facilitator, said_on=TODAY, speaker=there.member),
    ]
    for entered in wrong:
        with pytest.raises(Elsewhere):
            said.add(project=here.project, said=entered, by=here.facilitator)


# Editing


def edit(world: World, row: Contribution, by: Member, *, edition: int = 1, text: str = "Other words") -> None:
    said.edit(contribution=row, text=text, tags=[], perspective=world.here.carer, edition=edition, by=by)


def test_an_edit_keeps_how_it_read_before(world: World) -> None:
    row = world.here.contribution
    edit(world, row, world.here.member)
    edit(world, row, world.here.member, edition=2, text="Third words")
    assert fresh(row).text == "Third words"
    assert fresh(row).perspective == world.here.carer
    assert [(v.number, v.text, v.replaced_by) for v in row.versions.all()] == [
        (2, "Other words", world.here.member),
        (1, "Words in Here", world.here.member),
    ]


def test_an_edit_of_the_hat_alone_makes_no_version(world: World) -> None:
    edit(world, world.here.contribution, world.here.member, text="Words in Here")
    assert world.here.contribution.versions.count() == 0
    assert fresh(world.here.contribution).edition == 2


def test_an_edit_takes_the_agreement_to_be_public_back(world: World) -> None:
    row = world.here.contribution
    said.consent(contribution=row, answer=Consent.YES, words="Shorter", by=world.here.member)
    edit(world, row, world.here.member)
    assert (fresh(row).public, fresh(row).public_words) == (Consent.NOT_ASKED, "")


def test_a_no_to_being_public_survives_an_edit(world: World) -> None:
    row = world.here.contribution
    said.consent(contribution=row, answer=Consent.NO, words="", by=world.here.member)
    edit(world, row, world.here.member)
    assert fresh(row).public == Consent.NO


def test_an_edit_over_somebody_elses_is_refused(world: World) -> None:
    edit(world, world.here.contribution, world.here.member)
    with pytest.raises(ChangedMeanwhile):
        edit(world, world.here.contribution, world.here.member, edition=1, text="Mine")
    assert fresh(world.here.contribution).text == "Other words"


def test_what_was_decided_on_stays_as_it_was(world: World) -> None:
    with pytest.raises(DecidedAlready):
        edit(world, world.here.decided_on, world.here.member)


def test_what_is_hidden_is_not_edited(world: World) -> None:
    row = world.here.contribution
    said.hide(contribution=row, reason="It names a nurse.", by=world.here.facilitator)
    with pytest.raises(Hidden):
        edit(world, row, world.here.member)


def test_a_hat_of_another_project_is_refused(world: World) -> None:
    with pytest.raises(Elsewhere):
        said.edit(
            contribution=world.here.contribution,
            text="x",
            tags=[],
            perspective=world.there.hat,
            edition=1,
            by=world.here.member,
        )


# Whose words


def for_author(world: World, row: Contribution, by: Member) -> list[str]:
    """Which of the four steps for the author somebody may take."""
    may = []
    steps = {
        "edit": lambda: edit(world, row, by),
        "consent": lambda: said.consent(contribution=row, answer=Consent.YES, words="", by=by),
        "withhold": lambda: said.withhold_author(contribution=row, withheld=True, by=by),
        "speaker": lambda: said.choose_speaker(contribution=row, speaker=None, by=by),
    }
    for name, step in steps.items():
        try:
            step()
        except NotYourWords:
            continue
        may.append(name)
    return may


ALL_FOUR = ["edit", "consent", "withhold", "speaker"]


def test_own_words_are_the_authors_alone(world: World) -> None:
    here = world.here
    other = Member.objects.create(project=here.project, name="Other member", role=Role.MEMBER)
    for stranger in (here.facilitator, other, observer(world)):
        assert for_author(world, here.contribution, stranger) == []
    assert for_author(world, here.contribution, here.member) == ALL_FOUR


def test_a_paper_persons_words_are_answered_for_by_whoever_typed_them(world: World) -> None:
    here = world.here
    second = Member.objects.create(project=here.project, name="Second facilitator", role=Role.FACILITATOR)
    for stranger in (here.member, second):
        assert for_author(world, here.paper_words, stranger) == []
    assert for_author(world, here.paper_words, here.facilitator) == ALL_FOUR


def test_once_they_have_an_account_they_answer_for_themselves(world: World) -> None:
    here = world.here
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, member=here.paper_person)
    joined = projects.accept_invitation(secret=secret, user=world.users["invited"])
    assert joined == here.paper_person
    assert for_author(world, fresh(here.paper_words), here.facilitator) == []
    assert for_author(world, fresh(here.paper_words), joined) == ALL_FOUR


def test_someone_who_became_an_observer_still_answers_for_their_words_and_changes_none(world: World) -> None:
    projects.change_role(member=world.here.member, role=Role.OBSERVER, by=world.here.facilitator)
    assert for_author(world, world.here.contribution, world.here.member) == ["consent", "withhold", "speaker"]


# Support


def test_support_counts_people(world: World) -> None:
    row = world.here.contribution
    for _twice in range(2):
        said.support(contribution=row, by=world.here.facilitator)
    said.support(contribution=row, by=world.here.member)
    assert fresh(row).support == 2
    for _twice in range(2):
        said.unsupport(contribution=row, by=world.here.facilitator)
    assert fresh(row).support == 1
    assert list(Support.objects.filter(contribution=row).values_list("member", flat=True)) == [world.here.member.pk]


def test_what_is_hidden_or_split_is_not_supported(world: World) -> None:
    here = world.here
    said.hide(contribution=here.contribution, reason="Names", by=here.facilitator)
    said.split(contribution=here.paper_words, texts=["One", "Two"], by=here.facilitator)
    for row in (here.contribution, here.paper_words):
        with pytest.raises(said.NotAllowed):
            said.support(contribution=fresh(row), by=here.member)
    with pytest.raises(NotYourRole):
        said.support(contribution=here.decided_on, by=observer(world))


# Hiding


def test_hiding_needs_a_reason_and_a_facilitator(world: World) -> None:
    with pytest.raises(said.NoReason):
        said.hide(contribution=world.here.contribution, reason=" \n", by=world.here.facilitator)
    with pytest.raises(NotYourRole):
        said.hide(contribution=world.here.contribution, reason="Because", by=world.here.member)
    assert not fresh(world.here.contribution).hidden


def test_who_can_read_what_is_hidden(world: World) -> None:
    here = world.here
    said.hide(contribution=here.contribution, reason="Names", by=here.facilitator)
    row = fresh(here.contribution)
    assert (row.hidden_by, row.hidden_reason) == (here.facilitator, "Names")
    stranger = Member.objects.create(project=here.project, name="Other member", role=Role.MEMBER)
    readers = {
        member.name: can_see(member, row) for member in (here.member, here.facilitator, stranger, observer(world))
    }
    assert readers == {"member": True, "facilitator": True, "Other member": False, "observer": False}
    said.unhide(contribution=row, by=here.facilitator)
    assert can_see(stranger, fresh(row))
    assert (fresh(row).hidden_by, fresh(row).hidden_reason) == (None, "")


# Public


def test_agreeing_to_the_same_words_keeps_no_second_copy(world: World) -> None:
    row = world.here.contribution
    said.consent(contribution=row, answer=Consent.YES, words=f" {row.text}\n", by=world.here.member)
    assert (fresh(row).public, fresh(row).public_words) == (Consent.YES, "")
    said.consent(contribution=row, answer=Consent.YES, words="Shorter", by=world.here.member)
    assert fresh(row).public_words == "Shorter"
    said.consent(contribution=row, answer=Consent.NO, words="Shorter", by=world.here.member)
    assert (fresh(row).public, fresh(row).public_words) == (Consent.NO, "")


def test_what_is_about_someone_else_never_becomes_public(world: World) -> None:
    row = say(world.here.project, world.here.member, "My sister", world.here.carer, about_other=True)
    with pytest.raises(said.NotAllowed):
        said.consent(contribution=row, answer=Consent.YES, words="", by=world.here.member)
    said.consent(contribution=row, answer=Consent.NO, words="", by=world.here.member)
    assert fresh(row).public == Consent.NO


def test_a_speaker_is_from_the_same_project(world: World) -> None:
    with pytest.raises(Elsewhere):
        said.choose_speaker(contribution=world.here.contribution, speaker=world.there.member, by=world.here.member)


def test_talking_about_things_of_two_projects_at_once_is_refused(world: World) -> None:
    with pytest.raises(Elsewhere):
        said.talk_about(
            contributions=[world.here.contribution, world.there.contribution], talking=True, by=world.here.facilitator
        )
    said.talk_about(contributions=[], talking=True, by=world.here.facilitator)
    said.talk_about(contributions=[world.here.contribution], talking=True, by=world.here.facilitator)
    assert fresh(world.here.contribution).fate == Fate.TALKED_ABOUT


def test_steps_that_change_nothing_leave_no_trace(world: World) -> None:
    """Sent twice, or on what never was so: no row in the record of who did what."""
    from tests.web.rows import audit_of

    row, lead = world.here.contribution, world.here.facilitator
    with audit_of() as rows:
        said.unhide(contribution=row, by=lead)
        said.unsplit(contribution=row, by=lead)
        said.unmerge(contribution=row, by=lead)
        said.unsupport(contribution=row, by=lead)
        said.withhold_author(contribution=row, withheld=False, by=world.here.member)
        said.talk_about(contributions=[row], talking=False, by=lead)
    assert rows == []
