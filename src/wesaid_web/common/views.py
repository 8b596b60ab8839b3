"""Pages about the product itself, and the pages for when something is not as expected."""

from __future__ import annotations

import sys
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed, NotYet, SignedOut, public_view
from wesaid_web.common.glossary import house_words
from wesaid_web.common.room import is_full

SECRET_FIELDS = {
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "typed",
    "code",
    "credential",
}


@public_view("GET")
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and what it is not."""
    return render(request, "common/about.jinja")


@public_view("GET")
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "common/accessibility.jinja")


@public_view("GET")
def privacy(request: HttpRequest) -> HttpResponse:
    """What the product keeps about people, in plain words."""
    return render(request, "common/privacy.jinja")


@public_view("GET")
def words(request: HttpRequest) -> HttpResponse:
    """What the words of the site mean, for those who are in no project."""
    return render(request, "common/words.jinja", {"house": house_words()})


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its seal (signed out meanwhile, cookies cleared). Give back what was typed."""
    return render(request, "common/expired.jinja", {"typed": typed(request)}, status=HTTPStatus.FORBIDDEN)


def typed(request: HttpRequest) -> list[str]:
    """The longer texts of a form that could not be taken, so that nobody loses what they wrote."""
    if request.method != "POST":
        return []
    return [
        value
        for name, values in request.POST.lists()
        if name not in SECRET_FIELDS and not name.endswith("token")
        for value in values
        if " " in value.strip()
    ]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same page for what is not there and for what is not yours to see."""
    return _problem(request, HTTPStatus.NOT_FOUND, heading=_("Page not found"), kind="missing")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """For someone who may be here but may not do this, or may not do it yet."""
    if isinstance(exception, SignedOut):
        return form_expired(request)
    said = str(exception) if isinstance(exception, NotAllowed) else ""
    given: dict[str, Any] = {"said": said, "typed": typed(request)}
    if isinstance(exception, NotYet):
        heading = _("Something has to come first")
        return _problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, heading=heading, kind="not yet", **given)
    of_role = isinstance(exception, NotAllowed) and exception.of_role
    heading = _("You cannot do that here")
    return _problem(request, HTTPStatus.FORBIDDEN, heading=heading, kind="forbidden", of_role=of_role, **given)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Throttled. Says how long to wait."""
    heading = _("Please wait a few minutes")
    return _problem(request, HTTPStatus.TOO_MANY_REQUESTS, heading=heading, kind="throttled", typed=typed(request))


def _problem(request: HttpRequest, status: HTTPStatus, **context: Any) -> HttpResponse:
    """A page that says what went wrong. Within a project it leads back into it: the guard leaves word where one is."""
    context["project"] = getattr(request, "project", None)
    request.went_wrong = True  # type: ignore[attr-defined]  # the page says nothing of the address: it may be somebody else's
    return render(request, "common/problem.jinja", context, status=status)


def broken(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side. Rendered without anything that could fail again."""
    full = is_full(sys.exception())  # Django calls this while the exception is being handled
    try:
        given_back = typed(request)
    except Exception:  # noqa: BLE001 what was sent could not be read: the page still says that something went wrong
        given_back = []
    status = HTTPStatus.INSUFFICIENT_STORAGE if full else HTTPStatus.INTERNAL_SERVER_ERROR
    return render(request, "common/broken.jinja", {"typed": given_back, "full": full}, status=status)
