"""What stands above what, and what may leave the flow between."""

from __future__ import annotations

from collections.abc import Sequence

from wesaid.evidence.flow._boxes import BOXES

Levels = Sequence[tuple[str, Sequence[str]]]
# The levels of an arm from the top down, and what may leave the flow between each and the next.
TO_DUPLICATES = ("duplicates_removed",)
TO_SCREENED = ("automation_removed", "other_removed")
FROM_SCREENED = (
    ("records_screened", ("records_excluded",)),
    ("reports_sought", ("reports_not_retrieved",)),
    ("reports_assessed", ("reports_excluded",)),
)
BEFORE_SCREENED = (("identified", TO_DUPLICATES), ("after_duplicates", TO_SCREENED))
ALL_BEFORE_SCREENED = ("identified", (*TO_DUPLICATES, *TO_SCREENED))
TO_IMPORTED = (("identified", ("not_imported",)), ("imported", ()))
FROM_IMPORTED = (("imported", TO_DUPLICATES), ("after_duplicates", ()))
OTHER = (
    ("other_identified", ("other_set_aside",)),
    ("other_sought", ("other_not_retrieved",)),
    ("other_assessed", ("other_excluded",)),
    ("other_eligible", ()),
)
APPRAISAL = (("appraised", ("excluded_on_quality",)), ("reports_included", ()))
# Levels that most reviews leave out: nothing is missing where they are.
SILENT = {"after_duplicates", "reports_eligible", "other_eligible"}


def outs_between(chain: Levels, upper: int, lower: int) -> list[str]:
    return [name for _level, out in chain[upper:lower] for name in out]


def levels_between(upper: str, lower: str) -> list[str]:
    order = list(BOXES)
    return [name for name in order[order.index(upper) + 1 : order.index(lower)] if not BOXES[name].aside]
