"""A project, the people in it and the hats they wear, invitations, the charter, and how the group looks at itself."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.seeing import SeenThrough
from wesaid_web.people.models import User
from wesaid_web.projects.glossary_models import GlossaryWord as GlossaryWord  # noqa: PLC0414 -- told on: of this app
from wesaid_web.projects.glossary_models import WordQuestion as WordQuestion  # noqa: PLC0414


class Role(models.TextChoices):
    """What someone may do in a project. Not the same as the hat they wear."""

    FACILITATOR = "facilitator", _("Facilitator")
    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")
    EVALUATOR = "evaluator", _("Evaluator")
    PAYMENTS = "payments", _("Payments")


class Hat(models.TextChoices):
    """The hats every project starts with. A project renames them or adds its own."""

    SERVICE_USER = "service_user", _("Someone who uses services")
    CARER = "carer", _("An unpaid carer")
    STAFF = "staff", _("Staff")
    MANAGER = "manager", _("A manager or commissioner")
    CITIZEN = "citizen", _("A citizen")
    NOT_STATED = "not_stated", _("Not stated")


LIVED_EXPERIENCE = {Hat.SERVICE_USER, Hat.CARER}


class Project(models.Model):
    """One group's project."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Perspective(models.Model):
    """A hat people wear in a project: as what someone speaks. On screen: "as a carer"."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="perspectives")
    code = models.SlugField(max_length=40)  # one of Hat, or made from the name of an added hat
    name = models.CharField(max_length=80, blank=True)  # empty: the usual words for the code
    lived_experience = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["project", "code"], name="perspective_code_once")]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> str | Promise:
        """What the hat is called here."""
        return self.name or (Hat(self.code).label if self.code in Hat.values else self.code)


class Member(models.Model):
    """Someone in a project, with an account or without (on paper, by phone)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="memberships")
    name = models.CharField(max_length=80, blank=True)  # empty where an archive left names out
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    perspectives = models.ManyToManyField(Perspective, related_name="members", blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user"], condition=models.Q(user__isnull=False), name="member_account_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> str | Promise:
        """What the group calls this person."""
        return self.name or _("Someone in the group")


class Invitation(models.Model):
    """A link that lets people join. Only a digest of its secret is kept, so it is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.MEMBER)
    whom = models.CharField(max_length=80, blank=True)  # a note for those who invite: for whom the link is
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="invitations")
    made_by = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # none: the command line
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    uses_left = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return f"invitation {self.id}"

    @property
    def usable(self) -> bool:
        return self.revoked_at is None and self.uses_left > 0 and self.expires_at > timezone.now()


class Asked(models.TextChoices):
    """An answer to a plain question about how the project came about."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("We are not sure")


class Charter(models.Model):
    """One version of what the group agreed. A version that was put to the group is never changed; a new one is made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="charters")
    number = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    put_at = models.DateTimeField(null=True)  # when it was put to the group; none: a draft
    edition = models.PositiveIntegerField(default=1)  # counts saves of a draft, so that two editors do not overwrite

    aims = models.JSONField(default=list)
    for_whom = models.TextField(blank=True)
    out_of_scope = models.TextField(blank=True)
    ideas_kept = models.TextField(blank=True)
    ideas_looked_at = models.TextField(blank=True)
    asked_for = models.CharField(max_length=10, choices=Asked.choices, blank=True)
    asked_for_how = models.TextField(blank=True)
    may_change_focus = models.CharField(max_length=10, choices=Asked.choices, blank=True)
    cannot_change = models.TextField(blank=True)
    who_decides = models.TextField(blank=True)
    facilitator = models.TextField(blank=True)
    sponsor = models.TextField(blank=True)
    sponsor_promised = models.TextField(blank=True)
    money_and_time = models.TextField(blank=True)
    meaning = models.TextField(blank=True)
    keeping_safe = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="charter_number_once")]

    def __str__(self) -> str:
        return f"charter {self.number}"


class Signature(models.Model):
    """Someone signed up to one version of the charter."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="signatures")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="signatures")
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["charter", "member"], name="signature_once")]

    def __str__(self) -> str:
        return f"{self.member} signed {self.charter}"


class VoiceSwitch(models.Model):
    """Whether the group looks at how equal it is. Off until the group agrees; one press by anybody in it hides it again.

    Who pressed is not held here, and nobody in the group is told.
    """

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="voice", primary_key=True)
    asked_at = models.DateTimeField(null=True)
    on_since = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"voice of {self.project_id}"


class VoiceAnswer(models.Model):
    """What somebody says to switching it on. Gone once it is paused; then everybody is asked anew."""

    switch = models.ForeignKey(VoiceSwitch, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["switch", "member"], name="voice_answer_once")]

    def __str__(self) -> str:
        return f"answer to {self.switch_id}"


class PowerNote(models.Model):
    """What somebody here as staff or as a manager wrote to themselves about their own power. Shown to nobody else, ever."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="power_note", primary_key=True)
    answers = models.JSONField(default=dict)  # by the codes of projects.questions.OWN_POWER
    written_on = models.DateField()

    def __str__(self) -> str:
        return f"note of {self.member_id}"


class Topic(models.TextChoices):
    """What a group can think about together: SCIE's four principles and the six characteristics of Bamber."""

    SCIE_EQUALITY = "scie_equality", _("Equality among us")
    SCIE_DIVERSITY = "scie_diversity", _("Diversity")
    SCIE_ACCESSIBILITY = "scie_accessibility", _("Accessibility")
    SCIE_RECIPROCITY = "scie_reciprocity", _("Reciprocity")
    BAMBER_ASSETS = "bamber_assets", _("Assets: what everybody brings")
    BAMBER_EQUALITY = "bamber_equality", _("Equality: moving power on purpose")
    BAMBER_CAPACITY = "bamber_capacity", _("Capacity: building on what people can do")
    BAMBER_NETWORKS = "bamber_networks", _("Networks: learning from each other")
    BAMBER_CATALYSTS = "bamber_catalysts", _("Catalysts: helping things happen")
    BAMBER_RECIPROCITY = "bamber_reciprocity", _("Reciprocity: getting something back")


class Reflection(models.Model):
    """One version of what the group thinks of itself on one topic. Never changed; the next time there is a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reflections")
    topic = models.CharField(max_length=30, choices=Topic.choices)
    number = models.PositiveIntegerField()
    well = models.TextField(blank=True)
    hard = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    who = models.CharField(max_length=200, blank=True)
    by_when = models.DateField(null=True)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "topic", "number"], name="reflection_number_once"),
            models.CheckConstraint(
                condition=~models.Q(well="", hard="", next_step=""), name="reflection_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.number}"


class CharterFramework(SeenThrough):
    """What a version of the charter is seen through. Chosen while it is written; it stays with the version."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="seen_through")

    class Meta(SeenThrough.Meta):
        constraints = [
            models.UniqueConstraint(fields=["charter", "framework", "item"], name="charter_seen_through_once")
        ]

    def __str__(self) -> str:
        return f"{self.charter} through {self.framework} {self.item}".strip()


class WayUsed(models.Model):
    """A way of working that a project says it uses, by the name wesaid.frameworks has for it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="ways")
    way = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["project", "way"], name="way_once")]

    def __str__(self) -> str:
        return self.way
