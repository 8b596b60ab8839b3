"""Reading for the overview and the public page, in a number of queries that does not grow with the rows."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.functional import Promise

from wesaid_web.common.markup import to_line
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.registry import audit_words
from wesaid_web.evaluation.models import Round
from wesaid_web.evaluation.words import about_words
from wesaid_web.joining.queries import waiting as waiting_to_join
from wesaid_web.privacy.permissions import complaints_for
from wesaid_web.projects.models import Member, Project
from wesaid_web.show.models import PublicPage, Release
from wesaid_web.trail.models import Action, Change, Consent, Contribution, Decision, Fate, Result, Status, TryOut
from wesaid_web.trail.places import OPEN
from wesaid_web.trail.queries import counted, wanting_to_say_more

FEW = 4


def waits_for(facilitator: Member) -> Counter[str]:
    """How much waits for whoever facilitates, by kind, in one query: guests who want to say "more", people who would like to
    "join", and a "complaint" that is not answered yet.
    """
    project = facilitator.project
    more, join, complaint = (
        rows.order_by().annotate(waits_as=Value(kind)).values_list("waits_as", flat=True)
        for kind, rows in (
            ("more", wanting_to_say_more(project)),
            ("join", waiting_to_join(project).filter(state="waiting")),
            ("complaint", complaints_for(project, facilitator).filter(answered_on=None)),
        )
    )
    return Counter(more.union(join, complaint, all=True))


@dataclass(frozen=True)
class Next:
    """What waits for somebody: the heart of the overview after the picture."""

    waited_longest: list[Contribution]
    look_again: list[Contribution]
    due: list[Action]
    change_not_known: list[Contribution]
    nobody_yet: list[Contribution]

    @property
    def anything(self) -> bool:
        return any((self.waited_longest, self.look_again, self.due, self.change_not_known, self.nobody_yet))


def whats_next(project: Project, today: date) -> Next:
    """What has waited longest, what to look at again, what is due, where we have not said what changed."""
    rows = counted(project).only("id", "text", "language", "said_on", "look_again", "project_id", "fate_on", "fate")
    return Next(
        waited_longest=list(rows.filter(fate__in=OPEN).order_by("said_on", "created_at")[:FEW]),
        look_again=list(rows.filter(fate=Fate.LATER, look_again__lte=today).order_by("look_again")[:FEW]),
        due=list(
            Action.objects.filter(project=project, status__in=[Status.NOT_STARTED, Status.DOING], due__isnull=False)
            .order_by("due")
            .prefetch_related("workers")[:FEW]
        ),
        change_not_known=list(rows.filter(fate_why="change_not_known").order_by("fate_on")[:FEW]),
        nobody_yet=list(rows.filter(fate_why="nobody_yet").order_by("fate_on")[:FEW]),
    )


def said_by(member: Member) -> QuerySet[Contribution]:
    """Everything someone said here, hidden or not, the newest first."""
    rows = Contribution.objects.filter(project=member.project, author=member, is_split=False)
    return rows.select_related("fate_decision").order_by("-said_on", "-created_at")


SHOWN_WITH_WHO = {
    "projects.created",
    "projects.joined",
    "projects.left",
    "projects.charter_put",
    "projects.charter_signed",
    "trail.decided",
    "trail.action_added",
    "trail.action_status",
    "trail.try_planned",
    "trail.try_ended",
    "trail.changed",
    "trail.nothing_changed",
    "support.contacts_set",
    "evaluation.opened",
    "evaluation.closed",
    "show.published",
    "show.switched_off",
}
"""What the page of what happened tells, with who did it. Nothing about who said or supports what: names may be kept back."""


def what_happened(project: Project) -> QuerySet[AuditEvent]:
    """The steps of the whole project that everyone in it may know, the newest first."""
    return AuditEvent.objects.filter(stream=project.pk, verb__in=SHOWN_WITH_WHO).order_by("-seq")


@dataclass(frozen=True)
class Told:
    """One step as the page of what happened tells it: when, who, what, and the thing itself where there is one to open."""

    at: datetime
    who: str | Promise
    what: str | Promise
    thing: str
    address: str


def told(project: Project, events: Sequence[AuditEvent]) -> list[Told]:
    """Audit rows as lines for people. A fixed number of queries."""
    members = Member.objects.filter(project=project, user__isnull=False)  # where nobody is named, nobody did it
    names = {member.user_id: member.words for member in members}
    things = _things(project, [event.subject for event in events if event.subject])
    words = audit_words()
    lines = []
    for event in events:
        thing, address = things.get(event.subject, ("", "")) if event.subject else ("", "")
        lines.append(Told(event.at, names.get(event.actor, ""), words[event.verb], thing, address))
    return lines


def _things(project: Project, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """What was decided, done, tried or changed: in words, with its address. Words that were said are not among it."""

    def at(name: str, key: uuid.UUID) -> str:
        return reverse(f"trail:{name}", args=[project.pk, key])

    found: dict[uuid.UUID, tuple[str, str]] = {}
    for decision in Decision.objects.filter(project=project, pk__in=ids):
        found[decision.pk] = (
            f"{Result(decision.result).label}. {to_line(decision.reason, 100)}",
            at("decision", decision.pk),
        )
    for action in Action.objects.filter(project=project, pk__in=ids):
        found[action.pk] = (to_line(action.what, 100), at("action", action.pk))
    for round_ in TryOut.objects.filter(action__project=project, pk__in=ids):
        found[round_.pk] = (to_line(round_.plan, 100), at("action", round_.action_id))
    for change in Change.objects.filter(project=project, pk__in=ids):
        found[change.pk] = (to_line(change.what, 100), at("change", change.pk))
    for asking in Round.objects.filter(project=project, pk__in=ids).select_related("decision"):
        found[asking.pk] = (about_words(asking), reverse("evaluation:asking", args=[project.pk, asking.pk]))
    return found


def public_page(project: Project) -> PublicPage | None:
    """Where a project's public page is, if it was ever set up."""
    return PublicPage.objects.filter(project=project).first()


def published(project: Project) -> Release | None:
    """The release that is shown."""
    return project.releases.exclude(published_at=None).order_by("-number").first()


def in_preparation(project: Project) -> Release | None:
    """A release that waits for answers."""
    newest = project.releases.order_by("-number").first()
    return newest if newest and newest.published_at is None else None


def may_be_public(project: Project) -> QuerySet[Contribution]:
    """What its authors agreed to, is not hidden, and is not about someone else."""
    return Contribution.objects.filter(
        project=project, public=Consent.YES, hidden_at=None, about_other=False, is_split=False
    )
