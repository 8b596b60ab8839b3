"""How equal are we, as a picture: for each hat four bars, each as long as its number. Only geometry; words come from templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wesaid_web.projects.models import Perspective
from wesaid_web.show.equal import OfHat

STEPS = ("said", "taken_up", "there", "we")


@dataclass(frozen=True)
class Bar:
    """One number: where its bar starts, how long it is, and where the number stands."""

    step: str
    number: int
    x: float
    y: float
    length: float
    height: float


@dataclass(frozen=True)
class Block:
    """One hat: where its name stands, and its bars."""

    hat: Perspective
    x: float
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Drawing:
    """One drawing: its size, its blocks, and where the names of the steps stand over their columns."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    columns: tuple[float, ...] = ()


def numbers(of: OfHat) -> dict[str, int]:
    """The four numbers of a hat, by step."""
    return {"said": of.said.items, "taken_up": of.taken_up.items, "there": of.there.items, "we": of.we.items}


def wide(hats: Sequence[OfHat]) -> Drawing:
    """For wide screens: a row for each hat, a column for each step, all bars to one scale."""
    first, column, row, top = 270.0, 182.0, 62.0, 46.0
    scale = _scale(hats, 120.0)
    columns = tuple(first + number * column for number in range(len(STEPS)))
    blocks = []
    for place, of in enumerate(hats):
        y = top + place * row
        bars = tuple(
            Bar(step, number, x, y + 10, number * scale, 28.0)
            for x, (step, number) in zip(columns, numbers(of).items(), strict=True)
        )
        blocks.append(Block(of.hat, 0.0, y + 30, bars))
    return Drawing(first + len(STEPS) * column, top + len(hats) * row, tuple(blocks), columns)


def tall(hats: Sequence[OfHat]) -> Drawing:
    """For phones: a block for each hat, its four bars one under the other, all to one scale."""
    scale, blocks, y = _scale(hats, 120.0), [], 0.0
    for of in hats:
        bars = tuple(
            Bar(step, number, 180.0, y + 38 + place * 28, number * scale, 20.0)
            for place, (step, number) in enumerate(numbers(of).items())
        )
        blocks.append(Block(of.hat, 0.0, y + 22, bars))
        y += 38 + 28 * len(STEPS) + 16
    return Drawing(346.0, max(y, 1.0), tuple(blocks))


def _scale(hats: Sequence[OfHat], longest: float) -> float:
    return longest / max((of.said.items for of in hats), default=1) if any(of.said.items for of in hats) else 0.0
