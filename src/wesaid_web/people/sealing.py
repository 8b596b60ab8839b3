"""Secrets that the program has to read again, sealed with the key of this installation, so that a copy of the database alone
does not give them away.

AES-GCM with a key derived from the installation's by HMAC-SHA-256; a random nonce of 96 bits for each (NIST SP 800-38D).
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.crypto import salted_hmac

NONCE = 12


class NotSealedHere(ValueError):
    """What was to be opened was sealed with another key, or changed."""


def seal(text: str) -> str:
    """Seal a secret; the same one gives something else each time."""
    nonce = secrets.token_bytes(NONCE)
    return base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, text.encode(), None)).decode()


def unseal(sealed: str) -> str:
    """Open what :func:`seal` made.

    Raises:
        NotSealedHere: it was sealed with another key, or changed.
    """
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
        return _cipher().decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except (InvalidTag, ValueError, binascii.Error) as problem:
        raise NotSealedHere from problem


def _cipher() -> AESGCM:
    return AESGCM(salted_hmac("wesaid.second-step", "seal", algorithm="sha256").digest())
