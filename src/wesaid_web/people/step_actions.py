"""Everything that changes somebody's second step at sign-in. Each leaves its audit row in the installation's own chain.

Where one is added first, or any is removed, every other session of this person ends: it was begun under other rules.
``keep`` is the session in which it was done, if there is one.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from wesaid_web.common import audit
from wesaid_web.people import notices, sessions
from wesaid_web.people.models import User
from wesaid_web.people.sealing import NotSealedHere, seal
from wesaid_web.people.second_step import APP, PASSKEY, SPARE, half_minute_of, secret_in, tidy


class WrongCode(ValueError):
    """The code is not the one an app shows now, or was used before."""


class AlreadyThere(ValueError):
    """There is an app with codes already; a person has one."""


@transaction.atomic
def add_app(*, user: User, secret: str, code: str, keep: str | None) -> list[str]:
    """Set up an app with codes, once it has shown a right one. Returns new spare codes, if there were none.

    Raises:
        WrongCode: the app does not show what it should.
        AlreadyThere: there is one.
    """
    first = _turn(user)
    if Authenticator.objects.filter(user=user, type=APP).exists():
        raise AlreadyThere
    counter = half_minute_of(secret, code)
    if counter is None:
        raise WrongCode
    Authenticator.objects.create(user=user, type=APP, data={"secret": seal(secret), "last": counter})
    return _added(user, "people.app_added", keep, ends_others=first)


@transaction.atomic
def add_passkey(*, user: User, credential: dict[str, Any], device: str, keep: str | None) -> list[str]:
    """Keep a passkey that was checked (step_forms.PasskeyForm). Returns new spare codes, if there were none."""
    first = _turn(user)
    WebAuthn.add(user, device, credential)
    return _added(user, "people.passkey_added", keep, ends_others=first)


@transaction.atomic
def remove(*, user: User, step: Authenticator, keep: str | None) -> None:
    """Remove an app or a passkey. With the last of them the spare codes go, too."""
    _turn(user)
    step.delete()
    if not Authenticator.objects.filter(user=user).exclude(type=SPARE).exists():
        Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user.pk, keep=keep)
    audit.record(by=user.pk, verb="people.step_removed", subject=user.pk, details={"kind": step.type})
    notices.tell(user, "people.step_removed")


@transaction.atomic
def make_spare_codes(*, user: User) -> list[str]:
    """Ten new spare codes, to be shown once; the ones from before stop working."""
    _turn(user)
    codes = _new_codes(user)
    audit.record(by=user.pk, verb="people.spare_codes_made", subject=user.pk)
    notices.tell(user, "people.spare_codes_made")
    return codes


@transaction.atomic
def use_code(*, user: User, code: str) -> Authenticator:
    """Spend a code of an app or a spare one; each works once.

    Raises:
        WrongCode: it is none of this person's, or was used before.
    """
    _turn(user)
    rows = {row.type: row for row in Authenticator.objects.filter(user=user).exclude(type=PASSKEY)}
    if APP in rows and _spent(rows[APP], code):
        return rows[APP]
    if SPARE in rows and _spare_spent(rows[SPARE], code):
        audit.record(by=user.pk, verb="people.spare_code_used", subject=user.pk)
        notices.tell(user, "people.spare_code_used")
        return rows[SPARE]
    raise WrongCode


@transaction.atomic
def reset(*, user: User) -> int:
    """Remove everything somebody has set up, for one who lost it all, and sign them out everywhere. For the command line."""
    _turn(user)
    removed: int = Authenticator.objects.filter(user=user).delete()[0]
    sessions.end_all(user.pk)
    audit.record(by=None, verb="people.steps_reset", subject=user.pk, details={"removed": removed})
    notices.tell(user, "people.steps_reset")
    return removed


def _turn(user: User) -> bool:
    """Wait until nobody else changes this person's steps; whether they have none yet."""
    User.objects.select_for_update().get(pk=user.pk)
    return not Authenticator.objects.filter(user=user).exclude(type=SPARE).exists()


def _added(user: User, verb: str, keep: str | None, *, ends_others: bool) -> list[str]:
    codes = [] if Authenticator.objects.filter(user=user, type=SPARE).exists() else _new_codes(user)
    if ends_others:
        sessions.end_all(user.pk, keep=keep)
    audit.record(by=user.pk, verb=verb, subject=user.pk)
    notices.tell(user, verb)
    return codes


def _new_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=SPARE).delete()
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


def _spent(row: Authenticator, code: str) -> bool:
    secret = secret_in(row)
    counter = half_minute_of(secret, code) if secret else None
    if counter is None or counter <= row.data.get("last", 0):
        return False
    row.data["last"] = counter
    row.save(update_fields=["data"])
    return True


def _spare_spent(row: Authenticator, code: str) -> bool:
    try:
        return bool(row.wrap().validate_code(tidy(code)))
    except NotSealedHere:
        return False
