"""What delivery does when something happens to the people in a project."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from wesaid_web.delivery.models import Development, Holding, MayBeTold
from wesaid_web.projects.models import Member
from wesaid_web.projects.recording import record
from wesaid_web.projects.signals import gone, removed


@receiver(gone)
def end_roles(member: Member, by: Member, **_more: Any) -> None:
    """Who is gone holds no role any more. Coming back, they would agree anew; to being counted for others, too."""
    MayBeTold.objects.filter(member=member).delete()
    for row in Holding.objects.filter(role__holder=member, ended_on=None).select_related("role__piece__project"):
        row.ended_on = max(timezone.localdate(), row.started_on)
        row.save(update_fields=["ended_on"])
        record(row.role.piece.project, by, "delivery.role_ended", row.role)


@receiver(removed)
def keep_own_words(member: Member, by: Member, **_more: Any) -> None:
    """Who was removed cannot change their mind any more, so what they shared is theirs alone again."""
    for row in Development.objects.filter(member=member, shared=True):
        row.shared = False
        row.save(update_fields=["shared"])
        record(member.project, by, "delivery.own_unshared", row)
