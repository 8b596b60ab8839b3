"""What is held about what people get back, and the words for what happens to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Erase, Field, Model

_MONEY = "six years after the last payment, as accounts are kept; then removed with the project"
_NOT_SHARED = "left out: what one person gets is theirs"
_THEIRS = "the person themselves, facilitators, payments"

MODELS = {
    "support.Terms": Model(
        holds="what somebody does and gets for it, in writing",
        retention=_MONEY,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "project": Field("the project"),
            "member": Field("for whom", _THEIRS),
            "work": Field("what they do", _THEIRS, Erase.REDACT),
            "in_return": Field("what they get", _THEIRS, Erase.REDACT),
            "pay_within": Field("within how many days it is paid", _THEIRS),
            "written_by": Field("who wrote them", _THEIRS, Erase.ERASE),
            "written_on": Field("when", _THEIRS),
            "agreed_on": Field("when the person agreed", _THEIRS),
            "agreed_by": Field("who said so", _THEIRS, Erase.ERASE),
            "ended_on": Field("when they ended", _THEIRS),
        },
    ),
    "support.Return": Model(
        holds="what somebody got back for what they did",
        retention=_MONEY,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "terms": Field("under which terms", _THEIRS),
            "kind": Field("in what form", _THEIRS),
            "what_for": Field("for what", _THEIRS, Erase.REDACT),
            "on": Field("the day of the work", _THEIRS),
            "minutes": Field("how long it took", _THEIRS),
            "pence": Field("how much", _THEIRS),
            "due": Field("by when it is paid", _THEIRS),
            "offered_by": Field("who offered it", _THEIRS, Erase.ERASE),
            "accepted_on": Field("when it was accepted; what is declined is removed", _THEIRS),
            "approved_by": Field("who approved it", _THEIRS, Erase.ERASE),
            "approved_on": Field("when", _THEIRS),
            "paid_by": Field("who paid it; never who approved it", _THEIRS, Erase.ERASE),
            "paid_on": Field("when", _THEIRS),
            "told": Field("in which telling to the group it is counted", "nobody"),
        },
    ),
    "support.Advice": Model(
        holds="that advice on benefits was offered; not whether it was taken",
        retention=_MONEY,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "offered_on": Field("when", _THEIRS),
            "offered_by": Field("who offered it", _THEIRS, Erase.ERASE),
        },
    ),
    "support.Invested": Model(
        holds="what the project put into people, in sums about eight people or more",
        retention="as long as the project",
        archive="left out: it belongs to payments that are left out",
        demo="shown",
        fields={
            "project": Field("the project"),
            "number": Field("which telling"),
            "told_on": Field("when"),
            "content": Field("the sums, as they passed the gate"),
        },
    ),
}

AUDIT: AuditWords = {
    "support.terms_written": _("wrote terms for somebody"),
    "support.terms_agreed": _("agreed to terms"),
    "support.terms_ended": _("terms ended"),
    "support.offered": _("offered something in return"),
    "support.accepted": _("accepted what was offered"),
    "support.taken_away": _("an offer was removed"),
    "support.advice_offered": _("offered advice on benefits"),
    "support.approved": _("approved a payment"),
    "support.paid": _("paid"),
    "support.told": _("the group was told what was put into people"),
}
