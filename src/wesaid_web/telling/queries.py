"""Reading news: how much is unread, and what it says now to whoever reads it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from wesaid_web.common.telling import Line, kinds
from wesaid_web.people.models import User
from wesaid_web.projects.models import Member
from wesaid_web.telling.models import News


def unread(user: User | AnonymousUser) -> int:
    """How much somebody has not read in all their projects. Asked for on every page: one query, over an index of what is unread."""
    if not user.is_authenticated:
        return 0
    return News.objects.filter(member__user=user.pk, member__left_at=None, seen=False).count()


def places_with_news(user: User) -> QuerySet[Member]:
    """Somebody's places in projects, with how much is unread in each: where most is unread, first."""
    new = Count("news", filter=Q(news__seen=False))
    places = Member.objects.filter(user=user, left_at=None).select_related("project")
    return places.annotate(unread=new).order_by("-unread", "project__name", "pk")


def news_of(member: Member) -> QuerySet[News]:
    """What somebody is told in a project: what is unread first, then the newest."""
    return News.objects.filter(member=member).order_by("seen", "-at", "id")


@dataclass(frozen=True)
class Told:
    """A piece of news and what it says now."""

    row: News
    line: Line


def told(member: Member, rows: Sequence[News]) -> list[Told]:
    """What these say to this member now, in their order. What they may not see, or is not there any more, is left out."""
    if not rows:
        return []
    known, lines = kinds(), dict[uuid.UUID, Line]()
    for read in dict.fromkeys(kind.read for kind in known.values()):
        lines |= read(member, [row for row in rows if row.kind in known and known[row.kind].read == read])
    return [Told(row, lines[row.pk]) for row in rows if row.pk in lines]
