"""Actions: the list, adding one, how far it is, trying out."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.actions import did as actions
from wesaid_web.trail.forms.did import ActionForm, NoteForm, PlanTryForm, StatusForm, WriteTryForm
from wesaid_web.trail.forms.fields import differing
from wesaid_web.trail.models import Act, Action, Decision, Result, Status, TryOut
from wesaid_web.trail.permissions import ACT, CHANGE, SEE
from wesaid_web.trail.views.shared import PAGE, asked_for, readable


@project_view(SEE, "GET")
def did(request: HttpRequest, here: Here) -> HttpResponse:
    """Every action: what is open and due first."""
    rows = queries.actions_of(here.project)
    status = request.GET.get("status", "")
    if status in Status.values:
        rows = rows.filter(status=status)
    if request.GET.get("mine"):
        rows = rows.filter(workers=here.member)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "page": page,
        "query": page_query(request),
        "status": status,
        "mine": bool(request.GET.get("mine")),
        "statuses": Status.choices,
        "anything": here.project.actions.exists(),
        "about": queries.said_in(rows),
        "may_act": here.can(ACT),
    }
    return render(request, "trail/did.jinja", context)


@project_view(ACT, "GET", "POST")
def action_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Add an action for a decision, or for something that was said."""
    decision = _decision_asked_for(request, here)
    about = asked_for(request, here)
    if decision and not about:
        about = readable(here, decision.contributions.filter(is_split=False))
    if not about:
        messages.info(request, _("Choose what was said first. An action belongs to it."))
        return redirect("trail:said", here.project.pk)
    form = ActionForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        action = actions.add(
            project=here.project,
            what=given["what"],
            contributions=about,
            decision=decision,
            workers=given["workers"],
            others=given["others"],
            due=given["due"],
            status=Status(given["status"]),
            by=here.member,
            action_id=given["id"],
        )
        messages.success(request, _("The action is added."))
        return redirect("trail:action", here.project.pk, action.pk)
    context = {"here": here, "form": form, "about": about, "decision": decision}
    return render(request, "trail/action_new.jinja", context, status=status_of(form))


def _decision_asked_for(request: HttpRequest, here: Here) -> Decision | None:
    try:
        key = uuid.UUID(request.POST.get("decision") or request.GET.get("decision") or "")
    except ValueError:
        return None
    return get_object_or_404(Decision, pk=key, project=here.project)


def _find(here: Here, action_id: uuid.UUID) -> Action:
    return get_object_or_404(Action.objects.select_related("decision", "project"), pk=action_id, project=here.project)


@project_view(SEE, "GET")
def action(request: HttpRequest, here: Here, action_id: uuid.UUID) -> HttpResponse:
    """One action: who is on it, how it goes, the rounds of trying out, what changed."""
    row = _find(here, action_id)
    tries = list(row.tries.all())
    context = {
        "here": here,
        "action": row,
        "about": readable(here, row.contributions.select_related("author", "perspective")),
        "workers": list(row.workers.all()),
        "notes": list(row.notes.select_related("by")),
        "tries": tries,
        "trying": bool(tries) or bool(row.decision and row.decision.result == Result.TRY_OUT),
        "open_try": next((round_ for round_ in tries if not round_.act), None),
        "changes": list(row.changes.all()),
        "status_form": StatusForm(initial={"status": row.status}),
        "note_form": NoteForm(),
        "may_act": here.can(ACT),
        "may_change": here.can(CHANGE),
    }
    return render(request, "trail/action.jinja", context)


@project_view(ACT, "GET", "POST")
def action_edit(request: HttpRequest, here: Here, action_id: uuid.UUID) -> HttpResponse:
    """Change what an action says, who is on it, by when."""
    row = _find(here, action_id)
    form = ActionForm(here, posted(request), action=row, initial=_as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.edit(
                action=row,
                what=given["what"],
                workers=given["workers"],
                others=given["others"],
                due=given["due"],
                edition=given["edition"] or 0,
                by=here.member,
            )
        except ChangedMeanwhile:
            row.refresh_from_db()
            theirs = differing(form, _as_opened(row))
        if not theirs:  # saved now; or what was saved meanwhile is the very same
            messages.success(request, _("The action is changed."))
            return redirect("trail:action", here.project.pk, row.pk)
        mine = {**request.POST.dict(), "workers": request.POST.getlist("workers"), "edition": row.edition}
        form, status = ActionForm(here, action=row, initial=mine), HTTPStatus.CONFLICT
    return render(
        request, "trail/action_edit.jinja", {"here": here, "form": form, "action": row, "theirs": theirs}, status=status
    )


def _as_opened(row: Action) -> dict[str, Any]:
    """What the form is opened with."""
    return {
        "edition": row.edition,
        "what": row.what,
        "others": row.others,
        "due": row.due,
        "workers": [str(pk) for pk in row.workers.values_list("pk", flat=True)],
    }


@project_view(ACT, "GET", "POST")
def action_status(request: HttpRequest, here: Here, action_id: uuid.UUID) -> HttpResponse:
    """Say how far it is."""
    row = _find(here, action_id)
    form = StatusForm(posted(request), initial={"status": row.status})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.set_status(action=row, status=Status(given["status"]), note=given["note"], by=here.member)
        if given["status"] == Status.DONE:
            messages.success(request, _("Done. Next: what changed because of it? Nothing is an answer, too."))
        else:
            messages.success(request, _("Saved."))
        return redirect("trail:action", here.project.pk, row.pk)
    return render(
        request, "trail/action_status.jinja", {"here": here, "form": form, "action": row}, status=status_of(form)
    )


@project_view(ACT, "POST")
def action_note(request: HttpRequest, here: Here, action_id: uuid.UUID) -> HttpResponse:
    """Add a line on how it is going."""
    row = _find(here, action_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        actions.add_note(action=row, text=form.cleaned_data["text"], by=here.member)
        messages.success(request, _("The note is added."))
        return redirect("trail:action", here.project.pk, row.pk)
    return render(
        request, "trail/action_note.jinja", {"here": here, "form": form, "action": row}, status=status_of(form)
    )


@project_view(ACT, "GET", "POST")
def try_new(request: HttpRequest, here: Here, action_id: uuid.UUID) -> HttpResponse:
    """Plan a round of trying it out."""
    row = _find(here, action_id)
    form = PlanTryForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.plan_try(
            action=row, plan=form.cleaned_data["plan"], prediction=form.cleaned_data["prediction"], by=here.member
        )
        messages.success(request, _("The round is planned. Write what happens as you go."))
        return redirect("trail:action", here.project.pk, row.pk)
    return render(request, "trail/try_new.jinja", {"here": here, "form": form, "action": row}, status=status_of(form))


@project_view(ACT, "GET", "POST")
def try_write(request: HttpRequest, here: Here, action_id: uuid.UUID, try_id: uuid.UUID) -> HttpResponse:
    """Write what was done, what was learned, and what follows."""
    row = _find(here, action_id)
    round_ = get_object_or_404(TryOut, pk=try_id, action=row)
    start = {"edition": round_.edition, "did": round_.did, "studied": round_.studied, "act": round_.act}
    form = WriteTryForm(posted(request), initial=start)
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.write_try(
                round_=round_,
                did=given["did"],
                studied=given["studied"],
                act=Act(given["act"]) if given["act"] else None,
                edition=given["edition"],
                by=here.member,
            )
        except ChangedMeanwhile:
            round_.refresh_from_db()
            theirs = differing(form, {"did": round_.did, "studied": round_.studied, "act": round_.act})
        if not theirs:  # saved now; or what was saved meanwhile is the very same
            messages.success(request, _("Saved."))
            return redirect("trail:action", here.project.pk, row.pk)
        mine = {**request.POST.dict(), "edition": round_.edition}
        form, status = WriteTryForm(initial=mine), HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "action": row, "round": round_, "theirs": theirs}
    return render(request, "trail/try_write.jinja", context, status=status)
