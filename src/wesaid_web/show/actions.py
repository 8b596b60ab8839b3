"""Preparing the public page, answering to it, publishing it, switching it off."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed, NotYet
from wesaid_web.projects.models import Member, Project, Role
from wesaid_web.projects.permissions import check_can
from wesaid_web.show.bridge import public_numbers
from wesaid_web.show.models import Answer, PublicPage, Release
from wesaid_web.show.permissions import ANSWER, PUBLISH
from wesaid_web.show.releases import release_content


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
    content = release_content(project) | {"name": project.name, "numbers": public_numbers(project)}
    charter = project.charters.exclude(put_at=None).first()
    content["aims"] = charter.aims if charter else []
    release = Release.objects.create(project=project, number=last + 1, content=content, prepared_by=by)
    Answer.objects.bulk_create(
        Answer(release=release, member_id=one.member_id, happy=False, words=one.words, at=one.at) for one in waiting
    )
    _record(by, "show.prepared", release)
    return release


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
    row.published_at = timezone.now()
    row.save(update_fields=["published_at"])
    page = PublicPage.objects.filter(project=row.project).first() or PublicPage(
        project=row.project, slug=_slug(row.project)
    )
    page.is_on = True
    page.save()
    _record(by, "show.published", row)


@transaction.atomic
def switch_off(*, project: Project, by: Member) -> None:
    """Take the public page down at once."""
    check_can(by, PUBLISH)
    if PublicPage.objects.filter(project=project, is_on=True).update(is_on=False):
        audit.record(stream=project.pk, by=by.user_id, verb="show.switched_off", subject=project.pk)


def _slug(project: Project) -> str:
    stem = slugify(project.name)[:60] or "project"
    if not PublicPage.objects.filter(slug=stem).exists():
        return stem
    return f"{stem}-{get_random_string(6, 'abcdefghjkmnpqrstuvwxyz23456789')}"


def _record(by: Member, verb: str, release: Release) -> None:
    audit.record(
        stream=release.project_id, by=by.user_id, verb=verb, subject=release.pk, details={"number": release.number}
    )
