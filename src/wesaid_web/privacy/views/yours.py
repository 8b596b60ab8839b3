"""What is held about me: seeing it, taking a copy, being erased."""

from __future__ import annotations

import uuid

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotYet, public_view, signed_in_view
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.names import Names
from wesaid_web.common.views import too_many
from wesaid_web.people.models import User
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.privacy import copy_actions
from wesaid_web.privacy import erasing_actions as erasing
from wesaid_web.privacy.forms import EraseForForm, EraseForm, SureForm
from wesaid_web.privacy.held import forecast, held, person_of
from wesaid_web.privacy.models import AskedHow, Complaint, ErasureAsked
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import MANAGE_PEOPLE

SHOWN = 10
"""So many of one kind stand on the page; all of them are in the copy."""


@signed_in_view("GET")
def yours(request: HttpRequest) -> HttpResponse:
    """Everything that is held about me, grouped by what it is for."""
    user = signed_in_user(request)
    asked = ErasureAsked.objects.filter(user=user, done_on=None).first()
    context = {
        "held": held(person_of(user)),
        "shown": SHOWN,
        "asked": asked,
        "comes_first": _comes_first(user) if asked else "",
        "complaints": Complaint.objects.filter(user=user).select_related("project"),
    }
    return render(request, "privacy/yours.jinja", context)


def _comes_first(user: User) -> str:
    """What has to come first before somebody is erased; they may have been left alone with something after they asked."""
    try:
        erasing.check_not_needed(user)
    except NotYet as problem:
        return str(problem)
    return ""


@signed_in_view("POST")
def copy(request: HttpRequest) -> HttpResponseBase:
    """A copy to take along, made now for whoever is signed in now."""
    made = copy_actions.take_copy(user=signed_in_user(request))
    return FileResponse(made, as_attachment=True, filename="your-data.zip", content_type="application/zip")


@signed_in_view("GET", "POST")
def erase(request: HttpRequest) -> HttpResponseBase:
    """Ask to be erased, in two steps: how; then what exactly goes and stays, and who it is that asks."""
    user = signed_in_user(request)
    first = _comes_first(user)
    if first:
        return render(request, "privacy/erase.jinja", {"comes_first": first, "form": None})
    if request.method == "POST" and "typed" in request.POST:
        return _sure(request, user)
    form = EraseForm(user, posted(request), initial={"words": "keep"})
    if request.method == "POST" and form.is_valid():
        return _second_step(request, user, SureForm(user, initial=form.cleaned_data))
    return render(request, "privacy/erase.jinja", {"form": form}, status=status_of(form))


def _second_step(request: HttpRequest, user: User, form: SureForm) -> HttpResponse:
    words = form["words"].value()
    person = person_of(user, take_words=words == "take")
    context = {
        "form": form,
        "becomes": forecast(person),
        "new_name": Names.of(person.account, person.places).lately,
        "now": form["when"].value() == "now" if "when" in form.fields else False,
    }
    return render(request, "privacy/erase_sure.jinja", context, status=status_of(form))


def _sure(request: HttpRequest, user: User) -> HttpResponseBase:
    if not ratelimit.consume(request, action="reauthenticate", user=user):
        return too_many(request)
    form = SureForm(user, request.POST)
    if not form.is_valid():
        return _second_step(request, user, form)
    asked = erasing.ask(
        user=user,
        take_words=form.take_words,
        everywhere=form.cleaned_data["names"],
        at_once=form.at_once,
    )
    if not form.at_once:
        messages.success(request, _("You asked to be erased. Until then you can take it back here."))
        return redirect("yours")
    erasing.carry_out(asked=asked)
    logout(request)
    return redirect("erased", asked.pk)


@signed_in_view("POST")
def take_back(request: HttpRequest) -> HttpResponse:
    """Not to be erased after all."""
    user = signed_in_user(request)
    asked = ErasureAsked.objects.filter(user=user, done_on=None).first()
    if asked:
        erasing.take_back(asked=asked, by=user)
    messages.success(request, _("You are not erased. Everything stays as it was."))
    return redirect("yours")


@public_view("GET")
def erased(request: HttpRequest, asked_id: uuid.UUID) -> HttpResponse:
    """It is done: when, and with which number. It says nothing about whom, and leads nowhere."""
    asked = get_object_or_404(ErasureAsked, pk=asked_id, done_on__isnull=False)
    return render(request, "privacy/erased.jinja", {"asked": asked})


# For somebody without an account, through whoever facilitates


@project_view(MANAGE_PEOPLE, "GET", "POST")
def erase_person(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Write down that somebody without an account asked to be erased, and how. It is done a week later."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, user=None)
    asked = ErasureAsked.objects.filter(member=member, done_on=None).first()
    form = EraseForForm(posted(request), initial={"words": "keep"})
    if request.method == "POST" and form.is_valid():
        erasing.ask_for(
            member=member,
            how=AskedHow(form.cleaned_data["how"]),
            take_words=form.take_words,
            everywhere=form.cleaned_data["names"],
            by=here.member,
        )
        messages.success(request, _("It is written down. Until it is done it can be taken back here."))
        return redirect("privacy:erase_person", here.project.pk, member.pk)
    context = {"here": here, "person": member, "form": form, "asked": asked}
    return render(request, "privacy/erase_person.jinja", context, status=status_of(form))


@project_view(MANAGE_PEOPLE, "POST")
def keep_person(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Somebody without an account is not erased after all."""
    member = get_object_or_404(Member, pk=member_id, project=here.project, user=None)
    asked = ErasureAsked.objects.filter(member=member, done_on=None).first()
    if asked:
        erasing.take_back(asked=asked, by=here.user)
    messages.success(request, _("They are not erased. Everything stays as it was."))
    return redirect("projects:people", here.project.pk)
