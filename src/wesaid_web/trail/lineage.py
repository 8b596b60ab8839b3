"""What belongs together: contributions that were put together, and what was split from what."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from wesaid_web.trail.models import Contribution

Link = tuple[uuid.UUID | None, uuid.UUID | None]
"""What a contribution was merged into, and what it is a part of."""

STEPS = 3  # after so many steps outward the links of the whole project are read at once
MANY = 1000  # so many are not named one by one in a query: databases limit how many values one may hold


def linked(project_id: uuid.UUID, wanted: Iterable[uuid.UUID]) -> dict[uuid.UUID, Link]:
    """Everything linked with these in any way, with its links. The queries do not grow with how long a chain is."""
    rows = Contribution.objects.filter(project=project_id)
    wanted = set(wanted)
    found: dict[uuid.UUID, Link] = {}
    asked: set[uuid.UUID] = set()
    edge = wanted
    for _step in range(STEPS):
        if len(edge) > MANY:
            break
        asked |= edge
        found |= _links(rows.filter(Q(pk__in=edge) | Q(merged_into__in=edge) | Q(part_of__in=edge)))
        edge = (found.keys() | {key for link in found.values() for key in link if key}) - asked
        if not edge:
            return found
    found |= _links(rows.filter(Q(merged_into__isnull=False) | Q(part_of__isnull=False)))
    found |= dict.fromkeys(wanted - found.keys(), (None, None))
    neighbours = _neighbours(found, parts=True)
    return {key: found.get(key, (None, None)) for key in _reached(neighbours, wanted)}


def _links(rows: QuerySet[Contribution]) -> dict[uuid.UUID, Link]:
    return {pk: (merged, whole) for pk, merged, whole in rows.order_by().values_list("pk", "merged_into", "part_of")}


def _neighbours(found: Mapping[uuid.UUID, Link], *, parts: bool) -> dict[uuid.UUID, set[uuid.UUID]]:
    neighbours: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for key, (merged, whole) in found.items():
        for other in (merged, whole if parts else None):
            if other:
                neighbours[key].add(other)
                neighbours[other].add(key)
    return neighbours


def _reached(neighbours: Mapping[uuid.UUID, set[uuid.UUID]], start: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    reached: set[uuid.UUID] = set()
    edge = set(start)
    while edge:
        reached |= edge
        edge = {other for key in edge for other in neighbours.get(key, ())} - reached
    return reached


class Lineage:
    """The links around some contributions, to be asked about each of them."""

    def __init__(self, project_id: uuid.UUID, wanted: Iterable[uuid.UUID]) -> None:
        self._links = linked(project_id, wanted)
        self._merges = _neighbours(self._links, parts=False)
        self._parts: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        for key, (_merged, whole) in self._links.items():
            if whole:
                self._parts[whole].add(key)

    def together(self, key: uuid.UUID) -> set[uuid.UUID]:
        """This and everything that was put together with it."""
        return _reached(self._merges, {key})

    def shared_by(self, keys: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        """Whatever these are about, too: what they are together with, and all parts of it. The other way round: :meth:`about`."""
        found: set[uuid.UUID] = set()
        edge = set(keys)
        while edge:
            found |= _reached(self._merges, edge)
            edge = {part for one in found for part in self._parts[one]} - found
        return found

    def parts(self, key: uuid.UUID) -> set[uuid.UUID]:
        """Everything that was split from this, in any number of steps."""
        found: set[uuid.UUID] = set()
        edge = {key}
        while edge := {part for one in edge for part in self._parts[one]} - found:
            found |= edge
        return found

    def wholes(self, key: uuid.UUID) -> set[uuid.UUID]:
        """Everything that this was split from, in any number of steps."""
        found: set[uuid.UUID] = set()
        while (whole := self._links.get(key, (None, None))[1]) and whole not in found:
            found.add(whole)
            key = whole
        return found

    def about(self, key: uuid.UUID) -> set[uuid.UUID]:
        """Whatever a step can be about so that it is about this, too: what it is together with, and all their wholes."""
        found: set[uuid.UUID] = set()
        edge = {key}
        while edge:
            found |= _reached(self._merges, edge)
            edge = {whole for one in found if (whole := self._links.get(one, (None, None))[1])} - found
        return found
