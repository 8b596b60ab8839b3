"""Things in another form: asked for, promised, given, or not possible and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.common.languages import TONGUES
from wesaid_web.common.mixing import mix
from wesaid_web.common.uploads import safe_document
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project, take_turn
from wesaid_web.trail.models import Contribution, Decision, InForm, OtherForm, PagesOf
from wesaid_web.trail.permissions import ASK_FORM, GIVE_FORM, REFUSE_FORM

MOST_OPEN = 300
"""That are asked for and not answered yet, in one project. Some are asked without a name, so nobody can be asked to stop."""


class TooManyAsked(NotAllowed):
    """So many things are asked for that one more helps nobody."""


class GivenAlready(NotAllowed):
    """It was given meanwhile."""


@dataclass(frozen=True)
class Of:
    """What is wanted in another form: exactly one of these."""

    contribution: Contribution | None = None
    decision: Decision | None = None
    meeting: Meeting | None = None
    page: PagesOf | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.contribution, self.decision, self.meeting, self.page)) != 1:
            raise ValueError("another form is of exactly one thing")


@dataclass(frozen=True)
class Given:
    """What is given: a file, words, or a link to where it is kept. Exactly one of them."""

    upload: UploadedFile[bytes] | None = None
    text: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        if sum(map(bool, (self.upload is not None, self.text.strip(), self.link))) != 1:
            raise ValueError("one thing is given: a file, words or a link")
        if self.link and not self.link.startswith("https://"):
            raise ValueError("a link begins with https://")


@transaction.atomic
def ask(
    *, project: Project, of: Of, kind: InForm, language: str = "", note: str = "", say_who: bool, by: Member | None
) -> OtherForm:
    """Ask for something in another form. Unless ``say_who``, nothing is kept of who asked: no name here, and the day only;
    and the record does not say which of the day's it was, or their order would tell.

    Args:
        by: None for somebody without an account, whom a page let in by what they hold. Theirs is of a page or a meeting: words
            that were said would say who asks.

    Raises:
        TooManyAsked: hundreds wait already.
    """
    if by is not None:
        check_can(by, ASK_FORM)
    elif say_who or of.contribution or of.decision:
        raise NotAllowed
    take_turn(project.pk)
    check_same_project(project, [one for one in (of.contribution, of.decision, of.meeting) if one])
    if language and language not in TONGUES:
        raise ValueError("a language that is not known here")
    if project.other_forms.filter(given_on=None, refused_on=None).count() >= MOST_OPEN:
        raise TooManyAsked(_("So much is asked for already that no more can be taken. Ask a facilitator."))
    row = OtherForm.objects.create(
        project=project,
        contribution=of.contribution,
        decision=of.decision,
        meeting=of.meeting,
        page=of.page or "",
        kind=kind,
        language=language,
        note=note.strip(),
        asked_by=by if say_who else None,
    )
    if say_who:
        record(project, by, "trail.form_asked", row, kind=str(kind))
    else:
        record(project, None, "trail.form_asked", project, day_only=True)
        unnamed = project.other_forms.filter(asked_by=None, asked_on=timezone.localdate())
        mix(OtherForm, unnamed.values_list("pk", flat=True))
    return row


@transaction.atomic
def promise(*, row: OtherForm, who: Member, until: date, by: Member) -> None:
    """Say who sees to it, and by when. A facilitator may say it of somebody else; others of themselves.

    Raises:
        GivenAlready: there is nothing more to promise.
    """
    check_can(by, GIVE_FORM if who == by else REFUSE_FORM)
    check_same_project(row.project, [who])
    row = _locked(row)
    row.promised_by, row.promised_for, row.refused_on, row.refused_why = who, until, None, ""
    row.save(update_fields=["promised_by", "promised_for", "refused_on", "refused_why"])
    record(row.project, by, "trail.form_promised", row, until=until.isoformat())


@transaction.atomic
def refuse(*, row: OtherForm, why: str, by: Member) -> None:
    """Say that it cannot be given, and why.

    Raises:
        GivenAlready: it was given meanwhile.
    """
    check_can(by, REFUSE_FORM)
    if not why.strip():
        raise ValueError("a reason is needed")
    row = _locked(row)
    row.refused_on, row.refused_why, row.promised_by, row.promised_for = timezone.localdate(), why.strip(), None, None
    row.save(update_fields=["refused_on", "refused_why", "promised_by", "promised_for"])
    record(row.project, by, "trail.form_refused", row)


@transaction.atomic
def give(*, row: OtherForm, given: Given, by: Member) -> None:
    """Give it: everyone who may read the thing itself finds it beside it.

    Raises:
        BadFile: the file is none that may be kept.
        GivenAlready: somebody else was quicker.
    """
    check_can(by, GIVE_FORM)
    row = _locked(row)
    if given.upload is not None:
        safe = safe_document(given.upload)
        row.media_type, row.size = safe.media_type, safe.content.size
        row.file.save(f"{row.pk}{safe.suffix}", safe.content, save=False)
    row.text, row.link = given.text.strip(), given.link
    row.given_on, row.given_by, row.refused_on, row.refused_why = timezone.localdate(), by, None, ""
    row.save()
    record(row.project, by, "trail.form_given", row)


@transaction.atomic
def remove(*, row: OtherForm, by: Member) -> None:
    """Take it away: what was asked for, and what was given."""
    check_can_remove(by, row)
    record(row.project, by, "trail.form_removed", row)
    _remove(row)


def check_can_remove(by: Member, row: OtherForm) -> None:
    """Raise unless somebody may take it away: a facilitator, or whoever asked for it by name or gave it."""
    theirs = by.pk in {row.asked_by_id, row.given_by_id}
    check_can(by, ASK_FORM if theirs else REFUSE_FORM)


def remove_forms_of(*, contribution: Contribution) -> None:
    """Remove a contribution in every other form. Inside the transaction of taking the words back, which is recorded."""
    for row in contribution.other_forms.all():
        _remove(row)


def _locked(row: OtherForm) -> OtherForm:
    row = OtherForm.objects.select_for_update(of=("self",)).select_related("project").get(pk=row.pk)
    if row.given_on:
        raise GivenAlready(_("It was given meanwhile. Take that away first, if something is wrong with it."))
    return row


def _remove(row: OtherForm) -> None:
    storage, name = row.file.storage, str(row.file.name or "")
    row.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
