"""Looking at what was said, or at a decision, through a framework."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.markup import to_line
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.views.seeing import Thing, choose
from wesaid_web.trail.actions.seeing import see_through
from wesaid_web.trail.models import Decision
from wesaid_web.trail.permissions import LOOK
from wesaid_web.trail.views.shared import find_said


@project_view(LOOK, "GET", "POST")
def said(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """What a contribution is seen through."""
    row = find_said(here, contribution_id)
    thing = Thing(
        words=to_line(row.text, 60),
        room="said",
        address=reverse("trail:one", args=[here.project.pk, row.pk]),
        back=_("Back to these words"),
        choose=reverse("trail:seen", args=[here.project.pk, row.pk]),
        rows=row.seen_through.all(),
        language=row.language,
    )
    return choose(request, here, thing, partial(see_through, thing=row, by=here.member))


@project_view(LOOK, "GET", "POST")
def decision(request: HttpRequest, here: Here, decision_id: uuid.UUID) -> HttpResponse:
    """What a decision is seen through."""
    row = get_object_or_404(Decision.objects.select_related("project"), pk=decision_id, project=here.project)
    thing = Thing(
        words=row.get_result_display(),
        room="decided",
        address=reverse("trail:decision", args=[here.project.pk, row.pk]),
        back=_("Back to the decision"),
        choose=reverse("trail:decision_seen", args=[here.project.pk, row.pk]),
        rows=row.seen_through.all(),
    )
    return choose(request, here, thing, partial(see_through, thing=row, by=here.member))
