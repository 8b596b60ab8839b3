"""The cycle as a picture. Only geometry; numbers and words come from the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

WIDTH, HEIGHT = 340.0, 352.0
_CENTRE, _ACROSS, _RADIUS = (170.0, 186.0), 118.0, 53.0
PLACES = ("recipient", "co_producer", "co_deliverer", "peer_supporter", "reached")


@dataclass(frozen=True)
class Circle:
    """One place on the cycle, and the arrow that leads on from it: the path of its line and of its head."""

    place: str
    x: float
    y: float
    radius: float
    line: str
    head: str


def circles() -> list[Circle]:
    """The five places, clockwise from the top."""
    centres = [
        (
            _CENTRE[0] + _ACROSS * 0.97 * sin(2 * pi * place / len(PLACES)),
            _CENTRE[1] - _ACROSS * 1.06 * cos(2 * pi * place / len(PLACES)),
        )
        for place in range(len(PLACES))
    ]
    return [
        Circle(name, round(x, 1), round(y, 1), _RADIUS, *_arrow((x, y), centres[(place + 1) % len(PLACES)]))
        for place, (name, (x, y)) in enumerate(zip(PLACES, centres, strict=True))
    ]


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> tuple[str, str]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = dx / length, dy / length
    x1, y1 = start[0] + ux * (_RADIUS + 3), start[1] + uy * (_RADIUS + 3)
    x2, y2 = end[0] - ux * (_RADIUS + 3), end[1] - uy * (_RADIUS + 3)
    bx, by = x2 - ux * 11, y2 - uy * 11
    head = f"M{x2:.1f} {y2:.1f}L{bx - uy * 7:.1f} {by + ux * 7:.1f}L{bx + uy * 7:.1f} {by - ux * 7:.1f}Z"
    return f"M{x1:.1f} {y1:.1f}L{bx:.1f} {by:.1f}", head
