"""Every view says who may call it and how; a view that does not say so fails the build.

The decision is data on the view (:class:`Access`), so that tests can read it from the router and try every route with
every method and everyone of the cast. Views of a project use ``wesaid_web.projects.access.project_view``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponseBase]


class Who(StrEnum):
    """Whom a route is for."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    MEMBER = "member of the project"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Access:
    """Who may call a view, with which methods; for views of a project also the right that is asked for."""

    who: Who
    methods: frozenset[str]
    right: str = ""
    demo_only: bool = False
    before_second_step: bool = False
    """For people, too, who have to set up a second step of signing in before anything else (docs/adr/0022)."""


class DecidedView(Protocol):
    access: Access

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


class NotAllowed(PermissionDenied):
    """The person may see this place but may not do this. Shown as a page that says so (403)."""

    of_role = False  # whether somebody in another role could do it


class Elsewhere(NotAllowed):
    """Somebody or something of another project was named."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this after it was opened; nothing was overwritten."""


class NotYet(NotAllowed):
    """The person may do this, and something has to come first; the message says what.

    A view shows the message on the page the person came from (422). One that lets it through gets a page that says so.
    """


def decide(view: View, access: Access) -> DecidedView:
    """Attach the decision to a view and hold it to its methods."""
    allowed = access.methods | ({"HEAD"} if "GET" in access.methods else set())
    held = require_http_methods(sorted(allowed))(view)
    cast("Any", held).access = access
    return cast("DecidedView", held)


class SignedOut(PermissionDenied):
    """A form was sent by someone who is no longer signed in. What they typed is given back (403)."""


class SecondStepFirst(NotAllowed):
    """A form was sent by someone who has to set up a second step first. What they typed is given back (403)."""


def for_signed_in(view: View, *, before_second_step: bool = False) -> View:
    """Ask people to sign in first, and those who have to, to set up a second step; what was typed is given back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.method == "POST":
                raise SignedOut
            return redirect_to_login(request.get_full_path())
        if getattr(request.user, "second_step_first", False) and not before_second_step:
            if request.method == "POST":
                raise SecondStepFirst(_("Set up a second step for signing in first. You find it under your name."))
            return redirect_to_login(request.get_full_path(), login_url=settings.SECOND_STEP_URL)
        return view(request, *args, **kwargs)

    return guarded


def public_view(*methods: str, demo_only: bool = False) -> Callable[[View], DecidedView]:
    """For anyone, signed in or not."""

    def wrap(view: View) -> DecidedView:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if demo_only and not settings.DEMO:
                raise Http404
            return view(request, *args, **kwargs)

        return decide(guarded, Access(Who.ANYONE, frozenset(methods), demo_only=demo_only))

    return wrap


def signed_in_view(*methods: str, before_second_step: bool = False) -> Callable[[View], DecidedView]:
    """For anyone who is signed in."""

    def wrap(view: View) -> DecidedView:
        guarded = for_signed_in(view, before_second_step=before_second_step)
        return decide(guarded, Access(Who.SIGNED_IN, frozenset(methods), before_second_step=before_second_step))

    return wrap


def administrator_view(*methods: str) -> Callable[[View], DecidedView]:
    """For those who run the installation. To everyone else the page does not exist."""

    def wrap(view: View) -> DecidedView:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not getattr(request.user, "is_superuser", False):
                raise Http404
            return view(request, *args, **kwargs)

        return decide(for_signed_in(guarded), Access(Who.ADMINISTRATOR, frozenset(methods)))

    return wrap
