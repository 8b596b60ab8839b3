"""What of the cycle may leave the group: frozen, so that two of them cannot be subtracted from each other."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wesaid_web.common import runs
from wesaid_web.common.access import NotYet
from wesaid_web.delivery.bridge import outside, outside_worked
from wesaid_web.delivery.models import CycleSheet
from wesaid_web.delivery.permissions import SET_UP
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import take_turn


class StandsAsItIs(NotYet):
    """A new sheet would say the same, or would show that a few people have changed: the last one stands."""


@transaction.atomic
def freeze(*, project: Project, by: Member) -> CycleSheet:
    """Make a sheet of the cycle that may leave the group.

    Raises:
        StandsAsItIs: see there.
    """
    check_can(by, SET_UP)
    take_turn(project.pk)
    last = project.cycle_sheets.first()
    cells = outside(project, last.content if last else None)
    if cells is None:
        raise StandsAsItIs(
            _(
                "The last sheet stands. A new one is made when every number on it is the same or has changed by eight or more."
            )
        )
    number = last.number + 1 if last else 1
    sheet = CycleSheet.objects.create(project=project, number=number, content=cells, frozen_by=by)
    runs.keep(stream=project.pk, subject=sheet.pk, worked=outside_worked(cells))
    record(project, by, "delivery.cycle_frozen", sheet, number=number)
    return sheet
