"""What apps above the trail put into the share archive: each in a part of its own, written and read by that app.

An app that shares something has a module ``archive_part`` with what :class:`ArchivePart` lists.
"""

from __future__ import annotations

import uuid
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, cast

from wesaid_web import APPS
from wesaid_web.projects.models import Project
from wesaid_web.trail.archive.document import Part
from wesaid_web.trail.archive.form import LEFT_OUT


class Known(Protocol):
    """What has been read so far, for a part to refer to. ``whole`` is the document."""

    project: Project
    whole: Part
    people: set[uuid.UUID]
    decided: set[uuid.UUID]
    did: set[uuid.UUID]
    changed: set[uuid.UUID]

    def one_of(self, part: Part, key: str, known: set[uuid.UUID]) -> uuid.UUID | None:
        """An id that has to be among those known, or none."""


class ArchivePart(Protocol):
    """A module that writes and reads one part."""

    KEY: str  # its name in project.json
    LEFT_OUT: tuple[str, ...]  # what of this app is not in it, in words

    def as_values(self, project: Project) -> list[dict[str, Any]]:
        """The rows as values, in an order that is always the same, in a number of queries that does not grow."""

    def read(self, known: Known) -> None:
        """Write the rows of the part into the new project."""


def archive_parts() -> list[ArchivePart]:
    """The parts there are, in the order of the apps."""
    names = [f"wesaid_web.{app}.archive_part" for app in APPS]
    return [cast("ArchivePart", import_module(name)) for name in names if find_spec(name)]


def left_out() -> list[str]:
    """Everything that is not in the archive, in words: of the trail, then of each app above it."""
    return [*LEFT_OUT, *(line for part in archive_parts() for line in part.LEFT_OUT)]
