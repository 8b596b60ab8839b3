"""What each level of each field weighs, in bits, as ``benchmarks/duplicates.py --fit`` prints it.

A weight of 1 doubles the odds that two records are of one publication, -1 halves them. What is not known weighs
nothing, and neither does the issue, which speaks only in rules. Where and how these were fitted stands in
``docs/methods/duplicates.md``.
"""

from __future__ import annotations

BIAS = -6.96
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 5.12, "near": 3.69, "alike": 2.87, "part": 1.44, "some": -1.44, "different": -4.62},
    "authors": {"same": 2.88, "part": 2.03, "alike": 0.81, "some": -1.83, "different": -4.67},
    "year": {"same": 1.28, "close": -1.28, "different": -1.84},
    "journal": {"same": 0.57, "alike": 0.57, "some": -0.14, "different": -0.15},
    "volume": {"same": 0.0, "different": -4.28},
    "number": {},
    "pages": {"same": 7.26, "near": 3.27, "different": 0.0},
    "identifier": {"same": 3.02, "different": -1.11},
    "abstract": {"same": 1.0, "alike": 0.01, "different": -0.14},
}
