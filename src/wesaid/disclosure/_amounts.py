"""Sums of what people got or gave: shown by group only where no reader can tell one person's share from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import nlargest
from types import MappingProxyType
from typing import Generic, TypeVar

from wesaid.disclosure._presets import SMALL_GROUP, Preset
from wesaid.disclosure._shown import Shown, show_count

GroupT = TypeVar("GroupT", bound=Hashable)
LARGEST_SHARE = 0.5  # of a sum, that one person may have in it
NOT_NEARER = Fraction(
    1, 10
)  # than this, as a share of it, anybody in a sum may be able to work out another one's amount


class NotAnAmountError(ValueError):
    """An amount is a whole number, 0 or more: pence, minutes."""


@dataclass(frozen=True, slots=True)
class Amounts(Generic[GroupT]):
    """Sums as they may be shown; ``None`` where one is withheld.

    ``people`` is how many people the total is about. ``groups`` has an entry for every group with anybody in it.
    """

    people: Shown
    total: int | None
    groups: Mapping[GroupT, int | None]


def amounts(rows: Iterable[tuple[Hashable, GroupT, int]], preset: Preset = SMALL_GROUP) -> Amounts[GroupT]:
    """Pass sums through the gate. People may be in several groups.

    A sum is withheld where the preset withholds its number of people, where one person has more than half of it, or where
    somebody in it, who knows their own amount, could work out another one's to within a tenth. What is left when every
    shown group is taken from the total is a sum, too: groups are withheld, the smallest first, until that one could be
    shown. The rules are those of dominance with n = 1, k = 50 %, and of p % with p = 10 (Hundepool et al. 2012,
    *Statistical Disclosure Control*, section 4.2, DOI 10.1002/9781118348239).

    :param rows: person, group and amount (pence, minutes); a person may have several rows.
    :returns: the sums; the total of nobody is 0.
    :raises NotAnAmountError: an amount is not a whole number from 0 up.
    """
    each: dict[GroupT, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    for person, group, amount in rows:
        if not isinstance(amount, int) or isinstance(amount, bool) or amount < 0:
            raise NotAnAmountError(f"not an amount: {amount!r}")
        each[group][person] += amount
    everyone = _together(each.values())
    if not _may_be_shown(everyone, preset):
        return Amounts(show_count(len(everyone), preset), None, MappingProxyType(dict.fromkeys(each)))
    withheld = {group for group, shares in each.items() if not _may_be_shown(shares, preset)}
    by_size = sorted(each, key=lambda group: (len(each[group]), repr(group)))
    while withheld and not _may_be_shown(_together(each[group] for group in withheld), preset):
        withheld.add(next(group for group in by_size if group not in withheld))
    shown = {group: None if group in withheld else sum(shares.values()) for group, shares in each.items()}
    return Amounts(show_count(len(everyone), preset), sum(everyone.values()), MappingProxyType(shown))


def _together(shares: Iterable[Mapping[Hashable, int]]) -> dict[Hashable, int]:
    """What each person has in several groups together."""
    found: dict[Hashable, int] = defaultdict(int)
    for one in shares:
        for person, amount in one.items():
            found[person] += amount
    return found


def _may_be_shown(shares: Mapping[Hashable, int], preset: Preset) -> bool:
    """Whether a sum is about enough people, none of whom has most of it or can tell what another has.

    Whoever has the second most can come nearest to the most: they take their own from the sum, and are wrong by what the
    others have. Both rules hold for several sums together when they hold for each.
    """
    if preset.withholds(len(shares)):
        return False
    total = sum(shares.values())
    most, second = nlargest(2, [*shares.values(), 0, 0])
    return most <= LARGEST_SHARE * total and total - most - second >= NOT_NEARER * most
