"""The answers as pictures. Only geometry; words come from templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wesaid_web.evaluation.bridge import VALUES, ShownGroup, ShownQuestion
from wesaid_web.evaluation.models import Question

ROW, LONGEST = 46.0, 290.0
PANEL, HEAD, GAP = 340.0, 48.0, 30.0


@dataclass(frozen=True)
class Bar:
    """One answer: where its line stands, how long its bar is, how many gave it, whether the middle is here."""

    value: str
    y: float
    length: float
    people: int
    middle: bool


@dataclass(frozen=True)
class Panel:
    """One group's answers, from the top of the ladder down, and where they stand in the drawing."""

    group: ShownGroup
    bars: tuple[Bar, ...]
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True)
class Drawing:
    """All groups of a question: beside each other for wide screens and paper, below each other for phones."""

    width: float
    height: float
    panels: tuple[Panel, ...]


def panels(question: ShownQuestion) -> list[Panel]:
    """For each group its bars, as long as the share of the group: groups of different size can be compared."""
    steps = question.ask in {Question.LADDER, Question.SPECTRUM}
    values = VALUES[question.ask][::-1] if steps else VALUES[question.ask]
    found = []
    for group in question.groups:
        middle = {str(step) for step in group.middle} if steps else set()
        bars = tuple(
            Bar(
                value,
                HEAD + place * ROW + 16,
                round(LONGEST * group.count(value) / group.people, 1),
                group.count(value),
                value in middle,
            )
            for place, value in enumerate(values)
        )
        found.append(Panel(group, bars))
    return found


def wide(each: Sequence[Panel]) -> Drawing:
    """Beside each other; one by itself is not drawn larger than two."""
    placed = tuple(replace(panel, x=place * (PANEL + GAP)) for place, panel in enumerate(each))
    return Drawing(max(len(each), 2) * (PANEL + GAP) - GAP, _tall(each), placed)


def tall(each: Sequence[Panel]) -> Drawing:
    """Below each other."""
    high = _tall(each) + GAP
    placed = tuple(replace(panel, y=place * high) for place, panel in enumerate(each))
    return Drawing(PANEL, high * len(each) - GAP, placed)


def _tall(each: Sequence[Panel]) -> float:
    return HEAD + ROW * max((len(panel.bars) for panel in each), default=0)


@dataclass(frozen=True)
class Point:
    """A group's middle at one time; halves lie between two steps."""

    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """A group over time: the letter it is marked with, its points, the same as a list for the line between them."""

    letter: str
    group: ShownGroup
    points: tuple[Point, ...]
    drawn: str


@dataclass(frozen=True)
class OverTime:
    """Groups that were shown more than once, on the ladder's steps: 1 at the bottom, 7 at the top."""

    lines: tuple[Line, ...]
    steps: tuple[tuple[int, float], ...]
    times: tuple[float, ...]


def over_time(series: Sequence[ShownQuestion | None]) -> OverTime:
    """One place for each asking, the oldest first; a group that was not shown in one has no point there.

    Letters of groups on the same spot stand side by side.
    """
    gap = 240.0 / max(len(series) - 1, 1)
    times = tuple(round(60 + gap * place, 1) for place in range(len(series)))
    where: dict[tuple[str, ...], list[tuple[int, ShownGroup]]] = {}
    for place, question in enumerate(series):
        for group in question.groups if question else ():
            where.setdefault(group.group.hats, []).append((place, group))
    taken: dict[tuple[int, float], int] = {}
    lines = []
    for number, seen in enumerate(one for one in where.values() if len(one) > 1):
        points = []
        for place, group in seen:
            middle = sum(group.middle) / 2
            beside = taken.get((place, middle), 0)
            taken[place, middle] = beside + 1
            points.append(Point(times[place] + 26 * beside, round(_height(middle), 1)))
        drawn = " ".join(f"{point.x},{point.y}" for point in points)
        lines.append(Line(chr(65 + number), seen[-1][1], tuple(points), drawn))
    return OverTime(tuple(lines), tuple((step, round(_height(step), 1)) for step in range(1, 8)), times)


def _height(step: float) -> float:
    return 20 + (7 - step) * 32.0
