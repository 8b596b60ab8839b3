"""What the actions here share: the audit row, and forms that were sent twice."""

from __future__ import annotations

import uuid
from typing import Protocol, TypeVar

from django.db.models import Model

from wesaid_web.common import audit
from wesaid_web.projects.models import Member, Project

Row = TypeVar("Row", bound=Model)


class HasId(Protocol):
    @property
    def pk(self) -> uuid.UUID: ...


def record(
    project: Project, by: Member | None, verb: str, subject: HasId, *, day_only: bool = False, **details: str | int
) -> None:
    """One audit row in the project's chain. ``by`` is none for people without an account, and where a name would tell."""
    audit.record(
        stream=project.pk,
        by=by.user_id if by else None,
        verb=verb,
        subject=subject.pk,
        details=details,
        day_only=day_only,
    )


def sent_before(model: type[Row], key: uuid.UUID | None, **same: object) -> Row | None:
    """What the same form made before, if it says the same."""
    row = model._default_manager.filter(pk=key).first() if key else None
    return row if row and all(getattr(row, name) == value for name, value in same.items()) else None


def free(model: type[Model], key: uuid.UUID | None) -> uuid.UUID:
    """The id of a new row: that of the form, unless there is a row with it."""
    return key if key and not model._default_manager.filter(pk=key).exists() else uuid.uuid4()
