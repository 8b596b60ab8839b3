"""Changes: what is different and how we know, or that nothing changed and why."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.trail.models.did import Action
from wesaid_web.trail.models.said import Contribution


class HowKnown(models.TextChoices):
    """How the group knows."""

    OBSERVATION = "observation", _("We saw it")
    STORY = "story", _("Somebody told us")
    MEASURE = "measure", _("We counted or measured it")


class Change(models.Model):
    """What is different because of what was said and done. "Nothing changed" is an answer, with why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes")
    nothing_changed = models.BooleanField(default=False)
    what = models.TextField()  # what is different; or why nothing changed
    for_whom = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True)
    contributions = models.ManyToManyField(Contribution, related_name="changes", blank=True)
    actions = models.ManyToManyField(Action, related_name="changes", blank=True)

    how_known = models.CharField(max_length=20, choices=HowKnown.choices, blank=True)
    account = models.TextField(blank=True)  # what was seen, or the story as it was told
    measure = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    compared_with = models.CharField(max_length=200, blank=True)
    chosen_by = models.ForeignKey(Perspective, on_delete=models.SET_NULL, null=True, related_name="+")

    edition = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(what=""), name="change_says_what"),
            models.CheckConstraint(
                condition=models.Q(nothing_changed=True) | ~models.Q(how_known=""), name="change_says_how_known"
            ),
        ]

    def __str__(self) -> str:
        return f"change {self.id}"
