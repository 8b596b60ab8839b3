"""Preparing the public page, answering to it, publishing it, switching it off."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wesaid_web.common import audit, runs
from wesaid_web.common.access import NotAllowed, NotYet
from wesaid_web.delivery.queries import deliverers
from wesaid_web.projects.models import Member, Project, Role
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.queries import voice_of
from wesaid_web.show.bridge import public_numbers, sheet_cells, sheet_worked
from wesaid_web.show.equal import people_by_hat
from wesaid_web.show.impact import delivered, report_numbers, said_no
from wesaid_web.show.models import Answer, EqualSheet, PublicPage, Release
from wesaid_web.show.news import PUBLISHED
from wesaid_web.show.permissions import ANSWER, FREEZE, PUBLISH
from wesaid_web.show.releases import release_content
from wesaid_web.trail.actions.telling import tell_of_words
from wesaid_web.trail.models import Contribution


class NotReady(NotYet):
    """The release cannot go out yet; the message says what is missing."""


@transaction.atomic
def prepare(*, project: Project, by: Member) -> Release:
    """Freeze what the public page would say now, for the group to look at. One that was not published is replaced.

    Whoever asked to wait is asked again; until they answer, what they said holds for the new one, too.
    """
    check_can(by, PUBLISH)
    Project.objects.select_for_update().get(pk=project.pk)
    before = project.releases.filter(published_at=None)
    waiting = list(Answer.objects.filter(release__in=before, happy=False))
    before.delete()
    last = project.releases.aggregate(last=Max("number"))["last"] or 0
    content = content_now(project, by_agreement=True)
    release = Release.objects.create(project=project, number=last + 1, content=content, prepared_by=by)
    Answer.objects.bulk_create(
        Answer(release=release, member_id=one.member_id, happy=False, words=one.words, at=one.at) for one in waiting
    )
    _record(by, "show.prepared", release)
    return release


def content_now(project: Project, *, by_agreement: bool) -> dict[str, Any]:
    """What a release would hold now: the public page, and the report that goes out with it."""
    numbers = public_numbers(project)
    charter = project.charters.exclude(put_at=None).first()
    return release_content(project) | {
        "name": project.name,
        "numbers": numbers,
        "aims": charter.aims if charter else [],
        "said_no": said_no(project),
        "report": report_numbers(project, numbers, timezone.localdate(), by_agreement=by_agreement),
    }


@transaction.atomic
def answer(*, release: Release, happy: bool, words: str, by: Member) -> None:
    """Say that one is happy with a release, or that it should wait and why. The last answer counts."""
    check_can(by, ANSWER)
    if Release.objects.select_for_update().get(pk=release.pk).published_at is not None:
        raise NotAllowed(_("This is published already."))
    Answer.objects.update_or_create(
        release=release, member=by, defaults={"happy": happy, "words": words, "at": timezone.now()}
    )
    _record(by, "show.agreed" if happy else "show.asked_to_wait", release)


def missing_before_publishing(release: Release) -> list[str]:
    """What is missing before a release may go out: an answer from somebody else, and nobody who asked to wait."""
    answers = list(release.answers.select_related("member").filter(member__left_at=None, member__user__is_active=True))
    missing = [
        _("%(name)s asked to wait: %(words)s") % {"name": answer.member.words, "words": answer.words}
        for answer in answers
        if not answer.happy
    ]
    others = (
        Member.objects.filter(project_id=release.project_id, left_at=None, user__is_active=True)
        .filter(role__in=[Role.FACILITATOR, Role.MEMBER])
        .exclude(pk__in=[release.prepared_by_id] if release.prepared_by_id else [])
    )
    agreed = {answer.member_id for answer in answers if answer.happy} - {release.prepared_by_id}
    if not agreed and others.exists():
        missing.append(_("Somebody else in the group has to look at it first and say that they are happy with it."))
    return missing


@transaction.atomic
def publish(*, release: Release, by: Member) -> None:
    """Switch the page on with this release.

    Raises:
        NotReady: see :func:`missing_before_publishing`.
    """
    check_can(by, PUBLISH)
    row = Release.objects.select_for_update(of=("self",)).select_related("project").get(pk=release.pk)
    if row.published_at is not None:
        return
    missing = missing_before_publishing(row)
    if missing:
        raise NotReady(" ".join(missing))
    before = row.project.releases.exclude(published_at=None).order_by("-number").first()
    row.published_at = timezone.now()
    _leave_out_what_was_taken_back(row)
    row.save(update_fields=["published_at", "content"])
    page = PublicPage.objects.filter(project=row.project).first() or PublicPage(
        project=row.project, slug=_slug(row.project)
    )
    page.is_on = True
    page.save()
    _record(by, "show.published", row)
    new = _keys(row) - (_keys(before) if before else set())
    rows = Contribution.objects.filter(pk__in=new, project=row.project)
    tell_of_words(project=row.project, rows=rows, kind=PUBLISHED, what="", subject=row.pk, by=by)


def _keys(release: Release) -> set[str]:
    """Whose words stand in it."""
    return {item["id"] for item in release.content["items"]}


def _leave_out_what_was_taken_back(release: Release) -> None:
    """Who deliver and agreed to be counted may have changed their mind since the release was prepared."""
    report = release.content.get("report")
    if not report or not report["delivered"]["by_agreement"]:
        return
    who, frozen = deliverers(release.project), report["delivered"]
    by_those_who_did = frozen["sessions"]["value"] is not None and frozen["sessions"]["rounded_to"] is None
    if (frozen["kinds"] is not None and not who.holders_agreed) or (by_those_who_did and not who.did_agreed):
        report["delivered"] = delivered(release.project, by_agreement=False)


@transaction.atomic
def switch_off(*, project: Project, by: Member) -> None:
    """Take the public page down at once."""
    check_can(by, PUBLISH)
    if PublicPage.objects.filter(project=project, is_on=True).update(is_on=False):
        audit.record(stream=project.pk, by=by.user_id, verb="show.switched_off", subject=project.pk)


def forget_words(contributions: Iterable[Contribution], **_more: Any) -> None:
    """Words that were taken back leave every release, those that were never published and those of long ago, too.

    Inside the transaction of taking them back, which leaves its row in the record.
    """
    rows = list(contributions)
    gone = {str(row.pk) for row in rows}
    for release in Release.objects.select_for_update().filter(project__in={row.project_id for row in rows}):
        items = release.content["items"]
        kept = [item for item in items if item["id"] not in gone]
        if len(kept) != len(items):
            release.content["items"] = kept
            release.save(update_fields=["content"])


def forget_no(no_id: uuid.UUID, project_id: uuid.UUID, **_more: Any) -> None:
    """Why somebody said no leaves every release, too, where they want it back. Inside the transaction of removing it."""
    for release in Release.objects.select_for_update().filter(project=project_id):
        before = release.content.get("said_no", [])
        kept = [one for one in before if one["id"] != str(no_id)]
        if len(kept) != len(before):
            release.content["said_no"] = kept
            release.save(update_fields=["content"])


class StandsAsItIs(NotYet):
    """A new sheet would say the same, or would show that a few people have changed: the last one stands."""


@transaction.atomic
def freeze_sheet(*, project: Project, by: Member) -> EqualSheet:
    """Make a sheet of how equal the group is that may leave the room.

    Raises:
        NotReady: the group has not switched it on.
        StandsAsItIs: see there.
    """
    check_can(by, FREEZE)
    Project.objects.select_for_update().get(pk=project.pk)
    if not voice_of(project, by).is_on:
        raise NotReady(_("It is off. The group has to agree first."))
    last = project.equal_sheets.first()
    before, people = last.content["cells"] if last else None, people_by_hat(project)
    cells = sheet_cells(before, people)
    if cells is None:
        words = _(
            "The last sheet stands. A new one is made when every number on it is the same or has changed by eight or more."
        )
        raise StandsAsItIs(words)
    number = last.number + 1 if last else 1
    sheet = EqualSheet.objects.create(project=project, number=number, content={"cells": cells}, frozen_by=by)
    runs.keep(stream=project.pk, subject=sheet.pk, worked=sheet_worked(before, people, cells))
    audit.record(
        stream=project.pk, by=by.user_id, verb="show.sheet_frozen", subject=sheet.pk, details={"number": number}
    )
    return sheet


def _slug(project: Project) -> str:
    stem = slugify(project.name)[:60] or "project"
    if not PublicPage.objects.filter(slug=stem).exists():
        return stem
    return f"{stem}-{get_random_string(6, 'abcdefghjkmnpqrstuvwxyz23456789')}"


def _record(by: Member, verb: str, release: Release) -> None:
    audit.record(
        stream=release.project_id, by=by.user_id, verb=verb, subject=release.pk, details={"number": release.number}
    )
