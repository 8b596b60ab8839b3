"""What was delivered: writing it down, correcting it, telling the group what was learned."""

from __future__ import annotations

import uuid
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.delivery import bridge
from wesaid_web.delivery.actions import sessions as actions
from wesaid_web.delivery.forms.sessions import LearnedForm, SessionForm
from wesaid_web.delivery.models import HeldRole, Session
from wesaid_web.delivery.permissions import HOLD, check_can_log
from wesaid_web.delivery.views.shared import find_role, saved, typed_again
from wesaid_web.delivery.words import warned
from wesaid_web.projects.access import Here, project_view


@project_view(HOLD, "GET", "POST")
def log(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Write down what was done, in three answers. How much of the limit is used stands above."""
    row = find_role(here, role_id)
    check_can_log(here.member, row)
    form = SessionForm(row, posted(request))
    if request.method == "POST" and form.is_valid():
        delivered = _delivered(form)
        actions.log(role=row, delivered=delivered, by=here.member, session_id=form.cleaned_data["id"])
        _say_how_much(request, here, row, delivered)
        return redirect("delivery:role", here.project.pk, row.pk)
    own = row.holder_id == here.member.pk
    load = bridge.load_of(row, timezone.localdate())
    context = {"here": here, "form": form, "role": row, "load": warned(load, row, own=own) if load else None}
    return render(request, "delivery/log.jinja", context, status=status_of(form))


def _delivered(form: SessionForm) -> actions.Delivered:
    names = ("on", "hours", "reached", "kind", "languages", "learned")
    return actions.Delivered(**{name: form.cleaned_data[name] for name in names})


def _say_how_much(request: HttpRequest, here: Here, row: HeldRole, delivered: actions.Delivered) -> None:
    """Saved; and where the week or month of that day is near its limit or past it, that."""
    load = bridge.load_of(row, delivered.on)
    words = warned(load, row, own=row.holder_id == here.member.pk) if load else None
    if words and words.level:
        messages.warning(
            request,
            _("It is written down. %(title)s: %(used)s. %(advice)s")
            % {"title": words.title, "used": words.used, "advice": words.advice},
        )
    else:
        messages.success(request, _("It is written down. Thank you."))


def _find(here: Here, session_id: uuid.UUID) -> tuple[Session, HeldRole]:
    """A session and its role; one that was brought in from elsewhere belongs to no role and has no page."""
    rows = Session.objects.select_related("piece", "contribution")
    session = get_object_or_404(rows, pk=session_id, piece__project=here.project)
    if session.role_id is None:
        raise Http404
    role = find_role(here, session.role_id)
    check_can_log(here.member, role)
    return session, role


@project_view(HOLD, "GET", "POST")
def session_edit(request: HttpRequest, here: Here, session_id: uuid.UUID) -> HttpResponse:
    """Correct what was written down, or take it out."""
    session, role = _find(here, session_id)
    form = SessionForm(role, posted(request), initial=_as_opened(session))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        delivered, edition = _delivered(form), form.cleaned_data["edition"] or 0
        theirs = saved(
            lambda: actions.edit(session=session, delivered=delivered, edition=edition, by=here.member),
            session,
            form,
            _as_opened,
        )
        if not theirs:
            _say_how_much(request, here, role, delivered)
            return redirect("delivery:role", here.project.pk, role.pk)
        form, status = SessionForm(role, initial=typed_again(request, session.edition)), HTTPStatus.CONFLICT
    context = {"here": here, "form": form, "role": role, "session": session, "theirs": theirs}
    return render(request, "delivery/session_edit.jinja", context, status=status)


def _as_opened(session: Session) -> dict[str, Any]:
    names = ("edition", "on", "hours", "reached", "kind", "languages", "learned")
    return {name: getattr(session, name) for name in names}


@project_view(HOLD, "POST")
def session_remove(request: HttpRequest, here: Here, session_id: uuid.UUID) -> HttpResponse:
    """Take it out."""
    session, role = _find(here, session_id)
    actions.remove(session=session, by=here.member)
    messages.success(request, _("It is taken out."))
    return redirect("delivery:role", here.project.pk, role.pk)


@project_view(HOLD, "GET", "POST")
def learned(request: HttpRequest, here: Here, session_id: uuid.UUID) -> HttpResponse:
    """Tell the group what was learned: it goes on the trail, as whoever says it chooses."""
    session, role = _find(here, session_id)
    form = LearnedForm(here, list(role.holder.perspectives.all()), posted(request))
    if request.method == "POST" and form.is_valid():
        contribution = actions.say_learned(session=session, hat=form.cleaned_data["hat"], by=here.member)
        messages.success(request, _("It is on the trail now, and you can follow what becomes of it here."))
        return redirect("trail:one", here.project.pk, contribution.pk)
    if session.contribution or not session.learned.strip():
        return redirect("delivery:session_edit", here.project.pk, session.pk)
    context = {"here": here, "form": form, "role": role, "session": session}
    return render(request, "delivery/learned.jinja", context, status=status_of(form))
