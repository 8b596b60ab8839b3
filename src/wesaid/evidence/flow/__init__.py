"""The flow of a review (PRISMA 2020): counted, reconciled, drawn, and honest where it does not add up.

From counts, or from what was decided about each record::

    from wesaid.evidence import flow

    found = flow.from_counts({"identified": 120, "duplicates_removed": 20, "automation_removed": 0, ...})
    found.unaccounted["identified"]     # how many are missing there; None where that cannot be known
    found.problems                      # what is wrong, in plain sentences
    flow.as_svg(found)                  # a picture, for a page or for print

Nothing is guessed: what is not written is unknown, never 0. See ``docs/methods/flow.md``. Source: Page et al. 2021,
doi 10.1136/bmj.n71.
"""

from wesaid.evidence.flow._boxes import (
    BOXES,
    Arm,
    Box,
    Count,
    FlowInputError,
    NotACountError,
    NotALabelError,
    Step,
    UnknownBoxError,
)
from wesaid.evidence.flow._decisions import ImpossibleHistoryError, Origin, RecordDecisions, Removal, from_decisions
from wesaid.evidence.flow._file import NotAFlowFileError, from_json
from wesaid.evidence.flow._reconcile import Derived
from wesaid.evidence.flow._svg import as_svg
from wesaid.evidence.flow._text import as_text
from wesaid.evidence.flow._value import Flow, Row, from_counts

__all__ = [
    "BOXES",
    "Arm",
    "Box",
    "Count",
    "Derived",
    "Flow",
    "FlowInputError",
    "ImpossibleHistoryError",
    "NotACountError",
    "NotAFlowFileError",
    "NotALabelError",
    "Origin",
    "RecordDecisions",
    "Removal",
    "Row",
    "Step",
    "UnknownBoxError",
    "as_svg",
    "as_text",
    "from_counts",
    "from_decisions",
    "from_json",
]
