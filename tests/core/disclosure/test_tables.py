"""Small tables in, what may be shown out."""

from __future__ import annotations

from itertools import permutations

import pytest

from wesaid.disclosure import (
    HES_2018,
    LT5,
    SMALL_GROUP,
    EmptyTableError,
    GiveWay,
    MissingFamilyError,
    NotACountError,
    OneWay,
    TwoWay,
    UnevenTableError,
    combined,
    one_way,
    two_way,
)

SMALL = "fewer than 8"


def words(table: OneWay[str]) -> list[str]:
    return [*map(str, table.cells.values()), str(table.total)]


def one(*people: int, give_way: GiveWay = GiveWay.TOTALS) -> list[str]:
    return words(one_way({f"g{n}": count for n, count in enumerate(people)}, give_way=give_way))


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ((8, 0, 12), ["8", "0", "12", "20"]),  # nothing small, nothing withheld
        ((3, 20, 40), [SMALL, "20", "40", "withheld"]),  # a lone one: the total would give it away
        ((3,), [SMALL, "withheld"]),
        ((1, 1, 20), [SMALL, SMALL, "20", "withheld"]),  # a sum of 2 means 1 and 1
        ((7, 7, 20), [SMALL, SMALL, "20", "withheld"]),  # a sum of 14 means 7 and 7
        ((1, 2, 1, 20), [SMALL, SMALL, SMALL, "20", "withheld"]),  # a sum below 8 narrows each
        ((2, 4, 20), [SMALL, SMALL, "20", "withheld"]),
        ((3, 5, 20), [SMALL, SMALL, "20", "28"]),  # 8 can be 1 and 7, and all between
        ((3, 6, 20), [SMALL, SMALL, "20", "withheld"]),  # 9 cannot be 1 and 8
        ((2, 6, 5, 20), [SMALL, SMALL, SMALL, "20", "33"]),
        ((0, 0), ["0", "0", "0"]),
    ],
)
def test_lists_whose_totals_give_way(people: tuple[int, ...], shown: list[str]) -> None:
    assert one(*people) == shown


@pytest.mark.parametrize(
    ("people", "shown"),
    [
        ((3, 20, 40), [SMALL, "withheld", "40", "63"]),  # the next one goes with it
        ((20, 40, 3), ["withheld", "40", SMALL, "63"]),
        ((3, 0, 40), [SMALL, "0", "withheld", "43"]),  # a nought stays
        ((3, 8, 40), [SMALL, "withheld", "withheld", "51"]),  # 3 and 8 make 11: too tight for a 7
        ((3, 8), [SMALL, "withheld", "withheld"]),  # nothing is left to go with it
        ((3, 0), [SMALL, "0", "withheld"]),
        ((3, 5, 20), [SMALL, SMALL, "20", "28"]),
    ],
)
def test_lists_whose_cells_give_way(people: tuple[int, ...], shown: list[str]) -> None:
    assert one(*people, give_way=GiveWay.CELLS) == shown


def test_rounding_protects_a_lone_small_group_only_where_it_is_wide_enough() -> None:
    table = one_way({"a": 3, "b": 22, "c": 31, "d": 18}, HES_2018)
    assert words(table) == [SMALL, "20", "30", "20", "75"]
    # 13, 13 and 1 make 27: shown as 15, 15 and 25, only a 1 fits. Rounding alone would have told.
    table = one_way({"a": 1, "b": 13, "c": 13}, HES_2018)
    assert words(table) == [SMALL, "15", "15", "withheld"]


def cross(rows: list[list[int]], give_way: GiveWay) -> list[list[str]]:
    table = two_way({i: dict(enumerate(row)) for i, row in enumerate(rows)}, SMALL_GROUP, give_way=give_way)
    lines = [[*(str(table.cells[i, j]) for j in table.columns), str(table.row_totals[i])] for i in table.rows]
    return [*lines, [*(str(table.column_totals[j]) for j in table.columns), str(table.total)]]


def test_cross_tables() -> None:
    rows = [[3, 20, 30], [40, 25, 9], [11, 12, 13]]
    assert cross(rows, GiveWay.TOTALS) == [
        [SMALL, "20", "30", "withheld"],
        ["40", "25", "9", "74"],
        ["11", "12", "13", "36"],
        ["withheld", "57", "52", "withheld"],
    ]
    assert cross(rows, GiveWay.CELLS) == [
        [SMALL, "withheld", "30", "53"],
        ["withheld", "withheld", "9", "74"],
        ["11", "12", "13", "36"],
        ["54", "57", "52", "163"],
    ]


def test_how_large_the_others_are_does_not_choose_which_goes() -> None:
    # A reader who knew that the largest, or the smallest, goes could bound it by the ones that stayed.
    patterns = set()
    for a, b, c, d in permutations([20, 30, 40, 50]):
        lines = cross([[3, a, b], [c, d, 60], [70, 80, 90]], GiveWay.CELLS)
        patterns.add(str([[cell in {"withheld", SMALL} for cell in line] for line in lines]))
    assert len(patterns) == 1


def test_a_small_total_does_not_say_that_it_is_small() -> None:
    # Row 2 has 3 people: a reader told so would know that neither of its cells is more than 2.
    assert cross([[20, 30], [2, 1]], GiveWay.CELLS)[1] == [SMALL, SMALL, "withheld"]


def test_crossing_defaults_to_ten() -> None:
    table: TwoWay[str, str] = two_way({"a": {"x": 9, "y": 40}, "b": {"x": 30, "y": 50}})
    assert table.cells["a", "x"].fewer_than == 10


def test_groups_are_merged_or_not_shown() -> None:
    family = {"service user": "lived experience", "carer": "lived experience", "staff": "paid staff"}
    big = combined({"service user": 9, "carer": 8, "staff": 12}, family)
    assert big is not None
    assert list(big.cells) == ["service user", "carer", "staff"]
    merged = combined({"service user": 5, "carer": 4, "staff": 12}, family)
    assert merged is not None
    assert {key: str(shown) for key, shown in merged.cells.items()} == {"lived experience": "9", "paid staff": "12"}
    assert str(merged.total) == "21"
    assert combined({"service user": 2, "carer": 2, "staff": 2}, family) is None
    assert combined({"service user": 5, "carer": 4, "staff": 3}, family, LT5) is None
    with pytest.raises(MissingFamilyError, match="manager"):
        combined({"manager": 9}, family)


def test_refusals() -> None:
    with pytest.raises(EmptyTableError):
        one_way({})
    with pytest.raises(EmptyTableError):
        two_way({})
    with pytest.raises(EmptyTableError):
        two_way({"a": {}})
    with pytest.raises(UnevenTableError):
        two_way({"a": {"x": 1}, "b": {"y": 1}})
    with pytest.raises(NotACountError):
        one_way({"a": -1})
    with pytest.raises(NotACountError):
        two_way({"a": {"x": 1.5}})  # type: ignore[dict-item]


def test_what_is_withheld_is_not_in_the_result() -> None:
    one, other = one_way({"a": 1, "b": 20}), one_way({"a": 7, "b": 20})
    assert one == other
    assert repr(one) == repr(other)
    assert OneWay.__slots__ == ("cells", "total")
    assert TwoWay.__slots__ == ("rows", "columns", "cells", "row_totals", "column_totals", "total")
