"""How long things are kept; and the list of everything that is kept, for anybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import public_view
from wesaid_web.common.forms import posted, status_of
from wesaid_web.privacy import keeping_actions as actions
from wesaid_web.privacy.documents import register_parts
from wesaid_web.privacy.keeping import shown
from wesaid_web.privacy.keeping_forms import KeepingForm
from wesaid_web.privacy.permissions import KEEPING, SET_KEEPING
from wesaid_web.projects.access import Here, project_view


@public_view("GET")
def register(request: HttpRequest) -> HttpResponse:
    """Everything this site keeps, what for, who sees it, how long, and what being erased does to it."""
    return render(
        request, "privacy/register.jinja", {"parts": register_parts(), "times": shown(None, timezone.localdate())}
    )


@project_view(KEEPING, "GET")
def keeping(request: HttpRequest, here: Here) -> HttpResponse:
    """How long this group keeps what, and what goes next."""
    lines = shown(here.project, timezone.localdate())
    context = {"here": here, "lines": lines, "may_set": here.can(SET_KEEPING)}
    return render(request, "privacy/keeping.jinja", context)


@project_view(SET_KEEPING, "GET", "POST")
def keeping_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Change how long."""
    form = KeepingForm(here.project, posted(request))
    if request.method == "POST" and form.is_valid():
        actions.keep_for(project=here.project, days=form.cleaned_data, by=here.member)
        messages.success(request, _("Saved."))
        return redirect("privacy:keeping", here.project.pk)
    return render(request, "privacy/keeping_edit.jinja", {"here": here, "form": form}, status=status_of(form))
