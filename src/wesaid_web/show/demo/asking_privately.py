"""Building what the invented group was asked privately."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone

from wesaid_web.evaluation import actions as askings
from wesaid_web.evaluation.models import About
from wesaid_web.show.demo.askings import ASKED, Asked
from wesaid_web.show.demo.shapes import Step, key_of

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder


class AskingPrivately:
    """Rounds that were opened, answered and closed, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        for asked in ASKED:
            yield asked.closed, partial(self.ask, asked)

    def ask(self, asked: Asked) -> None:
        """Open it, have everyone answer (those without an account on paper), close it; then put it on its days."""
        today = timezone.localdate()
        asking = askings.Asking(about=About.PROJECT, asks=asked.asks, closes_on=today)
        row = askings.open_round(
            project=self.group.project, asking=asking, by=self.group.facilitator, round_id=key_of("asked", asked.key)
        )
        on_paper = []
        for slip in asked.slips:
            said = askings.Said(self.group.hats[slip.hat], slip.answers())
            if self.group.members[slip.who].user_id:
                askings.answer(round_=row, said=said, by=self.group.members[slip.who])
            else:
                on_paper.append((said, self.group.members[slip.who]))
        slips, people = zip(*on_paper, strict=True)
        askings.type_in(round_=row, slips=slips, people=people, by=self.group.facilitator)
        askings.close(round_=row, by=self.group.facilitator)
        row.refresh_from_db()
        row.opened_on, row.closes_on, row.closed_on = (
            self.group.day(ago) for ago in (asked.opened, asked.closed, asked.closed)
        )
        row.save(update_fields=["opened_on", "closes_on", "closed_on"])
