"""Judging many pairs: the same function for each part of them, one after the other or side by side.

A part is a run of pairs; what it needs is the two records of each pair and nothing else, so any engine that can send
records to a worker can carry it (``docs/adr/0011-judging-per-partition.md``).
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from wesaid.evidence.duplicates.decide import KEEP_APART, Decision, decide, is_clear
from wesaid.evidence.duplicates.levels import DIFFERENT
from wesaid.evidence.duplicates.normalise import Comparable

Judged = tuple[int, int, Decision]

PART = 50_000
"""Pairs in one part."""
MANY = 400_000
"""Pairs from which parts are judged side by side, where the system can share memory between processes."""


class Pairs(Protocol):
    """Pairs of places in order: a list of them, or an array that makes them when asked."""

    def __len__(self) -> int: ...

    def part(self, start: int, end: int) -> Iterable[tuple[int, int]]: ...


def judge_part(pairs: Iterable[tuple[int, int]], records: Sequence[Comparable]) -> list[Judged]:
    """The pairs of one part that matter: not different, or different by a rule that keeps groups apart."""
    found = []
    for one, other in pairs:
        if is_clear(records[one], records[other]):
            continue
        decision = decide(records[one], records[other])
        if decision.verdict != DIFFERENT or decision.rule in KEEP_APART:
            found.append((one, other, decision))
    return found


def judge(pairs: Pairs, records: Sequence[Comparable], processes: int) -> Iterator[Judged]:
    """The same for all parts, in order of the pairs."""
    starts = range(0, len(pairs), PART)
    if processes < 2 or len(pairs) < MANY or "fork" not in multiprocessing.get_all_start_methods():
        for start in starts:
            yield from judge_part(pairs.part(start, start + PART), records)
        return
    _shared.clear()
    _shared.extend((pairs, records))
    gc.freeze()  # else the collector of each process would write to every record, and so copy it
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            for found in pool.imap(_judge_shared, starts):
                yield from found
    finally:
        gc.unfreeze()
        _shared.clear()


_shared: list[object] = []  # what the processes inherit when they are forked: nothing has to be sent to them


def _judge_shared(start: int) -> list[Judged]:
    pairs, records = _shared
    return judge_part(pairs.part(start, start + PART), records)  # type: ignore[attr-defined, arg-type]
