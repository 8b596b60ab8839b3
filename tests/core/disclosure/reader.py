"""A reader who tries to work out what was withheld. Knows the preset and the labels; shares no code with the gate.

It searches for whole tables that agree with everything shown, cell by cell, cutting a branch as soon as a row or
column can no longer reach what is shown. Slow, and meant for small tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from wesaid.disclosure import OneWay, Preset, Shown, TwoWay

FAR = 60  # as good as no limit for a cell in tables of this size
FARTHER = 900  # and for a total


def knows(shown: Shown, preset: Preset, is_total: bool = False) -> range:
    """The numbers that may be behind what is shown, judged by itself."""
    if shown.value is not None:
        if shown.value == 0 or preset.round_to is None:
            return range(shown.value, shown.value + 1)
        return range(
            *min_max([people for people in range(preset.most + 1, 500) if preset.rounded(people) == shown.value])
        )
    if shown.fewer_than is not None:
        return range(preset.fewest, preset.most + 1)
    return range(FARTHER) if is_total else range(preset.most + 1, FAR)


def min_max(numbers: Sequence[int]) -> tuple[int, int]:
    return numbers[0], numbers[-1] + 1


def possible_in_list(table: OneWay[int], preset: Preset) -> dict[int, set[int]]:
    """For each small cell of a list, every number it could be."""
    cells = [knows(shown, preset) for shown in table.cells.values()]
    total = knows(table.total, preset, is_total=True)
    small = [key for key, shown in table.cells.items() if shown.fewer_than is not None]
    return {
        key: {people for people in cells[key] if _reaches([*cells[:key], *cells[key + 1 :]], total, people)}
        for key in small
    }


def _reaches(cells: Sequence[range], total: range, people: int) -> bool:
    # All ranges are without gaps, so every sum between the least and the greatest can be reached.
    least = people + sum(cell[0] for cell in cells)
    most = people + sum(cell[-1] for cell in cells)
    return least <= total[-1] and most >= total[0]


def possible_in_cross_table(table: TwoWay[int, int], preset: Preset) -> dict[tuple[int, int], set[int]]:
    """For each small cell of a cross-table, every number it could be, each proved by a whole table."""
    cells = {place: knows(shown, preset) for place, shown in table.cells.items()}
    found: dict[tuple[int, int], set[int]] = {}
    for place, shown in table.cells.items():
        if shown.fewer_than is None:
            continue
        found[place] = {
            people for people in cells[place] if _exists({**cells, place: range(people, people + 1)}, table, preset)
        }
    return found


def _exists(cells: dict[tuple[int, int], range], table: TwoWay[int, int], preset: Preset) -> bool:
    rows = [knows(table.row_totals[row], preset, is_total=True) for row in table.rows]
    columns = [knows(table.column_totals[column], preset, is_total=True) for column in table.columns]
    total = knows(table.total, preset, is_total=True)
    places = [(i, j) for i in range(len(rows)) for j in range(len(columns))]
    ranges = {(i, j): cells[table.rows[i], table.columns[j]] for i, j in places}

    def fill(at: int, across: list[int], down: list[int]) -> bool:
        """``across`` and ``down``: what rows and columns hold so far."""
        if at == len(places):
            return sum(across) in total
        i, j = places[at]
        rest_across = [ranges[i, later] for later in range(j + 1, len(columns))]
        rest_down = [ranges[later, j] for later in range(i + 1, len(rows))]
        for people in ranges[i, j]:
            if not _reaches(rest_across, rows[i], across[i] + people):
                continue
            if not _reaches(rest_down, columns[j], down[j] + people):
                continue
            across[i] += people
            down[j] += people
            done = fill(at + 1, across, down)
            across[i] -= people
            down[j] -= people
            if done:
                return True
        return False

    return fill(0, [0] * len(rows), [0] * len(columns))
