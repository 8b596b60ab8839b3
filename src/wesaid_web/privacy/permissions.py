"""Who may see and answer complaints, and set how long things are kept."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from wesaid_web.people.models import User
from wesaid_web.privacy.models import ANSWERED_WITHIN, Complaint, GoesTo
from wesaid_web.projects.models import Member, Project, Role
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, Right
from wesaid_web.support.models import SafetyContacts

KEEPING = Right("privacy.keeping", EVERYONE)
SET_KEEPING = Right("privacy.set_keeping", FACILITATORS)
COMPLAIN = Right("privacy.complain", EVERYONE)
COMPLAINTS = Right("privacy.complaints", EVERYONE)
"""Asked further by :func:`complaints_for`: facilitators, and the deputy for those that are late."""


def complaints_for(project: Project, member: Member) -> QuerySet[Complaint]:
    """The complaints of a project that somebody in it may read: facilitators those that go to them; who stands in for
    worries those of them that are late, so that a complaint about a facilitator does not lie with that person for good.
    """
    rows = Complaint.objects.filter(project=project, goes_to=GoesTo.FACILITATORS)
    if member.role == Role.FACILITATOR:
        return rows
    if SafetyContacts.objects.filter(project=project, deputy=member).exists():
        return rows.filter(answered_on=None, told_on__lt=timezone.localdate() - ANSWERED_WITHIN)
    return rows.none()


def complaints_of_site() -> QuerySet[Complaint]:
    """Those for the people who run the site."""
    return Complaint.objects.filter(goes_to=GoesTo.SITE).select_related("project")


def may_answer(complaint: Complaint, user: User) -> bool:
    """Whether it is this person's to answer."""
    if complaint.goes_to == GoesTo.SITE:
        return user.is_superuser
    member = Member.objects.filter(project=complaint.project_id, user=user, left_at=None).first()
    if member is None or complaint.project is None:
        return False
    return complaints_for(complaint.project, member).filter(pk=complaint.pk).exists()
