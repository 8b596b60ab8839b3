"""Reading meetings: lists, the mix in the room, whose turn it is to stay away, who was there."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from wesaid_web.meetings.models import Attendance, Expected, Meeting
from wesaid_web.projects.models import Hat, Member, Perspective, Project

PAID = frozenset({Hat.STAFF, Hat.MANAGER})
"""Hats of people who are there because it is their work. Every project has them; what it calls them is its own."""


@dataclass(frozen=True)
class Mix:
    """How many people of which kind: those with lived experience, those who are paid to be there, everybody else."""

    lived: int
    paid: int
    others: int

    @property
    def people(self) -> int:
        return self.lived + self.paid + self.others

    @property
    def paid_outnumber(self) -> bool:
        """More people who are paid than people with lived experience."""
        return self.paid > self.lived


def mix_of(seats: Iterable[tuple[Perspective, int]]) -> Mix:
    """Count people by the hat they come with."""
    lived = paid = others = 0
    for hat, people in seats:
        if hat.lived_experience:
            lived += people
        elif hat.code in PAID:
            paid += people
        else:
            others += people
    return Mix(lived, paid, others)


def coming(project: Project) -> QuerySet[Meeting]:
    """Meetings that are still to be, the next one first; what was written down already is not among them."""
    return _listed(project).filter(on__gte=timezone.localdate(), attended_at=None).order_by("on", "starts", "id")


def held(project: Project) -> QuerySet[Meeting]:
    """Meetings that were, the newest first."""
    today = timezone.localdate()
    rows = _listed(project).filter(Q(on__lt=today) | Q(attended_at__isnull=False))
    return rows.order_by("-on", "-starts", "id")


def _listed(project: Project) -> QuerySet[Meeting]:
    there = Sum("attendance__people", filter=Q(attendance__taken_out_at=None))
    return Meeting.objects.filter(project=project).annotate(people=there)


def could_decide(project: Project) -> QuerySet[Meeting]:
    """Meetings at which something can have been said or decided, the newest first."""
    return Meeting.objects.filter(project=project, cancelled_at=None, on__lte=timezone.localdate())


TALKED_ABOUT_FOR = timedelta(days=14)


def to_invite_to(project: Project) -> QuerySet[Meeting]:
    """Meetings to which people without an account can be asked to say something: those to come, and what was lately."""
    since = timezone.localdate() - TALKED_ABOUT_FOR
    return Meeting.objects.filter(project=project, cancelled_at=None, on__gte=since).order_by("on", "starts", "id")


def to_write_down(project: Project) -> Meeting | None:
    """The last meeting of which nothing is written down yet."""
    return could_decide(project).filter(attended_at=None, on__lt=timezone.localdate()).first()


@dataclass(frozen=True)
class Room:
    """Rows about who is expected, or was there, with the mix they make."""

    people: list[Expected] | list[Attendance]
    counted: list[Expected] | list[Attendance]
    away: list[Expected]
    mix: Mix


def expected(meeting: Meeting) -> Room:
    """Who is expected at a meeting; not those who left the project before its day."""
    found = meeting.expected.select_related("member", "perspective").prefetch_related("member__perspectives")
    rows = [row for row in found if not _left_before(row, meeting)]
    come = [row for row in rows if not row.stays_away]
    return Room(
        people=[row for row in come if row.member_id],
        counted=[row for row in come if not row.member_id],
        away=[row for row in rows if row.stays_away],
        mix=mix_of((row.perspective, row.people) for row in come if row.perspective),
    )


def _left_before(row: Expected, meeting: Meeting) -> bool:
    left = row.member.left_at if row.member else None
    return left is not None and timezone.localdate(left) < meeting.on


def attended(meeting: Meeting) -> Room:
    """Who was there."""
    rows = list(seats_of(meeting))
    return Room(
        people=[row for row in rows if row.people == 1 and (row.member_id or row.name)],
        counted=[row for row in rows if not row.member_id and not row.name],
        away=[],
        mix=mix_of((row.perspective, row.people) for row in rows),
    )


def seats_of(meeting: Meeting) -> QuerySet[Attendance]:
    """What stands of who was there."""
    return meeting.attendance.filter(taken_out_at=None).select_related("member", "perspective")


def corrected(meeting: Meeting) -> QuerySet[Attendance]:
    """What was written down of who was there and taken out again, the newest first."""
    rows = meeting.attendance.exclude(taken_out_at=None).select_related("member", "perspective", "taken_out_by")
    return rows.order_by("-taken_out_at", "member__name", "name", "id")


@dataclass(frozen=True)
class There:
    """Who was there as far as a decision is concerned.

    Attributes:
        members: people of the project who were there the whole time. Whoever came late or left early may have missed it.
        counts: how many more were there the whole time, by hat.
    """

    members: frozenset[Member]
    counts: Mapping[uuid.UUID, int]


def there_at(meeting: Meeting) -> There:
    """Who was there from beginning to end."""
    members, counts = set(), defaultdict[uuid.UUID, int](int)
    for row in seats_of(meeting).filter(stay=""):
        if row.member:
            members.add(row.member)
        else:
            counts[row.perspective_id] += row.people
    return There(frozenset(members), dict(counts))


@dataclass(frozen=True)
class Turn:
    """One of those who take turns, and when they stayed away last, if ever."""

    member: Member
    times: int
    last: date | None


def turns(project: Project, before: date) -> list[Turn]:
    """Whose turn it is to stay away so that others are more: people who are here as paid, whoever did longest ago first."""
    away = Q(expected_at__stays_away=True, expected_at__meeting__on__lt=before)
    away &= Q(expected_at__meeting__cancelled_at=None)
    rows = (
        Member.objects.filter(project=project, left_at=None, perspectives__code__in=PAID)
        .exclude(perspectives__lived_experience=True)
        .distinct()
        .annotate(
            times=Count("expected_at", filter=away, distinct=True), last=Max("expected_at__meeting__on", filter=away)
        )
    )
    found = [Turn(row, row.times, row.last) for row in rows]
    return sorted(found, key=lambda one: (one.last or date.min, one.times, str(one.member.words)))
