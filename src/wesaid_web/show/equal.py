"""How equal are we: for each hat, what its people said and what became of it, who was there, who decided, who does the work.

Counts only, of what the group can read on its own lists anyway; never one person by themselves. What may be shown as a
share, with how sure that is, comes from the bridge. The rules are in docs/methods/voice.md.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wesaid_web.common.links import links
from wesaid_web.meetings.models import Attendance, Meeting
from wesaid_web.projects.models import Hat, Member, Perspective, Project
from wesaid_web.projects.permissions import VOICE
from wesaid_web.show.bridge import HatShares, SaidAs, shares_by_hat
from wesaid_web.trail.models import Action, Channel, Decision, PresentCount, Whose
from wesaid_web.trail.places import AGREED, DID, DONE, place
from wesaid_web.trail.queries import counted

FEWEST = 3
"""With fewer people than this, a hat's numbers would be about one person or two: there is a question instead."""

TAKEN_UP = frozenset({AGREED, *DID})
NAMELESS = "nameless"  # everybody whose name is not known or is kept back, taken as one person


@dataclass(frozen=True)
class Tally:
    """How many things, and how many people are behind them."""

    items: int
    people: int


@dataclass(frozen=True)
class OfHat:
    """The numbers of one hat. ``people`` of each step: for the gate, where numbers leave the group."""

    hat: Perspective
    here: int
    said: Tally
    decided: int
    taken_up: Tally
    there: Tally
    we: Tally
    in_room: Tally
    at_decisions: Tally
    final_say: int
    doing: Tally

    @property
    def is_stated(self) -> bool:
        return self.hat.code != Hat.NOT_STATED


@dataclass(frozen=True)
class OfChannel:
    """What reached the group in one way, and what of it was taken up. A way is no hat."""

    channel: Channel
    said: int
    taken_up: int


@dataclass(frozen=True)
class Equal:
    """The whole page: hats that can be shown, hats too small to, and out of how many."""

    hats: tuple[OfHat, ...]
    too_small: tuple[Perspective, ...]
    decisions: int
    with_final_say: int
    actions: int
    meetings: int
    channels: tuple[OfChannel, ...]
    shares: tuple[HatShares, ...]

    @property
    def stated(self) -> tuple[OfHat, ...]:
        return tuple(one for one in self.hats if one.is_stated)


def how_equal(project: Project) -> Equal:
    """Count it. A number of queries that does not grow with the rows."""
    facts = Facts.of(project)
    used = [hat for hat in facts.hats if facts.behind(hat)]
    too_small = {hat.pk for hat in used if len(facts.behind(hat)) < FEWEST}
    return Equal(
        hats=tuple(facts.numbers(hat) for hat in used if hat.pk not in too_small),
        too_small=tuple(hat for hat in used if hat.pk in too_small and hat.code != Hat.NOT_STATED),
        decisions=len(facts.present),
        with_final_say=sum(facts.final_say.values()),
        actions=len(facts.workers),
        meetings=facts.meetings,
        channels=facts.channels(),
        shares=shares_by_hat([row.value for rows in facts.said.values() for row in rows], used),
    )


@dataclass(frozen=True)
class _Row:
    """One contribution as it is counted here."""

    channel: str
    person: str
    value: SaidAs
    is_decided: bool
    we: bool


@dataclass
class Facts:
    """Everything the numbers are counted from, read once."""

    hats: list[Perspective]
    now: set[uuid.UUID]  # who takes part now
    worn: Mapping[uuid.UUID, set[uuid.UUID]]
    said: dict[uuid.UUID, list[_Row]] = field(default_factory=lambda: defaultdict(list))
    present: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=dict)
    counted_there: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=dict)
    final_say: Counter[uuid.UUID] = field(default_factory=Counter)
    workers: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=dict)
    meetings: int = 0
    rooms: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))  # meetings by hat
    came: dict[uuid.UUID, set[uuid.UUID]] = field(default_factory=lambda: defaultdict(set))  # people by hat

    @classmethod
    def of(cls, project: Project) -> Facts:
        members = Member.objects.filter(project=project)
        facts = cls(
            hats=list(project.perspectives.all()),
            now=set(members.filter(left_at=None, role__in=VOICE.roles).values_list("pk", flat=True)),
            worn=links(Member.perspectives.through, "member", "perspective", members),
        )
        decisions = Decision.objects.filter(project=project).order_by()
        there = links(Decision.present.through, "decision", "member", decisions)
        for pk, final_say in decisions.values_list("pk", "final_say"):
            facts.present[pk] = there[pk]
            if final_say:
                facts.final_say[final_say] += 1
        by_hat = PresentCount.objects.filter(decision__project=project, people__gt=0).order_by()
        facts.counted_there = defaultdict(set)
        for hat, decision in by_hat.values_list("perspective", "decision"):
            facts.counted_there[hat].add(decision)
        actions = Action.objects.filter(project=project).order_by()
        workers = links(Action.workers.through, "action", "member", actions)
        facts.workers = {pk: workers[pk] for pk in actions.values_list("pk", flat=True)}
        facts._read_attendance(project)
        facts._read_said(project)
        return facts

    def _read_attendance(self, project: Project) -> None:
        """Who was at meetings, as what they were there: somebody with two hats counts under the one they came with."""
        held = Meeting.objects.filter(project=project, attended_at__isnull=False, cancelled_at=None)
        self.meetings = held.count()
        seats = Attendance.objects.filter(meeting__in=held.order_by(), taken_out_at=None).order_by()
        for hat, meeting, member in seats.values_list("perspective", "meeting", "member"):
            self.rooms[hat].add(meeting)
            if member:
                self.came[hat].add(member)

    def _read_said(self, project: Project) -> None:
        not_stated = next(hat.pk for hat in self.hats if hat.code == Hat.NOT_STATED)
        columns = ("perspective", "author", "speaker", "author_withheld", "channel", "fate", "fate_why")
        rows = counted(project).order_by().values_list(*columns, "fate_decision", "whose")
        for hat, author, speaker, kept_back, channel, fate, why, decision, whose in rows:
            at = place(fate, why)
            there = bool({author, speaker} & self.present.get(decision, set())) and not kept_back
            hat = not_stated if kept_back else hat  # a name that is kept back takes its hat along
            person = str(author) if author and not kept_back else NAMELESS
            known = None if person == NAMELESS else person
            value = SaidAs(str(hat), known, at in TAKEN_UP, there)
            we = whose == Whose.WE and at in DONE
            self.said[hat].append(_Row(channel, person, value, decision is not None, we))

    def wearing(self, hat: Perspective) -> set[uuid.UUID]:
        """Who wears this hat, or none where the hat is "not stated"; those who left, too."""
        if hat.code == Hat.NOT_STATED:
            return {member for member in self.now if not self.worn[member]} | self._with(hat)
        return self._with(hat)

    def _with(self, hat: Perspective) -> set[uuid.UUID]:
        return {member for member, hats in self.worn.items() if hat.pk in hats}

    def behind(self, hat: Perspective) -> set[str]:
        """Everybody a hat's numbers are about: who takes part with it now, and who said something as it."""
        return {str(member) for member in self.wearing(hat) & self.now} | {row.person for row in self.said[hat.pk]}

    def numbers(self, hat: Perspective) -> OfHat:
        rows, people = self.said[hat.pk], self.wearing(hat)
        attended = {pk for pk, there in self.present.items() if there & people} | self.counted_there[hat.pk]
        worked = {pk for pk, workers in self.workers.items() if workers & people}
        return OfHat(
            hat=hat,
            here=len(people & self.now),
            said=_tally(rows),
            decided=sum(row.is_decided for row in rows),
            taken_up=_tally(row for row in rows if row.value.taken_up),
            there=_tally(row for row in rows if row.value.decided),
            we=_tally(row for row in rows if row.we),
            in_room=Tally(len(self.rooms[hat.pk]), len(self.came[hat.pk])),
            at_decisions=Tally(len(attended), len(people & set().union(*self.present.values()))),
            final_say=self.final_say[hat.pk],
            doing=Tally(len(worked), len(people & set().union(*self.workers.values()))),
        )

    def channels(self) -> tuple[OfChannel, ...]:
        rows = [row for rows in self.said.values() for row in rows]
        said = Counter(row.channel for row in rows)
        taken_up = Counter(row.channel for row in rows if row.value.taken_up)
        return tuple(OfChannel(Channel(one), said[one], taken_up[one]) for one in Channel.values if said[one])


def _tally(rows: Iterable[_Row]) -> Tally:
    listed = list(rows)
    return Tally(len(listed), len({row.person for row in listed}))


def people_by_hat(project: Project) -> dict[str, dict[str, int]]:
    """People of each hat at each step, for the gate: hats by id, steps as ``bridge.STEPS`` has them. Not for any page.

    Hats that nobody stands behind are left out, and so is "not stated".
    """
    facts = Facts.of(project)
    used = [hat for hat in facts.hats if hat.code != Hat.NOT_STATED and facts.behind(hat)]
    return {str(hat.pk): _people(facts.numbers(hat)) for hat in used}


def _people(of: OfHat) -> dict[str, int]:
    return {
        "here": of.here,
        "said": of.said.people,
        "taken_up": of.taken_up.people,
        "there": of.there.people,
        "we": of.we.people,
        "in_room": of.in_room.people,
        "at_decisions": of.at_decisions.people,
        "doing": of.doing.people,
    }
