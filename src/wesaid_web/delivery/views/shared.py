"""What the views about delivery share."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import Form
from wesaid_web.delivery.models import HeldRole
from wesaid_web.delivery.queries import with_state
from wesaid_web.projects.access import Here
from wesaid_web.trail.forms.fields import differing

Opened = Callable[[Any], Mapping[str, Any]]


def find_role(here: Here, role_id: uuid.UUID) -> HeldRole:
    """A role of this project; else not found."""
    return get_object_or_404(with_state(HeldRole.objects.filter(piece__project=here.project)), pk=role_id)


def saved(save: Callable[[], object], row: Model, form: Form, as_opened: Opened) -> list[tuple[str, str]]:
    """Save, and give what somebody else has saved meanwhile where it differs; none where it is saved now."""
    try:
        save()
    except ChangedMeanwhile:
        row.refresh_from_db()
        return differing(form, as_opened(row))
    return []


def typed_again(request: HttpRequest, edition: int) -> dict[str, Any]:
    """What was sent, to open the form with once more, now with the edition that somebody else has saved."""
    return {**request.POST.dict(), "edition": edition}
