"""The audit row of something that was done in a project: what the actions of every room above share."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Protocol

from wesaid_web.common import audit
from wesaid_web.projects.models import Member, Project


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
    """One audit row in the project's chain. ``by`` is none for the command line, for people without an account, and where
    a name would tell.
    """
    audit.record(
        stream=project.pk,
        by=by.user_id if by else None,
        verb=verb,
        subject=subject.pk,
        details=details,
        day_only=day_only,
    )
