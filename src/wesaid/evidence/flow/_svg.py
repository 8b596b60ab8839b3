"""The flow as a picture: SVG that stands alone, in a page with a strict Content-Security-Policy, and on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from typing import NamedTuple

from wesaid.evidence.flow._boxes import Arm
from wesaid.evidence.flow._value import Flow, Row
from wesaid.evidence.flow._words import counted, gaps, merged, number, part_lines

INK, LINE, PAPER, ASIDE, GAP = "#212b32", "#0d5156", "#ffffff", "#eef3f3", "#fff4d6"
SIZE, LEADING, PADDING, ARROW = 14, 19, 10, 6
NARROW, STEP, INDENT, COLUMN, BETWEEN = 360, 14, 34, 250, 32
# Boxes that stand in the box of another, as in the template.
_WITHIN = {
    "databases": "identified",
    "registers": "identified",
    "previous_reports": "previous_studies",
    "reports_included": "studies_included",
    "total_reports": "total_studies",
}
# Levels of ours that are only drawn where somebody wrote their number down, or the sum needs them.
_QUIET = {"after_duplicates", "reports_eligible", "other_eligible"}


class _Line(NamedTuple):
    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One rectangle: a level, what leaves there, or what is unaccounted for there."""

    lines: list[_Line]
    fill: str = PAPER
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of an arm, with what stands beside it."""

    box: _Drawn
    beside: list[_Drawn] = field(default_factory=list)


def as_svg(flow: Flow, *, wide: bool = False) -> str:
    """The flow as SVG.

    It has a title and a description with every number, no style attribute, no script and nothing from elsewhere. It
    scales to the width it is given. Upright (the default) its text can be read at 320 pixels and on A4 paper; ``wide``
    sets the arms beside each other, as in the PRISMA 2020 template, for a wide page.
    """
    arms = [(arm, levels) for arm in Arm if (levels := _levels(flow, arm))]
    sheet = _Sheet()
    width, height = _draw_wide(sheet, arms) if wide else _draw_upright(sheet, arms)
    mark = f"flow-{sha256(repr((flow.title, flow.rows())).encode()).hexdigest()[:10]}"
    name = flow.title or "Flow of a review"
    attributes = (
        f'viewBox="0 0 {width} {height}" role="img" lang="en" aria-labelledby="{mark}-title {mark}-desc" '
        f'font-family="Atkinson Hyperlegible, Arial, sans-serif" font-size="{SIZE}" fill="{INK}"'
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>',
            f'<title id="{mark}-title">{escape(name)}</title>',
            f'<desc id="{mark}-desc">{escape(_description(flow))}</desc>',
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
            *sheet.elements,
            "</svg>\n",
        ]
    )


def _description(flow: Flow) -> str:
    """Every number of the picture in words: who cannot see it hears this and nothing else."""
    sentences = ["Flow of a review after PRISMA 2020."]
    arm = None
    for row in flow.rows():
        if row.arm is not arm:
            arm = row.arm
            sentences.append(f"{arm.value}.")
        parts = f" ({'; '.join(part_lines(row))})" if row.parts else ""
        worked_out = ", worked out" if row.derived else ""
        sentences.append(f"{row.words}: {number(row.count)}{worked_out}{parts}.")
    return " ".join([*sentences, *flow.problems])


# What is drawn


def _levels(flow: Flow, arm: Arm) -> list[_Level]:
    rows = [row for row in flow.rows() if row.arm is arm]
    levels: list[_Level] = []
    for row in rows:
        if row.name in _WITHIN or (row.name in _QUIET and row.count is None):
            continue
        if row.name in _QUIET and row.derived and "imported" not in flow.boxes:
            continue
        within = [one for one in rows if _WITHIN.get(one.name) == row.name]
        lines = [line for one in (row, *within) for line in _lines(one)]
        told = [gap for one in (row, *within) for gap in gaps(flow, one.name)]
        if row.aside and levels:
            _beside(levels[-1], lines)
        else:
            if levels:
                levels[-1].beside.extend(_Drawn([_Line(words)], GAP, dashed=True) for words in merged(flow, row.name))
            levels.append(_Level(_Drawn(lines)))
        levels[-1].beside.extend(_Drawn([_Line(gap)], GAP, dashed=True) for gap in told)
    return levels


def _beside(level: _Level, lines: list[_Line]) -> None:
    """What leaves at the same level stands in one box, as in the template."""
    for one in level.beside:
        if not one.dashed:
            one.lines.extend(lines)
            return
    level.beside.insert(0, _Drawn(lines, ASIDE))


def _lines(row: Row) -> list[_Line]:
    return [
        _Line(counted(row.words, row.count, worked_out=row.derived)),
        *(_Line(f"– {line}", 12) for line in part_lines(row)),
    ]


# Where it is drawn


class _Sheet:
    """Collects the elements of the picture. All places are in units of the view box."""

    def __init__(self) -> None:
        self.elements: list[str] = []

    def box(self, drawn: _Drawn, x: int, y: int, width: int) -> int:
        """Draw a box and return its height."""
        lines = _wrapped(drawn, width)
        height = _height(drawn, width)
        dash = ' stroke-dasharray="5 4"' if drawn.dashed else ""
        self.elements.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="{drawn.fill}" '
            f'stroke="{LINE}" stroke-width="1.5"{dash}/>'
        )
        for place, line in enumerate(lines):
            self.text(line.text, x + PADDING + line.indent, y + PADDING + SIZE + place * LEADING)
        return height

    def text(self, words: str, x: int, y: int, *, more: str = "") -> None:
        self.elements.append(f'<text x="{x}" y="{y}"{more}>{escape(words)}</text>')

    def heading(self, words: str, x: int, y: int, width: int) -> int:
        lines = _wrap(words, (width - 2 * PADDING) / 1.1)
        height = len(lines) * LEADING + 12
        self.elements.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="{LINE}"/>')
        for place, line in enumerate(lines):
            self.text(line, x + PADDING, y + 6 + SIZE + place * LEADING, more=f' fill="{PAPER}" font-weight="bold"')
        return height

    def down(self, x: int, top: int, bottom: int) -> None:
        self._arrow(f"M{x} {top}V{bottom - ARROW}", f"{x - 5},{bottom - ARROW} {x + 5},{bottom - ARROW} {x},{bottom}")

    def across(self, left: int, right: int, y: int) -> None:
        self._arrow(f"M{left} {y}H{right - ARROW}", f"{right - ARROW},{y - 5} {right - ARROW},{y + 5} {right},{y}")

    def _arrow(self, line: str, head: str) -> None:
        self.elements.append(f'<path d="{line}" stroke="{LINE}" stroke-width="1.5" fill="none"/>')
        self.elements.append(f'<polygon points="{head}" fill="{LINE}"/>')


_Arms = Sequence[tuple[Arm, list[_Level]]]


def _draw_upright(sheet: _Sheet, arms: _Arms) -> tuple[int, int]:
    """One column: what leaves a level stands below it, set in, beside the line that goes on."""
    y, left, spine = 8, 8, 20
    width = NARROW - 2 * left
    for arm, levels in arms:
        y += sheet.heading(arm.value, left, y, width) + STEP
        for place, level in enumerate(levels):
            y += sheet.box(level.box, left, y, width)
            top = y
            for drawn in level.beside:
                y += STEP
                height = sheet.box(drawn, left + INDENT, y, width - INDENT)
                sheet.across(spine, left + INDENT, y + height // 2)
                y += height
            if level.beside or place < len(levels) - 1 or arm is not Arm.INCLUDED:
                y = _go_on(sheet, arm, level, place == len(levels) - 1, spine, top, y)
        y += STEP // 2
    return NARROW, y


def _go_on(sheet: _Sheet, arm: Arm, level: _Level, last: bool, spine: int, top: int, y: int) -> int:
    """The line from a level down to the next, or out of the arm."""
    if not last:
        y += STEP + 8
        sheet.down(spine, top, y)
    elif arm is not Arm.INCLUDED:
        y += STEP + 8
        sheet.down(spine, top, y)
        sheet.text(f"on to: {Arm.INCLUDED.value}", spine + 12, y)
        y += STEP
    elif level.beside:
        bottom = y - _height(level.beside[-1], NARROW - 16 - INDENT) // 2
        sheet.elements.append(f'<path d="M{spine} {top}V{bottom}" stroke="{LINE}" stroke-width="1.5" fill="none"/>')
    return y


def _draw_wide(sheet: _Sheet, arms: _Arms) -> tuple[int, int]:
    """The arms beside each other, what leaves a level to the right of it, what is included below all."""
    x, top, start, ends = 8, 8, 8, []
    above = [(arm, levels) for arm, levels in arms if arm is not Arm.INCLUDED]
    for arm, levels in above:
        sides = any(level.beside for level in levels)
        width = 2 * COLUMN + BETWEEN if sides else COLUMN
        y = top + sheet.heading(arm.value, x, top, width) + STEP
        if arm is Arm.DATABASES:
            start = x  # what is included stands below what is new
        ends.append((x + COLUMN // 2, *_column(sheet, levels, x, y)))
        x += width + BETWEEN
    width = max(x - BETWEEN - 8, 2 * COLUMN + BETWEEN)
    y = max(bottom for _x, _line, bottom in ends) + BETWEEN
    for spine, line, _bottom in ends:
        sheet.down(spine, line, y)
    y += sheet.heading(Arm.INCLUDED.value, 8, y, width) + STEP
    _line, bottom = _column(sheet, dict(arms)[Arm.INCLUDED], start, y)
    return width + 16, bottom + 8


def _column(sheet: _Sheet, levels: Sequence[_Level], x: int, y: int) -> tuple[int, int]:
    """Draw levels from the top down; returns where the line goes on from, and where the lowest box ends."""
    right, line, bottom = x + COLUMN + BETWEEN, y, y
    for place, level in enumerate(levels):
        if place:
            y = max(bottom, line) + BETWEEN
            sheet.down(x + COLUMN // 2, line, y)
        height = sheet.box(level.box, x, y, COLUMN)
        line, bottom, beside = y + height, y + height, y
        for drawn in level.beside:
            tall = sheet.box(drawn, right, beside, COLUMN)
            at = min(beside + tall // 2, y + height - 8)
            if at >= beside:
                sheet.across(x + COLUMN, right, at)
            beside += tall + 8
            bottom = max(bottom, beside - 8)
    return line, bottom


# How wide words are. The font of whoever looks is not known here, so this is on the wide side.

# What stays on one line: a number with its "n =", and the dash of a part with its first word.
_TOGETHER = re.compile(r"– \S+|\(n [^)]*\)|\S+")
_THIN, _FAT = set("iIjl.,:;'|!()[]ft-"), set("mwMW@%")


def _wrapped(drawn: _Drawn, width: int) -> list[_Line]:
    return [
        _Line(text, line.indent) for line in drawn.lines for text in _wrap(line.text, width - 2 * PADDING - line.indent)
    ]


def _height(drawn: _Drawn, width: int) -> int:
    return len(_wrapped(drawn, width)) * LEADING + 2 * PADDING - 3


def _wrap(text: str, width: float) -> list[str]:
    """Lines no wider than this: broken between words, and inside words that are wider than a line."""
    lines, line = [], ""
    for word in _pieces(_TOGETHER.findall(text), width):
        if line and _width(f"{line} {word}") > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _pieces(words: Iterable[str], width: float) -> Iterable[str]:
    for word in words:
        piece = ""
        for character in word:
            if piece and _width(piece + character) > width:
                yield piece
                piece = ""
            piece += character
        yield piece


def _width(text: str) -> float:
    return SIZE * sum(map(_em, text))


def _em(character: str) -> float:
    if character in _THIN:
        return 0.38
    if character in _FAT or unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    return 0.33 if character == " " else 0.72 if character.isupper() else 0.6
