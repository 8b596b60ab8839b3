"""What the trail's actions share: the audit row, and fates kept true."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Protocol

from wesaid_web.common import audit
from wesaid_web.common.access import NotAllowed
from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.bridge import refresh_fates
from wesaid_web.trail.models import Contribution


class ChangedMeanwhile(Exception):
    """Somebody else saved this after it was opened; nothing was overwritten."""


class Elsewhere(NotAllowed):
    """Something from another project was named."""


class HasId(Protocol):
    @property
    def pk(self) -> uuid.UUID: ...


def record(
    project: Project,
    by: Member | None,
    verb: str,
    subject: HasId,
    *,
    day_only: bool = False,
    **details: str | int | bool | Sequence[str] | None,
) -> None:
    """One audit row in the project's chain. ``by`` is none for the command line, and for people without an account."""
    audit.record(
        stream=project.pk,
        by=by.user_id if by else None,
        verb=verb,
        subject=subject.pk,
        details=details,
        day_only=day_only,
    )


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
