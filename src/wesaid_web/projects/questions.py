"""Questions a group asks itself, and questions for one person alone: codes with our own plain words.

The four principles are SCIE's (2022, the difference co-production makes). The six characteristics are Bamber's (2020), as
listed in table 1 of Marshall & Bamber (2022). That professionals look at their own power is what the latter recommend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.projects.models import Hat, Topic

PROFESSIONAL = (Hat.STAFF, Hat.MANAGER)
"""The hats the private questions are for."""


@dataclass(frozen=True)
class Question:
    """One question to oneself: its code, its words, and what may help to answer it."""

    code: str
    words: str | Promise
    hint: str | Promise = ""


OWN_POWER = (
    Question(
        "decides",
        _("What can I decide here that others cannot?"),
        _("Money, time, rooms, who is let in, what is written down, what counts as possible."),
    ),
    Question(
        "unsaid",
        _("When did people go along with me because of my job?"),
        _("Think of the last time that nobody disagreed with you."),
    ),
    Question(
        "words",
        _("Which of my words, habits or places keep people out?"),
        _("Short forms, forms to fill in, meetings at ten in the morning, a badge."),
    ),
    Question(
        "limits",
        _("What holds me back, and have I told the group honestly?"),
        _("A rule, a budget, somebody above me. People can work with a limit that they know."),
    ),
    Question(
        "knowing",
        _("What do I know, and whom do I know, that could help the group, and have I put it on the table?"),
    ),
    Question("give", _("What could I hand over, or do together, before we meet next?")),
)
"""For somebody here as staff or as a manager, alone."""

ASKED: Mapping[str, str | Promise] = {
    Topic.SCIE_EQUALITY: _(
        "Does everybody count the same here, whatever their job? Where does somebody still outrank others?"
    ),
    Topic.SCIE_DIVERSITY: _(
        "Who is not here who should be? What do we do so that people who are seldom asked can join?"
    ),
    Topic.SCIE_ACCESSIBILITY: _(
        "Can everybody take part in the way that suits them: times, places, words, money, care?"
    ),
    Topic.SCIE_RECIPROCITY: _(
        "What do people get back for what they give, and did they say that it is what they want?"
    ),
    Topic.BAMBER_ASSETS: _("Do we know what each of us is good at, and do we use it?"),
    Topic.BAMBER_EQUALITY: _("What have we done on purpose so that those who had less say have more?"),
    Topic.BAMBER_CAPACITY: _(
        "Do we start from what people can do, or from what they lack? What have people learned here?"
    ),
    Topic.BAMBER_NETWORKS: _("Do people learn from each other as well as from professionals? How does word get round?"),
    Topic.BAMBER_CATALYSTS: _("Do the organisations help things happen, or do they do things for people and to them?"),
    Topic.BAMBER_RECIPROCITY: _("Do both sides give and both sides gain? Who gives a lot and gains little?"),
}
"""What a group asks itself about each topic."""

_SOURCES = {"scie": "scie-principles", "bamber": "bamber-characteristics"}


def framework_of(topic: Topic) -> tuple[str, str]:
    """The framework a topic comes from and its part there, by the names that wesaid.frameworks has for them."""
    source, part = topic.value.split("_", 1)
    return _SOURCES[source], part


PRINCIPLES = tuple(topic for topic in Topic if topic.value.startswith("scie_"))
CHARACTERISTICS = tuple(topic for topic in Topic if topic.value.startswith("bamber_"))
