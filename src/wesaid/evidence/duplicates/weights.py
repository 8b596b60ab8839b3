"""What each level of each field weighs, in bits, as ``benchmarks/duplicates.py --fit`` prints it.

A weight of 1 doubles the odds that two records are of one publication, -1 halves them. What is not known weighs
nothing, and neither does the issue, which speaks only in rules. Where and how these were fitted stands in
``docs/methods/duplicates.md``.
"""

from __future__ import annotations

BIAS = -6.34
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 5.15, "near": 3.68, "alike": 2.85, "part": 1.44, "some": -1.44, "different": -4.62},
    "authors": {"same": 2.91, "part": 1.99, "alike": 0.8, "some": -1.82, "different": -4.65},
    "year": {"same": 1.18, "close": -1.18, "different": -1.64},
    "journal": {"same": 0.0, "alike": 0.0, "some": -0.63, "different": -0.77},
    "volume": {"same": 0.0, "different": -4.2},
    "number": {},
    "pages": {"same": 7.25, "near": 3.26, "different": 0.0},
    "identifier": {"same": 3.02, "different": -1.13},
    "abstract": {"same": 1.0, "alike": 0.01, "different": -0.14},
}
