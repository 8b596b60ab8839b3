"""The real command, in a process of its own."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wesaid.evidence.screening.features import Text, features
from wesaid.evidence.screening.simulate import screen

COMMAND = Path(sys.executable).with_name("wesaid")
MEASURES = {"recall_at_10", "recall_at_20", "wss_95", "loss", "atd", "ms_per_label"}


def run(*options: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "screen", "simulate", *map(str, options)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
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


def review() -> list[dict[str, str]]:
    """120 made records: 12 relevant in the end, 12 more on title and abstract only."""
    draw = random.Random(7)
    rows = []
    for place in range(120):
        final, early = place % 10 == 0, place % 5 == 0
        words = draw.choices(["steel", "bridge", "weld", "paint", "river", "lamp", "valve"], k=8)
        words += draw.choices(["carers", "respite", "break"], k=6) if final else []
        words += draw.choices(["respite", "hotel", "travel"], k=3) if early else []
        draw.shuffle(words)
        title, abstract = " ".join(words[:4]), " ".join(words[4:]) + ",\nin two lines"
        rows.append(
            {"record_id": f"r{place}", "Title": title, "ABSTRACT": abstract, "final": "01"[final], "early": "01"[early]}
        )
    return rows


def write(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "review.csv", review())


def test_each_seed_and_the_mean_of_them(file):
    found = answer(file, "--label", "final", "--seeds", "3")
    assert (found["records"], found["relevant"], found["learned_from"]) == (120, 12, "final")
    assert [row["seed"] for row in found["seeds"]] == [0, 1, 2]
    assert set(found["mean"]) == MEASURES
    for name in MEASURES:
        assert found["mean"][name] == pytest.approx(sum(row[name] for row in found["seeds"]) / 3)
    assert found["mean"]["loss"] < 0.1
    assert "by_label" not in found


def test_the_measures_printed_are_those_of_the_order_by_their_definitions(file):
    """As the script that measures ASReview has them: over the records that were not known at the beginning."""
    rows = review()
    labels = np.array([row["final"] == "1" for row in rows])
    made = features([Text(row["Title"], row["ABSTRACT"]) for row in rows])
    for told in answer(file, "--label", "final", "--seeds", "3")["seeds"]:
        drawn = [
            np.random.RandomState(told["seed"]).choice(np.flatnonzero(kind), 1, replace=False)[0]
            for kind in (labels, ~labels)
        ]
        assert told["priors"] == [f"r{place}" for place in drawn]
        in_order = labels[screen(made, labels.tolist(), drawn, to_the_end=True)]
        records, relevant = len(in_order), int(in_order.sum())
        curve, places = np.cumsum(in_order), np.flatnonzero(in_order) + 1
        assert (records, relevant) == (118, 11)
        assert told["recall_at_10"] == pytest.approx((places <= 0.1 * records).sum() / relevant)
        assert told["recall_at_20"] == pytest.approx((places <= 0.2 * records).sum() / relevant)
        needed = -(-95 * relevant // 100)  # 95 % rounded up, in whole numbers
        assert told["wss_95"] == pytest.approx(0.95 - (np.flatnonzero(curve >= needed)[0] + 1) / records)
        best = np.minimum(np.arange(1, records + 1), relevant).sum()
        worst = np.maximum(0, np.arange(1, records + 1) - (records - relevant)).sum()
        assert told["loss"] == pytest.approx((best - curve.sum()) / (best - worst))
        assert told["atd"] == pytest.approx(places.mean() / records)


def test_the_same_seeds_give_the_same_measures(file):
    def without_time() -> list[dict[str, Any]]:
        rows = answer(file, "--label", "final", "--seeds", "2")["seeds"]
        return [{name: value for name, value in row.items() if name != "ms_per_label"} for row in rows]

    assert without_time() == without_time()


def test_with_decisions_on_abstracts_it_learns_from_these_and_reports_both(file):
    found = answer(file, "--label", "final", "--abstract-label", "early", "--seeds", "2")
    assert found["learned_from"] == "early"
    assert list(found["by_label"]) == ["final", "early"]
    assert found["by_label"]["final"]["mean"] == found["mean"]
    for told in found["by_label"].values():
        assert set(told["mean"]) == MEASURES
        assert len(told["seeds"]) == 2
    assert found["by_label"]["early"]["mean"]["atd"] != found["mean"]["atd"]


def test_priors_from_a_file_one_run_for_each_line(file, tmp_path):
    priors = tmp_path / "priors.csv"
    priors.write_text("relevant,irrelevant\nr10,r1\nr20, r2\n", encoding="utf-8")
    found = answer(file, "--label", "final", "--priors", priors)
    assert [row["priors"] for row in found["seeds"]] == [["r10", "r1"], ["r20", "r2"]]
    assert len(answer(file, "--label", "final", "--priors", priors, "--seeds", "1")["seeds"]) == 1
    assert "has 2 runs" in refusal(file, "--label", "final", "--priors", priors, "--seeds", "3")
    priors.write_text("r10,r1\nr10,r999\n", encoding="utf-8")
    assert refusal(file, "--label", "final", "--priors", priors).endswith("line 2: there is no record 'r999'")
    priors.write_text("r10,r20\n", encoding="utf-8")
    assert "run 1: the records to begin with are not one relevant" in refusal(
        file, "--label", "final", "--priors", priors
    )
    priors.write_text("\n", encoding="utf-8")
    assert "names no records" in refusal(file, "--label", "final", "--priors", priors)


def test_in_words(file):
    done = run(file, "--label", "final", "--seeds", "1")
    assert done.returncode == 0
    assert done.stdout.startswith(
        "120 records, 12 relevant by 'final'; words of 'Title' and 'ABSTRACT', learned from 'final', 1 run.\n"
    )
    assert "hindsight" in done.stdout


@pytest.mark.parametrize("words", [("yes", "no"), ("TRUE", "False"), ("1.0", "0.0"), ("Included", "excluded")])
def test_other_ways_to_write_a_decision(tmp_path, words):
    rows = [{**row, "final": words[0] if row["final"] == "1" else words[1]} for row in review()]
    assert answer(write(tmp_path / "x.csv", rows), "--label", "final", "--seeds", "1")["relevant"] == 12


def test_what_is_wrong_is_said_in_one_line_with_the_column_or_the_line(tmp_path, file):
    rows = review()
    assert refusal(file, "--label", "verdict").startswith(f"{file} has no column 'verdict'; it has record_id, Title")
    assert "has no column 'early2'" in refusal(file, "--label", "final", "--abstract-label", "early2")
    bad = write(tmp_path / "bad.csv", [{**rows[0], "final": "maybe"}, *rows])
    assert refusal(bad, "--label", "final") == (
        f"{bad}, line 3: 'maybe' under 'final', where 1 or 0 is wanted for every record"
    )
    blank = write(tmp_path / "blank.csv", [*rows, {**rows[0], "final": ""}])
    assert "nothing under 'final'" in refusal(blank, "--label", "final")
    none = write(tmp_path / "none.csv", [{**row, "final": "0"} for row in rows])
    assert refusal(none, "--label", "final").endswith("two relevant and two irrelevant records are needed")
    untitled = write(tmp_path / "untitled.csv", [{"name": row["Title"], "final": row["final"]} for row in rows])
    assert "has no column 'title'; it has name, final" in refusal(untitled, "--label", "final")
    empty = write(tmp_path / "empty.csv", rows[:1])
    empty.write_text("title,final\n", encoding="utf-8")
    assert "has no rows below its first line" in refusal(empty, "--label", "final")
    assert refusal(tmp_path / "nowhere.csv", "--label", "final").startswith("there is no file")
    assert refusal(file, "--label", "final", "--seeds", "0").startswith("--seeds is 0")


def test_titles_alone_will_do(tmp_path):
    rows = [{"title": row["Title"] + row["ABSTRACT"], "final": row["final"]} for row in review()]
    found = answer(write(tmp_path / "titles.csv", rows), "--label", "final", "--seeds", "1")
    assert (found["records"], found["read_from"]) == (120, ["title"])


def test_a_first_line_of_priors_with_a_slip_is_not_taken_for_names_of_columns(file, tmp_path):
    priors = tmp_path / "priors.csv"
    for text in ("r10,r1x\nr20,r2\n", "r10x,r1x\n", "10,1\nr20,r2\n"):
        priors.write_text(text, encoding="utf-8")
        unknown = "r1x" if text.startswith("r10,") else text.split(",")[0]
        assert (
            refusal(file, "--label", "final", "--priors", priors) == f"{priors}, line 1: there is no record '{unknown}'"
        )


def test_what_could_be_meant_either_way_is_refused(tmp_path):
    rows = review()
    priors = tmp_path / "priors.csv"
    priors.write_text("r10,r1\n", encoding="utf-8")
    same = write(tmp_path / "same.csv", [{**row, "record_id": row["record_id"].replace("r11", "r1")} for row in rows])
    assert answer(same, "--label", "final", "--seeds", "1")["records"] == 120
    assert refusal(same, "--label", "final", "--priors", priors).endswith("line 1: there is more than one record 'r10'")
    twice = write(tmp_path / "twice.csv", [{"title": "x", **row} for row in rows])
    assert refusal(twice, "--label", "final") == f"{twice} has more than one column 'title'"
    two = tmp_path / "two.csv"
    two.write_text("title,final,final\nx,1,1\n", encoding="utf-8")
    assert refusal(two, "--label", "final") == f"{two} has more than one column 'final'"


def test_one_relevant_record_or_none_with_the_other_decision_is_refused(tmp_path):
    rows = review()
    one = write(tmp_path / "one.csv", [{**row, "final": "01"[row["record_id"] == "r3"]} for row in rows])
    assert refusal(one, "--label", "final").endswith("two relevant and two irrelevant records are needed")
    never = write(tmp_path / "never.csv", [{**row, "early": "0"} for row in rows])
    assert "seed 0: the records to begin with are not one relevant" in refusal(
        never, "--label", "final", "--abstract-label", "early"
    )
