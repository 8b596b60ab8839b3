"""Same-room mode: telephones reach a computer in the room over a network that is not private (docs/adr/0024).

What came from the computer itself is as always. What came over the network may say something with an invitation and see
what became of it, and nothing else: no password, no account, no worry, no private answer travels where others can read it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wesaid_web.common.views import typed

_ALSO = {"about", "accessibility", "privacy", "frameworks", "framework", "way", "words", "language"}
_WITHOUT_ACCOUNT = "guests"  # the namespace of the ways in without an account


def came_over_the_network(request: HttpRequest) -> bool:
    """Whether, in same-room mode, a request came from another computer. No proxy is trusted then, so nobody can pretend."""
    if not settings.SAME_ROOM:
        return False
    try:
        return not ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return True


class SameRoom:
    """Lets through what may travel over a network that is not private, and says of the rest where it can be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not came_over_the_network(request) or match is None:
            return None
        if match.namespace == _WITHOUT_ACCOUNT or match.view_name in _ALSO:
            return None
        if match.view_name == "home":
            return redirect("guests:join")
        context = {"typed": typed(request)}
        return render(request, "common/same_room.jinja", context, status=HTTPStatus.FORBIDDEN)
