"""The flow as a system of equations, solved by linear programming: knows nothing of the code under test.

Each box is an unknown of at least 0; what is written fixes it. What the system allows for a box is an interval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog

Equation = tuple[list[str], list[str]]  # the left adds up to the right

# As in the PRISMA 2020 template, with the steps of ours. Names with a dash are in no box.
TO_SCREENING: list[Equation] = [
    (["identified"], ["duplicates_removed", "after_duplicates"]),
    (["after_duplicates"], ["automation_removed", "other_removed", "records_screened"]),
]
ONLY_SOME_IMPORTED: list[Equation] = [
    (["identified"], ["imported", "not_imported"]),
    (["imported"], ["duplicates_removed", "after_duplicates"]),
    (["not_imported"], ["screened-too", "left-out"]),
    (["after_duplicates", "screened-too"], ["automation_removed", "other_removed", "records_screened"]),
]
ALWAYS: list[Equation] = [
    (["records_screened"], ["records_excluded", "reports_sought"]),
    (["reports_sought"], ["reports_not_retrieved", "reports_assessed"]),
    (["reports_assessed"], ["reports_excluded", "reports_eligible"]),
]
SOURCES: list[Equation] = [(["identified"], ["databases", "registers"])]
DISCUSSION: list[Equation] = [
    (["reports_assessed"], ["excluded-at-first", "reports_discussed"]),
    (["reports_discussed"], ["excluded-later", "reports_eligible"]),
]
OTHER: list[Equation] = [
    (["other_identified"], ["other_set_aside", "other_sought"]),
    (["other_sought"], ["other_not_retrieved", "other_assessed"]),
    (["other_assessed"], ["other_excluded", "other_eligible"]),
]
APPRAISAL: list[Equation] = [(["appraised"], ["excluded_on_quality", "reports_included"])]
PREVIOUS: list[Equation] = [
    (["total_reports"], ["previous_reports", "reports_included"]),
    (["total_studies"], ["previous_studies", "studies_included"]),
]


def equations(written: Mapping[str, int | None]) -> list[Equation]:
    """Those of the steps that are written of."""
    names = set(written)
    other = any(name.startswith("other_") and name != "other_removed" for name in names)
    appraisal = bool({"appraised", "excluded_on_quality"} & names)
    found = [*ALWAYS, *(ONLY_SOME_IMPORTED if {"imported", "not_imported"} & names else TO_SCREENING)]
    found += SOURCES if {"databases", "registers"} & names else []
    found += DISCUSSION if "reports_discussed" in names else []
    found += OTHER if other else []
    found += APPRAISAL if appraisal else []
    found += PREVIOUS if any(name.startswith(("previous", "total")) for name in names) else []
    came = ["reports_eligible", *(["other_eligible"] if other else [])]
    return [*found, (came, ["appraised" if appraisal else "reports_included"])]


class System:
    """The equations with what is written filled in."""

    def __init__(self, written: Mapping[str, int | None]) -> None:
        system = equations(written)
        names = sorted({name for left, right in system for name in [*left, *right]} | set(written))
        self._at = {name: place for place, name in enumerate(names)}
        self._rows = np.zeros((len(system), len(names)))
        for place, (left, right) in enumerate(system):
            for name in left:
                self._rows[place, self._at[name]] += 1
            for name in right:
                self._rows[place, self._at[name]] -= 1
        self._bounds = [(0, None) if written.get(name) is None else (written[name], written[name]) for name in names]

    def possible(self) -> bool:
        """Whether any numbers fit at all."""
        return self._solve(None, 0) is not None

    def allowed(self, name: str) -> tuple[float, float]:
        """The least and the most a box can be; only where the flow is possible."""
        least, most = self._solve(name, 1), self._solve(name, -1)
        assert least is not None
        assert most is not None
        return least, -most

    def _solve(self, name: str | None, sign: int) -> float | None:
        cost = np.zeros(len(self._at))
        if name is not None:
            cost[self._at[name]] = sign
        found = linprog(cost, A_eq=self._rows, b_eq=np.zeros(len(self._rows)), bounds=self._bounds, method="highs")
        if found.status == 2:
            return None
        return -math.inf if found.status in {3, 4} else float(found.fun)
