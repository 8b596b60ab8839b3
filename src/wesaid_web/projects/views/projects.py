"""The front page, my projects, starting one, its settings."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import signed_in_view
from wesaid_web.common.forms import posted
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.projects import actions, queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.forms import HatForm, ProjectForm
from wesaid_web.projects.permissions import SETTINGS


@signed_in_view("GET")
def my_projects(request: HttpRequest) -> HttpResponse:
    """The projects I am in, and how to start one."""
    places = queries.projects_of(signed_in_user(request))
    return render(request, "projects/list.jinja", {"places": places})


@signed_in_view("GET", "POST")
def new(request: HttpRequest) -> HttpResponse:
    """Start a project: one question."""
    form = ProjectForm(posted(request))
    if request.method == "POST" and form.is_valid():
        project = actions.create_project(name=form.cleaned_data["name"], by=signed_in_user(request))
        messages.success(request, _("Your project is here. Next: agree what it is for, and invite people."))
        return redirect("show:overview", project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/new.jinja", {"form": form}, status=status)


@project_view(SETTINGS, "GET", "POST")
def settings_page(request: HttpRequest, here: Here) -> HttpResponse:
    """The project's name and its hats."""
    form = ProjectForm(posted(request), initial={"name": here.project.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_project(project=here.project, name=form.cleaned_data["name"], by=here.member)
        messages.success(request, _("The name is changed."))
        return redirect("projects:settings", here.project.pk)
    context = {"here": here, "form": form, "hats": here.project.perspectives.all()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/settings.jinja", context, status=status)


@project_view(SETTINGS, "GET", "POST")
def hat_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Add a hat of the project's own."""
    form = HatForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add_perspective(project=here.project, by=here.member, **form.cleaned_data)
        messages.success(request, _("The hat is added."))
        return redirect("projects:settings", here.project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/hat.jinja", {"here": here, "form": form}, status=status)


@project_view(SETTINGS, "GET", "POST")
def hat_edit(request: HttpRequest, here: Here, hat_id: uuid.UUID) -> HttpResponse:
    """Rename a hat."""
    hat = get_object_or_404(here.project.perspectives, pk=hat_id)
    form = HatForm(posted(request), initial={"name": hat.words, "lived_experience": hat.lived_experience})
    if request.method == "POST" and form.is_valid():
        actions.rename_perspective(perspective=hat, by=here.member, **form.cleaned_data)
        messages.success(request, _("The hat is renamed."))
        return redirect("projects:settings", here.project.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/hat.jinja", {"here": here, "form": form, "hat": hat}, status=status)
