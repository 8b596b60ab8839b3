"""Photographs and recordings on contributions."""

from __future__ import annotations

import os
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.common.days import this_morning
from wesaid_web.common.uploads import BadFile, SafeFile, safe_audio, safe_photo, small_copy
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project
from wesaid_web.trail.models import Attachment, AttachmentKind, Contribution
from wesaid_web.trail.permissions import ADD, check_can_edit

KEPT_WAITING = timedelta(days=1)
MOST_WAITING = 60  # photographs of guests whose form was not sent again, in one project: more than any room has people


@transaction.atomic
def keep(*, project: Project, upload: UploadedFile[bytes], by: Member) -> Attachment:
    """Check a file and keep it until the contribution it belongs to is saved. Those that waited in vain go.

    Raises:
        BadFile: neither a photograph nor a recording.
    """
    check_can(by, ADD)
    tidy()
    is_audio = (upload.content_type or "").startswith(("audio/", "video/"))
    safe = safe_audio(upload) if is_audio else safe_photo(upload)
    kind = AttachmentKind.AUDIO if is_audio else AttachmentKind.PHOTO
    return _stored(Attachment(project=project, kind=kind, uploaded_by=by), safe)


@transaction.atomic
def keep_for_guest(*, project: Project, upload: UploadedFile[bytes]) -> Attachment:
    """Check a photograph that somebody without an account sends, and keep it like any other. It says the day only.

    Raises:
        BadFile: not a photograph; or so many wait already that somebody seems to fill the disk.
    """
    tidy()
    if Attachment.objects.filter(project=project, contribution=None, uploaded_by=None).count() >= MOST_WAITING:
        raise BadFile(_("There is no room for a photograph just now. Say it in words, or try again tomorrow."))
    attachment = Attachment(project=project, kind=AttachmentKind.PHOTO, uploaded_at=this_morning())
    _stored(attachment, safe_photo(upload))
    for kept in (attachment.file, attachment.small):
        path, day = kept.storage.path(str(kept.name)), attachment.uploaded_at.timestamp()
        os.utime(path, (day, day))
    return attachment


def _stored(attachment: Attachment, safe: SafeFile) -> Attachment:
    attachment.media_type, attachment.size = safe.media_type, safe.content.size
    attachment.file.save(f"{attachment.pk}{safe.suffix}", safe.content, save=False)
    if attachment.kind == AttachmentKind.PHOTO:
        small(attachment)
    attachment.save(force_insert=True)
    return attachment


def small(attachment: Attachment) -> FieldFile:
    """The small copy of a photograph. One that was kept before there were small copies gets its own now.

    Raises:
        BadFile: the photograph itself cannot be read any more, or it is a recording.
    """
    if attachment.kind != AttachmentKind.PHOTO:
        raise BadFile(_("a recording has no small copy"))
    copy = attachment.small
    if not copy.storage.exists(str(copy.name)):
        try:
            with attachment.file.storage.open(str(attachment.file.name)) as photo:
                content = ContentFile(small_copy(photo))
        except OSError as problem:
            raise BadFile(_("the photograph is not there")) from problem
        name = copy.storage.save(str(copy.name), content)
        if name != copy.name:  # somebody else asked for it at the same moment, and theirs is there
            copy.storage.delete(name)
    return copy


@transaction.atomic
def attach(*, attachment: Attachment, contribution: Contribution, description: str, by: Member) -> None:
    """Put a kept file on a contribution, with the words that say what is in it.

    Raises:
        NotAllowed: it is not the person's own, or it is on something already.
    """
    check_can_edit(by, contribution)
    check_same_project(contribution.project, [attachment])
    if attachment.contribution_id is not None or attachment.uploaded_by_id != by.pk:
        raise NotAllowed(_("This file is not waiting for you. Choose it again."))
    if not description.strip():
        raise ValueError("a photograph or recording needs words that say what is in it")
    attachment.contribution, attachment.description = contribution, description
    attachment.save(update_fields=["contribution", "description"])
    record(contribution.project, by, "trail.attached", contribution, attachment=str(attachment.pk))


def give(*, attachment: Attachment, contribution: Contribution, description: str) -> None:
    """Put a guest's photograph on what they say. Inside the transaction of saying it, which leaves the row in the record."""
    if attachment.contribution_id is not None or attachment.uploaded_by_id is not None:
        raise NotAllowed(_("This file is not waiting for you. Choose it again."))
    attachment.contribution, attachment.description = contribution, description
    attachment.save(update_fields=["contribution", "description"])


def remove_all(*, contribution: Contribution) -> None:
    """Take all photographs and recordings away. Inside the transaction of taking the words back, which is recorded."""
    for attachment in contribution.attachments.all():
        _remove(attachment)


@transaction.atomic
def detach(*, attachment: Attachment, by: Member) -> None:
    """Take a photograph or recording away for good."""
    contribution = attachment.contribution
    if contribution is None:
        raise ValueError("it is on no contribution")
    check_can_edit(by, contribution)
    record(contribution.project, by, "trail.detached", contribution, attachment=str(attachment.pk))
    _remove(attachment)


@transaction.atomic
def drop(*, attachment: Attachment) -> None:
    """Remove a kept file that is not needed."""
    if attachment.contribution_id is None:
        _remove(attachment)


def waiting(*, project: Project, attachment_id: uuid.UUID, by: Member | None) -> Attachment | None:
    """A file someone sent with a form that had a mistake elsewhere. ``by`` is none for somebody without an account."""
    return Attachment.objects.filter(pk=attachment_id, project=project, uploaded_by=by, contribution=None).first()


@transaction.atomic
def tidy() -> int:
    """Remove files whose form was never sent again. Returns how many."""
    old = Attachment.objects.filter(contribution=None, uploaded_at__lt=timezone.now() - KEPT_WAITING)
    count = 0
    for attachment in old:
        _remove(attachment)
        count += 1
    return count


def _remove(attachment: Attachment) -> None:
    storage, names = attachment.file.storage, [str(attachment.file.name)]
    if attachment.kind == AttachmentKind.PHOTO:
        names.append(str(attachment.small.name))
    attachment.delete()

    def _remove_files() -> None:
        for name in names:
            storage.delete(name)

    transaction.on_commit(_remove_files)
