"""What contributions and decisions are seen through."""

from __future__ import annotations

from django.db import models

from wesaid_web.common.seeing import SeenThrough
from wesaid_web.projects.models import Project
from wesaid_web.trail.models.decided import Decision
from wesaid_web.trail.models.said import Contribution


class FrameworkLink(SeenThrough):
    """A contribution or a decision looked at through a framework, or through one part of it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="framework_links")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, null=True, related_name="seen_through")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, related_name="seen_through")

    class Meta(SeenThrough.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contribution__isnull=False, decision__isnull=True)
                | models.Q(contribution__isnull=True, decision__isnull=False),
                name="seen_through_about_one_thing",
            ),
            models.UniqueConstraint(fields=["contribution", "framework", "item"], name="said_seen_through_once"),
            models.UniqueConstraint(fields=["decision", "framework", "item"], name="decision_seen_through_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contribution or self.decision} through {self.framework} {self.item}".strip()
