"""What became of words, as far as whoever said them without an account is told: what was decided and why, done, changed.

No names: neither who decided, nor who works on it, nor who else said the same. As on the public page, a step that is about
something hidden, too, is left out: it can say what the hidden words say.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wesaid_web.common.links import links
from wesaid_web.common.telling import Words, kinds
from wesaid_web.projects.models import Project
from wesaid_web.telling.models import News
from wesaid_web.trail.lineage import Lineage
from wesaid_web.trail.models import Action, Change, Contribution, Decision
from wesaid_web.trail.news import OF_WORDS, WORDS
from wesaid_web.trail.permissions import holding_something_hidden


@dataclass(frozen=True)
class Became:
    """One thing that was said and what became of it."""

    row: Contribution
    decisions: list[Decision]
    actions: list[Action]
    changes: list[Change]
    open: bool
    """Whether the words can still be corrected."""
    parts: list[Became] = field(default_factory=list)
    """What it was split into, each with what became of it."""

    @property
    def keys(self) -> set[uuid.UUID]:
        """These words and what they were split into."""
        return {self.row.pk, *(key for part in self.parts for key in part.keys)}


@dataclass(frozen=True)
class Unread:
    """What whoever said some words has not said yet that they read."""

    rows: list[News]

    @cached_property
    def _with(self) -> set[tuple[uuid.UUID, uuid.UUID]]:
        return {(row.about, row.subject) for row in self.rows if row.about}

    def step(self, one: Became, step: Decision | Action | Change) -> bool:
        """Whether a step is new to them."""
        return (one.row.pk, step.pk) in self._with

    def words(self, one: Became) -> bool:
        """Whether something happened to the words themselves: talked about, put together, split, corrected, hidden."""
        return (one.row.pk, one.row.pk) in self._with

    def sentences(self, one: Became) -> list[Words]:
        """What happened to the words themselves, in words: whatever is no step of the trail."""
        known = kinds()
        rows = [row for row in self.rows if row.about == one.row.pk and row.kind in known]
        found = [OF_WORDS.get(row.what, "") if row.kind == WORDS else known[row.kind].on_card for row in rows]
        return [words for words in found if words]

    def any(self, one: Became) -> bool:
        """Whether anything about these words is new to them."""
        return bool(one.keys & {row.about for row in self.rows})


def unread_about(found: Sequence[Became]) -> Unread:
    """What is new about these words. One query."""
    keys = {key for one in found for key in one.keys}
    return Unread(list(News.objects.filter(about__in=keys, seen=False)))


def what_became(project: Project, rows: Sequence[Contribution]) -> list[Became]:
    """For each of these, all in one project, and what they were split into. The queries do not grow with the rows."""
    lineage = Lineage(project.pk, [row.pk for row in rows])
    below = {row.pk: lineage.parts(row.pk) for row in rows if row.is_split}
    wanted = set[uuid.UUID]().union(*below.values())
    parts = Contribution.objects.filter(pk__in=wanted, is_split=False, withdrawn_on=None).order_by("created_at", "pk")
    parts_of = {key: [part for part in parts if part.pk in keys] for key, keys in below.items()}
    everyone = [*rows, *parts]
    about = {row.pk: lineage.about(row.pk) for row in everyone}
    everything = set[uuid.UUID]().union(*about.values())
    decisions = Decision.objects.filter(contributions__in=everything).distinct().order_by("seq")
    actions = Action.objects.filter(contributions__in=everything).distinct().order_by("made_at", "pk")
    changes = Change.objects.filter(contributions__in=everything).distinct().order_by("recorded_at", "pk")
    considered = links(Decision.contributions.through, "decision", "contribution", decisions)
    later = links(Decision.replaces.through, "to_decision", "from_decision", decisions)
    acted = links(Action.contributions.through, "action", "contribution", actions)
    changed = links(Change.contributions.through, "change", "contribution", changes)
    hidden = set(project.contributions.exclude(hidden_at=None).order_by().values_list("pk", flat=True))
    holding = holding_something_hidden(project.pk)
    decided, done, different = list(decisions), list(actions), list(changes)

    def told(key: uuid.UUID, touches: set[uuid.UUID]) -> bool:
        others = touches - {key}  # what their own was split from is theirs, too
        shut = others & hidden or (others & holding) - lineage.wholes(key)
        return bool(touches & about[key]) and not shut

    def stands(key: uuid.UUID, decision: Decision) -> bool:
        return not any(considered.get(other, set()) & about[key] for other in later[decision.pk])

    def became(row: Contribution) -> Became:
        return Became(
            row,
            [one for one in decided if told(row.pk, considered[one.pk]) and stands(row.pk, one)],
            [one for one in done if told(row.pk, acted[one.pk])],
            [one for one in different if told(row.pk, changed[one.pk])],
            _can_be_corrected(row, directly=any(row.pk in considered[one.pk] for one in decided)),
            [became(part) for part in parts_of.get(row.pk, [])],
        )

    return [became(row) for row in rows]


def _can_be_corrected(row: Contribution, *, directly: bool) -> bool:
    return not (row.withdrawn or row.hidden or row.is_split or directly)
