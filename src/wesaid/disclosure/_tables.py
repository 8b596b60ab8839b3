"""Tables of people: small cells are withheld, and whatever would give them away."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from wesaid.disclosure._audit import Arc, Network
from wesaid.disclosure._presets import CROSS_TAB, SMALL_GROUP, Preset
from wesaid.disclosure._shown import WITHHELD, Shown, check_count, show_count

RowT = TypeVar("RowT", bound=Hashable)
ColumnT = TypeVar("ColumnT", bound=Hashable)


class GiveWay(StrEnum):
    """What is withheld to protect a withheld cell."""

    TOTALS = "totals"  # totals that would give it away; every other cell stays
    CELLS = "cells"  # other cells, so that totals stay where that can be done


class EmptyTableError(ValueError):
    """A table has at least one cell."""


class UnevenTableError(ValueError):
    """Every row of a table has the same columns."""


class MissingFamilyError(ValueError):
    """Every group belongs to one of the families it may be merged into."""


@dataclass(frozen=True, slots=True)
class OneWay(Generic[RowT]):
    """A list of groups that add up to a total, as it may be shown."""

    cells: Mapping[RowT, Shown]
    total: Shown


@dataclass(frozen=True, slots=True)
class TwoWay(Generic[RowT, ColumnT]):
    """Rows crossed with columns, with totals, as it may be shown."""

    rows: tuple[RowT, ...]
    columns: tuple[ColumnT, ...]
    cells: Mapping[tuple[RowT, ColumnT], Shown]
    row_totals: Mapping[RowT, Shown]
    column_totals: Mapping[ColumnT, Shown]
    total: Shown


def one_way(
    counts: Mapping[RowT, int], preset: Preset = SMALL_GROUP, *, give_way: GiveWay = GiveWay.TOTALS
) -> OneWay[RowT]:
    """Pass a list of groups through the gate, together with its total.

    :param counts: people in each group; nobody is in two groups.
    :param give_way: what is withheld where the small groups alone would not be safe.
    :returns: no reader can tell more about a small group from it than that it is small.
    :raises EmptyTableError: there is no group.
    :raises NotACountError: a count is not a whole number from 0 up.
    """
    if not counts:
        raise EmptyTableError("a table without cells")
    for people in counts.values():
        check_count(people)
    cells = [_Cell(people, 0, 1) for people in counts.values()]
    table = _Table(preset, 2, cells, [_Cell(sum(counts.values()), 1, 0)])
    table.protect(give_way)
    shown = table.shown()
    return OneWay(MappingProxyType(dict(zip(counts, shown, strict=False))), shown[-1])


def two_way(
    counts: Mapping[RowT, Mapping[ColumnT, int]],
    preset: Preset = CROSS_TAB,
    *,
    give_way: GiveWay = GiveWay.TOTALS,
) -> TwoWay[RowT, ColumnT]:
    """Pass rows crossed with columns through the gate, together with all totals.

    :param counts: people in each cell, row by row; nobody is in two cells.
    :param give_way: as for :func:`one_way`.
    :raises EmptyTableError: there is no row or no column.
    :raises UnevenTableError: the rows have different columns.
    :raises NotACountError: a count is not a whole number from 0 up.
    """
    rows = tuple(counts)
    columns = tuple(next(iter(counts.values()), ()))
    if not columns:
        raise EmptyTableError("a table without cells")
    for row in counts.values():
        if set(row) != set(columns):
            raise UnevenTableError("the rows of a table have different columns")
        for people in row.values():
            check_count(people)
    places = [(row, column) for row in rows for column in columns]
    # Nodes: the rows, the row of column totals, the columns, the column of row totals.
    bottom, right = len(rows), len(rows) + 1 + len(columns)
    cells = [
        _Cell(counts[row][column], i, bottom + 1 + j) for i, row in enumerate(rows) for j, column in enumerate(columns)
    ]
    totals = [_Cell(sum(counts[row].values()), right, i) for i, row in enumerate(rows)]
    totals += [
        _Cell(sum(counts[row][column] for row in rows), bottom + 1 + j, bottom) for j, column in enumerate(columns)
    ]
    totals.append(_Cell(sum(cell.people for cell in cells), bottom, right))
    table = _Table(preset, right + 1, cells, totals)
    table.protect(give_way)
    shown = table.shown()
    margins = shown[len(cells) :]
    return TwoWay(
        rows,
        columns,
        cells=MappingProxyType(dict(zip(places, shown, strict=False))),
        row_totals=MappingProxyType(dict(zip(rows, margins, strict=False))),
        column_totals=MappingProxyType(dict(zip(columns, margins[len(rows) :], strict=False))),
        total=margins[-1],
    )


def combined(
    counts: Mapping[str, int], families: Mapping[str, str], preset: Preset = SMALL_GROUP
) -> OneWay[str] | None:
    """Groups as they are if none is small, else merged into families, or else nothing.

    :param counts: people in each group; nobody is in two groups.
    :param families: for each group the family it may be merged into (for example lived experience, paid staff).
    :returns: ``None`` if a family is small too: then there are too few to show at all.
    :raises MissingFamilyError: a group has no family.
    """
    if missing := [group for group in counts if group not in families]:
        raise MissingFamilyError(f"no family for {', '.join(missing)}")
    if any(preset.withholds(people) for people in counts.values()):
        merged: dict[str, int] = {}
        for group, people in counts.items():
            merged[families[group]] = merged.get(families[group], 0) + people
        counts = merged
    if any(preset.withholds(people) for people in counts.values()):
        return None
    return one_way(counts, preset)


@dataclass(frozen=True, slots=True)
class _Cell:
    people: int
    tail: int
    head: int


class _Table:
    """The true numbers, only while it is decided which of them to withhold. Cells come before totals."""

    def __init__(self, preset: Preset, nodes: int, cells: Sequence[_Cell], totals: Sequence[_Cell]) -> None:
        self.preset = preset
        self.cells = range(len(cells))
        self.totals = range(len(cells), len(cells) + len(totals))
        self.people = [cell.people for cell in (*cells, *totals)]
        self.small = [number for number, people in enumerate(self.people) if preset.withholds(people)]
        self.withheld: set[int] = set()
        arcs = [Arc(cell.tail, cell.head, cell.people, *preset.behind(cell.people)) for cell in (*cells, *totals)]
        self.network = Network(nodes, arcs)
        self._withhold(self.small)

    def shown(self) -> list[Shown]:
        return [self._show(number) for number in range(len(self.people))]

    def _show(self, number: int) -> Shown:
        if number not in self.withheld:
            return Shown(self.preset.rounded(self.people[number]))
        # A withheld total never says that it is small: that would bound the cells it adds up.
        named = number in self.cells and self.preset.withholds(self.people[number])
        return show_count(self.people[number], self.preset) if named else WITHHELD

    def _withhold(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.withheld.add(number)
            arc = self.network.arcs[number]
            if self.preset.withholds(arc.value):
                arc.low, arc.high = self.preset.fewest, self.preset.most
            else:  # the reader can see that it was withheld for another's sake, so it is not small
                arc.low, arc.high = self.preset.most + 1, None

    def _withhold_totals(self) -> None:
        """Withhold the totals of every line with a withheld cell, so that none of them says why it is."""
        lines = {node for number in self.withheld if number in self.cells for node in self._ends(number)}
        for number in self.totals:
            if number == self.totals[-1] or lines & set(self._ends(number)):
                self.withheld.add(number)
                self.network.arcs[number].low, self.network.arcs[number].high = 0, None

    def _is_safe(self, number: int) -> bool:
        """Whether a reader must think every number possible that "fewer than N" allows."""
        return self.network.could_be(number, self.preset.choices) >= self.preset.choices

    def protect(self, give_way: GiveWay) -> None:
        """Withhold more until every small number is safe.

        Withholding never makes another number less safe, so each has to be looked at only once. What is
        withheld next depends on where cells are and which are 0 or withheld already, never on how large
        they are: a reader who knows this code must not learn from the choice.
        """
        if give_way == GiveWay.CELLS:
            for number in (number for number in self.small if number in self.cells):
                for more in self._complements(number):
                    if self._is_safe(number):
                        break
                    self._withhold(more)
        if not all(self._is_safe(number) for number in self.small):
            self._withhold_totals()

    def _ends(self, number: int) -> tuple[int, int]:
        return self.network.arcs[number].tail, self.network.arcs[number].head

    def _complements(self, number: int) -> Iterator[list[int]]:
        """Sets of cells to withhold with this one, the fewest new ones first, then the nearest after it."""
        tail, head = self._ends(number)
        at = {self._ends(cell): cell for cell in self.cells}
        usable = {cell for cell in self.cells if self.people[cell] or cell in self.withheld}
        if len(at) == 1:  # a list: all cells run between the same two ends
            after = [*range(number + 1, len(self.cells)), *range(number)]
            yield from ([cell] for cell in after if cell in usable - self.withheld)
        rectangles = []
        for (row, column), corner in at.items():
            if row != tail and column != head:  # never so in a list
                across, down = at[tail, column], at[row, head]
                if {corner, across, down} <= usable:
                    rectangles.append([across, down, corner])
        while rectangles:
            nearest = min(rectangles, key=lambda one: (len({*one} - self.withheld), (one[2] - number) % len(at)))
            rectangles.remove(nearest)
            yield [cell for cell in nearest if cell not in self.withheld]
