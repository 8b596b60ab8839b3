"""The second step of signing in: what somebody has set up, and whether a code or a passkey is right. It writes nothing.

An app with codes counts time (TOTP, RFC 6238: SHA-1, six digits, 30 seconds). A code is right for the half minute it is made
for and one before and after, since telephones' clocks differ; each half minute counts once, so that a code that was seen
over a shoulder cannot be used again. Spare codes (for a lost telephone) and passkeys (WebAuthn) are those of allauth.
"""

from __future__ import annotations

import secrets
import time
from base64 import b32encode
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from wesaid_web.people.models import User
from wesaid_web.people.sealing import NotSealedHere, unseal

SECONDS = 30
AROUND = 1  # half minutes before and after
APP, PASSKEY, SPARE = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True)
class Steps:
    """What one person has set up."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    spare: Authenticator | None

    @property
    def any(self) -> bool:
        return self.app is not None or bool(self.passkeys)

    @property
    def spare_left(self) -> int:
        """How many spare codes were not used yet."""
        try:
            return len(self.spare.wrap().get_unused_codes()) if self.spare else 0
        except NotSealedHere:
            return 0


def steps_of(user: User) -> Steps:
    """What somebody has set up, the oldest first."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    one = {row.type: row for row in rows}
    return Steps(one.get(APP), [row for row in rows if row.type == PASSKEY], one.get(SPARE))


def new_secret() -> str:
    """A secret for an app: 160 random bits, in the letters an app takes."""
    return b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, user: User) -> str:
    """What an app reads from the QR code: the secret, and whose it is on which site."""
    host = urlsplit(str(settings.PUBLIC_URL)).hostname or ""
    query = urlencode({"secret": secret, "issuer": f"We Said, We Did ({host})"}, quote_via=quote)
    return f"otpauth://totp/{quote(user.email)}?{query}"


def tidy(code: str) -> str:
    """The digits of a code as people type it: with spaces or hyphens in it or without."""
    return "".join(sign for sign in code if not sign.isspace() and sign != "-")


def half_minute_of(secret: str, code: str, *, now: float | None = None) -> int | None:
    """The half minute (since 1970) for which an app makes this code, if it is one that counts now; none if it is not."""
    current = int(time.time() if now is None else now) // SECONDS
    found = None
    for counter in range(
        current - AROUND, current + AROUND + 1
    ):  # all are tried, so that the time it takes tells nothing
        if secrets.compare_digest(format_hotp_value(hotp_value(secret, counter)).encode(), tidy(code).encode()):
            found = counter
    return found


def secret_in(row: Authenticator) -> str | None:
    """The secret of an app; none if it was sealed with a key that is not this installation's."""
    try:
        return unseal(row.data["secret"])
    except NotSealedHere:
        return None


def sealed_elsewhere() -> int:
    """How many apps and spare codes cannot be read: they were sealed with another key than this installation has now."""
    found = 0
    for row in Authenticator.objects.exclude(type=PASSKEY).iterator(500):
        try:
            unseal(row.data["secret" if row.type == APP else "seed"])
        except NotSealedHere:
            found += 1
    return found
