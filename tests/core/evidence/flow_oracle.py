"""The flow as a system of equations, solved by linear programming: knows nothing of the code under test.

Each box is an unknown of at least 0; what is written fixes it. What the system allows for a box is an interval.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.optimize import linprog

# sum of the left = sum of the right, as in the PRISMA 2020 template
ALWAYS = [
    ("identified", ["duplicates_removed", "after_duplicates"]),
    ("after_duplicates", ["automation_removed", "other_removed", "records_screened"]),
    ("records_screened", ["records_excluded", "reports_sought"]),
    ("reports_sought", ["reports_not_retrieved", "reports_assessed"]),
    ("reports_assessed", ["reports_excluded", "reports_eligible"]),
]
SOURCES = [("identified", ["databases", "registers"])]
OTHER = [
    ("other_identified", ["other_set_aside", "other_sought"]),
    ("other_sought", ["other_not_retrieved", "other_assessed"]),
    ("other_assessed", ["other_excluded", "other_eligible"]),
    ("reports_included", ["reports_eligible", "other_eligible"]),
]
ALONE = [("reports_included", ["reports_eligible"])]
PREVIOUS = [("total_reports", ["previous_reports", "reports_included"]),
            ("total_studies", ["previous_studies", "studies_included"])]  # fmt: skip


def equations(written: Mapping[str, int | None]) -> list[tuple[str, list[str]]]:
    """Those of the arms that are written of."""
    found = list(ALWAYS)
    found += SOURCES if {"databases", "registers"} & set(written) else []
    found += OTHER if any(name.startswith("other_") and name != "other_removed" for name in written) else ALONE
    found += PREVIOUS if any(name.startswith(("previous", "total")) for name in written) else []
    return found


class System:
    """The equations with what is written filled in."""

    def __init__(self, written: Mapping[str, int | None]) -> None:
        system = equations(written)
        names = sorted({name for whole, parts in system for name in [whole, *parts]} | set(written))
        self._at = {name: place for place, name in enumerate(names)}
        self._rows = np.zeros((len(system), len(names)))
        for place, (whole, parts) in enumerate(system):
            self._rows[place, self._at[whole]] = 1
            for name in parts:
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
