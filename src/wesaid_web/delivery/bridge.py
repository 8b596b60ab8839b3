"""Where delivery calls the calculating half: roles become positions on the cycle, sessions a load beside its limit."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from wesaid.practice import cycle as core
from wesaid.practice.cycle import Position, Renewal, Verdict
from wesaid.practice.workload import Done, Limit, Load, Period, Workload, window, workload
from wesaid_web.delivery.models import Arrival, HeldRole, Holding, Session
from wesaid_web.projects.models import Member, Perspective, Project, Role

__all__ = [
    "Around",
    "Load",
    "Period",
    "Position",
    "Renewal",
    "Verdict",
    "Workload",
    "around",
    "load_of",
    "loads",
]

_CO_PRODUCES = frozenset({Role.FACILITATOR, Role.MEMBER})


@dataclass(frozen=True)
class Around:
    """The cycle of a group in numbers, and what may leave the group of it.

    ``others``: people who deliver too and are not on the cycle, because they do not come with lived experience.
    ``not_stated``: people here who have not said as what, so nobody knows whether they belong on it.
    """

    cycle: core.Cycle
    renewal: core.Renewal
    outside: core.Outside
    others: int
    not_stated: int


def around(project: Project) -> Around:
    """The cycle of a group now. A fixed number of queries."""
    members = Member.objects.filter(project=project).prefetch_related(
        Prefetch("perspectives", Perspective.objects.only("pk", "lived_experience"))
    )
    holdings: dict[uuid.UUID, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(role__piece__project=project).select_related("role"):
        holdings[holding.role.holder_id].append(holding)
    told = dict(Arrival.objects.filter(member__project=project).values_list("member", "through_peer"))
    people, others, not_stated = [], 0, 0
    for member in members:
        hats = list(member.perspectives.all())
        if any(hat.lived_experience for hat in hats):
            people.append(_traveller(member, holdings[member.pk], told.get(member.pk)))
        elif any(one.ended_on is None for one in holdings[member.pk]):
            others += 1
        elif not hats and member.left_at is None:
            not_stated += 1
    return Around(core.cycle(people), core.renewal(people), core.for_outside(people), others, not_stated)


def _traveller(member: Member, holdings: Iterable[Holding], through_peer: bool | None) -> core.Traveller:
    came = core.Quarter.of(timezone.localdate(member.joined_at))
    left = core.Quarter.of(timezone.localdate(member.left_at)) if member.left_at else None
    until = None if left is None else max(came, left)
    held = {core.Held(core.Position.RECIPIENT, came, until)}
    if member.role in _CO_PRODUCES:
        held.add(core.Held(core.Position.CO_PRODUCER, came, until))
    for one in holdings:
        position = core.POSITION_OF[core.RoleKind(one.role.kind)]
        ended = core.Quarter.of(one.ended_on) if one.ended_on else None
        held.add(core.Held(position, core.Quarter.of(one.started_on), ended))
    return core.Traveller(str(member.pk), frozenset(held), through_peer)


def loads(roles: Iterable[HeldRole], day: date) -> dict[uuid.UUID, Workload]:
    """For each role with a limit, what was done in the week or month of a day beside the limit. One query at most."""
    limited = [role for role in roles if role.has_limit]
    done: dict[uuid.UUID | None, list[Done]] = defaultdict(list)
    if limited:
        first = min(window(Period(role.per), day)[0] for role in limited)
        last = max(window(Period(role.per), day)[1] for role in limited)
        rows = Session.objects.filter(role__in=limited, on__gte=first, on__lte=last)
        for role_id, on, hours, reached in rows.order_by().values_list("role", "on", "hours", "reached"):
            done[role_id].append(Done(on, hours, reached))
    return {
        role.pk: workload(done[role.pk], Limit(Period(role.per), role.limit_hours, role.limit_people), day)
        for role in limited
    }


def load_of(role: HeldRole, day: date) -> Workload | None:
    """:func:`loads` for one role; none where no limit is set."""
    return loads([role], day).get(role.pk)
