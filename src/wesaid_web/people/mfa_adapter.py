"""How allauth's second step works here: its secrets are sealed, and a passkey belongs to the public address."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wesaid_web.people.sealing import seal, unseal


class StepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Where allauth asks how this site does it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not work. Try again."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey is for one name. On this computer alone that is the name in the address bar, as browsers want it."""
        host = urlsplit(str(settings.PUBLIC_URL)).hostname or ""
        if settings.ONLY_THIS_COMPUTER:
            host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": "We Said, We Did"}
