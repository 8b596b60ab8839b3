"""Secrets in links: made long, kept only as a digest, compared by looking the digest up."""

from __future__ import annotations

import hashlib
import secrets
import uuid

from django.utils.crypto import salted_hmac


def new_secret() -> str:
    """A secret for a link: 32 random bytes, safe in an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret. The secret is random and long, so a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_digest(secret: str, purpose: str) -> str:
    """What is stored of a secret that is short enough to be said. Without the installation's key it cannot be tried out.

    Args:
        purpose: what the secret opens; the same characters for something else give another digest.
    """
    return salted_hmac(f"wesaid.{purpose}", secret, algorithm="sha256").hexdigest()


def row_of_form(form_id: uuid.UUID, purpose: str) -> uuid.UUID:
    """The id of the row that a form makes, where a code follows from the id of the form: the same each time.

    Ids of rows stand in addresses of whoever answers. They do not lead back to the form, and so not to the code.
    """
    return uuid.UUID(keyed_digest(str(form_id), purpose)[:32])
