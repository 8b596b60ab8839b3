"""Words and helpers that every template may use for frameworks and ways of working."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid.frameworks import UnknownNameError, way_named

LEVELS: dict[str, Promise] = {
    "micro": gettext_lazy("one person’s care (micro)"),
    "meso": gettext_lazy("organisations and professionals (meso)"),
    "macro": gettext_lazy("the whole system (macro)"),
    "links all": gettext_lazy("it links all levels"),
}


def way_title(name: str) -> str:
    """What a way of working is called; one that this version of the program does not know by its name."""
    try:
        return way_named(name).title
    except UnknownNameError:
        return name


def either(values: Sequence[int]) -> str:
    """Several numbers of which one holds: 9, 10 or 11."""
    *first, last = map(str, values)
    return _("%(first)s or %(last)s") % {"first": ", ".join(first), "last": last} if first else last


TEMPLATE_GLOBALS: dict[str, Any] = {"level_words": LEVELS, "way_title": way_title, "either": either}
