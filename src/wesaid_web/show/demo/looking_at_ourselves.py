"""Building how the invented group looked at itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from wesaid_web.projects import reflection_actions, voice_actions
from wesaid_web.projects.models import Reflection
from wesaid_web.show import actions as show
from wesaid_web.show.demo.ourselves import ANSWERS, ASKED, REFLECTIONS, SHEET
from wesaid_web.show.demo.shapes import Reflected, Step

if TYPE_CHECKING:
    from wesaid_web.show.demo.build import Builder


class LookingAtOurselves:
    """The switch, what the group thought of how it works, and the frozen sheet, in a group that is being built."""

    def __init__(self, group: Builder) -> None:
        self.group = group

    def steps(self) -> Iterator[Step]:
        yield ASKED, lambda: voice_actions.ask_for_voice(project=self.group.project, by=self.group.facilitator)
        for key, ago, agrees in ANSWERS:
            yield ago, partial(self.answer_voice, key, agrees)
        for thought in REFLECTIONS:
            yield thought.ago, partial(self.reflect, thought)
        yield SHEET, lambda: show.freeze_sheet(project=self.group.project, by=self.group.facilitator)

    def answer_voice(self, key: str, agrees: bool) -> None:
        voice_actions.answer_voice(project=self.group.project, agrees=agrees, by=self.group.members[key])

    def reflect(self, one: Reflected) -> None:
        reflection_actions.reflect(
            project=self.group.project,
            topic=one.topic,
            thought=reflection_actions.Thought(one.well, one.hard, one.next_step, one.who, self.group.day(one.by_when)),
            after=Reflection.objects.filter(project=self.group.project, topic=one.topic).count(),
            by=self.group.members[one.written_by],
        )
