"""How allauth makes accounts and counts failed sign-ins here."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wesaid_web.common.languages import known, remember
from wesaid_web.people import actions, sessions
from wesaid_web.people.letters import in_language_of
from wesaid_web.people.models import User
from wesaid_web.people.second_step import steps_of

KNOWN_DEVICE = "wesaid_device"
_SALT = "wesaid.known-device"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up takes a name; failed sign-ins are counted so that a stranger cannot lock somebody out.

    A device on which someone has signed in before carries a signed cookie. Its failures are counted apart from those of
    devices never seen, so that guesses made elsewhere do not shut the door on the person whose account it is.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both and try again."),
        "email_taken": _("There is already an account with this e-mail address. Sign in instead."),
        "too_many_login_attempts": _("Too many tries went wrong. Wait five minutes, or use a sign-in link."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP_OPEN or bool(request.session.get("invited"))

    def clean_email(self, email: str) -> str:
        return str(super().clean_email(email)).strip().lower()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        with transaction.atomic():
            saved: User = super().save_user(request, user, form, commit)
            if commit:
                actions.signed_up(user=saved)
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        sessions.began(request, timezone.now())

    def set_password(self, user: User, password: str) -> None:
        """By somebody signed in, whose own session goes on, or with a link from an e-mail."""
        mine = self.request is not None and self.request.user.pk == user.pk
        actions.set_password(user=user, password=password, keep=self.request.session.session_key if mine else None)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """With what is set up as a second step, and with the password where nothing is."""
        if user.is_authenticated and steps_of(user).any:
            return [{"id": "again", "description": "", "url": reverse("again")}]
        return [way for way in super().get_reauthentication_methods(user) if way["id"] == "reauthenticate"]

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if known(user.language):
            remember(response, user.language)
        response.set_cookie(
            KNOWN_DEVICE,
            signing.dumps(str(user.pk), salt=_SALT),
            max_age=60 * 60 * 24 * 365,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to say on top of the page that follows."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a message whose links lead to the public address, whatever the request called this site.

        It is in the language of whoever has the address. Where nobody has it yet, in that of the page they are on.
        """
        given = {name: _on_this_site(value) for name, value in context.items()}
        user = User.objects.filter(email=email.strip().lower()).first()
        with in_language_of(user) if user and user.language else nullcontext():
            super().send_mail(template_prefix, email, given)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Not the key of allauth: it holds the host and port that the request named, and they can be made up anew each time.
        email = str(credentials.get("email", "")).strip().lower()
        return f"{email}:known" if _knows(request, email) else email


def _on_this_site(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return value
    parts = urlsplit(value)
    return str(settings.PUBLIC_URL) + urlunsplit(("", "", parts.path, parts.query, ""))


def _knows(request: HttpRequest, email: str) -> bool:
    try:
        user_id = signing.loads(request.COOKIES.get(KNOWN_DEVICE, ""), salt=_SALT)
    except signing.BadSignature:
        return False
    return User.objects.filter(pk=user_id, email=email.strip().lower()).exists()
