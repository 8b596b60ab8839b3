"""Everything that changes who would like to take part: links to apply, what people write, what they are answered.

What they write is there to answer them, and goes when that is done: once they were told, when they take it back, or on
the day that the form says.
"""

from __future__ import annotations

import uuid
from base64 import urlsafe_b64encode as b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotYet
from wesaid_web.common.codes import code_from
from wesaid_web.common.secrets import keyed_digest, new_secret, row_of_form
from wesaid_web.joining.actions.finding import No, keep_no
from wesaid_web.joining.actions.recording import free, sent_before
from wesaid_web.joining.models import Application, Did, Opening, State
from wesaid_web.joining.permissions import RECRUIT
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.projects.signals import inviting
from wesaid_web.support import care_actions as care
from wesaid_web.support.models import ShownTo

CODE_GROUPS = 4
KEEP_DAYS = 90
MOST_DAYS, MOST_PEOPLE = 90, 200


class NotUsable(Exception):
    """Unknown, used up, taken back or too old. Which of these is not told to whoever holds the link."""


class Answered(NotYet):
    """They have an answer already."""


class NoConsent(NotYet):
    """What somebody writes on paper is typed in only where they say yes to that."""


@dataclass(frozen=True)
class Applied:
    """What somebody writes who would like to take part: as much as they want."""

    name: str
    reach: str = ""
    background: str = ""
    would_help: str = ""
    keep_help: bool = False


@transaction.atomic
def open_up(
    *,
    project: Project,
    label: str,
    days: int,
    most: int,
    keep_days: int = KEEP_DAYS,
    by: Member,
    opening_id: uuid.UUID | None = None,
    once: uuid.UUID | None = None,
) -> tuple[Opening, str]:
    """Make a link with which people say that they would like to take part. Returns it with its secret, which is not kept.

    Args:
        days: how long it works (1 to 90).
        most: how many people can use it (1 to 200).
        keep_days: after how many days what they write is erased if nothing comes of it.
        once: made when the form was shown; sent twice, it gives the same secret.

    Raises:
        NotYet: something has to come first, such as saying whom people can tell a worry.
        NotUsable: there is an opening with this id, and this is not its secret.
    """
    check_can(by, RECRUIT)
    if not (1 <= days <= MOST_DAYS and 1 <= most <= MOST_PEOPLE):
        raise ValueError("a link is for 1 to 200 people and 1 to 90 days")
    inviting.send(Project, project=project, by=by)
    audit.hold(project.pk)
    secret = b64encode(bytes.fromhex(keyed_digest(str(once), "opening-of-form"))).decode().rstrip("=") if once else ""
    secret = secret or new_secret()
    before = sent_before(Opening, opening_id, project_id=project.pk)
    if before:
        if before.digest != keyed_digest(secret, "opening"):
            raise NotUsable
        return before, secret
    row = Opening.objects.create(
        id=free(Opening, opening_id),
        project=project,
        label=label,
        digest=keyed_digest(secret, "opening"),
        keep_days=keep_days,
        most=most,
        uses_left=most,
        made_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record(project, by, "joining.opened", row, most=most)
    return row, secret


@transaction.atomic
def close_up(*, opening: Opening, by: Member) -> None:
    """Take a link back. What people wrote with it stays, to be answered."""
    check_can(by, RECRUIT)
    audit.hold(opening.project_id)
    row = Opening.objects.select_related("project").get(pk=opening.pk)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(row.project, by, "joining.closed", row)


def by_link(secret: str) -> Opening:
    """The opening a link leads to. Raises :class:`NotUsable`."""
    found = Opening.objects.select_related("project").filter(digest=keyed_digest(secret, "opening")).first()
    if found is None or not found.usable:
        raise NotUsable
    return found


def belongs(opening: Opening, secret: str) -> bool:
    """Whether this is the opening's secret."""
    return opening.digest == keyed_digest(secret, "opening")


def code_for(form_id: uuid.UUID) -> str:
    """The code of what somebody wrote: it follows from the id that its form had, and the key of the installation.

    The form's id is not kept: the row has another, so that whoever answers cannot have the code shown to them.
    """
    return code_from(keyed_digest(str(form_id), "code-of-application"), CODE_GROUPS)


def row_of(form_id: uuid.UUID) -> uuid.UUID:
    """The id of what was written in this form."""
    return row_of_form(form_id, "row-of-application")


def code_digest(code: str) -> str:
    """What is kept of such a code."""
    return keyed_digest(code, "application-code")


@transaction.atomic
def apply(*, opening: Opening, applied: Applied, form_id: uuid.UUID) -> tuple[Application, str]:
    """Say that one would like to take part. Returns the code to see the answer with; it is not kept.

    Raises:
        NotUsable: the link was taken back or used up in between.
    """
    audit.hold(opening.project_id)
    code, key = code_for(form_id), row_of(form_id)
    if before := sent_before(Application, key, opening_id=opening.pk, **asdict(applied)):
        return before, code
    row = Opening.objects.select_for_update(of=("self",)).select_related("project").get(pk=opening.pk)
    if not row.usable or Application.objects.filter(pk=key).exists():
        raise NotUsable
    row.uses_left -= 1
    row.save(update_fields=["uses_left"])
    made = Application.objects.create(
        id=key,
        project=row.project,
        opening=row,
        code_digest=code_digest(code),
        erase_on=timezone.localdate() + timedelta(days=row.keep_days),
        **asdict(applied),
    )
    record(row.project, None, "joining.applied", row, day_only=True)
    return made, code


@transaction.atomic
def type_in(
    *, project: Project, applied: Applied, said_yes: bool, by: Member, form_id: uuid.UUID
) -> tuple[Application, str]:
    """Type in what somebody wrote on paper or said, if they said yes to that. Returns the code for their slip.

    Raises:
        NoConsent: they did not say yes.
    """
    check_can(by, RECRUIT)
    if not said_yes:
        raise NoConsent(_("Ask them first. It is typed in only if they say yes."))
    audit.hold(project.pk)
    code, key = code_for(form_id), row_of(form_id)
    if before := sent_before(Application, key, project_id=project.pk, **asdict(applied)):
        return before, code
    if Application.objects.filter(pk=key).exists():  # the form says something else now
        form_id = uuid.uuid4()
        code, key = code_for(form_id), row_of(form_id)
    row = Application.objects.create(
        id=key,
        project=project,
        code_digest=code_digest(code),
        typed_by=by,
        erase_on=timezone.localdate() + timedelta(days=KEEP_DAYS),
        **asdict(applied),
    )
    record(project, by, "joining.typed_in", row)
    return row, code


@transaction.atomic
def welcome(*, application: Application, perspectives: Iterable[Perspective], by: Member) -> Member:
    """Welcome somebody: they are in the project, without an account so far. What would help is kept only if they agreed.

    What they wrote about themselves goes; how to reach them stays until they were told.

    Raises:
        Answered: they have an answer already.
    """
    check_can(by, RECRUIT)
    row = _waiting(application)
    member = projects.add_person(project=row.project, name=row.name, perspectives=perspectives, by=by)
    if row.keep_help and row.would_help:
        needed = care.Needed(row.would_help, ShownTo.FACILITATORS)
        care.write_need(member=member, needed=needed, said_yes=True, by=by)
    row.background = row.would_help = ""
    row.state, row.member, row.answered_on, row.answered_by = State.WELCOME, member, timezone.localdate(), by
    row.save(update_fields=["background", "would_help", "state", "member", "answered_on", "answered_by"])
    record(row.project, by, "joining.welcomed", member)
    return member


@transaction.atomic
def not_now(*, application: Application, reason: str, by: Member) -> None:
    """Answer that it cannot be now, with a reason in plain words, which is kept to be told to them.

    Raises:
        Answered: they have an answer already.
    """
    check_can(by, RECRUIT)
    row = _waiting(application)
    row.background = row.would_help = ""
    row.state, row.reason, row.answered_on, row.answered_by = State.NOT_NOW, reason, timezone.localdate(), by
    row.save(update_fields=["background", "would_help", "state", "reason", "answered_on", "answered_by"])
    record(row.project, by, "joining.not_now", row)


@transaction.atomic
def told(*, application: Application, by: Member) -> None:
    """They were told: what is left of what they wrote goes.

    Raises:
        Answered: there is nothing to tell yet.
    """
    check_can(by, RECRUIT)
    audit.hold(application.project_id)
    row = Application.objects.select_related("project").get(pk=application.pk)
    if row.state == State.WAITING:
        raise Answered(_("Answer them first."))
    record(row.project, by, "joining.told", row)
    row.delete()


@transaction.atomic
def take_back(*, application: Application, no: No | None = None) -> None:
    """Whoever wrote it does not want to take part any more: it goes. Why is kept only if they say why.

    Raises:
        NotUsable: it has gone already.
    """
    audit.hold(application.project_id)
    row = Application.objects.select_related("project").filter(pk=application.pk).first()
    if row is None:
        raise NotUsable
    if no:
        keep_no(project=row.project, no=No(no.words, did=Did.DECLINED, shown_to=no.shown_to))
    record(row.project, None, "joining.taken_back", row, day_only=True)
    row.delete()


@transaction.atomic
def erase_due(*, today: date) -> int:
    """Erase what people wrote of which nothing came by its day. For the command line, once a day. How many there were."""
    rows = list(Application.objects.filter(erase_on__lte=today).select_related("project").order_by("project", "pk"))
    for row in rows:
        record(row.project, None, "joining.erased", row)
        row.delete()
    return len(rows)


def _waiting(application: Application) -> Application:
    audit.hold(application.project_id)
    row = Application.objects.select_related("project").get(pk=application.pk)
    if row.state != State.WAITING:
        raise Answered(_("They have an answer already."))
    return row
