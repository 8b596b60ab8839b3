"""Many people at the same moment, on real transactions: nothing counts twice, nothing is lost, nobody is turned away."""

from __future__ import annotations

import uuid

import pytest

from tests.cast import TODAY, Place, build_place, make_safe, make_user, say
from tests.web.together import problems, together
from wesaid_web.common import audit
from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.people import actions as people
from wesaid_web.people.actions import LinkNotUsable
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Charter, Invitation, Member, Role
from wesaid_web.trail.actions import changed, decided, did, guest_words, guests, said
from wesaid_web.trail.bridge import wrong_fates
from wesaid_web.trail.models import Action, Change, Contribution, Decision, HowKnown, Result, Status, Support

pytestmark = pytest.mark.django_db(transaction=True)

THREE = decided.Answers(result=Result.GO_AHEAD, reason="It is cheap.", decided_by="All", decided_on=TODAY)


@pytest.fixture
def here(transactional_db: None) -> Place:
    """A place of this test's own, really committed."""
    return build_place("Here", make_user("Fay"), make_user("Mo"))


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


def sound(here: Place) -> None:
    assert list(audit.problems()) == []
    assert list(wrong_fates(project=here.project)) == []


def test_fifty_presses_of_one_person_count_once(here: Place) -> None:
    answers = together([lambda: said.support(contribution=here.contribution, by=here.member)] * 50)
    assert problems(answers) == []
    assert (fresh(here.contribution).support, Support.objects.count()) == (1, 1)
    sound(here)


def test_everyones_support_counts(here: Place) -> None:
    everyone = [Member.objects.create(project=here.project, name=f"Person {n}", role=Role.MEMBER) for n in range(20)]
    answers = together([lambda who=who: said.support(contribution=here.contribution, by=who) for who in everyone])
    assert problems(answers) == []
    assert (fresh(here.contribution).support, Support.objects.count()) == (20, 20)
    answers = together([lambda who=who: said.unsupport(contribution=here.contribution, by=who) for who in everyone * 2])
    assert problems(answers) == []
    assert (fresh(here.contribution).support, Support.objects.count()) == (0, 0)
    sound(here)


def _say(here: Place, key: uuid.UUID) -> Contribution:
    entered = said.Said(text="Once", perspective=here.hat, author=here.member, said_on=TODAY, tags=["one", "two"])
    return said.add(project=here.project, said=entered, by=here.member, contribution_id=key)


def _decide(here: Place, key: uuid.UUID) -> Decision:
    return decided.decide(
        project=here.project, contributions=[here.contribution], answers=THREE, by=here.facilitator, decision_id=key
    )


def _act(here: Place, key: uuid.UUID) -> Action:
    return did.add(
        project=here.project,
        what="Once",
        contributions=[here.contribution],
        decision=None,
        workers=[here.member],
        others="",
        due=None,
        by=here.member,
        action_id=key,
    )


def _change(here: Place, key: uuid.UUID) -> Change:
    return changed.add(
        project=here.project,
        account=changed.Account(what="Once", how_known=HowKnown.STORY),
        contributions=[here.contribution],
        actions=[here.action],
        by=here.member,
        change_id=key,
    )


@pytest.mark.parametrize("step", [_say, _decide, _act, _change], ids=lambda step: step.__name__)
def test_one_form_sent_many_times_at_once_is_one_row(here: Place, step: object) -> None:
    key = uuid.uuid4()
    answers = together([lambda: step(here, key)] * 8)  # type: ignore[operator]
    assert problems(answers) == []
    assert {answer.pk for answer in answers} == {key}
    sound(here)


def test_decisions_taken_at_once_have_an_order_without_gaps(here: Place) -> None:
    answers = together([lambda: _decide(here, uuid.uuid4())] * 12)
    assert problems(answers) == []
    assert sorted(answer.seq for answer in answers) == list(range(2, 14))
    sound(here)


def test_all_kinds_of_steps_on_one_contribution_at_once(here: Place) -> None:
    """Each of these locks rows in its own way; none may wait for another for ever, and the fate must be that of all."""
    row, lead, member = here.contribution, here.facilitator, here.member
    others = [say(here.project, member, f"Other {n}", here.hat) for n in range(3)]
    action = _act(here, uuid.uuid4())
    round_ = did.plan_try(action=action, plan="x", prediction="x", by=member)
    everyone = [Member.objects.create(project=here.project, name=f"Person {n}", role=Role.MEMBER) for n in range(4)]
    steps = [
        *[lambda who=who: said.support(contribution=row, by=who) for who in everyone],
        lambda: said.hide(contribution=row, reason="x", by=lead),
        lambda: said.unhide(contribution=row, by=lead),
        lambda: said.withhold_author(contribution=row, withheld=True, by=member),
        lambda: said.choose_speaker(contribution=row, speaker=lead, by=member),
        lambda: said.talk_about(contributions=[row, *others], talking=True, by=lead),
        lambda: said.talk_about(contributions=[*others, row], talking=True, by=lead),
        *[lambda other=other: said.merge(contribution=other, into=row, by=lead) for other in others],
        lambda: _decide(here, uuid.uuid4()),
        lambda: _decide(here, uuid.uuid4()),
        lambda: did.set_status(action=action, status=Status.DONE, note="", by=member),
        lambda: did.edit(action=action, what="y", workers=[member], others="", due=None, edition=1, by=member),
        lambda: did.write_try(round_=round_, did="", studied="x", act=did.Act.ADOPT, edition=1, by=member),
        lambda: _change(here, uuid.uuid4()),
        lambda: decided.add_details(
            decision=here.decision,
            how=None,
            final_say=None,
            dissent="",
            present=[member],
            present_counts={},
            by=lead,
        ),
    ]
    for _again in range(3):
        refused = problems(together(steps))
        assert [problem for problem in refused if not isinstance(problem, said.NotAllowed | ChangedMeanwhile)] == []
    assert fresh(row).support == 4
    sound(here)


def test_two_merges_at_once_close_no_circle(here: Place) -> None:
    for _again in range(5):
        one, two = (say(here.project, here.member, text, here.hat) for text in ("One", "Two"))
        answers = together(
            [
                lambda: said.merge(contribution=one, into=two, by=here.facilitator),  # noqa: B023
                lambda: said.merge(contribution=two, into=one, by=here.facilitator),  # noqa: B023
            ]
        )
        assert [type(problem) for problem in problems(answers)] == [said.NotAllowed]
        assert sorted([fresh(one).merged_into_id is None, fresh(two).merged_into_id is None]) == [False, True]
    sound(here)


def test_two_editors_of_the_same_words(here: Place) -> None:
    """Two hundred tries in all: one of the two is always told, and no words are lost."""
    row = here.contribution
    for number in range(1, 26):
        answers = together(
            [
                lambda who=who: said.edit(
                    contribution=row,
                    text=f"{who} {number}",  # noqa: B023
                    tags=[],
                    perspective=here.hat,
                    edition=number,  # noqa: B023
                    by=here.member,
                )
                for who in range(8)
            ]
        )
        assert [type(problem) for problem in problems(answers)] == [ChangedMeanwhile] * 7
    assert fresh(row).edition == 26
    assert [version.number for version in row.versions.all()] == list(range(25, 0, -1))


def test_the_last_use_of_an_invitation_lets_one_in(here: Place) -> None:
    for _again in range(5):
        secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator)
        users = [make_user(f"guest{uuid.uuid4().hex[:8]}") for _ in range(4)]
        answers = together([lambda user=user: projects.accept_invitation(secret=secret, user=user) for user in users])  # noqa: B023
        assert [type(problem) for problem in problems(answers)] == [projects.InvitationNotUsable] * 3
        assert Member.objects.filter(project=here.project, user__in=users).count() == 1
        assert Invitation.objects.order_by("-made_at")[0].uses_left == 0


def test_the_last_use_of_an_invitation_for_guests_lets_one_say_something(here: Place) -> None:
    for _again in range(3):
        row = guests.invite_guests(project=here.project, label="", days=1, most=1, by=here.facilitator).invitation
        words = guest_words.GuestSaid("The last use", guest_words.hat_of_guests(here.project))
        tries = [
            lambda codes=guest_words.Codes.new(): guest_words.say(invitation=row, said=words, codes=codes)  # noqa: B008, B023
            for _person in range(4)
        ]
        answers = together(tries)
        assert [type(problem) for problem in problems(answers)] == [guests.NotUsable] * 3
        row.refresh_from_db()
        assert (row.uses_left, row.receipts.count()) == (0, 1)
    sound(here)


def test_one_person_pressing_join_many_times_spends_one_use(here: Place) -> None:
    secret = projects.invite(project=here.project, role=Role.MEMBER, by=here.facilitator, uses=5)
    user = make_user("guest")
    answers = together([lambda: projects.accept_invitation(secret=secret, user=user)] * 6)
    assert problems(answers) == []
    assert {answer.pk for answer in answers} == {Member.objects.get(user=user).pk}
    assert Invitation.objects.order_by("-made_at")[0].uses_left == 4


def test_a_sign_in_link_works_once_whoever_is_quicker(here: Place) -> None:
    user = here.member.user
    assert user is not None
    secret = people.make_sign_in_link(user=user, by=None)
    answers = together([lambda: people.use_sign_in_link(secret=secret)] * 6)
    assert [type(problem) for problem in problems(answers)] == [LinkNotUsable] * 5


def test_two_facilitators_who_remove_each_other_leave_one(here: Place) -> None:
    make_safe(here.project, here.facilitator)  # people without an account, who do not go
    for number in range(4):
        secret = projects.invite(project=here.project, role=Role.FACILITATOR, by=here.facilitator)
        second = projects.accept_invitation(secret=secret, user=make_user(f"second{number}"))
        together(
            [
                lambda: projects.remove(member=second, by=here.facilitator),  # noqa: B023
                lambda: projects.remove(member=here.facilitator, by=second),  # noqa: B023
            ]
        )
        left = Member.objects.filter(project=here.project, role=Role.FACILITATOR, left_at=None)
        assert left.count() == 1
        here.facilitator = left.get()


def test_a_charter_put_to_the_group_while_it_is_saved_stays_put(here: Place) -> None:
    words: dict[str, object] = dict.fromkeys(charter_actions.WORDS, "") | {"aims": ["An aim"]}
    for _again in range(6):
        draft = charter_actions.draft_of(here.project) or charter_actions.save_draft(
            project=here.project, words=words, edition=0, by=here.facilitator
        )
        answers = together(
            [
                lambda: charter_actions.put_to_group(project=here.project, by=here.facilitator),
                lambda: charter_actions.save_draft(
                    project=here.project,
                    words=words,
                    edition=draft.edition,  # noqa: B023
                    by=here.facilitator,
                ),
            ]
        )
        assert {type(problem) for problem in problems(answers)} <= {charter_actions.ChangedMeanwhile}
        assert Charter.objects.get(pk=draft.pk).put_at is not None
