"""Mutated and hostile files: nothing crashes, hangs, is lost without being named, or takes more than it may.

The same as benchmarks/fuzz_formats.py and benchmarks/hostile_formats.py, with fewer files and the fastest of the large ones.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[4] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
fuzz_formats = pytest.importorskip("fuzz_formats")
hostile_formats = pytest.importorskip("hostile_formats")

LARGE = (
    "bytes of no encoding.ris",
    "one value.ris",
    "one line.nbib",
    "keywords.ciw",
    "nested braces.bib",
    "keys without end.bib",
    "billion laughs.bib",
    "elements in elements.xml",
    "billion laughs.xml",
    "columns.csv",
    "zip bomb of one value.xlsx",
    "zip bomb of depth.xlsx",
)


@pytest.mark.parametrize("name", fuzz_formats.FORMATS)
def test_mutated_files(name: str) -> None:
    wrong = fuzz_formats.fuzz(name, 2_000, seed=1)
    assert [(number, what, data[:2000]) for number, what, data in wrong[:1]] == []


@pytest.mark.parametrize("name", LARGE)
def test_ten_megabytes_that_are_made_to_do_harm(tmp_path: Path, name: str) -> None:
    (hostile,) = (one for one in hostile_formats.FILES if one.name == name)
    path = tmp_path / name
    path.write_bytes(hostile.make(10_000_000))
    found = hostile_formats.measured(path)
    assert hostile_formats.passed(found), found


def test_the_oracles_find_what_is_wrong() -> None:
    text = "TY  - JOUR\nTI  - mk000001x\nER  - \nTY  - JOUR\nTI  - mk000002x\n"
    assert fuzz_formats.count_ris(text) == (1, 1)
    nothing = fuzz_formats.read_bytes(b"", "a.ris")
    assert len(fuzz_formats.lost("ris", text, nothing)) == 2
    assert fuzz_formats.lost("ris", text, fuzz_formats.read_bytes(text.encode(), "a.ris")) == []
