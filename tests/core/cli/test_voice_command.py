"""The real command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from wesaid.disclosure import PRESETS

COMMAND = Path(sys.executable).with_name("wesaid")
KEYS = [
    "value",
    "n",
    "positive",
    "rate",
    "rate_low",
    "rate_high",
    "ratio",
    "ratio_low",
    "ratio_high",
    "difference",
    "difference_low",
    "difference_high",
    "suppressed",
]
ASK = ("--by", "who", "--outcome", "what", "--positive", "yes")


def run(*options: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "voice", *map(str, options)], capture_output=True, text=True, encoding="utf-8", timeout=120
    )


def answer(*options: str | Path) -> dict[str, Any]:
    done = run(*options, "--json")
    assert (done.returncode, done.stderr) == (0, "")

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    found: dict[str, Any] = json.loads(done.stdout, parse_constant=refuse)
    assert list(found) == ["groups", "reference", "counted", "notes"]
    return found


def group(found: dict[str, Any], value: str) -> dict[str, Any]:
    (one,) = (one for one in found["groups"] if one["value"] == value)
    return dict(one)


def refusal(*options: str | Path) -> str:
    done = run(*options)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("wesaid voice: ")
    return line.removeprefix("wesaid voice: ")


def rows(who: str, n: int, yes: int, people: Iterable[str] | None = None) -> list[str]:
    names = list(people or [f"{who}{row}" for row in range(n)])
    return [f"{who},{'yes' if row < yes else 'no'},{names[row % len(names)]}" for row in range(n)]


@pytest.fixture
def csv(tmp_path: Path):
    def write(*some: Sequence[str], header: str = "who,what,person") -> Path:
        path = tmp_path / "said.csv"
        path.write_text("\n".join([header, *(line for lines in some for line in lines), ""]), encoding="utf-8")
        return path

    return write


OFFICIALS, CITIZENS = rows("officials", 1300, 1244), rows("citizens", 3445, 2247)


def test_barcelona_2016(csv: Any) -> None:
    found = answer(csv(OFFICIALS, CITIZENS), *ASK, "--reference", "officials")
    assert (found["reference"], found["counted"]) == ("officials", "rows")
    citizens = group(found, "citizens")
    assert list(citizens)[: len(KEYS)] == KEYS
    assert (citizens["n"], citizens["positive"], citizens["suppressed"]) == (3445, 2247, False)
    assert citizens["rate"] == 2247 / 3445
    assert (citizens["rate_low"], citizens["rate_high"]) == pytest.approx((0.63618, 0.66798), abs=5e-6)
    assert citizens["ratio"] == pytest.approx(0.6816, abs=5e-5)
    officials = group(found, "officials")
    assert [officials[key] for key in KEYS[6:12]] == [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]
    assert any("Each row was taken as one person" in note for note in found["notes"])


def test_without_a_reference(csv: Any) -> None:
    found = answer(csv(OFFICIALS, CITIZENS), *ASK)
    assert found["reference"] is None
    assert all(one[key] is None for one in found["groups"] for key in KEYS[6:12])
    assert any("--reference" in note for note in found["notes"])


def test_with_people(csv: Any) -> None:
    path = csv(rows("carers", 60, 31, [f"c{n}" for n in range(9)]), rows("staff", 90, 20, [f"s{n}" for n in range(30)]))
    found = answer(path, *ASK, "--person", "person", "--reference", "staff", "--seed", "5")
    assert found["counted"] == "people"
    carers = group(found, "carers")
    assert (carers["n"], carers["positive"], carers["people"]) == (60, 31, 9)
    resampled = carers["bootstrap"]
    assert list(resampled) == [f"{name}_{end}" for name in ("rate", "ratio", "difference") for end in ("low", "high")]
    assert resampled["rate_low"] < carers["rate"] < resampled["rate_high"]
    assert any("fewer than 10 people" in note for note in found["notes"])
    again = answer(path, *ASK, "--person", "person", "--reference", "staff", "--seed", "5")
    assert again == found
    other = answer(path, *ASK, "--person", "person", "--reference", "staff", "--seed", "6")
    assert group(other, "carers")["bootstrap"] != resampled


@pytest.mark.parametrize("people", range(1, 8))
def test_one_lone_small_group(csv: Any, people: int) -> None:
    found = answer(csv(OFFICIALS, CITIZENS, rows("carers", people, 1)), *ASK, "--reference", "officials")
    small = group(found, "carers")
    assert (small["value"], small["suppressed"]) == ("carers", True)
    assert all(value is None for key, value in small.items() if key not in {"value", "suppressed"})
    assert group(found, "citizens")["n"] == 3445
    assert any("fewer than 8 people" in note for note in found["notes"])


SMALL_WORLDS = [
    rows("tiny", 1, 0, ["t"]),
    rows("tiny", 7, 7),
    rows("tiny", 4, 2),
    rows("tiny", 5, 0, ["o1", "o2", "c3", "t4", "t5"]),  # people who also speak in other groups
]
CROWDED_WORLDS = [
    rows("tiny", 300, 150, ["t1", "t2", "t3"]),
    rows("tiny", 9, 9, ["officials1", "citizens2"]),
    ["tiny,yes,", "tiny,no,", "tiny,no,t3"],  # rows that name nobody
]


@pytest.mark.parametrize("options", [[], ["--person", "person"]], ids=["rows", "people"])
@pytest.mark.parametrize("json_", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("reference", [[], ["--reference", "staff"], ["--reference", "tiny"]], ids=str)
def test_nothing_printed_hangs_on_what_a_withheld_group_holds(
    csv: Any, options: list[str], json_: list[str], reference: list[str]
) -> None:
    """The strongest thing to ask: whatever is in the withheld group, byte for byte the same is printed."""
    staff, carers = rows("staff", 40, 22, [f"s{n}" for n in range(15)]), rows("carers", 24, 3)
    worlds = SMALL_WORLDS + (CROWDED_WORLDS if options else [])
    worlds += [[*SMALL_WORLDS[0], "tiny,,x", "tiny,,y"]]  # and rows without an outcome
    printed = {run(csv(staff, tiny, carers), *ASK, *options, *json_, *reference).stdout for tiny in worlds}
    assert len(printed) == 1
    assert "tiny" in printed.pop()


@pytest.mark.parametrize("preset", PRESETS)
def test_nor_under_other_presets(csv: Any, preset: str) -> None:
    staff = rows("staff", 40, 22)
    most = PRESETS[preset].most
    printed = {
        run(csv(staff, rows("tiny", people, yes)), *ASK, "--preset", preset, "--reference", "staff", "--json").stdout
        for people in range(1, most + 1)
        for yes in {0, people}
    }
    assert len(printed) == 1
    assert '"suppressed": true' in printed.pop()


def test_a_withheld_reference_compares_with_nobody(csv: Any) -> None:
    found = answer(csv(OFFICIALS, rows("carers", 4, 1)), *ASK, "--reference", "carers")
    assert group(found, "officials")["ratio"] is None
    assert any("reference group is withheld" in note for note in found["notes"])


def test_rounding(csv: Any) -> None:
    found = answer(csv(rows("a", 43, 28), rows("b", 58, 3)), *ASK, "--preset", "HES-2018", "--reference", "a")
    a, b = group(found, "a"), group(found, "b")
    assert (a["n"], a["positive"], a["rate"]) == (45, 30, 30 / 45)
    assert (b["n"], b["positive"], b["rate"], b["ratio"], b["suppressed"]) == (60, None, None, None, False)


def test_no_limit_is_null(csv: Any) -> None:
    found = answer(csv(rows("a", 20, 9), rows("b", 20, 0)), *ASK, "--reference", "b")
    a = group(found, "a")
    assert a["ratio"] is None
    assert a["ratio_low"] > 0
    assert a["ratio_high"] is None
    assert any("no upper limit" in note for note in found["notes"])


def test_blank_cells(csv: Any) -> None:
    found = answer(csv(rows("a", 20, 9), ["a,,p", "a,  ,q", ",yes,r"], rows("", 12, 3)), *ASK)
    assert (group(found, "a")["n"], group(found, "a")["positive"], group(found, "a")["rate"]) == (22, 9, 9 / 22)
    assert group(found, "not stated")["n"] == 13
    assert found["groups"][-1]["value"] == "not stated"
    told = "2 rows of the groups shown with nothing under 'what' are counted as not positive"
    assert any(note.startswith(told) for note in found["notes"])
    only_blank = answer(csv(rows("a", 20, 9), ["b,,p"] * 9), *ASK)
    assert (group(only_blank, "b")["n"], group(only_blank, "b")["rate"]) == (9, 0.0)


def test_blank_outcomes_can_be_left_out(csv: Any) -> None:
    path = csv(rows("a", 20, 9), ["a,,p"], ["b,,p"] * 9)
    found = answer(path, *ASK, "--leave-out-blank")
    assert (group(found, "a")["n"], group(found, "a")["rate"]) == (20, 9 / 20)
    assert (group(found, "b")["n"], group(found, "b")["rate"], group(found, "b")["suppressed"]) == (0, None, False)
    assert "10 rows of the groups shown with nothing under 'what' are left out." in found["notes"]


@pytest.mark.parametrize("size", range(1, 8))
@pytest.mark.parametrize("more", [[], ["--leave-out-blank"]])
def test_a_small_group_is_withheld_though_no_outcome_of_it_is_known(csv: Any, size: int, more: list[str]) -> None:
    """Nor is it told that any of its rows is blank."""
    blank = csv(rows("a", 20, 9), ["b,,p"] * size)
    found = answer(blank, *ASK, *more)
    assert group(found, "b") == {**dict.fromkeys(group(found, "b")), "value": "b", "suppressed": True}
    assert not [note for note in found["notes"] if "nothing under" in note]
    mixed = answer(csv(rows("a", 20, 9), ["b,,p"] * (size - 1), ["b,yes,p"]), *ASK, *more)
    assert group(mixed, "b") == group(found, "b")


@pytest.mark.parametrize("more", [[], ["--leave-out-blank"]])
def test_people_and_not_their_rows_make_a_group_large(csv: Any, more: list[str]) -> None:
    people = [f"{who},yes,{who}{number}" for who in "ab" for number in range(20)]
    few = [f"c,,p{number % 7}" for number in range(40)]
    found = answer(csv(people, few), *ASK, "--person", "person", *more)
    assert group(found, "c")["suppressed"]
    many = [f"c,,p{number}" for number in range(6)] + [f"c,no,q{number}" for number in range(9)]
    found = answer(csv(people, many), *ASK, "--person", "person", *more)
    assert (group(found, "c")["suppressed"], group(found, "c")["n"]) == (False, 9 if more else 15)


def test_how_many_are_blank_is_rounded_with_all_other_numbers(csv: Any) -> None:
    preset = next(name for name, one in PRESETS.items() if one.round_to)
    notes = answer(csv(rows("a", 40, 19), ["a,,p"] * 3), *ASK, "--preset", preset)["notes"]
    assert [note.partition(" rows")[0] for note in notes if "nothing under" in note] == ["Some"]


def test_a_value_that_never_occurs_is_pointed_out(csv: Any) -> None:
    found = answer(csv(rows("a", 20, 9)), "--by", "who", "--outcome", "what", "--positive", "Yes")
    assert group(found, "a")["rate"] == 0.0
    assert any("spelt" in note for note in found["notes"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "said.csv"
    text = "\r\n".join(["who,what", *["Pflegekräfte “A”,yes"] * 9, *["staff,no"] * 90_000]) + "\r\n"
    path.write_bytes(text.encode(encoding))
    found = answer(path, *ASK)
    assert group(found, "Pflegekräfte “A”")["n"] == 9
    assert any("Windows-1252" in note for note in found["notes"]) == (encoding == "cp1252")


def test_odd_characters_far_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_bytes(b"who,what\n" + b"staff,no\n" * 90_000 + "café,yes\n".encode("cp1252") * 9)
    found = answer(path, *ASK)
    assert (group(found, "staff")["n"], group(found, "café")["n"]) == (90_000, 9)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "said.csv"
    path.write_text("\n".join(separator.join(line) for line in [("who", "what"), *[("a", "yes")] * 9]))
    assert group(answer(path, *ASK), "a")["n"] == 9


def test_quotes_and_lines_within_cells(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_text("note,who,what\n" + '"two\nlines, ""quoted""",a, yes \n\n' * 9)
    assert group(answer(path, *ASK), "a")["positive"] == 9


def test_a_pipe_can_be_read() -> None:
    text = "who,what\n" + "a,yes\n" * 9
    done = subprocess.run(
        [COMMAND, "voice", "/dev/stdin", *ASK, "--json"], input=text, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["groups"][0]["n"] == 9


def test_plain_text(csv: Any) -> None:
    done = run(csv(OFFICIALS, CITIZENS, rows("carers", 4, 1)), *ASK, "--reference", "officials")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "For each group: how much of what it said has 'yes' under 'what'."
    assert lines[3].split() == ["carers", "withheld"]
    assert "65.2% (63.6% to 66.8%)" in lines[4]
    assert "0.68 (0.66 to 0.70)" in lines[4]


def test_text_cannot_write_over_the_screen(csv: Any) -> None:
    done = run(csv(rows("\x1b[2Jgone", 9, 3)), *ASK)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout


def test_what_is_wrong_is_said_in_one_line(csv: Any, tmp_path: Path) -> None:
    good = csv(rows("a", 20, 9))
    assert refusal(tmp_path / "none.csv", *ASK) == f"there is no file {tmp_path / 'none.csv'}"
    assert "cannot be read" in refusal(tmp_path, *ASK)
    assert "has no column 'hat'; it has who, what, person" in refusal(good, "--by", "hat", *ASK[2:])
    assert "has no column 'age'" in refusal(good, *ASK, "--person", "age")
    assert "there is no group 'b' in column 'who'; there is a" in refusal(good, *ASK, "--reference", "b")
    assert "'not stated'" in refusal(good, *ASK, "--reference", "Not stated")
    assert "small-group" in refusal(good, *ASK, "--preset", "lt6")
    assert "between 0 and 1" in refusal(good, *ASK, "--confidence", "95")
    assert "too few" in refusal(good, *ASK, "--person", "person", "--resamples", "10")
    assert "below 0" in refusal(good, *ASK, "--person", "person", "--seed", "-1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\n", "is empty"),
        (b"who,what\n", "has no rows"),
        (b"who,what\na,yes\nb\n", "line 3: 1 cells where line 1 has 2"),
        (b"\nwho,what\na,yes\n\nb,yes,no\n", "line 5: 3 cells where line 2 has 2"),
        (b"who,what,who\na,yes,b\n", "more than one column 'who'"),
        (b'who,what\n"a,yes\n', "line 2: unexpected end of data"),
        (b'who,what\n"a"b,yes\n', "line 2: "),
        (b"who,what\n" + b"x" * 200_000 + b",yes\n", "line 2: field larger than field limit"),
        ("who,what\na,yes\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\0\0", "not a CSV file"),
        (b"who,what\n\x81\xff,yes\n", "neither UTF-8 nor Windows-1252"),
    ],
    ids=range(12),
)
def test_files_that_cannot_be_used(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "said.csv"
    path.write_bytes(content)
    assert said in refusal(path, *ASK)


def worked() -> float:
    """Seconds of the processor that commands have taken so far: it does not matter what else the machine does."""
    times = os.times()
    return times.children_user + times.children_system


def test_a_million_rows(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    block = "".join(f"{who},{what},some words\n" for who in ("a", "b") for what in ("yes", "no")) * 1000
    path.write_text("who,what,words\n" + block * 250)
    begin = worked()
    found = answer(path, *ASK, "--reference", "a")
    assert worked() - begin < 20  # about one second on an idle machine
    assert [one["n"] for one in found["groups"]] == [500_000, 500_000]


def test_many_people(tmp_path: Path) -> None:
    path = tmp_path / "said.csv"
    lines = [
        f"{'ab'[person % 2]},{'yes' if (person * row) % 7 < 3 else 'no'},{person}"
        for person in range(5000)
        for row in range(person % 40 + 1)
    ]
    path.write_text("\n".join(["who,what,person", *lines]))
    begin = worked()
    found = answer(path, *ASK, "--reference", "a", "--person", "person", "--resamples", "2000")
    assert worked() - begin < 20  # about a second on an idle machine
    assert group(found, "b")["people"] == 2500
