"""Reading the trail: what a page needs, in a number of queries that does not grow with the rows."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.http import QueryDict

from wesaid_web.common.links import links
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import can
from wesaid_web.trail.lineage import Lineage
from wesaid_web.trail.models import Action, Change, Contribution, Decision, Receipt, Status, Support, Tag, Whose
from wesaid_web.trail.permissions import HIDE
from wesaid_web.trail.places import at, place

SORTS = {
    "newest": ("-said_on", "-created_at", "id"),
    "oldest": ("said_on", "created_at", "id"),
    "support": ("-support", "-said_on", "id"),
    "waited": ("said_on", "created_at", "id"),
}


def counted(project: Project) -> QuerySet[Contribution]:
    """What counts as said: everything that is not hidden, split wholes through their parts."""
    return Contribution.objects.filter(project=project, is_split=False, hidden_at=None)


def visible(member: Member) -> QuerySet[Contribution]:
    """What someone may read: not hidden, or hidden and their own, or anything for those who hide."""
    rows = Contribution.objects.filter(project=member.project, is_split=False)
    return rows if can(member, HIDE) else rows.filter(Q(hidden_at=None) | Q(author=member))


def with_cards(rows: QuerySet[Contribution], member: Member) -> QuerySet[Contribution]:
    """Add what a card in a list shows."""
    mine = Support.objects.filter(contribution=OuterRef("pk"), member=member)
    return (
        rows.select_related("author", "perspective")
        .prefetch_related("tags", "attachments")
        .annotate(supported=Exists(mine))
    )


def words_looked_for(query: QueryDict) -> str:
    """The words in ``?q=``; without NUL, which databases refuse."""
    return query.get("q", "").replace("\x00", "").strip()[:200]


@dataclass(frozen=True)
class Filter:
    """What a list shows. Lives in the address, so that it can be sent to somebody; unknown values are ignored."""

    q: str = ""
    fate: str = ""
    hat: str = ""
    tag: str = ""
    whose: str = ""
    show: str = ""  # "mine", "hidden"
    brought: str = ""  # the import it came with
    sort: str = "newest"

    @classmethod
    def read(cls, query: QueryDict) -> Filter:
        sort = query.get("sort", "")
        return cls(
            q=words_looked_for(query),
            fate=query.get("fate", ""),
            hat=query.get("hat", ""),
            tag=query.get("tag", ""),
            whose=query.get("whose", ""),
            show=query.get("show", ""),
            brought=query.get("import", ""),
            sort=sort if sort in SORTS else "newest",
        )

    def apply(self, rows: QuerySet[Contribution], member: Member) -> QuerySet[Contribution]:
        """Only what the filter asks for. A hat that is kept back is not found by looking for it."""
        if self.q:
            rows = rows.filter(text__icontains=self.q)
        if (stands := at(self.fate)) is not None:
            rows = rows.filter(stands)
        if self.whose in {"we", "they"}:
            rows = rows.filter(whose=self.whose)
        if hat := _uuid_in(self.hat):
            rows = rows.filter(perspective_id=hat).filter(Q(author_withheld=False) | Q(author=member))
        if tag := _uuid_in(self.tag):
            rows = rows.filter(tags__id=tag)
        if run := _uuid_in(self.brought):
            rows = rows.filter(import_run_id=run)
        if self.show == "mine":
            rows = rows.filter(author=member)
        elif self.show == "hidden" and can(member, HIDE):
            return rows.exclude(hidden_at=None).order_by(*SORTS[self.sort])
        else:
            rows = rows.filter(hidden_at=None)
        return rows.order_by(*SORTS[self.sort])

    @property
    def narrows(self) -> bool:
        return any((self.q, self.fate, self.hat, self.tag, self.whose, self.show, self.brought))


def _uuid_in(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def tags_of(member: Member) -> QuerySet[Tag]:
    """Tags that are on something this person may read, the most used first. A tag can say what the words say."""
    return (
        Tag.objects.filter(project=member.project)
        .annotate(used=Count("contributions", filter=Q(contributions__in=visible(member).values("pk"))))
        .filter(used__gt=0)
        .order_by("-used", "name")
    )


@dataclass(frozen=True)
class Counts:
    """How many contributions are at which place of the trail, and how many of them "we" did."""

    by_place: dict[str, int]
    we_by_place: dict[str, int]
    hidden: int

    def of(self, *places: str) -> int:
        return sum(self.by_place.get(place, 0) for place in places)

    def we(self, *places: str) -> int:
        return sum(self.we_by_place.get(place, 0) for place in places)

    @property
    def said(self) -> int:
        return sum(self.by_place.values())


def counts(project: Project) -> Counts:
    """The whole trail in numbers, in one query."""
    rows = (
        Contribution.objects.filter(project=project, is_split=False)
        .order_by()
        .values_list("fate", "fate_why", "whose")
        .annotate(shown=Count("pk", filter=Q(hidden_at=None)), kept_away=Count("pk", filter=~Q(hidden_at=None)))
    )
    by_place: dict[str, int] = defaultdict(int)
    we: dict[str, int] = defaultdict(int)
    hidden_in_all = 0
    for fate, why, whose, shown, hidden in rows:
        by_place[place(fate, why)] += shown
        hidden_in_all += hidden
        if whose == Whose.WE:
            we[place(fate, why)] += shown
    return Counts(dict(by_place), dict(we), hidden_in_all)


def story(contribution: Contribution) -> dict[str, Any]:
    """Everything about one contribution and what it is joined with: decisions, actions, changes, lineage."""
    lineage = Lineage(contribution.project_id, [contribution.pk])
    about = lineage.about(contribution.pk)
    decisions = (
        Decision.objects.filter(contributions__in=about)
        .distinct()
        .select_related("final_say", "recorded_by")
        .order_by("seq")
    )
    actions = (
        Action.objects.filter(contributions__in=about)
        .distinct()
        .prefetch_related("workers", "tries")
        .order_by("made_at")
    )
    changes = (
        Change.objects.filter(contributions__in=about).distinct().select_related("chosen_by").order_by("recorded_at")
    )
    joined = Contribution.objects.filter(pk__in=lineage.together(contribution.pk) - {contribution.pk})
    return {
        "joined": list(joined.select_related("author", "perspective").order_by("created_at")),
        "parts": list(contribution.parts.order_by("created_at")),
        "decisions": list(decisions),
        "replaced": _replaced(decisions, [about]),
        "actions": list(actions),
        "changes": list(changes),
    }


def wanting_to_say_more(project: Project) -> QuerySet[Receipt]:
    """What people without an account said who ask to say more."""
    return Receipt.objects.filter(contribution__project=project, more_on__isnull=False)


def standing(project: Project, rows: Iterable[Contribution]) -> list[Decision]:
    """The decisions that stand for at least one of these, the earliest first.

    A decision that was replaced for one contribution can still stand for another that it was about.
    """
    keys = [row.pk for row in rows]
    lineage = Lineage(project.pk, keys)
    abouts = [lineage.about(key) for key in keys]
    decisions = Decision.objects.filter(contributions__in=set().union(*abouts)).distinct().order_by("seq")
    replaced = _replaced(decisions, abouts)
    return [row for row in decisions if row.pk not in replaced]


def _replaced(decisions: QuerySet[Decision], abouts: Iterable[set[uuid.UUID]]) -> set[uuid.UUID]:
    """Which of these decisions do not stand any more for any of these: a later one about the same is in their place."""
    considered = links(Decision.contributions.through, "decision", "contribution", decisions)
    later = links(Decision.replaces.through, "to_decision", "from_decision", decisions)
    stands = {
        key
        for about in abouts
        for key, contributions in considered.items()
        if contributions & about and not any(considered.get(other, set()) & about for other in later[key])
    }
    return set(considered) - stands


def together(row: Contribution) -> set[uuid.UUID]:
    """A contribution and all that was put together with it."""
    return Lineage(row.project_id, [row.pk]).together(row.pk)


def said_in(rows: QuerySet[Decision] | QuerySet[Action] | QuerySet[Change]) -> int:
    """How many contributions that are not hidden some decisions, actions or changes are about.

    Counted in the table between them, without what a list adds to each row: over the rows themselves it grew with their square.
    """
    between: Any = rows.model.contributions.through
    named = {f"{rows.model._meta.model_name}__in": rows.order_by().values("pk"), "contribution__hidden_at": None}
    return int(between.objects.filter(**named).aggregate(said=Count("contribution", distinct=True))["said"])


def decisions_of(project: Project) -> QuerySet[Decision]:
    """Decisions for a list, the newest first."""
    return (
        Decision.objects.filter(project=project)
        .select_related("final_say")
        .prefetch_related(
            Prefetch(
                "contributions",
                Contribution.objects.only("id", "text", "language", "hidden_at", "is_split", "project_id", "author_id"),
            ),
            "replaced_by",
        )
        .annotate(considered=Count("contributions", distinct=True))
        .order_by("-decided_on", "-seq")
    )


def actions_of(project: Project) -> QuerySet[Action]:
    """Actions for a list: what is open first, by when it is due; then what is done, the newest first."""
    return (
        Action.objects.filter(project=project)
        .prefetch_related("workers", "tries")
        .annotate(is_open=Case(When(status__in=[Status.NOT_STARTED, Status.DOING], then=0), default=1))
        .order_by("is_open", F("due").asc(nulls_last=True), F("done_on").desc(nulls_last=True), "made_at")
    )


def changes_of(project: Project) -> QuerySet[Change]:
    """Changes for a list, the newest first."""
    return Change.objects.filter(project=project).select_related("chosen_by").order_by("-recorded_at")
