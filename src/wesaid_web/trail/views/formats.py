"""Things in another form: the list of what is asked for, asking, promising, giving, and what was given."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.files import send
from wesaid_web.common.forms import Form, posted, status_of
from wesaid_web.common.markup import to_line
from wesaid_web.common.uploads import BadFile, add_size_errors
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import format_queries
from wesaid_web.trail.actions import formats as actions
from wesaid_web.trail.forms.formats import AskForm, GiveForm, PromiseForm, RefuseForm
from wesaid_web.trail.models import Decision, InForm, OtherForm, PagesOf
from wesaid_web.trail.permissions import ASK_FORM, GIVE_FORM, REFUSE_FORM, SEE, can_see
from wesaid_web.trail.views.shared import find_said

SHOWN_IN_PAGE = ("audio/", "video/")


@dataclass(frozen=True)
class Thing:
    """What is wanted in another form: as actions take it, in words, and where it stands; the language of what was said."""

    of: actions.Of
    words: str
    address: str
    query: dict[str, str]
    language: str | None = None


@project_view(SEE, "GET")
def formats(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that is asked for, what was promised for a day that has gone by first."""
    context = {
        "here": here,
        "rows": format_queries.listed(here.member),
        "papers": PagesOf.choices,
        "may_give": here.can(GIVE_FORM),
        "may_refuse": here.can(REFUSE_FORM),
        "may_ask": here.can(ASK_FORM),
    }
    return render(request, "trail/formats.jinja", context)


@project_view(ASK_FORM, "GET", "POST")
def format_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask for something in another form."""
    thing = _asked_for(request, here)
    form = AskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.ask(
            project=here.project,
            of=thing.of,
            kind=InForm(data["kind"]),
            language=data["language"],
            note=data["note"],
            say_who=data["say_who"],
            by=here.member,
        )
        messages.success(request, _("It is asked for. Whoever can see to it finds it in this list."))
        return redirect("trail:formats", here.project.pk)
    context = {"here": here, "form": form, "thing": thing}
    return render(request, "trail/format_new.jinja", context, status=status_of(form))


@project_view(SEE, "GET")
def format_one(request: HttpRequest, here: Here, form_id: uuid.UUID) -> HttpResponse:
    """One thing in another form: what was given, or how far it is."""
    row = _find(here, form_id)
    context = {
        "here": here,
        "row": row,
        "thing": _thing(here, row),
        "in_page": row.media_type.startswith(SHOWN_IN_PAGE),
        "may_give": here.can(GIVE_FORM),
        "may_refuse": here.can(REFUSE_FORM),
        "may_remove": here.can(REFUSE_FORM) or here.member.pk in {row.asked_by_id, row.given_by_id},
        "asker": row.asked_by if here.can(REFUSE_FORM) or row.asked_by_id == here.member.pk else None,
    }
    return render(request, "trail/format.jinja", context)


@project_view(GIVE_FORM, "GET", "POST")
def format_promise(request: HttpRequest, here: Here, form_id: uuid.UUID) -> HttpResponse:
    """Say who sees to it, and by when."""
    row = _find(here, form_id)
    form = PromiseForm(here, posted(request))
    if request.method == "POST" and form.is_valid():
        actions.promise(row=row, who=form.cleaned_data["who"], until=form.cleaned_data["until"], by=here.member)
        messages.success(request, _("It is promised. It stands where whoever asked can see it."))
        return redirect("trail:format", here.project.pk, row.pk)
    return _form(request, here, row, form, heading=_("Promise it"), button=_("Promise it"))


@project_view(GIVE_FORM, "GET", "POST")
def format_give(request: HttpRequest, here: Here, form_id: uuid.UUID) -> HttpResponse:
    """Give it: a file, words or a link."""
    row = _find(here, form_id)
    form = GiveForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        ready = form.is_valid()
        add_size_errors(form, request)
        if ready and form.is_valid():
            try:
                actions.give(row=row, given=form.given(), by=here.member)
            except BadFile as problem:
                form.add_error("file", str(problem))
            else:
                messages.success(request, _("It is given. It stands beside the original now."))
                return redirect("trail:format", here.project.pk, row.pk)
    return _form(request, here, row, form, heading=_("Give it"), button=_("Give it"), has_file=True)


@project_view(REFUSE_FORM, "GET", "POST")
def format_refuse(request: HttpRequest, here: Here, form_id: uuid.UUID) -> HttpResponse:
    """Say that it cannot be given, and why."""
    row = _find(here, form_id)
    form = RefuseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.refuse(row=row, why=form.cleaned_data["why"], by=here.member)
        messages.success(request, _("It is said, with the reason."))
        return redirect("trail:format", here.project.pk, row.pk)
    return _form(request, here, row, form, heading=_("It cannot be given"), button=_("Say so"))


@project_view(SEE, "GET")
def format_file(request: HttpRequest, here: Here, form_id: uuid.UUID) -> HttpResponseBase:
    """The file that was given, for those who may read the thing itself."""
    row = _find(here, form_id)
    if not row.file:
        raise Http404
    name = f"{row.kind}.{str(row.file.name).rpartition('.')[2]}"
    to_keep = not row.media_type.startswith(SHOWN_IN_PAGE)
    return send(request, row.file, media_type=row.media_type, name=name, to_keep=to_keep)


@project_view(ASK_FORM, "POST")
def format_remove(request: HttpRequest, here: Here, form_id: uuid.UUID) -> HttpResponse:
    """Take it away."""
    actions.remove(row=_find(here, form_id), by=here.member)
    messages.success(request, _("It is taken away."))
    return redirect("trail:formats", here.project.pk)


def _form(
    request: HttpRequest, here: Here, row: OtherForm, form: Form, *, heading: str, button: str, has_file: bool = False
) -> HttpResponse:
    context = {
        "here": here,
        "row": row,
        "form": form,
        "heading": heading,
        "button": button,
        "thing": _thing(here, row),
        "has_file": has_file,
    }
    return render(request, "trail/format_form.jinja", context, status=status_of(form))


def _find(here: Here, form_id: uuid.UUID) -> OtherForm:
    """One of this project, of something that this person may read; else not found."""
    row = get_object_or_404(format_queries.rows_of(here.project), pk=form_id)
    if row.contribution is not None and not can_see(here.member, row.contribution):
        raise Http404
    return row


def _asked_for(request: HttpRequest, here: Here) -> Thing:
    """What the address names: ``said``, ``decision``, ``meeting`` or ``page``; else not found."""
    given = request.GET
    try:
        if "said" in given:
            row = OtherForm(contribution=find_said(here, uuid.UUID(given["said"])))
        elif "decision" in given:
            row = OtherForm(decision=get_object_or_404(here.project.decisions, pk=uuid.UUID(given["decision"])))
        elif "meeting" in given:
            row = OtherForm(meeting=get_object_or_404(here.project.meetings, pk=uuid.UUID(given["meeting"])))
        else:
            row = OtherForm(page=PagesOf(given.get("page", PagesOf.TRAIL)))
    except ValueError as problem:
        raise Http404 from problem
    return _thing(here, row)


def _thing(here: Here, row: OtherForm) -> Thing:
    if row.contribution is not None:
        said = row.contribution
        words, address = to_line(said.text, 100), _at(here, "trail:one", said.pk)
        return Thing(actions.Of(contribution=said), words, address, {"said": str(said.pk)}, said.language)
    if row.decision is not None:
        return _of_decision(here, row.decision)
    if row.meeting is not None:
        return _of_meeting(here, row.meeting)
    page = PagesOf(row.page)
    return Thing(actions.Of(page=page), str(page.label), _page(here, page), {"page": page.value})


def _of_decision(here: Here, decision: Decision) -> Thing:
    words = f"{decision.get_result_display()}: {to_line(decision.reason, 80)}"
    address = _at(here, "trail:decision", decision.pk)
    return Thing(actions.Of(decision=decision), words, address, {"decision": str(decision.pk)})


def _of_meeting(here: Here, meeting: Meeting) -> Thing:
    address = _at(here, "trail:meeting", meeting.pk)
    return Thing(actions.Of(meeting=meeting), str(meeting.words), address, {"meeting": str(meeting.pk)})


def _at(here: Here, name: str, key: uuid.UUID) -> str:
    return reverse(name, args=[here.project.pk, key])


def _page(here: Here, page: PagesOf) -> str:
    """Where a page is. Rooms above are named by their address only."""
    names = {
        PagesOf.CHARTER: "projects:charter",
        PagesOf.TRAIL: "show:overview",
        PagesOf.PUBLIC: "show:public_settings",
        PagesOf.REPORT: "show:report",
    }
    return reverse(names[page], args=[here.project.pk]) if page in names else reverse("privacy")
