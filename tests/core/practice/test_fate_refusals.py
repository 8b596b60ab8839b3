"""Each refusal is named after the rule that was broken."""

from __future__ import annotations

from datetime import date

import pytest

from wesaid.practice import fate
from wesaid.practice.fate import Action, Change, Contribution, Decision, Fate, Outcome, Result, Trail, Whose

A = frozenset({"a"})
SAID = (Contribution("a"),)


def go(key: str, order: int, **more: object) -> Decision:
    return Decision(key, order, Result.GO_AHEAD, A, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "make"),
    [
        ("EmptyKeyError", lambda: Contribution("")),
        ("LaterNeedsDateError", lambda: Decision("d", 1, Result.LATER, A)),
        ("DuplicateKeyError", lambda: Trail((*SAID, *SAID))),
        ("DuplicateKeyError", lambda: Trail(SAID, (go("d", 1), go("d", 2)))),
        ("DuplicateOrderError", lambda: Trail(SAID, (go("d", 1), go("e", 1)))),
        ("UnknownReferenceError", lambda: Trail((Contribution("a", merged_into="b"),))),
        ("UnknownReferenceError", lambda: Trail((Contribution("a", part_of="b"),))),
        ("UnknownReferenceError", lambda: Trail((), (go("d", 1),))),
        ("UnknownReferenceError", lambda: Trail(SAID, (go("d", 1, replaces=frozenset({"e"})),))),
        ("UnknownReferenceError", lambda: Trail(SAID, (), (Action("w", A, "done", "d"),))),
        ("UnknownReferenceError", lambda: Trail((), (), (Action("w", A, "done"),))),
        ("UnknownReferenceError", lambda: Trail(SAID, (), (), (Change("c", A, True, frozenset({"w"})),))),
        ("UnknownReferenceError", lambda: Trail((), (), (), (Change("c", A, True),))),
        ("CircularMergeError", lambda: Trail((Contribution("a", merged_into="a"),))),
        (
            "CircularMergeError",
            lambda: Trail((Contribution("a", merged_into="b"), Contribution("b", merged_into="a"))),
        ),
        ("CircularPartsError", lambda: Trail((Contribution("a", part_of="a"),))),
        ("CircularPartsError", lambda: Trail((Contribution("a", part_of="b"), Contribution("b", part_of="a")))),
        (
            "CircularPartsError",  # also where both are together already
            lambda: Trail((Contribution("a", part_of="b", merged_into="b"), Contribution("b", part_of="a"))),
        ),
        (
            "CircularPartsError",  # by way of what they were merged with
            lambda: Trail(
                (
                    Contribution("a", part_of="b"),
                    Contribution("b"),
                    Contribution("c", part_of="d", merged_into="b"),
                    Contribution("d", merged_into="a"),
                )
            ),
        ),
        ("ReplacesLaterDecisionError", lambda: Trail(SAID, (go("d", 1, replaces=frozenset({"d"})),))),
        ("ReplacesLaterDecisionError", lambda: Trail(SAID, (go("d", 1, replaces=frozenset({"e"})), go("e", 2)))),
    ],
)
def test_refused(error: str, make: object) -> None:
    kind = getattr(fate, error)
    assert issubclass(kind, fate.TrailError)
    with pytest.raises(kind):
        make()  # type: ignore[operator]


def test_a_misspelt_result_does_not_pass() -> None:
    with pytest.raises(ValueError, match="goahead"):
        Decision("d", 1, "goahead", A)  # type: ignore[arg-type]
    assert Decision("d", 1, "later", A, look_again=date(2026, 1, 1)).result is Result.LATER  # type: ignore[arg-type]


def test_we_cannot_be_made_up() -> None:
    with pytest.raises(fate.WeNotEarnedError):
        Fate(Outcome.DONE_CHANGED, None, Whose.WE, decided_with=False, worked_with=True)


def test_an_empty_trail_has_no_fates() -> None:
    assert fate.fates(Trail(())) == {}
