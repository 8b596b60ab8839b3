"""How numbers, unknown numbers and gaps are said, the same in the table and in the picture."""

from __future__ import annotations

from wesaid.evidence.flow._boxes import BOXES
from wesaid.evidence.flow._value import Flow, Row

_AT = {"sources": "identified", "eligible": "studies_included", "reports_included": "studies_included"}


def number(count: int | None) -> str:
    """A count for people: thousands set apart, and words where it is not known."""
    return "not known" if count is None else f"{count:,}"


def counted(words: str, count: int | None, *, worked_out: bool = False) -> str:
    """Words with their count, as PRISMA diagrams write it."""
    if count is None:
        return f"{words} (n not known)"
    return f"{words} (n = {count:,}{', worked out' if worked_out else ''})"


def part_lines(row: Row) -> list[str]:
    """The parts of a box, one line each; in one line where nothing but their names is known."""
    if len(row.parts) > 1 and all(count is None for _label, count in row.parts):
        return [f"{', '.join(label for label, _count in row.parts)} (n of each not known)"]
    return [counted(label, count) for label, count in row.parts]


def gaps(flow: Flow, name: str) -> list[str]:
    """What does not add up at this box, in a few words."""
    boxes = {key: _AT.get(key, key.removesuffix("_parts")) for key in flow.unaccounted}
    if "appraised" in flow.boxes:
        boxes["eligible"] = "appraised"
    return [_gap(rest) for key, rest in flow.unaccounted.items() if rest and boxes[key] == name]


def merged(flow: Flow, name: str) -> list[str]:
    """What is known only together on the way down to this box."""
    told = []
    for key, found in flow.derived.items():
        upper, minus, lower = key.partition("_minus_")
        if minus and lower == name and found.value is not None and "reports_discussed" not in {upper, lower}:
            words = f"{BOXES[upper].running_words} and {BOXES[lower].running_words}"
            told.append(f"Between {words}, {found.value:,} went out; not known how many at each step")
    return told


def _gap(rest: int) -> str:
    return f"{rest:,} unaccounted for" if rest > 0 else f"{-rest:,} more than went in"
