"""What a group writes down about how it works, and what somebody writes down for themselves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed
from wesaid_web.projects.models import Member, PowerNote, Project, Reflection, Topic
from wesaid_web.projects.permissions import OWN_POWER, REFLECT, check_can
from wesaid_web.projects.questions import OWN_POWER as OWN_QUESTIONS
from wesaid_web.projects.questions import PROFESSIONAL


class WrittenMeanwhile(Exception):
    """Somebody else wrote a version after this one was opened. Carries theirs."""

    def __init__(self, theirs: Reflection) -> None:
        super().__init__()
        self.theirs = theirs


class NotForYou(NotAllowed):
    """The questions are for people who are here as staff or as a manager."""


@dataclass(frozen=True)
class Thought:
    """What a group thinks of one topic. At least one of the first three says something."""

    well: str = ""
    hard: str = ""
    next_step: str = ""
    who: str = ""
    by_when: date | None = None

    def __post_init__(self) -> None:
        if not (self.well or self.hard or self.next_step):
            raise ValueError("a reflection says something")


@transaction.atomic
def reflect(*, project: Project, topic: Topic, thought: Thought, after: int, by: Member) -> Reflection:
    """Write down a new version; earlier ones stay.

    Args:
        after: the number of the version that was opened (0: there was none).

    Raises:
        WrittenMeanwhile: there is a later one.
    """
    check_can(by, REFLECT)
    Project.objects.select_for_update().get(pk=project.pk)  # one writer at a time
    rows = Reflection.objects.filter(project=project, topic=topic)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    if last != after:
        raise WrittenMeanwhile(rows.get(number=last))
    row = Reflection.objects.create(
        project=project,
        topic=topic,
        number=last + 1,
        well=thought.well,
        hard=thought.hard,
        next_step=thought.next_step,
        who=thought.who,
        by_when=thought.by_when,
        written_by=by,
    )
    audit.record(
        stream=project.pk,
        by=by.user_id,
        verb="projects.reflected",
        subject=row.pk,
        details={"topic": topic.value, "number": row.number},
    )
    return row


def note_of(member: Member) -> PowerNote | None:
    """What somebody wrote to themselves. For nobody else."""
    return PowerNote.objects.filter(member=member).first()


def may_own_power(member: Member) -> bool:
    """Whether the questions are for this person: they wear such a hat, or wrote something while they did."""
    return member.perspectives.filter(code__in=PROFESSIONAL).exists() or note_of(member) is not None


def check_own_power(by: Member) -> None:
    """Raise :class:`NotForYou` unless :func:`may_own_power`."""
    check_can(by, OWN_POWER)
    if not may_own_power(by):
        raise NotForYou(_("These questions are for people who are here as staff or as a manager."))


@transaction.atomic
def write_own_power(*, answers: Mapping[str, str], by: Member) -> None:
    """Keep what somebody wrote to themselves. No record is made of it: that it was written is nobody's business, either."""
    check_own_power(by)
    known = {question.code for question in OWN_QUESTIONS}
    kept = {code: text for code, text in answers.items() if code in known and text}
    PowerNote.objects.update_or_create(member=by, defaults={"answers": kept, "written_on": timezone.localdate()})


@transaction.atomic
def delete_own_power(*, by: Member) -> None:
    """Delete it, all of it."""
    check_can(by, OWN_POWER)
    PowerNote.objects.filter(member=by).delete()
