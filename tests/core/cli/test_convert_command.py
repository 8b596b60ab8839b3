"""``wesaid convert``: the real command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wesaid.evidence import Reference, write

COMMAND = Path(sys.executable).with_name("wesaid")
GOOD = "TY  - JOUR\nTI  - First\nER  - \n"
BAD = "TY  - JOUR\nTI  - Never closed\n"


def run(*options: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "convert", *map(str, options)], capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def made(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_kept_is_written_and_the_rest_is_named(tmp_path: Path) -> None:
    one, two = made(tmp_path, "a.ris", GOOD + "stray\n" + BAD), made(tmp_path, "b.csv", "ID,title\nx,Second\n")
    done = run(one, two, "-o", tmp_path / "out.csv", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    assert list(found) == ["in", "kept", "rejected"]
    assert (found["in"], found["kept"]) == (4, 2)
    assert [(entry["file"], entry["line"]) for entry in found["rejected"]] == [(str(one), 4), (str(one), 5)]
    assert all(set(entry) == {"file", "line", "reason"} for entry in found["rejected"])
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert "First" in text
    assert "x,,Second" in text


def test_for_people_it_says_the_same_in_words(tmp_path: Path) -> None:
    done = run(made(tmp_path, "a.ris", GOOD + BAD), "-o", tmp_path / "out.bib")
    assert done.returncode == 0
    assert done.stdout.startswith("1 of 2 kept, written to ")
    assert "a.ris, line 4: The record is not closed" in done.stdout
    assert done.stderr == ""  # progress is for a terminal


def test_duplicates_stay(tmp_path: Path) -> None:
    done = run(made(tmp_path, "a.ris", GOOD * 3), "-o", tmp_path / "out.ris", "--json")
    assert json.loads(done.stdout) == {"in": 3, "kept": 3, "rejected": []}
    assert (tmp_path / "out.ris").read_text(encoding="utf-8").count("TI  - First") == 3


@pytest.mark.parametrize("text", ["", BAD, "words only\n"])
def test_where_nothing_is_kept_nothing_is_written(tmp_path: Path, text: str) -> None:
    out = made(tmp_path, "out.csv", "as it was")
    done = run(made(tmp_path, "a.ris", text), "-o", out, "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["kept"] == 0
    assert out.read_text(encoding="utf-8") == "as it was"


@pytest.mark.parametrize(
    ("files", "output", "message"),
    [
        (["none.ris"], "out.csv", "there is no file"),
        (["a.doc"], "out.csv", "no format goes with '.doc'"),
        (["a.ris"], "out.doc", "no format goes with '.doc'"),
        (["a.ris"], "out.txt", "says no format to write"),
        (["a.ris"], "nowhere/out.csv", "there is no folder"),
        (["a.ris"], "folder.csv", "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, files: list[str], output: str, message: str) -> None:
    made(tmp_path, "a.ris", GOOD)
    made(tmp_path, "a.doc", GOOD)
    (tmp_path / "folder.csv").mkdir()
    done = run(*(tmp_path / name for name in files), "-o", tmp_path / output)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.startswith("wesaid convert: ")
    assert done.stderr.count("\n") == 1


def test_a_file_may_be_written_over_itself(tmp_path: Path) -> None:
    path = made(tmp_path, "a.ris", GOOD + BAD)
    assert run(path, "-o", path).returncode == 0
    assert run(path, "-o", path, "--json").stdout == '{"in": 1, "kept": 1, "rejected": []}\n'


def test_a_name_that_the_terminal_cannot_show_does_not_end_it(tmp_path: Path) -> None:
    path = made(tmp_path, "é患.ris", GOOD + BAD)
    done = subprocess.run(
        [COMMAND, "convert", path, "-o", tmp_path / "é患.csv"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 of 2 kept, written to " in done.stdout
    assert (tmp_path / "é患.csv").exists()


def test_who_may_read_the_output_stays_as_it_was(tmp_path: Path) -> None:
    out = made(tmp_path, "out.csv", "as it was")
    out.chmod(0o600)
    assert run(made(tmp_path, "a.ris", GOOD), "-o", out).returncode == 0
    assert "First" in out.read_text(encoding="utf-8")
    assert out.stat().st_mode & 0o777 == 0o600


def test_an_output_that_may_not_be_written_to_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = made(tmp_path, "out.csv", "as it was")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)  # as for anybody but root
    with pytest.raises(PermissionError):
        write([Reference("1", title="t")], out)
    assert out.read_text(encoding="utf-8") == "as it was"
    assert list(tmp_path.iterdir()) == [out]


def test_importing_the_evidence_engine_loads_nothing_heavy() -> None:
    code = (
        "import sys, wesaid.evidence as e; e.read; e.write; import wesaid.cli.convert\n"
        "heavy = {'openpyxl', 'rispy', 'bibtexparser', 'charset_normalizer', 'defusedxml', 'numpy', 'duckdb'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
