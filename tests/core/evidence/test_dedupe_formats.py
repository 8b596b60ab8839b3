"""Files of any format to ``wesaid dedupe``, and from it: the same records are found, and every one is in what is written."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from wesaid.evidence import Reference, find_duplicates, read, write

COMMAND = Path(sys.executable).with_name("wesaid")
SUFFIXES = (".ris", ".nbib", ".bib", ".xml", ".csv", ".tsv", ".xlsx", ".ciw")
SONG = Reference(
    "song",
    kind="article",
    title="Choir singing and sleep in farmers of Fife: a pilot",
    authors=("Berg, Anna", "Ito, Kenji"),
    year="2019",
    journal="Journal of Invented Health",
    volume="12",
    number="3",
    pages="288-297",
    doi="10.9999/song",
    abstract="We sang with farmers.\nThey slept.",
    keywords=("singing", "sleep"),
    extra=(("AD", "Fife"),),
)
AGAIN = Reference(
    "again",
    kind="article",
    title="CHOIR SINGING AND SLEEP IN FARMERS OF FIFE: A PILOT.",
    authors=("Berg, A.", "Ito, K."),
    year="2019",
    journal="J Invent Health",
    volume="12",
    pages="288-97",
    source="Another database",
    extra=(("N1", "a note"),),
)
OTHER = Reference(
    "other",
    kind="article",
    title="Приусадебные участки и аппетит: 患者 in Kent",
    authors=("Novak, Petr",),
    year="2018",
    journal="Made-up Medicine",
    volume="4",
    pages="1-9",
)


def run(*options: object) -> dict[str, object]:
    done = subprocess.run(
        [COMMAND, "dedupe", *map(str, options), "--json"], capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, object] = json.loads(done.stdout)
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_members(reference: Reference) -> list[tuple[str, str]]:
    return [pair for pair in reference.extra if not pair[0].startswith("merged_")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_each_format_in_and_out(tmp_path: Path, suffix: str) -> None:
    one, two, out = (tmp_path / f"{name}{suffix}" for name in ("one", "two", "out"))
    write([SONG, OTHER], one)
    write([AGAIN], two)
    answer = run(one, two, "-o", out, "--clusters", tmp_path / "c.csv")
    assert (answer["in"], answer["kept"], answer["unique"], answer["removed"]) == (3, 3, 2, 1)

    given = read([one, two]).references
    clusters = rows(tmp_path / "c.csv")
    assert [row["id"] for row in clusters] == [given[0].id, given[2].id, given[1].id]
    assert [row["cluster"] for row in clusters] == ["1", "1", "2"]
    assert [row["source"] for row in clusters] == [given[0].source, "Another database", given[1].source]

    result = read(out)
    assert result.rejected == ()
    song, other = result.references
    assert (song.id, song.title, song.authors, song.abstract) == (given[0].id, SONG.title, SONG.authors, SONG.abstract)
    assert without_members(song) == [("AD", "Fife")]
    assert dict(song.extra)["merged_ids"] == f"{given[0].id};{given[2].id}"
    assert dict(song.extra)["merged_sources"] == f"{given[0].source}; Another database"
    assert (other.title, other.authors) == (OTHER.title, OTHER.authors)


def test_one_record_from_eight_files_of_eight_formats(tmp_path: Path) -> None:
    files = [tmp_path / f"base{number}{suffix}" for number, suffix in enumerate(SUFFIXES)]
    for path in files:
        write([SONG, OTHER], path)
    out, clusters = tmp_path / "out.ris", tmp_path / "c.csv"
    answer = run(*files, "-o", out, "--clusters", clusters)
    assert (answer["kept"], answer["unique"], answer["removed"]) == (16, 2, 14)
    ids = [row["id"] for row in rows(clusters)]
    assert len(set(ids)) == 16  # each file names its records "song" and "other", or by what the format has
    assert answer["ids_repeated"] == sum("~" in one for one in ids)
    assert {row["source"] for row in rows(clusters)} == {path.name for path in files}
    (song, _other) = read(out).references
    assert set(dict(song.extra)["merged_sources"].split("; ")) == {path.name for path in files}


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.ris", "stray\nTY  - JOUR\nTI  - Lost, not closed\nTY  - JOUR\nTI  - Kept\nER  - \n", [1, 2]),
        ("a.nbib", "stray\n\nPMID- 1\nTI  - Kept\n\nAB  - neither number nor title\n", [1, 6]),
        ("a.bib", "stray\n@article{a, title = {Kept}}\n@article{b, title = {Not closed\n", [1, 3]),
        (
            "a.xml",
            "<xml><records>\n<record><titles><title>Kept</title></titles></record>\n<record><titles>\n</records></xml>",
            [3],
        ),
        ("a.csv", 'title\nKept\n"not closed\n', [3]),
        ("a.ciw", "FN x\nPT J\nTI Not closed\nPT J\nTI Kept\nER\nstray\nEF\n", [2, 7]),
    ],
)
def test_what_is_rejected_is_named(tmp_path: Path, name: str, text: str, lines: list[int]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    answer = run(path, "-o", tmp_path / "out.csv")
    assert (answer["in"], answer["kept"]) == (1 + len(lines), 1)
    rejected = answer["rejected"]
    assert isinstance(rejected, list)
    assert [(row["file"], row["line"]) for row in rejected] == [(str(path), line) for line in lines]
    assert all(row["reason"].endswith(".") or row["reason"].endswith("?") for row in rejected)
    assert [row["title"] for row in rows(tmp_path / "out.csv")] == ["Kept"]


def test_ids_from_the_column_word_for_word_else_made(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("ID,record_id,title\n-12,x,Singing\n@berg,y,Walking\n,z,Swimming\n")
    (tmp_path / "two.csv").write_text("record_id,title\n-12,Knitting\n,Running\n")
    (tmp_path / "three.csv").write_text("title\nRowing\n")
    files = [tmp_path / f"{name}.csv" for name in ("one", "two", "three")]
    run(*files, "-o", tmp_path / "out.csv", "--clusters", tmp_path / "c.csv")
    ids = [row["id"] for row in rows(tmp_path / "c.csv")]
    assert ids == ["-12", "@berg", "z", "-12~2", "two-2", "three-1"]
    assert [one.id for one in read(tmp_path / "out.csv").references] == ids


def test_the_command_finds_what_the_library_finds(tmp_path: Path) -> None:
    write([SONG, AGAIN, OTHER], tmp_path / "in.bib")
    found = find_duplicates(read(tmp_path / "in.bib").references)
    answer = run(tmp_path / "in.bib", "-o", tmp_path / "out.bib")
    assert (answer["unique"], answer["removed"]) == (len(found.groups), found.removed) == (2, 1)


def test_its_own_output_can_be_its_input(tmp_path: Path) -> None:
    write([SONG, AGAIN, OTHER], tmp_path / "in.csv")
    run(tmp_path / "in.csv", "-o", tmp_path / "first.csv")
    answer = run(tmp_path / "first.csv", "-o", tmp_path / "second.csv")
    assert (answer["kept"], answer["removed"]) == (2, 0)
    assert [row["merged_ids"] for row in rows(tmp_path / "second.csv")] == ["song", "other"]
