"""What each level of each field weighs, in bits, as ``benchmarks/duplicates.py --fit`` prints it.

A weight of 1 doubles the odds that two records are of one publication, -1 halves them. What is not known weighs
nothing, and neither does the issue, which speaks only in rules. Where and how these were fitted stands in
``docs/methods/duplicates.md``.
"""

from __future__ import annotations

BIAS = -6.31
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 5.16, "near": 3.75, "alike": 2.88, "part": 1.45, "some": -1.45, "different": -4.61},
    "authors": {"same": 2.86, "part": 2.0, "alike": 0.79, "some": -1.85, "different": -4.69},
    "year": {"same": 1.17, "close": -1.17, "different": -1.58},
    "journal": {"same": 0.0, "alike": 0.0, "some": -0.77, "different": -0.83},
    "volume": {"same": 0.0, "different": -4.15},
    "number": {},
    "pages": {"same": 7.28, "near": 3.28, "different": 0.0},
    "identifier": {"same": 3.07, "different": -1.18},
    "abstract": {"same": 0.01, "alike": 0.0, "different": -0.14},
}
