"""Slips of paper in the example: some lie beside a box in the library, and a few were left over from the hospital café."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wesaid_web.show.demo.shapes import Step, key_of, weeks
from wesaid_web.trail.actions import slips
from wesaid_web.trail.models import SlipBatch

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder


class OnPaper:
    """Two batches of slips in a group that is being built; nothing was typed in from them yet."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        yield weeks(30), self.left_over
        yield 1, self.beside_the_box

    def left_over(self) -> None:
        batch = self._print("The hospital café (an example)", 6)
        slips.give_up(batch=batch, by=self.group.facilitator)

    def beside_the_box(self) -> None:
        self._print("The box in the library (an example)", 12)

    def _print(self, label: str, count: int) -> SlipBatch:
        batch, _codes = slips.print_slips(
            project=self.group.project,
            label=label,
            count=count,
            meeting=None,
            by=self.group.facilitator,
            batch_id=key_of("slips", label),
            once=key_of("slips of", label),
        )
        return batch
