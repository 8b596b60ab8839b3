"""What people ask about their data: to be erased, to be heard with a complaint; and how long a group keeps things."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.people.models import User
from wesaid_web.projects.models import Member, Project

GRACE = timedelta(days=7)
"""Between asking to be erased and its being done: so long it can be taken back."""
ANSWERED_WITHIN = timedelta(days=30)
"""A complaint is answered within so many days (the law asks for an acknowledgement within 30; docs/privacy/README.md)."""


class AskedHow(models.TextChoices):
    """How somebody asked to be erased."""

    HERE = "here", _("Here, by themselves")
    SPOKEN = "spoken", _("They said so to somebody")
    PHONE = "phone", _("By telephone")
    PAPER = "paper", _("On paper")


class ErasureAsked(models.Model):
    """That somebody asked to be erased, how they want it done, and that it was done. Afterwards it leads to nobody.

    Taken back, the row goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, related_name="erasure_asked")
    member = models.OneToOneField(Member, on_delete=models.SET_NULL, null=True, related_name="erasure_asked")
    how = models.CharField(max_length=10, choices=AskedHow.choices, default=AskedHow.HERE)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    take_words = models.BooleanField()
    everywhere = models.BooleanField()
    asked_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["asked_on", "id"]

    def __str__(self) -> str:
        return f"erasure {self.id}"


class KeptFor(models.Model):
    """How long a group keeps one kind of thing, where it chose another time than the usual one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="kept_for")
    what = models.CharField(max_length=20)  # a code of privacy/keeping.py
    days = models.PositiveIntegerField()

    class Meta:
        ordering = ["what"]
        constraints = [models.UniqueConstraint(fields=["project", "what"], name="kept_for_once")]

    def __str__(self) -> str:
        return f"{self.what}: {self.days} days"


class About(models.TextChoices):
    """What a complaint is about."""

    DATA = "data", _("What is kept about me, or what was done with it")
    TREATED = "treated", _("How I, or somebody else, was treated")
    OTHER = "other_matter", _("Something else about this group or this site")


class GoesTo(models.TextChoices):
    """Who answers a complaint."""

    FACILITATORS = "facilitators", _("Whoever facilitates the group")
    SITE = "site", _("The people who run this site")


class Complaint(models.Model):
    """Somebody complains about how data or people are treated. It is answered by a day that they know.

    Attributes:
        user: who complains, if they were signed in; they see the answer on their page.
        digest: of the code with which somebody without an account sees the answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="complaints")
    goes_to = models.CharField(max_length=15, choices=GoesTo.choices, default=GoesTo.SITE)
    about = models.CharField(max_length=15, choices=About.choices)
    words = models.TextField()
    name = models.CharField(max_length=80, blank=True)
    reach = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="complaints")
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    told_on = models.DateField(default=timezone.localdate)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["answered_on", "told_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None) | ~models.Q(answer=""), name="complaint_answered_in_words"
            ),
            models.CheckConstraint(
                condition=models.Q(project__isnull=False) | models.Q(goes_to="site"), name="complaint_goes_to_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"complaint {self.id}"

    @property
    def answer_by(self) -> date:
        """The last day on which it is to be answered."""
        return self.told_on + ANSWERED_WITHIN

    @property
    def overdue(self) -> bool:
        return self.answered_on is None and timezone.localdate() > self.answer_by
