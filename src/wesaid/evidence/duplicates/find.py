"""All stages in a row: references in; groups, links, and questions for a person out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wesaid.evidence.duplicates.block import candidate_pairs, order_of
from wesaid.evidence.duplicates.cluster import Edge, cluster
from wesaid.evidence.duplicates.compare import compare
from wesaid.evidence.duplicates.decide import IDENTICAL, KEEP_APART, SPLIT, THIN, Decision, decide, says_enough, total
from wesaid.evidence.duplicates.levels import DIFFERENT, LINKED, REVIEW, SAME
from wesaid.evidence.duplicates.normalise import Comparable, normalise
from wesaid.evidence.duplicates.partition import Judged, Pairs, judge
from wesaid.evidence.duplicates.result import Duplicates, Verdict
from wesaid.evidence.reference import Reference

LARGE = 200_000
"""Records from which a database engine finds the pairs."""
ACCESSION_TITLES, ACCESSION_SHARE = 30, 0.8
"""Where at least so many titles have an issue, and more than this share of them one of its own, it is no issue."""


def find(references: Iterable[Reference], processes: int) -> Duplicates:
    """See :func:`wesaid.evidence.duplicates.find_duplicates`."""
    inputs = tuple(references)
    records = comparables(inputs)
    heads, copies = fold_identical(inputs, records)
    unlike = [records[head] for head in heads]
    pairs = _pairs(unlike)
    judged = list(judge(pairs, unlike, processes))
    groups, refused = _grouped(judged, unlike)
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    found = [*_copies(copies, records), *_settled(judged, refused, group_of, heads)]
    return Duplicates(
        references=inputs,
        groups=_whole_groups(groups, heads, copies, records),
        same=tuple([one for one in found if one.verdict == SAME]),
        linked=tuple([one for one in found if one.verdict == LINKED]),
        review=tuple([one for one in found if one.verdict == REVIEW]),
        compared=len(pairs) + sum(map(len, copies.values())),
        _different=lambda: _different(pairs, unlike, heads, group_of),
    )


def comparables(references: Sequence[Reference]) -> list[Comparable]:
    """All records, normalised. Issues that tell nearly all titles apart are accession numbers and are left out."""
    records = [normalise(reference) for reference in references]
    titles = {record.title for record in records if record.number and record.title}
    numbers = {record.number for record in records if record.number and record.title}
    if len(titles) >= ACCESSION_TITLES and len(numbers) > ACCESSION_SHARE * len(titles):
        return [record._replace(number="") for record in records]
    return records


def fold_identical(
    references: Sequence[Reference], records: Sequence[Comparable]
) -> tuple[list[int], dict[int, list[int]]]:
    """One place for each way a record reads, in order, and the places of its copies where it has any.

    So a file that was exported twice, or ten thousand copies of one record, cost no more than the record itself.
    """
    alike: dict[Comparable, list[int]] = {}
    for place, record in enumerate(records):
        alike.setdefault(record, []).append(place)
    heads, copies = [], {}
    for places in alike.values():
        head = min(places, key=lambda place: (references[place].id, references[place].source, place))
        heads.append(head)
        if len(places) > 1:
            copies[head] = [place for place in places if place != head]
    return sorted(heads), copies


def _pairs(records: Sequence[Comparable]) -> Pairs:
    if len(records) < LARGE:
        return candidate_pairs(records)
    from wesaid.evidence.duplicates.engine import candidate_pairs_of_many

    return candidate_pairs_of_many(records)


def _grouped(judged: Sequence[Judged], records: Sequence[Comparable]) -> tuple[list[list[int]], set[Edge]]:
    """Groups of heads, the strongest pairs first; what is as strong is put in order by what the records say."""
    same = [found for found in judged if found[2].verdict == SAME]
    order = {place: order_of(records[place]) for found in same for place in found[:2]}
    same.sort(key=lambda found: (-found[2].score, *sorted((order[found[0]], order[found[1]]))))
    apart = [
        (one, other) for one, other, decision in judged if decision.verdict != SAME and decision.rule in KEEP_APART
    ]
    groups, refused = cluster(len(records), [(one, other) for one, other, _decision in same], apart)
    return groups, set(refused)


def _settled(
    judged: Iterable[Judged], refused: set[Edge], group_of: dict[int, int], heads: Sequence[int]
) -> Iterator[Verdict]:
    """Pairs as they stand after grouping. A doubt about two records that others have brought together is settled."""
    for one, other, decision in judged:
        if decision.verdict in {LINKED, REVIEW} and group_of[one] == group_of[other]:
            continue
        if (one, other) in refused and group_of[one] != group_of[other]:
            decision = decision._replace(verdict=REVIEW, rule=SPLIT)
        if decision.verdict != DIFFERENT:
            yield _verdict(heads[one], heads[other], decision)


def _copies(copies: dict[int, list[int]], records: Sequence[Comparable]) -> Iterator[Verdict]:
    for head, places in copies.items():
        record = records[head]
        if not (record.title or record.doi or record.pmid):
            continue  # two records that say nothing are no question to anybody
        enough = says_enough(record)
        levels = compare(record, record)
        decision = Decision(SAME if enough else REVIEW, "", total(levels), IDENTICAL if enough else THIN, levels)
        for place in places:
            yield _verdict(min(head, place), max(head, place), decision)


def _whole_groups(
    groups: Iterable[Sequence[int]], heads: Sequence[int], copies: dict[int, list[int]], records: Sequence[Comparable]
) -> tuple[tuple[int, ...], ...]:
    """Groups of all records: each head brings its copies, unless they say too little to be taken as one."""
    whole: list[tuple[int, ...]] = []
    for group in groups:
        places = []
        for number in group:
            head = heads[number]
            places.append(head)
            if says_enough(records[head]):
                places.extend(copies.get(head, ()))
            else:
                whole.extend((place,) for place in copies.get(head, ()))
        whole.append(tuple(sorted(places)))
    return tuple(sorted(whole))


def _different(
    pairs: Pairs, records: Sequence[Comparable], heads: Sequence[int], group_of: dict[int, int]
) -> Iterator[Verdict]:
    """The pairs that are different, judged again rather than kept: there are very many."""
    for one, other in pairs.part(0, len(pairs)):
        decision = decide(records[one], records[other])
        if decision.verdict == DIFFERENT:
            yield _verdict(heads[one], heads[other], decision)


def _verdict(one: int, other: int, decision: Decision) -> Verdict:
    return Verdict(
        one, other, decision.verdict, decision.kind, round(decision.score, 2), decision.rule, decision.explain()
    )
