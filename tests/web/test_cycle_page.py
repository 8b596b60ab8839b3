"""The cycle as its pages show it: people counted where they are, its doubt, and no small number to others."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, hold_role
from tests.cast_rooms import RISKS
from tests.pages import Page, text
from tests.web.test_delivery import at, new_role, words
from wesaid_web.common.access import Elsewhere
from wesaid_web.delivery.actions import pieces, roles, sessions
from wesaid_web.delivery.models import Arrival, CycleSheet, Holding
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member

# The cycle


def test_the_cycle_counts_people_where_they_are(world: World) -> None:
    """A member with lived experience supports peers; the paper person is a carer; the facilitator has said no hat."""
    page = Page(text(world.client("observer").get(at("cycle", world))))
    rows = {
        row.text.split("  ")[0]: [cell.text for cell in page.all("td")]
        for row in page.all("th")
        if row.attrs.get("scope") == "row"
    }
    cells = [cell.text for cell in page.all("td")]
    assert len(rows) == 4
    assert cells == ["2", "2", "2", "2", "2", "1", "0", "0", "0", "1", "1", "–"]
    assert (
        "Of 2 people here who use services or care for somebody who does, none help deliver and 1 supports others"
        in page.words()
    )
    assert "1 time delivered, 2 people reached, counted each time" in page.words()
    roles.step_back(role=world.here.role, by=world.here.member)
    assert "1 has stepped back, as anybody may at any time." in words(world.client("member").get(at("cycle", world)))


def test_staff_who_deliver_are_named_beside_the_cycle(world: World) -> None:
    staff = world.here.project.perspectives.get(code="staff")
    lead = world.here.facilitator
    projects.set_hats(member=lead, name="facilitator", perspectives=[staff], by=lead)
    role = new_role(world, holder=lead, support=world.here.member)
    roles.write_risks(role=role, risks=RISKS, edition=0, by=lead)
    roles.start(role=role, by=lead)
    told = "1 person who comes with other experience delivers with them and is not counted here."
    assert told in words(world.client("member").get(at("cycle", world)))


def grown(w: World, yes: int, no: int) -> None:
    """So many who came after somebody began to support others, half a year ago."""
    Holding.objects.update(started_on=timezone.localdate() - timedelta(days=200))
    Member.objects.filter(project=w.here.project).update(joined_at=timezone.now() - timedelta(days=300))
    for number in range(yes + no):
        one = projects.add_person(
            project=w.here.project, name=f"New {number}", perspectives=[w.here.carer], by=w.here.facilitator
        )
        Arrival.objects.create(member=one, through_peer=number < yes)


def test_whether_it_renews_itself_is_refused_below_ten_answers(world: World) -> None:
    grown(world, 9, 0)
    told = words(world.client("member").get(at("cycle", world)))
    assert "Too few of those who came since have said how they heard of us" in told
    assert "came through somebody who does this." not in told


def test_whether_it_renews_itself_comes_with_its_doubt(world: World) -> None:
    grown(world, 9, 6)
    told = words(world.client("member").get(at("cycle", world)))
    assert (
        "Of 15 people who came since people began to deliver and who said how they heard of us, 9 came through" in told
    )
    assert "it could be anything from 36 to 80 in 100." in told  # Wilson: 0.357 to 0.802


def freeze(world: World) -> Any:
    return world.client("facilitator").post(at("cycle_freeze", world))


def test_no_small_number_stands_on_the_page_for_others(world: World) -> None:
    assert "There is no sheet yet." in words(world.client("observer").get(at("cycle_outside", world)))
    grown(world, 13, 9)
    assert freeze(world).status_code == 302
    page = Page(text(world.client("evaluator").get(at("cycle_outside", world))))
    assert [cell.text for cell in page.all("td")] == [
        *("not shown", "23", "not shown", "not shown"),
        *("13", "9", "not shown"),
    ]
    assert "Of 22 people who said how they came, 13 came through somebody who does this" in page.words()
    assert "from 39 to 77 in 100" in page.words()  # Wilson, 13 of 22: 0.387 to 0.767


def test_who_joins_or_answers_changes_nothing_that_others_see(world: World) -> None:
    """At eight, where a number is shown first, too: a sheet of eight after one of seven would say who came."""
    grown(world, 7, 0)
    freeze(world)
    before = words(world.client("observer").get(at("cycle_outside", world)))
    for more in range(6):
        projects.add_person(
            project=world.here.project, name=f"{more}", perspectives=[world.here.carer], by=world.here.facilitator
        )
        assert freeze(world).status_code == 422
        assert words(world.client("observer").get(at("cycle_outside", world))) == before
    assert CycleSheet.objects.count() == 1


def test_a_new_project_says_what_to_do_first(world: World) -> None:
    there = world.client("other_facilitator")
    project = projects.create_project(name="Empty", by=world.users["other_facilitator"])
    assert "Nothing yet." in words(there.get(reverse("delivery:list", args=[project.pk])))
    told = words(there.get(reverse("delivery:cycle", args=[project.pk])))
    assert "Nobody helps deliver or supports others yet" in told


def test_pieces_say_what_came_of_them(world: World) -> None:
    sessions.log(
        role=world.here.role,
        delivered=sessions.Delivered(timezone.localdate(), Decimal(1), 5, languages="Welsh, English"),
        by=world.here.member,
    )
    told = words(world.client("observer").get(at("piece", world, world.here.piece.pk)))
    assert "2 times delivered, 7 people reached, counted each time." in told
    assert "Languages: English, Welsh" in told


def test_a_second_place_is_independent(world: World) -> None:
    """What the cast holds there is not here."""
    role = hold_role(world.there.project, world.there.member, world.there.facilitator)
    assert world.client("member").get(at("role", world, role.pk)).status_code == 404
    with pytest.raises(Elsewhere):
        pieces.add(
            project=world.here.project,
            delivered=pieces.Delivered("x", change=world.there.change),
            by=world.here.facilitator,
        )
