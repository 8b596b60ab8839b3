"""What somebody tried in the rooms of the work itself, who wanted what was not theirs: each of these worked once."""

from __future__ import annotations

import pytest

from tests.cast import EVERYTHING, World
from tests.web.test_askings import close, people, rate, shown
from wesaid_web.evaluation import actions as askings
from wesaid_web.projects import actions as projects

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
