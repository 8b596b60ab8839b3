"""What the group delivers: the list, one piece, adding and changing it."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.delivery import bridge, queries
from wesaid_web.delivery.actions import pieces as actions
from wesaid_web.delivery.forms.roles import PieceForm
from wesaid_web.delivery.models import HeldRole, Piece
from wesaid_web.delivery.permissions import SEE, SET_UP, check_can_agree, check_can_log, may
from wesaid_web.delivery.views.shared import saved, typed_again
from wesaid_web.delivery.words import Warned, warned
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail.models import Action, Change, Decision

Row = TypeVar("Row", bound=Model)


@project_view(SEE, "GET")
def deliver(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything we deliver; one's own roles first, and whose work is too much."""
    mine, asked, too_much = _concerning(here)
    context = {
        "here": here,
        "pieces": list(queries.pieces_of(here.project)),
        "mine": mine,
        "asked": asked,
        "ended": list(queries.ended_for(here.member, timezone.localdate())),
        "too_much": too_much,
        "may_set_up": here.can(SET_UP),
    }
    return render(request, "delivery/list.jinja", context)


def _concerning(here: Here) -> tuple[list[Any], list[HeldRole], list[Any]]:
    """One's own roles with how much is used, those one is asked to take, and others' whose limit is near or passed."""
    roles = queries.roles_seen_by(here.member)
    under_way = [role for role in roles if role.under_way]  # type: ignore[attr-defined]
    loads = bridge.loads(under_way, timezone.localdate())
    mine: list[tuple[HeldRole, Warned | None]] = []
    too_much: list[tuple[HeldRole, Warned]] = []
    for role in under_way:
        own = role.holder_id == here.member.pk
        words = warned(loads[role.pk], role, own=own) if role.pk in loads else None
        if own:
            mine.append((role, words))
        elif words and words.level:
            too_much.append((role, words))
    asked = [role for role in roles if role.holder_id == here.member.pk and not role.began]  # type: ignore[attr-defined]
    return mine, asked, too_much


@project_view(SEE, "GET")
def piece(request: HttpRequest, here: Here, piece_id: uuid.UUID) -> HttpResponse:
    """One piece of delivery: to whom, with whom it was agreed, who does what, what came of it."""
    row = _find(here, piece_id)
    roles = list(queries.with_state(row.roles.all()))
    context = {
        "here": here,
        "piece": row,
        "roles": [role for role in roles if role.holder.left_at is None],
        "totals": queries.totals(row.sessions.all()),
        "may_set_up": here.can(SET_UP),
        "may_agree": {role.pk for role in roles if may(check_can_agree, here.member, role)},
        "may_log": {role.pk for role in roles if may(check_can_log, here.member, role)},
    }
    return render(request, "delivery/piece.jinja", context)


def _find(here: Here, piece_id: uuid.UUID) -> Piece:
    rows = Piece.objects.select_related("project", "decision", "action", "change")
    return get_object_or_404(rows, pk=piece_id, project=here.project)


@project_view(SET_UP, "GET", "POST")
def piece_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Add something we deliver; with what it came from, where that is named in the address."""
    came_from = {
        "decision": _asked_for(request, here, "decision", Decision),
        "action": _asked_for(request, here, "action", Action),
        "change": _asked_for(request, here, "change", Change),
    }
    start = {"what": came_from["action"].what} if came_from["action"] else {}
    form = PieceForm(posted(request), new=True, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        delivered = actions.Delivered(
            what=given["what"], for_whom=given["for_whom"], agreed_with=given["agreed_with"], **came_from
        )
        row = actions.add(project=here.project, delivered=delivered, by=here.member, piece_id=given["id"])
        messages.success(request, _("It is added. Next: who does what?"))
        return redirect("delivery:piece", here.project.pk, row.pk)
    context = {"here": here, "form": form, "came_from": {name: row for name, row in came_from.items() if row}}
    return render(request, "delivery/piece_new.jinja", context, status=status_of(form))


def _asked_for(request: HttpRequest, here: Here, name: str, model: type[Row]) -> Any:
    try:
        key = uuid.UUID(request.POST.get(name) or request.GET.get(name) or "")
    except ValueError:
        return None
    return get_object_or_404(model, pk=key, project=here.project)


@project_view(SET_UP, "GET", "POST")
def piece_edit(request: HttpRequest, here: Here, piece_id: uuid.UUID) -> HttpResponse:
    """Change what it says, or say that it has ended."""
    row = _find(here, piece_id)
    form = PieceForm(posted(request), new=False, initial=_as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = {name: given[name] for name in ("what", "for_whom", "agreed_with", "ended_on")}
        theirs = saved(
            lambda: actions.edit(
                piece=row, delivered=actions.Delivered(**words), edition=given["edition"] or 0, by=here.member
            ),
            row,
            form,
            _as_opened,
        )
        if not theirs:
            messages.success(request, _("Saved."))
            return redirect("delivery:piece", here.project.pk, row.pk)
        form = PieceForm(new=False, initial=typed_again(request, row.edition))
        status = HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "piece": row, "theirs": theirs}
    return render(request, "delivery/piece_edit.jinja", context, status=status)


def _as_opened(row: Piece) -> dict[str, Any]:
    names = ("edition", "what", "for_whom", "agreed_with", "ended_on")
    return {name: getattr(row, name) for name in names}
