"""Round the cycle of co-delivery: who is where, who moved on, and whether new people come through those who deliver.

The cycle is that of Conquer et al. 2024, doi:10.5334/ijic.7603: someone receives a service, co-produces it, co-delivers
it, supports peers, and so more people reach the service. Where somebody stands is worked out from the roles they hold.
Roles overlap and can be left at any time. Nothing here says how long somebody took or who did most. Definitions,
refusals and limits are in ``docs/methods/cycle.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from wesaid.disclosure import Frozen, next_release
from wesaid.practice._intervals import Interval, Share, wilson

FEW = 10
"""With fewer answers than this, whether it renews itself is not said (see docs/methods/cycle.md)."""

PEOPLE = "people"
OUTSIDE: Mapping[str, tuple[str, ...]] = MappingProxyType({PEOPLE: ()})
"""The one step of the table that leaves the group."""
Published = Frozen[str, str]
"""What left the group: rows are positions and answers, the step is :data:`PEOPLE`."""


class Position(StrEnum):
    """Where somebody stands, in the order of the cycle."""

    RECIPIENT = "recipient"
    CO_PRODUCER = "co_producer"
    CO_DELIVERER = "co_deliverer"
    PEER_SUPPORTER = "peer_supporter"


ORDER: tuple[Position, ...] = tuple(Position)
DELIVERING = frozenset({Position.CO_DELIVERER, Position.PEER_SUPPORTER})


class RoleKind(StrEnum):
    """Roles of people who deliver."""

    CO_TRAINER = "co_trainer"
    COACH = "coach"
    PEER_SUPPORTER = "peer_supporter"
    PEER_COORDINATOR = "peer_coordinator"
    OUTREACH = "outreach"
    INFORMATION = "information"
    RECRUITMENT_PANEL = "recruitment_panel"
    OTHER = "other"


POSITION_OF: Mapping[RoleKind, Position] = MappingProxyType(
    {
        kind: Position.PEER_SUPPORTER
        if kind in {RoleKind.PEER_SUPPORTER, RoleKind.PEER_COORDINATOR}
        else Position.CO_DELIVERER
        for kind in RoleKind
    }
)
"""The position that comes with each role."""


class QuarterError(ValueError):
    """A quarter of a year has a number from 1 to 4."""


class BackwardsError(ValueError):
    """Nothing ends before it began."""


class NowhereError(ValueError):
    """Everyone on the cycle has a key, and holds or held at least one position."""


class TwiceError(ValueError):
    """Each person is in it once."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year: as fine as time is taken here, so that nobody's days can be read off. Raises :class:`QuarterError`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise QuarterError(f"quarter {self.number} of {self.year}")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day is in."""
        return cls(day.year, (day.month + 2) // 3)


@dataclass(frozen=True, slots=True)
class Held:
    """A position somebody holds, or held until some quarter. Raises :class:`BackwardsError`."""

    position: Position
    since: Quarter
    until: Quarter | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise BackwardsError(f"{self.position} from {self.since} until {self.until}")


@dataclass(frozen=True, slots=True)
class Traveller:
    """One person: an opaque key, the positions they hold and held, and what they said themselves.

    ``through_peer``: whether somebody who does this told them about it; ``None`` where they have not said.
    Raises :class:`NowhereError`.
    """

    key: str
    held: frozenset[Held]
    through_peer: bool | None = None

    def __post_init__(self) -> None:
        if not self.key.strip() or not self.held:
            raise NowhereError("a person without a key or a position")

    @property
    def now(self) -> frozenset[Position]:
        """The positions held now."""
        return frozenset(one.position for one in self.held if one.until is None)

    @property
    def ever(self) -> frozenset[Position]:
        """The positions held at any time."""
        return frozenset(one.position for one in self.held)

    @property
    def came(self) -> Quarter:
        """When the first of them began."""
        return min(one.since for one in self.held)

    def began(self, position: Position) -> Quarter | None:
        """When somebody first held a position; ``None`` where they never did."""
        return min((one.since for one in self.held if one.position == position), default=None)

    def moved_on_from(self, position: Position) -> bool:
        """Whether they held this position and took up a later one, in the same quarter or after it."""
        began = self.began(position)
        later = ORDER[ORDER.index(position) + 1 :]
        return began is not None and any((start := self.began(one)) is not None and start >= began for one in later)


@dataclass(frozen=True, slots=True)
class Cycle:
    """How many people are where. Everything counts people.

    ``now`` and ``ever`` overlap: one person may stand in several places. ``furthest`` does not: each of ``people`` (those
    who hold any position now) is in it once, at the last position of the order that they hold now. ``moved_on`` has the
    first three positions. ``stepped_back``: co-delivered or supported peers at some time, and do neither now.
    """

    people: int
    now: Mapping[Position, int]
    ever: Mapping[Position, int]
    furthest: Mapping[Position, int]
    moved_on: Mapping[Position, int]
    stepped_back: int


class Verdict(StrEnum):
    """What can be said about whether it renews itself."""

    NOT_BEGUN = "not_begun"  # nobody has co-delivered or supported peers yet
    NOBODY_NEW = "nobody_new"  # nobody has come since that began
    TOO_FEW = "too_few"  # too few of those who came have said how
    NONE = "none"  # enough said, and nobody came through somebody who does this
    SOME = "some"  # enough said, and some did


@dataclass(frozen=True, slots=True)
class Renewal:
    """Whether new people come through those who deliver.

    ``newcomers`` came after co-delivery or peer support had begun. The rest is ``None`` unless the verdict is ``NONE``
    or ``SOME``: ``share`` of those who answered that came through somebody who does this, its ``interval``, and the
    share of all newcomers ``if_silent_no`` and ``if_silent_yes``: had all who did not answer said no, or yes (0 to 1).
    """

    verdict: Verdict
    newcomers: int
    share: Share | None = None
    interval: Interval | None = None
    if_silent_no: float | None = None
    if_silent_yes: float | None = None


class Answer(StrEnum):
    """How somebody says they came."""

    THROUGH_PEER = "through_peer"
    ANOTHER_WAY = "another_way"
    NOT_SAID = "not_said"


def cycle(people: Iterable[Traveller]) -> Cycle:
    """Count who is where.

    :raises TwiceError: a key stands in it twice.
    """
    everyone = _once(people)
    present = [one for one in everyone if one.now]
    furthest = Counter(max(one.now, key=ORDER.index) for one in present)
    return Cycle(
        people=len(present),
        now=_counted(Counter(position for one in everyone for position in one.now)),
        ever=_counted(Counter(position for one in everyone for position in one.ever)),
        furthest=_counted(furthest),
        moved_on=MappingProxyType(
            {position: sum(one.moved_on_from(position) for one in everyone) for position in ORDER[:-1]}
        ),
        stepped_back=sum(bool(one.ever & DELIVERING) and not one.now & DELIVERING for one in everyone),
    )


def renewal(people: Iterable[Traveller], *, confidence: float = 0.95) -> Renewal:
    """Say whether new people come through co-delivery and peer support, or why that cannot be said.

    Counted are those whose first position began in a quarter after the one in which anybody first co-delivered or
    supported peers: whoever came before could not have come through it. The interval is Wilson's (1927,
    doi:10.1080/01621459.1927.10502953).

    :raises TwiceError: a key stands in it twice.
    :raises wesaid.practice.voice.ConfidenceError: the confidence is not between 0 and 1.
    """
    everyone = _once(people)
    new = _newcomers(everyone)
    if new is None:
        return Renewal(Verdict.NOT_BEGUN, 0)
    answers = Counter(_answer(one) for one in new)
    yes, silent = answers[Answer.THROUGH_PEER], answers[Answer.NOT_SAID]
    if not new:
        return Renewal(Verdict.NOBODY_NEW, 0)
    if len(new) - silent < FEW:
        return Renewal(Verdict.TOO_FEW, len(new))
    share = Share(yes, len(new) - silent)
    return Renewal(
        Verdict.SOME if yes else Verdict.NONE,
        len(new),
        share,
        wilson(share, confidence),
        yes / len(new),
        (yes + silent) / len(new),
    )


def for_outside(people: Iterable[Traveller], previous: Published | None = None) -> Published:
    """The cycle as it may leave the group now, given what left it last: a frozen release, one cell for each number.

    Positions overlap, so their counts beside each other could give somebody away. What goes out counts each person
    once, at the furthest position they hold now; and newcomers by how they say they came. There are no totals.

    :param previous: the last release; ``None`` for the first.
    :returns: numbers of people by position and by answer, as :func:`wesaid.disclosure.next_release` lets them out: each 8
        or more, and changed since ``previous`` by 8 or more or not at all. ``previous`` itself where that cannot be.
    :raises TwiceError: a key stands in it twice.
    """
    everyone = _once(people)
    furthest, new = cycle(everyone).furthest, _newcomers(everyone) or ()
    answers = Counter(_answer(one) for one in new)
    counts = {str(place): {PEOPLE: furthest[place]} for place in ORDER}
    counts |= {str(answer): {PEOPLE: answers[answer]} for answer in Answer}
    return next_release(previous, counts, within=OUTSIDE)


def published_share(published: Published, confidence: float = 0.95) -> tuple[Share, Interval] | None:
    """Of newcomers who said how they came, how many came through somebody who does this, with Wilson's interval.

    Worked out from the numbers as published; ``None`` where one of them is withheld.
    :raises wesaid.practice.voice.ConfidenceError: the confidence is not between 0 and 1.
    """
    yes = published.cells[Answer.THROUGH_PEER, PEOPLE].value
    no = published.cells[Answer.ANOTHER_WAY, PEOPLE].value
    if yes is None or no is None:
        return None
    share = Share(yes, yes + no)
    return share, wilson(share, confidence)


def _once(people: Iterable[Traveller]) -> Sequence[Traveller]:
    everyone = tuple(people)
    if len({one.key for one in everyone}) < len(everyone):
        raise TwiceError("somebody is in it twice")
    return everyone


def _counted(counts: Counter[Position]) -> Mapping[Position, int]:
    return MappingProxyType({position: counts[position] for position in ORDER})


def _newcomers(everyone: Sequence[Traveller]) -> Sequence[Traveller] | None:
    """Those who came after anybody began to deliver; ``None`` where nobody has."""
    began = min((one.since for person in everyone for one in person.held if one.position in DELIVERING), default=None)
    return None if began is None else [one for one in everyone if one.came > began]


def _answer(one: Traveller) -> Answer:
    if one.through_peer is None:
        return Answer.NOT_SAID
    return Answer.THROUGH_PEER if one.through_peer else Answer.ANOTHER_WAY
