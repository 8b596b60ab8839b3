"""What happens here when somebody's place in a project ends."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from wesaid_web.joining.models import ProjectRole
from wesaid_web.projects.models import Member
from wesaid_web.projects.recording import record
from wesaid_web.projects.signals import account_given, gone


@receiver(account_given)
def end_codes(member: Member, **_more: Any) -> None:
    """Whoever has an account says yes there. A slip from before is in other hands, too: those of whoever printed it."""
    ProjectRole.objects.filter(holder=member).exclude(code_digest="").update(code_digest="")


@receiver(gone)
def end_roles(member: Member, by: Member, **_more: Any) -> None:
    """Who is gone holds no role any more. One that they never said yes to is removed."""
    for row in ProjectRole.objects.filter(holder=member, ended_on=None).select_related("project"):
        record(row.project, by, "joining.role_ended", row)
        if row.agreed_on is None:
            row.delete()
            continue
        row.ended_on, row.code_digest = timezone.localdate(), ""
        row.save(update_fields=["ended_on", "code_digest"])
