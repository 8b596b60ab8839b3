"""What people get back for what they put in: terms in writing, what was agreed, paid and when.

Money is in whole pence, time in whole minutes. Refusals are not stored: what somebody declines is removed.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project


class ReturnKind(models.TextChoices):
    """In what form somebody gets something back."""

    PAYMENT = "payment", _("Payment")
    VOUCHER = "voucher", _("A voucher")
    EXPENSES = "expenses", _("Expenses, paid up front")
    REPLACEMENT_CARE = "replacement_care", _("Somebody to take over the care")
    ASSISTANT = "assistant", _("A personal assistant, or childcare")
    TIME_CREDIT = "time_credit", _("Time credits")
    TRAINING = "training", _("Training")
    REFERENCE = "reference", _("A reference")


INCOME = (ReturnKind.PAYMENT, ReturnKind.VOUCHER)
"""What can change somebody's benefits, so that advice is offered before the first of it is paid."""

NOT_THEIR_TIME = (ReturnKind.EXPENSES, ReturnKind.REPLACEMENT_CARE, ReturnKind.ASSISTANT, ReturnKind.TRAINING)
"""Where hours are somebody else's work, or what was learned. They are kept, and not counted as time the person gave."""


class Terms(models.Model):
    """What somebody will do and what they get for it, in writing. Agreed versions are never changed; new ones are made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="terms")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="terms")
    work = models.TextField()
    in_return = models.TextField()
    pay_within = models.PositiveSmallIntegerField(default=14)  # days after the work
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField()
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(  # themselves; or whoever wrote down that they agreed, where they have no account
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["-written_on", "-id"]

    def __str__(self) -> str:
        return f"terms {self.id}"


class Return(models.Model):
    """One thing somebody gets back: offered, accepted, approved by one person and paid by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    terms = models.ForeignKey(Terms, on_delete=models.CASCADE, related_name="returns")
    kind = models.CharField(max_length=20, choices=ReturnKind.choices)
    what_for = models.CharField(max_length=200)
    on = models.DateField()  # the day of the work
    minutes = models.PositiveIntegerField(null=True)
    pence = models.PositiveIntegerField(null=True)
    due = models.DateField()
    offered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    paid_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    paid_on = models.DateField(null=True)
    told = models.ForeignKey("support.Invested", on_delete=models.SET_NULL, null=True, related_name="returns")

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="return_in_order",
                condition=(Q(approved_on=None) | Q(accepted_on__isnull=False))
                & (Q(paid_on=None) | Q(approved_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="return_two_people",
                condition=Q(paid_by=None) | Q(approved_by=None) | ~Q(paid_by=F("approved_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"return {self.id}"

    @property
    def time_given(self) -> int:
        """Minutes of their own that the person gave for this."""
        return 0 if self.kind in NOT_THEIR_TIME else self.minutes or 0


class Advice(models.Model):
    """That advice on benefits was offered to somebody. Whether they took it up is not stored."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="benefits_advice")
    offered_on = models.DateField()
    offered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"advice offered on {self.offered_on}"


class Invested(models.Model):
    """What the project put into people since the last time this was told: frozen, and about enough people to be shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invested")
    number = models.PositiveSmallIntegerField()
    told_on = models.DateField(default=timezone.localdate)
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="invested_number_once")]

    def __str__(self) -> str:
        return f"invested {self.number}"
