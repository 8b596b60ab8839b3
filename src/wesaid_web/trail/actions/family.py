"""What was split and its parts: the same words twice, so that hiding and keeping a name back hold for both."""

from __future__ import annotations

from wesaid_web.trail.models import Contribution


def parts_of(row: Contribution) -> list[Contribution]:
    """Everything that was split from this, in any number of steps, locked."""
    found: list[Contribution] = []
    edge = [row.pk]
    while edge:
        parts = list(Contribution.objects.select_for_update(of=("self",)).filter(part_of__in=edge).order_by("pk"))
        found += parts
        edge = [part.pk for part in parts]
    return found


def whole_family(row: Contribution) -> list[Contribution]:
    """What this was split from in the beginning, with everything that was split from that, locked."""
    while row.part_of_id:
        row = Contribution.objects.select_for_update(of=("self",)).get(pk=row.part_of_id)
    return [row, *parts_of(row)]
