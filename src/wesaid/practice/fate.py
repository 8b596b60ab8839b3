"""What became of each contribution, why, and whether "we" or "they" did it.

The rules are a truth table, written down in ``docs/methods/fate.md``; the tests execute that very
table. The idea is this project's own. Its rule that "we" has to be earned makes countable what SCIE asks
of co-production: that people take part in deciding *and* in doing, and hear what came of it.

Call :func:`fates` with a :class:`Trail`. Nothing here reads a clock or a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wesaid.practice._outcomes import FURTHEST_FIRST, Facts, Outcome, Standing, Strand, Why
from wesaid.practice._trail import (
    Act,
    Action,
    ActionState,
    Change,
    CircularMergeError,
    CircularPartsError,
    Clusters,
    Contribution,
    Decision,
    DuplicateKeyError,
    DuplicateOrderError,
    EmptyKeyError,
    LaterNeedsDateError,
    Reason,
    ReplacesLaterDecisionError,
    Result,
    Trail,
    TrailError,
    UnknownReferenceError,
)

__all__ = [
    "FURTHEST_FIRST",
    "Act",
    "Action",
    "ActionState",
    "Change",
    "CircularMergeError",
    "CircularPartsError",
    "Contribution",
    "Decision",
    "DuplicateKeyError",
    "DuplicateOrderError",
    "EmptyKeyError",
    "Fate",
    "LaterNeedsDateError",
    "Outcome",
    "Reason",
    "ReplacesLaterDecisionError",
    "Result",
    "Trail",
    "TrailError",
    "UnknownReferenceError",
    "WeNotEarnedError",
    "Whose",
    "Why",
    "fates",
]


class Whose(StrEnum):
    """Whether the page may say "we"."""

    WE = "we"
    THEY = "they"


class WeNotEarnedError(ValueError):
    """'We' is said only where the person was there when it was decided."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one contribution.

    ``whose`` is ``None`` while it waits or is talked about. ``decided_with``: the author or their
    speaker was there at the governing decision; ``None`` while nothing came of it. ``worked_with``:
    one of them worked on it; ``None`` where no work is recorded. ``also``: other outcomes that parts of
    it, or other standing decisions, have. ``look_again``: the earliest date promised by a standing
    decision. ``taken_back``: work was done under a decision that no longer stands, and nothing that
    took its place means doing it. ``decision``: key of the governing decision; ``None`` also where work
    was done without one.
    """

    outcome: Outcome
    why: Why | None
    whose: Whose | None
    decided_with: bool | None
    worked_with: bool | None
    also: frozenset[Outcome] = frozenset()
    look_again: date | None = None
    look_again_due: bool = False
    taken_back: bool = False
    decision: str | None = None

    def __post_init__(self) -> None:
        if self.whose == Whose.WE and not self.decided_with:
            raise WeNotEarnedError("'we' without having been there when it was decided")


def fates(trail: Trail, *, today: date | None = None) -> dict[str, Fate]:
    """Work out what became of every contribution on a trail.

    :param trail: the whole record, or some contributions with all they were merged with, are parts of or have as
        parts, and every decision, action and change about any of these. Both give the same fates: links to what is
        not about a contribution mean nothing for it.
    :param today: the day to judge "time to look again" by; without it nothing is ever due.
    :returns: one fate for each contribution, by key, in the order of ``trail.contributions``.

    The time it takes grows with the number of facts on each contribution, not with the number of pairs.
    """
    clusters = Clusters(trail.contributions)
    facts = _facts_by_cluster(trail, clusters)
    judged: dict[int, _Verdict] = {}  # parts without facts of their own share their whole's facts
    verdicts: dict[int, _Verdict] = {}
    for cluster in reversed(clusters.top_down):  # parts before their wholes
        if clusters.parts[cluster]:
            verdicts[cluster] = _put_together([verdicts[part] for part in clusters.parts[cluster]])
        else:
            own = facts[cluster]
            if id(own) not in judged:
                judged[id(own)] = _judge(own)
            verdicts[cluster] = judged[id(own)]
    return {said.key: _fate_of(said, verdicts[clusters.of[said.key]], today) for said in trail.contributions}


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a person must have been part of for "we"."""

    there: frozenset[str]
    workers: frozenset[str] | None  # None: no work is recorded
    needs_work: bool


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A fate but for the person: shared by all that were merged."""

    outcome: Outcome
    why: Why | None = None
    decision: Decision | None = None
    claims: frozenset[_Claim] = frozenset()
    also: frozenset[Outcome] = frozenset()
    look_again: date | None = None
    taken_back: bool = False

    @property
    def order(self) -> float:
        return _order(self.decision)


_RANK = {outcome: rank for rank, outcome in enumerate(FURTHEST_FIRST)}


def _order(decision: Decision | None) -> float:
    return decision.order if decision else float("-inf")


def _facts_by_cluster(trail: Trail, clusters: Clusters) -> list[Facts]:
    facts = [Facts() for _ in clusters.members]
    for said in trail.contributions:
        facts[clusters.of[said.key]].talked_about |= said.talked_about
    for decision in trail.decisions:
        for cluster in {clusters.of[key] for key in decision.contributions}:
            facts[cluster].decisions[decision.key] = decision
    for action in trail.actions:
        for cluster in {clusters.of[key] for key in action.contributions}:
            facts[cluster].actions[action.key] = action
    for change in trail.changes:
        for cluster in {clusters.of[key] for key in change.contributions}:
            facts[cluster].changes[change.key] = change
    _inherit(facts, clusters)
    return facts


def _inherit(facts: list[Facts], clusters: Clusters) -> None:
    """What is on record about a whole is on record about its parts."""
    for cluster in clusters.top_down:
        wholes = clusters.wholes[cluster]
        if len(wholes) == 1 and facts[cluster].is_empty():
            facts[cluster] = facts[next(iter(wholes))]
        else:
            for whole in wholes:
                facts[cluster].add(facts[whole])


def _judge(facts: Facts) -> _Verdict:
    standing = Standing(facts)
    strands = standing.strands()
    if not strands:
        # "Nothing changed" about something nobody decided or did: the group has talked about it.
        talked_about = facts.talked_about or bool(facts.changes)
        return _Verdict(Outcome.TALKED_ABOUT if talked_about else Outcome.WAITING)
    lead = min(strands, key=lambda strand: (_RANK[strand.outcome], -_order(strand.decision)))
    claim = _Claim(
        there=lead.decision.there if lead.decision else frozenset(),
        workers=_workers(strands),
        needs_work=lead.outcome not in {Outcome.LATER, Outcome.NOT_DONE} and lead.why != Why.NOBODY_YET,
    )
    return _Verdict(
        outcome=lead.outcome,
        why=lead.why,
        decision=lead.decision,
        claims=frozenset({claim}),
        also=frozenset(strand.outcome for strand in strands) - {lead.outcome},
        look_again=_earliest(decision.look_again for decision in standing.decisions),
        taken_back=standing.taken_back(),
    )


def _workers(strands: Iterable[Strand]) -> frozenset[str] | None:
    work = [action for strand in strands for action in strand.work]
    if not work:
        return None
    live = [action for action in work if action.state != ActionState.STOPPED]
    return frozenset[str]().union(*(action.workers for action in live or work))


def _put_together(parts: Sequence[_Verdict]) -> _Verdict:
    """The fate of a whole from the fates of its parts."""
    outcome = min((part.outcome for part in parts), key=_RANK.__getitem__)
    leading = [part for part in parts if part.outcome == outcome]
    # Which of several equally far parts gives the reason must not hang on keys or on their order.
    whys = list(Why)
    lead = max(leading, key=lambda part: (part.order, whys.index(part.why) if part.why else -1))
    return _Verdict(
        outcome=outcome,
        why=lead.why,
        decision=lead.decision,
        claims=frozenset[_Claim]().union(*(part.claims for part in leading)),
        also=frozenset[Outcome]().union(*(part.also | {part.outcome} for part in parts)) - {outcome},
        look_again=_earliest(part.look_again for part in parts),
        taken_back=any(part.taken_back for part in parts),
    )


def _fate_of(said: Contribution, verdict: _Verdict, today: date | None) -> Fate:
    voices = said.voices
    decided_with = worked_with = whose = None
    if verdict.claims:  # over all parts that got that far: "we" for a whole is earned in each of them
        decided_with = all(not voices.isdisjoint(claim.there) for claim in verdict.claims)
        worked = [not voices.isdisjoint(claim.workers) for claim in verdict.claims if claim.workers is not None]
        worked_with = all(worked) if worked else None
        whose = Whose.WE if all(_earned(voices, claim) for claim in verdict.claims) else Whose.THEY
    due = today is not None and verdict.look_again is not None and today >= verdict.look_again
    return Fate(
        outcome=verdict.outcome,
        why=verdict.why,
        whose=whose,
        decided_with=decided_with,
        worked_with=worked_with,
        also=verdict.also,
        look_again=verdict.look_again,
        look_again_due=due,
        taken_back=verdict.taken_back,
        decision=verdict.decision.key if verdict.decision else None,
    )


def _earned(voices: frozenset[str], claim: _Claim) -> bool:
    if voices.isdisjoint(claim.there):
        return False
    return not claim.needs_work or not voices.isdisjoint(claim.workers or frozenset())


def _earliest(dates: Iterable[date | None]) -> date | None:
    return min((day for day in dates if day is not None), default=None)
