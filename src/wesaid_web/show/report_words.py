"""What an impact report cannot tell, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

_PLAIN: dict[str, str | Promise] = {
    "own_account": gettext_lazy(
        "The group wrote this about itself. Nobody from outside has checked it, and who was never asked is not in it."
    ),
    "no_agreement": gettext_lazy(
        "The group has not written down what it is here to change, so nobody can hold it to that."
    ),
    "few_spoke": gettext_lazy(
        "So few people have spoken that numbers would tell who they are. What became of things is not counted here."
    ),
    "no_change_shown": gettext_lazy(
        "No change is told here in words: none was recorded, or its words stay in the group."
    ),
    "how_equal": gettext_lazy(
        "Whether everybody was heard alike. A group looks at that for itself, and hands it on itself if it wants to."
    ),
    "work_kept_back": gettext_lazy(
        "How many people deliver, or how often. They are few: it would take three people or more, and a yes from each of them."
    ),
    "reached_twice": gettext_lazy("How many different people were reached. Somebody who came twice is counted twice."),
    "nobody_behind": gettext_lazy(
        "What somebody senior promised, and whether it was kept. Nobody senior is named who stands behind the project."
    ),
    "no_untold": gettext_lazy(
        "Who did not want to take part, or stopped, and why. Either nobody said why, or their words stay in the group."
    ),
    "nothing_delivered": gettext_lazy(
        "Whether people who helped to design something help to deliver it. Nothing is written down about that."
    ),
    "invested_kept_back": gettext_lazy(
        "What people were paid or given. Either nothing was, or it is about too few people to tell it as a sum."
    ),
    "not_studied": gettext_lazy(
        "Whether it worked here as it did in the studies that are named. They are about other groups."
    ),
}


def _counted(kind: str, count: int, of: int) -> str:
    numbers = {"count": count, "of": of}
    if kind == "words_stay":
        return (
            ngettext(
                "Why %(count)s of %(of)s things was not done: its words stay in the group.",
                "Why %(count)s of %(of)s things were not done: their words stay in the group.",
                count,
            )
            % numbers
        )
    if kind == "promises_open":
        return (
            ngettext(
                "Whether %(count)s of %(of)s promises was kept: the group has not said yet.",
                "Whether %(count)s of %(of)s promises were kept: the group has not said yet.",
                count,
            )
            % numbers
        )
    if kind == "not_looked_at":
        return (
            ngettext(
                "Whether %(count)s thing that was done changed anything: nobody has looked yet.",
                "Whether %(count)s things that were done changed anything: nobody has looked yet.",
                count,
            )
            % numbers
        )
    if kind == "compared_with_nothing":
        return (
            ngettext(
                "Whether we caused %(count)s of %(of)s changes: it is compared with nothing, so it may have other causes.",
                "Whether we caused %(count)s of %(of)s changes: they are compared with nothing, so they may have other causes.",
                count,
            )
            % numbers
        )
    return (
        ngettext(
            "How large %(count)s of %(of)s changes is: people saw or told it, and nobody counted.",
            "How large %(count)s of %(of)s changes are: people saw or told them, and nobody counted.",
            count,
        )
        % numbers
    )


def limits_in_words(limits: Iterable[Mapping[str, Any]]) -> list[str]:
    """A sentence for each, in their order."""
    found = []
    for limit in limits:
        kind, count = limit["kind"], limit["count"]
        found.append(str(_PLAIN[kind]) if count is None else _counted(kind, count, limit["of"] or count))
    return found


ASKED_FOR: dict[str, str | Promise] = {
    "yes": gettext_lazy("The people it is for asked for it."),
    "partly": gettext_lazy("Some of the people it is for asked for it."),
    "no": gettext_lazy("The people it is for did not ask for it."),
    "not_sure": gettext_lazy("Nobody is sure whether the people it is for asked for it."),
}

STEPS: tuple[tuple[str, str | Promise], ...] = (
    ("here", gettext_lazy("In the group")),
    ("said", gettext_lazy("Said something")),
    ("taken_up", gettext_lazy("Had something taken up")),
    ("there", gettext_lazy("Were there when theirs was decided")),
    ("we", gettext_lazy("Had something done with them: \u201cwe did\u201d")),
    ("at_decisions", gettext_lazy("Were there for any decision")),
    ("doing", gettext_lazy("Work on something")),
)
"""The steps of how equal a group is, for its table."""


def kind_of_role(code: str) -> str:
    """What a kind of role is called in few words."""
    from wesaid_web.delivery.models import SHORT, Kind

    return str(SHORT[Kind(code)]) if code in Kind.values else _("Another role")
