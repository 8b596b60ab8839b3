"""Worries: whom to tell, telling one, following what becomes of it; and the pages of those who read them.

Nobody else is shown anything here: to them a concern is not there, whatever address they try.
"""

from __future__ import annotations

import uuid
from datetime import date
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, NotAllowed, NotYet
from wesaid_web.common.forms import posted, status_of
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.fields import differing
from wesaid_web.support import concern_actions as actions
from wesaid_web.support import rules
from wesaid_web.support.concern_forms import AddForm, CloseForm, ConcernForm, ContactsForm, NoteForm, names_now
from wesaid_web.support.models import Concern, NoteKind, SafetyContacts
from wesaid_web.support.permissions import RAISE, READ_CONCERNS, SET_CONTACTS


def _reads_concerns(here: Here, contacts: SafetyContacts | None) -> bool:
    """Whether somebody has a page of worries: they are named now, or were when one was told. Named people are no secret."""
    named = contacts and here.member.pk in {contacts.lead_id, contacts.deputy_id}
    return bool(named) or rules.read_by(here.member).exists()


@project_view(RAISE, "GET")
def worry(request: HttpRequest, here: Here) -> HttpResponse:
    """Whom one can tell a worry, how to reach them, when it is seen."""
    contacts = rules.contacts_of(here.project)
    context = {
        "here": here,
        "contacts": contacts,
        "reads": rules.readers(contacts),
        "may_set": here.can(SET_CONTACTS),
        "reads_concerns": _reads_concerns(here, contacts),
    }
    return render(request, "support/worry.jinja", context)


@project_view(SET_CONTACTS, "GET", "POST")
def contacts(request: HttpRequest, here: Here) -> HttpResponse:
    """Say whom people can tell a worry."""
    row = rules.contacts_of(here.project)
    form = ContactsForm(here.project, posted(request), initial=ContactsForm.as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        try:
            _save_contacts(here, form)
        except NotYet as problem:
            form.add_error(None, str(problem))
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except ChangedMeanwhile:
            opened = ContactsForm.as_opened(rules.contacts_of(here.project))
            theirs, status = differing(form, opened), HTTPStatus.CONFLICT
            again = {**request.POST.dict(), "edition": opened["edition"]}
            form = ContactsForm(here.project, initial=again)
        else:
            messages.success(request, _("Saved. Everybody here sees whom they can tell."))
            return redirect("support:worry", here.project.pk)
    context = {"here": here, "form": form, "theirs": theirs}
    return render(request, "support/contacts.jinja", context, status=status)


def _save_contacts(here: Here, form: ContactsForm) -> None:
    given = form.cleaned_data
    actions.set_contacts(
        project=here.project,
        lead=form.contact("lead"),
        deputy=form.contact("deputy"),
        outside=form.outside(),
        read_within=given["read_within"],
        keep_months=given["keep_months"],
        edition=given["edition"],
        by=here.member,
    )


@project_view(RAISE, "GET", "POST")
def concern_new(request: HttpRequest, here: Here) -> HttpResponse:
    """Tell a worry. Words typed into another form come along, and nothing is kept until it is sent from here."""
    contacts = rules.contacts_of(here.project)
    people = list(here.project.members.filter(left_at=None))
    from_saying = "from_saying" in request.POST
    data = None if from_saying else posted(request)
    reads = rules.readers(contacts)
    form = ConcernForm(people, here.member, reads, data, initial=_start(request, from_saying=from_saying))
    status, nobody, others = status_of(form), "", ""
    if data is not None and form.is_valid():
        try:
            actions.raise_concern(
                project=here.project,
                told=form.told(),
                by=here.member,
                concern_id=form.cleaned_data["id"],
                seen=form.cleaned_data["readers"] or None,
            )
        except actions.ReadersChanged as problem:
            others, status = str(problem), HTTPStatus.CONFLICT
            contacts = rules.contacts_of(here.project)
            reads = rules.readers(contacts)
            form = ConcernForm(people, here.member, reads, names_now(data, reads))
        except actions.NobodyToRead as problem:
            nobody, status = str(problem), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return redirect("support:concern_sent", here.project.pk)
    context = {
        "here": here,
        "form": form,
        "contacts": contacts,
        "reads": reads,
        "comes_first": nobody,
        "others_read": others,
    }
    return render(request, "support/concern_new.jinja", context, status=status)


def _start(request: HttpRequest, *, from_saying: bool) -> dict[str, Any]:
    """What the form starts with: the contribution it is told from, or the words that were being said."""
    if from_saying:
        theirs = request.POST.get("whose") not in {None, "", "me"}
        return {"words": request.POST.get("text", ""), "whose": "theirs" if theirs else "mine"}
    try:
        return {"about": uuid.UUID(request.GET.get("about", ""))}
    except ValueError:
        return {}


@project_view(RAISE, "GET")
def concern_sent(request: HttpRequest, here: Here) -> HttpResponse:
    """That it is told, and what happens now. The same page whoever reads it, and whatever was told."""
    return render(request, "support/concern_sent.jinja", {"here": here, "contacts": rules.contacts_of(here.project)})


@project_view(RAISE, "GET")
def told(request: HttpRequest, here: Here) -> HttpResponse:
    """What I told with my name, or typed in for somebody, and how it stands."""
    context = {"here": here, "concerns": rules.told_by(here.member), "contacts": rules.contacts_of(here.project)}
    return render(request, "support/told_worries.jinja", context)


@project_view(RAISE, "GET", "POST")
def told_one(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """One of them: whether it was read, what was done, what came of it; and adding to it."""
    row = _find(rules.told_by(here.member), concern_id)
    form = AddForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.add_to(concern=row, words=form.cleaned_data["words"], by=here.member)
        messages.success(request, _("It is added."))
        return redirect("support:told_one", here.project.pk, row.pk)
    context = {
        "here": here,
        "concern": row,
        "form": form,
        "notes": rules.notes_for_reporter(row),
        "anybody": bool(rules.read_now(row)),
        "contacts": rules.contacts_of(here.project),
    }
    return render(request, "support/told_one.jinja", context, status=status_of(form))


# Those who read


@project_view(READ_CONCERNS, "GET")
def concerns(request: HttpRequest, here: Here) -> HttpResponse:
    """The worries somebody reads: unread first, then open, then closed."""
    contacts = rules.contacts_of(here.project)
    if not _reads_concerns(here, contacts):
        raise NotAllowed(_("This page is for those whom people can tell a worry."))
    rows = list(rules.read_by(here.member))
    context = {
        "here": here,
        "open": sorted(
            (row for row in rows if row.closed_on is None), key=lambda row: (row.read_on is not None, row.told_on)
        ),
        "closed": [row for row in rows if row.closed_on],
        "due": rules.due_for_removal(here.member).exists(),
        "contacts": contacts,
    }
    return render(request, "support/concerns.jinja", context)


@project_view(READ_CONCERNS, "GET")
def concern(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """One worry, whole."""
    return _page(request, here, _find(rules.read_by(here.member), concern_id), NoteForm())


def _page(request: HttpRequest, here: Here, row: Concern, form: NoteForm, problem: str = "") -> HttpResponse:
    now, excluded = rules.contacts_of(here.project), list(row.excluded.all())
    context = {
        "here": here,
        "concern": row,
        "form": form,
        "notes": row.notes.select_related("by"),
        "excluded": excluded,
        "readers": rules.read_now(row),
        "contacts": now,
        "would_get_it": rules.readers(now, {one.pk for one in excluded}),
        "comes_first": problem,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem or form.errors else HTTPStatus.OK
    return render(request, "support/concern.jinja", context, status=status)


def _find(rows: Any, concern_id: uuid.UUID) -> Concern:
    found: Concern | None = rows.filter(pk=concern_id).first()
    if found is None:
        raise Http404
    return found


@project_view(READ_CONCERNS, "POST")
def concern_read(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """Say that one has read it."""
    row = _find(rules.read_by(here.member), concern_id)
    actions.mark_read(concern=row, by=here.member)
    messages.success(request, _("It is written down that it was read."))
    return redirect("support:concern", here.project.pk, row.pk)


@project_view(READ_CONCERNS, "POST")
def concern_note(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """Write something down about it."""
    row = _find(rules.read_by(here.member), concern_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, here, row, form)
    given = form.cleaned_data
    actions.note(concern=row, kind=NoteKind(given["kind"]), words=given["words"], by=here.member)
    messages.success(request, _("It is written down."))
    return redirect("support:concern", here.project.pk, row.pk)


@project_view(READ_CONCERNS, "POST")
def concern_share(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """Let who stands in read it, too."""
    row = _find(rules.read_by(here.member), concern_id)
    try:
        actions.share_with_deputy(concern=row, by=here.member)
    except NotYet as problem:
        return _page(request, here, row, NoteForm(), str(problem))
    messages.success(request, _("They can read it now."))
    return redirect("support:concern", here.project.pk, row.pk)


@project_view(READ_CONCERNS, "POST")
def concern_hand_over(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """Hand it over to those whom people can tell a worry now."""
    row = _find(rules.read_by(here.member), concern_id)
    try:
        actions.hand_over(concern=row, by=here.member, seen=request.POST.get("readers") or None)
    except NotYet as problem:
        return _page(request, here, row, NoteForm(), str(problem))
    messages.success(request, _("It is handed over."))
    return redirect("support:concerns", here.project.pk)


@project_view(READ_CONCERNS, "GET", "POST")
def concern_close(request: HttpRequest, here: Here, concern_id: uuid.UUID) -> HttpResponse:
    """Close it, with what came of it and the day on which it is removed."""
    row = _find(rules.read_by(here.member), concern_id)
    if row.closed_on:
        return redirect("support:concern", here.project.pk, row.pk)
    contacts = rules.contacts_of(here.project)
    start = _months_after(timezone.localdate(), contacts.keep_months if contacts else 24)
    form = CloseForm(posted(request), initial={"remove_on": start})
    if request.method == "POST" and form.is_valid():
        actions.close(concern=row, by=here.member, **form.cleaned_data)
        messages.success(request, _("It is closed."))
        return redirect("support:concern", here.project.pk, row.pk)
    context = {"here": here, "concern": row, "form": form, "contacts": contacts}
    return render(request, "support/concern_close.jinja", context, status=status_of(form))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, 28))


@project_view(READ_CONCERNS, "GET", "POST")
def concerns_due(request: HttpRequest, here: Here) -> HttpResponse:
    """Which closed worries are due to be removed; and removing them."""
    contacts = rules.contacts_of(here.project)
    if not _reads_concerns(here, contacts):
        raise NotAllowed(_("This page is for those whom people can tell a worry."))
    if request.method == "POST":
        actions.remove_due(by=here.member)
        messages.success(request, _("They are removed."))
        return redirect("support:concerns", here.project.pk)
    context = {"here": here, "due": rules.due_for_removal(here.member), "contacts": contacts}
    return render(request, "support/concerns_due.jinja", context)
