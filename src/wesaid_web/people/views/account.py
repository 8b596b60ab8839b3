"""A person's own account, and the list of accounts for those who run the installation."""

from __future__ import annotations

import uuid
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from wesaid_web.common import upkeep
from wesaid_web.common.access import administrator_view, signed_in_view
from wesaid_web.common.forms import page_query, posted
from wesaid_web.people import actions
from wesaid_web.people.again import asks_again
from wesaid_web.people.forms import NameForm
from wesaid_web.people.models import User
from wesaid_web.people.signed_in import signed_in_user


@signed_in_view("GET", "POST")
def me(request: HttpRequest) -> HttpResponse:
    """What you are called, and where to change how you sign in."""
    user = signed_in_user(request)
    form = NameForm(posted(request), initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(user=user, name=form.cleaned_data["name"], by=user)
        messages.success(request, _("Your name is changed."))
        return redirect("people:me")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/me.jinja", {"form": form}, status=status)


@administrator_view("GET")
def accounts(request: HttpRequest) -> HttpResponse:
    """Everyone with an account here. No project is shown: running the installation gives no right to look into one."""
    page = Paginator(User.objects.order_by("name", "email"), 50).get_page(request.GET.get("page"))
    context = {"page": page, "query": page_query(request), "running": upkeep.look(settings.FOLDER.path)}
    return render(request, "people/accounts.jinja", context)


@administrator_view("POST")
@asks_again("people:accounts")
def set_active(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """Close an account or open it again."""
    user = get_object_or_404(User, pk=user_id)
    actions.set_active(user=user, active=request.POST.get("active") == "yes", by=signed_in_user(request))
    messages.success(request, _("The account is open.") if user.is_active else _("The account is closed."))
    return redirect("people:accounts")


@administrator_view("POST")
@asks_again("people:accounts")
def make_link(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """Make a sign-in link to hand over, for someone who cannot get mail or has lost their password."""
    user = get_object_or_404(User, pk=user_id, is_active=True)
    secret = actions.make_sign_in_link(user=user, by=signed_in_user(request))
    address = settings.PUBLIC_URL + reverse("people:use_link", args=[secret])
    return render(request, "people/handed_link.jinja", {"person": user, "address": address})
