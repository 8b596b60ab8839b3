"""What the group shows to everyone: frozen releases of its public page, and what members say to them first."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from wesaid_web.projects.models import Member, Project


class PublicPage(models.Model):
    """Whether a project has a public page, and where. Off until the group switches it on."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="public_page", primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    is_on = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class Release(models.Model):
    """What the public page says, frozen when it was prepared. The newest published one is shown.

    What somebody takes back afterwards is left out at once: consent is asked anew whenever the page is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    prepared_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"release {self.number}"


class Answer(models.Model):
    """What a member says to a release before it goes out."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    happy = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["release", "member"], name="answer_once")]

    def __str__(self) -> str:
        return f"answer to {self.release}"


class EqualSheet(models.Model):
    """Numbers of how equal the group is, frozen, as far as they may leave the room. The newest stands; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="equal_sheets")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # for each hat the numbers that passed the gate; null: withheld
    frozen_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="equal_sheet_number_once")]

    def __str__(self) -> str:
        return f"sheet {self.number}"
