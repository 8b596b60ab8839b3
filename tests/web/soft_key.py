"""A passkey in software: what a browser and its key send when they are asked, signed with a real key."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

HOST = "localhost"
ORIGIN = f"http://{HOST}"
UP, UV, AT = 1, 4, 64  # somebody was there; showed who they are; a new key


class SoftKey:
    """One passkey for this site."""

    def __init__(self, *, verifies: bool = True) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = b"soft key of the tests"
        self.user = b""
        self.flags = UP | (UV if verifies else 0)

    def _about(self, question: dict[str, Any], kind: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": question["challenge"], "origin": origin}).encode()

    def create(self, question: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        """The answer to a question for a new passkey."""
        self.user = websafe_decode(question["user"]["id"])
        public = ES256.from_cryptography_key(self.private.public_key())
        attested = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        about = AuthenticatorData.create(sha256(question["rp"]["id"].encode()), self.flags | AT, 0, attested)
        attestation = AttestationObject.create("none", about, {})
        return self._credential(
            clientDataJSON=self._about(question, "webauthn.create", origin), attestationObject=attestation
        )

    def get(self, question: dict[str, Any], *, origin: str = ORIGIN, spoil: bool = False) -> dict[str, Any]:
        """The answer to a question for one that is there; ``spoil`` makes its signature wrong."""
        client = self._about(question, "webauthn.get", origin)
        about = AuthenticatorData.create(sha256(question["rpId"].encode()), self.flags, 1)
        signed = bytes(about) + sha256(client) + (b"x" if spoil else b"")
        return self._credential(
            clientDataJSON=client,
            authenticatorData=about,
            signature=self.private.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.user,
        )

    def _credential(self, **response: bytes) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "clientExtensionResults": {"credProps": {"rk": True}},
            "response": {name: websafe_encode(bytes(value)) for name, value in response.items()},
        }


def ask(client: Client, what: str) -> dict[str, Any]:
    """What the site asks a browser for."""
    answer = client.get(reverse("passkey_question", args=[what]), headers={"host": HOST})
    assert answer.status_code == 200, answer.status_code
    question: dict[str, Any] = answer.json()["publicKey"]
    assert urlsplit(str(settings.PUBLIC_URL)).hostname == "127.0.0.1"  # so the name comes from the request
    return question


def send(client: Client, address: str, credential: Any, **more: str) -> Any:
    """Send what a browser answered."""
    return client.post(address, {"credential": json.dumps(credential), **more}, headers={"host": HOST})
