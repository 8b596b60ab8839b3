"""Bringing in what was said elsewhere."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project


class ImportFormat(models.TextChoices):
    """What a file is."""

    CSV = "csv", _("A table (CSV)")
    POLIS = "polis", _("comments.csv of a Polis conversation")


class ImportState(models.TextChoices):
    """Where an import is."""

    CHOOSING = "choosing", _("Choosing columns")
    WAITING = "waiting", _("Waiting to start")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")
    UNDONE = "undone", _("Taken back")


class ImportRun(models.Model):
    """One file brought in: how it was read, what was kept, what was not and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="imports")
    format = models.CharField(max_length=10, choices=ImportFormat.choices)
    file = models.FileField(upload_to="imports/%Y/%m", max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    mapping = models.JSONField(default=dict)  # {what a column is: its heading}
    hats = models.JSONField(default=dict)  # {a value in the file: the id of a hat, or what kind of new hat to make}
    hats_added = models.JSONField(default=list)  # ids of hats that were made for it
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.CHOOSING)
    problem = models.TextField(blank=True)
    rows_in = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    rows_expected = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list)  # [{"line": 7, "reason": "..."}]
    started_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"import {self.id}"
