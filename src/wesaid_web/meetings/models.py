"""A meeting: when, where and what for, who is expected, what changed at short notice, and who was there."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Perspective, Project


class Meeting(models.Model):
    """One time the group meets. What was said and decided there is on the trail and points here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    purpose = models.CharField(max_length=200)
    place = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=500, blank=True)  # how to join from elsewhere; shown inside the group alone
    chair = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    chaired = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")  # in the end
    know_each_other = models.PositiveSmallIntegerField(null=True)  # minutes set aside for it

    cancelled_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)  # when who was there was first written down
    edition = models.PositiveIntegerField(default=1)  # counts saves of the plan
    attendance_edition = models.PositiveIntegerField(default=0)  # and of who was there
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-starts", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(purpose=""), name="meeting_says_what_for"),
            models.CheckConstraint(
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gt=models.F("starts")),
                name="meeting_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["project", "-on"], name="meeting_newest")]

    def __str__(self) -> str:
        return f"meeting {self.id}"

    @property
    def words(self) -> str:
        """What it is called in a list: its day and what it is for."""
        return f"{date_format(self.on, 'j F Y')}: {self.purpose}"

    @property
    def cancelled(self) -> bool:
        return self.cancelled_at is not None


class AgendaItem(models.Model):
    """One point of the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    leads = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="agenda_position_once")]

    def __str__(self) -> str:
        return f"point {self.position} of {self.meeting_id}"


class Given(models.TextChoices):
    """Whether a format that was promised was given."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Format(models.Model):
    """A format or a language that was promised for a meeting, and whether it was given."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="formats")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    given = models.CharField(max_length=10, choices=Given.choices, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="format_position_once")]

    def __str__(self) -> str:
        return f"format {self.position} of {self.meeting_id}"


class Expected(models.Model):
    """Who is expected as what, or stays away this time so that others are more; or how many more with a hat are expected."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="expected")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="expected_at")
    perspective = models.ForeignKey(Perspective, on_delete=models.CASCADE, null=True, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    stays_away = models.BooleanField(default=False)

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=models.Q(member__isnull=False), name="expected_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stays_away=True) | models.Q(perspective__isnull=False), name="expected_as_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id or self.people} expected at {self.meeting_id}"


class NoticeKind(models.TextChoices):
    """What happened to a plan that was made."""

    CHANGED = "changed", _("Something has changed")
    CANCELLED = "cancelled", _("It does not take place")
    ON_AGAIN = "on_again", _("It takes place after all")


class Notice(models.Model):
    """A change at short notice: what, why, when people were told, and how else they can take part. It stays to be read."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    what = models.TextField(blank=True)
    why = models.TextField(blank=True)
    told_on = models.DateField()
    another_way = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.meeting_id}"


class Stay(models.TextChoices):
    """Which part of a meeting somebody was there for, if not all of it."""

    CAME_LATE = "came_late", _("came late")
    LEFT_EARLY = "left_early", _("left early")
    BOTH = "both", _("came late and left early")


class Attendance(models.Model):
    """Somebody who was there, as what; or so many more with a hat. Never changed: a correction takes it out and adds another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="attended")
    name = models.CharField(max_length=80, blank=True)  # a guest's; empty for members and for people who are counted
    perspective = models.ForeignKey(Perspective, on_delete=models.RESTRICT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    stay = models.CharField(max_length=12, choices=Stay.choices, blank=True)
    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    taken_out_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["member__name", "name", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"],
                condition=models.Q(member__isnull=False, taken_out_at=None),
                name="there_once",
            ),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="there_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.people} at {self.meeting_id}"
