"""What the worked example is written in: people, what they said, decisions, work, changes. Values only.

Days are counted back from the last Thursday before the example is built, so that it never looks old: ``weeks(3)`` is the
Thursday three weeks before that one, ``weeks(3) - 2`` the Saturday after. Negative days are still to come.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from wesaid_web.delivery.actions.roles import Risks
from wesaid_web.delivery.models import Agreed as AgreedHow
from wesaid_web.delivery.models import Kind, Paid, SessionKind
from wesaid_web.projects.models import Hat, Role, Topic
from wesaid_web.trail.models import Act, Channel, Consent, How, HowKnown, Reason, Result, Status

Step = tuple[int, Callable[[], object]]
"""How many days ago, and what to do."""

_NAMES = uuid.UUID("5a1d0000-0000-4000-8000-0000000000ff")


def key_of(kind: str, key: str) -> uuid.UUID:
    """The identifier of one thing in the example: the same wherever and whenever it is built."""
    return uuid.uuid5(_NAMES, f"{kind}/{key}")


def weeks(number: int) -> int:
    """Days before the last Thursday."""
    return 7 * number


@dataclass(frozen=True)
class Person:
    """Someone in the group. ``account`` is the first part of an address that cannot exist; empty: no account."""

    key: str
    name: str
    hats: tuple[Hat, ...]
    joined: int
    account: str = ""
    account_since: int | None = None  # if they took part without one at first
    role: Role = Role.MEMBER


@dataclass(frozen=True)
class Words:
    """Something that was said. ``at_first`` is how it read before its author changed it."""

    key: str
    who: str | None
    hat: Hat
    ago: int
    text: str
    channel: Channel = Channel.SITE
    tags: tuple[str, ...] = ()
    kept_back: bool = False
    about_other: bool = False
    speaker: str | None = None
    supported: tuple[str, ...] = ()
    public: Consent = Consent.YES
    public_words: str = ""
    picture: str = ""
    at_first: str = ""
    language: str = ""


@dataclass(frozen=True)
class Part:
    """One idea of several that were said in one breath."""

    key: str
    text: str
    supported: tuple[str, ...] = ()
    public: Consent = Consent.YES


@dataclass(frozen=True)
class Split:
    """A contribution that held several ideas."""

    whole: str
    ago: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Decided:
    """A decision; ``about`` and ``replaces`` are keys."""

    key: str
    ago: int
    about: tuple[str, ...]
    result: Result
    reason: str
    by: str
    listed: Reason | None = None
    look_again: int | None = None
    how: How | None = None
    final_say: Hat | None = None
    dissent: str = ""
    present: tuple[str, ...] = ()
    besides: Mapping[Hat, int] = field(default_factory=dict)  # how many more were there, by hat
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """A line on how it is going; with a status, that was said as well."""

    ago: int
    who: str
    text: str
    status: Status | None = None


@dataclass(frozen=True)
class Round:
    """A round of trying something out."""

    who: str
    began: int
    plan: str
    prediction: str
    did: str = ""
    studied: str = ""
    act: Act | None = None
    ended: int | None = None


@dataclass(frozen=True)
class Work:
    """What somebody does."""

    key: str
    ago: int
    what: str
    decision: str
    about: tuple[str, ...]
    workers: tuple[str, ...] = ()
    others: str = ""
    due: int | None = None
    made_by: str = "ros"
    notes: tuple[Note, ...] = ()
    rounds: tuple[Round, ...] = ()


@dataclass(frozen=True)
class Changed:
    """What is different and how it is known; or, with ``nothing``, why nothing is."""

    key: str
    ago: int
    about: tuple[str, ...]
    through: tuple[str, ...]
    what: str
    told_by: str = "ros"
    nothing: bool = False
    for_whom: str = ""
    since: int | None = None
    how_known: HowKnown | None = None
    account: str = ""
    measure: str = ""
    before: str = ""
    after: str = ""
    compared_with: str = ""
    chosen_by: Hat | None = None


@dataclass(frozen=True)
class Agreed:
    """A version of the charter and who signed up to it when."""

    written: int
    put: int
    words: Mapping[str, object]
    signed: Mapping[str, int]
    seen_through: tuple[tuple[str, str], ...] = ()  # a framework and a part of it, or the whole


@dataclass(frozen=True)
class Seen:
    """Something that was looked at through a framework. ``kind``: said or decided; ``key``: of the thing."""

    kind: str
    key: str
    who: str
    ago: int
    framework: str
    item: str = ""


@dataclass(frozen=True)
class Shown:
    """A release of the public page, and what members said to it first."""

    prepared: int
    published: int
    answers: Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class Piece:
    """Something the group delivers; ``decision`` and ``action`` are keys."""

    key: str
    ago: int
    what: str
    for_whom: str = ""
    agreed_with: str = ""
    decision: str = ""
    action: str = ""


@dataclass(frozen=True)
class Trained:
    """Training that was offered and had."""

    what: str
    offered: int
    had: int | None = None


@dataclass(frozen=True)
class Post:
    """A role somebody holds, held or is asked to; ``piece``, ``who`` and ``support`` are keys. Without ``started``: not begun."""

    key: str
    piece: str
    ago: int
    who: str
    kind: Kind
    tasks: str
    called: str = ""
    support: str = ""
    started: int | None = None
    how: AgreedHow = AgreedHow.HERE
    risks: Risks | None = None
    hours_agreed: Decimal | None = None
    limit_hours: Decimal | None = None
    limit_people: int | None = None
    paid: Paid = Paid.NOT_SETTLED
    terms: str = ""
    stepping_back: str = ""
    trained: tuple[Trained, ...] = ()
    sat_down: tuple[int, ...] = ()
    changed: int | None = None  # when the group changed what the role is, and its holder agreed again
    tasks_since: str = ""
    stepped_back: int | None = None
    last_words: str = ""


@dataclass(frozen=True)
class Done:
    """One session; ``post`` is a key."""

    post: str
    ago: int
    hours: Decimal
    reached: int
    kind: SessionKind
    languages: str = "English"
    learned: str = ""


@dataclass(frozen=True)
class OwnWords:
    """What taking part has done for somebody."""

    who: str
    ago: int
    text: str
    shared: bool = False


@dataclass(frozen=True)
class Reflected:
    """What the group thought of how it works, on one topic; ``who`` wrote it down for all of them."""

    topic: Topic
    written_by: str
    ago: int
    well: str
    hard: str
    next_step: str
    who: str
    by_when: int
