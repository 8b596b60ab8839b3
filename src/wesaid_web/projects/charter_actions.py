"""Writing the charter, putting it to the group, signing up to it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed, NotYet
from wesaid_web.common.seeing import check_known
from wesaid_web.projects.models import Charter, CharterFramework, Member, Project, Signature
from wesaid_web.projects.permissions import SIGN_CHARTER, WRITE_CHARTER, check_can

WORDS = (
    "aims", "for_whom", "out_of_scope", "ideas_kept", "ideas_looked_at", "asked_for", "asked_for_how",
    "may_change_focus", "cannot_change", "who_decides", "facilitator", "sponsor", "sponsor_promised",
    "money_and_time", "meaning", "keeping_safe",
)  # fmt: skip
"""The columns a person fills in."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this draft after it was opened. Carries what they saved."""

    def __init__(self, theirs: Charter) -> None:
        super().__init__()
        self.theirs = theirs


class NothingToPut(NotYet):
    """There is no draft to put to the group, or it has no aim."""


class AlreadyPut(NotYet):
    """A version that was put to the group is not changed any more."""


def draft_of(project: Project) -> Charter | None:
    """The version being written, if there is one."""
    return project.charters.filter(put_at=None).first()


def current_of(project: Project) -> Charter | None:
    """The version put to the group last, if there is one."""
    return project.charters.exclude(put_at=None).first()


@transaction.atomic
def save_draft(*, project: Project, words: dict[str, Any], edition: int, by: Member) -> Charter:
    """Save the draft; the first save after a version was put to the group starts the next version.

    Args:
        edition: the draft's edition that was opened (0: there was none).

    Raises:
        ChangedMeanwhile: somebody else saved in between; nothing is overwritten.
    """
    check_can(by, WRITE_CHARTER)
    Project.objects.select_for_update().get(pk=project.pk)  # one writer at a time
    draft = draft_of(project)
    if (draft.edition if draft else 0) != edition:
        raise ChangedMeanwhile(draft or _put_meanwhile(project))
    begun = draft is None
    if draft is None:
        last = project.charters.aggregate(last=Max("number"))["last"] or 0
        draft = Charter(project=project, number=last + 1, edition=0)
    for name in WORDS:
        setattr(draft, name, words[name])
    draft.edition, draft.written_by, draft.written_at = draft.edition + 1, by, timezone.now()
    draft.save()
    if begun:
        _keep_seeing(current_of(project), draft)
    _record(by, "projects.charter_written", draft)
    return draft


def _keep_seeing(before: Charter | None, draft: Charter) -> None:
    """A next version starts with what the one before it is seen through."""
    rows = before.seen_through.all() if before else ()
    CharterFramework.objects.bulk_create(
        CharterFramework(charter=draft, framework=row.framework, item=row.item) for row in rows
    )


@transaction.atomic
def see_through(*, charter: Charter, framework: str, item: str, by: Member, back: bool = False) -> None:
    """Say what the draft is seen through, or with ``back`` no longer. Doing it twice changes nothing.

    Args:
        framework, item: names of ``wesaid.frameworks``; an empty item: the whole of it.

    Raises:
        AlreadyPut: this version was put to the group, so it stays as it is.
        UnknownNameError: there is no such framework or part.
    """
    check_can(by, WRITE_CHARTER)
    Project.objects.select_for_update().get(pk=charter.project_id)  # it is not put to the group at this moment
    if Charter.objects.get(pk=charter.pk).put_at is not None:
        raise AlreadyPut(_("This version was put to the group. Write the next one first."))
    details = {"framework": framework, "item": item or None}
    if back:
        gone, _by_model = charter.seen_through.filter(framework=framework, item=item).delete()
        if gone:
            _record(by, "projects.charter_not_seen_through", charter, **details)
        return
    check_known(framework, item)
    _row, new = CharterFramework.objects.get_or_create(charter=charter, framework=framework, item=item)
    if new:
        _record(by, "projects.charter_seen_through", charter, **details)


def _put_meanwhile(project: Project) -> Charter:
    """What there is to compare with where the draft is gone: the version it became, to be followed by a new draft."""
    theirs = current_of(project) or Charter(project=project)
    theirs.edition = 0
    return theirs


@transaction.atomic
def put_to_group(*, project: Project, by: Member) -> Charter:
    """Make the draft the charter that people sign up to. Earlier versions and their signatures stay to be read.

    Raises:
        NothingToPut: no draft, or no aim in it.
    """
    check_can(by, WRITE_CHARTER)
    Project.objects.select_for_update().get(pk=project.pk)  # nobody saves the draft at the same moment
    draft = draft_of(project)
    if draft is None or not draft.aims:
        raise NothingToPut(_("Write what you are here to change first."))
    draft.put_at = timezone.now()
    draft.save(update_fields=["put_at"])
    _record(by, "projects.charter_put", draft)
    return draft


@transaction.atomic
def sign(*, charter: Charter, by: Member) -> None:
    """Sign up to a version. Signing twice changes nothing."""
    check_can(by, SIGN_CHARTER)
    if charter.put_at is None:
        raise NotAllowed(_("This version has not been put to the group yet."))
    _made, new = Signature.objects.get_or_create(charter=charter, member=by)
    if new:
        _record(by, "projects.charter_signed", charter)


@transaction.atomic
def sign_for(*, charter: Charter, member: Member, back: bool, by: Member) -> None:
    """Write down that somebody without an account signed up on paper; or, with ``back``, that they took their name off.

    Raises:
        NotAllowed: the person has an account and signs for themselves, or the version was not put to the group.
    """
    check_can(by, WRITE_CHARTER)
    if member.user_id is not None or member.project_id != charter.project_id or member.left_at is not None:
        raise NotAllowed(_("Whoever has an account signs for themselves."))
    if charter.put_at is None:
        raise NotAllowed(_("This version has not been put to the group yet."))
    if back:
        done, _by_model = Signature.objects.filter(charter=charter, member=member).delete()
    else:
        _made, done = Signature.objects.get_or_create(charter=charter, member=member)
    if done:
        verb = "projects.charter_unsigned_for" if back else "projects.charter_signed_for"
        _record(by, verb, charter, person=str(member.pk))


@transaction.atomic
def unsign(*, charter: Charter, by: Member) -> None:
    """Take one's own signature back."""
    check_can(by, SIGN_CHARTER)
    gone, _by_model = Signature.objects.filter(charter=charter, member=by).delete()
    if gone:
        _record(by, "projects.charter_unsigned", charter)


def _record(by: Member, verb: str, charter: Charter, **more: str | None) -> None:
    audit.record(
        stream=charter.project_id,
        by=by.user_id,
        verb=verb,
        subject=charter.pk,
        details={"number": charter.number, **more},
    )
