"""A project, the people in it and the hats they wear, invitations, and the charter."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.seeing import SeenThrough
from wesaid_web.people.models import User


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
