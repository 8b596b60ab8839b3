"""Reading what is wanted in another form."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from wesaid_web.projects.models import Member, Project, WordQuestion
from wesaid_web.trail.models import OtherForm
from wesaid_web.trail.permissions import can_see, holding_something_hidden


def rows_of(project: Project) -> QuerySet[OtherForm]:
    """Everything in a project that is wanted in another form, with what it is of."""
    return OtherForm.objects.filter(project=project).select_related(
        "project", "contribution", "decision", "meeting", "promised_by", "given_by", "asked_by"
    )


def listed(member: Member) -> list[OtherForm]:
    """What this person may see of it: late first, then what is asked for, promised, given, not possible."""
    hidden = holding_something_hidden(member.project_id)
    rows = [
        row
        for row in rows_of(member.project)
        if row.contribution is None or can_see(member, row.contribution, hidden_within=hidden)
    ]
    order = {"asked": 1, "promised": 2, "given": 3, "refused": 4}
    return sorted(rows, key=lambda row: (not row.is_overdue, order[row.state], row.asked_on))


def waiting(project: Project) -> int:
    """How much waits for whoever facilitates, in one look: words somebody asked about, and what is wanted in another form
    and promised by nobody yet, or for a day that has gone by.
    """
    open_ = OtherForm.objects.filter(project=project, given_on=None, refused_on=None)
    due = open_.filter(Q(promised_for=None) | Q(promised_for__lt=timezone.localdate()))
    asked_about = WordQuestion.objects.filter(project=project)
    return due.order_by().values("pk").union(asked_about.order_by().values("pk"), all=True).count()
