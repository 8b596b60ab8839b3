"""What the trail's actions share: one step at a time, one project, and fates kept true."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from wesaid_web.common import audit
from wesaid_web.common.access import Elsewhere
from wesaid_web.projects.models import Project
from wesaid_web.projects.recording import HasId
from wesaid_web.trail.bridge import refresh_fates
from wesaid_web.trail.models import Contribution


def take_turn(project_id: uuid.UUID) -> None:
    """One step at a time on one trail. The first thing every action does, so that they all lock in the same order."""
    audit.hold(project_id)


def ids(rows: Iterable[HasId]) -> list[str]:
    """The ids of rows, for an audit row."""
    return [str(row.pk) for row in rows]


def check_same_project(project: Project, rows: Iterable[object]) -> None:
    """Raise :class:`Elsewhere` if any row belongs to another project."""
    for row in rows:
        if getattr(row, "project_id", None) != project.pk:
            raise Elsewhere


def fates_changed(project: Project, contributions: Iterable[Contribution | uuid.UUID]) -> None:
    """Work the fates out anew; the last step of every action that touches the trail."""
    refresh_fates(project=project, contributions=list(contributions))
