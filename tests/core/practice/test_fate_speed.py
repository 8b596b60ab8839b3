"""10,000 contributions with their decisions and work, and shapes that would punish a quadratic loop."""

from __future__ import annotations

from time import process_time

from wesaid.practice.fate import Action, ActionState, Contribution, Decision, Outcome, Result, Trail, fates

# Of the processor, so that it does not matter what else the machine does. A quadratic loop would take minutes.
SECONDS = 4.0


def _timed(trail: Trail) -> dict[str, object]:
    begin = process_time()
    found = fates(trail)
    assert process_time() - begin < SECONDS
    return dict(found)


def test_a_system_wide_conversation() -> None:
    size = 10_000
    said = tuple(
        Contribution(
            f"c{n}",
            f"p{n % 700}",
            merged_into=f"c{n - 1}" if n % 10 == 9 else None,
            part_of=f"c{n - 3}" if n % 10 == 5 else None,
        )
        for n in range(size)
    )
    decisions = tuple(
        Decision(
            f"d{n}",
            n,
            Result.GO_AHEAD if n % 2 else Result.NO,
            frozenset(f"c{(n * 7 + i) % size}" for i in range(5)),
            frozenset({f"p{n % 700}"}),
            replaces=frozenset({f"d{n - 1}"}) if n % 4 == 3 else frozenset(),
        )
        for n in range(4_000)
    )
    actions = tuple(
        Action(f"w{n}", decisions[n].contributions, ActionState.DONE, f"d{n}", frozenset({f"p{n % 700}"}))
        for n in range(4_000)
    )
    assert len(_timed(Trail(said, decisions, actions))) == size


def test_long_chains_and_wide_wholes() -> None:
    size = 10_000
    merged = tuple(Contribution(f"c{n}", merged_into=f"c{n - 1}" if n else None) for n in range(size))
    assert len(_timed(Trail(merged))) == size
    nested = tuple(Contribution(f"c{n}", part_of=f"c{n - 1}" if n else None) for n in range(size))
    one = Decision("d", 1, Result.GO_AHEAD, frozenset({"c0"}))
    found = _timed(Trail(nested, (one,)))
    assert {fate.outcome for fate in found.values()} == {Outcome.BEING_DONE}  # type: ignore[attr-defined]
    wide = tuple(Contribution(f"c{n}", part_of="c0" if n else None) for n in range(size))
    many = tuple(Decision(f"d{n}", n, Result.NO, frozenset({"c0"})) for n in range(4_000))
    assert len(_timed(Trail(wide, many))) == size


def test_a_decision_reversed_thousands_of_times() -> None:
    many = tuple(
        Decision(f"d{n}", n, Result.NO, frozenset({"a"}), replaces=frozenset({f"d{n - 1}"} if n else ()))
        for n in range(4_000)
    )
    found = fates(Trail((Contribution("a"),), many))
    assert found["a"].decision == "d3999"
