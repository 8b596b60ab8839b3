"""How the group works: the ways of working it says it uses, with what published studies report of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid.frameworks import all_ways, review
from wesaid_web.common.forms import posted
from wesaid_web.projects import actions, queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.forms import WaysForm
from wesaid_web.projects.permissions import SEE, SETTINGS


@project_view(SEE, "GET")
def ways(request: HttpRequest, here: Here) -> HttpResponse:
    """The ways that were chosen, each with its facts."""
    chosen = queries.ways_of(here.project)
    known = {way.id: way for way in all_ways()}
    context = {
        "here": here,
        "ways": [known[name] for name in chosen if name in known],
        "others": [name for name in chosen if name not in known],
        "review": review(),
        "may_change": here.can(SETTINGS),
    }
    return render(request, "projects/ways.jinja", context)


@project_view(SETTINGS, "GET", "POST")
def edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose them."""
    form = WaysForm(posted(request), initial={"ways": queries.ways_of(here.project)})
    if request.method == "POST" and form.is_valid():
        actions.set_ways(project=here.project, ways=form.cleaned_data["ways"], by=here.member)
        messages.success(request, _("Saved."))
        return redirect("projects:ways", here.project.pk)
    status = 422 if form.errors else 200
    return render(request, "projects/ways_edit.jinja", {"here": here, "form": form}, status=status)
