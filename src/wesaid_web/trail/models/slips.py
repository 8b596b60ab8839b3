"""Slips of paper to say something on: printed in batches, each with a code by which it is typed in, once."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.models.said import Contribution


class SlipBatch(models.Model):
    """So many slips that were printed together, for a meeting or for anywhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="slip_batches")
    label = models.CharField(max_length=80, blank=True)  # what they are for: "Tuesday's meeting"; printed on them
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="slip_batches")
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_on = models.DateField(default=timezone.localdate)
    voided_on = models.DateField(null=True)  # from then on what was not typed in cannot be

    class Meta:
        ordering = ["-made_on", "id"]

    def __str__(self) -> str:
        return f"slips {self.id}"


class Slip(models.Model):
    """One slip. The part that is given back bears ``code``; the part that is kept bears another, of which there is a digest.

    The first is for typing in, by those who may, and says nothing; the second lets whoever holds it see, correct and take
    back the words once they are typed in. Neither tells who was given the slip.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(SlipBatch, on_delete=models.CASCADE, related_name="slips")
    code = models.CharField(max_length=12, unique=True)
    own_digest = models.CharField(max_length=64)
    about_digest = models.CharField(max_length=64)
    used_on = models.DateField(null=True)
    contribution = models.OneToOneField(Contribution, on_delete=models.SET_NULL, null=True, related_name="slip")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"slip {self.id}"
