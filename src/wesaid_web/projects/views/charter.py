"""The charter: read it, write it, put it to the group, sign up to it."""

from __future__ import annotations

import uuid
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common.pdf import paper
from wesaid_web.common.seeing import lenses
from wesaid_web.projects import charter_actions, queries
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.forms import CharterForm
from wesaid_web.projects.models import Charter, Member, Signature
from wesaid_web.projects.permissions import SEE, SIGN_CHARTER, WRITE_CHARTER
from wesaid_web.projects.views.seeing import Thing, choose


@project_view(SEE, "GET")
def charter(request: HttpRequest, here: Here) -> HttpResponse:
    """The charter as it was last put to the group."""
    return _page(request, here, charter_actions.current_of(here.project))


@project_view(SEE, "GET")
def version(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """One version, as it was."""
    return _page(request, here, get_object_or_404(Charter, project=here.project, number=number, put_at__isnull=False))


def _page(request: HttpRequest, here: Here, shown: Charter | None, comes_first: str = "") -> HttpResponse:
    signatures = list(queries.signatures_of(shown)) if shown else []
    versions = [v for v in here.project.charters.all() if v.put_at]
    context = {
        "here": here,
        "charter": shown,
        "sections": sections_of(shown) if shown else [],
        "signatures": signatures,
        "signed": any(s.member_id == here.member.pk for s in signatures),
        "versions": versions,
        "latest": bool(shown and versions and versions[0].pk == shown.pk),
        "draft": charter_actions.draft_of(here.project) if here.can(WRITE_CHARTER) else None,
        "nudges": list(queries.charter_nudges(shown)),
        "may_write": here.can(WRITE_CHARTER),
        "may_sign": here.can(SIGN_CHARTER),
        "lenses": lenses(shown.seen_through.all()) if shown else [],
        "ways": queries.ways_of(here.project),
        "on_paper": _on_paper(here, signatures) if here.can(WRITE_CHARTER) else [],
        "comes_first": comes_first,
    }
    return render(request, "projects/charter.jinja", context, status=_status(comes_first))


def _on_paper(here: Here, signatures: list[Signature]) -> list[tuple[Member, bool]]:
    """Everyone without an account, and whether they signed: a facilitator writes it down for them."""
    signed = {signature.member_id for signature in signatures}
    people = here.project.members.filter(user=None, left_at=None)
    return [(person, person.pk in signed) for person in people]


def _status(comes_first: str) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if comes_first else HTTPStatus.OK


def sections_of(shown: Charter) -> list[tuple[str, list[tuple[str, str | list[str]]]]]:
    """Titles with the questions that were answered."""
    labels = CharterForm.base_fields
    sections = []
    for title, names in CharterForm.SECTIONS:
        answered = []
        for name in names:
            display = getattr(shown, f"get_{name}_display", None)
            value = display() if display and getattr(shown, name) else getattr(shown, name)
            if value:
                answered.append((str(labels[name].label), value))
        if answered:
            sections.append((str(title), answered))
    return sections


@project_view(WRITE_CHARTER, "GET", "POST")
def edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Write the draft. Two people writing at once never overwrite each other."""
    if request.method == "POST":
        form = CharterForm(request.POST)
        if form.is_valid():
            words = {name: form.cleaned_data[name] for name in charter_actions.WORDS}
            try:
                charter_actions.save_draft(
                    project=here.project, words=words, edition=form.cleaned_data["edition"], by=here.member
                )
            except charter_actions.ChangedMeanwhile as other:
                return _conflict(request, here, other.theirs)
            messages.success(request, _("The draft is saved. Only facilitators see it until you put it to the group."))
            return redirect("projects:charter_draft", here.project.pk)
        return _edit_page(request, here, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    draft = charter_actions.draft_of(here.project)
    form = CharterForm.opened_on(draft or charter_actions.current_of(here.project), draft.edition if draft else 0)
    return _edit_page(request, here, form, HTTPStatus.OK)


def _edit_page(request: HttpRequest, here: Here, form: CharterForm, status: HTTPStatus) -> HttpResponse:
    return render(request, "projects/charter_edit.jinja", {"here": here, "form": form}, status=status)


def _conflict(request: HttpRequest, here: Here, theirs: Charter) -> HttpResponse:
    """Both texts side by side, field by field; saving again keeps mine."""
    mine = CharterForm(initial={**request.POST.dict(), "edition": theirs.edition})
    labels = CharterForm.base_fields
    differing = [
        (str(labels[name].label), getattr(theirs, name))
        for name in charter_actions.WORDS
        if _text(getattr(theirs, name)).strip() != request.POST.get(name, "").replace("\r\n", "\n").strip()
    ]
    context = {"here": here, "form": mine, "theirs": differing, "writer": theirs.written_by}
    return render(request, "projects/charter_edit.jinja", context, status=HTTPStatus.CONFLICT)


def _text(value: str | list[str]) -> str:
    return "\n".join(value) if isinstance(value, list) else value


@project_view(WRITE_CHARTER, "GET")
def draft(request: HttpRequest, here: Here) -> HttpResponse:
    """How the draft reads, with what to think about before it is put to the group."""
    shown = charter_actions.draft_of(here.project)
    return _draft_page(request, here, shown) if shown else redirect("projects:charter", here.project.pk)


def _draft_page(request: HttpRequest, here: Here, shown: Charter, comes_first: str = "") -> HttpResponse:
    context = {
        "here": here,
        "charter": shown,
        "sections": sections_of(shown),
        "nudges": list(queries.charter_nudges(shown)),
        "lenses": lenses(shown.seen_through.all()),
        "comes_first": comes_first,
    }
    return render(request, "projects/charter_draft.jinja", context, status=_status(comes_first))


@project_view(WRITE_CHARTER, "GET", "POST")
def seen(request: HttpRequest, here: Here) -> HttpResponse:
    """Say what the draft is seen through."""
    shown = charter_actions.draft_of(here.project)
    if shown is None:
        raise charter_actions.NothingToPut(
            _("There is no draft. What a charter is seen through is chosen while a version is written.")
        )
    thing = Thing(
        words=_("Draft of the charter"),
        room="charter",
        address=reverse("projects:charter_draft", args=[here.project.pk]),
        back=_("Back to the draft"),
        choose=reverse("projects:charter_seen", args=[here.project.pk]),
        rows=shown.seen_through.all(),
    )
    return choose(request, here, thing, partial(charter_actions.see_through, charter=shown, by=here.member))


@project_view(WRITE_CHARTER, "POST")
def put(request: HttpRequest, here: Here) -> HttpResponse:
    """Put the draft to the group."""
    try:
        charter_actions.put_to_group(project=here.project, by=here.member)
    except charter_actions.NothingToPut as problem:
        shown = charter_actions.draft_of(here.project)
        if shown is None:
            return _page(request, here, charter_actions.current_of(here.project), str(problem))
        return _draft_page(request, here, shown, str(problem))
    messages.success(request, _("The charter is there for everyone to read and sign up to."))
    return redirect("projects:charter", here.project.pk)


@project_view(SEE, "GET")
def on_paper(request: HttpRequest, here: Here) -> HttpResponse:
    """The charter to read and sign on paper: lines for those who sign, and nobody's name."""
    shown = charter_actions.current_of(here.project)
    if shown is None:
        return redirect("projects:charter", here.project.pk)
    context = {"here": here, "charter": shown, "sections": sections_of(shown)}
    return paper(request, "projects/charter_paper.jinja", context, name="charter")


@project_view(WRITE_CHARTER, "POST")
def sign_for(request: HttpRequest, here: Here, number: int, member_id: uuid.UUID) -> HttpResponse:
    """Write down that somebody without an account signed on paper, or took their name off."""
    version = get_object_or_404(Charter, project=here.project, number=number)
    person = get_object_or_404(here.project.members, pk=member_id, user=None, left_at=None)
    back = bool(request.POST.get("back"))
    charter_actions.sign_for(charter=version, member=person, back=back, by=here.member)
    messages.success(request, _("Their name is taken off the charter.") if back else _("It is noted that they signed."))
    return redirect("projects:charter", here.project.pk)


@project_view(SIGN_CHARTER, "POST")
def sign(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Sign up to a version, or take the signature back."""
    version = get_object_or_404(Charter, project=here.project, number=number)
    if request.POST.get("back"):
        charter_actions.unsign(charter=version, by=here.member)
        messages.success(request, _("Your name is taken off the charter."))
    else:
        charter_actions.sign(charter=version, by=here.member)
        messages.success(request, _("You have signed up to the charter."))
    return redirect("projects:charter", here.project.pk)
