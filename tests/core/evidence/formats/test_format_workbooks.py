"""Workbooks as spreadsheet programs write them: dates are numbers of days there. openpyxl is the other opinion."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from wesaid.evidence.formats import read_bytes
from wesaid.evidence.formats.xlsx_dates import as_date, is_date


def workbook(*rows: list[object], **of_cells: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, code in of_cells.items():
        sheet[cell].number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_date_is_a_date_and_other_numbers_stay() -> None:
    data = workbook(
        ["ID", "title", "year", "pages", "added", "seen"],
        [1, "One", 2019, 43952, dt.date(2020, 5, 1), dt.datetime.fromisoformat("2020-05-01T03:04")],
        [2, "Two", 2020.0, "1-9", dt.time(6, 30), 0.5],
        D2='#,##0 "days"',
    )
    one, two = read_bytes(data, "a.xlsx").references
    assert (one.id, one.year, one.pages) == ("1", "2019", "43952")
    assert one.extra == (("added", "2020-05-01"), ("seen", "2020-05-01 03:04:00"))
    assert (two.year, two.extra) == ("2020", (("added", "06:30:00"), ("seen", "0.5")))


def test_days_counted_from_1904() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["title", "added"])
    book.active.append(["One", dt.date(2020, 5, 1)])
    out = io.BytesIO()
    book.save(out)
    (one,) = read_bytes(out.getvalue(), "a.xlsx").references
    assert one.extra == (("added", "2020-05-01"),)


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904], ids=["1900", "1904"])
@given(days=st.integers(1, 2_900_000), part=st.integers(0, 86_399))
@example(days=59, part=0)
@example(days=61, part=86_399)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_against_openpyxl(epoch: dt.datetime, days: int, part: int) -> None:
    if days == 60:  # a day that never was
        return
    theirs = from_excel(days + part / 86_400, epoch)
    ours = as_date(repr(days + part / 86_400), from_1904=epoch == CALENDAR_MAC_1904)
    assert ours == (f"{theirs:%Y-%m-%d %H:%M:%S}" if part else f"{theirs:%Y-%m-%d}")


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "-1", "1e400", "2958466", "2958465.99999999"])
@pytest.mark.parametrize("from_1904", [True, False])
def test_what_is_no_day_stays(text: str, from_1904: bool) -> None:
    assert as_date(text, from_1904=from_1904) == text


@pytest.mark.parametrize("number", sorted(BUILTIN_FORMATS))
def test_built_in_formats(number: int) -> None:
    assert is_date(str(number), "") == is_date_format(BUILTIN_FORMATS[number])


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]d mmmm yyyy;@", True),
        ("[h]:mm", True),
        ("General", False),
        ('0.0 "days"', False),
        ("[Red]0.00E+00", False),
        (r"#,##0\ \d", False),
        ("_-* #,##0_-", False),
        ('"', False),
        ("", False),
    ],
)
def test_formats_made_by_hand(code: str, date: bool) -> None:
    assert is_date("164", code) == date


def test_a_workbook_whose_styles_are_missing_is_read_all_the_same(tmp_path: Path) -> None:
    import zipfile

    data = workbook(["title", "added"], ["One", dt.date(2020, 5, 1)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as bare:
        for name in archive.namelist():
            if not name.endswith("styles.xml"):
                bare.writestr(name, archive.read(name))
    result = read_bytes(out.getvalue(), "a.xlsx")
    assert [one.extra for one in result.references] == [(("added", "43952"),)]
