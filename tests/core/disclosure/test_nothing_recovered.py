"""Readers try to work out what was withheld, by every table that fits, and none learns more than "fewer than N".

Three readers, from the plain to the shrewd:

- one adds and subtracts (``reader.py``), on thousands of random tables;
- one uses linear programming (scipy), on larger tables;
- one knows the gate's own code, and asks which tables would have been shown just like this (exhaustive).
"""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from reader import FAR, FARTHER, knows, possible_in_cross_table, possible_in_list
from scipy.optimize import linprog

from wesaid.disclosure import PRESETS, Certainty, GiveWay, Preset, TwoWay, one_way, two_way

NARROW = Preset("narrow", most=3, source="tests", certainty=Certainty.OURS)
NARROW_ROUNDED = Preset("narrow-rounded", most=4, round_to=5, source="tests", certainty=Certainty.OURS)
NARROW_NOUGHT = Preset("narrow-nought", most=2, fewest=0, source="tests", certainty=Certainty.OURS)
LISTS = 9_000
CROSS_TABLES = 3_000


def everything(preset: Preset) -> set[int]:
    return set(range(preset.fewest, preset.most + 1))


def test_thousands_of_lists() -> None:
    draw = random.Random(2026)
    protected = totals_shown = 0
    presets = list(PRESETS.values())
    for _ in range(LISTS):
        preset = draw.choice(presets)
        size = draw.randint(1, 7)
        people = {n: draw.choice([0, draw.randint(1, 9), draw.randint(1, 40)]) for n in range(size)}
        table = one_way(people, preset, give_way=draw.choice(list(GiveWay)))
        for possible in possible_in_list(table, preset).values():
            assert possible == everything(preset), (people, table)
            protected += 1
        totals_shown += not table.total.withheld
        for key, shown in table.cells.items():
            assert people[key] in knows(shown, preset)
    assert protected > 8_000
    assert totals_shown > 2_000  # and withholding everything is not how it was done


def test_thousands_of_cross_tables() -> None:
    draw = random.Random(2027)
    protected = totals_shown = 0
    for _ in range(CROSS_TABLES):
        preset = draw.choice([NARROW, NARROW_ROUNDED, NARROW_NOUGHT])
        rows, columns = draw.choice([(2, 2), (2, 3), (3, 2), (3, 3), (1, 3)])
        people = {
            i: {j: draw.choice([0, draw.randint(1, 4), draw.randint(3, 12)]) for j in range(columns)}
            for i in range(rows)
        }
        table = two_way(people, preset, give_way=draw.choice(list(GiveWay)))
        for possible in possible_in_cross_table(table, preset).values():
            assert possible == everything(preset), (people, table)
            protected += 1
        totals_shown += not table.total.withheld
    assert protected > 3_000
    assert totals_shown > 800


def _ends(table: TwoWay[int, int], preset: Preset, target: tuple[int, int]) -> tuple[float, float]:
    """The least and greatest number a reader with a linear programme can reach for one cell."""
    places = [*table.cells]
    numbers = [knows(table.cells[place], preset) for place in places]
    wholes = [
        (knows(shown, preset, is_total=True), [place[0] == row for place in places])
        for row, shown in table.row_totals.items()
    ]
    wholes += [
        (knows(shown, preset, is_total=True), [place[1] == column for place in places])
        for column, shown in table.column_totals.items()
    ]
    wholes.append((knows(table.total, preset, is_total=True), [True] * len(places)))
    bounds = [(one[0], None if one[-1] == FAR - 1 else one[-1]) for one in numbers]
    known = [(total, mask) for total, mask in wholes if len(total) < FARTHER]
    above = [np.array(mask, float) for _, mask in known] + [-np.array(mask, float) for _, mask in known]
    limits = [total[-1] for total, _ in known] + [-total[0] for total, _ in known]
    ends = []
    for sign in (1.0, -1.0):
        goal = [sign if place == target else 0.0 for place in places]
        solved = linprog(goal, A_ub=above or None, b_ub=limits or None, bounds=bounds)
        assert solved.success
        ends.append(sign * solved.fun)
    return ends[0], ends[1]


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("give_way", GiveWay)
def test_linear_programming_on_larger_tables(name: str, give_way: GiveWay) -> None:
    preset = PRESETS[name]
    draw = random.Random(f"{name}{give_way}")
    for _ in range(4):
        people = {
            i: {j: draw.choice([0, draw.randint(1, 45), draw.randint(1, 45)]) for j in range(5)} for i in range(6)
        }
        table = two_way(people, preset, give_way=give_way)
        for place, shown in table.cells.items():
            if shown.fewer_than is not None:
                ends = _ends(table, preset, place)
                assert ends == pytest.approx((preset.fewest, preset.most)), (people, place)


def _seen_by_one_who_knows_the_code(
    preset: Preset, give_way: GiveWay, rows: int, columns: int, most: int
) -> tuple[int, int]:
    """Every table up to ``most``, grouped by what is shown: (small cells judged, fewest numbers one could be)."""
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for people in product(range(most + 1), repeat=rows * columns):
        if rows == 1:
            flat = one_way(dict(enumerate(people)), preset, give_way=give_way)
            shown = (*flat.cells.values(), flat.total)
        else:
            table = two_way(
                {i: {j: people[i * columns + j] for j in range(columns)} for i in range(rows)},
                preset,
                give_way=give_way,
            )
            shown = (*table.cells.values(), *table.row_totals.values(), *table.column_totals.values(), table.total)
        alike[shown].append(people)
    judged, least = 0, 99
    for shown, tables in alike.items():
        # A shown total bounds every cell; near ``most`` we would not see all tables that fit.
        edge = most - (preset.round_to or 0)
        if any(one.value is not None and one.value > edge for one in shown):  # type: ignore[attr-defined]
            continue
        for place in range(rows * columns):
            if shown[place].fewer_than is not None:  # type: ignore[index]
                judged += 1
                least = min(least, len({people[place] for people in tables}))
    return judged, least


@pytest.mark.parametrize("name", PRESETS)
def test_who_knows_the_code_cannot_tell_a_cell_of_a_list(name: str) -> None:
    preset = PRESETS[name]
    for columns, most in ((1, 14), (2, 45), (3, 25)):
        judged, least = _seen_by_one_who_knows_the_code(preset, GiveWay.TOTALS, 1, columns, most)
        assert judged
        # Where totals give way and nothing is rounded, not even this reader learns anything at all.
        assert least >= (preset.choices if preset.round_to is None else preset.choices - 1)
        judged, least = _seen_by_one_who_knows_the_code(preset, GiveWay.CELLS, 1, columns, most)
        assert least >= 3


@pytest.mark.parametrize("preset", [NARROW, NARROW_NOUGHT], ids=lambda preset: preset.name)
def test_who_knows_the_code_cannot_tell_a_cell_of_a_cross_table(preset: Preset) -> None:
    for columns, most in ((2, 9), (3, 4)):
        judged, least = _seen_by_one_who_knows_the_code(preset, GiveWay.TOTALS, 2, columns, most)
        assert judged
        assert least == preset.choices
    judged, least = _seen_by_one_who_knows_the_code(preset, GiveWay.CELLS, 2, 2, 14)
    assert judged
    assert least >= 2
