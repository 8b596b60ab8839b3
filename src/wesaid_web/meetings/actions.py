"""Everything that changes a meeting: the plan, who is expected, changes at short notice, and who was there.

Long because each step also has people hear of it, in the same transaction.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import ChangedMeanwhile, Elsewhere, NotAllowed
from wesaid_web.meetings.models import (
    AgendaItem,
    Attendance,
    Expected,
    Format,
    Given,
    Meeting,
    Notice,
    NoticeKind,
    Stay,
)
from wesaid_web.meetings.news import CANCELLED, CHANGED, MEETING, ON_AGAIN, PLANNED
from wesaid_web.meetings.permissions import PLAN, Cancelled, NotMetYet
from wesaid_web.meetings.queries import there_at
from wesaid_web.meetings.signals import attendance_changed
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.support.needs_asked import ask_whether_met
from wesaid_web.telling.actions import everybody, tell

WHEN_AND_WHERE = ("on", "starts", "ends", "place", "link")
"""What people have to hear of when it is changed."""


@dataclass(frozen=True)
class Plan:
    """When, where and what for.

    Attributes:
        know_each_other: minutes set aside to get to know each other; none where nobody said.
        formats: formats and languages that are promised, in the order in which they are listed.

    Raises:
        ValueError: it says nothing of what it is for, or ends before it starts.
    """

    on: date
    purpose: str
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    link: str = ""
    chair: Member | None = None
    know_each_other: int | None = None
    formats: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not self.purpose.strip():
            raise ValueError("a meeting is for something")
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValueError("a meeting ends after it starts")


@dataclass(frozen=True)
class Point:
    """One point of an agenda."""

    what: str
    leads: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Coming:
    """Who is expected, as what. Without a member: so many more with this hat. Without a hat: stays away this time."""

    member: Member | None
    perspective: Perspective | None
    people: int = 1

    def __post_init__(self) -> None:
        if self.people < 1 or (self.member is None and self.perspective is None):
            raise ValueError("somebody is expected, or so many with a hat")


@dataclass(frozen=True)
class Seat:
    """Somebody who was there, as what: a member, a guest by name, or so many more people who are only counted."""

    perspective: Perspective
    member: Member | None = None
    name: str = ""
    people: int = 1
    stay: Stay | None = None

    def __post_init__(self) -> None:
        if self.people < 1 or ((self.member or self.name) and self.people != 1):
            raise ValueError("a person who is named is one person")

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two seats the same."""
        member = self.member.pk if self.member else None
        return (member, self.name, self.perspective.pk, self.people, self.stay.value if self.stay else "")


@dataclass(frozen=True)
class Held:
    """How a meeting was in the end.

    Attributes:
        given: by the place of a promised format, whether it was given.
    """

    seats: Sequence[Seat]
    chaired: Member | None = None
    given: Mapping[int, Given] = field(default_factory=dict)


@dataclass(frozen=True)
class ShortNotice:
    """What changed and why, when people were told, and how else they can take part."""

    why: str
    told_on: date
    what: str = ""
    another_way: str = ""


@transaction.atomic
def plan(*, project: Project, plan: Plan, by: Member, meeting_id: uuid.UUID | None = None) -> Meeting:
    """Plan a meeting.

    Args:
        meeting_id: made when the form was shown, so that sending it twice plans one.
    """
    check_can(by, PLAN)
    _check_here(project, [plan.chair])
    audit.hold(project.pk)
    if meeting_id and (before := Meeting.objects.filter(pk=meeting_id).first()):
        if before.project_id == project.pk and (before.on, before.purpose) == (plan.on, plan.purpose):
            return before
        meeting_id = None  # the same form, gone back to and sent with another plan; or somebody else's
    values = dict(vars(plan))
    formats = values.pop("formats")
    meeting = Meeting.objects.create(id=meeting_id or uuid.uuid4(), project=project, made_by=by, **values)
    _set_formats(meeting, formats)
    _record(meeting, by, "meetings.planned")
    _tell(meeting, by, PLANNED)
    return meeting


@transaction.atomic
def edit(*, meeting: Meeting, plan: Plan, edition: int, by: Member) -> None:
    """Change the plan.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    row = _locked(meeting, by)
    _check_here(row.project, [plan.chair])
    if row.edition != edition:
        raise ChangedMeanwhile
    if row.attended_at and plan.on > timezone.localdate():
        raise NotMetYet(_("It is written down who was there, so it cannot be on a day that has not come yet."))
    differs = any(getattr(row, name) != getattr(plan, name) for name in WHEN_AND_WHERE)
    for name in (*WHEN_AND_WHERE, "purpose", "chair", "know_each_other"):
        setattr(row, name, getattr(plan, name))
    row.edition += 1
    row.save()
    _set_formats(row, plan.formats)
    _record(row, by, "meetings.edited", edition=row.edition)
    if differs:
        _tell(row, by, CHANGED)


def _set_formats(meeting: Meeting, wanted: Iterable[str]) -> None:
    """The promises as listed now; what is still promised keeps whether it was given."""
    given = {row.what: row.given for row in meeting.formats.all()}
    meeting.formats.all().delete()
    Format.objects.bulk_create(
        Format(meeting=meeting, position=place, what=what[:200], given=given.get(what[:200], ""))
        for place, what in enumerate(dict.fromkeys(wanted), start=1)
    )


@transaction.atomic
def set_agenda(*, meeting: Meeting, points: Sequence[Point], edition: int, by: Member) -> None:
    """Write the agenda, in this order.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    row = _locked(meeting, by)
    new = [(point.what, point.leads, point.minutes) for point in points]
    if new == list(row.agenda.values_list("what", "leads", "minutes")):
        return
    if row.edition != edition:
        raise ChangedMeanwhile
    row.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=row, position=place, **asdict(point)) for place, point in enumerate(points, start=1)
    )
    row.edition += 1
    row.save(update_fields=["edition"])
    _record(row, by, "meetings.agenda", points=len(points))


@transaction.atomic
def expect(*, meeting: Meeting, coming: Sequence[Coming], edition: int, by: Member) -> None:
    """Say who is expected and as what, and who stays away this time.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    row = _locked(meeting, by)
    _check_here(row.project, [*(one.member for one in coming), *(one.perspective for one in coming)])

    def key(member: uuid.UUID | None, hat: uuid.UUID | None, people: int) -> tuple[str, ...]:
        return (str(member), str(hat), str(people))

    new = sorted(key(_pk(one.member), _pk(one.perspective), one.people) for one in coming)
    if new == sorted(key(*values) for values in row.expected.values_list("member", "perspective", "people")):
        return
    if row.edition != edition:
        raise ChangedMeanwhile
    row.expected.all().delete()
    Expected.objects.bulk_create(
        Expected(meeting=row, **vars(one), stays_away=one.perspective is None) for one in coming
    )
    row.edition += 1
    row.save(update_fields=["edition"])
    _record(row, by, "meetings.people_expected", people=sum(one.people for one in coming if one.perspective))


@transaction.atomic
def give_notice(*, meeting: Meeting, notice: ShortNotice, by: Member) -> Notice:
    """Write down a change at short notice. It stays to be read. The same one, sent twice, is written down once."""
    row = _locked(meeting, by)
    values = asdict(notice) | {"kind": NoticeKind.CHANGED}
    before = row.notices.filter(**values).last()
    if before and before == row.notices.last():
        return before
    found = Notice.objects.create(meeting=row, recorded_by=by, **values)
    _record(row, by, "meetings.notice_given")
    _tell(row, by, CHANGED)
    return found


@transaction.atomic
def cancel(*, meeting: Meeting, notice: ShortNotice, by: Member) -> None:
    """Say that it does not take place, why, and how else people can take part. It can be put on again.

    Raises:
        NotAllowed: it is written down who was there.
    """
    row = _locked(meeting, by)
    if row.cancelled:
        return
    if row.attended_at:
        raise NotAllowed(_("It is written down who was there, so it has taken place."))
    row.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])
    Notice.objects.create(meeting=row, kind=NoticeKind.CANCELLED, recorded_by=by, **asdict(notice))
    _record(row, by, "meetings.cancelled")
    _tell(row, by, CANCELLED)


@transaction.atomic
def put_on_again(*, meeting: Meeting, by: Member) -> None:
    """Take a cancellation back. That it was cancelled stays to be read: people were told."""
    row = _locked(meeting, by)
    if not row.cancelled:
        return
    row.cancelled_at = None
    row.save(update_fields=["cancelled_at"])
    Notice.objects.create(meeting=row, kind=NoticeKind.ON_AGAIN, told_on=timezone.localdate(), recorded_by=by)
    _record(row, by, "meetings.on_again")
    _tell(row, by, ON_AGAIN)


def check_held(meeting: Meeting) -> None:
    """Raise unless the day has come and it was not cancelled: before that there is nothing to write down of it.

    Raises:
        NotMetYet, Cancelled: what has to come first.
    """
    if meeting.cancelled:
        raise Cancelled(_("This meeting does not take place. If it did, put it on again first."))
    if meeting.on > timezone.localdate():
        raise NotMetYet(_("This meeting has not been yet. Come back afterwards."))


@transaction.atomic
def write_down(*, meeting: Meeting, held: Held, edition: int, by: Member) -> None:
    """Write down who was there, who chaired and what was given; or correct it. What was written before stays as history.

    Those who follow it (decisions made there) hear of it in the same transaction.

    Raises:
        ChangedMeanwhile: somebody wrote it down since ``edition`` was opened, and differently.
        NotMetYet, Cancelled: see :func:`check_held`.
    """
    row = _locked(meeting, by)
    check_held(row)
    named = [*(seat.member for seat in held.seats), *(seat.perspective for seat in held.seats), held.chaired]
    _check_here(row.project, named)
    known = [seat.member.pk for seat in held.seats if seat.member]
    if len(known) != len(set(known)):
        raise ValueError("somebody is there once")
    came, gone = _differences(row, held.seats)
    changed = bool(came or gone) or row.attended_at is None or row.chaired != held.chaired
    promised = list(row.formats.all())
    given = [one for one in promised if held.given.get(one.position, one.given) != one.given]
    if not changed and not given:
        return
    if row.attendance_edition != edition:
        raise ChangedMeanwhile
    before, is_first = there_at(row), row.attended_at is None
    _seat(row, came, gone, by)
    for one in given:
        one.given = held.given[one.position]
        one.save(update_fields=["given"])
    row.attended_at = row.attended_at or timezone.now()
    row.chaired = held.chaired
    row.attendance_edition += 1
    row.save(update_fields=["attended_at", "chaired", "attendance_edition"])
    _record(row, by, "meetings.attended", people=sum(seat.people for seat in held.seats), taken_out=len(gone))
    if is_first:
        ask_whether_met(members=known, project=row.project)
    attendance_changed.send(Meeting, meeting=row, by=by, before=before, after=there_at(row))
    meeting.refresh_from_db()


def _differences(row: Meeting, seats: Sequence[Seat]) -> tuple[list[Seat], list[Attendance]]:
    """Seats that are not written down yet, and rows that are no longer among them."""
    wanted = Counter(seat.key for seat in seats)
    gone = []
    for one in row.attendance.filter(taken_out_at=None):
        key = (one.member_id, one.name, one.perspective_id, one.people, one.stay)
        if wanted[key]:
            wanted[key] -= 1
        else:
            gone.append(one)
    came = []
    for seat in seats:
        if wanted[seat.key]:
            wanted[seat.key] -= 1
            came.append(seat)
    return came, gone


def _seat(row: Meeting, came: Iterable[Seat], gone: Iterable[Attendance], by: Member) -> None:
    now = timezone.now()
    row.attendance.filter(pk__in=[one.pk for one in gone]).update(taken_out_at=now, taken_out_by=by)
    Attendance.objects.bulk_create(
        Attendance(
            meeting=row,
            member=seat.member,
            name=seat.name,
            perspective=seat.perspective,
            people=seat.people,
            stay=seat.stay or "",
            recorded_by=by,
        )
        for seat in came
    )


def _locked(meeting: Meeting, by: Member) -> Meeting:
    """The row as it is now, held, for somebody who may change it."""
    check_can(by, PLAN)
    if by.project_id != meeting.project_id:
        raise Elsewhere
    audit.hold(meeting.project_id)
    return Meeting.objects.select_for_update(of=("self",)).select_related("project").get(pk=meeting.pk)


def _check_here(project: Project, rows: Iterable[Member | Perspective | None]) -> None:
    if any(row is not None and row.project_id != project.pk for row in rows):
        raise Elsewhere


def _pk(row: Member | Perspective | None) -> uuid.UUID | None:
    return row.pk if row else None


def _tell(meeting: Meeting, by: Member, what: str) -> None:
    """Everybody hears of a meeting that is still to come. What is written down of one that was is no news."""
    if meeting.on >= timezone.localdate():
        to = everybody(meeting.project)
        tell(project=meeting.project, to=to, kind=MEETING, subject=meeting.pk, what=what, by=by)


def _record(meeting: Meeting, by: Member, verb: str, **details: int) -> None:
    audit.record(stream=meeting.project_id, by=by.user_id, verb=verb, subject=meeting.pk, details=details)
