"""Looking around the worked example as one of its invented people. Only where the example is served."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wesaid_web.common.access import public_view
from wesaid_web.people.models import User
from wesaid_web.show import demo
from wesaid_web.show.demo import guests


@public_view("POST", demo_only=True)
def look_around(request: HttpRequest, who: str) -> HttpResponse:
    """Sign in as one of the invented people, or as nobody, and open the trail."""
    choice = demo.choice(who)
    if choice is None:
        raise Http404
    logout(request)
    if choice.email is None:
        return redirect(_without_account(choice))
    user = User.objects.filter(email=choice.email, is_active=True).first()
    if user is None:
        raise Http404
    trail = reverse("show:overview", args=[demo.PROJECT_ID])
    get_adapter(request).login(request, user)  # without a second step, if a visitor set one up: the people are invented
    return redirect(trail)


def _without_account(choice: demo.Choice) -> str:
    """Where somebody without an account begins."""
    if choice.who == "guest":
        return guests.as_guest()
    if choice.who == "paper" and (slip := guests.with_slip()):
        return slip
    return reverse("public", args=[demo.SLUG])
