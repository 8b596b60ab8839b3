"""Where delivery calls the calculating half: roles become positions on the cycle, sessions a load beside its limit."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from wesaid.disclosure import FROZEN, Frozen, Shown
from wesaid.practice import cycle as core
from wesaid.practice.cycle import Answer, Position, Renewal, Verdict
from wesaid.practice.voice import Interval, Share
from wesaid.practice.workload import Done, Limit, Load, Period, Workload, window, workload
from wesaid_web.common.runs import CYCLE, Worked
from wesaid_web.delivery.models import Arrival, HeldRole, Holding, Session
from wesaid_web.projects.models import Member, Perspective, Project, Role

__all__ = [
    "Answer",
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
    """The cycle of a group in numbers, for the group.

    ``others``: people who deliver too and are not on the cycle, because they do not come with lived experience.
    ``not_stated``: people here who have not said as what, so nobody knows whether they belong on it.
    """

    cycle: core.Cycle
    renewal: core.Renewal
    others: int
    not_stated: int


def around(project: Project) -> Around:
    """The cycle of a group now. A fixed number of queries."""
    people, others, not_stated = _travellers(project)
    return Around(core.cycle(people), core.renewal(people), others, not_stated)


FEWER_THAN = FROZEN.fewer_than
Cells = dict[str, int | None]
"""What left the group: people by position and by answer; none: withheld."""


def outside(project: Project, previous: Cells | None) -> Cells | None:
    """What may leave the group now, given what left it last; none where that has to stand."""
    before = None if previous is None else _published(previous)
    after = core.for_outside(_travellers(project)[0], before)
    if after is before:
        return None
    return {row: after.cells[row, core.PEOPLE].value for row in after.rows}


def outside_worked(cells: Cells) -> Worked:
    """How a sheet was worked out. No digest of what went in: how somebody came is theirs to take back, and from a digest of so
    few answers whoever holds the key could work back to it."""
    return Worked(method=CYCLE, result=cells, parameters={"fewer_than": FEWER_THAN})


def share_of(cells: Cells) -> tuple[Share, Interval] | None:
    """Of those who came and said how, how many came through somebody who does this, from what left the group."""
    return core.published_share(_published(cells))


def _published(cells: Cells) -> core.Published:
    shown = {row: Shown(value, FEWER_THAN if value is None else None) for row, value in cells.items()}
    return Frozen({(row, core.PEOPLE): one for row, one in shown.items()})


def _travellers(project: Project) -> tuple[list[core.Traveller], int, int]:
    """Everybody on the cycle; how many deliver and are not on it; how many have not said as what they are here."""
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
    return people, others, not_stated


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
