"""What taking part has done for people, in their own words. Somebody else's are not there unless they share them."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.delivery import queries
from wesaid_web.delivery.actions import own as actions
from wesaid_web.delivery.forms.sessions import OwnForm
from wesaid_web.delivery.models import Development
from wesaid_web.delivery.permissions import OWN_WORDS, SEE, WRITE_OWN
from wesaid_web.delivery.views.shared import saved, typed_again
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import check_can


@project_view(SEE, "GET", "POST")
def own(request: HttpRequest, here: Here) -> HttpResponse:
    """One's own words, and what others share."""
    if request.method == "POST":
        check_can(here.member, WRITE_OWN)
    form = OwnForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.write(text=given["text"], shared=given["shared"], by=here.member, development_id=given["id"])
        messages.success(
            request, _("Saved. The group can read it.") if given["shared"] else _("Saved. Only you can read it here.")
        )
        return redirect("delivery:own", here.project.pk)
    context = {
        "here": here,
        "form": form,
        "mine": list(Development.objects.filter(member=here.member)),
        "others": list(queries.shared_words(here.member)),
        "may_write": here.can(WRITE_OWN),
    }
    return render(request, "delivery/own.jinja", context, status=status_of(form))


def _find(here: Here, own_id: uuid.UUID) -> Development:
    """One's own words. Somebody else's look as if they were not there."""
    return get_object_or_404(Development, pk=own_id, member=here.member)


@project_view(OWN_WORDS, "GET", "POST")
def own_edit(request: HttpRequest, here: Here, own_id: uuid.UUID) -> HttpResponse:
    """Change one's own words, share them or keep them, take them away."""
    row = _find(here, own_id)
    form = OwnForm(posted(request), initial=_as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        words = {"text": given["text"], "shared": given["shared"], "edition": given["edition"] or 0}
        theirs = saved(lambda: actions.edit(development=row, by=here.member, **words), row, form, _as_opened)
        if not theirs:
            messages.success(request, _("Saved."))
            return redirect("delivery:own", here.project.pk)
        form, status = OwnForm(initial=typed_again(request, row.edition)), HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "row": row, "theirs": theirs}
    return render(request, "delivery/own_edit.jinja", context, status=status)


def _as_opened(row: Development) -> dict[str, Any]:
    return {"edition": row.edition, "text": row.text, "shared": row.shared}


@project_view(OWN_WORDS, "POST")
def own_share(request: HttpRequest, here: Here, own_id: uuid.UUID) -> HttpResponse:
    """Let the group read it, or keep it to oneself again."""
    row, shared = _find(here, own_id), request.POST.get("shared") == "yes"
    actions.share(development=row, shared=shared, by=here.member)
    messages.success(request, _("The group can read it now.") if shared else _("Only you can read it now."))
    return redirect("delivery:own", here.project.pk)


@project_view(OWN_WORDS, "POST")
def own_remove(request: HttpRequest, here: Here, own_id: uuid.UUID) -> HttpResponse:
    """Take it away for good."""
    actions.remove(development=_find(here, own_id), by=here.member)
    messages.success(request, _("It is gone."))
    return redirect("delivery:own", here.project.pk)
