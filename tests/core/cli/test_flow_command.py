"""The real command, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

COMMAND = Path(sys.executable).with_name("wesaid")
FLOWS = Path(__file__).parents[3] / "examples" / "flows"
CONQUER, MARSHALL = FLOWS / "conquer-2024.json", FLOWS / "marshall-bamber-2022.json"


def run(*options: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "flow", *map(str, options)], capture_output=True, text=True, encoding="utf-8", timeout=60, **more
    )


def answer(*options: str | Path) -> dict[str, Any]:
    done = run(*options, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    assert list(found) == ["boxes", "derived", "unaccounted", "problems"]
    return found


@pytest.fixture
def write(tmp_path: Path):
    def make(text: str | bytes) -> Path:
        path = tmp_path / "flow.json"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return make


def test_the_published_review_that_misses_two(write) -> None:
    found = answer(CONQUER)
    assert found["unaccounted"]["identified"] == 2
    assert found["derived"]["after_duplicates"] == 1144
    changed = answer(write(CONQUER.read_text(encoding="utf-8").replace("2097", "2150")))
    assert changed["unaccounted"]["identified"] == 55
    assert changed["derived"] == found["derived"] | {"identified_minus_reports_assessed": 1907}


def test_the_published_review_that_cannot_be_taken_apart() -> None:
    found = answer(MARSHALL)
    assert found["boxes"]["duplicates_removed"] is None
    assert found["boxes"]["records_excluded"] is None
    assert found["derived"]["duplicates_removed"] is None
    assert found["derived"]["records_excluded"] is None
    assert "cannot be known" in found["problems"][0]


def test_what_is_printed_can_be_read_again(write) -> None:
    found = answer(CONQUER)
    again = answer(write(json.dumps({"boxes": found["boxes"]})))
    assert again | {"problems": []} == found | {"problems": []}


def test_without_json_a_table_with_the_same_numbers() -> None:
    done = run(CONQUER)
    assert done.returncode == 0
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "Records identified 2,097 [2 unaccounted for]" in lines
    assert "Records left without duplicates 1,144 = imported - duplicates_removed" in lines
    assert "Records screened not known" in lines
    assert "identified_minus_reports_assessed: 1,854" in lines


@pytest.mark.parametrize("wide", [[], ["--wide"]], ids=["upright", "wide"])
def test_the_picture_is_written(tmp_path: Path, wide: list[str]) -> None:
    out = tmp_path / "flow.svg"
    assert run(CONQUER, "--svg", out, *wide).returncode == 0
    root = ET.parse(out).getroot()  # noqa: S314  # our own words
    assert "".join(root.itertext()).count("2,097") >= 2


DECISIONS = FLOWS / "decisions.csv"
HEADER = "id,source,origin,duplicate_of,removed,screened,retrieved,excluded_because,study\n"


def test_decisions_are_counted() -> None:
    found = answer(DECISIONS, "--previous-studies", "4", "--previous-reports", "5")
    assert found["problems"] == []
    totals = {name: box["total"] if isinstance(box, dict) else box for name, box in found["boxes"].items()}
    assert {name: number for name, number in totals.items() if number is not None} == {
        "previous_studies": 4, "previous_reports": 5, "databases": 8, "registers": 1, "identified": 9,
        "duplicates_removed": 1, "automation_removed": 1, "other_removed": 1, "records_screened": 6,
        "records_excluded": 2, "reports_sought": 4, "reports_not_retrieved": 1, "reports_assessed": 3,
        "reports_excluded": 1, "other_identified": 3, "other_set_aside": 1, "other_sought": 2,
        "other_not_retrieved": 0, "other_assessed": 2, "other_excluded": 1, "studies_included": 2,
        "reports_included": 3,
    }  # fmt: skip
    assert (found["derived"]["total_studies"], found["derived"]["total_reports"]) == (6, 8)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("1,A,database,,,perhaps,,,\n", "record '1': screened is 'perhaps'; it is yes, no or empty"),
        ("1,A,paper,,,,,,\n", "record '1': origin is 'paper'; it is empty or one of database, register, other"),
        ("1,A,,,,no,yes,,\n", "record '1' is sought without having been let through screening"),
        ("1,A,,2,,,,,\n", "record '1' is a duplicate of '2', which is not there"),
        ("1,,,,,,,,\n", "record '1': source is blank"),
        ("1,A\n", "2 cells where line 1 has 9"),
        ("".join(f"{n},S{n},,,,,,,\n" for n in range(501)), "source: there are 501 different ones; the most is 500"),
    ],
)
def test_bad_decisions_are_refused_in_one_line(tmp_path: Path, rows: str, problem: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    done = run(path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"wesaid flow: {path}")
    assert line.endswith(problem)


def test_decisions_in_windows_encoding_and_a_missing_column(tmp_path: Path) -> None:
    path = tmp_path / "decisions.CSV"
    path.write_bytes((HEADER + "1,Índice,,,,no,,,\n").encode("cp1252"))
    assert answer(path)["boxes"]["databases"]["parts"] == {"Índice": 1}
    path.write_text(HEADER.replace("study", "trial"), encoding="utf-8")
    assert "has no column 'study'" in run(path).stderr
    assert run(CONQUER, "--previous-studies", "4").returncode == 2


def test_an_old_terminal_gets_what_it_can_show(write) -> None:
    path = write('{"boxes": {"identified": {"total": 5, "parts": {"Índice 中": 5}}}}')
    done = subprocess.run([COMMAND, "flow", path], capture_output=True, env={"PYTHONIOENCODING": "ascii"}, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not JSON: line 1, column 1: Expecting value"),
        ("{", "is not JSON: line 1, column 2"),
        (b'{"boxes": {}, "title": "\xff"}', "is not in UTF-8"),
        ("[]", "must be a JSON object with an object 'boxes'"),
        ('{"identified": 5}', "must be a JSON object with an object 'boxes'"),
        ('{"boxes": {}, "note": 5}', "has a field 'note'"),
        ('{"boxes": {"screened": 5}}', "there is no box 'screened'"),
        ('{"boxes": {"identified": -5}}', "identified: is -5; a count cannot be negative"),
        ('{"boxes": {"identified": 5.5}}', "identified: is 5.5; it must be a whole number"),
        ('{"boxes": {"identified": 5.0}}', "identified: is 5.0; it must be a whole number"),
        ('{"boxes": {"identified": "5"}}', "identified: is '5'; it must be a whole number"),
        ('{"boxes": {"identified": true}}', "identified: is true or false"),
        ('{"boxes": {"identified": []}}', "identified: is a list"),
        ('{"boxes": {"identified": 1, "identified": 2}}', "has 'identified' twice"),
        ('{"boxes": {}, "boxes": {}}', "has 'boxes' twice"),
        ('{"boxes": {"identified": NaN}}', "has NaN, which is not a number"),
        ('{"boxes": {"identified": 1e999}}', "identified: is inf"),
        ('{"boxes": {"identified": ' + "9" * 5000 + "}}", "identified: is above 1,000,000,000"),
        ('{"boxes": {"identified": -' + "9" * 5000 + "}}", "identified: is beyond a billion"),
        ('{"boxes": {"identified": 1000000001}}', "identified: is above 1,000,000,000"),
        ('{"boxes": {"identified": ' + "[" * 100_000 + "]" * 100_000 + "}}", "is nested too deeply"),
        ('{"boxes": ' + " " * 1_000_001 + "{}}", "is larger than 1,000,000 bytes"),
        ('{"boxes": {}, "notes": {"identified": 5}}', "notes: identified is 5; it must be text"),
        ('{"boxes": {}, "notes": {"screened": "x"}}', "there is no box 'screened'"),
        ('{"boxes": {}, "notes": []}', "notes must be an object"),
        ('{"boxes": {}, "title": 5}', "title must be text"),
        ('{"boxes": {}, "title": "\\u0000"}', "title has characters that cannot be printed"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(write, text: str | bytes, problem: str) -> None:
    path = write(text)
    done = run(path, "--json")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"wesaid flow: {path}: {problem}")
    assert len(line) < 400


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert run(tmp_path / "none.json").stderr == f"wesaid flow: there is no file {tmp_path / 'none.json'}\n"
    assert run(tmp_path).stderr == f"wesaid flow: {tmp_path} cannot be read: Is a directory\n"
    done = run(CONQUER, "--svg", tmp_path / "none" / "out.svg")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("cannot be written: No such file or directory\n")


def test_a_wide_picture_needs_a_place() -> None:
    assert run(CONQUER, "--wide").returncode == 2


def test_the_file_with_the_numbers_is_not_written_over(write) -> None:
    path = write(CONQUER.read_bytes())
    done = run(path, "--svg", path)
    assert done.returncode == 2
    assert path.read_bytes() == CONQUER.read_bytes()
