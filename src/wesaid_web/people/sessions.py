"""Where sessions are kept: in a table of our own, so that all of one person can be shown to them and ended."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.http import HttpRequest

from wesaid_web.people import devices

DEVICE, SINCE = "wesaid_device", "wesaid_since"


class SessionStore(DatabaseStore):
    """Django's, with whose session it is, since when, and with which kind of browser. No address of the network is kept."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        from wesaid_web.people.models import SignedIn

        return SignedIn

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row: Any = super().create_model_instance(data)
        since = data.get(SINCE)
        row.user_id = data.get(SESSION_KEY)
        row.device = data.get(DEVICE, "")
        row.since = datetime.fromisoformat(since) if since else None
        return row  # type: ignore[no-any-return]


def began(request: HttpRequest, now: datetime) -> None:
    """Write into a session that somebody has just signed in: when, and with which kind of browser."""
    request.session[SINCE] = now.isoformat()
    request.session[DEVICE] = devices.code_of(request.headers.get("User-Agent", ""))


def end_all(user_id: uuid.UUID | None, *, keep: str | None = None) -> int:
    """End every session of one person but the one to keep, at once and everywhere; how many there were.

    To be called inside the transaction of whatever makes it necessary, which leaves the audit row.
    """
    from wesaid_web.people.models import SignedIn

    if user_id is None:
        return 0
    return SignedIn.objects.filter(user_id=user_id).exclude(session_key=keep or "").delete()[0]
