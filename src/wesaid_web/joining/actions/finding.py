"""Everything that changes where we looked, who is missing, what taking part means, and why people said no."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from wesaid_web.common import audit
from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.joining.actions.recording import free, sent_before
from wesaid_web.joining.models import Did, InfoSheet, LookedPlace, MissingTalk, SaidNo, ShownTo, Whose
from wesaid_web.joining.permissions import LOOK, RECRUIT, SAY_WHY, WRITE_NO
from wesaid_web.joining.signals import no_removed
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record

INFO_WORDS = ("about", "you_do", "time", "get_back", "hard", "saying_no", "kept", "ask")
"""The questions of an information sheet, in their order."""


@dataclass(frozen=True)
class Looked:
    """Somewhere we looked."""

    where: str
    on: date
    who_asked: str = ""
    came_of_it: str = ""


@dataclass(frozen=True)
class Talk:
    """What the group said about who is missing. It says something."""

    said: str
    will_do: str = ""
    who: str = ""
    by_when: date | None = None

    def __post_init__(self) -> None:
        if not self.said:
            raise ValueError("a talk says something")


@dataclass(frozen=True)
class No:
    """Why somebody said no, in their words, and who may see it. ``who`` stays empty unless they want to be named."""

    words: str
    whose: Whose = Whose.PERSON
    did: Did = Did.DECLINED
    who: str = ""
    shown_to: ShownTo = ShownTo.FACILITATORS

    def __post_init__(self) -> None:
        if not self.words:
            raise ValueError("nobody has to say why, and then nothing is written down")


@transaction.atomic
def look(*, project: Project, looked: Looked, by: Member, place_id: uuid.UUID | None = None) -> LookedPlace:
    """Write down somewhere we looked."""
    check_can(by, LOOK)
    audit.hold(project.pk)
    if before := sent_before(LookedPlace, place_id, project_id=project.pk, where=looked.where, on=looked.on):
        return before
    row = LookedPlace.objects.create(id=free(LookedPlace, place_id), project=project, made_by=by, **asdict(looked))
    record(project, by, "joining.looked", row)
    return row


@transaction.atomic
def look_again(*, place: LookedPlace, looked: Looked, edition: int, by: Member) -> None:
    """Change what is written about a place, for example what came of it.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, LOOK)
    audit.hold(place.project_id)
    row = LookedPlace.objects.select_related("project").get(pk=place.pk)
    if row.edition != edition:
        raise ChangedMeanwhile
    for name, value in asdict(looked).items():
        setattr(row, name, value)
    row.edition += 1
    row.save(update_fields=[*asdict(looked), "edition"])
    record(row.project, by, "joining.looked_again", row)


@transaction.atomic
def talk(*, project: Project, said: Talk, by: Member, talk_id: uuid.UUID | None = None) -> MissingTalk:
    """Write down what the group said about who is missing. Earlier talks stay."""
    check_can(by, LOOK)
    audit.hold(project.pk)
    if before := sent_before(MissingTalk, talk_id, project_id=project.pk, said=said.said):
        return before
    row = MissingTalk.objects.create(id=free(MissingTalk, talk_id), project=project, written_by=by, **asdict(said))
    record(project, by, "joining.talked", row)
    return row


@transaction.atomic
def write_info(*, project: Project, words: Mapping[str, str], after: int, by: Member) -> InfoSheet:
    """Write a new edition of the information sheet; earlier ones stay.

    Args:
        words: by :data:`INFO_WORDS`.
        after: the number of the edition that was opened (0: there was none).

    Raises:
        ChangedMeanwhile: there is a later one.
    """
    check_can(by, RECRUIT)
    audit.hold(project.pk)
    last = InfoSheet.objects.filter(project=project).aggregate(last=Max("number"))["last"] or 0
    if last != after:
        raise ChangedMeanwhile
    written = {name: words.get(name, "") for name in INFO_WORDS}
    row = InfoSheet.objects.create(project=project, number=last + 1, written_by=by, **written)
    record(project, by, "joining.info_written", row, number=row.number)
    return row


@transaction.atomic
def write_no(*, project: Project, no: No, by: Member, no_id: uuid.UUID | None = None) -> SaidNo:
    """Write down why somebody, or a community, said no: in their words, with their consent to who sees it."""
    check_can(by, WRITE_NO)
    audit.hold(project.pk)
    if before := sent_before(SaidNo, no_id, project_id=project.pk, words=no.words, shown_to=no.shown_to):
        return before
    row = SaidNo.objects.create(id=free(SaidNo, no_id), project=project, typed_by=by, **asdict(no))
    record(project, by, "joining.no_written", row)
    return row


@transaction.atomic
def say_why(*, no: No, by: Member, no_id: uuid.UUID | None = None) -> SaidNo:
    """Say, for oneself, why one does not go on. The record names nobody and says the day only."""
    check_can(by, SAY_WHY)
    audit.hold(by.project_id)
    if before := sent_before(SaidNo, no_id, project_id=by.project_id, words=no.words, shown_to=no.shown_to):
        return before
    return keep_no(project=by.project, no=no, no_id=no_id)


def keep_no(*, project: Project, no: No, no_id: uuid.UUID | None = None) -> SaidNo:
    """What somebody said by themselves. Inside the transaction of an action that has checked that they may."""
    row = SaidNo.objects.create(id=free(SaidNo, no_id), project=project, **asdict(no))
    record(project, None, "joining.said_why", row, day_only=True)
    return row


@transaction.atomic
def show_no(*, no: SaidNo, shown_to: ShownTo, edition: int, by: Member) -> None:
    """Change who may see it, as whoever said it wants it now.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, WRITE_NO)
    audit.hold(no.project_id)
    row = SaidNo.objects.select_related("project").get(pk=no.pk)
    if row.edition != edition:
        raise ChangedMeanwhile
    row.shown_to, row.edition = shown_to, row.edition + 1
    row.save(update_fields=["shown_to", "edition"])
    record(row.project, by, "joining.no_shown", row)


@transaction.atomic
def remove_no(*, no: SaidNo, by: Member) -> None:
    """They want it back: it goes for good."""
    check_can(by, WRITE_NO)
    audit.hold(no.project_id)
    record(no.project, by, "joining.no_removed", no)
    no_removed.send(SaidNo, no_id=no.pk, project_id=no.project_id)
    no.delete()
