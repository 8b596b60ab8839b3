"""The rules of docs/methods/fate.md, written a second time as a flat list read from the top.

Nothing is shared with the module under test but the values a trail is made of. Slow and plain on purpose: sets are
searched, not indexed, and what replaced what is found by following every path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from wesaid.practice.fate import Action, Contribution, Decision, Fate, Outcome, Trail, Whose, Why

ORDER = ["done_changed", "done_no_change", "being_done", "being_tried"]
ORDER += ["talked_about", "waiting", "later", "not_done"]


@dataclass(frozen=True)
class Seen:
    """One decision (or none) with its work, as the rules below look at it."""

    result: str  # a result, or "nobody decided"
    reason: str
    states: tuple[str, ...]  # of all work
    kept: tuple[str, ...]  # of the work that was not tried and left
    left: bool  # something was tried and left
    adopted: bool
    again: bool  # a cycle goes on: its last word is "adapt", or it is open and the work is too
    unsaid: bool  # a cycle is open though its work is done
    record: str  # "changed", "nothing changed" or ""

    @property
    def ended(self) -> bool:
        return not {"doing", "not_started"} & set(self.kept)


Rule = tuple[Callable[[Seen], bool], str, str]
# First match wins. "go" means: go on with the rules for going ahead, looking at the kept work only.
RULES: list[Rule] = [
    (lambda s: s.result == "later", "later", "reason"),
    (lambda s: s.result == "no", "not_done", "reason"),
    (lambda s: s.result == "not_now", "not_done", "reason"),
    # trying out
    (lambda s: s.result == "try_out" and not s.states and not s.record, "being_tried", "nobody_yet"),
    (lambda s: s.result == "try_out" and not s.states, "done", ""),
    (lambda s: s.result == "try_out" and s.again, "being_tried", ""),
    (lambda s: s.result == "try_out" and s.unsaid and not s.record, "being_tried", ""),
    (lambda s: s.result == "try_out" and s.adopted, "go", ""),
    (lambda s: s.result == "try_out" and not s.ended, "being_tried", ""),
    (lambda s: s.result == "try_out" and s.left and not s.unsaid, "not_done", "tried_and_left"),
    (lambda s: s.result == "try_out" and "done" not in s.kept, "not_done", "stopped"),
    (lambda s: s.result == "try_out" and not s.record, "being_tried", ""),
    (lambda s: s.result == "try_out", "done", ""),
    # going ahead, and work that nobody decided
    (lambda s: not s.states and not s.record, "being_done", "nobody_yet"),
    (lambda s: "doing" in s.states or "not_started" in s.states, "being_done", ""),
    (lambda s: bool(s.states) and "done" not in s.states, "not_done", "stopped"),
    (lambda s: "done" in s.states or bool(s.record), "done", ""),
]


def _apply(seen: Seen) -> tuple[str, str]:
    outcome, why = next((outcome, why) for holds, outcome, why in RULES if holds(seen))
    if outcome == "go":
        return _apply(replace(seen, result="go_ahead", states=seen.kept))
    if why == "reason":
        why = seen.reason
    if outcome == "done":
        outcome, why = {
            "changed": ("done_changed", ""),
            "nothing changed": ("done_no_change", "nothing_changed"),
            "": ("done_no_change", "change_not_known"),
        }[seen.record]
    if seen.result == "nobody decided" and not why:
        why = "no_decision"
    return outcome, why


def _see(trail: Trail, result: str, reason: str, work: list[Action]) -> Seen:
    record = ""
    for change in trail.changes:
        named = [action for action in trail.actions if action.key in change.actions]
        fits = any(action in work for action in named) or (not named and (bool(work) or not trail.actions))
        if fits and record != "changed":
            record = "changed" if change.changed else "nothing changed"
    last = [(action.state.value, action.tries[-1] if action.tries else "no cycle") for action in work]
    return Seen(
        result,
        reason,
        states=tuple(state for state, _ in last),
        kept=tuple(state for state, act in last if act != "abandon"),
        left="abandon" in [act for _, act in last],
        adopted="adopt" in [act for _, act in last],
        again=any(
            (act == "adapt" and state != "stopped") or (act is None and state in {"doing", "not_started"})
            for state, act in last
        ),
        unsaid=any(act is None and state == "done" for state, act in last),
        record=record,
    )


def _ends(decision: Decision, decisions: list[Decision]) -> list[Decision]:
    """Where every path of replacements from this decision ends."""
    later = [other for other in decisions if decision.key in other.replaces]
    if not later:
        return [decision]
    return [end for one in later for end in _ends(one, decisions)]


def strands(trail: Trail) -> list[tuple[str, str, Decision | None, list[Action]]]:
    """What each standing decision of a trail about one single contribution gives."""
    decisions = list(trail.decisions)
    keys = [decision.key for decision in decisions]
    loose = [action for action in trail.actions if action.decision not in keys]
    found: list[tuple[str, str, Decision | None, list[Action]]] = []
    for decision in decisions:
        if _ends(decision, decisions) != [decision]:
            continue
        work: list[Action] = []
        for action in trail.actions:
            under = [one for one in decisions if one.key == action.decision]
            if not under or (under[0].result == decision.result and decision in _ends(under[0], decisions)):
                work.append(action)
        if decision.result not in {"go_ahead", "try_out"}:
            work = []
        reason = decision.reason.value if decision.reason else "unlisted"
        found.append((*_apply(_see(trail, decision.result.value, reason, work)), decision, work))
    if not any(decision.result in {"go_ahead", "try_out"} for decision in decisions):
        seen = _see(trail, "nobody decided", "", loose)
        begun = {"doing", "done"} & set(seen.states) or (not decisions and seen.states)
        if begun or seen.record == "changed":
            found.append((*_apply(seen), None, loose))
    return found


def _taken_back(trail: Trail) -> bool:
    decisions = list(trail.decisions)
    lost, kept = [], []
    for decision in decisions:
        if decision.result in {"go_ahead", "try_out"}:
            ends = {end.result.value for end in _ends(decision, decisions)}
            (kept if ends & {"go_ahead", "try_out"} else lost).append(decision.key)
    for action in trail.actions:
        named = action.decision in [decision.key for decision in decisions]
        if action.state == "done" and (action.decision in lost or (not named and lost and not kept)):
            return True
    return False


def expected(trail: Trail) -> Fate:
    """The fate of the one contribution of a trail without merges and splits."""
    (said,) = trail.contributions
    found = strands(trail)
    if not found:
        talked = said.talked_about or trail.changes
        return Fate(Outcome.TALKED_ABOUT if talked else Outcome.WAITING, None, None, None, None)
    found.sort(key=lambda one: (ORDER.index(one[0]), -one[2].order if one[2] else 99))
    outcome, why, decision, _ = found[0]
    people = {said.author, said.speaker} - {None}
    decided = decision is not None and any(person in decision.there for person in people)
    work = [action for *_, actions in found for action in actions]
    live = [action for action in work if action.state != "stopped"] or work
    worked = any(person in action.workers for action in live for person in people) if work else None
    enough = outcome in {"later", "not_done"} or why == "nobody_yet" or bool(worked)
    dates = [one.look_again for _, _, one, _ in found if one and one.look_again]
    return Fate(
        outcome=Outcome(outcome),
        why=Why(why) if why else None,
        whose=Whose.WE if decided and enough else Whose.THEY,
        decided_with=decided,
        worked_with=worked,
        also=frozenset(Outcome(one[0]) for one in found) - {Outcome(outcome)},
        look_again=min(dates, default=None),
        taken_back=_taken_back(trail),
        decision=decision.key if decision else None,
    )


def alone(trail: Trail, said: Contribution, about: set[str]) -> Trail:
    """The trail as it looks from one contribution, with everything recorded about ``about`` moved onto it."""
    own = Contribution(
        "x",
        said.author,
        said.speaker,
        talked_about=any(one.talked_about for one in trail.contributions if one.key in about),
    )
    on = frozenset({"x"})
    decisions = tuple(
        replace(
            one,
            contributions=on,
            replaces=one.replaces & {other.key for other in trail.decisions if other.contributions & about},
        )
        for one in trail.decisions
        if one.contributions & about
    )
    keys = {one.key for one in decisions}
    actions = tuple(
        replace(one, contributions=on, decision=one.decision if one.decision in keys else None)
        for one in trail.actions
        if one.contributions & about
    )
    done = {one.key for one in actions}
    changes = tuple(
        replace(one, contributions=on, actions=one.actions & done) for one in trail.changes if one.contributions & about
    )
    return Trail((own,), decisions, actions, changes)
