"""What became of words, as far as whoever said them without an account is told: what was decided and why, done, changed.

No names: neither who decided, nor who works on it, nor who else said the same. As on the public page, a step that is about
something hidden, too, is left out: it can say what the hidden words say.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from wesaid_web.common.links import links
from wesaid_web.projects.models import Project
from wesaid_web.trail.lineage import Lineage
from wesaid_web.trail.models import Action, Change, Contribution, Decision


@dataclass(frozen=True)
class Became:
    """One thing that was said and what became of it."""

    row: Contribution
    decisions: list[Decision]
    actions: list[Action]
    changes: list[Change]
    open: bool
    """Whether the words can still be corrected."""


def what_became(project: Project, rows: Sequence[Contribution]) -> list[Became]:
    """For each of these, all in one project. A number of queries that does not grow with the rows."""
    lineage = Lineage(project.pk, [row.pk for row in rows])
    about = {row.pk: lineage.about(row.pk) for row in rows}
    everything = set[uuid.UUID]().union(*about.values())
    decisions = Decision.objects.filter(contributions__in=everything).distinct().order_by("seq")
    actions = Action.objects.filter(contributions__in=everything).distinct().order_by("made_at", "pk")
    changes = Change.objects.filter(contributions__in=everything).distinct().order_by("recorded_at", "pk")
    considered = links(Decision.contributions.through, "decision", "contribution", decisions)
    later = links(Decision.replaces.through, "to_decision", "from_decision", decisions)
    acted = links(Action.contributions.through, "action", "contribution", actions)
    changed = links(Change.contributions.through, "change", "contribution", changes)
    hidden = set(project.contributions.exclude(hidden_at=None).order_by().values_list("pk", flat=True))
    decided, done, different = list(decisions), list(actions), list(changes)

    def told(key: uuid.UUID, touches: set[uuid.UUID]) -> bool:
        return bool(touches & about[key]) and not (touches - {key}) & hidden

    def stands(key: uuid.UUID, decision: Decision) -> bool:
        return not any(considered.get(other, set()) & about[key] for other in later[decision.pk])

    return [
        Became(
            row,
            [one for one in decided if told(row.pk, considered[one.pk]) and stands(row.pk, one)],
            [one for one in done if told(row.pk, acted[one.pk])],
            [one for one in different if told(row.pk, changed[one.pk])],
            _can_be_corrected(row, directly=any(row.pk in considered[one.pk] for one in decided)),
        )
        for row in rows
    ]


def _can_be_corrected(row: Contribution, *, directly: bool) -> bool:
    return not (row.withdrawn or row.hidden or row.is_split or directly)
