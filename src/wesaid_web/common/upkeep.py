"""What an installation remembers about its upkeep: when it was last backed up, and when putting a backup back was tried.

A small file in the data folder, no row: it is about this computer, and a backup that was put back elsewhere begins anew.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "upkeep.json"
BACKUP_OLD = timedelta(days=2)  # a day and some: a timer that runs each night may run late
LITTLE = 200  # megabytes free
TRIED_OLD = timedelta(days=35)


@dataclass(frozen=True)
class Upkeep:
    """When the last of each was done; none where it never was."""

    backed_up: datetime | None = None
    tried: datetime | None = None


def read(folder: Path) -> Upkeep:
    """What is remembered. A file that cannot be read counts as none: then the reminders come."""
    try:
        kept = json.loads((folder / NAME).read_text())
        return Upkeep(**{name: datetime.fromisoformat(kept[name]) for name in ("backed_up", "tried") if kept.get(name)})
    except (OSError, ValueError, TypeError, AttributeError):
        return Upkeep()


def remember(folder: Path, **done: datetime) -> None:
    """Keep that something was done. Raises OSError."""
    kept = asdict(read(folder)) | done
    text = json.dumps({name: when.isoformat() for name, when in kept.items() if when}, sort_keys=True)
    part = folder / f"{NAME}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text + "\n")
    part.replace(folder / NAME)


@dataclass(frozen=True)
class Running:
    """What those who run the installation see of it at a glance."""

    kept: Upkeep
    backup_is_old: bool
    never_tried: bool
    free: int  # megabytes on the disk of the data folder
    little: bool

    @property
    def is_due(self) -> bool:
        """Whether there is something to do."""
        return self.backup_is_old or self.never_tried or self.little

    @property
    def gigabytes(self) -> int:
        """The same in gigabytes, where that says enough."""
        return self.free >> 10 if self.free >= 10 * 1024 else 0


def look(folder: Path) -> Running:
    """How it is doing: two small looks at the disk, no question to the database."""
    kept, free = read(folder), shutil.disk_usage(folder).free >> 20
    return Running(
        kept,
        backup_is_old=is_old(kept.backed_up, BACKUP_OLD),
        never_tried=is_old(kept.tried, TRIED_OLD),
        free=free,
        little=free < LITTLE,
    )


def now() -> datetime:
    """This moment, in whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def is_old(when: datetime | None, limit: timedelta) -> bool:
    """Whether something was never done, or too long ago."""
    return when is None or now() - when > limit
