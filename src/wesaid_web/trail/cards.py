"""Cards on paper about what is to be decided: the code on a card, and what a card for the table may say.

A code is worked out from what the card is about, with the installation's key: nothing is kept, and a card printed again
has the same one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.db.models import QuerySet

from wesaid_web.common.codes import code_from
from wesaid_web.common.secrets import keyed_digest
from wesaid_web.projects.models import Project
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.queries import counted

CARD_GROUPS = 2
MOST_CARDS = 40


@dataclass(frozen=True)
class Card:
    """One card: its code, what it is about, what was put together with that; without any name."""

    code: str
    row: Contribution
    joined: tuple[Contribution, ...]


def code_of(key: UUID) -> str:
    """The code on the card about a contribution. It has a letter, so that it is never taken for the number of a row."""
    return next(
        code
        for turn in count()
        if not (code := code_from(keyed_digest(f"{key} {turn}", "decision-card"), CARD_GROUPS)).isdecimal()
    )


def for_cards(project: Project) -> QuerySet[Contribution]:
    """What a card can be about: not hidden, not taken back, and the first of what was put together."""
    rows = counted(project).filter(withdrawn_on=None, merged_into=None)
    return rows.select_related("perspective", "author")


def about(project: Project, code: str) -> list[Contribution]:
    """What a card with this code is about: one, or none; several if codes ever meet."""
    keys = [key for key in for_cards(project).order_by().values_list("pk", flat=True) if code_of(key) == code]
    return list(for_cards(project).filter(pk__in=keys))


def cards_about(rows: Iterable[Contribution]) -> list[Card]:
    """Cards about these, each with what was put together with it and may be shown on a table. Two queries."""
    rows = list(rows)
    below = Contribution.objects.filter(merged_into__in=rows, hidden_at=None, withdrawn_on=None, about_other=False)
    joined: dict[UUID, list[Contribution]] = {}
    for one in below.select_related("perspective").order_by("said_on", "created_at", "pk"):
        joined.setdefault(one.merged_into_id, []).append(one)  # type: ignore[arg-type]
    return [Card(code_of(row.pk), row, tuple(joined.get(row.pk, ()))) for row in rows]
