"""The second step at sign-in, signing in with a passkey, and showing once more who one is."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStage, LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from wesaid_web.common.access import public_view, signed_in_view
from wesaid_web.common.forms import posted
from wesaid_web.people.again import recently
from wesaid_web.people.models import User
from wesaid_web.people.second_step import Steps, steps_of
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.people.step_forms import NOT_OURS, CodeForm, UsePasskeyForm

Answered = CodeForm | UsePasskeyForm


def _stage(request: HttpRequest) -> LoginStage | None:
    """Where somebody stands who gave the right password or link and has not taken the second step yet."""
    if request.user.is_authenticated:
        return None
    stage: LoginStage | None = LoginStageController.enter(request, AuthenticateStage.key)
    return stage if stage and stage.login.user and stage.login.user.is_active else None


def _answers(request: HttpRequest, user: User, steps: Steps) -> tuple[CodeForm, Answered | None]:
    """The form for a code as it is to be shown, and the form that was sent and is right, if one was."""
    given: dict[str, Any] = {"user": user, "request": request, "app": steps.app is not None}
    if "credential" in request.POST:
        passkey = UsePasskeyForm(request.POST, user=user)
        code = CodeForm(**given)
        if passkey.is_valid():
            return code, passkey
        messages.error(request, NOT_OURS)
        return code, None
    code = CodeForm(posted(request), **given)
    return code, code if request.method == "POST" and code.is_valid() else None


def _page(request: HttpRequest, template: str, form: CodeForm, steps: Steps, **given: Any) -> HttpResponse:
    refused = request.method == "POST"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, template, {"form": form, "steps": steps, **given}, status=status)


@public_view("GET", "POST")
def ask_step(request: HttpRequest) -> HttpResponse:
    """The second step: a code, a spare code or a passkey. Or somebody turns back."""
    stage = _stage(request)
    if stage is None:
        return render(request, "people/step_too_late.jinja", status=HTTPStatus.GONE)
    user = cast("User", stage.login.user)
    if "back" in request.POST:
        clear_login(request)
        return redirect("account_login")
    steps = steps_of(user)
    form, right = _answers(request, user, steps)
    if right is None:
        return _page(request, "people/step.jinja", form, steps)
    post_authentication(request, right.used)
    return cast("HttpResponse", stage.exit())


@signed_in_view("GET", "POST", before_second_step=True)
def again(request: HttpRequest) -> HttpResponse:
    """Show once more who one is, with what one has set up, and go on to where one was going."""
    user = signed_in_user(request)
    steps = steps_of(user)
    target = get_next_redirect_url(request) or ""
    if not steps.any:
        return redirect("account_reauthenticate")
    form, right = _answers(request, user, steps)
    if right is None:
        return _page(request, "people/step_again.jinja", form, steps, target=target)
    post_authentication(request, right.used, reauthenticated=True)
    return redirect(target or "people:second_step")


@public_view("GET")
def passkey_question(request: HttpRequest, what: str) -> HttpResponse:
    """What a browser is asked for a passkey: to sign in, for the second step, to show who one is again, or to add one.

    It is asked for when the button is pressed, so that opening a page begins nothing.
    """
    limited = ratelimit.consume_or_429(request, action="passkey_asked")
    if limited:
        return cast("HttpResponse", limited)
    if what == "sign-in":
        return JsonResponse(auth.begin_authentication(None))
    if what == "step":
        stage = _stage(request)
        if stage is None:
            raise PermissionDenied
        return JsonResponse(auth.begin_authentication(stage.login.user))
    if what not in {"again", "add"}:
        raise Http404
    if not request.user.is_authenticated:
        raise PermissionDenied
    user = signed_in_user(request)
    if what == "again":
        return JsonResponse(auth.begin_authentication(user))
    if not recently(request):
        raise PermissionDenied
    return JsonResponse(auth.begin_registration(user, passwordless=True))


@public_view("POST")
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: it is on a device somebody has, and asks for what they know or are."""
    limited = ratelimit.consume_or_429(request, action="login")
    if limited:
        return cast("HttpResponse", limited)
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = UsePasskeyForm(request.POST, user=None)
    if not form.is_valid() or form.used is None:
        return render(request, "people/passkey_failed.jinja", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    login = Login(user=form.used.user, redirect_url=get_next_redirect_url(request))
    return cast("HttpResponse", perform_passwordless_login(request, form.used, login))
