"""What people need so that they can take part, kept as promises; and who is there after a hard meeting."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project


class ShownTo(models.TextChoices):
    """Who is shown what somebody needs. The person chooses; each of these includes those before it."""

    FACILITATORS = "facilitators", _("Whoever facilitates, and nobody else")
    PREPARING = "preparing", _("Those who prepare meetings, too")
    GROUP = "group", _("Everybody in the group")


class Need(models.Model):
    """What helps somebody take part, and what was agreed about it. Gone when they no longer need it or leave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="needs")
    helps = models.TextField()
    shown_to = models.CharField(max_length=20, choices=ShownTo.choices, default=ShownTo.FACILITATORS)
    agreed = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    review_on = models.DateField(null=True)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField(default=timezone.localdate)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["member__name", "written_on", "id"]

    def __str__(self) -> str:
        return f"need {self.id}"


class Met(models.TextChoices):
    """Whether a promise was kept, as the person says it."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class NeedAnswer(models.Model):
    """What somebody said about whether it was met. The newest counts; the others stay to be read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers")
    met = models.CharField(max_length=10, choices=Met.choices)
    words = models.TextField(blank=True)
    on = models.DateField(default=timezone.localdate)
    seq = models.PositiveIntegerField()
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-seq"]
        constraints = [models.UniqueConstraint(fields=["need", "seq"], name="need_answer_seq_once")]

    def __str__(self) -> str:
        return f"{self.met} to {self.need_id}"


class NeedsSheet(models.Model):
    """How many promises were met and how many are overdue: frozen, as it passed the gate for small numbers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="needs_sheets")
    number = models.PositiveSmallIntegerField()
    frozen_on = models.DateField(default=timezone.localdate)
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="needs_sheet_number_once")]

    def __str__(self) -> str:
        return f"needs sheet {self.number}"


class AftercareContact(models.Model):
    """Somebody to turn to after a hard meeting, in the group or outside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="aftercare")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=120)
    hours = models.CharField(max_length=120, blank=True)
    what_for = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class CheckIn(models.Model):
    """Somebody asked somebody how they are after a hard meeting. Written down because they said yes; seen by these two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="check_ins")
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField()
    words = models.TextField()
    again_on = models.DateField(null=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"check-in {self.id}"
