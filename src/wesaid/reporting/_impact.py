"""An impact report: what a project was about, what became of what was said, what changed, and what it put into people.

The report is what may leave the group, also where the group reads it itself: everything that counts people passes
the gate in here, once. What it cannot tell is part of it (:mod:`wesaid.reporting._limits`). As data it is plain
JSON with a name for its form (:data:`SCHEMA`); :func:`from_data` reads it back.

Why these parts: a report that names only what went well hides the power it should show (Marshall & Bamber 2022, scoping
review; SCIE 2022 on what difference co-production makes); what people were paid belongs to it, since reciprocity is one of
SCIE's four principles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from wesaid.disclosure import HES_2018
from wesaid.reporting._limits import Limit, limits
from wesaid.reporting._numbers import NOT_APPLICABLE, SUPPRESSED, Empty, Number, of_people
from wesaid.reporting._people import BrokenPartError, Led, SaidNo, led_from

SCHEMA = "wesaid.impact/1"


class BrokenReportError(ValueError):
    """Parts of a report do not fit together, or what was to be read is no report in a form that is known."""


@dataclass(frozen=True, slots=True)
class About:
    """What the group agreed on: in its own words, empty where it says nothing."""

    aims: tuple[str, ...] = ()
    for_whom: str = ""
    out_of_scope: str = ""
    cannot_change: str = ""
    asked_for: str = ""  # "yes", "no", "not_sure": whether the people it is for asked for it
    meaning: str = ""  # what co-production means to them


@dataclass(frozen=True, slots=True)
class Became:
    """What became of what was said: things by place, and how many of them "we" did; none where too few people spoke."""

    people: Number
    places: Mapping[str, int] | None = None
    we: Mapping[str, int] | None = None

    def __post_init__(self) -> None:
        if (self.places is None) != (self.we is None):
            raise BrokenReportError("things by place, and how many of them we did, are shown together or not at all")
        if self.places is not None and self.people.value is None:
            raise BrokenReportError("too few people spoke for numbers of what they said")
        if self.we and any(count > (self.places or {}).get(place, 0) for place, count in self.we.items()):
            raise BrokenReportError("we did more of it than there is")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed, or (``nothing``) did not, and how we know."""

    what: str
    nothing: bool = False
    for_whom: str = ""
    how_known: str = ""
    account: str = ""
    measure: str = ""
    before: str = ""
    after: str = ""
    compared_with: str = ""
    because: tuple[str, ...] = ()  # the words that were said
    because_in: tuple[str, ...] = ()  # the language of each; empty: that of the report


@dataclass(frozen=True, slots=True)
class NotDone:
    """Something that was not done, and why: in words, and from the list of reasons."""

    said: str
    why: str = ""
    listed: str = ""
    said_in: str = ""  # its language; empty: that of the report


@dataclass(frozen=True, slots=True)
class Sheet:
    """How equal the group is, as it was frozen: people by hat and step; ``None``: withheld."""

    as_of: str
    rows: Mapping[str, Mapping[str, int | None]]


@dataclass(frozen=True, slots=True)
class Work:
    """What was counted about delivering, before the gate. People, sessions, and times that somebody was reached.

    ``holders`` hold a role now; ``by_kind`` counts them by what they do, and a person may do several things.
    ``deliverers`` are all who ever wrote down a session. ``*_agreed``: every one of them said that numbers about
    them may be published, and there are three at least.
    """

    by_kind: Mapping[str, int] = field(default_factory=dict)
    holders: int = 0
    deliverers: int = 0
    sessions: int = 0
    reached: int = 0
    holders_agreed: bool = False
    deliverers_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """What is delivered together, with the numbers of it that may be shown."""

    pieces: tuple[str, ...] = ()
    holders: Number = NOT_APPLICABLE
    kinds: Mapping[str, int] | None = None
    sessions: Number = NOT_APPLICABLE
    reached: Number = NOT_APPLICABLE
    by_agreement: bool = False

    def as_data(self) -> dict[str, Any]:
        """As plain data; :func:`delivered_from` reads it back."""
        return dict(_plain(asdict(self)))


@dataclass(frozen=True, slots=True)
class Told:
    """What the project put into people between two tellings, as it passed the gate: pence, minutes, days to pay."""

    told_on: str
    people: int
    pence: int
    minutes: int | None
    days: float
    kinds: Mapping[str, int]  # pence by form, where a form may be named


@dataclass(frozen=True, slots=True)
class Way:
    """A way of working the group says it uses, with the published studies that report of it."""

    name: str
    title: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """The whole report."""

    project: str
    as_of: date
    about: About | None
    became: Became
    not_done: tuple[NotDone, ...]
    changes: tuple[Change, ...]
    sheet: Sheet | None
    delivered: Delivered
    invested: tuple[Told, ...]
    ways: tuple[Way, ...]
    led: Led | None = None
    said_no: tuple[SaidNo, ...] = ()

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What it cannot tell."""
        return tuple(limits(self))

    def as_data(self) -> dict[str, Any]:
        """The report as plain data, with its form and what it cannot tell."""
        return {
            "schema": SCHEMA,
            **_plain(asdict(self)),
            "as_of": self.as_of.isoformat(),
            "limits": [_plain(asdict(limit)) for limit in self.limits],
        }


def report(
    project: str,
    *,
    as_of: date,
    about: About | None = None,
    became: Became | None = None,
    not_done: tuple[NotDone, ...] = (),
    changes: tuple[Change, ...] = (),
    sheet: Sheet | None = None,
    delivered: Delivered | None = None,
    invested: tuple[Told, ...] = (),
    ways: tuple[Way, ...] = (),
    led: Led | None = None,
    said_no: tuple[SaidNo, ...] = (),
) -> Impact:
    """Put a report together. What is left out counts as nothing there."""
    return Impact(
        project=project,
        as_of=as_of,
        about=about,
        became=became or Became(of_people(0)),
        not_done=not_done,
        changes=changes,
        sheet=sheet,
        delivered=delivered or Delivered(),
        invested=invested,
        ways=ways,
        led=led,
        said_no=said_no,
    )


def became(people: int, places: Mapping[str, int], we: Mapping[str, int]) -> Became:
    """Pass what became of things through the gate: it counts the people who spoke (0 or more), not the things.

    :raises NotACountError: ``people`` is not a whole number from 0 up.
    :raises BrokenReportError: we did more of something than there is.
    """
    shown = of_people(people)
    return Became(shown) if shown.value is None else Became(shown, dict(places), dict(we))


def delivered(pieces: tuple[str, ...], work: Work) -> Delivered:
    """Pass what is delivered through the gate.

    How many hold which role is about them: exact where each of them agreed, else rounded, without the kinds, from eight
    people up. How often something was delivered is about those who did it: shown from eight of them up, or where each of
    them agreed. How many times somebody was reached is about those, too, and about the people reached: from eight up.

    :raises NotACountError: a number of people is not a whole number from 0 up.
    """
    if not pieces:
        return Delivered()
    holders = Number(work.holders) if work.holders_agreed else of_people(work.holders)
    many = not HES_2018.withholds(work.deliverers)
    if many or work.deliverers_agreed:
        sessions = Number(work.sessions) if work.deliverers_agreed else of_people(work.sessions)
        reached = of_people(work.reached)
    else:
        sessions = reached = SUPPRESSED
    return Delivered(
        pieces=pieces,
        holders=holders,
        kinds=dict(work.by_kind) if work.holders_agreed else None,
        sessions=sessions,
        reached=reached,
        by_agreement=work.holders_agreed or work.deliverers_agreed,
    )


def from_data(data: Mapping[str, Any]) -> Impact:
    """Read a report back from :meth:`Impact.as_data`. What it cannot tell is worked out anew.

    :raises BrokenReportError: it is no report in this form.
    """
    if data.get("schema") != SCHEMA:
        raise BrokenReportError(f"not a report in the form {SCHEMA}: {data.get('schema')!r}")
    try:
        return _read(data)
    except (KeyError, TypeError, AttributeError, BrokenPartError) as problem:
        raise BrokenReportError(f"not whole: {problem}") from problem


def _read(data: Mapping[str, Any]) -> Impact:
    about, sheet = data["about"], data["sheet"]
    return Impact(
        project=data["project"],
        as_of=date.fromisoformat(data["as_of"]),
        about=About(**{**about, "aims": tuple(about["aims"])}) if about else None,
        became=Became(**{**data["became"], "people": _number(data["became"]["people"])}),
        not_done=tuple(NotDone(**one) for one in data["not_done"]),
        changes=tuple(
            Change(**{**one, "because": tuple(one["because"]), "because_in": tuple(one.get("because_in", ()))})
            for one in data["changes"]
        ),
        sheet=Sheet(**sheet) if sheet else None,
        delivered=delivered_from(data["delivered"]),
        invested=tuple(Told(**one) for one in data["invested"]),
        ways=tuple(Way(**{**one, "references": tuple(one["references"])}) for one in data["ways"]),
        led=led_from(data.get("led")),  # a report from before these parts has none
        said_no=tuple(SaidNo(**one) for one in data.get("said_no", ())),
    )


def delivered_from(data: Mapping[str, Any]) -> Delivered:
    """Read back what is delivered.

    :raises KeyError, TypeError: it is not that.
    """
    numbers = {name: _number(data[name]) for name in ("holders", "sessions", "reached")}
    return Delivered(**{**data, "pieces": tuple(data["pieces"]), **numbers})


def _number(data: Mapping[str, Any]) -> Number:
    return Number(**{**data, "empty": Empty(data["empty"]) if data["empty"] else None})


def _plain(value: Any) -> Any:
    """Lists for tuples and plain text for names out of lists, so that it is the same before and after JSON."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, StrEnum) else value
