"""Where numbers about people are worked out by the calculating half, and pass the gate for small ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from wesaid import reporting
from wesaid.disclosure import FROZEN, HES_2018, Frozen, Shown, next_release, show_count
from wesaid.practice import voice
from wesaid_web.common.runs import NEXT_RELEASE, Worked
from wesaid_web.projects.models import Charter, Perspective, Project
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.queries import counts


def public_numbers(project: Project) -> dict[str, Any]:
    """How many took part, and the whole trail in numbers, as far as they may leave the group.

    What is counted for the gate is people, not contributions. Those whose words came without a name, or who keep it back,
    count as one person together: otherwise the number would tell whether someone who keeps their name back is among
    those who are named. What is hidden counts, too, so that hiding something changes nothing. The number is rounded, so
    that two releases do not tell when one person began to speak.
    """
    shown = show_count(_who_spoke(project), HES_2018)
    trail = counts(project)
    return {
        "people": shown.value,
        "fewer_than": shown.fewer_than,
        "by_place": None if shown.withheld else trail.by_place,
        "we_by_place": None if shown.withheld else trail.we_by_place,
    }


def _who_spoke(project: Project) -> int:
    rows = Contribution.objects.filter(project=project).order_by()
    named = rows.exclude(author=None).filter(author_withheld=False)
    nameless = rows.filter(Q(author=None) | Q(author_withheld=True))
    return named.values("author").distinct().count() + int(nameless.exists())


SaidAs = voice.Said
"""One thing said: the hat's key, who said it if that is known, whether it was taken up, whether they were there."""


@dataclass(frozen=True)
class Between:
    """A share, and the two ends it could well lie between. All from 0 to 1."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class HatShares:
    """Of everything said as one hat: the share that was taken up, and that was decided with whoever said it there."""

    hat: Perspective
    taken_up: Between
    there: Between


def shares_by_hat(said: Sequence[SaidAs], hats: Sequence[Perspective]) -> tuple[HatShares, ...]:
    """Shares for the hats that pass the gate: eight people or more spoke as them. Most small groups have none."""
    found = voice.heard(said, by_person=True, also=[str(hat.pk) for hat in hats])
    taken_up = {group.value: _between(group) for group in found.taken_up.groups}
    there = {group.value: _between(group) for group in found.decided.groups}
    listed = []
    for hat in hats:
        first, second = taken_up[str(hat.pk)], there[str(hat.pk)]
        if first and second:
            listed.append(HatShares(hat, first, second))
    return tuple(listed)


def _between(group: voice.GroupVoice) -> Between | None:
    """The wider of the two: one takes things as said independently, the other takes people as drawn by chance."""
    if group.rate is None or group.rate.value is None:
        return None
    ends = [(group.rate.low, group.rate.high)]
    if group.bootstrap and group.bootstrap.rate:
        ends.append((group.bootstrap.rate.low, group.bootstrap.rate.high))
    low, high = max(ends, key=lambda both: both[1] - both[0])
    return Between(group.rate.value, low, high)


STEPS: Mapping[str, tuple[str, ...]] = {
    "here": (),
    "said": (),
    "taken_up": ("said",),
    "there": ("said",),
    "we": ("said", "taken_up", "there"),
    "in_room": (),
    "at_decisions": (),
    "doing": (),
}
"""The fixed table that may leave the room: people by hat at each step, and which steps are part of which."""

FEWER_THAN = FROZEN.fewer_than
Cells = dict[str, dict[str, int | None]]


def sheet_worked(previous: Cells | None, people: Mapping[str, Mapping[str, int]], cells: Cells) -> Worked:
    """How a sheet was worked out. What goes in are numbers of what the group can read on its lists."""
    return Worked(
        method=NEXT_RELEASE,
        result=cells,
        parameters={"fewer_than": FEWER_THAN},
        inputs={"before": previous, "people": {hat: dict(steps) for hat, steps in people.items()}},
    )


def sheet_cells(previous: Cells | None, people: Mapping[str, Mapping[str, int]]) -> Cells | None:
    """What a new sheet may say, by hat and step; none where the previous one has to stand."""
    before = None if previous is None else _frozen(previous)
    after = next_release(before, people, within=STEPS)
    if after is before:
        return None
    return {row: {step: after.cells[row, step].value for step in STEPS} for row in after.rows}


def _frozen(cells: Cells) -> Frozen[str, str]:
    def shown(step: str, value: int | None) -> Shown:
        return Shown(value, FEWER_THAN if value is None and not STEPS[step] else None)

    # A sheet from before a step was counted says nothing of it: withheld, like a number that is too small.
    return Frozen({(row, step): shown(step, row_of.get(step)) for row, row_of in cells.items() for step in STEPS})


# The impact report

OF_CHANGE = ("what", "nothing", "for_whom", "how_known", "account", "measure", "before", "after", "compared_with")
"""What the report says of a change, by the names that releases of the public page have for it."""


def impact(
    *,
    project: str,
    as_of: date,
    charter: Charter | None,
    numbers: Mapping[str, Any],
    delivered: Mapping[str, Any],
    invested: Sequence[tuple[date, Mapping[str, Any]]],
    ways: Sequence[tuple[str, str, Sequence[str]]],
    led: Mapping[str, Any],
) -> dict[str, Any]:
    """The report as data, without what its authors may still take back."""
    return reporting.report(
        project,
        as_of=as_of,
        about=_about(charter),
        became=_became(numbers),
        delivered=reporting.delivered_from(delivered),
        invested=tuple(_told(day, content) for day, content in invested),
        ways=tuple(reporting.Way(name, title, tuple(references)) for name, title, references in ways),
        led=reporting.Led(**{**led, "promises": tuple(reporting.Promised(**one) for one in led["promises"])}),
    ).as_data()


def _about(charter: Charter | None) -> reporting.About | None:
    if charter is None:
        return None
    return reporting.About(
        tuple(charter.aims),
        charter.for_whom,
        charter.out_of_scope,
        charter.cannot_change,
        charter.asked_for,
        charter.meaning,
    )


def _became(numbers: Mapping[str, Any]) -> reporting.Became:
    """From numbers that have passed the gate already, so that the page and the report never differ."""
    if numbers["people"] is None:
        return reporting.Became(reporting.Number(empty=reporting.Empty.SUPPRESSED, fewer_than=numbers["fewer_than"]))
    people = reporting.Number(numbers["people"], rounded_to=HES_2018.round_to)
    return reporting.Became(people, numbers["by_place"], numbers["we_by_place"])


def _told(day: date, content: Mapping[str, Any]) -> reporting.Told:
    return reporting.Told(told_on=day.isoformat(), **content)


def work(*, pieces: Sequence[str], **counted: Any) -> dict[str, Any]:
    """What is delivered, through the gate, as data. ``counted``: see :class:`wesaid.reporting.Work`."""
    return reporting.delivered(tuple(pieces), reporting.Work(**counted)).as_data()


def shown_report(
    data: Mapping[str, Any],
    *,
    changes: Sequence[Mapping[str, Any]],
    not_done: Sequence[Mapping[str, str]],
    said_no: Sequence[Mapping[str, Any]],
    sheet: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """A frozen report with what may be shown today; what it cannot tell is worked out from that."""
    return replace(
        reporting.from_data(data),
        changes=tuple(
            reporting.Change(**{**one, "because": tuple(one["because"]), "because_in": tuple(one["because_in"])})
            for one in changes
        ),
        not_done=tuple(reporting.NotDone(**one) for one in not_done),
        said_no=tuple(reporting.SaidNo(**one) for one in said_no),
        sheet=reporting.Sheet(**sheet) if sheet else None,
    ).as_data()
