"""Who in the invented group has read what, and the card that Mr Whitlock was handed.

Everybody has read what is older than their last look; what is newer waits for whoever looks around as them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wesaid_web.show.demo.shapes import Step, weeks
from wesaid_web.telling import actions
from wesaid_web.telling.models import News, Often
from wesaid_web.trail.actions.telling import hand_out
from wesaid_web.trail.postcards import to_hand_out

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder

LAST_LOOK = weeks(6)
CARDS_HANDED_OUT = weeks(20)


class ToldInTheGroup:
    """What was read and handed out, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        yield CARDS_HANDED_OUT, self.hand_out
        yield LAST_LOOK, self.read
        yield LAST_LOOK, self.choose

    def hand_out(self) -> None:
        """On a Thursday, to everybody on paper for whom something was new."""
        keys = [key for card in to_hand_out(self.group.project) for key in card.keys]
        hand_out(project=self.group.project, news=keys, by=self.group.facilitator)

    def read(self) -> None:
        for member in self.group.members.values():
            keys = News.objects.filter(member=member, seen=False).values_list("pk", flat=True)
            actions.mark_seen(news=list(keys), by=member)

    def choose(self) -> None:
        """Bernie shares a tablet: she wants no e-mail about what she gets back."""
        user = self.group.members["bernie"].user
        if user:
            actions.choose_mail(user=user, often=Often.WEEKLY, off=["support.returns"], by=user)
