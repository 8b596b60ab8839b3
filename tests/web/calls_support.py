"""One call of every action about what people get back, with its audit rows. See calls.py."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cast import TODAY, World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.projects.models import Member
from wesaid_web.support import actions
from wesaid_web.support.models import Return, ReturnKind, Terms

OFFER = actions.Offer(kind=ReturnKind.VOUCHER, what_for="The meeting", on=TODAY, pence=1000)


def payments(w: World) -> Member:
    return Member.objects.get(project=w.here.project, user=w.users["payments"])


def nobody(w: World, verb: str, subject: object) -> Told:
    return Told(verb, None, subject, {}, w.here.project.pk)  # type: ignore[arg-type]


@call(actions.write_terms)
def written(w: World) -> Iterator[list[Told] | None]:
    yield None
    actions.write_terms(member=w.here.paper_person, work="x", in_return="y", pay_within=7, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.terms_written", Terms.objects.get(member=w.here.paper_person))]


@call(actions.agree)
def agreed(w: World) -> Iterator[list[Told] | None]:
    terms = actions.write_terms(member=w.here.member, work="x", in_return="y", pay_within=7, by=w.here.facilitator)
    yield None
    actions.agree(terms=terms, by=w.here.member)
    yield [by(w.here.member, w.here, "support.terms_agreed", terms)]


@call(actions.end_terms)
def ended(w: World) -> Iterator[list[Told] | None]:
    yield None
    actions.end_terms(terms=w.here.terms, by=w.here.member)
    yield [nobody(w, "support.terms_ended", w.here.terms.pk)]


@call(actions.end_terms)
def refused(w: World) -> Iterator[list[Told] | None]:
    terms = actions.write_terms(member=w.here.member, work="x", in_return="y", pay_within=7, by=w.here.facilitator)
    key = terms.pk
    yield None
    actions.end_terms(terms=terms, by=w.here.member)
    yield [nobody(w, "support.terms_ended", key)]


@call(actions.offer)
def offered(w: World) -> Iterator[list[Told] | None]:
    yield None
    row = actions.offer(terms=w.here.terms, given=OFFER, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.offered", row, kind="voucher")]


@call(actions.accept)
def accepted(w: World) -> Iterator[list[Told] | None]:
    row = actions.offer(terms=w.here.terms, given=OFFER, by=w.here.facilitator)
    yield None
    actions.accept(given=row, by=w.here.member)
    yield [by(w.here.member, w.here, "support.accepted", row)]


@call(actions.take_away)
def taken_away(w: World) -> Iterator[list[Told] | None]:
    key = w.here.given.pk
    yield None
    actions.take_away(given=w.here.given, by=w.here.member)
    yield [nobody(w, "support.taken_away", key)]


@call(actions.advice_offered)
def advised(w: World) -> Iterator[list[Told] | None]:
    yield None
    actions.advice_offered(member=w.here.member, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.advice_offered", w.here.member)]


@call(actions.approve)
def approved(w: World) -> Iterator[list[Told] | None]:
    yield None
    actions.approve(given=w.here.given, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "support.approved", w.here.given)]


@call(actions.pay)
def paid(w: World) -> Iterator[list[Told] | None]:
    actions.advice_offered(member=w.here.member, by=w.here.facilitator)
    actions.approve(given=w.here.given, by=w.here.facilitator)
    yield None
    actions.pay(given=w.here.given, by=payments(w))
    assert Return.objects.get(pk=w.here.given.pk).paid_by == payments(w)
    yield [by(payments(w), w.here, "support.paid", w.here.given)]
