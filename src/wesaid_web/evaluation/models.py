"""Private askings: where the group stands, and how it was for people. No row here ever holds one person's answers."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.models import Decision


class About(models.TextChoices):
    """What is asked about."""

    PROJECT = "project", _("Our work together, as it is now")
    PERIOD = "period", _("Our work in a time that you name")
    DECISION = "decision", _("One decision")


class Question(models.TextChoices):
    """What can be asked."""

    LADDER = "ladder", _("Where are we on this ladder?")
    SPECTRUM = "spectrum", _("What did we mostly do with people?")
    DELIVERY = "delivery", _("Do people who helped to design it now help to deliver it?")
    HEARD = "heard", _("How was it for you?")


class Known(models.TextChoices):
    """Answers to the question about delivery."""

    YES = "yes", _("Yes, they do")
    NO = "no", _("No, they do not")
    NOT_KNOWN = "not_known", _("I do not know")


class Heard(models.TextChoices):
    """Answers to how it was. Several can be true of one time, so several may be given."""

    HEARD = "heard", _("I felt heard")
    HELD_BACK = "held_back", _("I held back")
    NOT_ASKED = "not_asked", _("I was not asked")
    NOT_FOR_ME = "not_for_me", _("I was asked, but it was not for me")
    NONE = "none_of_these", _("Nothing of this fits")


class Round(models.Model):
    """One asking: about what, until when, which questions. Its results are worked out once, when it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="rounds")
    about = models.CharField(max_length=10, choices=About.choices)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, related_name="rounds")
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    asks = models.JSONField()  # of Question
    opened_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_on = models.DateField(default=timezone.localdate)
    closes_on = models.DateField()  # the last day on which it can be answered
    closed_on = models.DateField(null=True)
    results = models.JSONField(null=True)  # what may be shown, and nothing else; none while it is open

    class Meta:
        ordering = ["-opened_on", "id"]

    def __str__(self) -> str:
        return f"asking {self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it can be answered now."""
        return self.closed_on is None and timezone.localdate() <= self.closes_on

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed and it waits to be closed."""
        return self.closed_on is None and timezone.localdate() > self.closes_on


class Box(models.Model):
    """The answers to an open asking: for each hat and question how many gave which answer.

    Every count is there from the beginning, at 0, in a fixed order; an answer only makes some of them one larger. So there
    is no row, no time and no order of one person's answers, and it goes when the asking is closed.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, primary_key=True, related_name="box")
    counts = models.JSONField()

    def __str__(self) -> str:
        return f"box of {self.round_id}"


class Answered(models.Model):
    """That somebody has answered, so that they do so once. Not what, not as whom, not when; shuffled at the close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answered")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="answered_once")]

    def __str__(self) -> str:
        return f"answered {self.round_id}"
