"""How people come to a project, or say no to it; the roles they hold in it; and what a senior sponsor promised."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Member, Project


class LookedPlace(models.Model):
    """Somewhere the group looked for people to take part: where, when, who asked, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="looked_places")
    where = models.CharField(max_length=200)
    on = models.DateField(default=timezone.localdate)
    who_asked = models.CharField(max_length=200, blank=True)
    came_of_it = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "where", "pk"]

    def __str__(self) -> str:
        return f"place {self.id}"


class MissingTalk(models.Model):
    """What a group said when it talked about who is missing, and what it will do. Never changed: a new one is added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="missing_talks")
    on = models.DateField(default=timezone.localdate)
    said = models.TextField()
    will_do = models.TextField(blank=True)
    who = models.CharField(max_length=200, blank=True)
    by_when = models.DateField(null=True)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-on", "-written_at"]

    def __str__(self) -> str:
        return f"talk {self.id}"


class InfoSheet(models.Model):
    """One edition of what taking part means, in the group's words. Never changed; the next time there is a new one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="info_sheets")
    number = models.PositiveIntegerField()
    about = models.TextField()
    you_do = models.TextField(blank=True)
    time = models.TextField(blank=True)
    get_back = models.TextField(blank=True)
    hard = models.TextField(blank=True)
    saying_no = models.TextField(blank=True)
    kept = models.TextField(blank=True)
    ask = models.TextField()
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="info_number_once")]

    def __str__(self) -> str:
        return f"information sheet {self.number}"


class Opening(models.Model):
    """A link with which people without an account say that they would like to take part. Only a digest is kept of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="openings")
    label = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    keep_days = models.PositiveSmallIntegerField()  # how long what people write is kept if nothing comes of it
    most = models.PositiveSmallIntegerField()
    uses_left = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"opening {self.id}"

    @property
    def usable(self) -> bool:
        """Whether one more person can use it."""
        return self.revoked_at is None and self.uses_left > 0 and self.expires_at > timezone.now()


class State(models.TextChoices):
    """How things stand with somebody who would like to take part."""

    WAITING = "waiting", _("Waits for an answer")
    WELCOME = "welcome", _("Welcome")
    NOT_NOW = "not_now", _("Not now")


class Application(models.Model):
    """Somebody who would like to take part. Gone when they have joined and were told, when they take it back, or on its day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="applications")
    opening = models.ForeignKey(Opening, on_delete=models.SET_NULL, null=True, related_name="applications")
    name = models.CharField(max_length=80)
    reach = models.CharField(max_length=200, blank=True)
    background = models.TextField(blank=True)
    would_help = models.TextField(blank=True)
    keep_help = models.BooleanField(default=False)  # they agree that it is kept as what helps them, should they join
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    typed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")  # from paper
    sent_on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(blank=True)  # why not now, to be told to them
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    erase_on = models.DateField()

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(state="not_now", reason=""), name="not_now_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"application {self.id}"


class Whose(models.TextChoices):
    """Who said no."""

    PERSON = "person", _("One person")
    COMMUNITY = "community", _("A community or a group of people")


class Did(models.TextChoices):
    """What they did."""

    DECLINED = "declined", _("Did not want to take part")
    LEFT = "left", _("Took part, and stopped")


class ShownTo(models.TextChoices):
    """Who is shown why somebody said no. Whoever said it chooses; each of these includes those before it."""

    FACILITATORS = "facilitators", _("Whoever facilitates, and nobody else")
    GROUP = "group", _("The group, too")
    REPORT = "report", _("Everybody: it may stand in the report and on the public page")


class SaidNo(models.Model):
    """Why somebody, or a whole community, did not want to take part or stopped: in their words, as a finding."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="said_no")
    whose = models.CharField(max_length=10, choices=Whose.choices)
    did = models.CharField(max_length=10, choices=Did.choices)
    words = models.TextField()
    who = models.CharField(max_length=120, blank=True)  # only where they want to be named
    shown_to = models.CharField(max_length=20, choices=ShownTo.choices, default=ShownTo.FACILITATORS)
    on = models.DateField(default=timezone.localdate)
    typed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")  # none: themselves
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return f"said no {self.id}"


class RoleKind(models.TextChoices):
    """Roles that people hold in a project itself. Roles in what is delivered are in delivery."""

    FACILITATOR = "facilitator", _("Facilitator: keeps the time and the trail")
    CO_CHAIR = "co_chair", _("Co-chair: leads meetings together with somebody")
    REVIEWER = "reviewer", _("Reads pages before they go out")
    PEER = "peer", _("Is there for others in the group")
    WELCOMER = "welcomer", _("Welcomes new people")
    NOTES = "notes", _("Writes down what is said")
    OTHER = "other", _("Something else")


SHORT: dict[RoleKind, str | Words] = {
    RoleKind.FACILITATOR: _("Facilitator"),
    RoleKind.CO_CHAIR: _("Co-chair"),
    RoleKind.REVIEWER: _("Reader of pages"),
    RoleKind.PEER: _("Peer supporter"),
    RoleKind.WELCOMER: _("Welcomer"),
    RoleKind.NOTES: _("Note taker"),
    RoleKind.OTHER: _("Another role"),
}


class HowAgreed(models.TextChoices):
    """How somebody said yes to a role."""

    HERE = "here", _("Here, by themselves")
    CODE = "code", _("With a code, by themselves")
    SPOKEN = "spoken", _("They told a facilitator")
    PAPER = "paper", _("They signed it on paper")


class ProjectRole(models.Model):
    """A role somebody holds in the project, or is asked to. It holds once they say yes, and ends when they say so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="project_roles")
    holder = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="project_roles")
    kind = models.CharField(max_length=20, choices=RoleKind.choices)
    called = models.CharField(max_length=80, blank=True)
    what = models.TextField()
    support = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="supports_in_project")
    support_outside = models.CharField(max_length=120, blank=True)  # somebody who is not in the project
    edition = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    how = models.CharField(max_length=10, choices=HowAgreed.choices, blank=True)
    agreed_on = models.DateField(null=True)
    agreed_edition = models.PositiveIntegerField(null=True)  # what they said yes to
    recorded_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"role {self.id}"

    @property
    def words(self) -> str | Words:
        """What the role is called here."""
        return self.called or SHORT[RoleKind(self.kind)]

    @property
    def agreed_as_it_is(self) -> bool:
        """Whether its holder said yes to it as it reads now."""
        return self.agreed_on is not None and self.agreed_edition == self.edition

    @property
    def supported_by(self) -> str | Words:
        """Who supports the holder: somebody who is here now, or somebody from outside; empty where nobody does."""
        if self.support is not None and self.support.left_at is None:
            return self.support.words
        return self.support_outside


class RoleTraining(models.Model):
    """Training that was offered for a role, and had."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    role = models.ForeignKey(ProjectRole, on_delete=models.CASCADE, related_name="trainings")
    what = models.CharField(max_length=200)
    offered_on = models.DateField(default=timezone.localdate)
    had_on = models.DateField(null=True)

    class Meta:
        ordering = ["offered_on", "pk"]

    def __str__(self) -> str:
        return f"training {self.id}"


class Sponsor(models.Model):
    """Somebody senior who stands behind the project."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sponsors")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=200, blank=True)
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="sponsor_of")
    since = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["since", "name", "pk"]

    def __str__(self) -> str:
        return f"sponsor {self.id}"


class Kept(models.TextChoices):
    """Whether a promise was kept."""

    YES = "yes", _("Kept")
    PARTLY = "partly", _("Partly kept")
    NO = "no", _("Not kept")


class Promise(models.Model):
    """Something a sponsor promised, and by when. Its words stay as they were given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.CASCADE, related_name="promises")
    what = models.TextField()
    by_when = models.DateField(null=True)
    made_on = models.DateField(default=timezone.localdate)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["made_on", "pk"]

    def __str__(self) -> str:
        return f"promise {self.id}"


class PromiseSaid(models.Model):
    """What was said about a promise: by the group, whether it was kept; by the sponsor, an answer. Added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="said")
    seq = models.PositiveIntegerField()
    kept = models.CharField(max_length=10, choices=Kept.choices, blank=True)  # empty: the sponsor answers
    words = models.TextField(blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    on = models.DateField(default=timezone.localdate)
    written_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "seq"], name="promise_said_once"),
            models.CheckConstraint(condition=models.Q(kept="yes") | ~models.Q(words=""), name="not_kept_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"said of {self.promise_id}"

    @property
    def by_sponsor(self) -> bool:
        return not self.kept
