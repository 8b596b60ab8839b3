"""Actions: who does what by when; and trying things out, round by round."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.models.decided import Decision
from wesaid_web.trail.models.said import Contribution


class Status(models.TextChoices):
    """How far an action is; the values are those of wesaid.practice.fate.ActionState."""

    NOT_STARTED = "not_started", _("Not started")
    DOING = "doing", _("Being done")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class Action(models.Model):
    """Something somebody does because of what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actions")
    what = models.TextField()
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="actions")
    contributions = models.ManyToManyField(Contribution, related_name="actions", blank=True)
    workers = models.ManyToManyField(Member, related_name="works_on", blank=True)
    others = models.CharField(max_length=200, blank=True)  # people or organisations outside the group
    due = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    stopped_why = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    edition = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["due", "made_at"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(status="stopped", stopped_why=""), name="stopped_has_reason"),
        ]

    def __str__(self) -> str:
        return f"action {self.id}"


class ActionNote(models.Model):
    """A line on how it is going."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"note on {self.action_id}"


class Act(models.TextChoices):
    """What follows from a round of trying out; the values are those of wesaid.practice.fate.Act."""

    ADOPT = "adopt", _("Keep it: it works")
    ADAPT = "adapt", _("Change it and try again")
    ABANDON = "abandon", _("Leave it: it does not work")


class TryOut(models.Model):
    """One round of trying something out: plan with a prediction, do, study against it, act."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    plan = models.TextField()
    prediction = models.TextField()
    did = models.TextField(blank=True)
    studied = models.TextField(blank=True)
    act = models.CharField(max_length=10, choices=Act.choices, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="try_number_once"),
            models.CheckConstraint(condition=models.Q(act="") | ~models.Q(studied=""), name="act_after_study"),
        ]

    def __str__(self) -> str:
        return f"round {self.number}"
