"""Whether anything is done about something that was said: only then can it be told that it changed nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.projects.models import Project
from wesaid_web.trail.lineage import Lineage
from wesaid_web.trail.models import Action, Contribution, Decision, Result
from wesaid_web.trail.queries import standing

MEANS_DOING = frozenset({Result.GO_AHEAD, Result.TRY_OUT})


class NothingDone(NotAllowed):
    """That nothing changed is said of what was done; where nothing was, it would tell of something that did not happen."""


def means_doing(decisions: Iterable[Decision]) -> bool:
    """Whether one of these decisions is to go ahead, or to try it out."""
    return any(decision.result in MEANS_DOING for decision in decisions)


def nothing_done_on(project: Project, rows: Iterable[Contribution]) -> list[Contribution]:
    """Those on which nobody works or worked, and for which no decision to do it stands."""
    rows = list(rows)
    lineage = Lineage(project.pk, [row.pk for row in rows])
    about = {row.pk: lineage.about(row.pk) for row in rows}
    through = Action.contributions.through.objects.filter(contribution__in=set().union(*about.values()))
    acted_on = set(through.values_list("contribution", flat=True))
    return [row for row in rows if not about[row.pk] & acted_on and not means_doing(standing(project, [row]))]


def check_something_done(project: Project, contributions: Iterable[Contribution]) -> None:
    """Raise :class:`NothingDone` unless there is work on each of these, or a decision to do it stands."""
    if nothing_done_on(project, contributions):
        raise NothingDone(
            _(
                "Nobody works on this, and the group has not decided to do it, so it cannot be said that nothing changed."
            )
        )
