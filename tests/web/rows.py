"""What stands in the database: audit rows as they were added, and everything at once."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.utils import timezone

from wesaid_web.common.models import INSTALLATION, AuditEvent, AuditHead
from wesaid_web.projects.models import Project
from wesaid_web.trail.models import Contribution


@dataclass(frozen=True)
class Told:
    """One audit row but for its place in the chain."""

    verb: str
    actor: uuid.UUID | None
    subject: uuid.UUID | None
    details: dict[str, Any] = field(default_factory=dict)
    stream: uuid.UUID | None = None


@contextmanager
def audit_of(stream: uuid.UUID | None = None) -> Iterator[list[Told]]:
    """The audit rows added inside the block, in order; of one chain, or of all with their chain named."""
    found: list[Told] = []
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield found
    rows = AuditEvent.objects.filter(pk__gt=last).order_by("pk")
    if stream:
        rows = rows.filter(stream=stream)
    found += [
        Told(row.verb, row.actor, row.subject, row.details, None if stream else row.stream) for row in rows.iterator()
    ]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the product, to compare before with after."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
    }


def block_audit() -> None:
    """Take the next place in every chain, so that the next audit row cannot be written: a real fault of the database."""
    places = {INSTALLATION: 1} | {head.stream: head.seq + 1 for head in AuditHead.objects.all()}
    AuditEvent.objects.bulk_create(
        AuditEvent(stream=stream, seq=seq, at=timezone.now(), verb="test.taken", previous="", digest="0" * 64)
        for stream, seq in places.items()
    )


def forget(project: Project) -> None:
    """Take a project out of this installation, as if it had never been here; its audit chain stays."""
    Contribution.objects.filter(project=project).delete()
    Project.objects.filter(pk=project.pk).delete()
