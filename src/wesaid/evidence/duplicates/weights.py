"""What each level of each field weighs, in bits, as ``benchmarks/duplicates.py --fit`` prints it.

A weight of 1 doubles the odds that two records are of one publication, -1 halves them. What is not known weighs
nothing, and neither does the issue, which speaks only in rules. Where and how these were fitted stands in
``docs/methods/duplicates.md``.
"""

from __future__ import annotations

BIAS = -6.3
WEIGHTS: dict[str, dict[str, float]] = {
    "title": {"same": 5.13, "near": 3.74, "alike": 2.87, "part": 1.44, "some": -1.44, "different": -4.61},
    "authors": {"same": 2.88, "part": 1.98, "alike": 0.78, "some": -1.85, "different": -4.68},
    "year": {"same": 1.19, "close": -1.19, "different": -1.64},
    "journal": {"same": 0.0, "alike": 0.0, "some": -0.76, "different": -0.82},
    "volume": {"same": 0.0, "different": -4.18},
    "number": {},
    "pages": {"same": 7.23, "near": 3.24, "different": 0.0},
    "identifier": {"same": 3.06, "different": -1.14},
    "abstract": {"same": 0.0, "alike": 0.0, "different": -0.14},
}
