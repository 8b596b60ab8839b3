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


METHODS: dict[str, tuple[Promise, str]] = {
    "disclosure.next_release": (
        gettext_lazy("People at each step, in a table that is published again and again"),
        "disclosure",
    ),
    "disclosure.amounts": (
        gettext_lazy("Sums of money and time, shown where nobody can tell another one’s part"),
        "disclosure",
    ),
    "practice.cycle.for_outside": (
        gettext_lazy("The cycle, everybody counted once, published again and again"),
        "cycle",
    ),
    "practice.ladder.release": (gettext_lazy("Answers by hat, shown where enough people gave one"), "ladder"),
}
"""What each method is called, and its page in docs/methods."""

PARAMETERS: dict[str, Promise] = {
    "fewer_than": gettext_lazy("Numbers of people are shown from"),
    "raters": gettext_lazy("Answers are shown from so many people"),
    "largest_share": gettext_lazy("Most of a sum that one person may have"),
    "not_nearer": gettext_lazy("How near anybody may come to another one’s part"),
}

TEMPLATE_GLOBALS: dict[str, Any] = {
    "level_words": LEVELS,
    "way_title": way_title,
    "either": either,
    "method_words": METHODS,
    "parameter_words": PARAMETERS,
}
