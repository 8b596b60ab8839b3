"""Conventions for small numbers, as data. They differ between bodies, so they are named and can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Certainty(StrEnum):
    """How sure we are that a preset says what its source says."""

    FOUND = "found"  # read at the source
    PARTLY_FOUND = "partly found"  # the note says which part was not
    BACKGROUND = "background"  # common knowledge in the field, not read at a source
    OURS = "ours"  # a default of this project


class PresetError(ValueError):
    """A preset withholds at least three numbers, from 0 or 1 up, and rounds nothing that is not 0 to 0."""


class UnknownPresetError(ValueError):
    """There is no preset of that name."""


@dataclass(frozen=True, slots=True)
class Preset:
    """One convention.

    Counts of people from ``fewest`` to ``most`` are withheld; all others are shown, rounded to the
    nearest multiple of ``round_to`` (halves up) where it is given. ``fewest`` is 1 where a nought is
    shown as 0, and 0 where it is withheld like the other small numbers; a shown 0 always means nobody.
    """

    name: str
    most: int
    source: str
    certainty: Certainty
    fewest: int = 1
    round_to: int | None = None

    def __post_init__(self) -> None:
        if self.fewest not in {0, 1} or self.choices < 3:
            raise PresetError(f"preset {self.name!r} withholds {self.fewest} to {self.most}")
        if self.round_to is not None and not 2 <= self.round_to <= 2 * (self.most + 1):
            raise PresetError(f"preset {self.name!r} rounds to {self.round_to}: too fine or too coarse")

    def withholds(self, people: int) -> bool:
        """Whether this number of people is too small to show."""
        return self.fewest <= people <= self.most

    @property
    def fewer_than(self) -> int:
        """The number to name in "fewer than N"."""
        return self.most + 1

    @property
    def choices(self) -> int:
        """How many different numbers a withheld one could be."""
        return self.most - self.fewest + 1

    def rounded(self, people: int) -> int:
        """The number as it is shown, if it is shown."""
        if self.round_to is None:
            return people
        return (2 * people + self.round_to) // (2 * self.round_to) * self.round_to

    def behind(self, people: int) -> tuple[int, int]:
        """The least and the greatest number that would be shown just as this one is."""
        if people == 0 or self.round_to is None:
            return people, people
        shown = self.rounded(people)
        return max(shown - self.round_to // 2, self.most + 1), shown + (self.round_to - 1) // 2


_HES = "NHS Digital, disclosure control for Hospital Episode Statistics and the Emergency Care Data Set"

SMALL_GROUP = Preset(
    "small-group",
    most=7,
    source="this project's default; the range NHS Digital withholds since 2018, without the rounding",
    certainty=Certainty.OURS,
)
CROSS_TAB = Preset(
    "cross-tab",
    most=9,
    source="this project's default for tables that cross two things; the ten of secure research settings",
    certainty=Certainty.OURS,
)
LT5 = Preset("lt5", most=4, source="a common local convention in health and care", certainty=Certainty.BACKGROUND)
HES_OLD = Preset("HES-old", most=5, source=f"{_HES}, until September 2018", certainty=Certainty.FOUND)
HES_2018 = Preset(
    "HES-2018",
    most=7,
    round_to=5,
    source=f"{_HES}, since September 2018, below national level; rounding to 5 and the shown 0 not read there",
    certainty=Certainty.PARTLY_FOUND,
)
LT10 = Preset(
    "lt10",
    most=9,
    fewest=0,
    source="secure research settings and many data partners: nothing below 10, a nought included",
    certainty=Certainty.FOUND,
)

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {preset.name: preset for preset in (SMALL_GROUP, CROSS_TAB, LT5, HES_OLD, HES_2018, LT10)}
)


def preset_named(name: str) -> Preset:
    """Find a preset. Raises :class:`UnknownPresetError`, which lists those there are."""
    try:
        return PRESETS[name]
    except KeyError:
        raise UnknownPresetError(f"there is no preset {name!r}; there are {', '.join(PRESETS)}") from None
