"""Having people hear of what happened to what they said; what they read by code; and what they were handed on paper."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.telling import actions as telling
from wesaid_web.telling.models import News
from wesaid_web.trail.actions.recording import take_turn
from wesaid_web.trail.lineage import Lineage
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.permissions import POSTCARDS


def tell_authors(
    *,
    project: Project,
    contributions: Iterable[Contribution | uuid.UUID],
    kind: str,
    subject: uuid.UUID | None = None,
    what: str = "",
    by: Member | None,
    adds: bool = False,
) -> None:
    """Have whoever said these hear of it, and whoever said something that shares what becomes of them. A part of another action.

    Args:
        subject: with what it happened; none: with the words themselves.
    """
    keys = {one.pk if isinstance(one, Contribution) else one for one in contributions}
    shared = Lineage(project.pk, keys).shared_by(keys)
    _tell(project, _authors(shared), kind, subject, what, by, adds=adds)


def tell_of_words(
    *,
    project: Project,
    rows: Iterable[Contribution],
    what: str,
    kind: str,
    by: Member | None,
    subject: uuid.UUID | None = None,
    on_paper: bool = True,
) -> None:
    """Have whoever said these very words hear what happened to them, and nobody else. A part of another action.

    Args:
        subject: with what it happened; none: with the words themselves.
    """
    authors = _authors({row.pk for row in rows})
    if not on_paper:
        authors = authors.filter(author__user__isnull=False)
    _tell(project, authors, kind, subject, what, by)


def _authors(keys: Collection[uuid.UUID]) -> QuerySet[Contribution]:
    """Those of these words that somebody still here said, or that nobody with a place here did and no file brought in."""
    rows = Contribution.objects.filter(pk__in=keys, withdrawn_on=None)
    return rows.filter(Q(author__left_at=None, author__isnull=False) | Q(author=None, import_run=None))


def _tell(
    project: Project,
    rows: Iterable[Contribution],
    kind: str,
    subject: uuid.UUID | None,
    what: str,
    by: Member | None,
    *,
    adds: bool = False,
) -> None:
    by_subject: dict[uuid.UUID, list[telling.To]] = {}
    for row in rows:
        by_subject.setdefault(subject or row.pk, []).append(telling.To(row.author_id, row.pk))
    for key, to in by_subject.items():
        telling.tell(project=project, to=to, kind=kind, subject=key, what=what, by=by, adds=adds)


def forget_words_of(keys: Collection[uuid.UUID]) -> None:
    """Words that are gone are no news. A part of another action."""
    telling.forget(about=keys)


@transaction.atomic
def seen_by_code(*, news: Collection[uuid.UUID]) -> None:
    """Say by code that one has read these. Not when, and no record: nobody is to see that somebody looked."""
    News.objects.filter(pk__in=news, seen=False).update(seen=True)


@transaction.atomic
def hand_out(*, project: Project, news: Collection[uuid.UUID], by: Member) -> int:
    """Write down that cards with these were handed out today: the next ones say only what is new since. Returns how many."""
    check_can(by, POSTCARDS)
    take_turn(project.pk)
    count = News.objects.filter(pk__in=news, project=by.project, given_on=None).update(given_on=timezone.localdate())
    if count:
        record(project, by, "trail.postcards_given", project, news=count)
    return count


@transaction.atomic
def not_handed_out(*, project: Project, news: Collection[uuid.UUID], on: date, by: Member) -> None:
    """Take back that a card was handed out on a day: it is to be printed again."""
    check_can(by, POSTCARDS)
    take_turn(project.pk)
    if News.objects.filter(pk__in=news, project=by.project, given_on=on).update(given_on=None):
        record(project, by, "trail.postcards_not_given", project)
