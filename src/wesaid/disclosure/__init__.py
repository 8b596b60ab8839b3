"""The one gate for small numbers: what may be shown about how many people, and what is withheld.

Everything counted here is *people*. A count of rows, votes or contributions is not a count of people.
Methods, sources and limits are in ``docs/methods/disclosure.md``.
"""

from wesaid.disclosure._amounts import LARGEST_SHARE, NOT_NEARER, Amounts, NotAnAmountError, amounts
from wesaid.disclosure._presets import (
    CROSS_TAB,
    HES_2018,
    HES_OLD,
    LT5,
    LT10,
    PRESETS,
    SMALL_GROUP,
    Certainty,
    Preset,
    PresetError,
    UnknownPresetError,
    preset_named,
)
from wesaid.disclosure._releases import FROZEN, Frozen, StepOrderError, next_release
from wesaid.disclosure._shown import NotACountError, Shown, share, show_count
from wesaid.disclosure._tables import (
    EmptyTableError,
    GiveWay,
    MissingFamilyError,
    OneWay,
    TwoWay,
    UnevenTableError,
    combined,
    one_way,
    two_way,
)

__all__ = [
    "CROSS_TAB",
    "FROZEN",
    "HES_2018",
    "HES_OLD",
    "LARGEST_SHARE",
    "LT5",
    "LT10",
    "NOT_NEARER",
    "PRESETS",
    "SMALL_GROUP",
    "Amounts",
    "Certainty",
    "EmptyTableError",
    "Frozen",
    "GiveWay",
    "MissingFamilyError",
    "NotACountError",
    "NotAnAmountError",
    "OneWay",
    "Preset",
    "PresetError",
    "Shown",
    "StepOrderError",
    "TwoWay",
    "UnevenTableError",
    "UnknownPresetError",
    "amounts",
    "combined",
    "next_release",
    "one_way",
    "preset_named",
    "share",
    "show_count",
    "two_way",
]
