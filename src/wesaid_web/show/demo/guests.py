"""People without an account in the example: an invitation that is plainly an example, and slips for words from paper.

The secrets are worked out with the key of the installation that serves the example, so they stand nowhere in the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from wesaid_web.show.demo.shapes import Step, key_of, weeks
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import guest_words, guests
from wesaid_web.trail.models import Receipt

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

LABEL = "Thursday’s coffee morning (an example)"
ONCE = key_of("guests", "once")
INVITATION = key_of("guests", "coffee morning")
ON_SLIPS = ("wheelchair", "tops")
"""What Mr Whitlock wrote on paper."""


class WithoutAccount:
    """An invitation for guests and receipts on paper, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        yield weeks(37) - 1, self.hand_out_slips
        yield 0, self.invite

    def hand_out_slips(self) -> None:
        rows = self.group.of(ON_SLIPS)
        guest_words.give_codes(contributions=rows, by=self.group.facilitator, once=ONCE)

    def invite(self) -> None:
        guests.invite_guests(
            project=self.group.project,
            label=LABEL,
            days=guests.MOST_DAYS,
            most=guests.MOST_PEOPLE,
            by=self.group.facilitator,
            invitation_id=INVITATION,
            once=ONCE,
        )


def as_guest() -> str:
    """Where the invitation leads."""
    link, _code = guests.secrets_of(ONCE)
    return reverse("guests:say", args=[link])


def with_slip() -> str | None:
    """Where the code on a slip leads, if there is one."""
    receipt = Receipt.objects.filter(contribution=key_of("said", ON_SLIPS[0])).first()
    return reverse("guests:words", args=[sealed.seal_mine(sealed.Whose.OWN, receipt.digest)]) if receipt else None
