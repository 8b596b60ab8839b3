"""What a release of the public page says, as values to freeze. No names: people appear by the hat they wear, if at all."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from wesaid_web.common.links import links
from wesaid_web.projects.models import Project
from wesaid_web.show.queries import may_be_public
from wesaid_web.trail.lineage import MANY, Lineage
from wesaid_web.trail.models import Act, Action, Change, Contribution, Decision, Status, TryOut

About = dict[uuid.UUID, set[uuid.UUID]]
"""For each public contribution, everything whose steps are its steps, too: what it is together with, and their wholes."""


def release_content(project: Project) -> dict[str, Any]:
    """Everything the public page says. A number of queries that does not grow with the rows."""
    return content_of(project, may_be_public(project))


def content_of(project: Project, chosen: QuerySet[Contribution], *, within: bool = False) -> dict[str, Any]:
    """What is told of these contributions: words, what was decided and done, what changed.

    Args:
        within: for the group itself, in the words that were said; otherwise in those that may be public.
    """
    rows = list(chosen.select_related("fate_decision__final_say").order_by("said_on", "created_at"))
    lineage = Lineage(project.pk, [row.pk for row in rows])
    about = {row.pk: lineage.about(row.pk) for row in rows}
    actions, worked_on = _touching(project, Action, Action.contributions.through, "action", about)
    decisions = Decision.objects.filter(pk__in=[row.fate_decision_id for row in rows if row.fate_decision_id])
    considered = links(Decision.contributions.through, "decision", "contribution", decisions)
    ended = _why_tries_were_left([action for found in actions.values() for action in found])
    return {
        "as_of": timezone.localdate().isoformat(),
        "items": [
            _item(row, actions[row.pk], ended, worked_on, considered) | ({"words": row.text} if within else {})
            for row in rows
        ],
        "changes": _changes(project, rows, about),
    }


def _touching(
    project: Project, model: type[Any], through: type[Any], name: str, about: About
) -> tuple[dict[uuid.UUID, list[Any]], dict[uuid.UUID, set[uuid.UUID]]]:
    """The actions or changes on each contribution, in the order in which they were made; and what each of them is about."""
    owners: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for owner, keys in about.items():
        for key in keys:
            owners[key].append(owner)
    chosen = model.objects.filter(project=project).distinct()
    if len(owners) <= MANY:
        chosen = chosen.filter(contributions__in=owners)
    touched = links(through, name, "contribution", chosen)
    in_order = chosen.order_by("made_at" if model is Action else "recorded_at", "pk")
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for thing in in_order:
        for owner in {owner for key in touched[thing.pk] for owner in owners.get(key, ())}:
            found[owner].append(thing)
    return found, touched


def _rests_on(keys: Iterable[uuid.UUID]) -> list[str]:
    """What a step is about. If any of it is hidden, the page leaves the step out: it can say what the hidden words say."""
    return sorted(map(str, keys))


def _why_tries_were_left(actions: Iterable[Action]) -> dict[uuid.UUID, str]:
    """For each action whose last round ended with leaving it: what was learned."""
    last: dict[uuid.UUID, TryOut] = {}
    for round_ in TryOut.objects.filter(action__in={action.pk for action in actions}).order_by("number"):
        last[round_.action_id] = round_
    return {key: round_.studied for key, round_ in last.items() if round_.act == Act.ABANDON}


def _item(
    row: Contribution,
    actions: Sequence[Action],
    ended: dict[uuid.UUID, str],
    worked_on: dict[uuid.UUID, set[uuid.UUID]],
    considered: dict[uuid.UUID, set[uuid.UUID]],
) -> dict[str, Any]:
    decision = row.fate_decision
    why_ended = _why_it_ended(row, actions, ended)
    decided_on = considered[decision.pk] if decision else set()
    rests_on = [worked_on[action.pk] for action in actions] if why_ended else [decided_on]
    return {
        "id": str(row.pk),
        "words": row.public_words or row.text,
        "language": row.language,
        "fate": row.fate,
        "fate_why": row.fate_why,
        "whose": row.whose,
        "result": decision.result if decision else "",
        "reason": why_ended or (decision.reason if decision else ""),
        "reason_rests_on": _rests_on(set[uuid.UUID]().union(*rests_on)),
        "reason_listed": decision.reason_code if decision and not why_ended else "",
        "look_again": row.look_again.isoformat() if row.look_again else "",
        "final_say": str(decision.final_say.words) if decision and decision.final_say and not why_ended else "",
        "actions": [
            {"what": action.what, "status": action.status, "rests_on": _rests_on(worked_on[action.pk])}
            for action in actions
        ],
    }


def _why_it_ended(row: Contribution, actions: Sequence[Action], ended: dict[uuid.UUID, str]) -> str:
    """Where something was agreed and then stopped or left: why, in the words of those who ended it."""
    if row.fate_why == "stopped":
        return " ".join(action.stopped_why for action in actions if action.status == Status.STOPPED)
    if row.fate_why == "tried_and_left":
        return " ".join(ended[action.pk] for action in actions if action.pk in ended)
    return ""


def _changes(project: Project, rows: Sequence[Contribution], about: About) -> list[dict[str, Any]]:
    """Every change once, with the contributions it is about."""
    touching, touched = _touching(project, Change, Change.contributions.through, "change", about)
    changes: dict[uuid.UUID, Change] = {}
    of: dict[uuid.UUID, list[str]] = defaultdict(list)
    for row in rows:
        for change in touching[row.pk]:
            changes[change.pk] = change
            of[change.pk].append(str(row.pk))
    return [
        {
            "about": of[key],
            "rests_on": _rests_on(touched[key]),
            "what": change.what,
            "nothing": change.nothing_changed,
            "for_whom": change.for_whom,
            "how_known": change.how_known,
            "account": change.account,
            "measure": change.measure,
            "before": change.before,
            "after": change.after,
            "compared_with": change.compared_with,
        }
        for key, change in changes.items()
    ]


def less_hidden(item: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    """An item without the steps that are about something hidden, too: what was merged with it, decided or done with it."""
    found = item | {"actions": [action for action in item["actions"] if hidden.isdisjoint(action["rests_on"])]}
    return found if hidden.isdisjoint(item["reason_rests_on"]) else found | {"reason": ""}


Shown = tuple[dict[str, Any], list[dict[str, Any]]]
"""A change, and the items it is about."""


def still_shown(changes: list[dict[str, Any]], items: list[dict[str, Any]]) -> list[Shown]:
    """The changes about something that is shown, each with the items it is about."""
    words = {item["id"]: item for item in items}
    found = [(change, [words[key] for key in change["about"] if key in words]) for change in changes]
    return [(change, about) for change, about in found if about]
