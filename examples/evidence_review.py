"""A small review from references to flow, as one would walk it in a notebook.

    python examples/evidence_review.py [FLOW.svg]

All references are invented. Where a review group would read and decide, a few words stand in for them here, so that
the example can run by itself; in a real review nothing but people decides.
"""

from __future__ import annotations

import sys
from pathlib import Path

from wesaid.evidence import find_duplicates, flow, rank, read
from wesaid.evidence.reference import Reference

REFERENCES = Path(__file__).with_name("references.ris")
ABOUT_CO_PRODUCTION = (
    "co-produc",
    "co-deliver",
    "co-design",
    "designed",
    "panel",
    "peer support",
    "chose",
    "decisions",
)


def stand_in_for_readers(reference: Reference) -> bool:
    """Stands in for people who read title and abstract."""
    text = f"{reference.title} {reference.abstract}".casefold()
    return any(word in text for word in ABOUT_CO_PRODUCTION)


def main() -> flow.Flow:
    # 1. References in. Every record of the file is kept, or rejected with its line and a reason.
    found = read(REFERENCES)
    print(f"{len(found.references)} references, {len(found.rejected)} rejected")

    # 2. Duplicates. Nothing is thrown away: the first record of each group stands for it, the others stay findable.
    # Different publications of one study are linked, not merged; what is in doubt waits for a person.
    duplicates = find_duplicates(found.references)
    groups = [[found.references[place] for place in group] for group in duplicates.groups]
    copy_of = {copy.id: first.id for first, *copies in groups for copy in copies}
    unique = [first for first, *_copies in groups]
    print(f"{len(copy_of)} duplicates; {len(duplicates.linked)} linked; {len(duplicates.review)} to look at")

    # 3. Screening. Whoever screens decides on the record at the top; then the rest is put in order anew.
    by_id = {reference.id: reference for reference in unique}
    decisions: dict[str, bool] = {}
    last_relevant = 0
    while len(decisions) < len(unique):
        order = rank(unique, decisions, seed=0)
        best = order.ids[0]
        if len(decisions) == len(unique) // 2:
            words = ", ".join(pull.word for pull in order.why(best))
            print(f"after {len(decisions)} decisions the next is '{by_id[best].title}', because of: {words}")
        decisions[best] = stand_in_for_readers(by_id[best])
        if decisions[best]:
            last_relevant = len(decisions)
    print(
        f"{sum(decisions.values())} let through; the last of them was read as number {last_relevant} of {len(unique)}"
    )

    # 4. The flow, counted from what was decided about each record. Here the full texts without a DOI were not found.
    review = flow.from_decisions(
        [came_to(reference, copy_of, decisions) for reference in found.references], title="An invented review"
    )
    print()
    print(flow.as_text(review))
    return review


def came_to(reference: Reference, copy_of: dict[str, str], decisions: dict[str, bool]) -> flow.RecordDecisions:
    """What became of one record, from the first look to the end."""
    source = dict(reference.extra).get("DB", REFERENCES.name)  # the field RIS has for the database
    if reference.id in copy_of:
        return flow.RecordDecisions(id=reference.id, source=source, duplicate_of=copy_of[reference.id])
    if not decisions[reference.id]:
        return flow.RecordDecisions(id=reference.id, source=source, screened=False)
    if not reference.doi:
        return flow.RecordDecisions(id=reference.id, source=source, screened=True, retrieved=False)
    correction = reference.title.startswith("Erratum")
    return flow.RecordDecisions(
        id=reference.id,
        source=source,
        screened=True,
        retrieved=True,
        excluded_because="A correction, no study" if correction else None,
        study=None if correction else reference.title[:200],
    )


if __name__ == "__main__":
    made = main()
    for out in sys.argv[1:]:
        Path(out).write_text(flow.as_svg(made), encoding="utf-8")
