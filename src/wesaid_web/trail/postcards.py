"""Cards on paper: what became of what somebody said who reads no screen, and why. Who gets one, and what is on it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from wesaid_web.common.telling import kinds
from wesaid_web.projects.models import Project
from wesaid_web.telling.models import News
from wesaid_web.trail.becoming import Became, Unread, what_became
from wesaid_web.trail.models import Contribution

RECENT = 50


@dataclass(frozen=True)
class Recipient:
    """Whom a card is for: somebody among the people here; or whoever said some words, where nobody is to be named.

    Attributes:
        key: of the person, or of the words.
        name: empty where it is kept back or nobody knows it.
    """

    key: uuid.UUID
    name: str


@dataclass(frozen=True)
class Card:
    """Whom it is for, and what is new for them."""

    to: Recipient
    rows: list[News]
    words: list[Contribution]

    @property
    def keys(self) -> list[uuid.UUID]:
        return [row.pk for row in self.rows]


@dataclass(frozen=True)
class Printed:
    """A card as it is printed: what was said and what became of it. ``new`` says which steps are new since the last card."""

    to: Recipient
    found: list[Became]
    new: Unread


@dataclass(frozen=True)
class Given:
    """A card that was handed out, and on which day."""

    to: Recipient
    on: date
    rows: list[News]

    @property
    def keys(self) -> list[uuid.UUID]:
        return [row.pk for row in self.rows]


def to_hand_out(project: Project) -> list[Card]:
    """One card for each person on paper for whom something is new since their last one, by name; those without a name last."""
    rows = _on_paper(project).filter(given_on=None)
    return [Card(to, some, words) for to, some, words in _by_person(rows)]


def handed_out(project: Project) -> list[Given]:
    """The last card that each person was given, the newest first."""
    rows = _on_paper(project).filter(given_on__isnull=False)
    found = []
    for to, some, _words in _by_person(rows):
        last = max(row.given_on for row in some if row.given_on)
        found.append(Given(to, last, [row for row in some if row.given_on == last]))
    return sorted(found, key=lambda one: one.on, reverse=True)[:RECENT]


def printed(project: Project, cards: Sequence[Card]) -> list[Printed]:
    """What stands on these cards. A number of queries that does not grow with them."""
    words = {row.pk: row for card in cards for row in card.words}
    became = {one.row.pk: one for one in what_became(project, list(words.values()))}
    return [Printed(card.to, [became[row.pk] for row in card.words], Unread(card.rows)) for card in cards]


def _on_paper(project: Project) -> QuerySet[News]:
    """What people without an account are to hear of what they said: of people here, and of whoever words were typed in for."""
    of_words = [kind.code for kind in kinds().values() if kind.of_words]
    for_others = Contribution.objects.filter(project=project, author=None, typed_by__isnull=False)
    here = Q(member__user=None, member__left_at=None, member__isnull=False) & ~Q(member__name="")
    for_nobody_here = Q(member=None, about__in=for_others.order_by().values("pk"))
    rows = News.objects.filter(here | for_nobody_here, project=project, kind__in=of_words)
    return rows.select_related("member").order_by("at", "id")


def _by_person(rows: Iterable[News]) -> list[tuple[Recipient, list[News], list[Contribution]]]:
    """Rows with the words they are about, gathered by person; where a name is kept back, by what was said."""
    rows = list(rows)
    about = {row.about for row in rows if row.about}
    words = Contribution.objects.filter(pk__in=about, withdrawn_on=None).select_related("author")
    known = {row.pk: row for row in words.order_by("said_on", "created_at", "pk")}
    found: dict[Recipient, list[News]] = defaultdict(list)
    for row in rows:
        if row.about in known:
            found[_recipient(row, known[row.about])].append(row)
    order = sorted(found, key=lambda to: (not to.name, to.name.lower(), str(to.key)))
    return [(to, found[to], _in_order(known.values(), {row.about for row in found[to]})) for to in order]


def _recipient(row: News, words: Contribution) -> Recipient:
    if row.member is None or words.author_withheld:
        return Recipient(words.pk, "" if words.author_withheld else words.guest_name)
    return Recipient(row.member.pk, row.member.name)


def _in_order(words: Iterable[Contribution], wanted: Collection[uuid.UUID | None]) -> list[Contribution]:
    return [row for row in words if row.pk in wanted]
