"""The flow as a plain table, for a terminal."""

from __future__ import annotations

from wesaid.evidence.flow._value import Flow, Row
from wesaid.evidence.flow._words import gaps, number, part_lines


def as_text(flow: Flow) -> str:
    """Box, number, how it was worked out and what is unaccounted for, line by line; then differences and problems."""
    rows = flow.rows()
    width = max(len(row.words) for row in rows) + 4
    lines = [text for text in (flow.title, flow.source) if text]
    arm = None
    for row in rows:
        if row.arm is not arm:
            arm = row.arm
            lines += ["", arm.value]
        lines += _lines(flow, row, width)
    differences = [f"  {name}: {number(found.value)}" for name, found in flow.derived.items() if name not in flow.boxes]
    if differences:
        lines += ["", "Differences", *differences]
    if flow.problems:
        lines += ["", "What does not add up or is not known", *(f"- {problem}" for problem in flow.problems)]
    return "\n".join(lines).strip()


def _lines(flow: Flow, row: Row, width: int) -> list[str]:
    indent = "    " if row.aside else "  "
    said = f"{indent + row.words:<{width}}  {number(row.count):>13}"
    told = [f"= {row.how}"] if row.derived else []
    if gap := "; ".join(gaps(flow, row.name)):
        told.append(f"[{gap}]")
    return ["  ".join([said, *told]).rstrip(), *(f"{indent}    {line}" for line in part_lines(row))]
