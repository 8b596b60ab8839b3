"""The trail as a picture: said → decided → did → changed, and where it stopped. Only geometry; words come from templates.

A band runs through the four steps, as wide as the number of contributions that got there. What stopped on the way turns
off. Two drawings of the same numbers: lying for wide screens and paper, standing for phones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wesaid_web.trail.models import Fate
from wesaid_web.trail.places import AGREED, NOT_TOLD

STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("said", (Fate.TALKED_ABOUT, Fate.WAITING)),
    ("decided", (AGREED, Fate.LATER, Fate.NOT_DONE)),
    ("did", (Fate.BEING_DONE, Fate.BEING_TRIED, NOT_TOLD, Fate.DONE_NO_CHANGE)),
    ("changed", ()),
)
"""Each step with the places of those that got there and no further."""

COLUMN = 268.0  # from one step of the wide drawing to the next
THINNEST = 5.0  # so that a single contribution is still seen


@dataclass(frozen=True)
class Stop:
    """Where some contributions turned off: the band's path and where its label goes."""

    place: str
    count: int
    path: str
    end: tuple[float, float, float, float]  # x, y, width, height of the bar at the end
    label: tuple[float, float]


@dataclass(frozen=True)
class Step:
    """One of the four steps: how many got there, its bar, the band onward, and what stopped."""

    name: str
    count: int
    bar: tuple[float, float, float, float]
    band: str
    label: tuple[float, float]
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Drawing:
    """One drawing: its size and its steps."""

    width: float
    height: float
    steps: tuple[Step, ...]


def reached(by_place: Mapping[str, int]) -> list[int]:
    """How many contributions got to each of the four steps."""
    left = sum(by_place.values())
    counts = []
    for _name, stops in STEPS:
        counts.append(left)
        left -= sum(by_place.get(place, 0) for place in stops)
    return counts


def lying(by_place: Mapping[str, int]) -> Drawing:
    """The wide drawing. Units are those of a page about 1,000 wide."""
    column, first, bar_width, top = COLUMN, 16.0, 20.0, 92.0
    counts = reached(by_place)
    scale = 150.0 / max(counts[0], 1)
    steps, lowest = [], top + 150.0
    for number, (name, places) in enumerate(STEPS):
        x = first + number * column
        onward = counts[number + 1] if number + 1 < len(counts) else 0
        y = top + _thick(onward, scale)
        stops = []
        landing = y + 46.0
        for place in _present(places, by_place):
            height = _thick(by_place[place], scale)
            end_x = x + 104.0
            stops.append(
                Stop(
                    place=place,
                    count=by_place[place],
                    path=_turn_right(x + bar_width, y, end_x, landing, height),
                    end=(end_x, landing, 12.0, height),
                    label=(end_x + 24.0, landing + max(height / 2, 17.0)),
                )
            )
            y += height
            landing += max(height, 44.0) + 20.0
        lowest = max(lowest, landing)
        band = _straight(x + bar_width, top, x + column, _thick(onward, scale)) if onward else ""
        tall = max(y - top, _thick(counts[number], scale))
        steps.append(Step(name, counts[number], (x, top, bar_width, tall), band, (x, top - 14.0), tuple(stops)))
    return Drawing(first + 3 * column + 130.0, lowest, tuple(steps))


def standing(by_place: Mapping[str, int]) -> Drawing:
    """The narrow drawing for phones: the band runs down, what stopped turns off to the right."""
    left, top, width = 8.0, 8.0, 340.0
    counts = reached(by_place)
    scale = 84.0 / max(counts[0], 1)
    steps, y = [], top
    for number, (name, places) in enumerate(STEPS):
        onward = counts[number + 1] if number + 1 < len(counts) else 0
        here = _thick(counts[number], scale)
        x = left + _thick(onward, scale)
        stops = []
        landing = y + 74.0
        for place in _present(places, by_place):
            thick = _thick(by_place[place], scale)
            stops.append(
                Stop(
                    place=place,
                    count=by_place[place],
                    path=_turn_down(x, y + 16.0, left + 128.0, landing, thick),
                    end=(left + 128.0, landing, 10.0, thick),
                    label=(left + 148.0, landing + thick / 2 + 7.0),
                )
            )
            x += thick
            landing += max(thick, 30.0) + 14.0
        length = max(landing - y, 96.0) if number + 1 < len(STEPS) else 16.0
        band = _down(left, y + 16.0, _thick(onward, scale), y + length) if onward else ""
        label = (left + max(here, 0.0) + 16.0, y + 22.0)
        steps.append(Step(name, counts[number], (left, y, max(here, THINNEST), 16.0), band, label, tuple(stops)))
        y += length
    return Drawing(width, y + 20.0, tuple(steps))


def _present(places: Sequence[str], by_place: Mapping[str, int]) -> list[str]:
    return [str(place) for place in places if by_place.get(place)]


def _thick(count: int, scale: float) -> float:
    return max(count * scale, THINNEST) if count else 0.0


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _straight(x1: float, y: float, x2: float, height: float) -> str:
    return f"M{_n(x1)} {_n(y)}H{_n(x2)}V{_n(y + height)}H{_n(x1)}Z"


def _down(x: float, y1: float, width: float, y2: float) -> str:
    return f"M{_n(x)} {_n(y1)}H{_n(x + width)}V{_n(y2)}H{_n(x)}Z"


def _turn_right(x1: float, y1: float, x2: float, y2: float, height: float) -> str:
    """A band that leaves a bar to the right and lands lower down."""
    middle = (x1 + x2) / 2
    return (
        f"M{_n(x1)} {_n(y1)}C{_n(middle)} {_n(y1)} {_n(middle)} {_n(y2)} {_n(x2)} {_n(y2)}V{_n(y2 + height)}"
        f"C{_n(middle)} {_n(y2 + height)} {_n(middle)} {_n(y1 + height)} {_n(x1)} {_n(y1 + height)}Z"
    )


def _turn_down(x1: float, y1: float, x2: float, y2: float, width: float) -> str:
    """A band that leaves a bar downwards and lands to the right."""
    return (
        f"M{_n(x1)} {_n(y1)}C{_n(x1)} {_n(y2 + width)} {_n(x1)} {_n(y2 + width)} {_n(x2)} {_n(y2 + width)}V{_n(y2)}"
        f"C{_n(x1 + width)} {_n(y2)} {_n(x1 + width)} {_n(y2)} {_n(x1 + width)} {_n(y1)}Z"
    )
