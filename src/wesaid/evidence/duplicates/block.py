"""Which pairs are worth comparing: those that share a key. All pairs of a million records would be half a billion.

Each record gives a handful of keys made so that two records of one publication share one of them even where a title
has a slip, a DOI is missing or the pages are cut short. A key that very many records share ("editorial") says little:
its records are put in order and each is compared with its neighbours only (the sorted neighbourhood of Hernández and
Stolfo 1995, DOI 10.1145/568271.223807).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from wesaid.evidence.duplicates.marks import without_mark
from wesaid.evidence.duplicates.normalise import Comparable

LARGE_BLOCK = 60
"""Records that share a key; above, only neighbours in order of their titles are compared."""
NEIGHBOURS = 10
"""How many neighbours, on each side, in a block that is too large."""

_TITLE_START = 20


def keys(record: Comparable) -> Iterator[str]:
    """The keys of one record; two records are compared where they share one."""
    title = without_mark(record.title) if record.marks else record.title
    letters = title.replace(" ", "")
    if letters:
        yield "t" + letters[:_TITLE_START]
        longest = sorted(sorted(set(title.split())), key=len, reverse=True)[:3]
        yield "w" + " ".join(sorted(longest))
    if record.doi:
        yield "d" + record.doi
    if record.pmid:
        yield "m" + record.pmid
    first, year = record.first_page, record.year
    if first and record.volume:
        yield f"v{record.volume}/{first}"
    if first and record.last_page and year:
        yield f"p{year}/{first}/{record.last_page}"
    family = record.names[0].family if record.names else ""
    if family and first:
        yield f"a{family}/{first}"
    if family and year:
        given = record.names[0].given[:1]
        yield f"y{family}/{given}/{year}"


class PairList(list[tuple[int, int]]):
    """Pairs as a list."""

    def part(self, start: int, end: int) -> list[tuple[int, int]]:
        """A run of them."""
        return self[start:end]


def candidate_pairs(records: Sequence[Comparable]) -> PairList:
    """Pairs of places in ``records``, the smaller first, in order, each once."""
    blocks: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        for key in keys(record):
            blocks.setdefault(key, []).append(place)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > 1:
            pairs.update(pairs_within(block, records))
    return PairList(sorted(pairs))


def pairs_within(block: Sequence[int], records: Sequence[Comparable]) -> Iterator[tuple[int, int]]:
    """The pairs of one block: all of them, or neighbours where the block is large."""
    if len(block) <= LARGE_BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda place: order_of(records[place]))
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield min(one, other), max(one, other)


def order_of(record: Comparable) -> tuple[object, ...]:
    """Puts records in an order that does not depend on where they stand in the input; alike titles come together."""
    return record[:-2], sorted(record.marks), record.meeting
