"""Roles in the project, and who stands behind it: who holds what, said yes, was trained, is supported; what was promised."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.codes import spoken
from wesaid_web.common.forms import posted
from wesaid_web.joining import queries
from wesaid_web.joining.actions import roles as actions
from wesaid_web.joining.actions import sponsors
from wesaid_web.joining.forms.holding import (
    AgreedForm,
    AnswerForm,
    KeptForm,
    PromiseForm,
    RoleForm,
    SponsorForm,
    TrainingForm,
)
from wesaid_web.joining.models import HowAgreed, Kept, ProjectRole, Promise, RoleTraining, Sponsor
from wesaid_web.joining.permissions import (
    ANSWER,
    HOLD,
    SAY_KEPT,
    SEE,
    SET_UP,
    NotTheSponsor,
    OwnPromise,
    check_may,
    check_may_agree,
    is_sponsor,
    may_agree,
    may_answer,
    may_end,
    may_train,
)
from wesaid_web.joining.views.shared import Sheet, both, form_page
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.permissions import check_can


@project_view(SEE, "GET")
def roles(request: HttpRequest, here: Here) -> HttpResponse:
    """Who holds which role, and who stands behind the project."""
    found = queries.stands(here.project)
    context = {
        "here": here,
        "stands": found,
        "may_set_up": here.can(SET_UP),
        "may_say": here.can(SAY_KEPT),
        "sponsoring": {one.pk for one in found.sponsors if is_sponsor(here.member, one)},
        "may_answer": {one.pk for one in found.sponsors if may_answer(here.member, one)},
        "asked": [one for one in found.roles if one.holder_id == here.member.pk and not one.agreed_as_it_is],
    }
    return render(request, "joining/roles.jinja", context)


def _find(here: Here, role_id: uuid.UUID) -> ProjectRole:
    rows = ProjectRole.objects.select_related("project", "holder", "support").prefetch_related("trainings")
    return get_object_or_404(rows, pk=role_id, project=here.project)


def _back(here: Here) -> tuple[str, str]:
    return reverse("joining:roles", args=[here.project.pk]), _("Roles, and who stands behind us")


def _back_to(row: ProjectRole) -> tuple[str, str]:
    return reverse("joining:role", args=[row.project_id, row.pk]), str(row.words)


@project_view(SEE, "GET")
def role(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """One role: what it is, who said yes, training, who supports."""
    row = _find(here, role_id)
    return render(request, "joining/role.jinja", _of_role(here, row))


def _of_role(here: Here, row: ProjectRole) -> dict[str, Any]:
    goes_on = row.ended_on is None and row.holder.left_at is None
    return {
        "here": here,
        "role": row,
        "own": row.holder_id == here.member.pk,
        "may_set_up": here.can(SET_UP) and goes_on,
        "may_agree": goes_on and may_agree(here.member, row) and not row.agreed_as_it_is,
        "may_end": goes_on and may_end(here.member, row),
        "may_train": goes_on and may_train(here.member, row),
        "may_code": goes_on and here.can(SET_UP) and row.holder.user_id is None,
    }


@project_view(SET_UP, "GET", "POST")
def role_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask somebody to take on a role."""
    form = RoleForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = actions.add(
            project=here.project, holder=given["holder"], what=form.described(), by=here.member, role_id=given["id"]
        )
        messages.success(request, _("They are asked. It holds once they say yes."))
        return redirect("joining:role", here.project.pk, row.pk)
    lead = _("Talk with them first. They read it here, or on paper, and say yes only if they want to.")
    return form_page(request, here, form, Sheet(_("Ask somebody to take on a role"), _back(here), _("Ask them"), lead))


@project_view(SET_UP, "GET", "POST")
def role_edit(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Change what a role is."""
    row = _find(here, role_id)

    def make(*args: Any, **kwargs: Any) -> RoleForm:
        return RoleForm(here, *args, role=row, **kwargs)

    form = make(posted(request), initial=RoleForm.opened_on(row))
    lead = _("Whoever holds it is asked to say yes to the new text.")
    sheet = Sheet(_("Change the role"), _back_to(row), _("Save"), lead, above=row.holder.words)
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"] or 0
        try:
            actions.edit(role=row, what=form.described(), edition=edition, by=here.member)
        except ChangedMeanwhile:
            row = _find(here, role_id)
            return both(request, here, form, make, RoleForm.opened_on(row), sheet)
        messages.success(request, _("Saved."))
        return redirect("joining:role", here.project.pk, row.pk)
    return form_page(request, here, form, sheet)


@project_view(HOLD, "GET", "POST")
def role_agree(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Say yes to a role: by oneself with one press; for somebody without an account, with how they said it."""
    row = _find(here, role_id)
    check_may_agree(here.member, row)
    if row.holder_id == here.member.pk:
        if request.method == "POST":
            actions.agree(role=row, by=here.member)
            messages.success(request, _("Thank you. You hold this role now, and you can stop at any time."))
        return redirect("joining:role", here.project.pk, row.pk)
    form = AgreedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.agree(role=row, by=here.member, how=HowAgreed(form.cleaned_data["how"]))
        messages.success(request, _("It is written down that they said yes."))
        return redirect("joining:role", here.project.pk, row.pk)
    sheet = Sheet(_("They said yes"), _back_to(row), _("Write it down"), above=row.holder.words)
    return form_page(request, here, form, sheet)


@project_view(SET_UP, "POST")
def role_code(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """A slip with the role and a code, for somebody without an account. It is shown once."""
    row = _find(here, role_id)
    code = actions.give_code(role=row, by=here.member)
    context = {
        **_of_role(here, row),
        "code": spoken(code),
        "type_at": settings.PUBLIC_URL + reverse("apply:mine"),
    }
    return render(request, "joining/role_slip.jinja", context)


@project_view(HOLD, "GET", "POST")
def role_training(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """Write down training that was offered, and had."""
    row = _find(here, role_id)
    check_may(may_train(here.member, row))
    form = TrainingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.train(
            role=row, what=given["what"], offered_on=given["offered_on"], had_on=given["had_on"], by=here.member
        )
        messages.success(request, _("It is written down."))
        return redirect("joining:role", here.project.pk, row.pk)
    sheet = Sheet(_("Training"), _back_to(row), _("Write it down"), above=row.holder.words)
    return form_page(request, here, form, sheet)


@project_view(HOLD, "POST")
def role_training_had(request: HttpRequest, here: Here, role_id: uuid.UUID, training_id: uuid.UUID) -> HttpResponse:
    """It was had today."""
    row = _find(here, role_id)
    training = get_object_or_404(RoleTraining.objects.select_related("role__project"), pk=training_id, role=row)
    actions.had(training=training, by=here.member)
    messages.success(request, _("It is written down."))
    return redirect("joining:role", here.project.pk, row.pk)


@project_view(HOLD, "GET", "POST")
def role_end(request: HttpRequest, here: Here, role_id: uuid.UUID) -> HttpResponse:
    """End a role, after asking once. Nobody is asked why."""
    row = _find(here, role_id)
    check_may(may_end(here.member, row))
    if request.method == "POST":
        actions.end(role=row, by=here.member)
        messages.success(request, _("The role has ended."))
        return redirect("joining:roles", here.project.pk)
    return render(request, "joining/role_end.jinja", _of_role(here, row))


# Who stands behind the project


@project_view(SET_UP, "GET", "POST")
def sponsor_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Say who senior stands behind the project."""
    form = SponsorForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sponsors.name_sponsor(
            project=here.project,
            name=given["name"],
            post=given["post"],
            member=given["member"],
            by=here.member,
            sponsor_id=given["id"],
        )
        messages.success(request, _("Now write down what they promise."))
        return redirect("joining:roles", here.project.pk)
    lead = _("Somebody senior who can open doors, and who promises something the group can hold them to.")
    return form_page(request, here, form, Sheet(_("Who stands behind us"), _back(here), _("Name them"), lead))


def _sponsor(here: Here, sponsor_id: uuid.UUID) -> Sponsor:
    return get_object_or_404(Sponsor.objects.select_related("project"), pk=sponsor_id, project=here.project)


@project_view(SET_UP, "GET", "POST")
def sponsor_end(request: HttpRequest, here: Here, sponsor_id: uuid.UUID) -> HttpResponse:
    """They no longer stand behind it, after asking once."""
    row = _sponsor(here, sponsor_id)
    if request.method == "POST":
        sponsors.end_sponsor(sponsor=row, by=here.member)
        messages.success(request, _("It is written down. What was promised stays to be read."))
        return redirect("joining:roles", here.project.pk)
    return render(request, "joining/sponsor_end.jinja", {"here": here, "sponsor": row})


@project_view(ANSWER, "GET", "POST")
def promise_new(request: HttpRequest, here: Here, sponsor_id: uuid.UUID) -> HttpResponse:
    """Write down what they promise: a facilitator, or they themselves."""
    row = _sponsor(here, sponsor_id)
    if not is_sponsor(here.member, row):
        check_can(here.member, SET_UP)
    form = PromiseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sponsors.promise(
            sponsor=row, what=given["what"], by_when=given["by_when"], by=here.member, promise_id=given["id"]
        )
        messages.success(request, _("It is written down. Its words stay as they are."))
        return redirect("joining:roles", here.project.pk)
    sheet = Sheet(_("What they promise"), _back(here), _("Write it down"), above=row.name)
    return form_page(request, here, form, sheet)


def _promise(here: Here, promise_id: uuid.UUID) -> Promise:
    rows = Promise.objects.select_related("sponsor__project").prefetch_related("said")
    return get_object_or_404(rows, pk=promise_id, sponsor__project=here.project)


@project_view(SAY_KEPT, "GET", "POST")
def promise_kept(request: HttpRequest, here: Here, promise_id: uuid.UUID) -> HttpResponse:
    """The group says whether it was kept."""
    row = _promise(here, promise_id)
    if is_sponsor(here.member, row.sponsor):
        raise OwnPromise(_("The group says whether it was kept. You can answer."))
    form = KeptForm(posted(request), initial={"seen": len(row.said.all())})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sponsors.say_kept(
            promise=row,
            kept=Kept(given["kept"]),
            words=given["words"],
            said_by=given["said_by"],
            by=here.member,
            seen=given["seen"],
        )
        messages.success(request, _("It is written down. What was said before stays to be read."))
        return redirect("joining:roles", here.project.pk)
    sheet = Sheet(_("Was it kept?"), _back(here), _("Write it down"), above=row.sponsor.name, more={"words": row.what})
    return form_page(request, here, form, sheet)


@project_view(ANSWER, "GET", "POST")
def promise_answer(request: HttpRequest, here: Here, promise_id: uuid.UUID) -> HttpResponse:
    """The sponsor answers; or a facilitator writes their answer down."""
    row = _promise(here, promise_id)
    if not may_answer(here.member, row.sponsor):
        raise NotTheSponsor(_("Only the sponsor answers, or a facilitator who writes their answer down."))
    form = AnswerForm(posted(request), initial={"seen": len(row.said.all())})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        sponsors.answer(promise=row, words=given["words"], by=here.member, seen=given["seen"])
        messages.success(request, _("The answer stands beside what the group said."))
        return redirect("joining:roles", here.project.pk)
    sheet = Sheet(
        _("What they answer"), _back(here), _("Write it down"), above=row.sponsor.name, more={"words": row.what}
    )
    return form_page(request, here, form, sheet)
