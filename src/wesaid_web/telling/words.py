"""What every page asks about news."""

from __future__ import annotations

from typing import Any

from wesaid_web.telling.queries import unread

TEMPLATE_GLOBALS: dict[str, Any] = {"unread_news": unread}
