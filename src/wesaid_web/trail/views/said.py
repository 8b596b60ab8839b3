"""What people said: the list, saying something, one contribution with its story."""

from __future__ import annotations

import contextlib
import uuid
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile
from wesaid_web.common.forms import page_query, posted, status_of
from wesaid_web.common.markup import to_line
from wesaid_web.common.seeing import lenses
from wesaid_web.common.uploads import BadFile, add_size_errors
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.actions import files
from wesaid_web.trail.actions import said as actions
from wesaid_web.trail.actions.guest_words import can_have_code
from wesaid_web.trail.forms.fields import differing
from wesaid_web.trail.forms.said import AttachForm, EditSaidForm, SayForm, fill_from_row
from wesaid_web.trail.models import AgreedHow, Attachment, AttachmentKind, Channel, Contribution, Decision, Support
from wesaid_web.trail.permissions import (
    ACT,
    ADD,
    ADD_FOR_OTHERS,
    CHANGE,
    DECIDE,
    EDIT_OWN,
    GUESTS,
    HIDE,
    IMPORT,
    LOOK,
    MERGE,
    SEE,
    SUPPORT,
    TALK,
    can_edit,
    can_say_for_author,
    can_see,
    check_can_edit,
)
from wesaid_web.trail.views.shared import PAGE, asked_for, find_said, readable
from wesaid_web.trail.work import means_doing

IN_PAGE = 1
"""How many photographs a page shows: with two of them a first visit can weigh over 100 KB. The others are links."""


@project_view(SEE, "GET")
def said(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything that was said, with filters in the address."""
    chosen = queries.Filter.read(request.GET)
    rows = queries.with_cards(chosen.apply(queries.visible(here.member), here.member), here.member)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "page": page,
        "chosen": chosen,
        "query": page_query(request),
        "anything": queries.visible(here.member).exists(),
        "hats": here.project.perspectives.all(),
        "tags": queries.tags_of(here.member)[:50],
        "may_add": here.can(ADD),
        "may_support": here.can(SUPPORT),
        "may_hide": here.can(HIDE),
        "may_decide": here.can(DECIDE),
        "may_import": here.can(IMPORT),
    }
    return render(request, "trail/said.jinja", context)


@project_view(ADD, "GET", "POST")
def say(request: HttpRequest, here: Here) -> HttpResponse:
    """Say something, or type in what somebody else said."""
    start = _start(request, here)
    form = SayForm(here, posted(request), request.FILES if request.method == "POST" else None, initial=start)
    kept = _kept_file(here, form, request) if request.method == "POST" else None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        meeting = given.get("meeting")
        entered = actions.Said(
            text=given["text"],
            perspective=given["hat"],
            author=form.author(),
            said_on=meeting.on if meeting else given.get("said_on") or timezone.localdate(),
            channel=Channel.MEETING if meeting else Channel(given.get("channel") or Channel.SITE),
            meeting=meeting,
            tags=given["tags"],
            author_withheld=given["withheld"],
            about_other=given["about_other"],
            guest_name=given.get("guest_name", ""),
            agreed_how=AgreedHow(given["agreed_how"]) if given.get("agreed_how") else None,
            language=given["language"],
        )
        contribution = actions.add(project=here.project, said=entered, by=here.member, contribution_id=given["id"])
        if kept and contribution.attachments.exists():  # this form was sent before
            files.drop(attachment=kept)
        elif kept:
            files.attach(attachment=kept, contribution=contribution, description=given["description"], by=here.member)
        if request.POST.get("another") and here.can(ADD_FOR_OTHERS):
            same = {
                "after": contribution.pk,
                "channel": entered.channel.value,
                "said_on": entered.said_on.isoformat(),
                "agreed_how": given.get("agreed_how", ""),
            }
            return redirect(f"{reverse('trail:say', args=[here.project.pk])}?{urlencode(same)}")
        messages.success(request, _("Thank you. It is on the trail, and you can follow what becomes of it here."))
        return redirect("trail:one", here.project.pk, contribution.pk)
    if kept:
        form["file"].label = _("Use another")
    context = {
        "here": here,
        "form": form,
        "kept": kept,
        "kept_name": _name_of_kept(form, request) if kept else "",
        "about": _first(asked_for(request, here, "about")),
        "after": _first(asked_for(request, here, "after")),
    }
    return render(request, "trail/say.jinja", context, status=status_of(form))


def _start(request: HttpRequest, here: Here) -> dict[str, Any]:
    """What the form is opened with: what it asks about again, or how and when the words before it were said."""
    start: dict[str, Any] = {}
    if about := _first(asked_for(request, here, "about")):
        start["text"] = _("Please look at this again: “%(words)s”") % {"words": to_line(about.text, 300)} + "\n\n"
        start["tags"] = ", ".join(tag.name for tag in about.tags.all())
        start["about_other"] = about.about_other
    if request.GET.get("channel") in Channel.values:
        start["channel"] = request.GET["channel"]
    if request.GET.get("agreed_how") in AgreedHow.values:
        start["agreed_how"] = request.GET["agreed_how"]
    with contextlib.suppress(ValueError):
        start["said_on"] = date.fromisoformat(request.GET.get("said_on", ""))
    return start


def _first(rows: list[Contribution]) -> Contribution | None:
    return rows[0] if rows else None


def _name_of_kept(form: SayForm, request: HttpRequest) -> str:
    """What the file that is kept was called where it came from."""
    upload = request.FILES.get("file")
    refused = upload is None or "file" in form.errors
    return str(form.cleaned_data.get("kept_name", "") if refused else upload.name)[-100:]  # type: ignore[union-attr]


def _kept_file(here: Here, form: SayForm, request: HttpRequest) -> Attachment | None:
    """The file sent now, or sent before with a form that had a mistake; checked, and kept whatever else is wrong."""
    form.is_valid()
    add_size_errors(form, request)
    key = form.cleaned_data.get("kept_file")
    earlier = files.waiting(project=here.project, attachment_id=key, by=here.member) if key else None
    upload = request.FILES.get("file")
    kept = earlier
    if upload is not None:
        try:
            kept = files.keep(project=here.project, upload=upload, by=here.member)
        except BadFile as problem:
            form.add_error("file", str(problem))
    elif form.cleaned_data.get("leave_out"):
        kept = None
    if earlier and kept != earlier:
        files.drop(attachment=earlier)
    return kept


@project_view(SEE, "GET")
def one(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """One contribution and its story: said, decided, did, changed."""
    row = find_said(here, contribution_id)
    story = queries.story(row)
    mine = can_say_for_author(here.member, row)
    attachments = list(row.attachments.order_by("uploaded_at", "pk"))
    context = {
        "here": here,
        "row": row,
        **story,
        "parts": readable(here, story["parts"]),
        "whole": row.part_of if row.part_of and can_see(here.member, row.part_of) else None,
        "is_author": row.author_id == here.member.pk,
        "for_author": mine,
        "written_down_by": _written_down_by(row),
        "editable": can_edit(here.member, row),
        "supported": Support.objects.filter(contribution=row, member=here.member).exists(),
        "supporters": row.support,
        "attachments": attachments,
        "in_page": [file for file in attachments if file.kind == AttachmentKind.PHOTO][:IN_PAGE],
        "tags": list(row.tags.all()),
        "lenses": lenses(row.seen_through.all()),
        "other_forms": row.other_forms.all(),
        "versions": list(row.versions.select_related("replaced_by")),
        "may_give_code": here.can(GUESTS) and can_have_code(row),
        "may_support": here.can(SUPPORT) and not row.hidden and not row.is_split,
        "may_hide": here.can(HIDE),
        "may_merge": here.can(MERGE),
        "may_talk": here.can(TALK),
        "may_look": here.can(LOOK) and not row.hidden,
        "may_decide": here.can(DECIDE) and not row.is_split,
        "may_ask_again": here.can(ADD) and not row.hidden and not row.is_split and _put_off(story),
        "may_act": here.can(ACT) and not row.is_split,
        "may_change": here.can(CHANGE) and not row.is_split and _something_done(story),
    }
    return render(request, "trail/one.jinja", context)


def _written_down_by(row: Contribution) -> str:
    """Who wrote down the words of somebody who has an account and could have written themselves; else empty."""
    if (
        row.author is None
        or row.author.user_id is None
        or row.author_withheld
        or row.typed_by_id in {None, row.author_id}
    ):
        return ""
    return str(row.typed_by.words)  # type: ignore[union-attr]


def _standing(story: dict[str, Any]) -> list[Decision]:
    return [decision for decision in story["decisions"] if decision.pk not in story["replaced"]]


def _something_done(story: dict[str, Any]) -> bool:
    """Whether there is anything that can have changed something: work, or a standing decision to do it."""
    return bool(story["actions"]) or means_doing(_standing(story))


def _put_off(story: dict[str, Any]) -> bool:
    """Whether all that stands is a no, not now or later: those who said it can answer that."""
    stand = _standing(story)
    return bool(stand) and not means_doing(stand)


@project_view(EDIT_OWN, "GET", "POST")
def edit(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Change the words, as long as nothing has been decided on them."""
    row = find_said(here, contribution_id)
    check_can_edit(here.member, row)
    form = EditSaidForm(here, posted(request), initial=_as_opened(row))
    status, theirs = status_of(form), []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.edit(
                contribution=row,
                text=given["text"],
                tags=given["tags"],
                perspective=given["hat"],
                edition=given["edition"],
                language=given["language"],
                by=here.member,
            )
        except ChangedMeanwhile:
            row.refresh_from_db()
            theirs = differing(form, _as_opened(row))
        if not theirs:  # saved now; or what was saved meanwhile is the very same
            messages.success(request, _("The words are changed. How they read before is kept."))
            return redirect("trail:one", here.project.pk, row.pk)
        form = EditSaidForm(here, initial={**request.POST.dict(), "edition": row.edition})
        status = HTTPStatus.CONFLICT
    return render(
        request, "trail/edit.jinja", {"here": here, "row": row, "form": form, "theirs": theirs}, status=status
    )


def _as_opened(row: Contribution) -> dict[str, Any]:
    """What the form is opened with."""
    return fill_from_row(row, [tag.name for tag in row.tags.all()])


@project_view(EDIT_OWN, "GET", "POST")
def attach(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Add a photograph or recording to something already said."""
    row = find_said(here, contribution_id)
    check_can_edit(here.member, row)
    form = AttachForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        ready = form.is_valid()
        add_size_errors(form, request)
        if ready and form.is_valid():
            try:
                kept = files.keep(project=here.project, upload=form.cleaned_data["file"], by=here.member)
            except BadFile as problem:
                form.add_error("file", str(problem))
            else:
                files.attach(
                    attachment=kept, contribution=row, description=form.cleaned_data["description"], by=here.member
                )
                messages.success(request, _("It is added."))
                return redirect("trail:one", here.project.pk, row.pk)
    return render(request, "trail/attach.jinja", {"here": here, "row": row, "form": form}, status=status_of(form))
