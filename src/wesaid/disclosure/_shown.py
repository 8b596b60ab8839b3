"""A number as it may be shown. What is withheld is not in here at all, so it cannot leak from here."""

from __future__ import annotations

from dataclasses import dataclass

from wesaid.disclosure._presets import SMALL_GROUP, Preset


class NotACountError(ValueError):
    """A count of people is a whole number, 0 or more."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A count of people that passed the gate.

    ``value`` is the number to show (rounded where the preset rounds), or ``None`` where it is withheld.
    ``fewer_than`` is N for the words "fewer than N"; it is ``None`` for a number that is shown, and for
    one withheld because it would give another one away, which need not be small.
    """

    value: int | None
    fewer_than: int | None = None

    def __post_init__(self) -> None:
        if self.value is not None and (self.fewer_than is not None or self.value < 0):
            raise NotACountError("a number is either shown, and 0 or more, or withheld")

    @property
    def withheld(self) -> bool:
        """Whether the number is kept back."""
        return self.value is None

    def __str__(self) -> str:
        if self.value is not None:
            return str(self.value)
        return "withheld" if self.fewer_than is None else f"fewer than {self.fewer_than}"


WITHHELD = Shown(None)


def check_count(people: int) -> None:
    """Raise :class:`NotACountError` for anything but a whole number from 0 up."""
    if not isinstance(people, int) or isinstance(people, bool) or people < 0:
        raise NotACountError(f"not a count of people: {people!r}")


def show_count(people: int, preset: Preset = SMALL_GROUP) -> Shown:
    """Pass one number of people through the gate.

    It protects this number alone. Numbers that add up to each other go through
    :func:`~wesaid.disclosure.one_way` or :func:`~wesaid.disclosure.two_way` together.

    :raises NotACountError: it is not a whole number from 0 up.
    """
    check_count(people)
    if preset.withholds(people):
        return Shown(None, preset.fewer_than)
    return Shown(preset.rounded(people))


def share(part: Shown, whole: Shown) -> float | None:
    """The part as a share of the whole (0 to 1), from the numbers as shown.

    ``None`` if either is withheld, or if the whole is nobody.
    """
    if part.value is None or not whole.value:
        return None
    return part.value / whole.value
