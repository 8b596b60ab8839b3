"""Asking people after a meeting whether what they need was there. A part of writing down who was at it."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from wesaid_web.projects.models import Project
from wesaid_web.support.models import Need
from wesaid_web.support.news import NEEDS, WAS_IT_MET
from wesaid_web.telling.actions import To, tell


def ask_whether_met(*, members: Collection[uuid.UUID], project: Project) -> None:
    """Whoever was there and was promised something is asked whether it was kept. People without an account are asked in person."""
    rows = Need.objects.filter(member__in=members, member__user__isnull=False, agreed_on__isnull=False)
    for need in rows.order_by("pk"):
        to = [To(need.member_id)]
        tell(project=project, to=to, kind=NEEDS, subject=need.pk, what=WAS_IT_MET, by=None)
