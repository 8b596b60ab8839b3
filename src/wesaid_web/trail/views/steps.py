"""Small steps on one contribution: support, hide, talk about, put together, split, keep a name back, make public."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from wesaid_web.common.files import send
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.uploads import BadFile
from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.actions import files
from wesaid_web.trail.actions import said as actions
from wesaid_web.trail.forms.said import ConsentForm, HideForm, SpeakerForm, SplitForm
from wesaid_web.trail.models import Attachment, Consent, Contribution
from wesaid_web.trail.permissions import (
    EDIT_OWN,
    HIDE,
    MERGE,
    OWN_WORDS,
    SEE,
    SUPPORT,
    TALK,
    check_can_say_for_author,
)
from wesaid_web.trail.views.shared import find_said

LONGEST_ADDRESS = 2000
MOST_FOUND, NEWEST = 20, 10


def _back(here: Here, row: Contribution) -> HttpResponse:
    return redirect("trail:one", here.project.pk, row.pk)


@project_view(SUPPORT, "POST")
def support(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Support something, or take the support back."""
    row = find_said(here, contribution_id)
    if request.POST.get("back"):
        actions.unsupport(contribution=row, by=here.member)
    else:
        actions.support(contribution=row, by=here.member)
    came_from = _on_this_site(request, request.POST.get("next", ""))
    if request.headers.get("HX-Request"):
        row.refresh_from_db()
        supported = not request.POST.get("back")
        context = {"here": here, "row": row, "supported": supported, "may_support": True, "next": came_from}
        return render(request, "trail/support.jinja", context)
    return redirect(f"{came_from}#support-{row.pk}") if came_from else _back(here, row)


def _on_this_site(request: HttpRequest, address: str) -> str:
    """A page of this site to come back to; empty for any other address."""
    within = address.startswith("/") and len(address) < LONGEST_ADDRESS
    safe = within and url_has_allowed_host_and_scheme(address, None, require_https=request.is_secure())
    return address.partition("#")[0] if safe else ""


@project_view(HIDE, "GET", "POST")
def hide(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Hide something, with the reason its author is told."""
    row = find_said(here, contribution_id)
    form = HideForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.hide(contribution=row, reason=form.cleaned_data["reason"], by=here.member)
        messages.success(request, _("It is hidden. The person who said it sees why. You can show it again."))
        return _back(here, row)
    return render(request, "trail/hide.jinja", {"here": here, "row": row, "form": form}, status=status_of(form))


@project_view(HIDE, "POST")
def unhide(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Show it again."""
    row = find_said(here, contribution_id)
    actions.unhide(contribution=row, by=here.member)
    messages.success(request, _("Everyone in the group can read it again."))
    return _back(here, row)


@project_view(TALK, "POST")
def talk(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Say that the group is talking about it, or no longer."""
    row = find_said(here, contribution_id)
    actions.talk_about(contributions=[row], talking=not request.POST.get("back"), by=here.member)
    return _back(here, row)


@project_view(OWN_WORDS, "GET", "POST")
def withhold(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Keep my name back; or show it again, after a look at what the group will see: that cannot be unseen."""
    row = find_said(here, contribution_id)
    if request.method == "GET":
        check_can_say_for_author(here.member, row)
        if not row.author_withheld:
            return _back(here, row)
        return render(request, "trail/show_name.jinja", {"here": here, "row": row})
    actions.withhold_author(contribution=row, withheld=not request.POST.get("back"), by=here.member)
    messages.success(
        request, _("Your name is shown again.") if request.POST.get("back") else _("Your name is kept back.")
    )
    return _back(here, row)


@project_view(OWN_WORDS, "GET", "POST")
def speaker(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Choose who is there for me."""
    row = find_said(here, contribution_id)
    check_can_say_for_author(here.member, row)
    form = SpeakerForm(here, row.speaker, posted(request), initial={"speaker": str(row.speaker_id or "")})
    if request.method == "POST" and form.is_valid():
        actions.choose_speaker(contribution=row, speaker=form.cleaned_data["speaker"], by=here.member)
        messages.success(request, _("Saved."))
        return _back(here, row)
    return render(request, "trail/speaker.jinja", {"here": here, "row": row, "form": form}, status=status_of(form))


@project_view(OWN_WORDS, "GET", "POST")
def consent(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Say whether it may be public, and in which words."""
    row = find_said(here, contribution_id)
    check_can_say_for_author(here.member, row)
    start = {"answer": "" if row.public == Consent.NOT_ASKED else row.public, "words": row.public_words or row.text}
    form = ConsentForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.consent(contribution=row, answer=Consent(given["answer"]), words=given["words"], by=here.member)
        messages.success(request, _("Saved. You can change your answer at any time."))
        return _back(here, row)
    return render(request, "trail/consent.jinja", {"here": here, "row": row, "form": form}, status=status_of(form))


@project_view(HIDE, "POST")
def take_off(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Take words off the public page, for somebody who asks."""
    row = find_said(here, contribution_id)
    actions.consent(contribution=row, answer=Consent.NO, words="", by=here.member)
    messages.success(request, _("The words are no longer on the public page."))
    return _back(here, row)


@project_view(MERGE, "GET", "POST")
def merge(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Find what this belongs together with, and put them together."""
    row = find_said(here, contribution_id)
    if request.method == "POST":
        into = find_said(here, _uuid_or_none(request.POST.get("into", "")))
        actions.merge(contribution=row, into=into, by=here.member)
        messages.success(
            request, _("They are together now. What becomes of one becomes of the other. You can take it back.")
        )
        return _back(here, row)
    words = queries.words_looked_for(request.GET)
    others = queries.counted(here.project).exclude(pk__in=queries.together(row)).select_related("author", "perspective")
    found = others.filter(text__icontains=words) if words else others.filter(tags__in=row.tags.all()).distinct()
    newest = queries.SORTS["newest"]
    shown, matched = list(found.order_by(*newest)[:MOST_FOUND]), True
    if not shown:
        shown, matched = list(others.order_by(*newest)[:NEWEST]), False
    context = {"here": here, "row": row, "q": words, "found": shown, "matched": matched}
    return render(request, "trail/merge.jinja", context)


def _uuid_or_none(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@project_view(MERGE, "POST")
def unmerge(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Take a merge back."""
    row = find_said(here, contribution_id)
    actions.unmerge(contribution=row, by=here.member)
    messages.success(request, _("They are apart again."))
    return _back(here, row)


@project_view(MERGE, "GET", "POST")
def split(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Split something that holds several ideas."""
    row = find_said(here, contribution_id)
    form = SplitForm(posted(request), initial={"part1": row.text})
    if request.method == "POST" and form.is_valid():
        actions.split(contribution=row, texts=form.texts(), by=here.member)
        messages.success(
            request,
            _(
                "It is in parts now, and each goes its own way. You can take it back until something happens with a part."
            ),
        )
        return _back(here, row)
    return render(request, "trail/split.jinja", {"here": here, "row": row, "form": form}, status=status_of(form))


@project_view(MERGE, "POST")
def unsplit(request: HttpRequest, here: Here, contribution_id: uuid.UUID) -> HttpResponse:
    """Take a split back."""
    row = find_said(here, contribution_id)
    actions.unsplit(contribution=row, by=here.member)
    messages.success(request, _("It is whole again."))
    return _back(here, row)


@project_view(SEE, "GET")
def file(request: HttpRequest, here: Here, contribution_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """A photograph or recording, for those who may read what it belongs to; with ``?small`` a photograph's small copy."""
    row = find_said(here, contribution_id)
    attachment = get_object_or_404(Attachment, pk=file_id, contribution=row)
    kept = attachment.file
    if "small" in request.GET:
        try:
            kept = files.small(attachment)
        except BadFile as problem:
            raise Http404 from problem
    return send(request, kept, media_type=attachment.media_type, name=str(kept.name).rsplit("/", 1)[-1])


@project_view(EDIT_OWN, "POST")
def detach(request: HttpRequest, here: Here, contribution_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Take a photograph or recording away."""
    row = find_said(here, contribution_id)
    attachment = get_object_or_404(Attachment, pk=file_id, contribution=row)
    files.detach(attachment=attachment, by=here.member)
    messages.success(request, _("It is taken away."))
    return _back(here, row)
