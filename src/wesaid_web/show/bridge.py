"""Where what leaves the group passes the gate for small numbers."""

from __future__ import annotations

from typing import Any

from wesaid.disclosure import show_count
from wesaid_web.projects.models import Project
from wesaid_web.trail.queries import counted, counts


def public_numbers(project: Project) -> dict[str, Any]:
    """How many took part, and the whole trail in numbers, as far as they may leave the group.

    What is counted for the gate is people, not contributions. Those whose words came without a name count as one person,
    since nobody knows how many they are.
    """
    rows = counted(project)
    people = rows.exclude(author=None).values("author").distinct().count() + int(rows.filter(author=None).exists())
    shown = show_count(people)
    trail = counts(project)
    return {
        "people": shown.value,
        "fewer_than": shown.fewer_than,
        "by_place": None if shown.withheld else trail.by_place,
        "we_by_place": None if shown.withheld else trail.we_by_place,
    }
