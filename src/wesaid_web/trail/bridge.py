"""Where the trail calls the calculating half: rows become values, the fate is worked out, and stored."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone

from wesaid.practice import fate as core
from wesaid_web.common.links import links
from wesaid_web.projects.models import Project
from wesaid_web.trail.lineage import MANY, linked
from wesaid_web.trail.models import Action, Change, Contribution, Decision, TryOut

Row = TypeVar("Row", bound=Model)

STORED = ["fate", "fate_why", "fate_also", "fate_on", "fate_decision", "look_again", "taken_back", "whose"]


@dataclass(frozen=True)
class Stored:
    """What is stored of a fate on a contribution."""

    fate: str
    fate_why: str
    fate_also: tuple[str, ...]
    fate_decision_id: uuid.UUID | None
    look_again: date | None
    taken_back: bool
    whose: str

    @classmethod
    def of_row(cls, row: Contribution) -> Stored:
        return cls(
            row.fate,
            row.fate_why,
            tuple(row.fate_also),
            row.fate_decision_id,
            row.look_again,
            row.taken_back,
            row.whose,
        )

    @classmethod
    def worked_out(cls, row: Contribution, found: core.Fate) -> Stored:
        return cls(
            fate=found.outcome,
            fate_why=found.why or "",
            fate_also=tuple(sorted(found.also)),
            fate_decision_id=uuid.UUID(found.decision) if found.decision else None,
            look_again=found.look_again,
            taken_back=found.taken_back,
            whose=_whose(row, found),
        )


def refresh_fates(*, project: Project, contributions: Iterable[Contribution | uuid.UUID]) -> None:
    """Work out anew what became of these contributions and of all that are joined with them, and store what changed.

    Called by every action that changes the trail, inside its transaction.
    """
    wanted = {item.pk if isinstance(item, Contribution) else item for item in contributions}
    if not wanted:
        return
    known = linked(project.pk, wanted)
    everything = project.contributions.select_related("author")
    few = len(known) <= MANY  # past that, asking for all of the project's is quicker than naming them
    rows = list(everything.filter(pk__in=known)) if few else [row for row in everything if row.pk in known]
    changed = []
    today = timezone.localdate()
    for row, now in _worked_out(project, rows):
        if now != Stored.of_row(row):
            if row.fate != now.fate:
                row.fate_on = today
            row.fate, row.fate_why, row.fate_also = now.fate, now.fate_why, list(now.fate_also)
            row.fate_decision_id, row.look_again = now.fate_decision_id, now.look_again
            row.taken_back, row.whose = now.taken_back, now.whose
            changed.append(row)
    Contribution.objects.bulk_update(changed, STORED, batch_size=200)


def wrong_fates(*, project: Project) -> Iterator[tuple[Contribution, Stored, Stored]]:
    """Every contribution whose stored fate is not what its trail gives: the row, what is stored, what it should be."""
    rows = list(project.contributions.select_related("author"))
    for row, now in _worked_out(project, rows):
        stored = Stored.of_row(row)
        if stored != now:
            yield row, stored, now


def _worked_out(project: Project, rows: Collection[Contribution]) -> Iterator[tuple[Contribution, Stored]]:
    found = core.fates(_as_values(project, rows))
    for row in rows:
        yield row, Stored.worked_out(row, found[str(row.pk)])


def _whose(row: Contribution, found: core.Fate) -> str:
    """We or they, as far as it may be shown.

    Where a name is kept back from the group, "we did" would point at those who were in the room, so nothing is said.
    """
    if found.whose is None or row.author_withheld:
        return ""
    return str(found.whose)


def _as_values(project: Project, rows: Collection[Contribution]) -> core.Trail:
    """The rows and all that was decided, done and changed about them, as the core's values. A fixed number of queries."""
    keys = {row.pk for row in rows}
    decisions = _about(Decision.objects.filter(project=project), keys)
    actions = _about(Action.objects.filter(project=project), keys)
    changes = _about(Change.objects.filter(project=project), keys)
    decided = {row.pk: row for row in decisions}
    acted = {row.pk: row for row in actions}
    considered = links(Decision.contributions.through, "decision", "contribution", decisions)
    there = links(Decision.present.through, "decision", "member", decisions)
    replaced = links(Decision.replaces.through, "from_decision", "to_decision", decisions)
    acted_on = links(Action.contributions.through, "action", "contribution", actions)
    workers = links(Action.workers.through, "action", "member", actions)
    tries: dict[uuid.UUID, list[str]] = defaultdict(list)
    for action_id, act in (
        TryOut.objects.filter(action__in=actions.values("pk")).order_by("number").values_list("action", "act")
    ):
        tries[action_id].append(act)
    changed = links(Change.contributions.through, "change", "contribution", changes)
    changed_by = links(Change.actions.through, "change", "action", changes)
    return core.Trail(
        contributions=tuple(_contribution(row, keys) for row in rows),
        decisions=tuple(
            core.Decision(
                key=str(row.pk),
                order=row.seq,
                result=core.Result(row.result),
                contributions=_keys(considered[row.pk] & keys),
                there=_keys(there[row.pk]),
                reason=core.Reason(row.reason_code) if row.reason_code else None,
                look_again=row.look_again,
                replaces=_keys(replaced[row.pk] & decided.keys()),
            )
            for row in decided.values()
        ),
        actions=tuple(
            core.Action(
                key=str(row.pk),
                contributions=_keys(acted_on[row.pk] & keys),
                state=core.ActionState(row.status),
                decision=str(row.decision_id) if row.decision_id in decided else None,
                workers=_keys(workers[row.pk]),
                tries=tuple(core.Act(act) if act else None for act in tries[row.pk]),
            )
            for row in acted.values()
        ),
        changes=tuple(
            core.Change(
                key=str(row.pk),
                contributions=_keys(changed[row.pk] & keys),
                changed=not row.nothing_changed,
                actions=_keys(changed_by[row.pk] & acted.keys()),
            )
            for row in changes
        ),
    )


def _contribution(row: Contribution, keys: set[uuid.UUID]) -> core.Contribution:
    return core.Contribution(
        key=str(row.pk),
        author=str(row.author_id) if row.author_id else None,
        speaker=str(row.speaker_id) if row.speaker_id else None,
        merged_into=str(row.merged_into_id) if row.merged_into_id in keys else None,
        part_of=str(row.part_of_id) if row.part_of_id in keys else None,
        talked_about=row.talked_about_on is not None,
    )


def _about(everything: QuerySet[Row], keys: set[uuid.UUID]) -> QuerySet[Row]:
    """The rows about these contributions. Past a few hundred, asking for all of the project's is quicker than naming them."""
    return everything if len(keys) > MANY else everything.filter(contributions__in=keys).distinct()


def _keys(ids: Iterable[uuid.UUID]) -> frozenset[str]:
    return frozenset(str(one) for one in ids)
