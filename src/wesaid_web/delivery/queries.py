"""Reading about delivery, in a number of queries that does not grow with the rows."""

from __future__ import annotations

import uuid
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from wesaid_web.delivery.models import Development, HeldRole, Holding, MayBeTold, Piece, Session
from wesaid_web.delivery.permissions import is_inside
from wesaid_web.projects.models import Member, Project


def with_state(rows: QuerySet[HeldRole]) -> QuerySet[HeldRole]:
    """Roles with whether they are under way (``under_way``) and whether they ever were (``began``)."""
    holdings = Holding.objects.filter(role=OuterRef("pk"))
    return rows.select_related("piece__project", "holder", "support").annotate(
        under_way=Exists(holdings.filter(ended_on=None)), began=Exists(holdings)
    )


def pieces_of(project: Project) -> QuerySet[Piece]:
    """Everything the group delivers, with who does what: what goes on first."""
    roles = Prefetch("roles", with_state(HeldRole.objects.all()))
    return Piece.objects.filter(project=project).prefetch_related(roles).order_by("ended_on", "made_at", "pk")


def roles_seen_by(member: Member) -> list[HeldRole]:
    """The roles that concern somebody: their own, those in which they support, and for facilitators every one."""
    rows = with_state(HeldRole.objects.filter(piece__project=member.project, holder__left_at=None))
    return [role for role in rows if is_inside(member, role)]


TOLD_FOR = timedelta(days=60)


def ended_for(member: Member, today: date) -> QuerySet[Holding]:
    """What somebody else ended for this person not long ago, so that they learn of it wherever they look first."""
    rows = Holding.objects.filter(role__holder=member, ended_on__gte=today - TOLD_FOR)
    return rows.exclude(ended_why="").select_related("role__piece", "ended_by")


@dataclass(frozen=True)
class Totals:
    """What was delivered in all. ``reached`` counts everybody each time."""

    sessions: int
    reached: int
    languages: tuple[str, ...]
    last: date | None


def totals(sessions: QuerySet[Session]) -> Totals:
    """What these sessions come to. Two queries."""
    found = sessions.order_by().aggregate(number=Count("pk"), reached=Sum("reached"))
    spoken = sessions.exclude(languages="").order_by().values_list("languages", flat=True).distinct()
    languages = {one.strip() for text in spoken for one in text.split(",") if one.strip()}
    last = sessions.order_by("-on").values_list("on", flat=True).first()
    return Totals(found["number"], found["reached"] or 0, tuple(sorted(languages)), last)


def shared_words(member: Member) -> QuerySet[Development]:
    """What others who are here have shared about what taking part has done for them."""
    rows = Development.objects.filter(member__project=member.project, member__left_at=None, shared=True)
    return rows.exclude(member=member).select_related("member")


FEWEST_TO_AGREE = 3
"""With one or two people everybody would know who has not said yes."""


@dataclass(frozen=True)
class Deliverers:
    """Who delivers, and whether all of them agreed that others may be told how many they are.

    ``holders`` hold a role now; ``did`` have delivered something at any time; ``unknown``: something was delivered by nobody
    knows whom, as read in from another place.
    """

    kinds: dict[str, set[uuid.UUID]]
    holders: frozenset[uuid.UUID]
    did: frozenset[uuid.UUID]
    unknown: bool
    agreed: frozenset[uuid.UUID]

    @property
    def asked(self) -> frozenset[uuid.UUID]:
        """Whom small numbers would be about."""
        return self.holders | self.did

    @property
    def holders_agreed(self) -> bool:
        return self._all(self.holders)

    @property
    def did_agreed(self) -> bool:
        return self._all(self.did) and not self.unknown

    def _all(self, people: AbstractSet[uuid.UUID]) -> bool:
        return len(people) >= FEWEST_TO_AGREE and people <= self.agreed


def deliverers(project: Project) -> Deliverers:
    """Read who they are. Three queries. Who has left, or whose account is closed, can neither agree nor take it back."""
    held = Holding.objects.filter(role__piece__project=project, ended_on=None, role__holder__left_at=None)
    kinds: dict[str, set[uuid.UUID]] = {}
    for kind, holder in held.order_by().values_list("role__kind", "role__holder"):
        kinds.setdefault(kind, set()).add(holder)
    did = set(
        Session.objects.filter(piece__project=project).order_by().values_list("role__holder", flat=True).distinct()
    )
    can_answer = Q(member__user=None) | Q(member__user__is_active=True)
    agreed = MayBeTold.objects.filter(can_answer, member__project=project, member__left_at=None)
    return Deliverers(
        kinds=kinds,
        holders=frozenset().union(*kinds.values()),
        did=frozenset(key for key in did if key),
        unknown=None in did,
        agreed=frozenset(agreed.values_list("member", flat=True)),
    )
