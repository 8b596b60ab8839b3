"""What a group delivers, the roles people hold in it with what keeps them safe, and what was done.

A role is set up by facilitators. It begins when the person agrees, and cannot begin before what could go wrong is written
down and somebody is named who supports them. It ends when they step back; it begins again when they agree again.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.models import Action, Change, Contribution, Decision


class Kind(models.TextChoices):
    """What somebody does; the values are those of wesaid.practice.cycle.RoleKind."""

    CO_TRAINER = "co_trainer", _("Co-trainer: teaches together with staff")
    COACH = "coach", _("Coach: goes part of the way with somebody")
    PEER_SUPPORTER = "peer_supporter", _("Peer supporter: has been there, and is there for others")
    PEER_COORDINATOR = "peer_coordinator", _("Peer coordinator: brings peer supporters and people together")
    OUTREACH = "outreach", _("Outreach: goes to where people are")
    INFORMATION = "information", _("Information: tells people what there is")
    RECRUITMENT_PANEL = "recruitment_panel", _("Recruitment panel: chooses staff together")
    OTHER = "other", _("Something else")


SHORT: dict[Kind, str | Promise] = {
    Kind.CO_TRAINER: _("Co-trainer"),
    Kind.COACH: _("Coach"),
    Kind.PEER_SUPPORTER: _("Peer supporter"),
    Kind.PEER_COORDINATOR: _("Peer coordinator"),
    Kind.OUTREACH: _("Outreach"),
    Kind.INFORMATION: _("Information"),
    Kind.RECRUITMENT_PANEL: _("Recruitment panel"),
    Kind.OTHER: _("Another role"),
}


class Paid(models.TextChoices):
    """Whether somebody is paid for it."""

    PAID = "paid", _("Paid")
    UNPAID = "unpaid", _("Not paid")
    NOT_SETTLED = "not_settled", _("Not settled yet")


class Per(models.TextChoices):
    """What hours and limits are for; the values are those of wesaid.practice.workload.Period."""

    WEEK = "week", _("A week")
    MONTH = "month", _("A month")


class Agreed(models.TextChoices):
    """How somebody agreed to a role."""

    HERE = "here", _("Here, by themselves")
    SPOKEN = "spoken", _("They told a facilitator")
    PAPER = "paper", _("They signed it on paper")


class SessionKind(models.TextChoices):
    """What was done."""

    ONE_TO_ONE = "one_to_one", _("With one person")
    GROUP = "group", _("With a group")
    TRAINING = "training", _("Training or a talk")
    CALL = "call", _("By phone or online")
    VISIT = "visit", _("Out and about")
    OTHER = "other", _("Something else")


class Piece(models.Model):
    """A piece of delivery: what the group delivers, to whom, and with whom that was agreed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="pieces")
    what = models.TextField()
    for_whom = models.TextField(blank=True)
    agreed_with = models.TextField(blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, related_name="pieces")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, related_name="pieces")
    change = models.ForeignKey(Change, on_delete=models.SET_NULL, null=True, related_name="pieces")
    ended_on = models.DateField(null=True)  # none: it goes on
    edition = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"piece of delivery {self.id}"


class HeldRole(models.Model):
    """A role somebody holds, or is asked to, in one piece of delivery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="roles")
    holder = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="roles_held")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    called = models.CharField(max_length=80, blank=True)  # what the group calls it; empty: the usual words
    tasks = models.TextField(blank=True)
    paid = models.CharField(max_length=12, choices=Paid.choices, default=Paid.NOT_SETTLED)
    terms = models.TextField(blank=True)
    support = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="supports_in_roles")
    per = models.CharField(max_length=5, choices=Per.choices, default=Per.WEEK)
    hours_agreed = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    limit_hours = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    limit_people = models.PositiveSmallIntegerField(null=True)
    stepping_back = models.TextField(blank=True)  # whom to tell, what follows; nobody has to
    edition = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(limit_hours__isnull=True) | models.Q(limit_hours__gt=0), name="limit_hours_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(limit_people__isnull=True) | models.Q(limit_people__gt=0),
                name="limit_people_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"role {self.id}"

    @property
    def words(self) -> str | Promise:
        """What the role is called here."""
        return self.called or SHORT[Kind(self.kind)]

    @property
    def has_limit(self) -> bool:
        return self.limit_hours is not None or self.limit_people is not None


class RiskNote(models.Model):
    """What could go wrong in a role, for whoever gives and whoever receives, and what we do then."""

    role = models.OneToOneField(HeldRole, on_delete=models.CASCADE, related_name="risk_note")
    giver = models.TextField()
    giver_then = models.TextField()
    receiver = models.TextField()
    receiver_then = models.TextField()
    edition = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"what could go wrong in {self.role_id}"


class Holding(models.Model):
    """One time that somebody held a role: from agreeing to stepping back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.ForeignKey(HeldRole, on_delete=models.CASCADE, related_name="holdings")
    how = models.CharField(max_length=10, choices=Agreed.choices, blank=True)  # empty: brought in from an archive
    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    role_edition = models.PositiveIntegerField(default=1)  # what they agreed to
    note_edition = models.PositiveIntegerField(default=1)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_words = models.TextField(blank=True)  # nobody has to say why
    ended_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")  # none: themselves
    ended_why = models.TextField(blank=True)  # whoever ends it for somebody else has to

    class Meta:
        ordering = ["started_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["role"], condition=models.Q(ended_on__isnull=True), name="held_once"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="held_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} from {self.started_on}"


class Struck(models.Model):
    """What can be struck out where it was written down in error: it stays to be read, with why, and counts nowhere."""

    taken_back_on = models.DateField(null=True)
    taken_back_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_back_why = models.TextField(blank=True)

    class Meta:
        abstract = True


class Training(Struck):
    """Training offered for a role, and when it was had."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.ForeignKey(HeldRole, on_delete=models.CASCADE, related_name="trainings")
    what = models.CharField(max_length=200)
    offered_on = models.DateField()
    had_on = models.DateField(null=True)

    class Meta:
        ordering = ["offered_on", "pk"]

    def __str__(self) -> str:
        return f"training {self.id}"


class Supervision(Struck):
    """A day on which somebody in a role and who supports them sit down together. What they say stays with them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.ForeignKey(HeldRole, on_delete=models.CASCADE, related_name="supervisions")
    on = models.DateField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["role", "on"], condition=models.Q(taken_back_on__isnull=True), name="supervision_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_id} on {self.on}"


class Session(models.Model):
    """Something that was delivered. Of those it reached there is a number and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="sessions")
    role = models.ForeignKey(HeldRole, on_delete=models.SET_NULL, null=True, related_name="sessions")  # none: read in
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=SessionKind.choices, default=SessionKind.ONE_TO_ONE)
    hours = models.DecimalField(max_digits=4, decimal_places=2)
    reached = models.PositiveSmallIntegerField()
    languages = models.CharField(max_length=200, blank=True)
    learned = models.TextField(blank=True)
    contribution = models.ForeignKey(Contribution, on_delete=models.SET_NULL, null=True, related_name="learned_in")
    edition = models.PositiveIntegerField(default=1)
    logged_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    logged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-logged_at"]
        constraints = [models.CheckConstraint(condition=models.Q(hours__gt=0, hours__lte=24), name="hours_of_a_day")]

    def __str__(self) -> str:
        return f"session {self.id}"


class Development(models.Model):
    """What taking part has done for somebody, in their own words. Nobody else reads it unless they share it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="developments")
    text = models.TextField()
    shared = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return f"own words {self.id}"


class Arrival(models.Model):
    """How somebody came to us, by their own say: whether somebody who does this told them about it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="arrival")
    through_peer = models.BooleanField()

    def __str__(self) -> str:
        return f"how {self.member_id} came"


class MayBeTold(models.Model):
    """That somebody said yes to telling others how many of us hold which role, and how often we delivered something.

    A small number is about them. There is no row for "no": it cannot be told from not having answered.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="may_be_told")

    def __str__(self) -> str:
        return f"yes of {self.member_id}"


class CycleSheet(models.Model):
    """The cycle in numbers, frozen, as far as they may leave the group. The newest stands; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="cycle_sheets")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # people by position and by answer, as they passed the gate; null: withheld
    frozen_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    frozen_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="cycle_sheet_number_once")]

    def __str__(self) -> str:
        return f"sheet {self.number}"
