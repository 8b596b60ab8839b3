"""Everything that changes contributions.

Long because each step also has whoever said it hear of it, in the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.common.languages import check_written
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.family import parts_of, whole_family
from wesaid_web.trail.actions.recording import check_same_project, fates_changed, ids, take_turn
from wesaid_web.trail.actions.telling import forget_words_of, tell_authors, tell_of_words
from wesaid_web.trail.models import AgreedHow, Channel, Consent, Contribution, Receipt, Support, Tag, Version
from wesaid_web.trail.news import TALKED, WAITS, WORDS
from wesaid_web.trail.permissions import (
    ADD,
    ADD_FOR_OTHERS,
    HIDE,
    MERGE,
    SUPPORT,
    TALK,
    DecidedAlready,
    Withdrawn,
    can_take_off,
    check_can_edit,
    check_can_say_for_author,
    check_yes_is_theirs,
)


class NoReason(ValueError):
    """Hiding needs a reason; its author is told it."""


class ObjectedTo(NotAllowed):
    """The person it is about does not want it here."""


@dataclass(frozen=True)
class Said:
    """What a person enters when something was said."""

    text: str
    perspective: Perspective
    author: Member | None
    said_on: date
    channel: Channel = Channel.SITE
    tags: Sequence[str] = field(default_factory=tuple)
    author_withheld: bool = False
    about_other: bool = False
    speaker: Member | None = None
    meeting: Meeting | None = None
    guest_name: str = ""  # what somebody who is not among the people here wants to be called
    agreed_how: AgreedHow | None = None  # how they agreed to its being written down
    language: str = ""  # of TONGUES; empty: the site's

    def __post_init__(self) -> None:
        check_written(self.language)
        if self.author and self.guest_name:
            raise ValueError("somebody is either among the people here or goes by a name of their own")


@transaction.atomic
def add(*, project: Project, said: Said, by: Member, contribution_id: uuid.UUID | None = None) -> Contribution:
    """Add something that was said.

    Args:
        by: who enters it; words of others may be entered by a facilitator.
        contribution_id: made when the form was shown, so that sending it twice adds it once.

    Returns:
        The new contribution, or the one that was added when the same form was sent before.
    """
    check_can(by, ADD)
    if said.author != by:
        check_can(by, ADD_FOR_OTHERS)
    check_same_project(project, [said.perspective, *filter(None, [said.author, said.speaker, said.meeting])])
    take_turn(project.pk)
    if contribution_id:
        before = Contribution.objects.filter(pk=contribution_id).first()
        if before and before.project_id == project.pk and before.typed_by_id == by.pk and _said_already(before, said):
            return before
        if before:  # somebody else's; or the same form, gone back to and sent with other words
            contribution_id = None
    contribution = Contribution.objects.create(
        id=contribution_id or uuid.uuid4(),
        project=project,
        text=said.text,
        language=said.language,
        author=said.author,
        author_withheld=said.author_withheld,
        guest_name=said.guest_name,
        agreed_how=said.agreed_how or "",
        speaker=said.speaker,
        perspective=said.perspective,
        channel=said.channel,
        said_on=said.said_on,
        meeting=said.meeting,
        about_other=said.about_other,
        typed_by=by,
    )
    set_tags(contribution, said.tags)
    record(project, by, "trail.said", contribution, channel=said.channel)
    fates_changed(project, [contribution])
    tell_of_words(project=project, rows=[contribution], kind=WORDS, what="written", by=by, on_paper=False)
    return contribution


def _said_already(before: Contribution, said: Said) -> bool:
    return before.text == said.text or before.versions.filter(text=said.text).exists()


def set_tags(contribution: Contribution, names: Iterable[str]) -> None:
    """Give a contribution these tags, making those the project does not have yet. Inside the caller's transaction."""
    wanted = {" ".join(name.split())[:60] for name in names if name.strip()}
    tags = [Tag.objects.get_or_create(project_id=contribution.project_id, name=name)[0] for name in sorted(wanted)]
    contribution.tags.set(tags)


@transaction.atomic
def edit(
    *,
    contribution: Contribution,
    text: str,
    tags: Sequence[str],
    perspective: Perspective,
    edition: int,
    by: Member,
    language: str | None = None,
) -> None:
    """Change the words; how they read before is kept.

    Args:
        language: of TONGUES, or empty for the site's; None leaves it as it was.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
        DecidedAlready, NotYourWords, Hidden: see permissions.
    """
    check_written(language or "")
    row = _locked(contribution)
    check_can_edit(by, row)
    check_same_project(row.project, [perspective])
    if row.edition != edition:
        raise ChangedMeanwhile
    differs = row.text != text
    if differs:
        Version.objects.create(contribution=row, number=row.edition, text=row.text, replaced_by=by)
    row.text, row.perspective, row.edition = text, perspective, row.edition + 1
    row.language = row.language if language is None else language
    if row.public == Consent.YES:  # the wording they agreed to is not this one
        row.public, row.public_words = Consent.NOT_ASKED, ""
    row.save(update_fields=["text", "language", "perspective", "edition", "public", "public_words"])
    set_tags(row, tags)
    record(row.project, by, "trail.edited", row, edition=row.edition)
    if differs:
        tell_of_words(project=row.project, rows=[row], kind=WORDS, what="corrected", by=by)
    contribution.refresh_from_db()


@transaction.atomic
def support(*, contribution: Contribution, by: Member) -> None:
    """Support a contribution. Doing it twice counts once."""
    check_can(by, SUPPORT)
    if contribution.hidden or contribution.is_split:
        raise NotAllowed(_("This cannot be supported as it is."))
    take_turn(contribution.project_id)
    _made, new = Support.objects.get_or_create(contribution=contribution, member=by)
    if new:
        Contribution.objects.filter(pk=contribution.pk).update(support=F("support") + 1)
        record(contribution.project, by, "trail.supported", contribution)


@transaction.atomic
def unsupport(*, contribution: Contribution, by: Member) -> None:
    """Take one's support back."""
    check_can(by, SUPPORT)
    take_turn(contribution.project_id)
    gone, _kinds = Support.objects.filter(contribution=contribution, member=by).delete()
    if gone:
        Contribution.objects.filter(pk=contribution.pk).update(support=F("support") - 1)
        record(contribution.project, by, "trail.unsupported", contribution)


@transaction.atomic
def hide(*, contribution: Contribution, reason: str, by: Member) -> None:
    """Hide something from the group, with the parts it was split into. Its author keeps seeing it, with the reason.

    What it was itself split from holds the same words: see ``permissions.can_see``.
    """
    check_can(by, HIDE)
    if not reason.strip():
        raise NoReason
    row = _locked(contribution)
    moment = row.hidden_at or timezone.now()
    for one in [row, *(part for part in parts_of(row) if part.hidden_at in {None, row.hidden_at})]:
        one.hidden_at, one.hidden_by, one.hidden_reason = moment, by, reason
        one.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        record(row.project, by, "trail.hidden", one)
    tell_of_words(project=row.project, rows=[row], kind=WORDS, what="hidden", by=by)


@transaction.atomic
def unhide(*, contribution: Contribution, by: Member) -> None:
    """Show it to the group again, with the parts that were hidden together with it."""
    check_can(by, HIDE)
    row = _locked(contribution)
    if not row.hidden:
        return
    if Receipt.objects.filter(contribution__in=whole_family(row), objected_on__isnull=False).exists():
        raise ObjectedTo(
            _("The person this is about does not want it here. Only they can say that they no longer mind.")
        )
    for one in [row, *(part for part in parts_of(row) if part.hidden_at == row.hidden_at)]:
        Contribution.objects.filter(pk=one.pk).update(hidden_at=None, hidden_by=None, hidden_reason="")
        record(row.project, by, "trail.unhidden", one)
    tell_of_words(project=row.project, rows=[row], kind=WORDS, what="shown", by=by)


@transaction.atomic
def withhold_author(*, contribution: Contribution, withheld: bool, by: Member) -> None:
    """Keep the author's name and hat back from the group, or show them again.

    It holds for what this was split from and its other parts, too: they lead to each other and have one author.
    """
    check_can_say_for_author(by, contribution)
    row = _locked(contribution)
    differing = [one for one in whole_family(row) if one.author_withheld != withheld]
    for one in differing:
        one.author_withheld = withheld
        one.save(update_fields=["author_withheld"])
        record(row.project, by, "trail.name_withheld" if withheld else "trail.name_shown", one)
    fates_changed(row.project, differing)


@transaction.atomic
def choose_speaker(*, contribution: Contribution, speaker: Member | None, by: Member) -> None:
    """Choose someone to be there in one's place when it is decided."""
    check_can_say_for_author(by, contribution)
    check_same_project(contribution.project, filter(None, [speaker]))
    row = _locked(contribution)
    row.speaker = speaker
    row.save(update_fields=["speaker"])
    record(row.project, by, "trail.speaker", row, speaker=str(speaker.pk) if speaker else None)
    fates_changed(row.project, [row])


@transaction.atomic
def consent(*, contribution: Contribution, answer: Consent, words: str, by: Member) -> None:
    """Say whether the words may stand on the public page, and in which wording.

    What is about someone else is kept from the public page. A facilitator can take words off it for those who ask.
    """
    if answer == Consent.YES or not can_take_off(by, contribution):
        check_can_say_for_author(by, contribution)
    if answer == Consent.YES and contribution.about_other:
        raise NotAllowed(_("This is about someone else, so it stays within the group."))
    row = _locked(contribution)
    if answer == Consent.YES:
        check_yes_is_theirs(by, row)
    row.public, row.public_words = answer, words if answer == Consent.YES and words.strip() != row.text.strip() else ""
    row.public_on = timezone.localdate()
    row.save(update_fields=["public", "public_words", "public_on"])
    record(row.project, by, "trail.consent", row, answer=answer)


@transaction.atomic
def talk_about(*, contributions: Sequence[Contribution], talking: bool, by: Member) -> None:
    """Say that the group is talking about these now, or no longer."""
    check_can(by, TALK)
    if not contributions:
        return
    project = contributions[0].project
    check_same_project(project, contributions)
    rows = [row for row in map(_locked, contributions) if (row.talked_about_on is None) == talking]
    for row in rows:
        row.talked_about_on = timezone.localdate() if talking else None
        row.save(update_fields=["talked_about_on"])
        record(project, by, "trail.talked_about" if talking else "trail.not_talked_about", row)
    fates_changed(project, rows)
    tell_authors(project=project, contributions=rows, kind=TALKED, what="" if talking else WAITS, by=by)


@transaction.atomic
def merge(*, contribution: Contribution, into: Contribution, by: Member) -> None:
    """Say that two contributions are about the same thing. They share what becomes of them; each stays a voice of its own.

    Raises:
        NotAllowed: itself, merged already, split, or from another project.
    """
    check_can(by, MERGE)
    check_same_project(contribution.project, [into])
    row, target = _locked(contribution), _locked(into)
    if row.is_split or target.is_split:
        raise NotAllowed(_("One of these was split into parts. Merge its parts instead."))
    if target.merged_into_id:
        target = _head(target)
    if _head(row).pk == target.pk:
        raise NotAllowed(_("These belong together already."))
    head = _head(row)
    head.merged_into = target
    head.save(update_fields=["merged_into"])
    record(row.project, by, "trail.merged", head, into=str(target.pk))
    fates_changed(row.project, [head, target])
    tell_of_words(project=row.project, rows=[head, target], kind=WORDS, what="merged", by=by)


@transaction.atomic
def unmerge(*, contribution: Contribution, by: Member) -> None:
    """Take a merge back: each goes its own way again. Nothing was lost by merging."""
    check_can(by, MERGE)
    row = _locked(contribution)
    target = row.merged_into
    if target is None:
        return
    row.merged_into = None
    row.save(update_fields=["merged_into"])
    record(row.project, by, "trail.unmerged", row, into=str(target.pk))
    fates_changed(row.project, [row, target])
    tell_of_words(project=row.project, rows=[row, target], kind=WORDS, what="unmerged", by=by)


@transaction.atomic
def split(*, contribution: Contribution, texts: Sequence[str], by: Member) -> list[Contribution]:
    """Split something that holds several ideas into parts, each with its own way. The whole stays to be read.

    Raises:
        NotAllowed: split already, hidden, or fewer than two parts.
    """
    check_can(by, MERGE)
    row = _locked(contribution)
    texts = [text for text in texts if text.strip()]
    if row.hidden:
        raise NotAllowed(_("This is hidden from the group. Show it again before you split it."))
    if row.withdrawn:
        raise Withdrawn(_("The person who said this has taken it back."))
    if row.is_split or row.merged_into_id or row.merged.exists():
        raise NotAllowed(_("This was split or merged already. Take that back first."))
    if len(texts) < 2:
        raise NotAllowed(_("Write at least two parts."))
    parts = [
        Contribution.objects.create(
            project=row.project,
            text=text,
            language=row.language,
            author=row.author,
            author_withheld=row.author_withheld,
            guest_name=row.guest_name,
            agreed_how=row.agreed_how,
            speaker=row.speaker,
            perspective=row.perspective,
            channel=row.channel,
            said_on=row.said_on,
            meeting=row.meeting,
            about_other=row.about_other,
            typed_by=row.typed_by,  # not whoever splits: it would make them speak for somebody who has no account
            part_of=row,
        )
        for text in texts
    ]
    for part in parts:
        part.tags.set(row.tags.all())
    row.is_split = True
    row.save(update_fields=["is_split"])
    record(row.project, by, "trail.split", row, parts=ids(parts))
    fates_changed(row.project, [row, *parts])
    tell_of_words(project=row.project, rows=[row], kind=WORDS, what="split", by=by)
    return parts


@transaction.atomic
def unsplit(*, contribution: Contribution, by: Member) -> None:
    """Take a split back, as long as nothing has been decided, done, supported or reworded on a part.

    Raises:
        DecidedAlready: a part has a trail of its own.
    """
    check_can(by, MERGE)
    row = _locked(contribution)
    if not row.is_split:
        return
    for part in row.parts.all():
        touched = (
            part.decisions,
            part.actions,
            part.changes,
            part.supports,
            part.parts,
            part.merged,
            part.attachments,
            part.versions,
        )
        if part.merged_into_id or any(related.exists() for related in touched):
            raise DecidedAlready(_("Something has already happened with one of the parts, so they stay."))
    gone = ids(row.parts.all())
    forget_words_of([part.pk for part in row.parts.all()])
    row.parts.all().delete()
    row.is_split = False
    row.save(update_fields=["is_split"])
    record(row.project, by, "trail.unsplit", row, parts=gone)
    fates_changed(row.project, [row])
    tell_of_words(project=row.project, rows=[row], kind=WORDS, what="unsplit", by=by)


def _locked(contribution: Contribution) -> Contribution:
    take_turn(contribution.project_id)
    return Contribution.objects.select_for_update(of=("self",)).select_related("project").get(pk=contribution.pk)


def _head(row: Contribution) -> Contribution:
    while row.merged_into_id:
        row = Contribution.objects.get(pk=row.merged_into_id)
    return row
