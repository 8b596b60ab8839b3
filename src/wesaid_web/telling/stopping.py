"""The link that stops e-mails about news: it does that and nothing else, for one person, without signing in.

It holds the id of the choice it changes, which stands nowhere else, and a seal over it. There is no day on which it stops
working: an old e-mail has to be able to stop the next one.
"""

from __future__ import annotations

import uuid

from django.core import signing

_SEAL = signing.Signer(salt="wesaid.stop-mail")


def seal(choice_id: uuid.UUID) -> str:
    """What stands in the link."""
    return _SEAL.sign(choice_id.hex).replace(":", "~")  # programs that read e-mail end a link at a colon now and then


def opened(token: str) -> uuid.UUID | None:
    """Whose choice a link is about; none where it is not whole."""
    try:
        return uuid.UUID(_SEAL.unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None
