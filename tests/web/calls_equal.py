"""One call of every action with which a group looks at itself, with what its audit rows must be; see calls.py."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cast import World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.projects import reflection_actions, voice_actions
from wesaid_web.projects.models import Topic
from wesaid_web.show import actions as show


@call(voice_actions.ask_for_voice)
def voice_asked(w: World) -> Iterator[list[Told] | None]:
    yield None
    voice_actions.ask_for_voice(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "projects.voice_asked", w.here.project)]


@call(voice_actions.answer_voice)
def voice_not_yet(w: World) -> Iterator[list[Told] | None]:
    voice_actions.ask_for_voice(project=w.here.project, by=w.here.facilitator)
    yield None
    voice_actions.answer_voice(project=w.here.project, agrees=False, by=w.here.member)
    yield [by(w.here.member, w.here, "projects.voice_answered", w.here.project)]


@call(voice_actions.answer_voice)
def voice_agreed(w: World) -> Iterator[list[Told] | None]:
    voice_actions.ask_for_voice(project=w.here.project, by=w.here.facilitator)
    yield None
    voice_actions.answer_voice(project=w.here.project, agrees=True, by=w.here.member)
    verbs = ("projects.voice_answered", "projects.voice_on")
    yield [by(w.here.member, w.here, verb, w.here.project) for verb in verbs]


@call(voice_actions.pause_voice)
def voice_paused(w: World) -> Iterator[list[Told] | None]:
    voice_actions.ask_for_voice(project=w.here.project, by=w.here.facilitator)
    voice_actions.answer_voice(project=w.here.project, agrees=True, by=w.here.member)
    yield None
    voice_actions.pause_voice(project=w.here.project, by=w.here.member)
    yield [by(w.here.member, w.here, "projects.voice_paused", w.here.project)]


@call(reflection_actions.reflect)
def reflected(w: World) -> Iterator[list[Told] | None]:
    yield None
    thought = reflection_actions.Thought(hard="The evenings")
    row = reflection_actions.reflect(
        project=w.here.project, topic=Topic.SCIE_EQUALITY, thought=thought, after=0, by=w.here.member
    )
    yield [by(w.here.member, w.here, "projects.reflected", row, topic="scie_equality", number=1)]


@call(show.freeze_sheet)
def sheet_frozen(w: World) -> Iterator[list[Told] | None]:
    voice_actions.ask_for_voice(project=w.here.project, by=w.here.facilitator)
    voice_actions.answer_voice(project=w.here.project, agrees=True, by=w.here.member)
    yield None
    sheet = show.freeze_sheet(project=w.here.project, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "show.sheet_frozen", sheet, number=1)]
