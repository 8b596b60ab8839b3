"""The same thing in another form: easy read, large print, audio, signed video, another language, simpler words.

Asked for, promised, given; or it cannot be given, and why.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.languages import TONGUES
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.models.decided import Decision
from wesaid_web.trail.models.said import Contribution


class InForm(models.TextChoices):
    """What somebody needs it as."""

    EASY_READ = "easy_read", _("Easy read, with pictures")
    LARGE_PRINT = "large_print", _("Large print")
    AUDIO = "audio", _("To listen to")
    SIGNED = "signed", _("Signed video")
    LANGUAGE = "language", _("Another language")
    SIMPLER = "simpler", _("Simpler words")


class PagesOf(models.TextChoices):
    """Pages and papers of a project that are no contribution, decision or meeting."""

    CHARTER = "charter", _("The charter")
    TRAIL = "trail", _("The trail")
    PUBLIC = "public", _("The public page")
    REPORT = "report", _("The impact report")
    PRIVACY = "privacy", _("What is kept about people")


class OtherForm(models.Model):
    """One thing in another form: who asks for it (if they say so), who promised it by when, and what was given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="other_forms")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, null=True, related_name="other_forms")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, null=True, related_name="other_forms")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="other_forms")
    page = models.CharField(max_length=10, choices=PagesOf.choices, blank=True)
    kind = models.CharField(max_length=12, choices=InForm.choices)
    language = models.CharField(max_length=5, blank=True)  # of TONGUES
    note = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # none: they did not say
    asked_on = models.DateField(default=timezone.localdate)
    promised_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    promised_for = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    refused_why = models.TextField(blank=True)
    given_on = models.DateField(null=True)
    given_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="formats/%Y/%m", max_length=200, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="other_form_of_one_thing",
                condition=models.Q(contribution__isnull=False, decision=None, meeting=None, page="")
                | models.Q(contribution=None, decision__isnull=False, meeting=None, page="")
                | models.Q(contribution=None, decision=None, meeting__isnull=False, page="")
                | (models.Q(contribution=None, decision=None, meeting=None) & ~models.Q(page="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def words(self) -> str | Promise:
        """What it is as: easy read, or the language by its own name."""
        tongue = TONGUES.get(self.language, ("", ""))[0]
        if self.kind == InForm.LANGUAGE and tongue:
            return tongue
        return f"{self.get_kind_display()} ({tongue})" if tongue else self.get_kind_display()

    @property
    def direction(self) -> str:
        """From which side its own words begin; the browser finds out where no language is named."""
        return TONGUES[self.language][1] if self.language in TONGUES else "auto"

    @property
    def state(self) -> str:
        """asked, promised, given or refused."""
        if self.given_on:
            return "given"
        if self.refused_on:
            return "refused"
        return "promised" if self.promised_for else "asked"

    @property
    def is_overdue(self) -> bool:
        """Promised for a day that has gone by."""
        return self.state == "promised" and self.promised_for is not None and self.promised_for < timezone.localdate()
