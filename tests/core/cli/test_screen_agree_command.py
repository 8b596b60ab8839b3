"""``wesaid screen agree``: the real command, in a process of its own."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = Path(sys.executable).with_name("wesaid")
# Byrt, Bishop & Carlin's kind of table: both include 5, both exclude 85, five each alone. kappa .444, PABAK .80.
CELLS = [("1", "1")] * 5 + [("1", "0")] * 5 + [("0", "1")] * 5 + [("0", "0")] * 85


def run(*options: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "screen", "agree", *map(str, options)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def answer(*options: str | Path) -> dict[str, Any]:
    done = run(*options, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def refusal(*options: str | Path) -> str:
    done = run(*options)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line.removeprefix("wesaid screen: ")


def made(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    rows = [f"r{number},=Title {number},{ann},{bo}" for number, (ann, bo) in enumerate(CELLS)]
    return made(tmp_path, "wide.csv", "\n".join(["ID,Title,ann,bo", *rows, "r200,Alone,1,", "r201,Nobody,,"]) + "\n")


@pytest.fixture
def long(tmp_path: Path) -> Path:
    words = {"1": "Include", "0": "no"}
    rows = ["Record;Screener;Decision;title"]
    for number, cells in enumerate(CELLS):
        rows += [
            f"r{number};{who};{words[said]};=Title {number}" for who, said in zip(("ann", "bo"), cells, strict=True)
        ]
    return made(tmp_path, "long.csv", "\n".join([*rows, "r200;ann;yes;Alone", "r201;ann;;Nobody"]) + "\n")


def test_both_shapes_give_the_printed_values(wide: Path, long: Path) -> None:
    one, other = answer(wide, "--columns", "ann", "bo"), answer(long)
    assert one == other
    assert (one["screeners"], one["answers"], one["records"]) == (["ann", "bo"], ["include", "exclude"], 101)
    (pair,) = one["pairs"]
    assert (pair["compared"], pair["only_first"], pair["only_second"]) == (100, 1, 0)
    assert pair["table"] == [[5, 5], [5, 85]]
    assert pair["agreement"] == pytest.approx(0.9)
    assert pair["kappa"] == pytest.approx(4 / 9)
    assert pair["pabak"] == pytest.approx(0.8)
    assert pair["kappa_interval"][0] < pair["kappa"] < pair["kappa_interval"][1]
    assert any("much more common" in caution for caution in pair["cautions"])
    assert (one["alpha"]["compared"], one["alpha"]["left_out"], one["alpha"]["decisions"]) == (100, 1, 200)
    assert one["alpha"]["alpha"] == pytest.approx(1 - 199 * (20 / 200) / (2 * 20 * 180 / 200), abs=1e-9)
    assert one["disagreements"] == 10


def test_disagreements_are_a_list_to_talk_about(long: Path, tmp_path: Path) -> None:
    out = tmp_path / "talk.csv"
    assert run(long, "--disagreements", out).returncode == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["record", "title", "ann", "bo"]
    assert rows[1] == ["r5", "'=Title 5", "include", "exclude"]  # no formula for a spreadsheet
    assert [row[0] for row in rows[1:]] == [f"r{number}" for number in range(5, 15)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.csv", "talk.csv"]


def test_in_words_it_says_what_to_report(wide: Path) -> None:
    done = run(wide, "--columns", "ann", "bo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "compared               100 records (1 decided on by one of them alone)" in done.stdout
    assert "Cohen's kappa          0.44 (95 % interval" in done.stdout
    assert "both said              include 5 times, exclude 85 times" in done.stdout
    assert "report PABAK and the table beside it" in done.stdout
    assert "10 records on which people differ; --disagreements OUT.csv writes them down." in done.stdout


def test_three_people_on_unequal_subsets(tmp_path: Path) -> None:
    path = made(tmp_path, "a.csv", "title,ann,bo,cy\na,1,1,\nb,0,1,\nc,1,,0\nd,,,1\ne,0,0,\n")
    found = answer(path, "--columns", "ann", "bo", "cy")
    assert [(pair["screeners"], pair["compared"]) for pair in found["pairs"]] == [
        (["ann", "bo"], 3),
        (["ann", "cy"], 1),
        (["bo", "cy"], 0),
    ]
    assert found["disagreements"] == 2
    assert run(path, "--columns", "ann", "bo", "cy").stdout.count("decided on no record both") == 1


def test_other_answers_stay_as_they_are_and_maybe_is_an_answer(tmp_path: Path) -> None:
    levels = made(tmp_path, "a.csv", "record,screener,decision\n1,ann,low\n1,bo,High\n2,ann,low\n2,bo,low\n")
    assert answer(levels)["answers"] == ["High", "low"]
    maybe = made(tmp_path, "b.csv", "record,screener,decision\n1,ann,maybe\n1,bo,y\n2,ann,FALSE\n2,bo,exclude\n")
    assert answer(maybe)["answers"] == ["include", "exclude", "maybe"]


def test_names_of_columns_and_old_encodings(tmp_path: Path) -> None:
    text = "Nummer,Wer,Urteil\n1,Jörg,1\n1,bo,1\n2,Jörg,0\n2,bo,1\n"
    path = made(tmp_path, "a.csv", text.encode("latin-1"))
    found = answer(path, "--record", "Nummer", "--screener", "wer", "--decision", "urteil")
    assert found["screeners"] == ["Jörg", "bo"]


HEAD = "record,screener,decision\n"


@pytest.mark.parametrize(
    ("text", "options", "message"),
    [
        ("", [], "is empty"),
        (HEAD, [], "has decisions of 0 people; two or more are needed to compare"),
        (HEAD + "1,ann,1\n2,bo,1\n", [], "no record was decided on by two people, so there is nothing to compare"),
        (HEAD + "1,ann,1\n1,ann,0\n1,bo,1\n", [], "line 3: 'ann' decided on record '1' before, and otherwise; leave one"),
        (HEAD + "1,ann,1\n,bo,1\n", [], "line 3: nothing under 'record'"),
        (HEAD + "1,,1\n", [], "line 2: nothing under 'screener'"),
        (HEAD + "1,ann\n", [], "line 2: 2 cells where line 1 has 3"),
        ("ID,ann,bo\n1,1,1\n", [], "it has ID, ann, bo; where each person has a column, name these with --columns"),
        ("ID,ann,bo\n1,1,1\n1,0,1\n", ["--columns", "ann", "bo"], "line 3: there is another row for record '1' above"),
        ("ID,ann,bo\n1,1,1\n", ["--columns", "ann", "cy"], "has no column 'cy'; it has ID, ann, bo"),
        ("ID,ann,bo\n1,1,1\n", ["--columns", "ann", "ann"], "--columns needs the columns of two people or more"),
        ("ID,ann,bo\n1,1,1\n", ["--columns", "ann", "bo", "--decision", "x"], "--columns is for a column for each person"),
        (HEAD + "1,ann,1\n1,bo,0\n", ["--disagreements", "nowhere/out.csv"], "nowhere/out.csv cannot be written: No such file"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, text: str, options: list[str], message: str) -> None:
    assert message in refusal(made(tmp_path, "a.csv", text), *options)


def test_the_decisions_are_not_written_over(long: Path) -> None:
    before = long.read_bytes()
    assert "is the file the decisions are in" in refusal(long, "--disagreements", long)
    assert long.read_bytes() == before
