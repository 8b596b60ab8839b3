"""Meetings: the plan, the mix in the room, changes at short notice, who was there, and what follows from it."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOWHERE, TODAY, TOMORROW, World
from tests.pages import Page, text
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere
from wesaid_web.meetings import actions, queries
from wesaid_web.meetings.models import Attendance, Given, Meeting, Stay
from wesaid_web.meetings.permissions import Cancelled, NotMetYet
from wesaid_web.meetings.words import mix_words
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import NotYourRole

NOTICE = actions.ShortNotice(why="The lift is out", told_on=TODAY, what="Another room", another_way="Ring in")


def address(name: str, meeting: Meeting) -> str:
    return reverse(name, args=[meeting.project_id, meeting.pk])


def read(world: World, who: str, name: str, meeting: Meeting) -> str:
    return Page(text(world.client(who).get(address(name, meeting)))).words()


# The plan


def test_a_plan_says_what_for_and_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="for something"):
        actions.Plan(on=TODAY, purpose="  ")
    with pytest.raises(ValueError, match="after it starts"):
        actions.Plan(on=TODAY, purpose="Talk", starts=time(14), ends=time(14))


def test_a_form_sent_twice_plans_one_meeting(world: World) -> None:
    plan = actions.Plan(on=TOMORROW, purpose="Talk about letters")
    first = actions.plan(project=world.here.project, plan=plan, by=world.here.facilitator, meeting_id=NOWHERE)
    again = actions.plan(project=world.here.project, plan=plan, by=world.here.facilitator, meeting_id=NOWHERE)
    other = actions.plan(
        project=world.here.project,
        plan=actions.Plan(on=TOMORROW, purpose="Something else"),
        by=world.here.facilitator,
        meeting_id=NOWHERE,
    )
    assert (first, first != other) == (again, True)


def test_somebody_of_another_project_cannot_be_named(world: World) -> None:
    here, there = world.here, world.there
    plan = actions.Plan(on=TOMORROW, purpose="Talk", chair=there.member)
    coming = [actions.Coming(there.member, here.hat)]
    held = actions.Held([actions.Seat(there.hat, member=here.member)])
    with pytest.raises(Elsewhere):
        actions.plan(project=here.project, plan=plan, by=here.facilitator)
    with pytest.raises(Elsewhere):
        actions.expect(meeting=here.coming, coming=coming, edition=here.coming.edition, by=here.facilitator)
    with pytest.raises(Elsewhere):
        actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    with pytest.raises(Elsewhere):
        actions.cancel(meeting=there.coming, notice=NOTICE, by=here.facilitator)


def test_members_read_and_do_not_write(world: World) -> None:
    here = world.here
    with pytest.raises(NotYourRole):
        actions.give_notice(meeting=here.coming, notice=NOTICE, by=here.member)
    page = read(world, "member", "trail:meeting", here.coming)
    assert "Room of Here" in page
    assert "Change the plan" not in page


def test_the_place_is_for_people_in_the_project_alone(world: World) -> None:
    for who in ("ex_member", "other_facilitator", "administrator"):
        for name in ("trail:meeting", "meetings:agenda_print"):
            assert world.client(who).get(address(name, world.here.coming)).status_code == 404, (who, name)
    assert "Room of Here" in read(world, "observer", "trail:meeting", world.here.coming)


def test_two_who_change_the_plan_lose_nothing(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    given = {"on": "2999-12-31", "purpose": "Mine", "edition": here.coming.edition}
    actions.edit(
        meeting=here.coming,
        plan=actions.Plan(on=TOMORROW, purpose="Theirs"),
        edition=here.coming.edition,
        by=here.facilitator,
    )
    answer = client.post(address("meetings:edit", here.coming), given)
    assert answer.status_code == 409
    page = text(answer)
    assert "Theirs" in page
    assert "Mine" in page
    here.coming.refresh_from_db()
    again = client.post(address("meetings:edit", here.coming), given | {"edition": here.coming.edition})
    assert again.status_code == 302
    here.coming.refresh_from_db()
    assert here.coming.purpose == "Mine"


def test_promises_that_stay_keep_whether_they_were_given(world: World) -> None:
    here = world.here
    held = actions.Held([actions.Seat(here.hat, member=here.member)], given={1: Given.NO})
    actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    plan = actions.Plan(on=TODAY, purpose="Talk", formats=["Welsh", "Large print"])
    actions.edit(meeting=here.meeting, plan=plan, edition=here.meeting.edition, by=here.facilitator)
    assert list(here.meeting.formats.values_list("what", "given")) == [("Welsh", ""), ("Large print", "no")]


def test_the_agenda_takes_more_rows_and_keeps_what_is_written(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    given = {"rows": 5, "edition": here.coming.edition, "what0": "Tea", "leads1": "Bernie", "minutes0": "ten"}
    more = client.post(address("meetings:agenda", here.coming), given | {"more": "yes"})
    assert (more.status_code, text(more).count("Who leads it?")) == (200, 9)
    assert "ten" in text(more)
    assert "There is a problem" not in text(more)
    wrong = client.post(address("meetings:agenda", here.coming), given)
    assert wrong.status_code == 422
    assert "Say what point 2 is about." in text(wrong)
    right = {"rows": 5, "edition": here.coming.edition, "what0": "Tea", "minutes0": "10", "what3": "Home"}
    assert client.post(address("meetings:agenda", here.coming), right).status_code == 302
    assert list(here.coming.agenda.values_list("position", "what", "minutes")) == [(1, "Tea", 10), (2, "Home", None)]


def test_the_agenda_on_paper_has_everything_to_take_along(world: World) -> None:
    actions.give_notice(meeting=world.here.coming, notice=NOTICE, by=world.here.facilitator)
    page = read(world, "member", "meetings:agenda_print", world.here.coming)
    for words in ("Talk in Here", "Room of Here", "Large print", "Welcome", "Sam", "Another room", "Ring in"):
        assert words in page
    large = text(world.client("member").get(address("meetings:agenda_print", world.here.coming) + "?print=large"))
    assert 'class="ws-large"' in large


# The mix


@pytest.mark.parametrize(
    ("lived", "paid", "others", "words", "outnumber"),
    [
        (5, 3, 1, "5 people with lived experience, 3 who are here as their work and 1 other", False),
        (1, 1, 0, "1 person with lived experience and 1 who is here as their work", False),
        (0, 2, 0, "2 who are here as their work", True),
        (0, 0, 0, "nobody yet", False),
    ],
)
def test_the_mix_is_said_in_one_sentence(lived: int, paid: int, others: int, words: str, outnumber: bool) -> None:
    mix = queries.Mix(lived, paid, others)
    assert (mix_words(mix), mix.paid_outnumber) == (words, outnumber)


def test_a_nudge_where_those_who_are_paid_would_be_more(world: World) -> None:
    here = world.here
    staff = here.project.perspectives.get(code="staff")
    nudge = "Who could stay away this time?"
    coming = [actions.Coming(here.member, here.hat), actions.Coming(None, staff, 2)]
    actions.expect(meeting=here.coming, coming=coming, edition=here.coming.edition, by=here.facilitator)
    assert nudge in read(world, "facilitator", "trail:meeting", here.coming)
    here.coming.refresh_from_db()
    away = [actions.Coming(here.member, here.hat), actions.Coming(here.facilitator, None)]
    actions.expect(meeting=here.coming, coming=away, edition=here.coming.edition, by=here.facilitator)
    page = read(world, "facilitator", "trail:meeting", here.coming)
    assert nudge not in page
    assert "facilitator stays away this time, so that others are more." in page


def test_a_hat_of_the_projects_own_counts_by_what_it_is(world: World) -> None:
    here = world.here
    add = {"project": here.project, "by": here.facilitator}
    lived = projects.add_perspective(name="Patient", lived_experience=True, **add)
    other = projects.add_perspective(name="Volunteer", lived_experience=False, **add)
    manager = here.project.perspectives.get(code="manager")
    assert queries.mix_of([(lived, 2), (other, 3), (manager, 4), (here.carer, 1)]) == queries.Mix(3, 4, 3)


def test_whoever_stayed_away_longest_ago_has_the_next_turn(world: World) -> None:
    here = world.here
    staff = here.project.perspectives.get(code="staff")
    people = [
        projects.add_person(project=here.project, name=name, perspectives=hats, by=here.facilitator)
        for name, hats in (("Zoe", [staff]), ("Abe", [staff]), ("Both", [staff, here.carer]))
    ]
    for person, on in ((people[0], date(2026, 1, 5)), (people[1], date(2026, 2, 5))):
        plan = actions.Plan(on=on, purpose="Talk")
        meeting = actions.plan(project=here.project, plan=plan, by=here.facilitator)
        actions.expect(meeting=meeting, coming=[actions.Coming(person, None)], edition=1, by=here.facilitator)
    found = [(one.member.name, one.last) for one in queries.turns(here.project, TOMORROW)]
    assert found == [("facilitator", None), ("Zoe", date(2026, 1, 5)), ("Abe", date(2026, 2, 5))]
    before = [one.member.name for one in queries.turns(here.project, date(2026, 1, 5))]
    assert before == ["Abe", "Zoe", "facilitator"]


def test_who_left_before_the_day_is_not_expected_any_more(world: World) -> None:
    here = world.here
    assert here.member in {row.member for row in queries.expected(here.coming).people}
    projects.remove(member=here.member, by=here.facilitator)
    assert here.member not in {row.member for row in queries.expected(here.coming).people}
    assert here.member in {row.member for row in queries.expected(here.meeting).people}  # they left since


def test_the_mix_form_asks_once_for_each_person(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    given = {
        f"come_{here.facilitator.pk}": "away",
        f"come_{here.member.pk}": str(here.hat.pk),
        f"come_{here.paper_person.pk}": "",
        f"more_{here.carer.pk}": "2",
        "edition": here.coming.edition,
    }
    assert client.post(address("meetings:mix", here.coming), given).status_code == 302
    room = queries.expected(here.coming)
    assert [row.member for row in room.people] == [here.member]
    assert [(row.perspective, row.people) for row in room.counted] == [(here.carer, 2)]
    assert [row.member for row in room.away] == [here.facilitator]
    assert room.mix == queries.Mix(3, 0, 0)
    stale = client.post(address("meetings:mix", here.coming), given | {f"more_{here.carer.pk}": "9"})
    assert stale.status_code == 409
    assert "2 more" in Page(text(stale)).words()


# Short notice


def test_a_change_at_short_notice_stands_at_the_top_and_stays(world: World) -> None:
    here = world.here
    for _press in range(2):
        actions.give_notice(meeting=here.coming, notice=NOTICE, by=here.facilitator)
    assert here.coming.notices.count() == 1
    page = read(world, "observer", "trail:meeting", here.coming)
    assert "Something has changed: Another room Why: The lift is out Another way to take part: Ring in" in page


def test_cancelled_and_put_on_again(world: World) -> None:
    here = world.here
    for _press in range(2):
        actions.cancel(meeting=here.coming, notice=NOTICE, by=here.facilitator)
    assert "This meeting does not take place." in read(world, "member", "trail:meeting", here.coming)
    for _press in range(2):
        actions.put_on_again(meeting=here.coming, by=here.facilitator)
    page = read(world, "member", "trail:meeting", here.coming)
    assert "This meeting does not take place." not in page
    assert "It takes place after all" in page
    assert [row.kind for row in here.coming.notices.all()] == ["cancelled", "on_again"]


def test_what_was_held_cannot_be_cancelled(world: World) -> None:
    answer = world.client("facilitator").post(
        address("meetings:cancel", world.here.meeting), {"why": "x", "told_on": "2026-03-01"}
    )
    assert answer.status_code == 422
    assert "it has taken place" in text(answer)


def test_nothing_is_written_down_before_the_day_or_when_cancelled(world: World) -> None:
    here = world.here
    held = actions.Held([actions.Seat(here.hat, member=here.member)])
    with pytest.raises(NotMetYet):
        actions.write_down(meeting=here.coming, held=held, edition=0, by=here.facilitator)
    for name in ("trail:after", "meetings:attendance"):
        answer = world.client("facilitator").get(address(name, here.coming))
        assert (answer.status_code, "This meeting has not been yet." in text(answer)) == (422, True)
    plan = actions.Plan(on=TODAY, purpose="Cancelled")
    gone = actions.plan(project=here.project, plan=plan, by=here.facilitator)
    actions.cancel(meeting=gone, notice=NOTICE, by=here.facilitator)
    with pytest.raises(Cancelled):
        actions.write_down(meeting=gone, held=held, edition=0, by=here.facilitator)


def test_the_list_tells_coming_from_held(world: World) -> None:
    here = world.here
    today = actions.Plan(on=timezone.localdate(), purpose="Today")
    actions.plan(project=here.project, plan=today, by=here.facilitator)
    late = actions.Plan(on=timezone.localdate() - timedelta(days=1), purpose="Yesterday")
    actions.plan(project=here.project, plan=late, by=here.facilitator)
    assert [row.purpose for row in queries.coming(here.project)] == ["Today", "Talk in Here"]
    assert [(row.purpose, row.people) for row in queries.held(here.project)] == [
        ("Yesterday", None),
        ("Talk in Here", 3),
    ]
    page = Page(text(world.client("member").get(reverse("meetings:list", args=[here.project.pk])))).words()
    assert page.index("Coming") < page.index("Today") < page.index("Held") < page.index("Yesterday")
    assert "not written down yet" in page
    assert "3 people were there" in page


# Who was there


def seats(meeting: Meeting) -> set[tuple[str, str, int, str]]:
    rows = queries.seats_of(meeting)
    return {
        (str(row.member.words if row.member else row.name), row.perspective.code, row.people, row.stay) for row in rows
    }


def test_corrections_keep_what_was_written_before(world: World) -> None:
    here = world.here
    assert seats(here.meeting) == {
        ("facilitator", "staff", 1, ""),
        ("member", "service_user", 1, ""),
        ("Guest of Here", "citizen", 1, ""),
    }
    held = actions.Held(
        [
            actions.Seat(here.hat, member=here.member, stay=Stay.LEFT_EARLY),
            actions.Seat(here.carer, people=2),
            actions.Seat(here.project.perspectives.get(code="citizen"), name="Guest of Here"),
        ],
        chaired=here.member,
    )
    actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    assert seats(here.meeting) == {
        ("member", "service_user", 1, "left_early"),
        ("", "carer", 2, ""),
        ("Guest of Here", "citizen", 1, ""),
    }
    gone = {(str(row.member), row.taken_out_by) for row in queries.corrected(here.meeting)}
    assert gone == {("facilitator", here.facilitator), ("member", here.facilitator)}
    page = read(world, "facilitator", "meetings:attendance", here.meeting)
    assert "What was written before" in page
    assert "2 more" in read(world, "member", "trail:meeting", here.meeting)


def test_the_same_again_changes_nothing_and_something_else_is_refused(world: World) -> None:
    here = world.here
    held = actions.Held([actions.Seat(here.hat, member=here.member)])
    for _press in range(2):
        actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    assert here.meeting.attendance_edition == 2
    other = actions.Held([actions.Seat(here.carer, member=here.member)])
    with pytest.raises(ChangedMeanwhile):
        actions.write_down(meeting=here.meeting, held=other, edition=1, by=here.facilitator)
    assert seats(here.meeting) == {("member", "service_user", 1, "")}


def test_somebody_is_there_once_and_a_name_is_one_person(world: World) -> None:
    here = world.here
    twice = [actions.Seat(here.hat, member=here.member), actions.Seat(here.carer, member=here.member)]
    with pytest.raises(ValueError, match="once"):
        actions.write_down(meeting=here.meeting, held=actions.Held(twice), edition=1, by=here.facilitator)
    with pytest.raises(ValueError, match="one person"):
        actions.Seat(here.hat, name="Two", people=2)


def test_who_left_the_group_since_was_there_all_the_same(world: World) -> None:
    here = world.here
    projects.remove(member=here.member, by=here.facilitator)
    assert "member" in read(world, "facilitator", "trail:meeting", here.meeting)
    form = text(world.client("facilitator").get(address("meetings:attendance", here.meeting)))
    assert f'id="id_there_{here.member.pk}"' in form


def test_a_forgotten_person_stays_counted(world: World) -> None:
    """As the register has it: who they were goes, that somebody with this hat was there stays."""
    here = world.here
    before = queries.attended(here.meeting).mix
    Attendance.objects.filter(member=here.member).update(member=None)
    Attendance.objects.exclude(name="").update(name="")
    room = queries.attended(here.meeting)
    assert room.mix == before
    assert [row.member for row in room.people] == [here.facilitator]


def test_the_form_asks_as_what_only_where_it_is_not_known(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    projects.set_hats(member=here.member, name="member", perspectives=[here.hat, here.carer], by=here.member)
    page = text(client.get(address("meetings:attendance", here.meeting)))
    assert f'id="id_as_{here.member.pk}"' in page
    assert f'id="id_as_{here.facilitator.pk}"' not in page
    given = {f"there_{here.member.pk}": "on", "edition": 1, "guest0": "Ann", "guest1_as": str(here.hat.pk)}
    wrong = client.post(address("meetings:attendance", here.meeting), given)
    assert wrong.status_code == 422
    words = Page(text(wrong)).words()
    for told in ("Choose as what member was there.", "Choose as what guest 1 was there.", "Write the name of guest 2"):
        assert told in words
    given |= {f"as_{here.member.pk}": str(here.carer.pk), "guest0_as": str(here.hat.pk), "guest1_as": ""}
    given |= {f"stay_{here.member.pk}": "came_late", "chaired": str(here.member.pk), "given1": "yes"}
    assert client.post(address("meetings:attendance", here.meeting), given).status_code == 302
    assert seats(here.meeting) == {("member", "carer", 1, "came_late"), ("Ann", "service_user", 1, "")}
    here.meeting.refresh_from_db()
    assert (here.meeting.chaired, here.meeting.formats.get().given) == (here.member, "yes")
    assert client.post(address("meetings:attendance", here.meeting), given).status_code == 302  # pressed twice
    stale = client.post(address("meetings:attendance", here.meeting), given | {f"stay_{here.member.pk}": ""})
    assert stale.status_code == 409
    assert "came late" in Page(text(stale)).words()


def test_an_observer_is_a_member_of_the_meeting_too(world: World) -> None:
    """Everybody in the project can be there, whatever their role here."""
    here = world.here
    observer = Member.objects.get(project=here.project, user=world.users["observer"])
    held = actions.Held([actions.Seat(here.carer, member=observer)])
    actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    assert seats(here.meeting) == {("observer", "carer", 1, "")}
