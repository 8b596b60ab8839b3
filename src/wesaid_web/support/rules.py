"""Who reads a concern, and whether a project has said whom people can tell a worry. Rows in, decisions out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from wesaid_web.projects.models import Member, Project
from wesaid_web.support.models import Concern, ConcernNote, NoteKind, SafetyContacts

SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The day so many working days later. Monday to Friday; public holidays count as working days."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def reads_here(member: Member | None) -> bool:
    """Whether somebody can read what is written to them here: they are in the project and can sign in."""
    return bool(member and member.left_at is None and member.user and member.user.is_active)


def contacts_of(project: Project) -> SafetyContacts | None:
    """Whom people of a project can turn to."""
    rows = SafetyContacts.objects.select_related("lead__user", "deputy__user")
    return rows.filter(project=project).first()


def still_there(contacts: SafetyContacts) -> bool:
    """Whether those who were named are still here. Somebody named without a place in the project cannot have left it."""
    return all(member is None or reads_here(member) for member in (contacts.lead, contacts.deputy))


@dataclass(frozen=True)
class Readers:
    """Who reads a concern that is told now."""

    lead: Member | None
    deputy: Member | None

    @property
    def anybody(self) -> bool:
        return bool(self.lead or self.deputy)

    @property
    def mark(self) -> str:
        """What goes with a page that names them, so that they cannot be others by the time it is sent. It tells no id."""
        both = "/".join(str(one.pk) if one else "" for one in (self.lead, self.deputy))
        return hashlib.sha256(both.encode()).hexdigest()[:32]


def readers(contacts: SafetyContacts | None, excluded: Collection[UUID] = ()) -> Readers:
    """Who would read it: those who can, without those who are not to know of it."""

    def one(member: Member | None) -> Member | None:
        return member if reads_here(member) and member and member.pk not in excluded else None

    return Readers(one(contacts.lead), one(contacts.deputy)) if contacts else Readers(None, None)


def deputy_reads(today: date) -> Q:
    """When a concern is the deputy's, too: unread for too long, first read that late, or the first reader cannot read it."""
    no_lead = Q(lead=None) | Q(lead__left_at__isnull=False) | Q(lead__user=None) | Q(lead__user__is_active=False)
    return no_lead | Q(read_on=None, deputy_from__lte=today) | Q(read_on__gte=F("deputy_from"))


def read_by(member: Member, today: date | None = None) -> QuerySet[Concern]:
    """The concerns somebody may read as the one they went to or as deputy; never one that is not to be shown to them."""
    today = today or timezone.localdate()
    if member.left_at is not None:
        return Concern.objects.none()
    mine = Q(lead=member) | (Q(deputy=member) & deputy_reads(today))
    rows = Concern.objects.filter(mine, project=member.project_id)
    return rows.exclude(pk__in=_kept_from(member)).select_related("lead", "deputy", "reporter", "read_by").distinct()


def told_by(member: Member) -> QuerySet[Concern]:
    """What somebody told or typed in, and may follow."""
    rows = Concern.objects.filter(reporter=member, project=member.project_id)
    return rows.exclude(pk__in=_kept_from(member)).select_related("lead", "deputy")


def _kept_from(member: Member) -> QuerySet[Concern, UUID]:
    return Concern.objects.filter(excluded=member).order_by().values_list("pk", flat=True)


def read_now(concern: Concern, today: date | None = None) -> list[Member]:
    """Those who can read a concern on a day."""
    today = today or timezone.localdate()
    kept_from = set(concern.excluded.values_list("pk", flat=True))
    is_deputys = Concern.objects.filter(deputy_reads(today), pk=concern.pk).exists()
    asked = [concern.lead, concern.deputy if is_deputys else None]
    return [one for one in asked if one is not None and reads_here(one) and one.pk not in kept_from]


def notes_for_reporter(concern: Concern) -> QuerySet[ConcernNote]:
    """What was done, and what they added; never the readers' own notes."""
    return concern.notes.exclude(kind=NoteKind.NOTE)


def due_for_removal(member: Member, today: date | None = None) -> QuerySet[Concern]:
    """Closed concerns whose day has come, of those that somebody may read."""
    today = today or timezone.localdate()
    return read_by(member, today).filter(remove_on__lte=today)
