"""Signing in with a one-time link."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wesaid_web.common.access import public_view
from wesaid_web.common.forms import posted
from wesaid_web.people import actions
from wesaid_web.people.forms import LinkForm
from wesaid_web.people.mail import send_sign_in_link


@public_view("GET", "POST")
def ask_link(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail. The answer is the same whether or not there is an account."""
    if not settings.MAIL_CONFIGURED:
        return render(request, "people/no_mail.jinja")
    form = LinkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        limited = ratelimit.consume_or_429(request, action="request_login_code", key=email)
        if limited:
            return cast("HttpResponse", limited)
        send_sign_in_link.enqueue(email)
        return render(request, "people/link_sent.jinja", {"email": email})
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/ask_link.jinja", {"form": form}, status=status)


@public_view("GET", "POST")
def use_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the link changes nothing (mail programs open links); pressing the button signs in."""
    if request.method != "POST":
        return render(request, "people/use_link.jinja")
    try:
        user = actions.use_sign_in_link(secret=secret)
    except actions.LinkNotUsable:
        return render(request, "people/link_not_usable.jinja", status=HTTPStatus.GONE)
    record_authentication(request, user, method="link")
    return cast("HttpResponse", perform_login(request, Login(user=user, email=user.email)))
