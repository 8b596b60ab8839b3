"""What is held about private askings, and the words for what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Erase, Field, Model

_PROJECT = "as long as the project"
_NOT_SHARED = "left out: people answered for their own group"

MODELS = {
    "evaluation.Round": Model(
        holds="a private asking, and what may be shown of it",
        retention=_PROJECT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "project": Field("the project"),
            "about": Field("what it is about"),
            "decision": Field("the decision it is about"),
            "period_from": Field("the first day of the time it is about"),
            "period_to": Field("the last day of the time it is about"),
            "asks": Field("which questions"),
            "opened_by": Field("who opened it", erase=Erase.ERASE),
            "opened_on": Field("the day it was opened"),
            "closes_on": Field("the last day to answer"),
            "closed_on": Field("the day it was closed"),
            "results": Field("what is shown: counts of five people or more; worked out once, at the close"),
        },
    ),
    "evaluation.Box": Model(
        holds="the answers to an open asking, added up by hat; nobody's by themselves",
        retention="until the asking is closed",
        archive=_NOT_SHARED,
        demo="not shown: it goes when an asking is closed",
        fields={"counts": Field("how many gave which answer", "nobody")},
    ),
    "evaluation.Answered": Model(
        holds="that somebody answered, so that they do so once and later askings give nobody away",
        retention=_PROJECT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "round": Field("which asking", "nobody"),
            "member": Field("who answered; not what, as whom or when", "nobody", erase=Erase.NAMELESS),
        },
        of="member",
    ),
}

AUDIT: AuditWords = {
    "evaluation.opened": _("asked everyone privately"),
    "evaluation.typed_in": _("typed in answers from paper"),
    "evaluation.closed": _("closed a private asking"),
}
