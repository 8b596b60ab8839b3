"""Three "photographs": a flip chart, a line of waiting, a card. Drawn here, so that they are nobody's."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDE, HIGH = 720, 540  # drawn
SMALL = (480, 360)  # sent: a page with a picture on it is to stay light
PAPER, INK, RED, GREEN, BLUE = "#f7f3e8", "#2b2b33", "#b3382c", "#2f6b45", "#27518a"

Point = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """What is drawn and what it shows, in words for those who cannot see it."""

    draw: Callable[[ImageDraw], None]
    words: str


def upload(name: str) -> SimpleUploadedFile:
    """The picture as a browser would send it."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", (WIDE, HIGH), PAPER)
    PICTURES[name].draw(ImageDraw.Draw(sheet))
    out = BytesIO()
    sheet.resize(SMALL, Image.Resampling.LANCZOS).save(out, "PNG")
    return SimpleUploadedFile(f"{name}.png", out.getvalue(), content_type="image/png")


def _line(draw: ImageDraw, points: Sequence[Point], colour: str, width: int = 4) -> None:
    """A line as a marker pen makes it: nearly straight."""
    drawn: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(int(math.hypot(x2 - x1, y2 - y1) / 12), 1)
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            drawn.append((x + 1.3 * math.sin(y / 17 + x / 29), y + 1.3 * math.sin(x / 19 + y / 31)))
    draw.line(drawn, fill=colour, width=width, joint="curve")


def _write(draw: ImageDraw, at: Point, words: str, colour: str = INK, size: int = 30) -> None:
    from PIL import ImageFont

    draw.text(at, words, fill=colour, font=ImageFont.load_default(size))


def _person(draw: ImageDraw, x: float, y: float, colour: str, *, seated: bool = False, tall: float = 1.0) -> None:
    """A stick figure with its feet at ``(x, y)``."""
    hip, head = y - 50 * tall, 17 * tall
    neck = hip - 48 * tall
    draw.ellipse((x - head, neck - 2 * head, x + head, neck), outline=colour, width=4)
    _line(draw, [(x, neck), (x, hip)], colour)
    _line(draw, [(x - 24 * tall, neck + 30 * tall), (x, neck + 12 * tall), (x + 24 * tall, neck + 30 * tall)], colour)
    if seated:
        _line(draw, [(x, hip), (x + 34, hip), (x + 34, y)], colour)
        _line(draw, [(x - 12, neck + 20), (x - 12, y), (x - 12, hip + 8), (x + 22, hip + 8), (x + 22, y)], INK, 3)
    else:
        _line(draw, [(x - 18 * tall, y), (x, hip), (x + 18 * tall, y)], colour)


def _bed(draw: ImageDraw, x: float, y: float) -> None:
    """A bed with somebody in it, its foot at ``(x + 150, y)``."""
    _line(draw, [(x, y), (x, y - 70)], INK)
    _line(draw, [(x, y - 30), (x + 150, y - 30), (x + 150, y)], INK)
    draw.ellipse((x + 10, y - 62, x + 40, y - 32), outline=BLUE, width=4)
    _line(draw, [(x + 44, y - 36), (x + 90, y - 52), (x + 146, y - 34)], BLUE)


def _first_night(draw: ImageDraw) -> None:
    _write(draw, (40, 30), "WHAT WAS MISSING", RED, 44)
    _write(draw, (40, 82), "on the first night", RED, 34)
    _line(draw, [(40, 130), (420, 134)], RED, 5)
    for place, words in enumerate(
        ("milk  |||| |||", "bread  |||| ||", "heating  |||| ||||", "a bulb that works  ||", "slippers  |")
    ):
        _write(draw, (60, 160 + 50 * place), f"- {words}", INK, 32)
    _write(draw, (60, 410), "- somebody  |||| |||| ||||", BLUE, 36)
    _line(draw, [(56, 462), (470, 458)], BLUE, 5)
    _write(draw, (40, 484), "one stroke: one person in the hospital café", INK, 24)


def _a_day_of_soon(draw: ImageDraw) -> None:
    _write(draw, (40, 30), 'A DAY OF "SOON"', BLUE, 44)
    _line(draw, [(70, 250), (660, 250)], INK, 5)
    told = ((70, "8.00", '"home today"'), (200, "11.30", '"soon"'), (320, "14.00", '"soon"'), (440, "17.45", '"soon"'))
    for x, hour, words in told:
        _line(draw, [(x, 232), (x, 268)], INK, 5)
        _write(draw, (x - 26, 282), hour, INK, 28)
        _write(draw, (x - 30, 180 if x > 100 else 140), words, RED, 28)
    _line(draw, [(640, 220), (640, 280)], GREEN, 6)
    _write(draw, (604, 294), "21.10", GREEN, 30)
    _write(draw, (560, 170), "front door", GREEN, 28)
    _write(draw, (70, 370), "Asked for the time: 9 times.", INK, 32)
    _write(draw, (70, 420), "Told the time: 0 times.", RED, 32)


def _sit_down(draw: ImageDraw) -> None:
    _bed(draw, 30, 330)
    for place in range(5):
        _person(draw, 70 + 52 * place, 260 - 14 * (place % 2), INK, tall=1.0)
    _line(draw, [(20, 110), (330, 360)], RED, 9)
    _line(draw, [(330, 110), (20, 360)], RED, 9)
    _write(draw, (70, 400), "TOO MANY", RED, 48)
    _line(draw, [(362, 60), (362, 480)], INK, 3)
    _bed(draw, 540, 330)
    _person(draw, 440, 330, GREEN, seated=True)
    _line(draw, [(560, 130), (590, 165), (660, 75)], GREEN, 10)
    _write(draw, (440, 400), "SIT", GREEN, 64)


PICTURES = {
    "first-night": Picture(
        _first_night,
        'A flip chart headed "What was missing on the first night", with a stroke for each person in the hospital '
        "café who said it: milk 7, bread 6, heating 8, a bulb that works 2, slippers 1. Underlined at the bottom: somebody, 12.",
    ),
    "a-day-of-soon": Picture(
        _a_day_of_soon,
        'A flip chart headed "A day of soon". A line from eight in the morning, "home today", through half past eleven, two and '
        'a quarter to six, each marked "soon", to the front door at ten past nine at night. Below: asked for the time 9 times, '
        "told the time 0 times.",
    ),
    "sit-down": Picture(
        _sit_down,
        "A drawn card in two halves. On the left five people stand round somebody in bed, crossed out in red: "
        "too many. On the right one person sits by the bed, with a green tick: sit.",
    ),
}
