"""Whether others may be told how many of a small group hold which role: each person it is about says so privately."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.forms import posted, status_of
from wesaid_web.delivery import queries
from wesaid_web.delivery.actions import own as actions
from wesaid_web.delivery.forms.sessions import MayBeToldForm
from wesaid_web.delivery.permissions import OWN_WORDS, SEE, SET_UP
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import check_can


@project_view(SEE, "GET", "POST")
def may_be_told(request: HttpRequest, here: Here) -> HttpResponse:
    """What would be told, and one's own answer. Nobody sees anybody else's, or how many there are."""
    if request.method == "POST":
        check_can(here.member, OWN_WORDS)
    found = queries.deliverers(here.project)
    form = MayBeToldForm(posted(request), initial={"answer": "yes" if here.member.pk in found.agreed else "no"})
    if request.method == "POST" and form.is_valid():
        actions.may_be_told(member=here.member, yes=form.cleaned_data["answer"] == "yes", by=here.member)
        messages.success(request, _("Saved. Nobody in the group sees your answer. It counts from the next release on."))
        return redirect("delivery:may_be_told", here.project.pk)
    without_account = Member.objects.filter(pk__in=found.asked, user=None, left_at=None)
    context = {
        "here": here,
        "form": form,
        "is_asked": here.member.pk in found.asked,
        "said_yes": here.member.pk in found.agreed,
        "too_few": len(found.asked) < queries.FEWEST_TO_AGREE,
        "for_others": [(one, one.pk in found.agreed) for one in without_account] if here.can(SET_UP) else [],
    }
    return render(request, "delivery/may_be_told.jinja", context, status=status_of(form))


@project_view(SET_UP, "POST")
def may_be_told_for(request: HttpRequest, here: Here, member_id: uuid.UUID) -> HttpResponse:
    """Write down what somebody without an account said, or that they take it back."""
    person = get_object_or_404(Member, pk=member_id, project=here.project, left_at=None)
    actions.may_be_told(member=person, yes=request.POST.get("answer") == "yes", by=here.member)
    messages.success(request, _("It is written down."))
    return redirect("delivery:may_be_told", here.project.pk)
