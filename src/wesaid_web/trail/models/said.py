"""Contributions: what people said, with their lineage, support, history and what became of them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Perspective, Project


class Channel(models.TextChoices):
    """How something reached the group."""

    SITE = "site", _("Written here")
    MEETING = "meeting", _("Said in a meeting")
    PAPER = "paper", _("On paper")
    PHONE = "phone", _("By phone")
    MESSAGE = "message", _("By e-mail, letter or message")
    CONVERSATION = "conversation", _("In an online conversation")
    JOURNEY = "journey_map", _("On a sheet: the way somebody went")
    PERSONA = "persona", _("On a sheet: a person we made up")
    IMAGINE = "imagine", _("On a sheet: imagine it")
    TOUCHPOINT = "touchpoint", _("On a sheet: a moment that matters")
    OTHER = "other", _("Another way")


ON_SHEETS = (Channel.JOURNEY, Channel.PERSONA, Channel.IMAGINE, Channel.TOUCHPOINT)
"""What was written on one of the activity sheets, at a table or alone."""


class Consent(models.TextChoices):
    """Whether the words may stand on the public page."""

    NOT_ASKED = "not_asked", _("Not asked yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class AgreedHow(models.TextChoices):
    """How somebody agreed that another person writes down what they said."""

    IN_PERSON = "in_person", _("In person")
    BY_PHONE = "by_phone", _("On the telephone")
    ON_PAPER = "on_paper", _("In writing")


class Fate(models.TextChoices):
    """What became of a contribution; the values are those of wesaid.practice.fate.Outcome."""

    WAITING = "waiting", _("Waiting to be talked about")
    TALKED_ABOUT = "talked_about", _("Being talked about")
    LATER = "later", _("Kept for later")
    NOT_DONE = "not_done", _("Not done")
    BEING_TRIED = "being_tried", _("Being tried out")
    BEING_DONE = "being_done", _("Being done")
    DONE_NO_CHANGE = "done_no_change", _("Done, no change seen")
    DONE_CHANGED = "done_changed", _("Done, and something changed")


class Whose(models.TextChoices):
    """Whether those who said it were there when it was decided and worked on it. Earned, not claimed."""

    WE = "we", _("We did")
    THEY = "they", _("They did")


class Tag(models.Model):
    """A word to find contributions by."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="tag_once")]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """Something somebody said: words, perhaps with a photograph or a recording, by whom, wearing which hat."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="contributions")
    text = models.TextField()
    language = models.CharField(max_length=5, blank=True)  # of TONGUES; empty: the site's
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="said")
    author_withheld = models.BooleanField(default=False)
    guest_name = models.CharField(max_length=80, blank=True)  # chosen by someone who is not among the people here
    agreed_how = models.CharField(max_length=10, choices=AgreedHow.choices, blank=True)  # to its being written down
    speaker = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="speaks_for")
    perspective = models.ForeignKey(Perspective, on_delete=models.RESTRICT, related_name="contributions")
    channel = models.CharField(max_length=20, choices=Channel.choices, default=Channel.SITE)
    said_on = models.DateField()
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="contributions")
    tags = models.ManyToManyField(Tag, related_name="contributions", blank=True)
    about_other = models.BooleanField(default=False)
    typed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=1)  # counts edits, so that two editors do not overwrite each other

    support = models.PositiveIntegerField(default=0)  # people who support it here, and support brought along
    support_brought = models.PositiveIntegerField(default=0)  # from where it was imported, as published there

    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    hidden_reason = models.TextField(blank=True)

    withdrawn_on = models.DateField(null=True)  # taken back by whoever said it: the words and the name are gone

    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    part_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="parts")
    is_split = models.BooleanField(default=False)  # counted through its parts
    talked_about_on = models.DateField(null=True)

    public = models.CharField(max_length=10, choices=Consent.choices, default=Consent.NOT_ASKED)
    public_words = models.TextField(blank=True)  # the wording its author agreed to; empty: the text itself
    public_on = models.DateField(null=True)

    import_run = models.ForeignKey(
        "trail.ImportRun", on_delete=models.SET_NULL, null=True, related_name="contributions"
    )
    import_line = models.PositiveIntegerField(null=True)

    # What became of it: worked out by wesaid.practice.fate, stored when an action changes it, checked by `wesaid check`.
    fate = models.CharField(max_length=20, choices=Fate.choices, default=Fate.WAITING)
    fate_why = models.CharField(max_length=30, blank=True)
    fate_also = models.JSONField(default=list)
    fate_on = models.DateField(null=True)
    fate_decision = models.ForeignKey("trail.Decision", on_delete=models.SET_NULL, null=True, related_name="+")
    look_again = models.DateField(null=True)
    taken_back = models.BooleanField(default=False)
    whose = models.CharField(max_length=10, choices=Whose.choices, blank=True)

    class Meta:
        ordering = ["-said_on", "-created_at", "id"]
        indexes = [
            models.Index(fields=["project", "-said_on", "-created_at"], name="contribution_newest"),
            models.Index(fields=["project", "-support"], name="contribution_support"),
            models.Index(fields=["project", "fate"], name="contribution_fate"),
        ]

    def __str__(self) -> str:
        return f"contribution {self.id}"

    @property
    def hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class Version(models.Model):
    """How a contribution read before it was edited."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class Support(models.Model):
    """Someone supports a contribution."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="supports")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="supports")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "member"], name="support_once")]

    def __str__(self) -> str:
        return f"support for {self.contribution_id}"


SMALL_ENDING = ".small.jpg"


class AttachmentKind(models.TextChoices):
    """What a file is."""

    PHOTO = "photo", _("Photograph")
    AUDIO = "audio", _("Recording")


class Attachment(models.Model):
    """A photograph or recording, always with words that say what is in it.

    Without a contribution it waits: it was sent with a form that had a mistake elsewhere, and is kept for a day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="attachments")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, null=True, related_name="attachments")
    kind = models.CharField(max_length=10, choices=AttachmentKind.choices)
    file = models.FileField(upload_to="attachments/%Y/%m", max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    description = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def small(self) -> FieldFile:
        """The small copy of a photograph, beside the file itself and named after it. It may not be made yet."""
        return FieldFile(self, self.file.field, str(self.file.name).rpartition(".")[0] + SMALL_ENDING)
