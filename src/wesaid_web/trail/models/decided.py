"""Decisions: never without a reason, never overwritten."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.trail.models.said import Contribution


class Result(models.TextChoices):
    """What was decided; the values are those of wesaid.practice.fate.Result."""

    GO_AHEAD = "go_ahead", _("Go ahead")
    TRY_OUT = "try_out", _("Try it out")
    LATER = "later", _("Later: keep it and look again")
    NOT_NOW = "not_now", _("Not now")
    NO = "no", _("No")


NEEDS_LISTED_REASON = frozenset({Result.LATER, Result.NOT_NOW, Result.NO})


class Reason(models.TextChoices):
    """Why something is kept for later or not done; the values are those of wesaid.practice.fate.Reason."""

    MONEY = "money", _("There is no money for it")
    TIME = "time", _("There is no time for it")
    LAW_OR_SAFETY = "law_or_safety", _("The law or safety does not allow it")
    OUTSIDE_OUR_POWER = "outside_our_power", _("It is outside our power")
    EVIDENCE = "evidence", _("What we know speaks against it")
    ANOTHER_VIEW = "another_view", _("Another view prevailed")
    ALREADY_EXISTS = "already_exists", _("It already exists")
    NO_REASON_GIVEN = "no_reason_given", _("They gave us no reason")
    OTHER = "other", _("Another reason")


class How(models.TextChoices):
    """How it was decided."""

    CONSENT = "consent", _("By consent: nobody had a serious objection")
    VOTE = "vote", _("By a vote")
    DELEGATED = "delegated", _("The group asked some people to decide")
    ORGANISATION = "organisation", _("By the organisation alone")


class Decision(models.Model):
    """A result with its reason and who decided. Changed only by a later decision that stands in its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="decisions")
    seq = models.PositiveIntegerField()  # the order in which decisions were recorded
    contributions = models.ManyToManyField(Contribution, related_name="decisions", blank=True)
    result = models.CharField(max_length=10, choices=Result.choices)
    reason = models.TextField()
    reason_code = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    look_again = models.DateField(null=True)
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="decisions")

    how = models.CharField(max_length=20, choices=How.choices, blank=True)
    final_say = models.ForeignKey(Perspective, on_delete=models.SET_NULL, null=True, related_name="+")
    dissent = models.TextField(blank=True)
    present = models.ManyToManyField(Member, related_name="was_there_for", blank=True)
    replaces = models.ManyToManyField("self", symmetrical=False, related_name="replaced_by", blank=True)

    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-decided_on", "-seq"]
        constraints = [
            models.UniqueConstraint(fields=["project", "seq"], name="decision_seq_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_reason"),
            models.CheckConstraint(
                condition=~models.Q(result="later") | models.Q(look_again__isnull=False), name="later_has_date"
            ),
            models.CheckConstraint(
                condition=models.Q(result__in=["go_ahead", "try_out"]) | ~models.Q(reason_code=""),
                name="not_done_has_listed_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.seq}"


class PresentCount(models.Model):
    """How many people with a hat were there when it was decided, besides or instead of names."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="present_counts")
    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["perspective__position"]
        constraints = [models.UniqueConstraint(fields=["decision", "perspective"], name="present_count_once")]

    def __str__(self) -> str:
        return f"{self.people} as {self.perspective}"
