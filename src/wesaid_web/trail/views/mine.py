"""What happened to mine: for people without an account, by the code they got for what they said."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from wesaid_web.common.access import ChangedMeanwhile, public_view
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.views import too_many
from wesaid_web.projects.models import Project
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import guest_words as actions
from wesaid_web.trail.actions.telling import seen_by_code
from wesaid_web.trail.becoming import unread_about, what_became
from wesaid_web.trail.forms.guests import CorrectForm, MoreForm, OwnCodeForm
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.permissions import check_still_open
from wesaid_web.trail.sealed import Whose
from wesaid_web.trail.views import asking
from wesaid_web.trail.views.shared import sends_too_much
from wesaid_web.trail.views.worries import from_words

FAILED = "own_code_failed"


@public_view("GET", "POST")
def mine(request: HttpRequest) -> HttpResponse:
    """Type the code. One that is not there and one that cannot be looked into get the same answer, and are counted."""
    form = OwnCodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action=FAILED, dry_run=True):
            return too_many(request)
        code = form.cleaned_data["code"]
        for whose, digest in ((Whose.OWN, actions.digest_of(code)), (Whose.ABOUT, actions.about_digest_of(code))):
            if _rows(whose, digest):
                return redirect("guests:words", sealed.seal_mine(whose, digest))
        ratelimit.consume(request, action=FAILED)
        form.add_error(
            "code", _("We do not know this code. Compare it with what you wrote down, or ask a facilitator.")
        )
    return render(request, "guests/mine.jinja", {"form": form}, status=status_of(form))


def _rows(whose: Whose, digest: str) -> list[Contribution]:
    """What a code is for, the oldest first."""
    column = "receipt__digest" if whose == Whose.OWN else "receipt__about_digest"
    found = Contribution.objects.filter(**{column: digest})
    rows = found.select_related("project", "perspective", "receipt__invitation")
    return list(rows.order_by("said_on", "pk"))


@dataclass(frozen=True)
class Opened:
    """What a page opens with a code: whose code it is, what is kept of it, and the words it is for, the oldest first."""

    whose: Whose
    digest: str
    rows: list[Contribution]

    @property
    def project(self) -> Project:
        return self.rows[0].project

    def one(self, key: uuid.UUID) -> Contribution:
        """The one that is called so; anything else is not found, whether it is there or not."""
        for row in self.rows:
            if row.pk == key:
                return row
        raise Http404


View = Callable[..., HttpResponseBase]


def _opened(*wanted: Whose) -> Callable[[View], View]:
    """For a page that was opened with a code less than half an hour ago. Later, the code has to be typed again."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if sends_too_much(request):
                return too_many(request)
            opened = sealed.open_mine(token)
            rows = _rows(*opened) if opened else []
            if opened is None or not rows:
                messages.info(request, _("For your safety this page closes after half an hour. Enter your code again."))
                return redirect("guests:mine")
            if opened[0] not in wanted:
                raise Http404
            return view(request, token, Opened(*opened, rows), *args, **kwargs)

        return guarded

    return wrap


@public_view("GET")
@_opened(Whose.OWN, Whose.ABOUT)
def words(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """What was said with this code, and what became of it: or, for the person it is about, the words."""
    rows, project = opened.rows, opened.project
    if opened.whose == Whose.ABOUT:
        links = {"worry": from_words(project, rows), "asking": asking.from_words(project, rows)}
        about = {"token": token, "rows": rows, "project": project, **links}
        return render(request, "guests/about_me.jinja", about)
    found = what_became(project, rows)
    context = {
        "token": token,
        "project": project,
        "found": found,
        "new": unread_about(found),
        "worry": from_words(project, rows),
        "asking": asking.from_words(project, rows),
        "more_on": max((row.receipt.more_on for row in rows if row.receipt.more_on), default=None),
        "anything": any(not row.withdrawn for row in rows),
    }
    return render(request, "guests/words.jinja", context)


@public_view("POST")
@_opened(Whose.OWN)
def seen(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """Say that one has read it, so that next time only what is new since is marked. Not when is kept: only that."""
    found = what_became(opened.project, opened.rows)
    wanted = set(request.POST.getlist("news"))
    seen_by_code(news=[row.pk for row in unread_about(found).rows if str(row.pk) in wanted])
    messages.success(request, _("Next time, what is new since today is marked. Nobody sees whether you looked."))
    return redirect("guests:words", token)


@public_view("GET", "POST")
@_opened(Whose.OWN)
def correct(request: HttpRequest, token: str, opened: Opened, contribution_id: uuid.UUID) -> HttpResponse:
    """Change the words, as long as nothing was decided on them."""
    row = opened.one(contribution_id)
    check_still_open(row)
    form = CorrectForm(posted(request), initial={"text": row.text, "language": row.language, "edition": row.edition})
    status, theirs = status_of(form), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.correct(contribution=row, text=given["text"], edition=given["edition"], language=given["language"])
        except ChangedMeanwhile:
            row.refresh_from_db()
            theirs, status = row.text, HTTPStatus.CONFLICT
            form = CorrectForm(initial=given | {"edition": row.edition})
        else:
            messages.success(request, _("The words are changed."))
            return redirect("guests:words", token)
    context = {"token": token, "row": row, "form": form, "project": row.project, "theirs": theirs}
    return render(request, "guests/correct.jinja", context, status=status)


@public_view("GET", "POST")
@_opened(Whose.OWN)
def withdraw(request: HttpRequest, token: str, opened: Opened, contribution_id: uuid.UUID) -> HttpResponse:
    """Take the words back, after saying what that means."""
    row = opened.one(contribution_id)
    if request.method == "POST":
        actions.withdraw(contribution=row)
        messages.success(request, _("It is taken back. The words are gone."))
        return redirect("guests:words", token)
    return render(request, "guests/withdraw.jinja", {"token": token, "row": row, "project": row.project})


@public_view("GET", "POST")
@_opened(Whose.OWN)
def forget(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """Be erased: everything said with this code is taken back, and the code is forgotten."""
    if request.method == "POST":
        actions.forget_code(digest=opened.digest)
        messages.success(request, _("Everything you said is taken back, and your code is forgotten."))
        return redirect("guests:mine")
    context = {"token": token, "rows": opened.rows, "project": opened.project}
    return render(request, "guests/forget.jinja", context)


@public_view("POST")
@_opened(Whose.OWN)
def consent(request: HttpRequest, token: str, opened: Opened, contribution_id: uuid.UUID) -> HttpResponse:
    """Say whether the words may be shown outside the group."""
    yes = request.POST.get("public") == "yes"
    actions.answer_consent(contribution=opened.one(contribution_id), may_be_public=yes)
    messages.success(request, _("Saved. You can change your answer at any time."))
    return redirect("guests:words", token)


@public_view("GET", "POST")
@_opened(Whose.OWN)
def more(request: HttpRequest, token: str, opened: Opened) -> HttpResponse:
    """Tell the facilitators that one wants to say more."""
    form = MoreForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.ask_to_say_more(digest=opened.digest, words=form.cleaned_data["words"])
        messages.success(request, _("The facilitators see now that you want to say more."))
        return redirect("guests:words", token)
    context = {"token": token, "form": form, "project": opened.project}
    return render(request, "guests/more.jinja", context, status=status_of(form))


@public_view("POST")
@_opened(Whose.ABOUT)
def object_to(request: HttpRequest, token: str, opened: Opened, contribution_id: uuid.UUID) -> HttpResponse:
    """The person it is about does not want it here, or no longer minds."""
    row = opened.one(contribution_id)
    back = bool(request.POST.get("back"))
    actions.object_to(contribution=row, objects=not back)
    messages.success(
        request,
        _("The group can read it again.") if back else _("It is hidden from the group now. A facilitator is told why."),
    )
    return redirect("guests:words", token)
