"""Finding people: where we looked, who is missing, what taking part means, why people said no, and the welcome."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import posted
from wesaid_web.common.pdf import paper
from wesaid_web.joining import queries
from wesaid_web.joining.actions import finding as actions
from wesaid_web.joining.forms.finding import InfoForm, LookedForm, NoForm, ShowForm, TalkForm, WhyForm
from wesaid_web.joining.models import Did, LookedPlace, SaidNo, ShownTo
from wesaid_web.joining.permissions import LOOK, RECRUIT, SAY_WHY, SEE, WRITE_NO
from wesaid_web.joining.views.shared import Sheet, both, form_page
from wesaid_web.joining.words import PROMPTS
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.charter_actions import current_of
from wesaid_web.projects.queries import facilitators
from wesaid_web.support.rules import contacts_of


@project_view(SEE, "GET")
def finding(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything about finding people, in the order in which it is done."""
    may_recruit = here.can(RECRUIT)
    context = {
        "here": here,
        "looked": queries.looked(here.project),
        "last_talk": queries.talks(here.project).first(),
        "info": queries.info_of(here.project),
        "waiting": queries.waiting(here.project).filter(state="waiting").count() if may_recruit else 0,
        "said_no": queries.said_no_to(here.member),
        "may_look": here.can(LOOK),
        "may_recruit": may_recruit,
    }
    return render(request, "joining/finding.jinja", context)


def _back(here: Here) -> tuple[str, str]:
    return reverse("joining:finding", args=[here.project.pk]), _("Finding people")


@project_view(LOOK, "GET", "POST")
def looked_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down somewhere we looked."""
    form = LookedForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.look(project=here.project, looked=form.looked(), by=here.member, place_id=form.cleaned_data["id"])
        messages.success(request, _("It is written down."))
        return redirect("joining:finding", here.project.pk)
    return form_page(request, here, form, Sheet(_("Where we looked"), _back(here), _("Write it down")))


@project_view(LOOK, "GET", "POST")
def looked_edit(request: HttpRequest, here: Here, place_id: uuid.UUID) -> HttpResponse:
    """Say what came of it, or put it right."""
    row = get_object_or_404(LookedPlace, pk=place_id, project=here.project)
    form = LookedForm(posted(request), initial=LookedForm.opened_on(row))
    sheet = Sheet(_("What came of it"), _back(here), _("Save"), above=row.where)
    if request.method == "POST" and form.is_valid():
        edition = form.cleaned_data["edition"] or 0
        try:
            actions.look_again(place=row, looked=form.looked(), edition=edition, by=here.member)
        except ChangedMeanwhile:
            row.refresh_from_db()
            return both(request, here, form, LookedForm, LookedForm.opened_on(row), sheet)
        messages.success(request, _("Saved."))
        return redirect("joining:finding", here.project.pk)
    return form_page(request, here, form, sheet)


@project_view(SEE, "GET")
def missing(request: HttpRequest, here: Here) -> HttpResponse:
    """Who is missing: what to talk about, on screen or on paper, and what was said before."""
    context = {
        "here": here,
        "prompts": PROMPTS,
        "talks": queries.talks(here.project).select_related("written_by"),
        "may_look": here.can(LOOK),
    }
    return render(request, "joining/missing.jinja", context)


@project_view(LOOK, "GET", "POST")
def missing_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down what was said about it."""
    form = TalkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.talk(project=here.project, said=form.talk(), by=here.member, talk_id=form.cleaned_data["id"])
        messages.success(request, _("It is written down. Earlier talks stay to be read."))
        return redirect("joining:missing", here.project.pk)
    back = reverse("joining:missing", args=[here.project.pk]), _("Who is missing?")
    lead = _("Short notes are enough. Write about kinds of people and places, never about one person.")
    return form_page(request, here, form, Sheet(_("What we said about who is missing"), back, _("Write it down"), lead))


@project_view(SEE, "GET")
def info(request: HttpRequest, here: Here) -> HttpResponse:
    """What taking part means, to read, to print, and with a page to fill in on paper."""
    row = queries.info_of(here.project)
    context = {
        "here": here,
        "project": here.project,
        "info": row,
        "editions": here.project.info_sheets.count() if row else 0,
        "contacts": contacts_of(here.project),
        "may_recruit": here.can(RECRUIT),
    }
    return paper(request, "joining/info.jinja", context, name="taking-part")


@project_view(RECRUIT, "GET", "POST")
def info_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Write the next edition, starting from the last; the first from the charter."""
    last = queries.info_of(here.project)
    sent = request.method == "POST"
    form = InfoForm(request.POST) if sent else InfoForm.opened_on(last, current_of(here.project))
    back = reverse("joining:info", args=[here.project.pk]), _("What taking part means")
    lead = _("Written once, by the group, for everybody who is asked. Short sentences. Earlier editions stay.")
    sheet = Sheet(_("What taking part means"), back, _("Make this the sheet"), lead)
    if sent and form.is_valid():
        try:
            actions.write_info(
                project=here.project, words=form.cleaned_data, after=form.cleaned_data["after"], by=here.member
            )
        except ChangedMeanwhile:
            last = queries.info_of(here.project)
            opened = dict(InfoForm.opened_on(last, None).initial)
            return both(request, here, form, InfoForm, opened, sheet)
        messages.success(request, _("This is the sheet now."))
        return redirect("joining:info", here.project.pk)
    return form_page(request, here, form, sheet)


@project_view(WRITE_NO, "GET", "POST")
def no_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Write down why somebody, or a community, did not want to take part or stopped."""
    form = NoForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.write_no(project=here.project, no=form.no(), by=here.member, no_id=form.cleaned_data["id"])
        messages.success(request, _("It is written down. It is a finding like any other."))
        return redirect("joining:finding", here.project.pk)
    lead = _(
        "Somebody, or a whole community, may say no. Nobody has to say why. If they do, their reason is a finding."
    )
    return form_page(request, here, form, Sheet(_("Why somebody said no"), _back(here), _("Write it down"), lead))


@project_view(SAY_WHY, "GET", "POST")
def say_why(request: HttpRequest, here: Here) -> HttpResponse:
    """Say why I leave, before I do, if I want to."""
    form = WhyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.say_why(no=form.no(Did.LEFT), by=here.member, no_id=form.cleaned_data["id"])
        messages.success(request, _("Thank you. It is kept without your name."))
        return redirect("projects:leave", here.project.pk)
    back = reverse("projects:leave", args=[here.project.pk]), _("Leave the project")
    lead = _("You need not say why, and leaving does not depend on it. If you want to, it is kept as a finding.")
    return form_page(request, here, form, Sheet(_("Why I stop"), back, _("Keep it"), lead))


def _no(here: Here, no_id: uuid.UUID) -> SaidNo:
    return get_object_or_404(SaidNo.objects.select_related("project"), pk=no_id, project=here.project)


@project_view(WRITE_NO, "GET", "POST")
def no_show(request: HttpRequest, here: Here, no_id: uuid.UUID) -> HttpResponse:
    """Change who may see it, as whoever said it wants it now."""
    row = _no(here, no_id)
    form = ShowForm(posted(request), initial=ShowForm.opened_on(row))
    lead = _("As whoever said it wants it now. What is taken out of the report leaves the public page at once.")
    sheet = Sheet(_("Who may see it?"), _back(here), _("Save"), lead, more={"words": row.words})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.show_no(no=row, shown_to=ShownTo(given["shown_to"]), edition=given["edition"], by=here.member)
        except ChangedMeanwhile:
            row.refresh_from_db()
            return both(request, here, form, ShowForm, ShowForm.opened_on(row), sheet)
        messages.success(request, _("Saved."))
        return redirect("joining:finding", here.project.pk)
    return form_page(request, here, form, sheet)


@project_view(WRITE_NO, "GET", "POST")
def no_remove(request: HttpRequest, here: Here, no_id: uuid.UUID) -> HttpResponse:
    """They want it back: it goes, after asking once."""
    row = _no(here, no_id)
    if request.method == "POST":
        actions.remove_no(no=row, by=here.member)
        messages.success(request, _("It is removed."))
        return redirect("joining:finding", here.project.pk)
    return render(request, "joining/no_remove.jinja", {"here": here, "row": row})


@project_view(SEE, "GET")
def welcome(request: HttpRequest, here: Here) -> HttpResponse:
    """For whoever is new: first steps, who supports whom, what is agreed, whom to tell a worry. Also on paper."""
    context = {
        "here": here,
        "charter": current_of(here.project),
        "leading": list(facilitators(here.project)),
        "roles": [role for role in queries.roles_of(here.project) if role.agreed_on],
        "contacts": contacts_of(here.project),
    }
    return render(request, "joining/welcome.jinja", context)
