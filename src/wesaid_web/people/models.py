"""Accounts. Who someone is in a group, and in which role, is kept with the project (wesaid_web.projects)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wesaid_web.people.powers import with_powers


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are kept in lower case, so that one person has one account."""

    def create_user(self, *, email: str, name: str, password: str | None = None, **extra: Any) -> User:
        user = self.model(email=email.strip().lower(), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """Someone with an account: an e-mail address to sign in with and the name they want to be called."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("what should we call you?"), max_length=80)
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField(default=False)  # runs the installation; sees no project by it
    language = models.CharField(max_length=10, blank=True)  # chosen with the button; none: as the browser says
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @cached_property
    def has_second_step(self) -> bool:
        """Whether a passkey or an app with codes is set up. Comes with the account of a request; asked for otherwise."""
        return bool(with_powers(User.objects.filter(pk=self.pk)).values_list("has_second_step", flat=True).first())

    @cached_property
    def holds_power(self) -> bool:
        """Whether they hold a role in a project that a password alone must not open (people/powers.py)."""
        return bool(with_powers(User.objects.filter(pk=self.pk)).values_list("holds_power", flat=True).first())

    @property
    def needs_second_step(self) -> bool:
        """Whether they have to have one. In the worked example nobody has: it is served on one computer only."""
        return not settings.DEMO and (self.is_superuser or self.holds_power)

    @property
    def second_step_first(self) -> bool:
        """Whether they have to set up a second step before anything else."""
        return self.needs_second_step and not self.has_second_step


class SignInLink(models.Model):
    """A link that signs one person in once. Only a digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+"
    )  # none: asked for by themselves
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link {self.id}"


class SignedIn(AbstractBaseSession):
    """A session: that a browser is signed in, as whom, since when, and which kind of browser. Nothing of the network.

    Somebody who is not signed in has one only while they need it: halfway through signing in, or invited to an account.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="signed_in")
    since = models.DateTimeField(null=True)
    device = models.CharField(max_length=40, blank=True)  # codes of people/devices.py

    def __str__(self) -> str:
        return f"a session of {self.user_id}"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from wesaid_web.people.sessions import SessionStore

        return SessionStore
