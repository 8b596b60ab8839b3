"""Money and time as people read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wesaid_web.support.models import ReturnKind


def pounds(pence: int | None) -> str:
    """Pence as pounds: £1,234.50; whole pounds without pence."""
    if pence is None:
        return ""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}.{rest:02}" if rest else f"£{whole:,}"


def hours(minutes: int | None) -> str:
    """Minutes in words: 2 hours 30 minutes."""
    if not minutes:
        return ""
    whole, rest = divmod(minutes, 60)
    parts = []
    if whole:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": f"{whole:,}"})
    if rest:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return " ".join(parts)


def kind_words(code: str) -> str:
    """What a form of giving something back is called."""
    return str(ReturnKind(code).label) if code in ReturnKind.values else _("Something else")


TEMPLATE_GLOBALS: dict[str, Any] = {
    "pounds": pounds,
    "hours": hours,
    "kind_words": kind_words,
}
