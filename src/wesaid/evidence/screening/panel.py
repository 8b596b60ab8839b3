"""Agreement of a whole panel: everybody with everybody over what both judged, all together, and what to talk about."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wesaid.evidence.screening.agree import Agreement, Alpha, Answers, NothingInCommon, alpha, compare


@dataclass(frozen=True, slots=True)
class Panel:
    """How far the people of a panel agree.

    Attributes:
        people: their names, in the order given.
        items: how many items anybody judged.
        answers: every answer that was possible or given, the possible ones first.
        pairs: for each two people, how far they agree over what both judged; ``None`` where that is nothing.
        alpha: Krippendorff's alpha over all of them.
        disagreements: items on which not everybody who judged them said the same, in the order they were first judged.
    """

    people: tuple[str, ...]
    items: int
    answers: tuple[Hashable, ...]
    pairs: Mapping[tuple[str, str], Agreement | None]
    alpha: Alpha
    disagreements: tuple[Hashable, ...]


def compare_panel(
    people: Mapping[str, Answers],
    *,
    answers: Sequence[Hashable] = (),
    confidence: float = 0.95,
    resamples: int = 1999,
    seed: int = 0,
) -> Panel:
    """Compare two or more people, each of whom may have judged another subset of the items.

    Args:
        people: for each name, item to answer.
        answers: every answer that was possible; those given are added. PABAK of each pair is over all of them.
        confidence, resamples, seed: of the intervals; resampling is for alpha alone.

    Raises:
        NothingInCommon: no item was judged by two people.
        ConfidenceError, TooFewResamplesError, SeedError: see ``wesaid.practice.voice``.

    The methods and their sources are those of :func:`wesaid.evidence.screening.agree.compare` and ``alpha``.
    """
    given: dict[Hashable, set[Hashable]] = {}
    for judged in people.values():
        for item, answer in judged.items():
            given.setdefault(item, set()).add(answer)
    known = (*answers, *sorted({one for said in given.values() for one in said} - set(answers), key=str))
    together = alpha(people.values(), confidence=confidence, resamples=resamples, seed=seed)
    pairs: dict[tuple[str, str], Agreement | None] = {}
    for one, other in combinations(people, 2):
        try:
            pairs[one, other] = compare(people[one], people[other], answers=known, confidence=confidence)
        except NothingInCommon:
            pairs[one, other] = None
    return Panel(
        people=tuple(people),
        items=len(given),
        answers=known,
        pairs=pairs,
        alpha=together,
        disagreements=tuple(item for item, said in given.items() if len(said) > 1),
    )
