"""Who stands behind a project and what they promised, and why some people did not want to take part: parts of a report.

Why they belong to it: skilled facilitators, and managers who are involved, are what studies of co-production name as
enabling it (SCIE 2022, recommendations 7 and 8); and a report of those who took part says nothing of those who were asked
and said no. No names: somebody senior appears as that, people who said no only as they want to be called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEPT = ("", "yes", "partly", "no")
"""What a group says of a promise; empty: nothing yet."""


class BrokenPartError(ValueError):
    """What is said about people in a report does not fit together."""


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise of somebody senior: what, by when (ISO day, or empty), kept or not as the group says, and their answer.

    :raises BrokenPartError: ``kept`` is none of :data:`KEPT`, or it was not (wholly) kept and nothing says what happened.
    """

    what: str
    by_when: str = ""
    kept: str = ""
    happened: str = ""
    answer: str = ""

    def __post_init__(self) -> None:
        if self.kept not in KEPT:
            raise BrokenPartError(f"not a way to keep a promise: {self.kept!r}")
        if self.kept in {"partly", "no"} and not self.happened:
            raise BrokenPartError("a promise that was not kept says what happened")


@dataclass(frozen=True, slots=True)
class Led:
    """Whether somebody senior is named, whether whoever facilitates is supported, and what was promised."""

    sponsor: bool = False
    supported: bool = False
    promises: tuple[Promised, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidNo:
    """Why somebody (or with ``community`` a whole community) did not want to take part, or (``left``) stopped.

    ``who`` is empty unless they want to be named. Nothing is counted: how many said no is told to nobody.
    """

    words: str
    community: bool = False
    left: bool = False
    who: str = ""


def led_from(data: Mapping[str, Any] | None) -> Led | None:
    """Read it back from plain data; none where a report from before it had no such part.

    :raises KeyError, TypeError: it is not that.
    """
    return Led(**{**data, "promises": tuple(Promised(**one) for one in data["promises"])}) if data else None
