"""Recording what changed, or that nothing did."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project, fates_changed, ids, take_turn
from wesaid_web.trail.actions.telling import tell_authors
from wesaid_web.trail.models import Action, Change, Contribution, HowKnown
from wesaid_web.trail.news import CHANGED, CORRECTED, NOTHING
from wesaid_web.trail.permissions import CHANGE
from wesaid_web.trail.work import check_something_done


@dataclass(frozen=True)
class Account:
    """What a person says has changed and how they know; or, with ``nothing_changed``, why nothing did."""

    what: str
    nothing_changed: bool = False
    for_whom: str = ""
    since: date | None = None
    how_known: HowKnown | None = None
    account: str = ""
    measure: str = ""
    before: str = ""
    after: str = ""
    compared_with: str = ""
    chosen_by: Perspective | None = None

    def __post_init__(self) -> None:
        if not self.what.strip():
            raise ValueError("a change says what is different")
        if not self.nothing_changed and self.how_known is None:
            raise ValueError("a change says how it is known")


_WORDS = (
    "what",
    "nothing_changed",
    "for_whom",
    "since",
    "account",
    "measure",
    "before",
    "after",
    "compared_with",
    "chosen_by",
)


@transaction.atomic
def add(
    *,
    project: Project,
    account: Account,
    contributions: Sequence[Contribution],
    actions: Sequence[Action],
    by: Member,
    change_id: uuid.UUID | None = None,
) -> Change:
    """Record a change, or that nothing changed, for what was said.

    Raises:
        NotAllowed: it belongs to nothing that was said.
        NothingDone: nothing changed, where nothing is done and nothing was agreed.
    """
    check_can(by, CHANGE)
    check_same_project(project, [*contributions, *actions, *filter(None, [account.chosen_by])])
    if not contributions:
        raise NotAllowed(_("Choose what was said that this is about."))
    if any(contribution.is_split for contribution in contributions):
        raise NotAllowed(_("One of these was split. Choose its parts."))
    take_turn(project.pk)
    if change_id:
        before = Change.objects.filter(pk=change_id).first()
        mine = before and before.project_id == project.pk and before.recorded_by_id == by.pk
        if before and mine and before.what == account.what:
            return before
        if before:  # somebody else's; or the same form, gone back to and sent with other words
            change_id = None
    if account.nothing_changed:
        check_something_done(project, contributions)
    change = Change(id=change_id or uuid.uuid4(), project=project, recorded_by=by)
    _write(change, account)
    change.save(force_insert=True)
    change.contributions.set(contributions)
    change.actions.set(actions)
    verb = "trail.nothing_changed" if account.nothing_changed else "trail.changed"
    record(project, by, verb, change, on=ids(contributions), actions=ids(actions))
    fates_changed(project, contributions)
    what = NOTHING if account.nothing_changed else "changed"
    tell_authors(project=project, contributions=contributions, kind=CHANGED, subject=change.pk, what=what, by=by)
    return change


@transaction.atomic
def edit(*, change: Change, account: Account, edition: int, by: Member) -> None:
    """Correct or add to what was recorded about a change.

    Raises:
        ChangedMeanwhile: somebody saved since ``edition`` was opened.
    """
    check_can(by, CHANGE)
    take_turn(change.project_id)
    row = Change.objects.select_for_update(of=("self",)).select_related("project").get(pk=change.pk)
    check_same_project(row.project, filter(None, [account.chosen_by]))
    if row.edition != edition:
        raise ChangedMeanwhile
    _write(row, account)
    row.edition += 1
    row.save()
    record(row.project, by, "trail.change_edited", row, edition=row.edition)
    about = list(row.contributions.all())
    fates_changed(row.project, about)
    tell_authors(
        project=row.project, contributions=about, kind=CHANGED, subject=row.pk, what=CORRECTED, by=by, adds=True
    )


def _write(change: Change, account: Account) -> None:
    for name in _WORDS:
        setattr(change, name, getattr(account, name))
    change.how_known = account.how_known or ""
