"""A number in a report: the number, or why there is none. An empty place in a report is never only empty."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wesaid.disclosure import HES_2018, Preset, show_count


class Empty(StrEnum):
    """Why there is no number."""

    NOT_COLLECTED = "not_collected"
    NOT_REPORTED = "not_reported"  # it is known, and stays where it is
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"  # it is about too few people


class NumberOrReasonError(ValueError):
    """There is a whole number from 0 up, or a reason why there is none; never both, never neither."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it may be shown, or why there is none.

    :param value: 0 or more; rounded where ``rounded_to`` says to what.
    :param fewer_than: for one that is suppressed because it is small: N of "fewer than N".
    """

    value: int | None = None
    empty: Empty | None = None
    fewer_than: int | None = None
    rounded_to: int | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.empty is None) or (self.value is not None and self.value < 0):
            raise NumberOrReasonError(f"{self.value!r} and {self.empty!r}")
        if self.value is not None and self.fewer_than is not None:
            raise NumberOrReasonError("what is shown is not fewer than something")


NOT_APPLICABLE = Number(empty=Empty.NOT_APPLICABLE)
SUPPRESSED = Number(empty=Empty.SUPPRESSED)


def of_people(people: int, preset: Preset = HES_2018) -> Number:
    """Pass one number of people (0 or more) through the gate.

    :raises NotACountError: it is not a whole number from 0 up.
    """
    shown = show_count(people, preset)
    if shown.value is None:
        return Number(empty=Empty.SUPPRESSED, fewer_than=shown.fewer_than)
    return Number(shown.value, rounded_to=preset.round_to)
