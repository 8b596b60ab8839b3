"""What people need to take part, as promises; and who is there after a hard meeting."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import Form, posted, status_of
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.fields import differing
from wesaid_web.projects.models import Member
from wesaid_web.support import care_actions as actions
from wesaid_web.support import queries, rules
from wesaid_web.support.care_forms import AftercareForm, AgreeForm, CheckInForm, MetForm, NeedForm
from wesaid_web.support.models import AftercareContact, Met, Need, ShownTo
from wesaid_web.support.permissions import (
    AFTERCARE,
    AGREE_NEEDS,
    CHECK_IN,
    NEEDS,
    SET_AFTERCARE,
    answers_for,
)


def _need(here: Here, need_id: uuid.UUID) -> Need:
    """A need that this person is shown; else not found, whether it is there or not."""
    row = get_object_or_404(Need.objects.select_related("member"), pk=need_id, member__project=here.project)
    if row.member_id != here.member.pk and not here.can(AGREE_NEEDS) and row.shown_to != ShownTo.GROUP:
        raise Http404
    return row


def _own(here: Here, need_id: uuid.UUID) -> Need:
    """A need that this person answers for; else not found."""
    row = _need(here, need_id)
    if not answers_for(here.member, row.member):
        raise Http404
    return row


@project_view(NEEDS, "GET")
def needs(request: HttpRequest, here: Here) -> HttpResponse:
    """What helps me take part; and what others need, as far as they want me to see it."""
    today = timezone.localdate()
    mine, others = queries.needs_of(here.member), queries.needs_shown_to(here.member)
    context = {
        "here": here,
        "mine": mine,
        "others": others,
        "overdue": {row.pk for row in (*mine, *others) if queries.is_overdue(row, today)},
        "answer_for": {row.pk for row in others if answers_for(here.member, row.member)},
        "may_agree": here.can(AGREE_NEEDS),
    }
    return render(request, "support/needs.jinja", context)


@project_view(NEEDS, "GET", "POST")
def need_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down what helps: for oneself; or, for facilitators, with somebody."""
    theirs = here.can(AGREE_NEEDS) and "with" in {**request.GET.dict(), **request.POST.dict()}
    people = list(here.project.members.filter(left_at=None).exclude(pk=here.member.pk)) if theirs else []
    form = NeedForm(people, posted(request), theirs=theirs)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.write_need(
            member=given.get("member") or here.member,
            needed=form.needed(),
            said_yes=given.get("said_yes", False),
            by=here.member,
            need_id=given["id"],
        )
        messages.success(request, _("It is written down. Next: somebody who facilitates agrees with you what is done."))
        return redirect("support:needs", here.project.pk)
    context = {"here": here, "form": form, "with_somebody": theirs}
    return render(request, "support/need_new.jinja", context, status=status_of(form))


def _changing(
    request: HttpRequest,
    here: Here,
    row: Need,
    make: Callable[..., Any],
    opened: Callable[[Need], dict[str, Any]],
    save: Callable[[Any], object],
    template: str,
) -> HttpResponse:
    """A form that changes a need; where somebody else was quicker, both texts."""
    form: Form = make(posted(request), initial=opened(row))
    status, others = status_of(form), []
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except ChangedMeanwhile:
            row.refresh_from_db()
            others, status = differing(form, opened(row)), HTTPStatus.CONFLICT
            form = make(initial={**request.POST.dict(), "edition": row.edition})
        else:
            messages.success(request, _("Saved."))
            return redirect("support:needs", here.project.pk)
    context = {"here": here, "need": row, "form": form, "theirs": others, "is_mine": row.member_id == here.member.pk}
    return render(request, template, context, status=status)


@project_view(NEEDS, "GET", "POST")
def need_edit(request: HttpRequest, here: Here, need_id: uuid.UUID) -> HttpResponse:
    """Change the words, or who may see it."""
    row = _own(here, need_id)
    return _changing(
        request,
        here,
        row,
        lambda *args, **given: NeedForm([], *args, theirs=row.member_id != here.member.pk, **given),
        lambda row: {"helps": row.helps, "shown_to": row.shown_to, "edition": row.edition},
        lambda form: actions.edit_need(
            need=row, needed=form.needed(), edition=form.cleaned_data["edition"] or 0, by=here.member
        ),
        "support/need_edit.jinja",
    )


@project_view(AGREE_NEEDS, "GET", "POST")
def need_agree(request: HttpRequest, here: Here, need_id: uuid.UUID) -> HttpResponse:
    """Write down what was agreed about it."""
    row = _need(here, need_id)
    return _changing(
        request,
        here,
        row,
        AgreeForm,
        lambda row: {"agreed": row.agreed, "review_on": row.review_on, "edition": row.edition},
        lambda form: actions.agree_need(need=row, by=here.member, **form.cleaned_data),
        "support/need_agree.jinja",
    )


@project_view(NEEDS, "GET", "POST")
def need_met(request: HttpRequest, here: Here, need_id: uuid.UUID) -> HttpResponse:
    """Say whether it was met."""
    row = _own(here, need_id)
    form = MetForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer_need(need=row, met=Met(given["met"]), words=given["words"], by=here.member)
        messages.success(request, _("Thank you. It is written down."))
        return redirect("support:needs", here.project.pk)
    context = {"here": here, "need": row, "form": form, "is_mine": row.member_id == here.member.pk}
    return render(request, "support/need_met.jinja", context, status=status_of(form))


@project_view(NEEDS, "GET", "POST")
def need_remove(request: HttpRequest, here: Here, need_id: uuid.UUID) -> HttpResponse:
    """Remove it, with what was agreed and answered, after saying so."""
    row = _own(here, need_id)
    if request.method == "POST":
        actions.remove_need(need=row, by=here.member)
        messages.success(request, _("It is removed."))
        return redirect("support:needs", here.project.pk)
    return render(request, "support/need_remove.jinja", {"here": here, "need": row})


@project_view(NEEDS, "GET")
def needs_told(request: HttpRequest, here: Here) -> HttpResponse:
    """How many promises were met, how many are overdue: for enough people, and never whose."""
    context = {"here": here, "sheets": list(here.project.needs_sheets.all()), "may_tell": here.can(AGREE_NEEDS)}
    return render(request, "support/needs_told.jinja", context)


@project_view(AGREE_NEEDS, "POST")
def needs_freeze(request: HttpRequest, here: Here) -> HttpResponse:
    """Tell the group how it stands now, as far as that may be shown."""
    if actions.freeze_needs(project=here.project, by=here.member):
        messages.success(request, _("The group can see how it stands today."))
    else:
        messages.info(
            request, _("Nothing new is shown: too little has changed since the last time to say it without saying who.")
        )
    return redirect("support:needs_told", here.project.pk)


# After a hard meeting


@project_view(AFTERCARE, "GET")
def aftercare(request: HttpRequest, here: Here) -> HttpResponse:
    """Whom to turn to, how I was, and that one can leave at any time."""
    context = {
        "here": here,
        "people": here.project.aftercare.all(),
        "contacts": rules.contacts_of(here.project),
        "check_ins": list(queries.check_ins_with(here.member)),
        "may_set": here.can(SET_AFTERCARE),
        "may_check_in": here.can(CHECK_IN),
    }
    return render(request, "support/aftercare.jinja", context)


@project_view(SET_AFTERCARE, "GET", "POST")
def aftercare_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Name somebody to turn to."""
    form = AftercareForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        actions.add_contact(project=here.project, contact_id=given.pop("id"), by=here.member, **given)
        messages.success(request, _("They are on the list."))
        return redirect("support:aftercare", here.project.pk)
    return render(request, "support/aftercare_new.jinja", {"here": here, "form": form}, status=status_of(form))


@project_view(SET_AFTERCARE, "GET", "POST")
def aftercare_remove(request: HttpRequest, here: Here, contact_id: uuid.UUID) -> HttpResponse:
    """Take somebody off the list."""
    row = get_object_or_404(AftercareContact, pk=contact_id, project=here.project)
    if request.method == "POST":
        actions.remove_contact(contact=row, by=here.member)
        messages.success(request, _("They are off the list."))
        return redirect("support:aftercare", here.project.pk)
    return render(request, "support/aftercare_remove.jinja", {"here": here, "listed": row})


@project_view(CHECK_IN, "GET", "POST")
def check_in_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down how somebody was, if they said yes to that."""
    people: list[Member] = list(here.project.members.filter(left_at=None).exclude(pk=here.member.pk))
    form = CheckInForm(people, posted(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        actions.check_in(check_in_id=given.pop("id"), by=here.member, **given)
        messages.success(request, _("It is written down. They and you see it."))
        return redirect("support:aftercare", here.project.pk)
    return render(request, "support/check_in_new.jinja", {"here": here, "form": form}, status=status_of(form))


@project_view(AFTERCARE, "GET", "POST")
def check_in_remove(request: HttpRequest, here: Here, check_in_id: uuid.UUID) -> HttpResponse:
    """Remove it: either of the two may."""
    row = get_object_or_404(queries.check_ins_with(here.member), pk=check_in_id)
    if request.method == "POST":
        actions.remove_check_in(row=row, by=here.member)
        messages.success(request, _("It is removed."))
        return redirect("support:aftercare", here.project.pk)
    return render(request, "support/check_in_remove.jinja", {"here": here, "row": row})
