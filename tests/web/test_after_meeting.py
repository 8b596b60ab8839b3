"""What follows on the trail from a meeting: who was there when it was decided; and entering all of it on one page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError
from django.urls import reverse

from tests.cast import TODAY, World
from tests.pages import Page, text
from tests.web.rows import block_audit, everything
from wesaid_web.meetings import actions, queries
from wesaid_web.meetings.models import Meeting, Stay
from wesaid_web.projects import actions as projects
from wesaid_web.trail.actions import decided, did, said
from wesaid_web.trail.models import Contribution, Decision, Result, Status

# There when it was decided


def _decide_there(world: World, **extra: object) -> Decision:
    here = world.here
    answers = decided.Answers(
        result=Result.GO_AHEAD,
        reason="x",
        decided_by="All",
        decided_on=TODAY,
        meeting=here.meeting,
        **extra,  # type: ignore[arg-type]
    )
    return decided.decide(project=here.project, contributions=[here.contribution], answers=answers, by=here.facilitator)


def _there(world: World, **stays: Stay) -> actions.Held:
    people = {"member": (world.here.member, world.here.hat)}
    return actions.Held([actions.Seat(hat, member=who, stay=stays.get(name)) for name, (who, hat) in people.items()])


def test_whoever_was_there_earns_the_we(world: World) -> None:
    here = world.here
    decision = _decide_there(world)
    assert set(decision.present.all()) == {here.facilitator, here.member}
    assert {(row.perspective.code, row.people) for row in decision.present_counts.all()} == {("citizen", 1)}
    did.add(
        project=here.project,
        what="Work",
        contributions=[here.contribution],
        decision=decision,
        workers=[here.member],
        others="",
        due=None,
        status=Status.DONE,
        by=here.facilitator,
    )
    here.contribution.refresh_from_db()
    assert here.contribution.whose == "we"
    gone = actions.Held([actions.Seat(here.project.perspectives.get(code="staff"), member=here.facilitator)])
    actions.write_down(meeting=here.meeting, held=gone, edition=1, by=here.facilitator)
    here.contribution.refresh_from_db()
    assert here.contribution.whose == "they"  # corrected there, corrected here
    assert not decision.present_counts.exists()
    actions.write_down(meeting=here.meeting, held=_there(world), edition=2, by=here.facilitator)
    here.contribution.refresh_from_db()
    assert here.contribution.whose == "we"


def test_whoever_left_early_is_named_by_hand(world: World) -> None:
    here = world.here
    held = _there(world, member=Stay.LEFT_EARLY)
    actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    decision = _decide_there(world)
    assert set(decision.present.all()) == set()
    decided.add_details(
        decision=decision,
        how=None,
        final_say=None,
        dissent="",
        present=[here.member],
        present_counts={},
        by=here.facilitator,
    )
    seats_ = [*_there(world, member=Stay.LEFT_EARLY).seats, actions.Seat(here.carer, member=here.paper_person)]
    actions.write_down(meeting=here.meeting, held=actions.Held(seats_), edition=2, by=here.facilitator)
    assert set(decision.present.all()) == {here.member, here.paper_person}


def test_counts_given_at_the_decision_stand(world: World) -> None:
    here = world.here
    decision = _decide_there(world, present_counts={here.carer: 4})
    actions.write_down(meeting=here.meeting, held=_there(world), edition=1, by=here.facilitator)
    assert {(row.perspective.code, row.people) for row in decision.present_counts.all()} == {("carer", 4)}


# After the meeting


def address(meeting: Meeting) -> str:
    return reverse("trail:after", args=[meeting.project_id, meeting.pk])


FORM = "00000000-0000-4000-8000-0000000f0f0f"


def filled(world: World, **extra: Any) -> dict[str, Any]:
    """Two people there, two things said, one decision about both."""
    here = world.here
    return {
        "id": FORM,
        "edition": here.meeting.attendance_edition,
        f"there_{here.facilitator.pk}": "on",
        f"there_{here.member.pk}": "on",
        "text1": "The letters come too late",
        "who1": f"p{here.member.pk}",
        "text3": "Nobody rings",
        "who3": f"h{here.carer.pk}",
        "decided_by": "All of us",
        "on1": "1 and 3",
        "result1": "try_out",
        "reason1": "It is cheap",
        **extra,
    }


def test_everything_is_entered_with_one_press_and_once(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    for _press in range(2):
        answer = client.post(address(here.meeting), filled(world))
        assert answer.status_code == 302
    rows = here.meeting.contributions.order_by("created_at")
    assert [(row.text, row.author, row.perspective, row.channel, row.said_on) for row in rows] == [
        ("The letters come too late", here.member, here.hat, "meeting", here.meeting.on),
        ("Nobody rings", None, here.carer, "meeting", here.meeting.on),
    ]
    decision = here.meeting.decisions.get()
    assert (decision.result, decision.decided_by, decision.decided_on) == ("try_out", "All of us", here.meeting.on)
    assert set(decision.contributions.all()) == set(rows)
    assert set(decision.present.all()) == {here.facilitator, here.member}
    page = Page(text(client.get(answer["Location"]))).words()
    assert "Saved: 2 people were there, 2 things were said, 1 was decided. It is all below." in page
    for words in ("The letters come too late", "Nobody rings", "It is cheap"):
        assert words in page


def test_it_opens_with_whoever_was_expected_ticked(world: World) -> None:
    here = world.here
    plan = actions.Plan(on=TODAY, purpose="Another")
    meeting = actions.plan(project=here.project, plan=plan, by=here.facilitator)
    coming = [actions.Coming(here.member, here.hat), actions.Coming(here.facilitator, None)]
    actions.expect(meeting=meeting, coming=coming, edition=1, by=here.facilitator)
    page = Page(text(world.client("facilitator").get(address(meeting))))
    ticked = {
        one.attrs["id"] for one in page.elements if one.attrs.get("type") == "checkbox" and "checked" in one.attrs
    }
    assert ticked == {f"id_there_{here.member.pk}"}


WRONG: list[tuple[dict[str, str], str]] = [
    ({"who1": ""}, "Row 1: choose who said it."),
    ({"text3": ""}, "Row 3: write what was said."),
    ({"who1": "ABSENT"}, "Row 1: paper"),
    ({"on1": ""}, "Decision 1: write the number of the words it is about."),
    ({"on1": "the first"}, "Decision 1: write numbers only"),
    ({"on1": "2"}, "Decision 1: nothing is written in row 2 above."),
    ({"on1": "99"}, "Decision 1: nothing is written in row 99 above."),
    ({"result1": ""}, "Decision 1: choose what was decided."),
    ({"reason1": " "}, "Decision 1: say why"),
    ({"result1": "no"}, "Decision 1: choose the reason that comes closest."),
    ({"result1": "later", "code1": "money"}, "Decision 1: say when you will look at it again."),
    ({"decided_by": ""}, "Say who decided."),
    ({"again2": "tomorrow-ish"}, "Enter a date"),
]


@pytest.mark.parametrize(("change", "told"), WRONG, ids=[told for _change, told in WRONG])
def test_what_is_wrong_is_said_and_nothing_is_lost(world: World, change: dict[str, str], told: str) -> None:
    here = world.here
    change = {key: f"p{here.paper_person.pk}" if value == "ABSENT" else value for key, value in change.items()}
    client = world.client("facilitator")
    client.get(address(here.meeting))
    before = everything()
    answer = client.post(address(here.meeting), filled(world, **change, text7="Kept words"))
    assert answer.status_code == 422
    page = text(answer)
    assert told.lower() in Page(page).words().lower()
    for words in ("Kept words", FORM, *filter(None, (value.strip() for value in change.values()))):
        assert words in page
    assert everything() == before


def test_more_rows_come_and_nothing_is_judged_yet(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    half = filled(world, who1="", on1="nothing yet", said_rows="10", decided_rows="5")
    more = text(client.post(address(here.meeting), half | {"more": "said"}))
    assert "20. What was said" in more
    assert "21. What was said" not in more
    assert "There is a problem" not in more
    assert "Nobody rings" in more
    more = text(client.post(address(here.meeting), half | {"said_rows": "20", "more": "decided"}))
    assert "20. What was said" in more
    assert "Decision 10. What was decided" in more
    same = text(client.post(address(here.meeting), half | {"stay": "yes"}))  # Enter, where no script runs
    assert "11. What was said" not in same
    assert "The letters come too late" in same
    assert not here.meeting.contributions.exists()


@pytest.mark.parametrize("rows", ["-1", "x", "99999999999", "²", "0"])
def test_a_number_of_rows_made_up_by_somebody_is_taken_as_it_can_be(world: World, rows: str) -> None:
    given = {"said_rows": rows, "decided_rows": rows, "stay": "yes", "edition": 1}
    answer = world.client("facilitator").post(address(world.here.meeting), given)
    assert answer.status_code == 200
    assert "10. What was said" in text(answer)


def test_a_decision_on_what_was_said_before(world: World) -> None:
    here = world.here
    given = filled(
        world, on1="", earlier1=str(here.contribution.pk), result1="later", code1="time", again1="2999-01-01"
    )
    assert world.client("facilitator").post(address(here.meeting), given).status_code == 302
    decision = here.meeting.decisions.get()
    assert list(decision.contributions.all()) == [here.contribution]
    assert (decision.reason_code, str(decision.look_again)) == ("time", "2999-01-01")


def test_who_decided_can_differ_from_row_to_row(world: World) -> None:
    here = world.here
    given = filled(world, on2="3", result2="go_ahead", reason2="Priya said so", by2="Priya")
    assert world.client("facilitator").post(address(here.meeting), given).status_code == 302
    assert [row.decided_by for row in here.meeting.decisions.order_by("seq")] == ["All of us", "Priya"]


def test_somebody_with_two_hats_is_asked_as_what(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    projects.set_hats(member=here.member, name="member", perspectives=[here.hat, here.carer], by=here.member)
    wrong = client.post(address(here.meeting), filled(world))
    assert (wrong.status_code, "Choose as what member was there." in text(wrong)) == (422, True)
    right = client.post(address(here.meeting), filled(world, **{f"as_{here.member.pk}": str(here.carer.pk)}))
    assert right.status_code == 302
    assert here.meeting.contributions.get(author=here.member).perspective == here.carer


def test_somebody_else_wrote_down_who_was_there_meanwhile(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    given = filled(world)
    held = actions.Held([actions.Seat(here.carer, member=here.paper_person)])
    actions.write_down(meeting=here.meeting, held=held, edition=1, by=here.facilitator)
    answer = client.post(address(here.meeting), given)
    assert answer.status_code == 409
    page = text(answer)
    assert "Paper of Here" in page
    assert "The letters come too late" in page
    assert not here.meeting.contributions.exists()
    again = client.post(address(here.meeting), given | {"edition": here.meeting.attendance_edition})
    assert again.status_code == 302
    assert queries.attended(here.meeting).mix.people == 2


def test_all_of_it_or_nothing(world: World) -> None:
    client = world.client("facilitator")
    client.get(address(world.here.meeting))
    block_audit()
    before = everything()
    with pytest.raises(IntegrityError):
        client.post(address(world.here.meeting), filled(world))
    assert everything() == before


def test_the_meeting_shows_what_somebody_may_read(world: World) -> None:
    here = world.here
    assert world.client("facilitator").post(address(here.meeting), filled(world)).status_code == 302
    hidden = Contribution.objects.get(text="Nobody rings")
    said.hide(contribution=hidden, reason="Names", by=here.facilitator)
    page = reverse("trail:meeting", args=[here.project.pk, here.meeting.pk])
    assert "Nobody rings" in text(world.client("facilitator").get(page))
    assert "Nobody rings" not in text(world.client("observer").get(page))
    assert "The letters come too late" in text(world.client("observer").get(page))


def test_ids_of_another_project_are_not_taken(world: World) -> None:
    here, there, client = world.here, world.there, world.client("facilitator")
    for change in (
        {"who1": f"p{there.member.pk}"},
        {"who1": f"h{there.hat.pk}"},
        {"earlier1": str(there.contribution.pk)},
    ):
        answer = client.post(address(here.meeting), filled(world, **change))
        assert answer.status_code == 422
        assert "Words in There" not in text(answer)
    assert not here.meeting.contributions.exists()


def test_the_parts_of_what_was_said_there_were_said_there(world: World) -> None:
    here = world.here
    assert world.client("facilitator").post(address(here.meeting), filled(world)).status_code == 302
    whole = Contribution.objects.get(text="Nobody rings")
    parts = said.split(contribution=Contribution.objects.get(pk=whole.pk), texts=["One", "Two"], by=here.facilitator)
    assert {part.meeting for part in parts} == {here.meeting}


# One by one


def test_one_more_thing_said_or_decided_at_a_meeting(world: World) -> None:
    """On the usual pages: the day, the way it came and who was there are those of the meeting."""
    here, client = world.here, world.client("facilitator")
    given = {"text": "One more", "hat": str(here.hat.pk), "whose": str(here.member.pk), "meeting": str(here.meeting.pk)}
    assert client.post(reverse("trail:say", args=[here.project.pk]), given).status_code == 302
    row = Contribution.objects.get(text="One more")
    assert (row.meeting, row.said_on, row.channel) == (here.meeting, here.meeting.on, "meeting")
    answers = {
        "said": str(row.pk),
        "result": "go_ahead",
        "reason": "x",
        "decided_by": "All",
        "decided_on": "2026-01-01",
    }
    answers["meeting"] = str(here.meeting.pk)
    assert client.post(reverse("trail:decide", args=[here.project.pk]), answers).status_code == 302
    decision = here.meeting.decisions.get()
    assert decision.decided_on == here.meeting.on
    assert set(decision.present.all()) == {here.facilitator, here.member}
    page = reverse("trail:decision", args=[here.project.pk, decision.pk])
    assert "10 March 2026: Talk in Here" in text(client.get(page))
    assert "10 March 2026: Talk in Here" in text(client.get(reverse("trail:one", args=[here.project.pk, row.pk])))
    for meeting in (here.coming, world.there.meeting):  # not yet, and somebody else's
        for name, sent in (("trail:say", given), ("trail:decide", answers)):
            answer = client.post(reverse(name, args=[here.project.pk]), sent | {"meeting": str(meeting.pk)})
            assert answer.status_code == 422, name


def test_the_trail_says_when_we_meet_and_what_is_not_written_down(world: World) -> None:
    here = world.here
    plan = actions.Plan(on=TODAY, purpose="Forgotten")
    actions.plan(project=here.project, plan=plan, by=here.facilitator)
    address_ = reverse("show:overview", args=[here.project.pk])
    page = Page(text(world.client("facilitator").get(address_))).words()
    assert "We meet next: 31 December 2999" in page
    assert "Not written down yet: 10 March 2026: Forgotten" in page
    assert "Not written down yet" not in text(world.client("member").get(address_))
