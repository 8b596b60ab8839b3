"""Reading many-to-many tables without loading what they join."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.db.models import Model, QuerySet


def links(through: type[Model], left: str, right: str, rows: QuerySet[Any]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """For each row on the left, the ids on the right that a joining table gives it. One query."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    chosen = through._default_manager.filter(**{f"{left}__in": rows.order_by().values("pk")})
    for left_id, right_id in chosen.values_list(left, right):
        found[left_id].add(right_id)
    return found
