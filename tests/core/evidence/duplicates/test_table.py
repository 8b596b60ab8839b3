"""CSV files in and out: nothing is dropped in silence, ids stay word for word, no cell runs as a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wesaid.evidence.duplicates import merge
from wesaid.evidence.duplicates.table import BadTable, guarded, guarded_id, read, rows_of, split_authors
from wesaid.evidence.reference import Reference


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "records.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_columns_of_a_real_export(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "ID,ENTRYTYPE,title,author,year,journal,booktitle,volume,issue,pages,doi,note\n"
        'id_1,article,Singing,"Berg, A and Ito, K",2019,JIH,,12,3,1--9,10.9999/a,kept\n'
        "id_2,inproceedings,Walking,,2020,,Congress,,,,,\n",
    )
    one, two = read(path).references
    assert one == Reference(
        id="id_1",
        kind="article",
        title="Singing",
        authors=("Berg, A", "Ito, K"),
        year="2019",
        journal="JIH",
        volume="12",
        number="3",
        pages="1--9",
        doi="10.9999/a",
        source="records.csv",
        extra=(("note", "kept"),),
    )
    assert (two.journal, two.kind, two.authors) == ("Congress", "inproceedings", ())


def test_every_row_is_kept_or_rejected_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'ID,title\n1,"two\nlines"\n2,a,b\n,,\n3,nul\x00\n4,"open" here\n5,good\n,\n6,"never closed\n7,lost\n',
    )
    table = read(path)
    assert [one.id for one in table.references] == ["1", "5"]
    assert [row.line for row in table.rejected] == [4, 5, 6, 7, 9, 10]
    assert "cells" in table.rejected[0].reason
    assert "NUL" in table.rejected[2].reason
    assert table.rejected[4].reason == "it is empty"
    assert "never closed" in table.rejected[5].reason


@pytest.mark.parametrize(
    ("headings", "row", "identity"),
    [
        ("ID,record_id,title", " 007 ,x,t", " 007 "),
        ("record_id,title,id", "=x-1,t,9", "=x-1"),
        ("title,record_id", "t,", "made-1"),
        ("title,year", "t,2019", "made-1"),
        ("id,title", "'-5,t", "-5"),
    ],
)
def test_ids_are_taken_word_for_word_or_made(tmp_path: Path, headings: str, row: str, identity: str) -> None:
    (one,) = read(written(tmp_path, f"{headings}\n{row}\n")).references
    assert one.id == identity


def test_an_id_that_is_made_is_nobody_elses(tmp_path: Path) -> None:
    table = read(written(tmp_path, "ID,title\nmade-1,a\n,b\n,c\n"))
    assert [one.id for one in table.references] == ["made-1", "made-2", "made-3"]


@pytest.mark.parametrize(
    "data",
    [
        "ID;title\n1;Müller\n".encode(),
        "ID\ttitle\n1\tMüller\n".encode("utf-8-sig"),
        "ID,title\n1,Müller\n".encode("cp1252"),
        "ID,title\n1,Müller\n".encode("utf-16"),
        "\n\nID,title\r\n1,Müller\r\n".encode(),
    ],
)
def test_encodings_and_separators(tmp_path: Path, data: bytes) -> None:
    (one,) = read(written(tmp_path, data)).references
    assert (one.id, one.title) == ("1", "Müller")


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"PK\x03\x04rest", b"ID,year\n1,2019\n", b"title,title\na,b\n", b"a\x00b\n"]
)
def test_what_is_no_table_is_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadTable):
        read(written(tmp_path, data))


def test_authors_as_they_are_put_in_one_cell() -> None:
    assert split_authors("Berg A; Ito K;") == ("Berg A", "Ito K")
    assert split_authors("Berg AM, Ito K, van der Moreau L.") == ("Berg AM", "Ito K", "van der Moreau L.")
    assert split_authors("Berg, Anna") == ("Berg, Anna",)


@pytest.mark.parametrize("identity", ["-12", "+1", "@berg2019", "=x", "id_1", "10.9999/a", "女性-1"])
def test_harmless_ids_stay_word_for_word(identity: str) -> None:
    assert guarded_id(identity) == identity


@pytest.mark.parametrize("identity", ['=HYPERLINK("x")', "=cmd|' /C calc'!A0", "@SUM(1)", "\t=1 2"])
def test_ids_that_could_do_harm_are_guarded(identity: str) -> None:
    assert guarded_id(identity) == "'" + identity


_CELL = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20) | st.sampled_from(
    ["=1+1", "'=1+1", "''=x", "-5", "@a", "+b", "\tc", "'quoted'", 'say "no"', "a,b;c", "two\nlines"]
)


@given(
    st.lists(
        st.tuples(_CELL.filter(bool), _CELL.filter(lambda text: text.strip() == text != ""), _CELL),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, str]]
) -> None:
    references = [
        Reference(identity, title=title, authors=("Berg, A",), extra=(("note", note),) if note else (), source="one")
        for identity, title, note in cells
    ]
    path = tmp_path_factory.mktemp("table") / "out.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows_of([merge([one]) for one in references]))
    table = read(path)
    assert table.rejected == ()
    back = [
        (one.id, one.title, one.authors, tuple(pair for pair in one.extra if not pair[0].startswith("merged_")))
        for one in table.references
    ]
    assert back == [(one.id, one.title, one.authors, one.extra) for one in references]


@given(_CELL)
def test_no_guarded_cell_begins_like_a_formula(cell: str) -> None:
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
