"""Reading what people get back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet

from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import can
from wesaid_web.support.models import Invested, Return, Terms
from wesaid_web.support.permissions import PAY

Row = tuple[uuid.UUID, str, int, int, int]
"""Who, in what form, pence, minutes of their own, days from the work to the payment."""


def paid_rows(returns: QuerySet[Return]) -> list[Row]:
    """Payments as they are added up for the group."""
    return [
        (row.terms.member_id, row.kind, row.pence or 0, row.time_given, (row.paid_on - row.on).days)
        for row in returns.select_related("terms")
        if row.paid_on
    ]


@dataclass
class Totals:
    """What came to somebody so far, and what is still to come."""

    paid: int = 0
    to_come: int = 0
    minutes: int = 0
    returns: list[Return] = field(default_factory=list)


def totals(returns: Iterable[Return]) -> Totals:
    """Add up accepted things. What was only offered counts nowhere until it is accepted."""
    found = Totals()
    for row in returns:
        if row.accepted_on is None:
            continue
        found.returns.append(row)
        found.minutes += row.time_given
        if row.paid_on:
            found.paid += row.pence or 0
        else:
            found.to_come += row.pence or 0
    return found


def _with_returns(terms: QuerySet[Terms]) -> QuerySet[Terms]:
    rows = Return.objects.select_related("approved_by", "paid_by")
    return terms.select_related("member").prefetch_related(Prefetch("returns", rows))


def terms_of(member: Member) -> list[Terms]:
    """Everything somebody agreed to or is asked to, with what they got for it, newest first."""
    return list(_with_returns(Terms.objects.filter(member=member)))


def open_terms(project: Project) -> list[Terms]:
    """Terms that have not ended, or under which something is still to be paid, by person."""
    rows = _with_returns(Terms.objects.filter(project=project)).order_by("member__name", "-written_on")
    return [one for one in rows if one.ended_on is None or any(row.paid_on is None for row in one.returns.all())]


def waiting(project: Project) -> QuerySet[Return]:
    """What was accepted and is not paid, what is due first at the top."""
    rows = Return.objects.filter(terms__project=project, paid_on=None, accepted_on__isnull=False)
    return rows.select_related("terms__member", "approved_by").order_by("due", "pk")


def to_pay(member: Member) -> int:
    """How many things wait for this person to pay them: approved by somebody else, and not theirs. None for who does not pay."""
    if not can(member, PAY):
        return 0
    rows = waiting(member.project).exclude(approved_on=None)
    return rows.exclude(approved_by=member).exclude(terms__member=member).count()


def told(project: Project) -> list[Invested]:
    """Every telling of what was put into people, newest first."""
    return list(project.invested.all())


def is_late(row: Return, today: date) -> bool:
    """Whether something should have been paid by now."""
    return row.paid_on is None and row.due < today
