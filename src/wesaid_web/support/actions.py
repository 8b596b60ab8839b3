"""Everything that changes what people get back: terms, what was offered, accepted, approved and paid."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit, runs
from wesaid_web.common.access import Elsewhere, NotAllowed, NotYet
from wesaid_web.common.jinja import day
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.support.bridge import enough_to_tell, worked
from wesaid_web.support.models import INCOME, Advice, Invested, Return, ReturnKind, Terms
from wesaid_web.support.news import OFFERED, PAID, RETURNS, TERMS, TO_PAY
from wesaid_web.support.permissions import (
    APPROVE,
    PAY,
    WRITE_TERMS,
    TwoPeople,
    check_answers_for,
    check_may_end,
    check_not_own,
)
from wesaid_web.support.queries import paid_rows
from wesaid_web.telling.actions import To, forget, tell


class AdviceFirst(NotYet):
    """Advice on benefits is offered before the first payment."""


class NotThatDay(NotYet):
    """Something is paid on a day after it was approved, or on that day, and not in the future."""


class NotAgreed(NotYet):
    """Terms come first, in writing, and the person agrees to them."""


@dataclass(frozen=True)
class Offer:
    """One thing to offer somebody.

    Attributes:
        minutes: how long it took; none where that says nothing.
        pence: what it is worth in money; none where that says nothing, as for a reference.
    """

    kind: ReturnKind
    what_for: str
    on: date
    minutes: int | None = None
    pence: int | None = None


@transaction.atomic
def write_terms(
    *, member: Member, work: str, in_return: str, pay_within: int, by: Member, terms_id: uuid.UUID | None = None
) -> Terms:
    """Put in writing what somebody will do and what they get for it, before the work. They agree to it themselves."""
    check_can(by, WRITE_TERMS)
    if member.project_id != by.project_id:
        raise Elsewhere
    audit.hold(by.project_id)
    if terms_id and (before := Terms.objects.filter(pk=terms_id, project=by.project).first()):
        return before  # the same form, sent twice
    terms = Terms.objects.create(
        id=terms_id or uuid.uuid4(),
        project=by.project,
        member=member,
        work=work,
        in_return=in_return,
        pay_within=pay_within,
        written_by=by,
        written_on=timezone.localdate(),
    )
    _record(by.project, by, "support.terms_written", terms.pk)
    _news(member, terms.pk, TERMS, by)
    return terms


@transaction.atomic
def agree(*, terms: Terms, by: Member) -> None:
    """Agree to terms: the person themselves; for somebody without an account, a facilitator writes down that they did."""
    check_answers_for(by, terms.member)
    if terms.agreed_on or terms.ended_on:
        return
    terms.agreed_on, terms.agreed_by = timezone.localdate(), by
    terms.save(update_fields=["agreed_on", "agreed_by"])
    _record(terms.project, by, "support.terms_agreed", terms.pk)


@transaction.atomic
def end_terms(*, terms: Terms, by: Member) -> None:
    """End terms. What is owed already stays owed. Terms that nobody agreed to yet are removed: a refusal is not stored."""
    check_may_end(by, terms.member)
    if terms.ended_on:
        return
    key, project = terms.pk, terms.project
    if terms.agreed_on is None:
        terms.delete()
    else:
        terms.ended_on = timezone.localdate()
        terms.save(update_fields=["ended_on"])
    forget(subjects=[key])
    _record(project, None, "support.terms_ended", key)  # by whom would tell who declined


@transaction.atomic
def offer(*, terms: Terms, given: Offer, by: Member, return_id: uuid.UUID | None = None) -> Return:
    """Write down what somebody gets for something they did, under terms they agreed to.

    Raises:
        NotAgreed: they have not agreed to the terms, or the terms had ended before the work.
    """
    check_can(by, WRITE_TERMS)
    audit.hold(terms.project_id)
    if return_id and (before := Return.objects.filter(pk=return_id, terms=terms).first()):
        return before
    if terms.agreed_on is None:
        raise NotAgreed(_("They have to agree to the terms first."))
    if terms.ended_on and given.on > terms.ended_on:
        raise NotAgreed(_("These terms have ended. Write new ones first."))
    row = Return.objects.create(
        id=return_id or uuid.uuid4(),
        terms=terms,
        kind=given.kind,
        what_for=given.what_for,
        on=given.on,
        minutes=given.minutes,
        pence=given.pence,
        due=given.on + timedelta(days=terms.pay_within),
        offered_by=by,
    )
    _record(terms.project, by, "support.offered", row.pk, kind=given.kind)
    _news(terms.member, row.pk, OFFERED, by)
    return row


@transaction.atomic
def accept(*, given: Return, by: Member) -> None:
    """Say yes to what was offered."""
    check_answers_for(by, given.terms.member)
    if given.accepted_on is None:
        given.accepted_on = timezone.localdate()
        given.save(update_fields=["accepted_on"])
        _record(given.terms.project, by, "support.accepted", given.pk)


@transaction.atomic
def take_away(*, given: Return, by: Member) -> None:
    """Decline what was offered, or take an offer back. It is removed, and nothing says which of the two it was.

    Raises:
        NotAllowed: it was approved already.
    """
    check_may_end(by, given.terms.member)
    given = Return.objects.select_for_update().select_related("terms__project").get(pk=given.pk)
    if given.approved_on:
        raise NotAllowed(_("It is approved already, so it stays."))
    key, project = given.pk, given.terms.project
    given.delete()
    forget(subjects=[key])
    _record(project, None, "support.taken_away", key)  # by whom would tell who declined


@transaction.atomic
def advice_offered(*, member: Member, by: Member) -> None:
    """Write down that advice on benefits was offered to somebody. Whether they took it up is theirs."""
    check_can(by, WRITE_TERMS)
    if member.project_id != by.project_id:
        raise Elsewhere
    _row, is_new = Advice.objects.get_or_create(
        member=member, defaults={"offered_on": timezone.localdate(), "offered_by": by}
    )
    if is_new:
        _record(by.project, by, "support.advice_offered", member.pk)


@transaction.atomic
def approve(*, given: Return, by: Member) -> None:
    """Approve what somebody accepted, so that somebody else can pay it.

    Raises:
        NotAgreed: the person has not accepted it yet.
        TwoPeople: it is one's own.
    """
    check_can(by, APPROVE)
    given = _locked(given)
    check_not_own(by, given)
    if given.accepted_on is None:
        raise NotAgreed(_("They have to accept it first."))
    if given.approved_on is None:
        given.approved_by, given.approved_on = by, timezone.localdate()
        given.save(update_fields=["approved_by", "approved_on"])
        _record(given.terms.project, by, "support.approved", given.pk)
        who_pays = Member.objects.filter(project=given.terms.project, left_at=None, user__is_active=True)
        may = who_pays.filter(role__in=PAY.roles).exclude(pk=given.terms.member_id).values_list("pk", flat=True)
        tell(project=given.terms.project, to=map(To, may), kind=TO_PAY, subject=given.pk, by=by)


@transaction.atomic
def pay(*, given: Return, by: Member, on: date | None = None) -> None:
    """Say that something was paid or given, on a day (today if none is named). Doing it twice does it once.

    Raises:
        NotAgreed: it is not approved.
        TwoPeople: the same person approved it, or it is one's own.
        AdviceFirst: it is the first money, and advice on benefits was not offered.
        NotThatDay: the day is before it was approved, or to come.
    """
    check_can(by, PAY)
    given = _locked(given)
    if given.paid_on:
        return
    check_not_own(by, given)
    if given.approved_on is None:
        raise NotAgreed(_("It has to be approved first."))
    if given.approved_by_id == by.pk:
        raise TwoPeople(_("You approved it, so somebody else has to pay it."))
    if given.kind in INCOME and not Advice.objects.filter(member=given.terms.member_id).exists():
        raise AdviceFirst(_("Offer advice on benefits first: money can change what they get from elsewhere."))
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise NotThatDay(_("That day has not come yet. Write it down when it is paid."))
    if on < given.approved_on:
        words = _("It was approved on %(day)s, so it was not paid before. Enter that day or a later one.")
        raise NotThatDay(words % {"day": day(given.approved_on)})
    given.paid_by, given.paid_on = by, on
    given.save(update_fields=["paid_by", "paid_on"])
    _record(given.terms.project, by, "support.paid", given.pk)
    forget(subjects=[given.pk])  # it was waiting to be paid, and it was offered
    _news(given.terms.member, given.pk, PAID, by)
    _tell(given.terms.project)


def _news(member: Member, subject: uuid.UUID, what: str, by: Member) -> None:
    """The person hears of it here. People without an account are told by whoever writes it down with them."""
    if member.user_id:
        tell(project=by.project, to=[To(member.pk)], kind=RETURNS, subject=subject, what=what, by=by)


def _locked(given: Return) -> Return:
    """The row as it is now, held: two people who press at once do it one after the other."""
    audit.hold(given.terms.project_id)
    return Return.objects.select_related("terms__project").get(pk=given.pk)


def _tell(project: Project) -> None:
    """Freeze what was put into people since the last time, once it is about enough people that nobody is given away."""
    untold = Return.objects.filter(terms__project=project, paid_on__isnull=False, told=None)
    rows = paid_rows(untold)
    content = enough_to_tell(rows)
    if content is None:
        return
    number = project.invested.count() + 1
    told = Invested.objects.create(project=project, number=number, content=content)
    untold.update(told=told)
    runs.keep(stream=project.pk, subject=told.pk, worked=worked(rows, content))
    _record(project, None, "support.told", told.pk)


def _record(project: Project, by: Member | None, verb: str, subject: uuid.UUID, **details: str) -> None:
    audit.record(stream=project.pk, by=by.user_id if by else None, verb=verb, subject=subject, details=details)
