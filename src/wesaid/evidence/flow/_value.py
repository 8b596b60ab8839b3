"""The flow as a value, made from counts, and as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from wesaid.evidence.flow._boxes import (
    BOXES,
    Arm,
    Count,
    FlowInputError,
    NotACountError,
    Step,
    UnknownBoxError,
    check_text,
)
from wesaid.evidence.flow._reconcile import Derived, Reconciliation

LONGEST_NOTE = 1000
# How one box may be written: a number, unknown, a count, or {"total": number, "parts": {name: number}}.
Written = int | None | Count | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One box, as a row of a table.

    Attributes:
        arm: the part of the template it stands in.
        name: the name of the box.
        words: what it says.
        count: how many; ``None`` where it is not known.
        derived: whether nobody wrote the number down and it was worked out.
        how: if derived, the sum.
        aside: whether what it counts leaves the flow here.
        parts: name and number of each part, as written.
    """

    arm: Arm
    name: str
    words: str
    count: int | None
    derived: bool
    how: str
    aside: bool
    parts: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A PRISMA 2020 flow: what was written, what follows from it, and what does not add up. Made by ``from_counts``.

    Attributes:
        title: what it is the flow of; may be empty.
        source: where the numbers come from; may be empty.
        boxes: what was written in each box that is part of this flow, in the order of the template. Never changed.
        derived: for boxes without a number, and for some differences, what they must be if the rest is right; and
            from which boxes. ``value`` is ``None`` where it cannot be known.
        unaccounted: for each place where numbers should add up, how many are missing there: 0 if none, negative if
            more came out than went in, ``None`` where it cannot be checked.
        problems: what cannot be true, is unaccounted for or cannot be known, in plain sentences.
        notes: what whoever wrote the numbers says about a box.
    """

    title: str
    source: str
    boxes: Mapping[str, Count]
    derived: Mapping[str, Derived]
    unaccounted: Mapping[str, int | None]
    problems: tuple[str, ...]
    notes: Mapping[str, str]

    def rows(self) -> tuple[Row, ...]:
        """Every box with its number and parts, in the order of the template: the table behind the picture."""
        return tuple(self._row(name) for name in self.boxes)

    def _row(self, name: str) -> Row:
        box, count = BOXES[name], self.boxes[name]
        found = self.derived.get(name, Derived(None))
        worked_out = count.total is None and found.value is not None
        words = box.words
        if name in {"studies_included", "reports_included"} and "previous_studies" not in self.boxes:
            words = {"studies_included": "Studies included in review"}.get(name, "Reports of included studies")
        return Row(
            arm=box.arm,
            name=name,
            words=words,
            count=found.value if worked_out else count.total,
            derived=worked_out,
            how=found.how if worked_out else "",
            aside=box.aside,
            parts=count.parts,
        )


def from_counts(
    boxes: Mapping[str, Written], *, title: str = "", source: str = "", notes: Mapping[str, str] | None = None
) -> Flow:
    """The flow of a review whose counts are known, with what follows from them and what does not add up.

    Method: PRISMA 2020 (Page et al. 2021, doi 10.1136/bmj.n71); boxes, sums and deviations are in
    ``docs/methods/flow.md``.

    Args:
        boxes: for each box (see ``BOXES``) a whole number from 0 to a billion, ``None`` where it is not known, or
            ``{"total": number, "parts": {name: number}}``. Boxes that are left out are not known either; a step of
            the review of which no box is written is no part of the flow.
        title, source: for people; one line each.
        notes: for a box, what a reader needs to know about its number.

    Raises:
        UnknownBoxError: a name that is no box.
        NotACountError: a number that is none of these.
        NotALabelError: a text that is blank, too long or not one line.
    """
    counts = {name: _count(name, written) for name, written in boxes.items()}
    notes = dict(notes or {})
    for name, note in notes.items():
        _box(name)
        check_text(note, f"notes: {name}", LONGEST_NOTE)
    for what, text in (("title", title), ("source", source)):
        if text != "":
            check_text(text, what, LONGEST_NOTE)
    steps = frozenset({Step.ALWAYS, *(BOXES[name].step for name in counts)})
    if steps & {Step.OTHER, Step.APPRAISAL}:
        steps |= {Step.ELIGIBLE}  # what each arm brings is added up, so each has its sum
    used = {name: counts.get(name, Count(None)) for name, box in BOXES.items() if box.step in steps}
    found = Reconciliation(used, steps, notes)
    order = {name: place for place, name in enumerate(BOXES)}
    derived = dict(sorted(found.derived.items(), key=lambda item: order.get(item[0], len(order))))
    return Flow(
        title=title,
        source=source,
        boxes=MappingProxyType(used),
        derived=MappingProxyType(derived),
        unaccounted=MappingProxyType(found.unaccounted),
        problems=tuple(found.problems),
        notes=MappingProxyType(notes),
    )


def _box(name: object) -> None:
    if not isinstance(name, str) or name not in BOXES:
        raise UnknownBoxError(f"there is no box {ascii(name)[:60]}; see docs/methods/flow.md for their names")


def _count(name: str, written: object) -> Count:
    _box(name)
    try:
        if isinstance(written, Count):
            return written
        if isinstance(written, Mapping):
            return _with_parts(written)
        return Count(written)  # type: ignore[arg-type]  # it says what is wrong with it
    except FlowInputError as problem:
        raise type(problem)(f"{name}: {problem}") from None


def _with_parts(written: Mapping[str, object]) -> Count:
    for key in written:
        if key not in {"total", "parts"}:
            raise NotACountError(f"has {ascii(key)[:60]}; a box has a total and parts")
    parts = written.get("parts", {})
    if not isinstance(parts, Mapping):
        raise NotACountError("parts must be an object of names and numbers")
    return Count(written.get("total"), tuple(parts.items()))  # type: ignore[arg-type]  # it says what is wrong
