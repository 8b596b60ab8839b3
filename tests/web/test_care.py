"""What people need is a promise that they answer for, seen by whom they chose; and somebody may leave without a word."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import CAST, TODAY, World
from tests.pages import Page, text
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.support import care_actions as care
from wesaid_web.support import queries
from wesaid_web.support.bridge import promises_to_show
from wesaid_web.support.models import CheckIn, Met, Need, ShownTo
from wesaid_web.support.permissions import NotYours
from wesaid_web.support.queries import Promise

SEES = {
    ShownTo.FACILITATORS: {"facilitator", "member"},
    ShownTo.PREPARING: {"facilitator", "member"},
    ShownTo.GROUP: {"facilitator", "member", "observer", "evaluator", "payments", "concern_lead", "deputy"},
}


def needed(helps: str = "Zeisig", shown_to: ShownTo = ShownTo.FACILITATORS) -> care.Needed:
    return care.Needed(helps, shown_to)


@pytest.mark.parametrize("shown_to", ShownTo)
def test_it_is_seen_by_whom_the_person_chose(shown_to: ShownTo, world: World) -> None:
    here = world.here
    care.write_need(member=here.member, needed=needed(shown_to=shown_to), said_yes=False, by=here.member)
    address = reverse("support:needs", args=[here.project.pk])
    assert {who for who in CAST if "Zeisig" in text(world.client(who).get(address))} == SEES[shown_to]


def test_a_facilitator_writes_it_down_with_somebody_who_says_yes(world: World) -> None:
    here = world.here
    for member in (here.member, here.paper_person):
        with pytest.raises(care.NoConsent):
            care.write_need(member=member, needed=needed(), said_yes=False, by=here.facilitator)
        care.write_need(member=member, needed=needed(), said_yes=True, by=here.facilitator)
    with pytest.raises(NotYourRole):
        care.write_need(member=here.paper_person, needed=needed(), said_yes=True, by=here.member)
    with pytest.raises(Elsewhere):
        care.write_need(member=world.there.member, needed=needed(), said_yes=True, by=here.facilitator)
    address = reverse("support:need_new", args=[here.project.pk]) + "?with=yes"
    sent = {"with": "yes", "member": here.paper_person.pk, "helps": "Large print", "shown_to": "group"}
    client = world.client("facilitator")
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Ask them first" in text(refused)
    assert Page(text(refused)).value_of("helps") == "Large print"
    assert client.post(address, sent | {"said_yes": "on"}).status_code == 302
    assert Need.objects.get(helps="Large print").member == here.paper_person
    sent["helps"] = "Mine, whatever is sent along"
    world.client("member").post(address, sent | {"said_yes": "on"})
    assert Need.objects.get(helps=sent["helps"]).member == here.member


def test_the_person_answers_and_nobody_for_them(world: World) -> None:
    here = world.here
    for step in (
        lambda by: care.answer_need(need=here.need, met=Met.YES, words="", by=by),
        lambda by: care.edit_need(need=here.need, needed=needed(), edition=2, by=by),
        lambda by: care.remove_need(need=here.need, by=by),
    ):
        for stranger in (here.facilitator, Member.objects.get(project=here.project, user=world.users["observer"])):
            with pytest.raises(NotYours):
                step(stranger)
    client = world.client("member")
    address = reverse("support:need_met", args=[here.project.pk, here.need.pk])
    assert client.post(address, {"met": ""}).status_code == 422
    assert client.post(address, {"met": "partly", "words": "Late"}).status_code == 302
    client.post(address, {"met": "no", "words": "Not at all"})
    assert [(one.met, one.words) for one in here.need.answers.all()] == [("no", "Not at all"), ("partly", "Late")]
    page = Page(text(client.get(reverse("support:needs", args=[here.project.pk])))).words()
    assert "Was it met? No" in page
    paper = care.write_need(member=here.paper_person, needed=needed(), said_yes=True, by=here.facilitator)
    care.answer_need(need=paper, met=Met.YES, words="", by=here.facilitator)


def test_two_at_the_same_promise(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    address = reverse("support:need_agree", args=[here.project.pk, here.need.pk])
    edition = Page(text(client.get(address))).value_of("edition")
    care.agree_need(need=here.need, agreed="By the window", review_on=None, edition=2, by=here.facilitator)
    answer = client.post(address, {"agreed": "By the stairs", "edition": edition})
    assert answer.status_code == 409
    assert "By the window" in Page(text(answer)).words(without=frozenset({"form"}))
    assert Page(text(answer)).value_of("agreed") == "By the stairs"
    with pytest.raises(ChangedMeanwhile):
        care.edit_need(need=here.need, needed=needed(), edition=2, by=here.member)


def test_what_is_to_be_prepared_for_a_meeting(world: World) -> None:
    """Only what is for those who prepare meetings; all of it for a facilitator who does; the newest answer beside it."""
    here = world.here
    for shown_to in (ShownTo.PREPARING, ShownTo.GROUP):
        need = care.write_need(
            member=here.member, needed=needed(shown_to.value, shown_to), said_yes=False, by=here.member
        )
        care.answer_need(need=need, met=Met.NO, words="", by=here.member)
    found = queries.adjustments_to_prepare(here.project)
    assert {(one.helps, one.agreed, one.last_met) for one in found} == {("preparing", "", "no"), ("group", "", "no")}
    assert queries.adjustments_to_prepare(here.project, here.member) == found
    assert queries.adjustments_to_prepare(here.project, world.there.facilitator) == found
    all_of_it = queries.adjustments_to_prepare(here.project, here.facilitator)
    assert ("A chair in Here", "It stands by the door", "") in {(x.helps, x.agreed, x.last_met) for x in all_of_it}
    projects.remove(member=here.member, by=here.member)
    assert queries.adjustments_to_prepare(here.project, here.facilitator) == []


def test_what_counts_as_overdue(world: World) -> None:
    here, today = world.here, timezone.localdate()
    need = Need.objects.get(pk=here.need.pk)
    assert not queries.is_overdue(need, today)
    need.review_on = today
    assert not queries.is_overdue(need, today)
    assert queries.is_overdue(need, today + timedelta(days=1))
    need.agreed_on, need.written_on = None, today - timedelta(days=14)
    assert not queries.is_overdue(need, today)
    assert queries.is_overdue(need, today + timedelta(days=1))


def people(number: int, *, met: int = 0, answered: int = 0, overdue: int = 0) -> list[Promise]:
    return [Promise(place < max(answered, met), place < met, place >= number - overdue) for place in range(number)]


def test_a_small_group_sees_no_number() -> None:
    for number in range(8):
        shown = promises_to_show(people(number, met=number, overdue=number), None)
        assert shown == dict.fromkeys(("people", "answered", "met", "overdue"))


def test_numbers_are_shown_where_they_give_nobody_away() -> None:
    shown = promises_to_show(people(40, answered=30, met=20, overdue=10), None)
    assert shown == {"people": 40, "answered": 30, "met": 20, "overdue": 10}
    assert promises_to_show(people(40, answered=30, met=29, overdue=3), None) == {
        "people": 40,
        "answered": 30,
        "met": None,  # one who was failed would be seen
        "overdue": None,
    }
    assert promises_to_show(people(41, answered=30, met=20, overdue=10), shown) is None  # one more would be seen coming
    assert promises_to_show(people(40, answered=30, met=20, overdue=10), shown) is None
    more = promises_to_show(people(50, answered=40, met=30, overdue=10), shown)
    assert more == {"people": 50, "answered": 40, "met": 30, "overdue": 10}


def test_the_page_tells_numbers_and_never_whose(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    address = reverse("support:needs_told", args=[here.project.pk])
    client.post(reverse("support:needs_freeze", args=[here.project.pk]))
    assert "Too few people to show a number" in text(client.get(address))
    fill_with_needs(here.project, here.facilitator, 20)
    client.post(reverse("support:needs_freeze", args=[here.project.pk]))
    page = Page(text(world.client("observer").get(address))).words()
    assert "Need something to take part 21 people" in page
    assert "Person" not in page
    client.post(reverse("support:needs_freeze", args=[here.project.pk]))
    assert here.project.needs_sheets.count() == 2
    assert "Nothing new is shown" in text(client.get(address))


def fill_with_needs(project: Project, by: Member, number: int) -> None:
    for place in range(number):
        person = projects.add_person(project=project, name=f"Person {place}", perspectives=[], by=by)
        care.write_need(member=person, needed=needed(), said_yes=True, by=by)


# After a hard meeting


def test_how_somebody_was_is_seen_by_two_and_removed_by_either(world: World) -> None:
    here = world.here
    with pytest.raises(care.NoConsent):
        care.check_in(member=here.member, on=TODAY, words="x", again_on=None, said_yes=False, by=here.facilitator)
    with pytest.raises(Elsewhere):
        care.check_in(member=here.member, on=TODAY, words="x", again_on=None, said_yes=True, by=here.member)
    address = reverse("support:aftercare", args=[here.project.pk])
    sees = {who for who in CAST if "Tired in Here" in text(world.client(who).get(address))}
    assert sees == {"facilitator", "member"}
    observer = Member.objects.get(project=here.project, user=world.users["observer"])
    with pytest.raises(care.NotYoursToRemove):
        care.remove_check_in(row=here.check_in, by=observer)
    asks = reverse("support:check_in_new", args=[here.project.pk])
    sent = {"member": here.member.pk, "on": "2026-03-10", "words": "Better"}
    assert world.client("facilitator").post(asks, sent).status_code == 422
    assert world.client("facilitator").post(asks, sent | {"said_yes": "on"}).status_code == 302
    for row, who in zip(CheckIn.objects.filter(member=here.member), ("member", "facilitator"), strict=True):
        world.client(who).post(reverse("support:check_in_remove", args=[here.project.pk, row.pk]))
    assert not CheckIn.objects.filter(member=here.member).exists()


def test_whom_to_turn_to(world: World) -> None:
    here = world.here
    new = reverse("support:aftercare_new", args=[here.project.pk])
    assert world.client("facilitator").post(new, {"name": "Ann"}).status_code == 422
    world.client("facilitator").post(new, {"name": "Ann", "phone": "01632 960 009"})
    page = Page(text(world.client("observer").get(reverse("support:aftercare", args=[here.project.pk]))))
    assert "01632 960 009" in page.words()
    assert "tel:01632960009" in [one.attrs.get("href") for one in page.all("a")]
    with pytest.raises(NotYourRole):
        care.remove_contact(contact=here.aftercare, by=here.member)


@pytest.mark.parametrize("name", ["with", "without"])
def test_leaving_without_a_reason(name: str, world: World) -> None:
    """One page, one press. What the group sees is that somebody left; the name stays with what they said, or does not."""
    here = world.here
    address = reverse("projects:leave", args=[here.project.pk])
    page = Page(text(world.client("member").get(address)))
    assert not [one for one in page.elements if one.name == "textarea"]  # no reason is asked
    assert world.client("member").post(address, {"name": name}).status_code == 302
    here.member.refresh_from_db()
    assert here.member.left_at is not None
    assert not Need.objects.filter(member=here.member).exists()
    assert not CheckIn.objects.filter(member=here.member).exists()
    withheld = set(here.project.contributions.filter(author=here.member).values_list("author_withheld", flat=True))
    assert withheld == {name == "without"}
    client = world.client("facilitator")
    happened = Page(text(client.get(reverse("show:happened", args=[here.project.pk])))).words()
    assert "member left" in happened
    one = Page(text(client.get(reverse("trail:one", args=[here.project.pk, here.contribution.pk]))))
    assert any("member" in part.text for part in one.with_class("ws-meta")) == (name == "with")
    assert world.client("member").get(address).status_code == 404


def test_whoever_is_removed_keeps_their_name_as_it_was(world: World) -> None:
    here = world.here
    projects.remove(member=here.member, by=here.facilitator, unname=True)
    assert not here.project.contributions.filter(author=here.member, author_withheld=True).exists()


def test_once_fewer_may_see_it_it_looks_as_if_it_were_gone(world: World) -> None:
    """Whoever kept its address is told the same as for something that was never there."""
    here = world.here
    shown = needed(shown_to=ShownTo.GROUP)
    need = care.write_need(member=here.member, needed=shown, said_yes=False, by=here.member)
    care.edit_need(need=need, needed=needed(), edition=1, by=here.member)
    for name in ("need_edit", "need_met", "need_remove"):
        for key in (need.pk, uuid.uuid4()):
            address = reverse(f"support:{name}", args=[here.project.pk, key])
            assert world.client("observer").get(address).status_code == 404


def test_a_form_gone_back_to_and_sent_with_something_else_is_not_dropped(world: World) -> None:
    here, key = world.here, uuid.uuid4()

    def write(helps: str, member: Member, by: Member) -> Need:
        return care.write_need(member=member, needed=needed(helps), said_yes=True, by=by, need_id=key)

    first = write("A lift", here.member, here.facilitator)
    assert write("A lift", here.member, here.facilitator) == first
    others = [write("Breaks", here.member, here.facilitator), write("A lift", here.paper_person, here.facilitator)]
    assert len({first.pk, *(one.pk for one in others)}) == 3
    asked = [
        care.check_in(
            member=here.member,
            on=TODAY,
            words=words,
            again_on=None,
            said_yes=True,
            by=here.facilitator,
            check_in_id=key,
        )
        for words in ("Tired", "Tired", "Better")
    ]
    assert [one.words for one in asked] == ["Tired", "Tired", "Better"]
    assert len({one.pk for one in asked}) == 2
    named = [
        care.add_contact(
            project=here.project, name=name, phone="1", hours="", what_for="", by=here.facilitator, contact_id=key
        )
        for name in ("Ann", "Ann", "Bo")
    ]
    assert [one.name for one in named] == ["Ann", "Ann", "Bo"]
    assert len({one.pk for one in named}) == 2
