"""Whose voice counted: what each group said, and how much of it was taken up, or decided with them.

Every number passes the gate (``wesaid.disclosure``) before it is handed on; groups too small to show hand on
their name and nothing else. Formulas, sources and limits are in ``docs/methods/voice.md``.

Long because what is shown of a group and what is compared with it must pass one gate, in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import isnan
from typing import NamedTuple

from wesaid.disclosure import SMALL_GROUP, Preset, show_count
from wesaid.practice._bootstrap import NOTHING, Resampling, Rows, SeedError, TooFewResamplesError
from wesaid.practice._bootstrap import comparison_intervals as _resampled_comparison
from wesaid.practice._bootstrap import rate_interval as _resampled_rate
from wesaid.practice._intervals import (
    ConfidenceError,
    Interval,
    NotAShareError,
    Share,
    difference_interval,
    normal_quantile,
    ratio,
    ratio_interval,
    wilson,
)

__all__ = [
    "FEW_PEOPLE",
    "NOT_STATED",
    "Bootstrap",
    "ConfidenceError",
    "Counted",
    "Estimate",
    "GroupVoice",
    "Heard",
    "Interval",
    "NotAShareError",
    "NotStatedReferenceError",
    "Note",
    "Record",
    "Said",
    "SeedError",
    "Share",
    "TooFewResamplesError",
    "UnknownGroupError",
    "Voice",
    "compare",
    "difference_interval",
    "group_name",
    "heard",
    "ratio",
    "ratio_interval",
    "wilson",
]

NOT_STATED = "not stated"
# Below this many people, resampling them says little (see docs/methods/voice.md).
FEW_PEOPLE = 10


class UnknownGroupError(ValueError):
    """The reference is one of the groups."""


class NotStatedReferenceError(ValueError):
    """Those who did not say are never what others are compared with."""


class Counted(StrEnum):
    """What the rule for small numbers counted."""

    PEOPLE = "people"
    ROWS = "rows"  # each row taken as one person


class Note(StrEnum):
    """What a reader of the numbers needs to be told. None says how many: that could give a group away."""

    ROWS_TAKEN_AS_PEOPLE = "rows_taken_as_people"
    ROWS_NOT_INDEPENDENT = "rows_not_independent"
    UNNAMED_TAKEN_AS_ONE = "unnamed_taken_as_one"
    GROUPS_WITHHELD = "groups_withheld"
    ROUNDED = "rounded"
    POSITIVES_WITHHELD = "positives_withheld"
    NO_REFERENCE = "no_reference"
    REFERENCE_WITHHELD = "reference_withheld"
    REFERENCE_WITHOUT_RATE = "reference_without_rate"
    REFERENCE_AT_ZERO = "reference_at_zero"
    FEW_PEOPLE = "few_people"
    NOTHING_VARIES = "nothing_varies"
    NOT_RESAMPLED_WHEN_ROUNDED = "not_resampled_when_rounded"


class Record(NamedTuple):
    """One thing said: by which group (``None`` or blank: not stated), by whom if known, and whether it counts."""

    group: str | None
    person: str | None
    positive: bool


class Said(NamedTuple):
    """One contribution: whether it was taken up, and whether who said it was there when it was decided.

    What is not decided yet is neither.
    """

    group: str | None
    person: str | None
    taken_up: bool
    decided: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its interval. ``value`` is ``None`` where 0 is compared with 0; ends may be infinite."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Intervals from resampling people. ``None`` where there is no comparison or nothing varies."""

    rate: Interval | None
    ratio: Interval | None = None
    difference: Interval | None = None


@dataclass(frozen=True, slots=True)
class GroupVoice:
    """One group, as it may be shown. Where ``suppressed``, only its name is in here.

    ``n`` and ``positive`` count rows; ``people`` counts people, where they are known.
    """

    value: str
    suppressed: bool
    n: int | None = None
    positive: int | None = None
    people: int | None = None
    rate: Estimate | None = None
    ratio: Estimate | None = None
    difference: Estimate | None = None
    bootstrap: Bootstrap | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """All groups by name, *not stated* last. No totals: they would give a withheld group away."""

    groups: tuple[GroupVoice, ...]
    reference: str | None
    counted: Counted
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """Of everything each group said: what was taken up, and what was decided with them."""

    taken_up: Voice
    decided: Voice


def compare(
    records: Iterable[Record] | Mapping[Record, int],
    *,
    by_person: bool,
    reference: str | None = None,
    preset: Preset = SMALL_GROUP,
    confidence: float = 0.95,
    resamples: int = 1999,
    seed: int = 0,
    also: Iterable[str | None] = (),
    left_out: Mapping[Record, int] | None = None,
) -> Voice:
    """Compare the groups' shares of positive records.

    :param records: one for each thing said, or how often each occurs.
    :param by_person: the rule for small numbers counts people, and intervals from resampling people stand beside
        the plain ones. Records without a person are together taken as one person. Otherwise each record is taken
        as one person.
    :param reference: the group the others are compared with.
    :param confidence: of all intervals, between 0 and 1.
    :param resamples: how often people are resampled; 1999 makes both ends of a 95 % interval one of the results.
    :param seed: of the resampling, 0 or more.
    :param also: groups to list even if they said nothing.
    :param left_out: what else was said, how often, and is in no number, whatever its outcome. A group with few people
        is withheld even if all it said is here: its size is that of everyone in it.
    :returns: every group as it may be shown, by name, with what a reader needs to be told.
    :raises ConfidenceError: the confidence is not between 0 and 1.
    :raises TooFewResamplesError: there are too few resamples for that confidence.
    :raises SeedError: the seed is below 0.
    :raises UnknownGroupError: the reference is not among the groups.
    :raises NotStatedReferenceError: the reference is *not stated*.
    """
    normal_quantile(confidence)
    rule = _Rule(preset, confidence, Resampling(confidence, resamples, seed) if by_person else None)
    if reference is not None and (reference := group_name(reference)) == NOT_STATED:
        raise NotStatedReferenceError(f"'{NOT_STATED}' is not a group to compare others with")
    groups = _gather(records, also)
    for record, times in (left_out or {}).items():
        name = group_name(record.group)
        groups.setdefault(name, _Group(name)).leave_out(record, times)
    if reference is not None and reference not in groups:
        raise UnknownGroupError(f"there is no group {reference!r}")
    shown = {name: _show(name, groups[name], rule) for name in groups}
    base = None if reference is None else shown[reference]
    if base is not None:
        own = _share(base)
        if own is not None:
            for name, group in shown.items():
                shown[name] = _set_beside(group, groups[name], base, own, groups[base.value], rule)
    listed = tuple(shown[name] for name in sorted(shown, key=lambda name: (name == NOT_STATED, name)))
    counted = Counted.PEOPLE if by_person else Counted.ROWS
    return Voice(listed, reference, counted, tuple(_notes(listed, base, rule, groups)))


def heard(
    said: Iterable[Said],
    *,
    by_person: bool,
    reference: str | None = None,
    preset: Preset = SMALL_GROUP,
    confidence: float = 0.95,
    resamples: int = 1999,
    seed: int = 0,
    also: Iterable[str | None] = (),
) -> Heard:
    """What each group said, had taken up, and decided: both shares are of everything the group said.

    Parameters and errors are those of :func:`compare`.
    """
    said, also = list(said), list(also)

    def of(records: Iterable[Record]) -> Voice:
        return compare(
            Counter(records),
            by_person=by_person,
            reference=reference,
            preset=preset,
            confidence=confidence,
            resamples=resamples,
            seed=seed,
            also=also,
        )

    return Heard(
        taken_up=of(Record(one.group, one.person, one.taken_up) for one in said),
        decided=of(Record(one.group, one.person, one.decided) for one in said),
    )


@dataclass(slots=True)
class _Group:
    """The true numbers of one group, only while they are worked with."""

    name: str
    n: int = 0
    positive: int = 0
    people: dict[str, Rows] = field(default_factory=dict)
    left_out: int = 0
    silent: set[str] = field(default_factory=set)  # whose rows were left out, all or some of them

    def leave_out(self, record: Record, times: int) -> None:
        if times > 0:
            self.left_out += times
            self.silent.add((record.person or "").strip() or self.unnamed)

    def size(self, *, by_person: bool) -> int:
        """Everyone in the group, or each of its rows as one person, those left out too."""
        return len(self.people.keys() | self.silent) if by_person else self.n + self.left_out

    def add(self, person: str, times: int, positive: bool) -> None:
        yes = times if positive else 0
        self.n += times
        self.positive += yes
        before = self.people.get(person, NOTHING)
        self.people[person] = (before[0] + times, before[1] + yes)

    @property
    def unnamed(self) -> str:
        """Who said what nobody's name is on: one person of this group, and of no other."""
        return f"\0{self.name}"


@dataclass(frozen=True, slots=True)
class _Rule:
    preset: Preset
    confidence: float
    resampling: Resampling | None  # None: each record is taken as one person


def group_name(group: str | None) -> str:
    """The group's name without space around it; :data:`NOT_STATED` where it is missing, blank, or those words."""
    group = (group or "").strip()
    return NOT_STATED if not group or group.casefold() == NOT_STATED else group


def _gather(records: Iterable[Record] | Mapping[Record, int], also: Iterable[str | None]) -> dict[str, _Group]:
    counts = records if isinstance(records, Mapping) else Counter(records)
    groups: dict[str, _Group] = {}
    for name in (*also, *(record.group for record in counts)):
        groups.setdefault(group_name(name), _Group(group_name(name)))
    for record, times in counts.items():
        if times > 0:
            group = groups[group_name(record.group)]
            group.add((record.person or "").strip() or group.unnamed, times, record.positive)
    return groups


def _show(name: str, group: _Group, rule: _Rule) -> GroupVoice:
    """One group by itself, through the gate."""
    preset = rule.preset
    people = show_count(len(group.people) if rule.resampling else group.n, preset)
    if people.withheld or show_count(group.size(by_person=rule.resampling is not None), preset).withheld:
        return GroupVoice(name, suppressed=True)
    n = preset.rounded(group.n)
    # Where numbers are rounded the preset is about every count; a small one cannot be rounded and still be shown.
    positive = show_count(group.positive, preset).value if preset.round_to else group.positive
    shown = GroupVoice(name, suppressed=False, n=n, positive=positive, people=people.value if rule.resampling else None)
    share = _share(shown)
    if share is None:
        return shown
    interval = wilson(share, rule.confidence)
    shown = replace(shown, rate=Estimate(share.rate, interval.low, interval.high))
    if rule.resampling and not preset.round_to:
        shown = replace(shown, bootstrap=Bootstrap(_resampled_rate(group.people, rule.resampling)))
    return shown


def _share(shown: GroupVoice) -> Share | None:
    """The group's share, from the numbers as shown."""
    return Share(shown.positive, shown.n) if shown.n and shown.positive is not None else None


def _set_beside(
    shown: GroupVoice, group: _Group, base: GroupVoice, reference: Share, others: _Group, rule: _Rule
) -> GroupVoice:
    share = _share(shown)
    if share is None:
        return shown
    if shown.value == base.value:  # a group is itself, without doubt
        return replace(shown, ratio=Estimate(1.0, 1.0, 1.0), difference=Estimate(0.0, 0.0, 0.0))
    value = ratio(share, reference)
    times = ratio_interval(share, reference, rule.confidence)
    apart = difference_interval(share, reference, rule.confidence)
    shown = replace(
        shown,
        ratio=Estimate(None if isnan(value) else value, times.low, times.high),
        difference=Estimate(share.rate - reference.rate, apart.low, apart.high),
    )
    if rule.resampling and shown.bootstrap is not None:
        pair = _resampled_comparison(group.people, others.people, rule.resampling)
        shown = replace(shown, bootstrap=replace(shown.bootstrap, ratio=pair[0], difference=pair[1]))
    return shown


def _notes(
    listed: Iterable[GroupVoice], base: GroupVoice | None, rule: _Rule, groups: Mapping[str, _Group]
) -> Iterable[Note]:
    """Notes about groups that are shown never hang on one that is not."""
    shown = [group for group in listed if not group.suppressed]
    by_person, preset = rule.resampling is not None, rule.preset
    if not by_person:
        yield Note.ROWS_TAKEN_AS_PEOPLE
    elif not preset.round_to:
        yield Note.ROWS_NOT_INDEPENDENT
    if by_person and any(groups[group.value].unnamed in groups[group.value].people for group in shown):
        yield Note.UNNAMED_TAKEN_AS_ONE
    if any(group.suppressed for group in listed):
        yield Note.GROUPS_WITHHELD
    if preset.round_to:
        yield Note.ROUNDED
    if any(group.n is not None and group.positive is None for group in shown):
        yield Note.POSITIVES_WITHHELD
    yield from _notes_on_reference(base)
    if by_person and preset.round_to:
        yield Note.NOT_RESAMPLED_WHEN_ROUNDED
    resampled = [group for group in shown if group.bootstrap is not None]
    if any(len(groups[group.value].people) < FEW_PEOPLE for group in resampled):
        yield Note.FEW_PEOPLE
    if any(_nothing_varies(group, base) for group in resampled):
        yield Note.NOTHING_VARIES


def _notes_on_reference(base: GroupVoice | None) -> Iterable[Note]:
    if base is None:
        yield Note.NO_REFERENCE
    elif base.suppressed:
        yield Note.REFERENCE_WITHHELD
    elif _share(base) is None:
        yield Note.REFERENCE_WITHOUT_RATE
    elif base.positive == 0:
        yield Note.REFERENCE_AT_ZERO


def _nothing_varies(group: GroupVoice, base: GroupVoice | None) -> bool:
    own = group.bootstrap
    if own is None:
        return False
    compared = base is not None and group.ratio is not None and group.value != base.value
    return own.rate is None or (compared and (own.ratio is None or own.difference is None))
