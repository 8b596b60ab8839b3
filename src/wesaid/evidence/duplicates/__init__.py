"""Duplicates among references: which records are of one publication, which of one study, and what a person must see.

Stages, one module each: ``normalise`` (take away what differs between databases), ``block`` (which pairs are worth
comparing), ``compare`` (how alike, field by field), ``decide`` (same, different, linked, or a question), ``cluster``
(from pairs to groups), ``merge`` (one record from several, which can be undone). ``docs/methods/duplicates.md`` says
how and why.
"""

from __future__ import annotations

from collections.abc import Iterable

from wesaid.evidence.duplicates.merge import Merged, NothingToMerge, merge, undo
from wesaid.evidence.duplicates.result import Duplicates, NotEachRecordOnce, UnknownVerdict, Verdict
from wesaid.evidence.reference import Reference

__all__ = [
    "Duplicates",
    "Merged",
    "NotEachRecordOnce",
    "NothingToMerge",
    "UnknownVerdict",
    "Verdict",
    "find_duplicates",
    "merge",
    "undo",
]


def find_duplicates(references: Iterable[Reference], *, processes: int = 1) -> Duplicates:
    """Finds the records that are of one publication, and those that are different publications of one study.

    Nothing is changed or lost: the records stay as they are, each pair says why it was decided so, and a merge holds
    its members. The order of the records does not change what is found. Ids need not be unique.

    Args:
        references: the records, of one or of many databases.
        processes: how many to judge with where there are very many pairs; the result is the same.

    Returns:
        Groups of the same publication, links, and pairs for a person.

    Source: Fellegi and Sunter 1969, DOI 10.1080/01621459.1969.10501049, with strengths fitted on the labelled sets
    published with bib-dedupe, and rules of our own (``docs/methods/duplicates.md``).

    >>> records = [
    ...     Reference("a", title="Singing for the lungs: a trial", authors=("Berg, A",), year="2019", pages="288-97"),
    ...     Reference("b", title="Singing for the Lungs. A trial", authors=("Berg, Anna",), year="2019", pages="288-297"),
    ... ]
    >>> find_duplicates(records).groups
    ((0, 1),)
    """
    from wesaid.evidence.duplicates.find import find

    return find(references, processes)
