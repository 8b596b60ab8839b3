"""Bringing in a file, step by step: choose it, say which column is what, look at what would happen, start, undo."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.uploads import add_size_errors
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail.actions import imports as actions
from wesaid_web.trail.forms.imports import ColumnsForm, HatsForm, UploadForm
from wesaid_web.trail.importing.hats import known_hats
from wesaid_web.trail.importing.table import BadTable
from wesaid_web.trail.models import ImportFormat, ImportRun, ImportState
from wesaid_web.trail.permissions import IMPORT


@project_view(IMPORT, "GET")
def imports(request: HttpRequest, here: Here) -> HttpResponse:
    """Files that were brought in."""
    return render(request, "trail/imports.jinja", {"here": here, "runs": here.project.imports.all()[:50]})


@project_view(IMPORT, "GET", "POST")
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose a file."""
    form = UploadForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        add_size_errors(form, request)
        if form.is_valid():
            try:
                run = actions.prepare(project=here.project, upload=form.cleaned_data["file"], by=here.member)
            except BadTable as problem:
                form.add_error("file", str(problem))
            else:
                step = "trail:import" if run.format == ImportFormat.POLIS else "trail:import_columns"
                return redirect(step, here.project.pk, run.pk)
    return render(request, "trail/import_new.jinja", {"here": here, "form": form}, status=status_of(form))


def _find(here: Here, run_id: uuid.UUID) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("project", "started_by"), pk=run_id, project=here.project)


@project_view(IMPORT, "GET", "POST")
def columns(request: HttpRequest, here: Here, run_id: uuid.UUID) -> HttpResponse:
    """Say which column is what."""
    run = _find(here, run_id)
    if run.state != ImportState.CHOOSING:
        return redirect("trail:import", here.project.pk, run.pk)
    form = ColumnsForm(actions.headings(run), posted(request), initial=run.mapping)
    if request.method == "POST" and form.is_valid():
        actions.set_columns(run=run, mapping=form.mapping(), by=here.member)
        return redirect("trail:import", here.project.pk, run.pk)
    return render(
        request, "trail/import_columns.jinja", {"here": here, "run": run, "form": form}, status=status_of(form)
    )


@project_view(IMPORT, "GET")
def run(request: HttpRequest, here: Here, run_id: uuid.UUID) -> HttpResponse:
    """What would happen, how far it is, or what happened."""
    run = _find(here, run_id)
    context = {"here": here, "run": run, "polis": run.format == ImportFormat.POLIS}
    if run.state == ImportState.CHOOSING:
        if run.format == ImportFormat.CSV and "text" not in run.mapping:
            return redirect("trail:import_columns", here.project.pk, run.pk)
        return _preview(request, here, run, actions.preview(run))
    context["hidden"] = run.contributions.exclude(hidden_at=None).count()
    template = "trail/import_progress.jinja" if request.headers.get("HX-Request") else "trail/import_run.jinja"
    return render(request, template, context)


def _preview(
    request: HttpRequest, here: Here, run: ImportRun, found: actions.Preview, form: HatsForm | None = None
) -> HttpResponse:
    form = form or HatsForm(here.project, found.hats)
    known = known_hats(here.project)
    context = {
        "here": here,
        "run": run,
        "polis": run.format == ImportFormat.POLIS,
        "preview": found,
        "form": form,
        "hat_of": {row.hat: known[row.hat.casefold()] for row in found.first if row.hat.casefold() in known},
    }
    return render(request, "trail/import_preview.jinja", context, status=status_of(form))


@project_view(IMPORT, "POST")
def start(request: HttpRequest, here: Here, run_id: uuid.UUID) -> HttpResponse:
    """Start it in the background, once it is said which hat each word in the file is."""
    run = _find(here, run_id)
    if run.state == ImportState.CHOOSING:
        if run.format == ImportFormat.CSV and "text" not in run.mapping:
            return redirect("trail:import_columns", here.project.pk, run.pk)
        found = actions.preview(run)
        form = HatsForm(here.project, found.hats, request.POST)
        if not form.is_valid():
            return _preview(request, here, run, found, form)
        actions.start(run=run, rows_expected=found.rows, hats=form.answers(), by=here.member)
    return redirect("trail:import", here.project.pk, run.pk)


@project_view(IMPORT, "POST")
def undo(request: HttpRequest, here: Here, run_id: uuid.UUID) -> HttpResponse:
    """Take it back, or drop it before it was started."""
    run = _find(here, run_id)
    try:
        undone = actions.undo(run=run, by=here.member)
    except BadTable as problem:
        messages.warning(request, str(problem))
        return redirect("trail:import", here.project.pk, run.pk)
    gone = ngettext("%(n)s contribution is taken back.", "%(n)s contributions are taken back.", undone.gone) % {
        "n": undone.gone
    }
    stayed = (
        _("%(n)s stay, because something has happened with them here.") % {"n": undone.stayed} if undone.stayed else ""
    )
    messages.success(request, f"{gone} {stayed}".strip())
    return redirect("trail:imports", here.project.pk)
