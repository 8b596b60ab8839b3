"""How frozen numbers were worked out is kept beside them, shown, and found again when somebody changed them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World
from tests.pages import Page, text
from tests.web.test_equal_sheet import Group
from wesaid import __version__
from wesaid_web.common import runs
from wesaid_web.common.models import AnalysisRun
from wesaid_web.delivery.actions import sheets
from wesaid_web.delivery.runs import LOOKS as DELIVERY
from wesaid_web.evaluation.runs import LOOKS as EVALUATION
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Role
from wesaid_web.show.runs import LOOKS as SHOW
from wesaid_web.support import actions as support
from wesaid_web.support.models import Invested, Return, ReturnKind
from wesaid_web.support.runs import LOOKS as SUPPORT

LOOKS = {**SUPPORT, **DELIVERY, **EVALUATION, **SHOW}


SINCE = "not changed since (what went in is not kept, or has moved on)"


def looked() -> tuple[list[str], str]:
    """What is wrong, and how far could be looked."""
    told: list[str] = []
    return list(runs.problems(LOOKS, told)), told[0]


@pytest.fixture
def group(db: None) -> Group:
    AnalysisRun.objects.all().delete()  # of the cast, which is there where other tests came before
    found = Group()
    found.switch_on()
    found.people(9, "carer")
    found.freeze()
    return found


def test_a_sheet_says_how_it_was_worked_out(group: Group, client: object) -> None:
    from django.test import Client

    run = AnalysisRun.objects.get()
    assert (run.method, run.version, run.seed) == ("disclosure.next_release", __version__, None)
    assert run.parameters == {"fewer_than": 8}
    assert len(run.inputs) == len(run.result) == 64
    browser = Client()
    browser.force_login(group.other_user)
    page = Page(text(browser.get(reverse("show:equal_sheet", args=[group.project.pk])))).words()
    assert f"by version {__version__} of this program" in page
    assert "Numbers of people are shown from 8" in page
    assert "Nothing was drawn by lot." in page
    assert run.result not in page


def test_it_is_worked_out_anew_while_what_went_in_is_as_it_was(group: Group) -> None:
    assert looked() == (
        [],
        f"1 worked out anew, 0 {SINCE}, 0 made with another key",
    )
    group.people(1, "carer")
    assert looked()[1].startswith("0 worked out anew, 1 not changed since")


def test_a_number_that_somebody_changed_is_found(group: Group) -> None:
    sheet = group.project.equal_sheets.get()
    hat = str(group.hats["carer"].pk)
    sheet.content["cells"][hat]["here"] += 1
    sheet.save()
    assert looked()[0] == [f"{sheet.pk} (disclosure.next_release) was changed after it was frozen"]


def test_a_result_that_the_same_version_would_not_give_is_found(group: Group) -> None:
    """Changed together with its mark, as whoever holds the key could: what went in gives it away."""
    sheet, run = group.project.equal_sheets.get(), AnalysisRun.objects.get()
    sheet.content["cells"][str(group.hats["carer"].pk)]["here"] += 1
    sheet.save()
    run.result = runs.digest("result", sheet.content["cells"])
    run.save()
    assert looked()[0] == [
        f"{sheet.pk} (disclosure.next_release) is worked out differently now, from the same and by the same version"
    ]
    AnalysisRun.objects.update(version="0.0.1")
    assert looked()[0] == []


def test_another_key_can_neither_make_nor_check_a_mark(group: Group, settings: object) -> None:
    settings.SECRET_KEY = "another key that is long enough to be one, and is not the one from before"  # type: ignore[attr-defined]
    assert looked() == (
        [],
        f"0 worked out anew, 0 {SINCE}, 1 made with another key",
    )


def test_what_a_digest_is_of_is_part_of_it() -> None:
    assert runs.digest("inputs", {"a": 1}) != runs.digest("result", {"a": 1})
    assert runs.digest("inputs", {"a": 1, "b": (2,)}) == runs.digest("inputs", {"b": [2], "a": 1})
    assert runs.digest("inputs", {"a": 1}) != runs.digest("inputs", {"a": "1"})


def test_nothing_of_what_was_answered_privately_is_kept_not_even_as_a_digest(world: World) -> None:
    run = AnalysisRun.objects.get(subject=world.here.asked.pk)
    assert (run.method, run.inputs, run.parameters) == ("practice.ladder.release", "", {"raters": 5})
    page = Page(
        text(
            world.client("member").get(reverse("evaluation:asking", args=[world.here.project.pk, world.here.asked.pk]))
        )
    )
    assert "Nothing is kept of what went in, so that nobody can work back to it." in page.words()
    asked = world.here.asked
    asked.results["asks"]["ladder"]["groups"][0]["counts"]["4"] += 1
    asked.save()
    assert looked()[0] == [f"{asked.pk} (practice.ladder.release) was changed after it was frozen"]


def test_how_somebody_came_is_in_no_digest(world: World) -> None:
    sheet = sheets.freeze(project=world.here.project, by=world.here.facilitator)
    run = AnalysisRun.objects.get(subject=sheet.pk)
    assert (run.method, run.inputs) == ("practice.cycle.for_outside", "")
    page = Page(text(world.client("member").get(reverse("delivery:cycle_outside", args=[world.here.project.pk]))))
    assert "How this was worked out" in page.words()


def test_what_was_put_into_people_is_worked_out_anew_from_the_payments(world: World) -> None:
    here = world.here
    payer = projects.accept_invitation(
        secret=projects.invite(project=here.project, role=Role.FACILITATOR, by=here.facilitator),
        user=world.users["other_member"],
    )
    for number in range(8):
        person = projects.add_person(project=here.project, name=f"P{number}", perspectives=[], by=here.facilitator)
        terms = support.write_terms(member=person, work="W", in_return="R", pay_within=14, by=here.facilitator)
        support.agree(terms=terms, by=here.facilitator)
        support.advice_offered(member=person, by=here.facilitator)
        offered = support.Offer(kind=ReturnKind.PAYMENT, what_for="M", on=TODAY, minutes=60, pence=2500)
        given = support.offer(terms=terms, given=offered, by=here.facilitator)
        support.accept(given=given, by=here.facilitator)
        support.approve(given=given, by=here.facilitator)
        support.pay(given=given, by=payer)
    told = Invested.objects.get()
    assert AnalysisRun.objects.get(subject=told.pk).parameters == {
        "fewer_than": 8,
        "largest_share": 0.5,
        "not_nearer": 0.1,
    }
    assert looked()[0] == []
    assert looked()[1].startswith("1 worked out anew")
    page = Page(text(world.client("observer").get(reverse("support:told", args=[here.project.pk])))).words()
    assert "Most of a sum that one person may have 0.5" in page
    Return.objects.filter(told=told).update(pence=2600)
    assert looked()[1].startswith("0 worked out anew"), "what went in is not what it was"
