"""Reads the few fixed words in which docs/methods/fate.md writes trails down."""

from __future__ import annotations

from datetime import date

from wesaid.practice.fate import (
    Act,
    Action,
    ActionState,
    Change,
    Contribution,
    Decision,
    Reason,
    Result,
    Trail,
)

_STATES = {"not started": ActionState.NOT_STARTED, "doing": ActionState.DOING}
_STATES |= {"done": ActionState.DONE, "stopped": ActionState.STOPPED}
_RESULTS = {"go ahead": Result.GO_AHEAD, "try out": Result.TRY_OUT, "later": Result.LATER}
_RESULTS |= {"not now": Result.NOT_NOW, "no": Result.NO}
_CLAUSES = ("with", "because", "look again", "replaces", "under", "by", "tries", "through")


def read(words: str) -> Trail:
    """``"a by ann; D1: go ahead on a, with ann"`` → the trail it describes. Decisions come in order."""
    contributions: list[Contribution] = []
    decisions: list[Decision] = []
    actions: list[Action] = []
    changes: list[Change] = []
    for sentence in (part.strip() for part in words.split(";")):
        key, colon, rest = sentence.partition(": ")
        if not colon:
            contributions.append(_contribution(sentence))
            continue
        what, on, said = _subject(rest)
        if key.startswith("D"):
            decisions.append(_decision(key, len(decisions), what, on, said))
        elif key.startswith("W"):
            actions.append(_action(key, what, on, said))
        elif key.startswith("C"):
            through = frozenset(said.pop("through", "").split())
            changes.append(Change(key, on, {"changed": True, "nothing changed": False}[what], through))
        assert not said, f"not understood: {said} in {sentence!r}"
    return Trail(tuple(contributions), tuple(decisions), tuple(actions), tuple(changes))


def _contribution(sentence: str) -> Contribution:
    first, *clauses = [part.strip() for part in sentence.split(",")]
    if " merged into " in first or " part of " in first:
        key, clause = first.split(" ", 1)
        first, clauses = key, [clause, *clauses]
    first, _, speaker = first.partition(" through ")
    key, _, author = first.partition(" by ")
    merged_into = part_of = None
    talked_about = False
    for clause in clauses:
        if clause.startswith("merged into "):
            merged_into = clause.removeprefix("merged into ")
        elif clause.startswith("part of "):
            part_of = clause.removeprefix("part of ")
        else:
            assert clause == "talked about", clause
            talked_about = True
    return Contribution(key, author or None, speaker or None, merged_into, part_of, talked_about)


def _subject(rest: str) -> tuple[str, frozenset[str], dict[str, str]]:
    first, *clauses = [part.strip() for part in rest.split(",")]
    what, _, on = first.partition(" on ")
    said = {}
    for clause in clauses:
        word = next(word for word in _CLAUSES if clause.startswith(word + " "))
        said[word] = clause.removeprefix(word + " ")
    return what, frozenset(on.split()), said


def _decision(key: str, order: int, what: str, on: frozenset[str], said: dict[str, str]) -> Decision:
    return Decision(
        key,
        order,
        _RESULTS[what],
        on,
        there=frozenset(said.pop("with", "").split()),
        reason=Reason(said.pop("because")) if "because" in said else None,
        look_again=date.fromisoformat(said.pop("look again")) if "look again" in said else None,
        replaces=frozenset(said.pop("replaces", "").split()),
    )


def _action(key: str, what: str, on: frozenset[str], said: dict[str, str]) -> Action:
    return Action(
        key,
        on,
        _STATES[what],
        decision=said.pop("under", None),
        workers=frozenset(said.pop("by", "").split()),
        tries=tuple(None if act == "open" else Act(act) for act in said.pop("tries", "").split()),
    )
