"""Building what the invented people get back, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from wesaid_web.show.demo.returns import PROMISED, Got, Promised
from wesaid_web.show.demo.shapes import Step, key_of
from wesaid_web.support import actions as support
from wesaid_web.support.models import Return, Terms

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder


class GivingBack:
    """Terms, what was offered, approved and paid, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group
        self.terms: dict[int, Terms] = {}
        self.returns: dict[tuple[int, int], Return] = {}

    def steps(self) -> Iterator[Step]:
        for number, promised in enumerate(PROMISED):
            yield from self._steps(number, promised)

    def _steps(self, number: int, promised: Promised) -> Iterator[Step]:
        yield promised.ago, partial(self.promise, number, promised)
        for place, got in enumerate(promised.got):
            # Cash on the day is given on the day; the rest is written down the day after
            given = got.ago if got.approved == got.ago else got.ago - 1
            yield given, partial(self.give, number, place, promised, got)
            if got.approved is not None:
                yield got.approved, partial(self.approve, number, place, got.approved)
            if got.paid is not None:
                yield got.paid, partial(self.pay, number, place, got.paid)

    def promise(self, number: int, promised: Promised) -> None:
        member = self.group.members[promised.who]
        self.terms[number] = support.write_terms(
            member=member,
            work=promised.work,
            in_return=promised.in_return,
            pay_within=14,
            by=self.group.facilitator,
            terms_id=key_of("terms", str(number)),
        )
        if promised.advice:
            support.advice_offered(member=member, by=self.group.facilitator)
        if promised.agreed:
            support.agree(terms=self.terms[number], by=self.group.acting(promised.who))

    def give(self, number: int, place: int, promised: Promised, got: Got) -> None:
        given = support.Offer(
            kind=got.kind, what_for=got.what_for, on=self.group.day(got.ago), minutes=got.minutes, pence=got.pence
        )
        row = support.offer(
            terms=self.terms[number],
            given=given,
            by=self.group.facilitator,
            return_id=key_of("returns", f"{number}/{place}"),
        )
        support.accept(given=row, by=self.group.acting(promised.who))
        self.returns[number, place] = row

    def approve(self, number: int, place: int, ago: int) -> None:
        """On its day at once: what is paid on the same day is not paid before it was approved."""
        row = self.returns[number, place]
        support.approve(given=row, by=self.group.facilitator)
        Return.objects.filter(pk=row.pk).update(approved_on=self.group.day(ago))

    def pay(self, number: int, place: int, ago: int) -> None:
        support.pay(given=self.returns[number, place], by=self.group.members["nia"], on=self.group.day(ago))
