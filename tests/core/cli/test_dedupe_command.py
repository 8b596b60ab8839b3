"""The real command, in a process of its own: what it writes, what it says, and that a file is whole or not there."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("wesaid")
HEADINGS = "ID,ENTRYTYPE,title,author,year,journal,volume,number,pages,doi\n"
ONE = (
    HEADINGS
    + 'a1,article,Choir singing and sleep in farmers of Fife,"Berg, Anna and Ito, Kenji",2019,Journal of Invented Health,12,3,'
    "288-297,10.9999/a\n"
    'a2,article,Allotments and appetite in veterans of Kent,"Novak, Petr",2018,Made-up Medicine,4,1,1-9,\n'
    'a3,article,Erratum: Choir singing and sleep in farmers of Fife,"Berg, A",2020,Journal of Invented Health,13,1,7,10.9999/c\n'
)
TWO = (
    HEADINGS
    + 'b1,article,CHOIR SINGING AND SLEEP IN FARMERS OF FIFE.,"Berg, A. and Ito, K.",2019,J Invent Health,12,,288-97,\n'
    'b2,article,Allotments and appetite in veterans of Kent,"Sandhu, H",2018,Made-up Medicine,4,1,1-9,\n'
)


def run(*options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "dedupe", *map(str, options)], capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text(ONE, encoding="utf-8")
    two.write_text(TWO, encoding="utf-8")
    return one, two


def test_everything_is_written_and_explained(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = {name: tmp_path / f"{name}.csv" for name in ("out", "clusters", "links", "review", "pairs")}
    options = [part for name in ("clusters", "links", "review", "pairs") for part in (f"--{name}", out[name])]
    done = run(*files, "-o", out["out"], *options, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "in": 5,
        "kept": 5,
        "rejected": [],
        "unique": 4,
        "removed": 1,
        "linked": 2,
        "review": 1,
        "compared": len(rows(out["pairs"])),
        "ids_repeated": 0,
    }
    assert rows(out["clusters"]) == [
        {"cluster": "1", "id": "a1", "source": "one.csv"},
        {"cluster": "1", "id": "b1", "source": "two.csv"},
        {"cluster": "2", "id": "a2", "source": "one.csv"},
        {"cluster": "3", "id": "a3", "source": "one.csv"},
        {"cluster": "4", "id": "b2", "source": "two.csv"},
    ]
    assert rows(out["links"]) == [
        {"id_a": "a1", "id_b": "a3", "kind": "correction"},
        {"id_a": "a3", "id_b": "b1", "kind": "correction"},
    ]
    (question,) = rows(out["review"])
    assert (question["id_a"], question["id_b"]) == ("a2", "b2")
    assert question["why"].startswith("review: nobody wrote both. title same")
    merged = rows(out["out"])
    assert [(one["ID"], one["merged_ids"], one["merged_sources"]) for one in merged] == [
        ("a1", "a1;b1", "one.csv; two.csv"),
        ("a2", "a2", "one.csv"),
        ("a3", "a3", "one.csv"),
        ("b2", "b2", "two.csv"),
    ]
    assert merged[0]["author"] == "Berg, Anna; Ito, Kenji"
    assert {one["verdict"] for one in rows(out["pairs"])} == {"same", "linked", "review"}
    assert all(one["why"] and one["rule"] for one in rows(out["pairs"]))


def test_in_plain_words(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = run(*files, "-o", tmp_path / "out.csv")
    assert done.stdout.splitlines() == [
        "5 records read, 4 publications, 1 record merged into others.",
        "Different publications of one study: 2 pairs. For a person to look at: 1 pair.",
        "Name a file with --review to see those for a person; they are not merged.",
    ]


def test_rows_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("ID,title\n1,a,b\n2,Singing for the lungs\n", encoding="utf-8")
    done = run(path, "-o", tmp_path / "out.csv")
    assert done.returncode == 0
    assert done.stderr.startswith(f"Not read: {path}, line 2: It has 3 cells where the headings have 2")
    found = json.loads(run(path, "-o", tmp_path / "out.csv", "--json").stdout)
    assert (found["in"], found["kept"], [row["line"] for row in found["rejected"]]) == (2, 1, [2])


def test_ids_that_repeat_are_told_apart_and_said(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("ID,title\n1,Singing for the lungs in Fife\n1,Allotments and pain in Kent\n", encoding="utf-8")
    done = run(path, "-o", tmp_path / "out.csv", "--clusters", tmp_path / "c.csv")
    assert "Ids that another record had before: 1." in done.stdout
    assert [row["id"] for row in rows(tmp_path / "c.csv")] == ["1", "1~2"]


@pytest.mark.parametrize("content", ["", "ID,title\n", "nothing,here\n1,2\n", "ID,title\n1,a,b\n"])
def test_nothing_to_do_is_refused_and_nothing_is_written(tmp_path: Path, content: str) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(content, encoding="utf-8")
    done = run(path, "-o", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("wesaid dedupe: ")
    assert sorted(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "options",
    [
        ("missing.csv", "-o", "out.csv"),
        ("in.csv", "-o", "nowhere/out.csv"),
        ("in.csv", "-o", "out.csv", "--clusters", "out.csv"),
        ("in.csv", "-o", "out.csv", "--links", "."),
        ("in.csv", "-o", "out.odt"),
    ],
)
def test_a_file_is_whole_or_as_it_was(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "in.csv").write_text(ONE, encoding="utf-8")
    (tmp_path / "out.csv").write_text("as it was", encoding="utf-8")
    done = subprocess.run([COMMAND, "dedupe", *options], capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("wesaid dedupe: ")
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_the_input_may_be_written_over(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(ONE, encoding="utf-8")
    assert run(path, "-o", path).returncode == 0
    assert [row["ID"] for row in rows(path)] == ["a1", "a2", "a3"]


def test_neither_numbers_nor_engines_are_loaded_for_few_records(files: tuple[Path, Path], tmp_path: Path) -> None:
    code = (
        "import sys; from wesaid.cli import main\n"
        f"main(['dedupe', {str(files[0])!r}, '-o', {str(tmp_path / 'out.csv')!r}, '--json'])\n"
        "print(sorted({'numpy', 'pandas', 'sklearn', 'scipy', 'duckdb', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines()[-1] == "[]"
