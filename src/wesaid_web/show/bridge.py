"""Where what leaves the group passes the gate for small numbers."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from wesaid.disclosure import HES_2018, show_count
from wesaid_web.projects.models import Project
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.queries import counts


def public_numbers(project: Project) -> dict[str, Any]:
    """How many took part, and the whole trail in numbers, as far as they may leave the group.

    What is counted for the gate is people, not contributions. Those whose words came without a name, or who keep it back,
    count as one person together: otherwise the number would tell whether someone who keeps their name back is among
    those who are named. What is hidden counts, too, so that hiding something changes nothing. The number is rounded, so
    that two releases do not tell when one person began to speak.
    """
    rows = Contribution.objects.filter(project=project).order_by()
    named = rows.exclude(author=None).filter(author_withheld=False)
    nameless = rows.filter(Q(author=None) | Q(author_withheld=True))
    shown = show_count(named.values("author").distinct().count() + int(nameless.exists()), HES_2018)
    trail = counts(project)
    return {
        "people": shown.value,
        "fewer_than": shown.fewer_than,
        "by_place": None if shown.withheld else trail.by_place,
        "we_by_place": None if shown.withheld else trail.we_by_place,
    }
