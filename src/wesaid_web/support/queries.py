"""Reading what people get back, and what they need to take part."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet

from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import can
from wesaid_web.support.models import CheckIn, Invested, Met, Need, NeedAnswer, Return, ShownTo, Terms
from wesaid_web.support.permissions import AGREE_NEEDS, PAY

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


# What people need to take part


def needs_of(member: Member) -> list[Need]:
    """What helps somebody take part, with what was agreed and answered."""
    return list(_with_answers(Need.objects.filter(member=member)))


def needs_shown_to(member: Member) -> list[Need]:
    """What others need, as far as they chose that this person is shown it."""
    rows = Need.objects.filter(member__project=member.project_id, member__left_at=None).exclude(member=member)
    if not can(member, AGREE_NEEDS):
        rows = rows.filter(shown_to=ShownTo.GROUP)
    return list(_with_answers(rows))


def _with_answers(rows: QuerySet[Need]) -> QuerySet[Need]:
    answers = NeedAnswer.objects.order_by("-seq")
    return rows.select_related("member", "agreed_by").prefetch_related(Prefetch("answers", answers))


@dataclass(frozen=True)
class Adjustment:
    """One thing to prepare for a meeting.

    Attributes:
        agreed: what was agreed; empty where nothing is yet, and ``helps`` says what to ask about.
        last_met: what the person said the last time, as a value of :class:`Met`; empty if nothing.
    """

    member: Member
    helps: str
    agreed: str
    last_met: str


def adjustments_to_prepare(project: Project, by: Member | None = None) -> list[Adjustment]:
    """What has to be ready for a meeting, as far as the people it is for chose that those who prepare meetings see it.

    Args:
        by: who prepares. A facilitator also sees what is for facilitators alone; without ``by`` that is left out.
    """
    rows = Need.objects.filter(member__project=project, member__left_at=None)
    if by is None or by.project_id != project.pk or not can(by, AGREE_NEEDS):
        rows = rows.filter(shown_to__in=[ShownTo.PREPARING, ShownTo.GROUP])
    return [
        Adjustment(row.member, row.helps, row.agreed, next((one.met for one in row.answers.all()), ""))
        for row in _with_answers(rows)
    ]


@dataclass(frozen=True)
class Promise:
    """How things stand with everything one person needs. Whose it is stays out of what is counted from it.

    Attributes:
        answered: whether they said of something agreed if it was met.
        met: whether all they last said is yes.
        overdue: whether something agreed should have been looked at again by now, or nothing was agreed for two weeks.
    """

    answered: bool
    met: bool
    overdue: bool


WAITS_AT_MOST = timedelta(days=14)


def is_overdue(need: Need, today: date) -> bool:
    """Whether it should have been looked at again by now, or was written down two weeks ago and nothing is agreed."""
    if need.agreed_on is None:
        return need.written_on + WAITS_AT_MOST < today
    return need.review_on is not None and need.review_on < today


def promises(project: Project, today: date) -> list[Promise]:
    """How things stand, one for each person who needs something."""
    by_member: dict[object, list[Need]] = defaultdict(list)
    for row in _with_answers(Need.objects.filter(member__project=project, member__left_at=None)):
        by_member[row.member_id].append(row)
    found = []
    for needs in by_member.values():
        last = [next(iter(row.answers.all())).met for row in needs if row.answers.all()]
        found.append(
            Promise(
                answered=bool(last),
                met=bool(last) and all(met == Met.YES for met in last),
                overdue=any(is_overdue(row, today) for row in needs),
            )
        )
    return found


def check_ins_with(member: Member) -> QuerySet[CheckIn]:
    """What was written down about somebody, or by them, after hard meetings: nobody but these two sees one."""
    rows = CheckIn.objects.filter(Q(member=member) | Q(by=member), member__project=member.project_id)
    return rows.select_related("member", "by")
