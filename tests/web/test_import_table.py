"""Reading tables: every row is there once, word for word, with the line on which it starts, or refused with that line."""

from __future__ import annotations

import contextlib
import csv
import io
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from wesaid_web.trail.importing.rows import Row, read_rows
from wesaid_web.trail.importing.table import MAX_CELL, BadTable, Cells, Rejected, Table

quick = settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)

WORDS = {"text": "text", "hat": "hat"}


def table(data: bytes | str) -> Table:
    return Table(io.BytesIO(data.encode() if isinstance(data, str) else data))


def rows(data: bytes | str) -> list[Row | Rejected]:
    return list(read_rows(table(data), WORDS))


def texts(data: bytes | str) -> list[str]:
    return [row.text if isinstance(row, Row) else f"line {row.line}: {row.reason}" for row in rows(data)]


CELL = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"',;\t\n\r \ufeff=+-@\\|é€漢🙂\u2028\x0b\x0c\x85"),
        st.characters(codec="utf-8", exclude_characters="\x00"),
    ),
    max_size=40,
)
LATIN_CELL = st.text(alphabet=st.sampled_from("\"',;\t\n\r aZ09éüß€“”–ÿ£"), max_size=40)


def written(cells: list[tuple[str, str]], delimiter: str, end: str) -> tuple[str, list[int]]:
    """A table as a spreadsheet would save it, and the line on which each row starts."""
    out = io.StringIO(newline="")
    # Python's writer does not quote a lone carriage return, as spreadsheets do.
    quoting = csv.QUOTE_ALL if any("\r" in cell for row in cells for cell in row) else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(["text", "hat"])
    lines = []
    for row in cells:
        lines.append(len(re.findall(r"\r\n|\r|\n", out.getvalue())) + 1)
        writer.writerow(row)
    return out.getvalue(), lines


def check(data: bytes, cells: list[tuple[str, str]], lines: list[int]) -> None:
    found = list(table(data).rows())
    assert [(row.line, row.values["text"], row.values["hat"]) for row in found if isinstance(row, Cells)] == [
        (line, text, hat) for line, (text, hat) in zip(lines, cells, strict=True)
    ]
    kept = [row for row in read_rows(table(data), WORDS) if isinstance(row, Row)]
    refused = [row for row in read_rows(table(data), WORDS) if isinstance(row, Rejected)]
    assert len(kept) + len(refused) == len(cells)
    assert [row.text for row in kept] == [text for text, _hat in cells if text.strip()]
    assert [row.line for row in refused] == [
        line for line, (text, _hat) in zip(lines, cells, strict=True) if not text.strip()
    ]


@quick
@given(
    st.lists(st.tuples(CELL, CELL), max_size=12),
    st.sampled_from(",;\t"),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_unicode_tables_are_read_word_for_word(
    cells: list[tuple[str, str]], delimiter: str, end: str, encoding: str
) -> None:
    text, lines = written(cells, delimiter, end)
    check(text.encode(encoding), cells, lines)


@quick
@given(
    st.lists(st.tuples(LATIN_CELL, LATIN_CELL), max_size=12), st.sampled_from(",;\t"), st.sampled_from(["\r\n", "\n"])
)
def test_tables_of_old_windows_programs_are_read_word_for_word(
    cells: list[tuple[str, str]], delimiter: str, end: str
) -> None:
    text, lines = written(cells, delimiter, end)
    data = text.encode("cp1252")
    with contextlib.suppress(UnicodeDecodeError):  # not UTF-8, so it is read as Windows-1252
        assume(data.decode() == text)  # or the same bytes either way
    check(data, cells, lines)


@quick
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_a_table_or_refused(data: bytes, headed: bool) -> None:
    """Nothing but BadTable, and every row kept or refused with a line that is in the file."""
    data = b"text,hat\n" + data if headed else data
    try:
        found = rows(data)
    except BadTable:
        return
    ends = len(re.findall(rb"\r\n|\r|\n", data)) if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else len(data)
    assert all(2 <= row.line <= ends + 1 for row in found)


# Files as they come


def test_cells_over_several_lines_count_their_lines() -> None:
    data = 'text,hat\n"one\ntwo",a\n\n"",b\n"three\r\nfour\rfive",c\nsix,d,e\nseven,f\n'
    assert [(row.line, row.text if isinstance(row, Row) else None) for row in rows(data)] == [
        (2, "one\ntwo"),
        (5, None),
        (6, "three\r\nfour\rfive"),
        (9, None),
        (10, "seven"),
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "save it as CSV"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "save it as CSV"),
        ("text,hat\nWords,x\n".encode("utf-16-le"), "not text"),
        (b"text,text\nWords,x\n", "same heading"),
        (b'text,"hat\nWords,x\n', "headings"),
        (b"\x81\x8d\x8f\x90\n", "not text"),
    ],
    ids=[
        "nothing",
        "only a mark",
        "only spaces",
        "a picture",
        "a zip",
        "utf-16 without mark",
        "doubled",
        "open",
        "odd bytes",
    ],
)
def test_a_file_that_is_no_table_says_why(data: bytes, why: str) -> None:
    with pytest.raises(BadTable, match=why):
        table(data)


def test_only_headings_is_a_table_without_rows() -> None:
    assert rows("text,hat") == rows("text,hat\n") == rows("text,hat\n\n\r\n") == []


def test_empty_lines_before_the_headings_are_passed_over() -> None:
    found = rows("\n\r\ntext,hat\nWords,x\n")
    assert [(row.line, row.text) for row in found if isinstance(row, Row)] == [(4, "Words")]


def test_a_quotation_mark_that_is_never_closed_names_its_row() -> None:
    found = rows('text,hat\nGood,x\n"Never closed,x\nMore,y\n')
    assert [row.text for row in found if isinstance(row, Row)] == ["Good"]
    assert [row.line for row in found if isinstance(row, Rejected)] == [3]
    assert "never closed" in texts('text,hat\nGood,x\n"Never closed,x\nMore,y\n')[1]


def test_what_stands_after_a_closed_quotation_mark_is_refused_and_the_rest_read() -> None:
    found = rows('text,hat\n"He said "hello" to me",x\nGood,y\n')
    assert [(type(row).__name__, row.line) for row in found] == [("Rejected", 2), ("Row", 3)]


def test_a_cell_of_a_million_characters() -> None:
    fits, too_long = "a" * (MAX_CELL - 10), "a" * (MAX_CELL + 10)
    found = rows(f"text,hat\nGood,x\n{fits},x\n{too_long},x\nGood too,y\n")
    assert [(type(row).__name__, row.line) for row in found] == [
        ("Row", 2),
        ("Rejected", 3),  # longer than a contribution may be
        ("Rejected", 4),
        ("Row", 5),
    ]


def test_rows_with_too_many_cells_are_refused_and_with_too_few_filled_up() -> None:
    found = rows("text,hat\none\ntwo,x,y\nthree,z\n")
    assert [(type(row).__name__, row.line) for row in found] == [("Row", 2), ("Rejected", 3), ("Row", 4)]


@pytest.mark.parametrize("column", ["text", "hat", "elsewhere"])
def test_nul_anywhere_in_a_row_refuses_the_row(column: str) -> None:
    """Databases do not store it, in no column."""
    cells = {"text": "Words", "hat": "x", "elsewhere": "y"} | {column: "a\x00b"}
    found = rows(f"text,hat,elsewhere\n{cells['text']},{cells['hat']},{cells['elsewhere']}\nGood,x,y\n")
    assert [(type(row).__name__, row.line) for row in found] == [("Rejected", 2), ("Row", 3)]
    assert "NUL" in texts("text,hat\na\x00b,x\n")[0]


@pytest.mark.parametrize(
    ("heading", "separator"),
    [
        ('"What was said, in their words";hat', ";"),
        ('"a,b,c,d";hat', ";"),
        ('"say ""what"", please";hat', ";"),
        ('"a;b;c"\that', "\t"),
        ('"a;b;c",hat', ","),
        ("text;hat", ";"),
        ("text\that", "\t"),
        ("text,hat", ","),
    ],
)
def test_the_separator_is_the_one_outside_of_quotation_marks(heading: str, separator: str) -> None:
    found = table(f"{heading}\nWords{separator}x\n")
    (row,) = found.rows()
    assert isinstance(row, Cells)
    assert (len(found.headings), list(row.values.values())) == (2, ["Words", "x"])


def test_from_the_first_byte_that_cannot_be_read_on_nothing_is_kept_silently() -> None:
    """A row that cannot be read is named with its line; it is never left out without a word."""
    good = "".join(f"Words {number},x\n" for number in range(2000))
    data = b"\xef\xbb\xbftext,hat\n" + good.encode() + b"\xff\xfe,x\nafter,x\n"
    found = rows(data)
    kept = [row for row in found if isinstance(row, Row)]
    (refused,) = [row for row in found if isinstance(row, Rejected)]
    assert "not text" in refused.reason
    assert refused.line == len(kept) + 2
