"""What people get back: agreed in writing first, two people for each payment, refusals nowhere, sums only about enough people."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import TODAY, World, make_user
from tests.pages import Page, text
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.support import actions, queries
from wesaid_web.support.bridge import Paid, enough_to_tell
from wesaid_web.support.models import Advice, Return, ReturnKind, Terms
from wesaid_web.support.permissions import NotYours, TwoPeople
from wesaid_web.support.words import hours, pounds


def member_of(world: World, who: str) -> Member:
    return Member.objects.get(project=world.here.project, user=world.users[who])


def offered(terms: Terms, by: Member, **changed: object) -> Return:
    given = {"kind": ReturnKind.PAYMENT, "what_for": "A meeting", "on": TODAY, "pence": 2500} | changed
    return actions.offer(terms=terms, given=actions.Offer(**given), by=by)  # type: ignore[arg-type]


def test_terms_come_before_anything_else(world: World) -> None:
    here = world.here
    terms = actions.write_terms(member=here.member, work="x", in_return="y", pay_within=7, by=here.facilitator)
    with pytest.raises(actions.NotAgreed):
        offered(terms, here.facilitator)
    actions.agree(terms=terms, by=here.member)
    row = offered(terms, here.facilitator)
    assert (row.due, row.accepted_on) == (TODAY + timedelta(days=7), None)
    actions.end_terms(terms=terms, by=here.member)
    with pytest.raises(actions.NotAgreed):
        offered(terms, here.facilitator, on=terms.ended_on + timedelta(days=1))  # type: ignore[operator]


def test_only_the_person_answers_and_a_facilitator_for_somebody_on_paper(world: World) -> None:
    here = world.here
    terms = actions.write_terms(member=here.member, work="x", in_return="y", pay_within=7, by=here.facilitator)
    for stranger in (here.facilitator, member_of(world, "payments"), member_of(world, "observer")):
        with pytest.raises(NotYours):
            actions.agree(terms=terms, by=stranger)
    paper = actions.write_terms(member=here.paper_person, work="x", in_return="y", pay_within=7, by=here.facilitator)
    with pytest.raises(NotYours):
        actions.agree(terms=paper, by=here.member)
    actions.agree(terms=paper, by=here.facilitator)
    assert paper.agreed_by == here.facilitator


def test_one_approves_and_another_pays_and_neither_their_own(world: World) -> None:
    here, payments = world.here, member_of(world, "payments")
    with pytest.raises(actions.NotAgreed):
        actions.approve(given=offered(here.terms, here.facilitator), by=here.facilitator)
    actions.approve(given=here.given, by=here.facilitator)
    actions.advice_offered(member=here.member, by=here.facilitator)
    with pytest.raises(TwoPeople):
        actions.pay(given=here.given, by=here.facilitator)
    with pytest.raises(NotYourRole):
        actions.pay(given=here.given, by=member_of(world, "evaluator"))
    actions.pay(given=here.given, by=payments)
    actions.pay(given=here.given, by=payments)
    assert AuditEvent.objects.filter(verb="support.paid").count() == 1
    own = actions.write_terms(member=here.facilitator, work="x", in_return="y", pay_within=7, by=here.facilitator)
    actions.agree(terms=own, by=here.facilitator)
    row = offered(own, here.facilitator)
    actions.accept(given=row, by=here.facilitator)
    with pytest.raises(TwoPeople):
        actions.approve(given=row, by=here.facilitator)


def test_the_database_refuses_one_person_for_both(world: World) -> None:
    actions.approve(given=world.here.given, by=world.here.facilitator)
    rows = Return.objects.filter(pk=world.here.given.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(paid_by=world.here.facilitator, paid_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(approved_on=None, approved_by=None, paid_by=member_of(world, "payments"), paid_on=TODAY)


def test_advice_comes_before_the_first_money_and_not_before_care(world: World) -> None:
    here, payments = world.here, member_of(world, "payments")
    actions.approve(given=here.given, by=here.facilitator)
    client = world.client("payments")
    today = timezone.localdate().isoformat()
    answer = client.post(reverse("support:pay", args=[here.project.pk, here.given.pk]), {"on": today})
    assert (answer.status_code, "Offer advice on benefits first" in text(answer)) == (422, True)
    care = offered(here.terms, here.facilitator, kind=ReturnKind.REPLACEMENT_CARE)
    actions.accept(given=care, by=here.member)
    actions.approve(given=care, by=here.facilitator)
    actions.pay(given=care, by=payments)
    actions.advice_offered(member=here.member, by=here.facilitator)
    actions.advice_offered(member=here.member, by=here.facilitator)
    assert Advice.objects.count() == 1
    actions.pay(given=here.given, by=payments)
    assert queries.totals(Return.objects.all()).paid == 5000


def test_the_day_it_was_paid_is_told_and_is_neither_to_come_nor_before_it_was_approved(world: World) -> None:
    """So that days to pay are true also where it is written down later."""
    here, payments = world.here, member_of(world, "payments")
    actions.advice_offered(member=here.member, by=here.facilitator)
    approved = timezone.localdate() - timedelta(days=9)
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        actions.approve(given=here.given, by=here.facilitator)
    client, address = world.client("payments"), reverse("support:pay", args=[here.project.pk, here.given.pk])
    assert "It was approved on" in text(client.get(address))
    for day, words in (
        (timezone.localdate() + timedelta(days=1), "That day has not come yet."),
        (approved - timedelta(days=1), "so it was not paid before"),
    ):
        answer = client.post(address, {"on": day.isoformat()})
        assert (answer.status_code, words in text(answer)) == (422, True)
        assert day.isoformat() in text(answer), "what was typed is still there"
        with pytest.raises(actions.NotThatDay):
            actions.pay(given=here.given, by=payments, on=day)
    assert client.post(address, {"on": ""}).status_code == 422
    for day in (approved, approved + timedelta(days=2)):
        assert client.post(address, {"on": day.isoformat()}).status_code == 302
        assert Return.objects.get(pk=here.given.pk).paid_on == approved, "doing it twice does it once"


@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_a_refusal_is_stored_nowhere(world: World, who: str) -> None:
    """What was declined and what was taken back look the same in every column of the database."""
    here = world.here
    terms = actions.write_terms(member=here.member, work="x", in_return="y", pay_within=7, by=here.facilitator)
    row = offered(here.terms, here.facilitator)
    person = here.member if who == "member" else here.facilitator
    actions.take_away(given=row, by=person)
    actions.end_terms(terms=terms, by=person)
    assert not Return.objects.filter(pk=row.pk).exists()
    assert not Terms.objects.filter(pk=terms.pk).exists()
    told = AuditEvent.objects.filter(verb__in=["support.taken_away", "support.terms_ended"])
    assert set(told.values_list("actor", flat=True)) == {None}


def pay_someone(world: World, number: int, pence: int = 2500, kind: ReturnKind = ReturnKind.PAYMENT) -> None:
    here = world.here
    person = Member.objects.filter(project=here.project, name=f"Person {number}").first()
    person = person or projects.place_person(project=here.project, name=f"Person {number}", by=here.facilitator)
    terms = actions.write_terms(member=person, work="x", in_return="y", pay_within=7, by=here.facilitator)
    actions.agree(terms=terms, by=here.facilitator)
    actions.advice_offered(member=person, by=here.facilitator)
    row = offered(terms, here.facilitator, pence=pence, kind=kind, minutes=60)
    actions.accept(given=row, by=here.facilitator)
    actions.approve(given=row, by=here.facilitator)
    actions.pay(given=row, by=member_of(world, "payments"))


@pytest.mark.django_db(transaction=False)
def test_sums_are_told_about_eight_people_and_each_only_once(world: World) -> None:
    project = world.here.project
    with transaction.atomic():
        for number in range(7):
            pay_someone(world, number)
    assert queries.told(project) == []
    pay_someone(world, 0)  # one person twice is one person
    assert queries.told(project) == []
    with transaction.atomic():
        pay_someone(world, 7)
    assert [(one.content["people"], one.content["pence"], one.content["minutes"]) for one in queries.told(project)] == [
        (8, 22500, 540)
    ]
    pay_someone(world, 8)  # the next sum waits until it is about eight people, too
    assert len(queries.told(project)) == 1
    page = Page(text(world.client("observer").get(reverse("support:told", args=[project.pk])))).words()
    assert "£225 for 8 people since the time before. They gave 9 hours." in page


def test_a_small_form_of_giving_back_is_not_told_by_itself(world: World) -> None:
    for number in range(6):
        pay_someone(world, number)
    pay_someone(world, 6, kind=ReturnKind.VOUCHER)
    pay_someone(world, 7, kind=ReturnKind.VOUCHER)
    (told,) = queries.told(world.here.project)
    assert (told.content["pence"], told.content["kinds"]) == (20000, {})
    page = Page(text(world.client("observer").get(reverse("support:told", args=[world.here.project.pk])))).words()
    assert "In several forms, each for too few people to name it." in page
    assert "voucher" not in page.lower()


def test_forms_that_few_get_are_told_together_and_not_named() -> None:
    rows: list[Paid] = [(uuid.uuid4(), "payment", 2500, 60, 9) for _person in range(8)]
    others = [
        (who, kind, 1000, 0, 3)
        for kind, part in (("voucher", rows[:4]), ("replacement_care", rows[4:]))
        for who, *_r in part
    ]
    found = enough_to_tell([*rows, *others])
    assert found
    assert (found["pence"], found["kinds"]) == (28000, {"payment": 20000})
    assert "replacement_care" not in json.dumps(found)


def test_days_to_pay_count_people_and_what_is_paid_before_is_not_waited_for() -> None:
    rows: list[Paid] = [(uuid.uuid4(), "payment", 2500, 60, 9) for _person in range(9)]
    often = (uuid.uuid4(), "payment", 250, 6, 90)
    found = enough_to_tell([*rows, *[often] * 10, (rows[0][0], "training", 0, 600, 400)])
    assert found
    assert found["days"] == 9
    before = enough_to_tell([(who, "expenses", pence, 0, -5) for who, _kind, pence, _minutes, _days in rows])
    assert before
    assert before["days"] == 0


def test_through_the_pages(world: World) -> None:
    project = world.here.project
    lead, payments = world.client("facilitator"), world.client("payments")
    empty = lead.post(reverse("support:terms_new", args=[project.pk]), {"work": "Kept words"})
    assert (empty.status_code, "Kept words" in text(empty), "Say for whom these are." in text(empty)) == (
        422,
        True,
        True,
    )
    sent = {"member": world.here.member.pk, "work": "Training", "in_return": "£30", "pay_within": "10"}
    page = lead.post(reverse("support:terms_new", args=[project.pk]), sent)["Location"]
    mine = world.client("member")
    assert "You have not agreed yet" in text(mine.get(reverse("support:mine", args=[project.pk])))
    assert mine.post(f"{page}agree/").status_code == 302
    wrong = lead.post(f"{page}offer/", {"kind": "payment", "what_for": "x", "on": "1/3/2026", "pence": "lots"})
    assert (wrong.status_code, "Enter an amount in pounds" in text(wrong)) == (422, True)
    assert "Say how much it is" in text(
        lead.post(f"{page}offer/", {"kind": "voucher", "what_for": "x", "on": "1/3/2026"})
    )
    lead.post(
        f"{page}offer/",
        {"kind": "payment", "what_for": "The day", "on": "1/3/2026", "pence": "£1,030.50", "hours": "2.5"},
    )
    row = Return.objects.get(what_for="The day")
    assert (row.pence, row.minutes) == (103050, 150)
    things = f"/projects/{project.pk}/in-return/things/{row.pk}/"
    mine.post(f"{things}accept/")
    lead.post(f"{things}approve/")
    lead.post(reverse("support:advice", args=[project.pk, world.here.member.pk]))
    payments.post(f"{things}pay/", {"on": timezone.localdate().isoformat()})
    words = Page(text(mine.get(reverse("support:mine", args=[project.pk])))).words()
    assert "Paid to you so far: £1,030.50. Still to come: £25. Your time: 4 hours." in words


@pytest.mark.parametrize(("pence", "words"), [(0, "£0"), (5, "£0.05"), (123456, "£1,234.56"), (100, "£1"), (None, "")])
def test_pounds(pence: int | None, words: str) -> None:
    assert pounds(pence) == words


@pytest.mark.parametrize(("minutes", "words"), [(0, ""), (1, "1 minute"), (60, "1 hour"), (150, "2 hours 30 minutes")])
def test_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words


def test_the_same_form_twice_is_one_row(world: World) -> None:
    client: Client = world.client("facilitator")
    address = reverse("support:terms_new", args=[world.here.project.pk])
    sent = {
        "id": "6f2f4c51-1c5d-4d43-9c0a-1d1b2b9a7f10",
        "member": world.here.paper_person.pk,
        "work": "x",
        "in_return": "y",
        "pay_within": "3",
    }
    assert [client.post(address, sent).status_code for _time in range(2)] == [302, 302]
    assert Terms.objects.filter(member=world.here.paper_person).count() == 1


def test_someone_who_joins_later_has_an_empty_page_that_helps(world: World) -> None:
    secret = projects.invite(project=world.here.project, role=Role.MEMBER, by=world.here.facilitator)
    projects.accept_invitation(secret=secret, user=make_user("newcomer"))
    client = Client()
    client.force_login(Member.objects.get(name="newcomer").user)  # type: ignore[arg-type]
    assert "ask what you get for it" in text(client.get(reverse("support:mine", args=[world.here.project.pk])))


def test_hours_of_care_are_not_time_that_the_person_gave(world: World) -> None:
    here = world.here
    for kind in ReturnKind:
        row = offered(here.terms, here.facilitator, kind=kind, minutes=60)
        actions.accept(given=row, by=here.member)
    given = {row.kind for row in Return.objects.filter(terms=here.terms, minutes=60) if row.time_given}
    assert given == {"payment", "voucher", "time_credit", "reference"}
    mine = Return.objects.filter(terms=here.terms, minutes=60)
    assert queries.totals(mine).minutes == 4 * 60


def test_whoever_approved_can_still_say_that_advice_was_offered(world: World) -> None:
    here = world.here
    actions.approve(given=here.given, by=here.facilitator)
    page = text(world.client("facilitator").get(reverse("support:people", args=[here.project.pk])))
    assert "You approved it, so somebody else pays it." in page
    assert reverse("support:advice", args=[here.project.pk, here.member.pk]) in page
    assert reverse("support:pay", args=[here.project.pk, here.given.pk]) not in page


def test_who_pays_is_told_on_the_first_page_what_waits_and_finds_it_in_one_step(world: World) -> None:
    here = world.here
    address = reverse("support:people", args=[here.project.pk])
    front, together = (reverse(f"show:{name}", args=[here.project.pk]) for name in ("overview", "together"))
    payments, lead = world.client("payments"), world.client("facilitator")
    assert "waits for you to pay it" not in text(payments.get(front))
    actions.approve(given=here.given, by=here.facilitator)
    assert "1 thing waits for you to pay it." in Page(text(payments.get(front))).words()
    assert address in text(payments.get(front))
    assert "waits for you to pay it" not in text(lead.get(front)), "they approved it, so somebody else pays it"
    for who in ("member", "observer", "evaluator"):
        assert address not in text(world.client(who).get(front)) + text(world.client(who).get(together))
    assert address in text(payments.get(together))
