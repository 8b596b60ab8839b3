"""Many calls in one world: making it costs more than most calls do."""

from __future__ import annotations

from collections.abc import Iterable


def some_at_a_time(names: Iterable[str], most: int = 12) -> list[tuple[str, ...]]:
    """Names in order, so many together: enough tests for every processor, and few worlds."""
    ordered = sorted(names)
    return [tuple(ordered[start : start + most]) for start in range(0, len(ordered), most)]
