"""Asking without an account: what a word means, and for something in another form.

Nothing is kept of who asked or from where: no invitation, no words, no device. It opens no page of the project.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wesaid_web.common.access import NotAllowed, public_view
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.glossary import house_words
from wesaid_web.common.same_room import came_over_the_network
from wesaid_web.common.views import too_many, typed
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.glossary_actions import ask_word
from wesaid_web.projects.glossary_forms import AskWordForm
from wesaid_web.projects.models import Project
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import formats
from wesaid_web.trail.forms.formats import WithoutAccountForm
from wesaid_web.trail.models import Contribution, GuestInvitation, InForm
from wesaid_web.trail.views.shared import sends_too_much


def from_invitation(invitation: GuestInvitation) -> str:
    """What stands in the address of these pages for somebody who has an invitation."""
    return sealed.seal_asking(invitation.project_id, invitation.meeting_id)


def from_words(project: Project, rows: Iterable[Contribution]) -> str:
    """The same for somebody who has a code: the meeting at which it was said, if it was one."""
    meetings = {row.meeting_id for row in rows}
    return sealed.seal_asking(project.pk, meetings.pop() if len(meetings) == 1 else None)


@public_view("GET", "POST")
def word(request: HttpRequest, token: str) -> HttpResponse:
    """Ask what a word means. The words of the house stand on the page: the answer may be there already."""
    project, _meeting = _opened(token)
    if project is None:
        return _closed(request)
    if sends_too_much(request):
        return too_many(request)
    form = AskWordForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            ask_word(project=project, word=given["word"], where=given["where"], by=None)
        except NotAllowed as problem:
            form.add_error("word", str(problem))
        else:
            return _asked(request, project, token, of_word=True)
    context = {"project": project, "form": form, "house": house_words()}
    return render(request, "guests/ask_word.jinja", context, status=status_of(form))


@public_view("GET", "POST")
def other_form(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a page, a paper or the meeting in another form. Not for words: they would say whose they are."""
    project, meeting = _opened(token)
    if project is None:
        return _closed(request)
    if came_over_the_network(request):  # what somebody needs is not for others on it to read
        return render(request, "common/same_room.jinja", {"typed": typed(request)}, status=HTTPStatus.FORBIDDEN)
    if sends_too_much(request):
        return too_many(request)
    form = WithoutAccountForm(meeting, posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            formats.ask(
                project=project,
                of=form.of(),
                kind=InForm(given["kind"]),
                language=given["language"],
                note=given["note"],
                say_who=False,
                by=None,
            )
        except NotAllowed as problem:
            form.add_error("kind", str(problem))
        else:
            return _asked(request, project, token, of_word=False)
    return render(request, "guests/ask_form.jinja", {"project": project, "form": form}, status=status_of(form))


def _opened(token: str) -> tuple[Project | None, Meeting | None]:
    opened = sealed.open_asking(token)
    if opened is None:
        return None, None
    project, meeting = opened
    return Project.objects.filter(pk=project).first(), _meeting_of(project, meeting)


def _meeting_of(project: uuid.UUID, meeting: uuid.UUID | None) -> Meeting | None:
    return Meeting.objects.filter(pk=meeting, project=project).first() if meeting else None


def _asked(request: HttpRequest, project: Project, token: str, *, of_word: bool) -> HttpResponse:
    return render(request, "guests/asked.jinja", {"project": project, "token": token, "of_word": of_word})


def _closed(request: HttpRequest) -> HttpResponse:
    """The page lay open for more than a day: nothing was asked, and what was written is given back."""
    given = [request.POST.get(name, "") for name in ("word", "where", "note")]
    context = {"typed": [one for one in given if one.strip()]}
    return render(request, "guests/worry_closed.jinja", context, status=HTTPStatus.GONE)
