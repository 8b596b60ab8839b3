"""Blocking of very many records: the same keys and the same pairs as ``block``, found by a database engine.

Finding pairs that share a key is a join, and engines join well: within a set amount of memory, on the disk where that
is not enough. Here it is DuckDB, in process. Only the keys go in and only pairs of places come out.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from wesaid.evidence.duplicates.block import LARGE_BLOCK, keys, pairs_within
from wesaid.evidence.duplicates.normalise import Comparable

if TYPE_CHECKING:
    import numpy as np

MEMORY = "2GB"
"""What the engine may hold in memory before it uses the disk."""


class PairArray:
    """Pairs of places in two arrays: eight bytes a pair."""

    def __init__(self, one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> None:
        self._one, self._other = one, other

    def __len__(self) -> int:
        return len(self._one)

    def part(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """A run of them."""
        return zip(self._one[start:end].tolist(), self._other[start:end].tolist(), strict=True)


def candidate_pairs_of_many(records: Sequence[Comparable]) -> PairArray:
    """The pairs that :func:`wesaid.evidence.duplicates.block.candidate_pairs` finds, in the same order."""
    import duckdb
    import numpy as np

    places, names = _keys(records)
    with tempfile.TemporaryDirectory(prefix="wesaid-blocking-") as folder, duckdb.connect() as engine:
        engine.execute(f"SET memory_limit='{MEMORY}'; SET temp_directory='{folder}'")
        given = {"place": np.frombuffer(places, dtype=np.int32), "key": np.frombuffer(names, dtype=np.uint64)}
        engine.register("given", given)
        engine.execute("CREATE TABLE keys AS SELECT place, key FROM given")
        engine.execute("CREATE TABLE sizes AS SELECT key, count(*) AS size FROM keys GROUP BY key HAVING count(*) > 1")
        large = _pairs_of_large(engine, records)
        engine.register("large", {"one": large[0], "other": large[1]})
        found = engine.execute(
            """
            SELECT DISTINCT one, other FROM (
                SELECT a.place AS one, b.place AS other
                FROM keys a JOIN sizes USING (key) JOIN keys b USING (key)
                WHERE a.place < b.place AND size <= ?
                UNION ALL SELECT one, other FROM large
            ) ORDER BY one, other
            """,
            [LARGE_BLOCK],
        ).fetchnumpy()
        return PairArray(found["one"], found["other"])


def _keys(records: Sequence[Comparable]) -> tuple[array[int], array[int]]:
    """The place of a record and a key of it, as eight bytes; that two keys share those is rarer than one in a million."""
    places, names = array("i"), array("Q")
    for place, record in enumerate(records):
        for key in keys(record):
            places.append(place)
            names.append(int.from_bytes(blake2b(key.encode(errors="replace"), digest_size=8).digest(), "little"))
    return places, names


def _pairs_of_large(engine: Any, records: Sequence[Comparable]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Neighbours in the blocks that are too large to be compared as a whole."""
    import numpy as np

    rows = engine.execute(
        "SELECT list(place ORDER BY place) FROM keys JOIN sizes USING (key) WHERE size > ? GROUP BY key", [LARGE_BLOCK]
    )
    one, other = array("i"), array("i")
    while row := rows.fetchone():
        for a, b in pairs_within(row[0], records):
            one.append(a)
            other.append(b)
    return np.array(one, dtype=np.int32), np.array(other, dtype=np.int32)
