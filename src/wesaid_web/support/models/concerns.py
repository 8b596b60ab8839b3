"""Whom people can tell a worry, and the worries themselves. In code a worry that was told is a *concern*.

Concerns stand apart from everything else: no page but their own, no export, no list of what happened, a record of their
own (``audit.CONFIDENTIAL``), dates by the day. Who may read one is written down when it is told, so that nobody can make
themselves its reader later by changing the list of contacts.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project


class SafetyContacts(models.Model):
    """Whom somebody with a worry can turn to: one person, one who stands in, and somebody outside the group.

    Where ``lead`` or ``deputy`` is not somebody here with an account, only their name and number are shown.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="safety", primary_key=True)
    lead = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    lead_name = models.CharField(max_length=80)
    lead_phone = models.CharField(max_length=40)
    deputy = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    deputy_name = models.CharField(max_length=80)
    deputy_phone = models.CharField(max_length=40)
    outside_name = models.CharField(max_length=120)
    outside_phone = models.CharField(max_length=40)
    outside_hours = models.CharField(max_length=120)
    outside_for = models.CharField(max_length=300)
    read_within = models.PositiveSmallIntegerField(default=2)  # working days until the deputy is asked, too
    keep_months = models.PositiveSmallIntegerField(default=24)  # after closing
    edition = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"contacts of {self.project_id}"


class Concern(models.Model):
    """A worry that somebody told. Kept until the day set when it is closed.

    Attributes:
        who: who is telling, in their own words; may be empty.
        reporter: who sees what becomes of it and can add to it; none where it was told without a name.
        on_behalf: the reporter typed it in for somebody else.
        about: the contribution it was told from, by its id alone.
        deputy_from: the day from which the deputy reads it, too, if nobody has read it by then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="concerns")
    words = models.TextField()
    who = models.CharField(max_length=120, blank=True)
    reporter = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on_behalf = models.BooleanField(default=False)
    about = models.UUIDField(null=True)
    excluded = models.ManyToManyField(Member, related_name="+", blank=True)
    lead = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    deputy = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    told_on = models.DateField(default=timezone.localdate)
    deputy_from = models.DateField()
    read_on = models.DateField(null=True)
    read_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    remove_on = models.DateField(null=True)

    class Meta:
        ordering = ["closed_on", "-told_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="concern_closed_with_its_end",
                condition=Q(closed_on=None, remove_on=None) | Q(closed_on__isnull=False, remove_on__gte=F("closed_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.id}"


class NoteKind(models.TextChoices):
    """What was written to a concern, and so who sees it."""

    NOTE = "note", _("A note for those who read it")
    DONE = "done", _("What was done: the person who told it sees this")
    ADDED = "added", _("Added by the person who told it")


class ConcernNote(models.Model):
    """Something written to a concern after it was told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    words = models.TextField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField(default=timezone.localdate)
    seq = models.PositiveIntegerField()

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["concern", "seq"], name="concern_note_seq_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq} of {self.concern_id}"
