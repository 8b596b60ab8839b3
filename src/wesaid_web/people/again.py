"""Before something that matters, somebody who signed in a while ago shows once more that it is them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from wesaid_web.people.sessions import SINCE
from wesaid_web.people.signed_in import signed_in_user

View = Callable[..., HttpResponseBase]


def recently(request: HttpRequest) -> bool:
    """Whether whoever is signed in showed who they are within the last quarter of an hour, at sign-in or since.

    In the worked example nobody can: its people have no passwords, and it is served on one computer only.
    """
    records = get_authentication_records(request, signed_in_user(request))
    since = request.session.get(SINCE)
    moments = [float(record["at"]) for record in records]
    moments += [datetime.fromisoformat(since).timestamp()] if since else []
    return settings.DEMO or time.time() - max(moments, default=0.0) < settings.ASK_AGAIN_AFTER


def asks_again(back: str = "") -> Callable[[View], View]:
    """A view that is for people who showed lately who they are; others are asked, and come back.

    What was sent is not kept meanwhile, so forms are opened with the same question, and sent within the quarter of an hour.

    Args:
        back: the route to come back to, in the same project if it is in one, for a view that is only sent to; else the view.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if recently(request):
                return view(request, *args, **kwargs)
            if not back:
                return ask(request, request.get_full_path())
            return ask(request, reverse(back, args=[here.project.pk for here in args]))

        return asked

    return wrap


def ask(request: HttpRequest, address: str) -> HttpResponse:
    """Send somebody to show who they are, and from there to an address of this site."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    if ways:
        return redirect(f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: address})}")
    # Neither a password nor a second step: they signed in with a link, and can do so again.
    return render(request, "people/sign_in_again.jinja", {"back": address}, status=HTTPStatus.FORBIDDEN)
