"""Reading about projects: what a page needs, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid.frameworks import all_ways
from wesaid_web.common.secrets import digest
from wesaid_web.people.models import User
from wesaid_web.projects.models import (
    Asked,
    Charter,
    Member,
    Perspective,
    Project,
    Reflection,
    Role,
    Signature,
    Topic,
    VoiceAnswer,
    VoiceSwitch,
)
from wesaid_web.projects.permissions import VOICE

TOO_MANY_AIMS = 5


def projects_of(user: User) -> QuerySet[Member]:
    """Someone's places in projects, the newest first."""
    return Member.objects.filter(user=user, left_at=None).select_related("project").order_by("-joined_at")


def members_of(project: Project) -> QuerySet[Member]:
    """Everyone in a project now, with their hats."""
    return (
        Member.objects.filter(project=project, left_at=None)
        .select_related("user")
        .prefetch_related(Prefetch("perspectives", Perspective.objects.order_by("position")))
    )


def facilitators(project: Project) -> QuerySet[Member]:
    """Those who facilitate a project now. It takes an account to."""
    return Member.objects.filter(project=project, role=Role.FACILITATOR, left_at=None, user__isnull=False)


def facilitates_alone(member: Member) -> bool:
    """Whether the project would be left without a facilitator if this person went."""
    return member.role == Role.FACILITATOR and not facilitators(member.project).exclude(pk=member.pk).exists()


def place_by_invitation(secret: str, user: User) -> Member | None:
    """Someone's place in the project an invitation is to, whether or not the invitation still works."""
    return (
        Member.objects.select_related("project")
        .filter(user=user, left_at=None, project__invitations__digest=digest(secret))
        .first()
    )


def signatures_of(charter: Charter) -> QuerySet[Signature]:
    """Who signed up to a version, in the order they did."""
    return charter.signatures.select_related("member")


def charter_nudges(charter: Charter | None) -> Iterator[str | Promise]:
    """What a group may want to think about again, both ways: too wide and too narrow. Never a reason to refuse.

    Conquer et al. 2024 (10.5334/ijic.7603) found that a narrow focus helps, and that too narrow a focus loses ideas.
    """
    aims = charter.aims if charter else []
    if not aims:
        yield _("There is no aim yet. What are you here to change?")
    elif len(aims) >= TOO_MANY_AIMS:
        yield _("Five aims or more are hard to keep in mind. Which one or two matter most?")
    if charter is None:
        return
    if not charter.ideas_kept:
        yield _("Is it too narrow? Say where ideas go that are not part of it, so that they are not lost.")
    elif not charter.ideas_looked_at:
        yield _("Who looks at the ideas that are not part of it, and when?")
    if charter.asked_for in {"", Asked.NO, Asked.NOT_SURE}:
        yield _("Did the people it is for ask for this? If not, ask them before you go on.")
    if charter.may_change_focus in {"", Asked.NO}:
        yield _("May the group change the focus? If it may not, say so to people before they join.")


def signed_up(project: Project) -> tuple[Charter | None, int]:
    """The charter put to the group last and how many have signed up to it."""
    charter = project.charters.exclude(put_at=None).first()
    return charter, charter.signatures.count() if charter else 0


class VoiceState(StrEnum):
    """How things stand with looking at how equal the group is."""

    OFF = "off"
    ASKED = "asked"
    ON = "on"
    PAUSED = "paused"


FEWEST_TO_AGREE = 2


@dataclass(frozen=True)
class Voice:
    """The switch as somebody in the group sees it: how many, never who."""

    state: VoiceState
    asked_at: datetime | None
    on_since: datetime | None
    paused_at: datetime | None
    agree: int
    not_yet: int
    may_answer: int
    mine: bool | None

    @property
    def needed(self) -> int:
        """How many have to agree: more than half of those who may answer, and two at least."""
        return max(FEWEST_TO_AGREE, self.may_answer // 2 + 1)

    @property
    def agreed_by_group(self) -> bool:
        return self.agree >= self.needed and not self.not_yet

    @property
    def is_on(self) -> bool:
        return self.state == VoiceState.ON


def voice_of(project: Project, member: Member) -> Voice:
    """How things stand, and what this person answered. Answers of people who left or whose account is closed do not count."""
    switch = VoiceSwitch.objects.filter(project=project).first() or VoiceSwitch(project=project)
    takes_part = {"left_at": None, "user__is_active": True, "role__in": VOICE.roles}
    given = VoiceAnswer.objects.filter(
        switch_id=project.pk, **{f"member__{name}": value for name, value in takes_part.items()}
    ).values_list("member", "agrees")
    answers = dict(given)
    counts = Counter(answers.values())
    return Voice(
        state=_voice_state(switch),
        asked_at=switch.asked_at,
        on_since=switch.on_since,
        paused_at=switch.paused_at,
        agree=counts[True],
        not_yet=counts[False],
        may_answer=Member.objects.filter(project=project, **takes_part).count(),
        mine=answers.get(member.pk),
    )


def _voice_state(switch: VoiceSwitch) -> VoiceState:
    if switch.on_since is not None:
        return VoiceState.ON
    if switch.asked_at is not None:
        return VoiceState.ASKED
    return VoiceState.OFF if switch.paused_at is None else VoiceState.PAUSED


def reflections_of(project: Project) -> dict[str, list[Reflection]]:
    """Every version of what the group wrote, by topic, the newest first."""
    found: dict[str, list[Reflection]] = {topic.value: [] for topic in Topic}
    for row in Reflection.objects.filter(project=project).select_related("written_by"):
        found[row.topic].append(row)
    return found


def ways_of(project: Project) -> list[str]:
    """The ways of working a project says it uses, by name, in the order of the published list."""
    used = set(project.ways.values_list("way", flat=True))
    known = [way.id for way in all_ways() if way.id in used]
    return [*known, *sorted(used.difference(known))]
