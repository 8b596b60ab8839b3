"""What every page asks about news."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wesaid_web.telling.queries import unread


def unread_news(request: HttpRequest) -> int:
    """How much whoever asks has not read. A view that knows it already leaves word, and it is not asked for again."""
    known: int | None = getattr(request, "unread_news", None)
    return unread(request.user) if known is None else known


TEMPLATE_GLOBALS: dict[str, Any] = {"unread_news": unread_news}
