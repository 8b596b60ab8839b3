"""Changes: the list, recording one or that nothing changed, one change."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.actions import changed as actions
from wesaid_web.trail.forms.changed import ChangeForm, NothingChangedForm
from wesaid_web.trail.forms.fields import differing
from wesaid_web.trail.models import Action, Change, Contribution, HowKnown
from wesaid_web.trail.permissions import CHANGE, SEE
from wesaid_web.trail.views.shared import PAGE, asked_for, readable
from wesaid_web.trail.work import check_something_done


@project_view(SEE, "GET")
def changed(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that changed, and where nothing did."""
    rows = queries.changes_of(here.project)
    kind = request.GET.get("kind", "")
    if kind in {"changed", "nothing"}:
        rows = rows.filter(nothing_changed=kind == "nothing")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    numbers = rows.order_by().aggregate(
        something=Count("pk", filter=Q(nothing_changed=False)), nothing=Count("pk", filter=Q(nothing_changed=True))
    )
    context = {
        "here": here,
        "page": page,
        "query": page_query(request),
        "kind": kind,
        "may_change": here.can(CHANGE),
        "anything": here.project.changes.exists(),
        "about": queries.said_in(rows),
        **numbers,
    }
    return render(request, "trail/changed.jinja", context)


@project_view(CHANGE, "GET", "POST")
def change_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Record a change; ``?nothing=yes`` records that nothing changed."""
    action, about = _about(request, here)
    if not about:
        messages.info(request, _("Choose what was said first. A change belongs to it."))
        return redirect("trail:said", here.project.pk)
    nothing = bool(request.POST.get("nothing") or request.GET.get("nothing"))
    if nothing and request.method == "GET":
        check_something_done(here.project, about)
    form = NothingChangedForm(posted(request)) if nothing else ChangeForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        change = actions.add(
            project=here.project,
            account=_account(form.cleaned_data, nothing=nothing),
            contributions=about,
            actions=[action] if action else [],
            by=here.member,
            change_id=form.cleaned_data["id"],
        )
        messages.success(
            request, _("Thank you for saying so. It is recorded.") if nothing else _("The change is recorded.")
        )
        return redirect("trail:change", here.project.pk, change.pk)
    context = {"here": here, "form": form, "about": about, "action": action, "nothing": nothing}
    return render(request, "trail/change_new.jinja", context, status=status_of(form))


def _about(request: HttpRequest, here: Here) -> tuple[Action | None, list[Contribution]]:
    about = asked_for(request, here)
    try:
        key = uuid.UUID(request.POST.get("action") or request.GET.get("action") or "")
    except ValueError:
        return None, about
    action = get_object_or_404(Action, pk=key, project=here.project)
    return action, about or readable(here, action.contributions.filter(is_split=False))


def _account(given: dict[str, Any], *, nothing: bool) -> actions.Account:
    if nothing:
        return actions.Account(what=given["what"], nothing_changed=True)
    measured = given["how_known"] == HowKnown.MEASURE
    return actions.Account(
        what=given["what"],
        for_whom=given["for_whom"],
        since=given["since"],
        how_known=HowKnown(given["how_known"]),
        account=given["account"],
        measure=given["measure"] if measured else "",
        before=given["before"] if measured else "",
        after=given["after"] if measured else "",
        compared_with=given["compared_with"] if measured else "",
        chosen_by=given["chosen_by"] if measured else None,
    )


@project_view(SEE, "GET")
def change(request: HttpRequest, here: Here, change_id: uuid.UUID) -> HttpResponse:
    """One change and how we know."""
    row = get_object_or_404(
        Change.objects.select_related("chosen_by", "recorded_by"), pk=change_id, project=here.project
    )
    context = {
        "here": here,
        "change": row,
        "about": readable(here, row.contributions.select_related("author", "perspective")),
        "actions": list(row.actions.all()),
        "may_change": here.can(CHANGE),
    }
    return render(request, "trail/change.jinja", context)


@project_view(CHANGE, "GET", "POST")
def change_edit(request: HttpRequest, here: Here, change_id: uuid.UUID) -> HttpResponse:
    """Correct or add to a change."""
    row = get_object_or_404(Change, pk=change_id, project=here.project)
    start = _as_opened(row)
    nothing = row.nothing_changed

    def form_with(data: Any = None, initial: Any = None) -> ChangeForm | NothingChangedForm:
        return NothingChangedForm(data, initial=initial) if nothing else ChangeForm(here, data, initial=initial)

    form = form_with(posted(request), start)
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(
                change=row,
                account=_account(form.cleaned_data, nothing=nothing),
                edition=form.cleaned_data["edition"] or 0,
                by=here.member,
            )
        except ChangedMeanwhile:
            row.refresh_from_db()
            theirs = differing(form, _as_opened(row))
        if not theirs:  # saved now; or what was saved meanwhile is the very same
            messages.success(request, _("Saved."))
            return redirect("trail:change", here.project.pk, row.pk)
        form, status = form_with(initial={**request.POST.dict(), "edition": row.edition}), HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "change": row, "nothing": nothing, "theirs": theirs}
    return render(request, "trail/change_edit.jinja", context, status=status)


def _as_opened(row: Change) -> dict[str, Any]:
    """What the form is opened with."""
    names = (
        "what",
        "for_whom",
        "since",
        "how_known",
        "account",
        "measure",
        "before",
        "after",
        "compared_with",
        "edition",
    )
    return {name: getattr(row, name) for name in names} | {"chosen_by": str(row.chosen_by_id or "")}
