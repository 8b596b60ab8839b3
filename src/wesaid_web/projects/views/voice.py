"""Whether the group looks at how equal it is: asking, answering, pausing. The page itself is in show."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.projects import queries, voice_actions
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.forms import VoiceForm
from wesaid_web.projects.permissions import ASK_FOR_VOICE, VOICE


@project_view(VOICE, "GET")
def switch(request: HttpRequest, here: Here) -> HttpResponse:
    """What it is, how things stand, and what I can do about it."""
    return _page(request, here, VoiceForm())


def _page(request: HttpRequest, here: Here, form: VoiceForm) -> HttpResponse:
    context = {
        "here": here,
        "voice": queries.voice_of(here.project, here.member),
        "form": form,
        "may_ask": here.can(ASK_FOR_VOICE),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "projects/voice.jinja", context, status=status)


@project_view(ASK_FOR_VOICE, "POST")
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask the group."""
    voice_actions.ask_for_voice(project=here.project, by=here.member)
    messages.success(request, _("The group is asked. Everybody who takes part can answer on this page."))
    return redirect("projects:voice", here.project.pk)


@project_view(VOICE, "POST")
def answer(request: HttpRequest, here: Here) -> HttpResponse:
    """Agree, or say not yet."""
    form = VoiceForm(request.POST)
    if not form.is_valid():
        return _page(request, here, form)
    try:
        voice_actions.answer_voice(project=here.project, agrees=form.cleaned_data["answer"] == "agree", by=here.member)
    except voice_actions.NotAsked as problem:
        form.add_error("answer", str(problem))
        return _page(request, here, form)
    if queries.voice_of(here.project, here.member).is_on:
        messages.success(request, _("Thank you. Enough people have agreed: it is on."))
        return redirect("show:equal", here.project.pk)
    messages.success(request, _("Thank you. Your answer is kept, and you can change it."))
    return redirect("projects:voice", here.project.pk)


@project_view(VOICE, "POST")
def pause(request: HttpRequest, here: Here) -> HttpResponse:
    """Hide it for everyone."""
    voice_actions.pause_voice(project=here.project, by=here.member)
    messages.success(request, _("It is paused: nobody can see it now. The group is not told who paused it."))
    return redirect("projects:voice", here.project.pk)
