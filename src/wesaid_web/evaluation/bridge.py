"""Where private askings meet the calculating half: counts by hat in, what may be shown out; and back from what is stored."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wesaid.practice import ladder
from wesaid.practice.ladder import Answers, Earlier, Gap, Group, Told, Why
from wesaid_web.common.models import AuditEvent
from wesaid_web.common.runs import LADDER, Worked
from wesaid_web.evaluation.models import About, Answered, Heard, Known, Question, Round
from wesaid_web.projects.models import Hat, Member, Perspective

__all__ = ["VALUES", "Told", "Why", "results", "results_worked", "shown"]

VALUES: dict[str, tuple[str, ...]] = {
    Question.LADDER: tuple(map(str, ladder.LADDER)),
    Question.SPECTRUM: tuple(map(str, ladder.SPECTRUM)),
    Question.DELIVERY: tuple(Known.values),
    Question.HEARD: tuple(Heard.values),
}
"""The answers each question has, in order. Those of ladder and spectrum are steps, the lowest first."""
PAID = {Hat.STAFF, Hat.MANAGER}


def results(round_: Round, counts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What may be shown of an asking that is being closed: this is all that will be kept of it.

    Args:
        counts: by hat and question, as the box holds them: the answers' counts, and "people" who answered.
    """
    hats = list(Perspective.objects.filter(project=round_.project_id, pk__in=list(counts)))
    families = {str(hat.pk): family for hat in hats if (family := _family(hat))}
    before = list(_earlier_rounds(round_))
    moves = _moves(round_, before)
    asks = {}
    for ask in round_.asks:
        answers = {str(hat.pk): _answers(counts[str(hat.pk)][ask]) for hat in hats}
        earlier = [Earlier(_groups(one, ask), **moves[one.pk]) for one in before]
        released = ladder.release(answers, families, earlier)
        asks[ask] = {
            "groups": [
                {
                    "hats": list(group.hats),
                    "people": group.answers.people,
                    "counts": {value: group.answers.counts.get(value, 0) for value in VALUES[ask]},
                }
                for group in released.groups
            ],
            "withheld": [{"hat": one.hat, "why": one.why.value} for one in released.withheld],
        }
    return {"people": round_.answered.count(), "asks": asks}


def results_worked(found: Mapping[str, Any]) -> Worked:
    """How it was worked out. No digest of what went in: the counts of a small group are so few that whoever holds the key could
    try them all, and would know again what was deleted."""
    return Worked(method=LADDER, result=found, parameters={"raters": ladder.FEWEST})


def _family(hat: Perspective) -> str:
    """What a hat may be shown together with, where it is too few by itself. Carers and users of services: what they live."""
    if hat.lived_experience:
        return "lived"
    return "paid" if hat.code in PAID else ""


def _answers(counts: Mapping[str, int]) -> Answers:
    return Answers(counts["people"], {value: number for value, number in counts.items() if value != "people"})


def _earlier_rounds(round_: Round) -> Iterator[Round]:
    """Closed askings about the same thing: the work of the group at whatever time, or the same decision."""
    rows = Round.objects.filter(project=round_.project_id).exclude(closed_on=None).exclude(pk=round_.pk)
    if round_.about == About.DECISION:
        return rows.filter(decision=round_.decision_id).iterator()
    return rows.exclude(about=About.DECISION).iterator()


def _groups(round_: Round, ask: str) -> tuple[Group, ...]:
    """The groups that an asking showed for one question."""
    found = (round_.results or {}).get("asks", {}).get(ask, {}).get("groups", [])
    return tuple(Group(tuple(one["hats"]), Answers(one["people"], one["counts"])) for one in found)


def _moves(round_: Round, before: list[Round]) -> dict[uuid.UUID, dict[str, tuple[frozenset[str], ...]]]:
    """For each earlier asking, the hats of those who answered now and not then, then and not now, or both with several.

    What somebody wore when they answered is not kept. Whoever has said anew since what they wear may have worn any hat.
    """
    who: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for asking, member in Answered.objects.filter(round__in=[round_, *before]).values_list("round", "member"):
        who[asking].add(member)
    worn = defaultdict(set)
    links = Member.perspectives.through.objects.filter(member__project=round_.project_id)
    for member, hat in links.values_list("member", "perspective"):
        worn[member].add(str(hat))
    codes = {
        str(pk): code for pk, code in Perspective.objects.filter(project=round_.project_id).values_list("pk", "code")
    }
    every, unsaid = set(codes), {key for key, code in codes.items() if code == Hat.NOT_STATED}

    def hats(people: set[uuid.UUID], anew: set[uuid.UUID]) -> tuple[frozenset[str], ...]:
        known = {member: worn[member] for member in people if worn[member] and member not in anew}
        return tuple(frozenset(known[member] | unsaid if member in known else every) for member in people)

    found = {}
    said_anew = _hats_said_anew(round_, before)
    for one in before:
        anew = said_anew[one.pk]
        then, now = who[one.pk], who[round_.pk]
        forgotten = (one.results or {}).get("people", 0) - len(then)  # erased since: they are not here any more
        found[one.pk] = {
            "joined": hats(now - then, said_anew[round_.pk]),
            "left": (*hats(then - now, anew), *[frozenset(every)] * forgotten),
            "several": hats({member for member in then & now if len(worn[member]) != 1 or member in anew}, anew),
        }
    return found


def _hats_said_anew(round_: Round, before: list[Round]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """For each asking, who has said what they wear since it was opened."""
    record = AuditEvent.objects.filter(stream=round_.project_id)
    opened = dict(record.filter(verb="evaluation.opened").values_list("subject", "seq"))
    said = list(record.filter(verb="projects.hats_set", subject__isnull=False).values_list("subject", "seq"))
    return {
        one.pk: {member for member, seq in said if member and seq > opened.get(one.pk, 0)} for one in [round_, *before]
    }


@dataclass(frozen=True)
class ShownGroup:
    """Raters who are shown, for a page: their hats, how many, how many gave each answer."""

    group: Group
    hats: tuple[Perspective, ...]
    whole_family: str  # "lived" or "paid" where these are all hats of it and more than one

    @property
    def people(self) -> int:
        return self.group.answers.people

    def count(self, value: str) -> int:
        """How many gave this answer."""
        return self.group.answers.counts.get(value, 0)

    @cached_property
    def middle(self) -> tuple[int, int]:
        """The middle step: the same number twice, or the two it lies between."""
        return ladder.middle(self.group.answers)

    def from_step(self, step: int) -> int:
        """How many said this step or a higher one."""
        return ladder.share_from(self.group.answers, step).positive


@dataclass(frozen=True)
class ShownQuestion:
    """One question of a closed asking as it may be shown."""

    ask: str
    groups: tuple[ShownGroup, ...]
    withheld: tuple[tuple[Perspective, Why], ...]
    gap: Gap | None

    @property
    def lower(self) -> ShownGroup | None:
        return self._of(self.gap.lower) if self.gap else None

    @property
    def higher(self) -> ShownGroup | None:
        return self._of(self.gap.higher) if self.gap else None

    def _of(self, group: Group) -> ShownGroup:
        return next(one for one in self.groups if one.group.hats == group.hats)

    def whys(self) -> dict[Why, list[Perspective]]:
        """Who is not shown, by the reason."""
        found: dict[Why, list[Perspective]] = {}
        for hat, why in self.withheld:
            found.setdefault(why, []).append(hat)
        return found


def shown(round_: Round, hats: Mapping[str, Perspective]) -> list[ShownQuestion]:
    """What a closed asking shows, question by question, from what was frozen when it was closed.

    Args:
        hats: the hats of the project by their ids.
    """
    sizes: dict[str, int] = defaultdict(int)
    for hat in hats.values():
        sizes[_family(hat)] += 1
    not_compared = {key for key, hat in hats.items() if hat.code == Hat.NOT_STATED}
    questions = []
    for ask, found in (round_.results or {}).get("asks", {}).items():
        groups = _groups(round_, ask)
        released = ladder.Released(groups, ())
        step = ladder.WITH.get(ask)
        questions.append(
            ShownQuestion(
                ask=ask,
                groups=tuple(_shown_group(group, hats, sizes) for group in groups),
                withheld=tuple((hats[one["hat"]], Why(one["why"])) for one in found["withheld"]),
                gap=ladder.widest_gap(released, step, not_compared) if step else None,
            )
        )
    return questions


def _shown_group(group: Group, hats: Mapping[str, Perspective], sizes: Mapping[str, int]) -> ShownGroup:
    worn = tuple(hats[key] for key in group.hats)
    family = _family(worn[0])
    return ShownGroup(group, worn, family if len(worn) > 1 and len(worn) == sizes[family] else "")
