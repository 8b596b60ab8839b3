"""Telling a worry without an account: from an invitation, or from the page of what somebody said.

Nothing is kept of where it came from: no invitation, no words, no device. It goes to whom everybody's worries go to.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wesaid_web.common.access import public_view
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.same_room import came_over_the_network
from wesaid_web.projects.models import Member, Project
from wesaid_web.support import concern_actions, rules
from wesaid_web.support.concern_forms import WithoutAccountForm, names_now
from wesaid_web.trail import sealed
from wesaid_web.trail.models import Contribution, GuestInvitation


def from_invitation(invitation: GuestInvitation) -> str:
    """What stands in the address of the page for a worry of somebody who has an invitation."""
    return sealed.seal_worry(invitation.project_id, filter(None, [invitation.made_by_id]))


def from_words(project: Project, rows: Iterable[Contribution]) -> str:
    """The same for somebody who has a code: whoever gave out the invitation, or wrote the words down."""
    givers = [key for row in rows for key in (row.typed_by_id, _made_by(row)) if key]
    return sealed.seal_worry(project.pk, givers)


def _made_by(row: Contribution) -> uuid.UUID | None:
    invitation = row.receipt.invitation
    return invitation.made_by_id if invitation else None


@public_view("GET", "POST")
def worry(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a worry. Words typed into the other form come along, and nothing is kept until it is sent from here."""
    opened = sealed.open_worry(token)
    project = Project.objects.filter(pk=opened[0]).first() if opened else None
    if opened is None or project is None:
        return _closed(request)
    givers = tuple(Member.objects.filter(project=project, pk__in=opened[1], left_at=None))
    contacts = rules.contacts_of(project)
    if came_over_the_network(request):
        typed = request.POST.get("words") or request.POST.get("text") or ""
        told: dict[str, object] = {"project": project, "contacts": contacts, "typed": [typed] if typed.strip() else []}
        return render(request, "guests/worry_in_room.jinja", told, status=HTTPStatus.FORBIDDEN)
    data = None if "from_saying" in request.POST else posted(request)
    reads = rules.readers(contacts)
    form = WithoutAccountForm(givers, reads, data, initial={"words": request.POST.get("text", "")})
    status, nobody, others = status_of(form), "", ""
    if data is not None and form.is_valid():
        try:
            concern_actions.raise_concern(
                project=project,
                told=form.told(),
                by=None,
                concern_id=form.cleaned_data["id"],
                seen=form.cleaned_data["readers"] or None,
            )
        except concern_actions.ReadersChanged as problem:
            others, status = str(problem), HTTPStatus.CONFLICT
            reads = rules.readers(rules.contacts_of(project))
            form = WithoutAccountForm(givers, reads, names_now(data, reads))
        except (concern_actions.NobodyToRead, concern_actions.TooMany) as problem:
            nobody, status = str(problem), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return render(request, "guests/worry_sent.jinja", {"project": project, "contacts": contacts})
    context = {
        "project": project,
        "form": form,
        "contacts": contacts,
        "reads": reads,
        "comes_first": nobody,
        "others_read": others,
    }
    return render(request, "guests/worry.jinja", context, status=status)


def _closed(request: HttpRequest) -> HttpResponse:
    """The page lay open for more than a day: nothing was sent, and what was written is given back."""
    typed = request.POST.get("words") or request.POST.get("text") or ""
    context = {"typed": [typed] if typed.strip() else []}
    return render(request, "guests/worry_closed.jinja", context, status=HTTPStatus.GONE)
