"""What comes of the facts recorded about one contribution, whoever said it: the rows of the truth table.

Public names are re-exported by :mod:`wesaid.practice.fate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wesaid.practice._trail import Act, Action, ActionState, Change, Decision, Result


class Outcome(StrEnum):
    """What became of a contribution."""

    WAITING = "waiting"
    TALKED_ABOUT = "talked_about"
    LATER = "later"
    NOT_DONE = "not_done"
    BEING_TRIED = "being_tried"
    BEING_DONE = "being_done"
    DONE_NO_CHANGE = "done_no_change"
    DONE_CHANGED = "done_changed"


FURTHEST_FIRST: tuple[Outcome, ...] = (
    Outcome.DONE_CHANGED,
    Outcome.DONE_NO_CHANGE,
    Outcome.BEING_DONE,
    Outcome.BEING_TRIED,
    Outcome.TALKED_ABOUT,
    Outcome.WAITING,
    Outcome.LATER,
    Outcome.NOT_DONE,
)


class Why(StrEnum):
    """The reason that goes with an outcome.

    The first ten go with ``LATER`` and ``NOT_DONE`` and are the decision's listed reason.
    """

    MONEY = "money"
    TIME = "time"
    LAW_OR_SAFETY = "law_or_safety"
    OUTSIDE_OUR_POWER = "outside_our_power"
    EVIDENCE = "evidence"
    ANOTHER_VIEW = "another_view"
    ALREADY_EXISTS = "already_exists"
    NO_REASON_GIVEN = "no_reason_given"
    OTHER = "other"
    UNLISTED = "unlisted"  # the decision names no reason from the list; its words may
    STOPPED = "stopped"  # not done: all work on it was stopped
    TRIED_AND_LEFT = "tried_and_left"  # not done: it was tried out and left
    NOBODY_YET = "nobody_yet"  # being done or tried: agreed, and no work on it is recorded
    CHANGE_NOT_KNOWN = "change_not_known"  # done: nothing recorded about change yet
    NOTHING_CHANGED = "nothing_changed"  # done: the group recorded that nothing changed
    NO_DECISION = "no_decision"  # being done, or done and changed: without a recorded decision to do it


@dataclass(slots=True)
class Facts:
    """What is on record about one contribution and all merged with it, by key; filled, then only read."""

    decisions: dict[str, Decision] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    changes: dict[str, Change] = field(default_factory=dict)
    talked_about: bool = False

    def is_empty(self) -> bool:
        """Whether nothing is on record."""
        return not (self.decisions or self.actions or self.changes or self.talked_about)

    def add(self, other: Facts) -> None:
        """Take in what is on record elsewhere, too. What has the same key is the same thing."""
        self.decisions.update(other.decisions)
        self.actions.update(other.actions)
        self.changes.update(other.changes)
        self.talked_about |= other.talked_about


@dataclass(frozen=True, slots=True)
class Strand:
    """What comes of one standing decision (or of work without one), with the work that counts for it."""

    outcome: Outcome
    why: Why | None
    decision: Decision | None
    work: tuple[Action, ...] = ()


MEANS_DOING = frozenset({Result.GO_AHEAD, Result.TRY_OUT})
_OPEN = frozenset({ActionState.NOT_STARTED, ActionState.DOING})


class Standing:
    """Which decisions of ``facts`` stand, which took the place of the others, and what comes of them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.heirs = _heirs(facts.decisions)
        self.decisions = [one for one in facts.decisions.values() if one.key in self.heirs[one.key]]
        # Work that names no decision about this contribution.
        self.loose = [action for action in facts.actions.values() if action.decision not in facts.decisions]

    def strands(self) -> list[Strand]:
        """One for each standing decision, and one for work that no decision asked for, if there is any."""
        return [self._strand(decision) for decision in self.decisions] + self._without_decision()

    def taken_back(self) -> bool:
        """Whether work was done under a decision that is gone, and nothing in its place means doing it."""
        meant = {key for key, one in self.facts.decisions.items() if one.result in MEANS_DOING}
        lost = {key for key in meant if not self._goes_on(key)}
        if not lost:
            return False
        # Work that names none of the decisions was done under one of those that meant doing it.
        under = {action.decision for action in self.facts.actions.values() if action.state == ActionState.DONE}
        return bool(under & lost) or (lost == meant and bool(under - self.facts.decisions.keys()))

    def _goes_on(self, key: str) -> bool:
        return any(self.facts.decisions[heir].result in MEANS_DOING for heir in self.heirs[key])

    def _strand(self, decision: Decision) -> Strand:
        if decision.result == Result.LATER:
            return Strand(Outcome.LATER, _listed(decision), decision)
        if decision.result not in MEANS_DOING:
            return Strand(Outcome.NOT_DONE, _listed(decision), decision)
        work = self.loose + [one for one in self.facts.actions.values() if self._counts(one, decision)]
        judge = _gone_ahead if decision.result == Result.GO_AHEAD else _tried_out
        outcome, why = judge(work, _changed(work, self.facts))
        return Strand(outcome, why, decision, tuple(work))

    def _counts(self, action: Action, decision: Decision) -> bool:
        """Work stays with what took its decision's place if that says the same.

        A decision is never overwritten, so putting its record right means replacing it.
        """
        if action.decision is None or action.decision not in self.heirs:
            return False
        named = self.facts.decisions[action.decision]
        return named.result == decision.result and decision.key in self.heirs[named.key]

    def _without_decision(self) -> list[Strand]:
        """Work that no decision asked for. It happened, so it counts: once begun, beside a 'no' too."""
        changed = _changed(self.loose, self.facts)
        if not self.facts.decisions:
            begun = bool(self.loose) or changed is True
        elif any(decision.result in MEANS_DOING for decision in self.facts.decisions.values()):
            begun = False  # it belongs to that decision, which has its own strand or was taken back
        else:
            states = {action.state for action in self.loose}
            begun = changed is True or bool(states & {ActionState.DOING, ActionState.DONE})
        if not begun:
            return []
        outcome, why = _gone_ahead(self.loose, changed)
        return [Strand(outcome, why or Why.NO_DECISION, None, tuple(self.loose))]


def _heirs(decisions: Mapping[str, Decision]) -> dict[str, frozenset[str]]:
    """For each decision the standing decisions that took its place in the end: itself, where it stands."""
    replaced_by: dict[str, list[str]] = {}
    for decision in decisions.values():
        for key in decision.replaces:
            replaced_by.setdefault(key, []).append(decision.key)
    heirs: dict[str, frozenset[str]] = {}
    for key in sorted(decisions, key=lambda key: -decisions[key].order):
        later = replaced_by.get(key)
        heirs[key] = frozenset[str]().union(*(heirs[one] for one in later)) if later else frozenset({key})
    return heirs


def _changed(work: Sequence[Action], facts: Facts) -> bool | None:
    """Whether a change is recorded for this work: yes, "nothing changed", or nothing on record."""
    keys = {action.key for action in work}
    counts = []
    for change in facts.changes.values():
        named = change.actions & facts.actions.keys()
        # A change without actions may stand in for work only where no work at all is recorded.
        if named & keys if named else keys or not facts.actions:
            counts.append(change.changed)
    return any(counts) if counts else None


def _done(changed: bool | None) -> tuple[Outcome, Why | None]:
    if changed:
        return Outcome.DONE_CHANGED, None
    return Outcome.DONE_NO_CHANGE, Why.CHANGE_NOT_KNOWN if changed is None else Why.NOTHING_CHANGED


def _gone_ahead(work: Iterable[Action], changed: bool | None) -> tuple[Outcome, Why | None]:
    states = {action.state for action in work}
    if not states and changed is None:
        return Outcome.BEING_DONE, Why.NOBODY_YET
    if states & _OPEN:
        return Outcome.BEING_DONE, None
    if states == {ActionState.STOPPED}:
        return Outcome.NOT_DONE, Why.STOPPED
    return _done(changed)


def _tried_out(work: Sequence[Action], changed: bool | None) -> tuple[Outcome, Why | None]:
    if not work:
        return _done(changed) if changed is not None else (Outcome.BEING_TRIED, Why.NOBODY_YET)
    if any(_still_trying(action, changed) for action in work):
        return Outcome.BEING_TRIED, None
    kept = [action for action in work if _last_act(action) != Act.ABANDON]
    if any(_last_act(action) == Act.ADOPT for action in kept):
        return _gone_ahead(kept, changed)
    if any(action.state in _OPEN for action in kept):
        return Outcome.BEING_TRIED, None
    tried = any(action.tries for action in kept if action.state == ActionState.DONE)
    if len(kept) < len(work) and not tried:
        return Outcome.NOT_DONE, Why.TRIED_AND_LEFT
    if all(action.state == ActionState.STOPPED for action in kept):
        return Outcome.NOT_DONE, Why.STOPPED
    return _done(changed) if changed is not None else (Outcome.BEING_TRIED, None)


def _last_act(action: Action) -> Act | None:
    return action.tries[-1] if action.tries else None


def _still_trying(action: Action, changed: bool | None) -> bool:
    """Whether the cycles of this action go on. Work without cycles (printing, booking) is not a try."""
    if not action.tries or action.state == ActionState.STOPPED:
        return False
    if action.tries[-1] is None:
        return action.state != ActionState.DONE or changed is None
    return action.tries[-1] == Act.ADAPT


def _listed(decision: Decision) -> Why:
    return Why(decision.reason.value) if decision.reason else Why.UNLISTED
