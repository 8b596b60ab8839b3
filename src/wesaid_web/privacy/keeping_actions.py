"""Setting how long things are kept, and removing what was kept long enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from wesaid_web.common import audit
from wesaid_web.common.mixing import leave_no_older_pages
from wesaid_web.common.models import INSTALLATION
from wesaid_web.privacy.erasing_actions import erase_place
from wesaid_web.privacy.keeping import COPIES, TIMES, Going, going
from wesaid_web.privacy.models import KeptFor
from wesaid_web.privacy.permissions import SET_KEEPING
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can


class NotThatLong(ValueError):
    """A time that this kind of thing cannot be kept for."""


@transaction.atomic
def keep_for(*, project: Project, days: Mapping[str, int], by: Member) -> None:
    """Set for how many days each kind of thing is kept in a project. What is as it was leaves no trace.

    Raises:
        NotThatLong: shorter or longer than may be, or not for a group to set.
    """
    check_can(by, SET_KEEPING)
    audit.hold(project.pk)
    for what, count in days.items():
        time = TIMES.get(what)
        if time is None or time.of_site or not time.least <= count <= time.most:
            raise NotThatLong(what)
        row = KeptFor.objects.filter(project=project, what=what).first()
        if (row.days if row else time.usual) == count:
            continue
        KeptFor.objects.update_or_create(project=project, what=what, defaults={"days": count})
        details: audit.Details = {"what": what, "days": count}
        audit.record(stream=project.pk, by=by.user_id, verb="privacy.kept_for", subject=project.pk, details=details)


def remove_due(*, today: date) -> dict[str, int]:
    """Remove everything whose day has come, project by project. Returns how many rows of each kind.

    Who left so long ago is erased from the project, with their words kept.
    """
    counts: dict[str, int] = {}
    for project in [None, *Project.objects.order_by("pk")]:
        for one in going(project):
            count = _leavers(one, today) if one.what == "left" else _remove(one, today)
            if count:
                counts[one.what] = counts.get(one.what, 0) + count
    return counts


@transaction.atomic
def _remove(one: Going, today: date) -> int:
    if not one.due(today).exists():
        return 0
    stream = one.project.pk if one.project else INSTALLATION
    audit.hold(stream)
    rows = list(one.due(today).values_list("pk", flat=True))
    one.rows.model._default_manager.filter(pk__in=rows).delete()
    details: audit.Details = {"what": one.what, "rows": len(rows)}
    audit.record(stream=stream, by=None, verb="privacy.kept_no_longer", subject=stream, details=details)
    leave_no_older_pages()
    return len(rows)


def _leavers(one: Going, today: date) -> int:
    gone = list(one.due(today).select_related("project", "user"))
    for member in gone:
        erase_place(member=member, take_words=False, everywhere=False)
    return len(gone)


def old_copies(folder: Path, now: datetime) -> list[Path]:
    """Copies of the database set aside before an update, that are older than they are kept."""
    then = now - COPIES
    found = sorted(folder.glob("before-update-*.sqlite3"))
    return [path for path in found if datetime.fromtimestamp(path.stat().st_mtime, UTC) < then]


def remove_old_copies(now: datetime) -> int:
    """Remove them. Returns how many. No row changes, so nothing is recorded."""
    found = old_copies(Path(settings.FOLDER.path), now)
    for path in found:
        path.unlink()
    return len(found)
