"""How long things are kept, and what is to go when. The registers say which rows and from which day; here is for how long.

Worries are not among it and not counted: each has a day of its own, and a number would say that there is one (docs/adr/0018).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.names import way_to_project
from wesaid_web.common.registry import Ends, models_register
from wesaid_web.privacy.models import KeptFor
from wesaid_web.projects.models import Project

YEAR = 365


@dataclass(frozen=True)
class Time:
    """For how long something is usually kept, in days, and how far a group may go from that.

    Attributes:
        of_site: the site keeps it, and not a project; then no group can change it.
    """

    title: str | Promise
    usual: int
    least: int
    most: int
    of_site: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.usual <= self.most:
            raise ValueError("the usual time lies between the least and the most")


TIMES: dict[str, Time] = {
    "links": Time(_("Links and codes to join with, after they stopped working"), 90, 1, 2 * YEAR),
    "sign_in": Time(_("Links to sign in with, after they stopped working"), 30, 30, 30, of_site=True),
    "notices": Time(_("Changes to meetings at short notice, with why"), 2 * YEAR, 30, 6 * YEAR),
    "imports": Time(_("How a file was brought in, and lines that were not kept"), YEAR, 30, 6 * YEAR),
    "money": Time(_("What was agreed in return, and paid, after it was paid"), 6 * YEAR + 2, 6 * YEAR + 2, 12 * YEAR),
    "left": Time(_("The name of somebody who left, on what they said and did"), 3 * YEAR, 30, 20 * YEAR),
    "complaints": Time(_("Complaints, after they were answered"), 2 * YEAR, 2 * YEAR, 2 * YEAR, of_site=True),
}
"""What goes by itself. Six years for money is what the Limitation Act 1980 (section 5) gives for claims from a contract."""
COPIES = timedelta(days=35)
"""So long a copy of the database stays that was set aside before an update."""


@dataclass(frozen=True)
class Going:
    """Rows of one kind that go, in one project or on the site."""

    what: str
    label: str
    project: Project | None
    rows: models.QuerySet[Any]
    since: str
    days: int

    def next_on(self) -> date | None:
        """The day on which the oldest that is left goes."""
        first = self.rows.order_by(self.since).values_list(self.since, flat=True).first()
        if first is None:
            return None
        return (timezone.localdate(first) if isinstance(first, datetime) else first) + timedelta(days=self.days)

    def due(self, today: date) -> models.QuerySet[Any]:
        """Those whose day has come."""
        last: Any = today - timedelta(days=self.days)
        if isinstance(self.rows.model._meta.get_field(self.since), models.DateTimeField):
            last = timezone.make_aware(datetime.combine(last, time.max))
        return self.rows.filter(**{f"{self.since}__lte": last})


def days_of(project: Project | None) -> dict[str, int]:
    """For how many days each kind of thing is kept in a project, or on the site."""
    chosen = dict(KeptFor.objects.filter(project=project).values_list("what", "days")) if project else {}
    return {what: chosen.get(what, one.usual) for what, one in TIMES.items() if one.of_site == (project is None)}


def going(project: Project | None) -> Iterator[Going]:
    """Everything in a project, or on the site, that goes by itself some day."""
    days = days_of(project)
    last = sorted(models_register().items(), key=lambda one: bool(one[1].ends and one[1].ends.without))
    for label, entry in last:  # what waits for other rows to go comes after them
        if entry.ends and entry.ends.what in days:
            model: type[models.Model] = apps.get_model(label)
            rows = _counted_from(model, entry.ends)
            if project is not None:
                rows = rows.filter(**{way_to_project(model): project.pk})
            yield Going(entry.ends.what, label, project, rows, entry.ends.since, days[entry.ends.what])


def _counted_from(model: type[models.Model], ends: Ends) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model._default_manager.filter(**{f"{ends.since}__isnull": False})
    if ends.without:
        rows = rows.filter(**{f"{ends.without}__isnull": True})
    if ends.what == "left":
        rows = rows.exclude(name="", user=None)
    return rows


@dataclass(frozen=True)
class Shown:
    """One line of the page and of the dry run."""

    what: str
    title: str | Promise
    days: int
    due: int
    next_on: date | None


def shown(project: Project | None, today: date) -> list[Shown]:
    """What is kept for how long, how much of it is to go now, and when the next goes."""
    found = list(going(project))
    lines = []
    for what, days in days_of(project).items():
        of_it = [one for one in found if one.what == what]
        on = [day for one in of_it if (day := one.next_on())]
        due = sum(one.due(today).count() for one in of_it)
        lines.append(Shown(what, TIMES[what].title, days, due, min(on) if on else None))
    return lines
