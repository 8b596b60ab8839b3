"""The example of a whole review runs as it stands, and its flow adds up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_the_example_of_a_review_runs_and_its_flow_adds_up(tmp_path: Path) -> None:
    out = tmp_path / "flow.svg"
    done = subprocess.run(
        [sys.executable, EXAMPLES / "evidence_review.py", out], capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "40 references, 0 rejected"
    assert "What does not add up or is not known" not in lines
    rows = {words: int(number) for line in lines if len(words_and := line.rsplit(maxsplit=1)) == 2
            for words, number in [(words_and[0].strip(), words_and[1])] if number.isdigit()}  # fmt: skip
    assert rows["Records identified"] == 40
    assert rows["Duplicate records removed"] >= 8
    assert rows["Records screened"] == 40 - rows["Duplicate records removed"]
    assert ET.parse(out).getroot().get("role") == "img"  # noqa: S314  # our own words


def test_the_references_of_the_example_are_invented() -> None:
    """DOIs under 10.5555 belong to nobody."""
    lines = (EXAMPLES / "references.ris").read_text(encoding="utf-8").splitlines()
    assert lines.count("ER  - ") == 40
    assert all(line.startswith("DO  - 10.5555/invented.") for line in lines if line.startswith("DO  - "))
