"""Everything that changes accounts. Each leaves its audit row in the installation's own chain."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wesaid_web.common import audit
from wesaid_web.common.secrets import digest, new_secret
from wesaid_web.people import notices, sessions
from wesaid_web.people.models import SignInLink, User

LINK_LASTS = timedelta(minutes=15)
HANDED_LINK_LASTS = timedelta(days=2)


class LinkNotUsable(Exception):
    """A sign-in link is unknown, was used, or is too old. Which of these is not told."""


@transaction.atomic
def make_sign_in_link(*, user: User, by: User | None) -> str:
    """Make a link's secret for someone. ``by`` is the administrator who will hand it over, or none if they asked themselves.

    Earlier links of this person stop working. Not one that was handed over, where a link is asked for by e-mail: anybody who
    knows the address can ask, and would keep out whoever has only the link they were given.
    """
    now = timezone.now()
    before = user.sign_in_links.filter(used_at=None, expires_at__gt=now)
    (before if by else before.filter(made_by=None)).update(expires_at=now)
    secret = new_secret()
    lasts = HANDED_LINK_LASTS if by else LINK_LASTS
    link = SignInLink.objects.create(user=user, digest=digest(secret), made_by=by, made_at=now, expires_at=now + lasts)
    audit.record(by=by.pk if by else user.pk, verb="people.link_made", subject=user.pk, details={"link": str(link.pk)})
    return secret


@transaction.atomic
def use_sign_in_link(*, secret: str) -> User:
    """Spend a link and return whose it was. Other links of this person stop working: they are in.

    Raises:
        LinkNotUsable: unknown, used, expired, or the account is closed.
    """
    link = SignInLink.objects.select_for_update().select_related("user").filter(digest=digest(secret)).first()
    if link is None or link.used_at or link.expires_at <= timezone.now() or not link.user.is_active:
        raise LinkNotUsable
    link.used_at = now = timezone.now()
    link.save(update_fields=["used_at"])
    link.user.sign_in_links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    audit.record(by=link.user.pk, verb="people.link_used", subject=link.user.pk, details={"link": str(link.pk)})
    return link.user


@transaction.atomic
def rename(*, user: User, name: str, by: User) -> None:
    """Change what someone is called."""
    user.name = name
    user.save(update_fields=["name"])
    audit.record(by=by.pk, verb="people.renamed", subject=user.pk)


@transaction.atomic
def choose_language(*, user: User, code: str, by: User) -> None:
    """Which language to write to somebody in, and to begin with when they sign in."""
    if user.language == code:
        return
    user.language = code
    user.save(update_fields=["language"])
    audit.record(by=by.pk, verb="people.language", subject=user.pk)


@transaction.atomic
def set_active(*, user: User, active: bool, by: User) -> None:
    """Close an account or open it again. A closed account is signed out everywhere at once, and stays so when it is opened."""
    if user.is_active == active:
        return
    user.is_active = active
    user.save(update_fields=["is_active"])
    sessions.end_all(user.pk)
    audit.record(by=by.pk, verb="people.opened" if active else "people.closed", subject=user.pk)


@transaction.atomic
def make_administrator(*, email: str, name: str) -> User:
    """Give someone the running of the installation; makes the account if there is none. For the command line."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email=email, name=name)
    if not user.is_superuser:
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
        sessions.end_all(user.pk)
    audit.record(by=None, verb="people.administrator", subject=user.pk)
    return user


@transaction.atomic
def signed_up(*, user: User) -> None:
    """Record that an account was made. The account itself is made by allauth."""
    audit.record(by=user.pk, verb="people.signed_up", subject=user.pk)


@transaction.atomic
def set_password(*, user: User, password: str, keep: str | None) -> None:
    """Set or change a password. It ends every session of this person but the one to keep, if it was done in one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions.end_all(user.pk, keep=keep)
    audit.record(by=user.pk, verb="people.password_set", subject=user.pk)
    notices.tell(user, "people.password_set")


@transaction.atomic
def sign_out_elsewhere(*, user: User, keep: str) -> int:
    """End every session of this person but the one they ask in; how many there were."""
    ended = sessions.end_all(user.pk, keep=keep)
    audit.record(by=user.pk, verb="people.signed_out_elsewhere", subject=user.pk, details={"sessions": ended})
    return ended
