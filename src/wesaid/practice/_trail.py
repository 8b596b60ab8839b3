"""The values a trail is made of. Public names are re-exported by :mod:`wesaid.practice.fate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar


class Result(StrEnum):
    """What a decision came to."""

    GO_AHEAD = "go_ahead"
    TRY_OUT = "try_out"
    LATER = "later"
    NOT_NOW = "not_now"
    NO = "no"


class Reason(StrEnum):
    """The listed reasons for later, not now and no."""

    MONEY = "money"
    TIME = "time"
    LAW_OR_SAFETY = "law_or_safety"
    OUTSIDE_OUR_POWER = "outside_our_power"
    EVIDENCE = "evidence"
    ANOTHER_VIEW = "another_view"
    ALREADY_EXISTS = "already_exists"
    NO_REASON_GIVEN = "no_reason_given"
    OTHER = "other"


class ActionState(StrEnum):
    """How far a piece of work is."""

    NOT_STARTED = "not_started"
    DOING = "doing"
    DONE = "done"
    STOPPED = "stopped"


class Act(StrEnum):
    """How one cycle of trying something out ended."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"


class TrailError(ValueError):
    """A trail that cannot be. Each kind below is named after the rule it breaks."""


class EmptyKeyError(TrailError):
    """Everything on a trail has a key that is not empty."""


class DuplicateKeyError(TrailError):
    """No two contributions, decisions, actions or changes share a key."""


class DuplicateOrderError(TrailError):
    """No two decisions share a place in the order: one was taken after the other."""


class UnknownReferenceError(TrailError):
    """What is referred to is on the trail."""


class CircularMergeError(TrailError):
    """Following merges comes to an end."""


class CircularPartsError(TrailError):
    """Nothing is part of itself, not even by way of what it was merged with."""


class ReplacesLaterDecisionError(TrailError):
    """A decision replaces earlier decisions only."""


class LaterNeedsDateError(TrailError):
    """'Later' comes with a date to look again."""


def _check_key(key: str) -> None:
    if not key:
        raise EmptyKeyError("a key is empty")


@dataclass(frozen=True, slots=True)
class Contribution:
    """Something a person said.

    ``speaker`` is someone the author chose to speak for them; ``talked_about`` says that the group
    has begun to talk about it. ``merged_into`` and ``part_of`` are keys of other contributions.
    """

    key: str
    author: str | None = None
    speaker: str | None = None
    merged_into: str | None = None
    part_of: str | None = None
    talked_about: bool = False

    def __post_init__(self) -> None:
        _check_key(self.key)

    @property
    def voices(self) -> frozenset[str]:
        """The author and the speaker, as far as they are known."""
        return frozenset(person for person in (self.author, self.speaker) if person)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about some contributions.

    ``order`` is its place among the decisions of the trail (a greater number is later; no two are
    equal). ``there`` holds the people who were there. ``replaces`` holds keys of earlier decisions
    that it takes the place of, wherever both are about the same contribution.
    """

    key: str
    order: int
    result: Result
    contributions: frozenset[str]
    there: frozenset[str] = frozenset()
    reason: Reason | None = None
    look_again: date | None = None
    replaces: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check_key(self.key)
        # Values read from a file or a table arrive as plain words; a misspelt one must not pass.
        object.__setattr__(self, "result", Result(self.result))
        if self.reason is not None:
            object.__setattr__(self, "reason", Reason(self.reason))
        if self.result == Result.LATER and self.look_again is None:
            raise LaterNeedsDateError(f"decision {self.key!r} says 'later' without a date to look again")


@dataclass(frozen=True, slots=True)
class Action:
    """A piece of work on some contributions.

    A ``decision`` that is not about one of them means nothing for that one. ``tries`` are the cycles of trying
    out, in order; ``None`` is a cycle still under way.
    """

    key: str
    contributions: frozenset[str]
    state: ActionState
    decision: str | None = None
    workers: frozenset[str] = frozenset()
    tries: tuple[Act | None, ...] = ()

    def __post_init__(self) -> None:
        _check_key(self.key)
        object.__setattr__(self, "state", ActionState(self.state))
        object.__setattr__(self, "tries", tuple(None if act is None else Act(act) for act in self.tries))


@dataclass(frozen=True, slots=True)
class Change:
    """What the group recorded as different, or (``changed=False``) that nothing is.

    ``actions`` that are not about one of the contributions mean nothing for that one.
    """

    key: str
    contributions: frozenset[str]
    changed: bool
    actions: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check_key(self.key)


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything on record about some contributions. The order within each tuple means nothing.

    Raises a :class:`TrailError` named after the broken rule.
    """

    contributions: tuple[Contribution, ...]
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        said = _by_key("contribution", self.contributions)
        decided = _by_key("decision", self.decisions)
        done = _by_key("action", self.actions)
        _by_key("change", self.changes)
        self._check_contributions(said)
        self._check_decisions(said, decided)
        for action in self.actions:
            _check_known(f"action {action.key!r}", action.contributions, said)
            if action.decision is not None:
                _check_known(f"action {action.key!r}", (action.decision,), decided)
        for change in self.changes:
            _check_known(f"change {change.key!r}", change.contributions, said)
            _check_known(f"change {change.key!r}", change.actions, done)

    def _check_contributions(self, said: Mapping[str, Contribution]) -> None:
        for contribution in self.contributions:
            links = [key for key in (contribution.merged_into, contribution.part_of) if key is not None]
            _check_known(f"contribution {contribution.key!r}", links, said)
        _check_parts_end(said)
        # That nothing is part of itself by way of what it was merged with is found by Clusters.
        Clusters(self.contributions)

    def _check_decisions(self, said: Mapping[str, Contribution], decided: Mapping[str, Decision]) -> None:
        places: dict[int, str] = {}
        for decision in self.decisions:
            name = f"decision {decision.key!r}"
            _check_known(name, decision.contributions, said)
            _check_known(name, decision.replaces, decided)
            if decision.order in places:
                raise DuplicateOrderError(f"{name} and {places[decision.order]!r} have the same place in the order")
            places[decision.order] = decision.key
            for key in decision.replaces:
                if decided[key].order >= decision.order:
                    raise ReplacesLaterDecisionError(f"{name} replaces {key!r}, which is not an earlier one")


class Clusters:
    """Contributions joined by merging, and which joined contributions are parts of which.

    ``of`` maps each key to the number of its cluster, ``members`` lists each cluster's keys,
    ``wholes`` and ``parts`` say which clusters each cluster is part of, and is made of. A part merged
    back into its own whole is the split undone. ``top_down`` lists wholes before their parts.

    Raises :class:`CircularMergeError` or :class:`CircularPartsError`.
    """

    def __init__(self, contributions: Iterable[Contribution]) -> None:
        said = {contribution.key: contribution for contribution in contributions}
        self.of: dict[str, int] = {}
        self.members: list[list[str]] = []
        for key in said:
            self._place(key, said)
        self.wholes: list[set[int]] = [set() for _ in self.members]
        self.parts: list[set[int]] = [set() for _ in self.members]
        for key, contribution in said.items():
            if contribution.part_of is not None:
                part, whole = self.of[key], self.of[contribution.part_of]
                if part != whole:
                    self.wholes[part].add(whole)
                    self.parts[whole].add(part)
        self.top_down = self._ordered()

    def _place(self, key: str, said: Mapping[str, Contribution]) -> None:
        path: dict[str, None] = {}
        at = key
        while at not in self.of:
            if at in path:
                raise CircularMergeError(f"contribution {at!r} is merged into itself in the end")
            path[at] = None
            onward = said[at].merged_into
            if onward is None:
                self.of[at] = len(self.members)
                self.members.append([])
            else:
                at = onward
        for passed in path:
            self.of[passed] = self.of[at]
            self.members[self.of[at]].append(passed)

    def _ordered(self) -> list[int]:
        waiting = [len(wholes) for wholes in self.wholes]
        ready = [cluster for cluster, count in enumerate(waiting) if count == 0]
        for cluster in ready:  # grows while it is read
            for part in self.parts[cluster]:
                waiting[part] -= 1
                if waiting[part] == 0:
                    ready.append(part)
        if len(ready) < len(self.members):
            stuck = next(cluster for cluster, count in enumerate(waiting) if count)
            raise CircularPartsError(f"contribution {self.members[stuck][0]!r} is part of itself in the end")
        return ready


def _check_parts_end(said: Mapping[str, Contribution]) -> None:
    """Clusters takes links within one cluster for a split undone, so a circle of parts alone is looked for here."""
    ends: set[str] = set()
    for key in said:
        path: dict[str, None] = {}
        at: str | None = key
        while at is not None and at not in ends:
            if at in path:
                raise CircularPartsError(f"contribution {at!r} is part of itself in the end")
            path[at] = None
            at = said[at].part_of
        ends |= path.keys()


_Thing = TypeVar("_Thing", Contribution, Decision, Action, Change)


def _by_key(kind: str, things: Iterable[_Thing]) -> dict[str, _Thing]:
    found: dict[str, _Thing] = {}
    for thing in things:
        if thing.key in found:
            raise DuplicateKeyError(f"two {kind}s have the key {thing.key!r}")
        found[thing.key] = thing
    return found


def _check_known(name: str, keys: Iterable[str], known: Mapping[str, object]) -> None:
    for key in keys:
        if key not in known:
            raise UnknownReferenceError(f"{name} refers to {key!r}, which is not on the trail")
