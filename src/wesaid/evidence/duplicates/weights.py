"""What each level of each field weighs, in bits, as ``benchmarks/duplicates.py --fit`` prints it.

A weight of 1 doubles the odds that two records are of one publication, -1 halves them. What is not known weighs
nothing, and neither does the issue, which speaks only in rules. Where and how these were fitted stands in
``docs/methods/duplicates.md``.
"""

from __future__ import annotations

BIAS = -6.93
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 5.12, "near": 3.7, "alike": 2.88, "part": 1.44, "some": -1.44, "different": -4.63},
    "authors": {"same": 2.88, "part": 2.08, "alike": 0.84, "some": -1.83, "different": -4.67},
    "year": {"same": 1.24, "close": -1.24, "different": -1.8},
    "journal": {"same": 0.55, "alike": 0.55, "some": -0.07, "different": -0.07},
    "volume": {"same": 0.0, "different": -4.49},
    "number": {},
    "pages": {"same": 7.27, "near": 3.27, "different": 0.0},
    "identifier": {"same": 3.04, "different": -1.09},
    "abstract": {"same": 1.0, "alike": 0.01, "different": -0.14},
}
