"""Fixed tables that are published again and again, so that two releases cannot be subtracted from each other.

The gate judges one table. Between two tables one person may have joined or left, and the difference of two numbers that
are each safe is that person. The rule here is kept simple enough to be explained to a group: a number, what is left of
it when a part is taken off, and what has changed since it was last published are each *none that shows*, or at least as
many people as the preset asks for. A release that would break it is not made, and the last one stays.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from wesaid.disclosure._presets import Certainty, Preset, PresetError
from wesaid.disclosure._shown import WITHHELD, Shown, check_count
from wesaid.disclosure._tables import UnevenTableError

RowT = TypeVar("RowT", bound=Hashable)
StepT = TypeVar("StepT", bound=Hashable)

FROZEN = Preset(
    "frozen",
    most=7,
    fewest=0,
    source="this project's default for frozen releases: as small-group, and a nought is withheld, too",
    certainty=Certainty.OURS,
)
"""A nought is withheld with the small numbers: otherwise the first person of a group would be seen arriving."""


class StepOrderError(ValueError):
    """A step is part of earlier steps only."""


@dataclass(frozen=True, slots=True)
class Frozen(Generic[RowT, StepT]):
    """What is published: for each row (a group of people) and each step, a number of people as it may be shown.

    There are no totals. People may be in several rows.
    """

    cells: Mapping[tuple[RowT, StepT], Shown]

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows there are, in order."""
        return tuple(dict.fromkeys(row for row, _step in self.cells))


def next_release(
    previous: Frozen[RowT, StepT] | None,
    counts: Mapping[RowT, Mapping[StepT, int]],
    *,
    within: Mapping[StepT, Sequence[StepT]],
    preset: Preset = FROZEN,
) -> Frozen[RowT, StepT]:
    """What may be published now, given what was published last.

    :param previous: the last release; ``None`` for the first.
    :param counts: people in each row at each step. A row that is missing counts as nobody.
    :param within: every step, in order, with the earlier steps whose people it is part of (those who had something
        taken up are part of those who said something).
    :returns: a new release; or ``previous`` itself, where nothing that shows has changed, or something has changed by so
        few people that they would show. From outside the two look the same.
    :raises NotACountError: a count is not a whole number from 0 up.
    :raises UnevenTableError: a row has other steps, or a part has more people than its whole.
    :raises StepOrderError: a step is part of a later one, of itself, or of one that is not there.
    :raises PresetError: the preset rounds, or shows a nought.

    Method: ours; docs/methods/disclosure.md. That a difference of two safe numbers has to be as safe as they are is the
    usual rule for differencing (for example Hundepool et al. 2012, *Statistical Disclosure Control*,
    doi:10.1002/9781118348239, section 5.2).
    """
    if preset.round_to is not None or preset.fewest != 0:
        raise PresetError(f"preset {preset.name!r}: for releases nothing is rounded, and a nought is withheld")
    _check(counts, within)
    rule = _Rule(within, preset)
    if previous is None:
        return Frozen(MappingProxyType({**_cells(counts, counts, rule)}))
    nobody = dict.fromkeys(within, 0)
    known = {row: counts.get(row, nobody) for row in previous.rows}
    cells = _cells(known, known, rule)
    after = Frozen(MappingProxyType(cells))
    if not all(rule.may_follow(previous, after, row) for row in previous.rows):
        return previous
    newcomers = [row for row in counts if row not in known]
    arrived = Frozen(MappingProxyType(_cells(newcomers, counts, rule)))
    cells |= {key: shown for key, shown in arrived.cells.items() if rule.may_appear(arrived, key[0])}
    return previous if cells == dict(previous.cells) else Frozen(MappingProxyType(cells))


@dataclass(frozen=True, slots=True)
class _Rule(Generic[StepT]):
    within: Mapping[StepT, Sequence[StepT]]
    preset: Preset

    def row(self, people: Mapping[StepT, int]) -> dict[StepT, Shown]:
        """One row through the gate. What is part of something never says why it is withheld: it may be small, or nearly all."""
        shown: dict[StepT, Shown] = {}
        for step, wholes in self.within.items():
            known = [shown[whole].value for whole in wholes]
            left = [whole - people[step] for whole in known if whole is not None]
            if any(self.preset.withholds(number) for number in (people[step], *left)):
                shown[step] = WITHHELD if wholes else Shown(None, self.preset.fewer_than)
            else:
                shown[step] = Shown(people[step])
        return shown

    def may_follow(self, before: Frozen[RowT, StepT], after: Frozen[RowT, StepT], row: RowT) -> bool:
        """Whether no number of a row can be seen to have changed by few, whatever is behind those that are withheld."""
        return all(self._apart(before, after, (row, step)) for step in self.within)

    def may_appear(self, after: Frozen[RowT, StepT], row: RowT) -> bool:
        """Whether a row that was not there may be: nobody was in it, as far as a reader knows."""
        nobody = Frozen({(row, step): Shown(0) for step in self.within})
        return self.may_follow(nobody, after, row)

    def _apart(self, before: Frozen[RowT, StepT], after: Frozen[RowT, StepT], at: tuple[RowT, StepT]) -> bool:
        old, new = before.cells[at], after.cells[at]
        if old.value is None and new.value is None:
            return True
        if old.value is not None and new.value is not None:
            return old.value == new.value or not self.preset.withholds(abs(new.value - old.value))
        value = old.value if old.value is not None else new.value
        hidden = self._behind(before if old.value is None else after, at)
        return value is not None and all(not self.preset.withholds(abs(value - number)) for number in hidden)

    def _behind(self, table: Frozen[RowT, StepT], at: tuple[RowT, StepT]) -> Iterable[int]:
        """Every number a withheld cell may hold, for a reader of this release."""
        row, step = at
        small = range(self.preset.fewest, self.preset.most + 1)
        yield from small
        for whole in self.within[step]:
            shown = table.cells[row, whole].value
            if shown is not None:
                yield from (shown - number for number in small)


def _cells(
    rows: Iterable[RowT], counts: Mapping[RowT, Mapping[StepT, int]], rule: _Rule[StepT]
) -> dict[tuple[RowT, StepT], Shown]:
    return {(row, step): shown for row in rows for step, shown in rule.row(counts[row]).items()}


def _check(counts: Mapping[RowT, Mapping[StepT, int]], within: Mapping[StepT, Sequence[StepT]]) -> None:
    order = list(within)
    for place, (step, wholes) in enumerate(within.items()):
        if not set(wholes) <= set(order[:place]):
            raise StepOrderError(f"{step!r} is part of a step that is not before it")
    for people in counts.values():
        if set(people) != set(order):
            raise UnevenTableError("the rows of a release have different steps")
        for number in people.values():
            check_count(number)
        if any(people[step] > people[whole] for step, wholes in within.items() for whole in wholes):
            raise UnevenTableError("a part has more people than its whole")
