"""What every part of the product shares: the audit trail, and how frozen numbers were worked out."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models


class AppendOnly(Exception):
    """An audit row was about to be changed or removed by the product itself."""


class AuditHead(models.Model):
    """The last link of each chain. Locked while a row is added, so that rows of one project queue up."""

    stream = models.UUIDField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.stream} at {self.seq}"


class AuditEvent(models.Model):
    """One thing that was done, by whom, to what. Ids and codes only, never what people wrote.

    Each row holds the digest of the row before it in the same stream (a project, or the installation).
    """

    stream = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="audit_stream_seq")]
        indexes = [models.Index(fields=["stream", "subject"], name="audit_stream_subject")]

    def __str__(self) -> str:
        return f"{self.verb} ({self.stream}, {self.seq})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class AnalysisRun(models.Model):
    """How something that is frozen was worked out. What it is about belongs to a room above, so it is named by its id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stream = models.UUIDField()  # the project
    subject = models.UUIDField(unique=True)  # what was frozen
    method = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField(null=True)  # none: nothing was drawn by chance
    inputs = models.CharField(max_length=64, blank=True)  # empty: not kept, because it could give somebody away
    result = models.CharField(max_length=64)
    key = models.CharField(max_length=16)
    made_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["stream"], name="run_stream")]

    def __str__(self) -> str:
        return f"{self.method} for {self.subject}"


INSTALLATION = uuid.UUID(int=0)
"""The stream of things that belong to no project: accounts, sign-in links."""
