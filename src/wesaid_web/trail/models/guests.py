"""Ways in without an account: invitations to say something, and the codes by which people keep hold of what they said."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.models.said import Contribution


class GuestInvitation(models.Model):
    """A link and a short code with which people without an account say something in one project, and nothing else.

    Only digests of both are kept, so they are shown once; new ones can be made, and then the old ones stop working.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="guest_invitations")
    label = models.CharField(max_length=80, blank=True)  # what it is for, shown to guests: "Tuesday's meeting"
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="guest_invitations")
    link_digest = models.CharField(max_length=64, unique=True)
    code_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    most = models.PositiveSmallIntegerField()
    uses_left = models.PositiveSmallIntegerField()  # how many more people; what one person says in one visit is one use

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"invitation for guests {self.id}"

    @property
    def open(self) -> bool:
        """Whether it works at all. Used up, it still works for those who are in the middle of saying more."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def usable(self) -> bool:
        """Whether one more person can use it."""
        return self.open and self.uses_left > 0


class Receipt(models.Model):
    """What lets someone without an account see what became of their words, correct them and take them back.

    Codes are kept as keyed digests. Everything said in one visit has the same one. There is no time here and no count: rows of
    guests are stored in an order drawn by lot.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, primary_key=True, related_name="receipt"
    )
    invitation = models.ForeignKey(GuestInvitation, on_delete=models.SET_NULL, null=True, related_name="receipts")
    digest = models.CharField(max_length=64, blank=True, db_index=True)  # of whoever said it
    about_digest = models.CharField(max_length=64, blank=True, db_index=True)  # of the person it is about
    objected_on = models.DateField(
        null=True
    )  # the day on which the person it is about said that they do not want it here
    more_on = models.DateField(null=True)  # the day on which whoever said it asked to say more
    more_words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"receipt for {self.contribution_id}"
