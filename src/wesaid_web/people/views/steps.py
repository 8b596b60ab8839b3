"""A person's second step: what is set up, adding and removing it, spare codes, and where they are signed in."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from wesaid_web.common.access import signed_in_view
from wesaid_web.common.addresses import on_this_site
from wesaid_web.common.forms import posted, status_of
from wesaid_web.common.qr import qr
from wesaid_web.people import actions, devices, notices, step_actions
from wesaid_web.people.again import asks_again
from wesaid_web.people.models import SignedIn
from wesaid_web.people.sealing import NotSealedHere, seal, unseal
from wesaid_web.people.second_step import APP, PASSKEY, address_of, new_secret, steps_of
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.people.step_forms import NOT_OURS, WRONG, AppForm, NewPasskeyForm

SECRET = "wesaid_app_secret"  # noqa: S105 -- where in the session it is kept, sealed
GO_ON = "wesaid_go_on"


def _keep(request: HttpRequest) -> str | None:
    return request.session.session_key


def _without_words(target: str) -> str:
    """An address of this site without what somebody looked for: words are not kept in sessions."""
    parts = urlsplit(target)
    query = QueryDict(parts.query, mutable=True)
    query.pop("q", None)
    return f"{parts.path}?{query.urlencode()}" if query else parts.path


@signed_in_view("GET", before_second_step=True)
def second_step(request: HttpRequest) -> HttpResponse:
    """What is set up for signing in, and what can be."""
    user = signed_in_user(request)
    if target := request.GET.get(REDIRECT_FIELD_NAME):
        if here := on_this_site(request, target):
            request.session[GO_ON] = _without_words(here)
        return redirect("people:second_step")
    steps = steps_of(user)
    go_on = request.session.pop(GO_ON, "") if steps.any else ""
    context = {"steps": steps, "lately": list(notices.lately(user)), "go_on": go_on}
    return render(request, "people/second_step.jinja", context)


def _secret(request: HttpRequest) -> str:
    """The secret that this session is setting up; it stays the same until a code has shown that the app has it."""
    try:
        return unseal(request.session[SECRET])
    except (KeyError, NotSealedHere):
        secret = new_secret()
        request.session[SECRET] = seal(secret)
        return secret


@signed_in_view("GET", "POST", before_second_step=True)
@asks_again()
def app_add(request: HttpRequest) -> HttpResponse:
    """Set up an app that shows codes."""
    user = signed_in_user(request)
    secret, form = _secret(request), AppForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            codes = step_actions.add_app(user=user, secret=secret, code=form.cleaned_data["code"], keep=_keep(request))
        except step_actions.WrongCode:
            form.add_error("code", WRONG)
        except step_actions.AlreadyThere:
            return redirect("people:second_step")
        else:
            del request.session[SECRET]
            return _added(request, codes, _("Your app is set up."))
    elif steps_of(user).app:
        return redirect("people:second_step")
    address = address_of(secret, user)
    spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    context = {"form": form, "qr": qr(address), "address": address, "secret": spaced}
    return render(request, "people/app_add.jinja", context, status=status_of(form))


@signed_in_view("GET", "POST", before_second_step=True)
@asks_again()
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Add a passkey. It needs JavaScript, and says so where there is none."""
    user = signed_in_user(request)
    form = NewPasskeyForm(posted(request))
    if request.method == "POST":
        if form.is_valid():
            device = devices.code_of(request.headers.get("User-Agent", ""))
            credential = form.cleaned_data["credential"]
            codes = step_actions.add_passkey(user=user, credential=credential, device=device, keep=_keep(request))
            return _added(request, codes, _("Your passkey is added."))
        messages.error(request, NOT_OURS)
    return render(request, "people/passkey_add.jinja", status=status_of(form))


def _added(request: HttpRequest, codes: list[str], said: str) -> HttpResponse:
    """What was added is said; new spare codes are shown, this once."""
    if not codes:
        messages.success(request, said)
        return redirect("people:second_step")
    context = {"codes": codes, "said": said, "go_on": request.session.pop(GO_ON, "")}
    return render(request, "people/spare_codes_made.jinja", context)


@signed_in_view("GET", "POST", before_second_step=True)
@asks_again()
def step_remove(request: HttpRequest, step_id: int) -> HttpResponse:
    """Remove an app or a passkey, after a page that says what that means."""
    user = signed_in_user(request)
    step = get_object_or_404(Authenticator, pk=step_id, user=user, type__in=(APP, PASSKEY))
    if request.method == "POST":
        step_actions.remove(user=user, step=step, keep=_keep(request))
        messages.success(request, _("It is removed. You are signed out everywhere else."))
        return redirect("people:second_step")
    steps = steps_of(user)
    last = len(steps.passkeys) + (steps.app is not None) == 1
    return render(request, "people/step_remove.jinja", {"step": step, "last": last})


@signed_in_view("GET", "POST", before_second_step=True)
@asks_again()
def spare_codes(request: HttpRequest) -> HttpResponse:
    """Make new spare codes, which are shown this once."""
    user = signed_in_user(request)
    steps = steps_of(user)
    if not steps.any:
        return redirect("people:second_step")
    if request.method == "POST":
        codes = step_actions.make_spare_codes(user=user)
        return _added(request, codes, _("Here are your new spare codes. The ones from before no longer work."))
    return render(request, "people/spare_codes.jinja", {"steps": steps})


@signed_in_view("GET", "POST", before_second_step=True)
def where(request: HttpRequest) -> HttpResponse:
    """Where this person is signed in, and signing out everywhere else."""
    user = signed_in_user(request)
    here = _keep(request) or ""
    if request.method == "POST":
        ended = actions.sign_out_elsewhere(user=user, keep=here)
        messages.success(
            request, _("You are signed out everywhere else.") if ended else _("You were signed in nowhere else.")
        )
        return redirect("people:where")
    rows = SignedIn.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-since", "session_key")
    others = [row for row in rows if row.session_key != here]
    mine = next((row for row in rows if row.session_key == here), None)
    context = {"here": mine, "others": others}
    return render(request, "people/where.jinja", context)
