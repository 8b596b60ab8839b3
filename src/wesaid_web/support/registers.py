"""What is held about what people get back, what they need, and what worries them; and the words for what happens to it.

Long because it is a list: an entry for each column. Concerns stand outside what a person is shown of what is held about
them, outside every export and digest, and outside erasure: they have a day of their own on which they are removed.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Ends, Erase, Field, Model

_MONEY = "six years after the last payment, as accounts are kept; then removed with the project"
_NOT_SHARED = "left out: what one person gets is theirs"
_THEIRS = "the person themselves, facilitators, payments"

_CONCERN_ENDS = (
    "until the day set when it is closed; until it is closed. Not erased before on asking: others may be at risk"
)
_CONCERN_APART = (
    "others may be at risk: it has a day of its own on which it is removed, and only those it was told to see it"
)
_CONCERN_NOT_SHARED = "left out: a worry goes to whoever it was told to and to nobody else"
_CONCERN_NO_DEMO = "not shown: one invented worry says enough"
_TOLD_TO = "the group, and people without an account who have an invitation or a code"
_READERS = "whoever reads it (the one people can tell, later the one who stands in); never who is excluded, nor an administrator"
_READERS_AND_TELLER = f"{_READERS}; and whoever told it, unless it was told without a name"
_NEED_ENDS = "until the person no longer needs it, or leaves"
_NEED_NOT_SHARED = "left out: what somebody needs can tell of their health"
_AS_CHOSEN = "the person, facilitators, and whom the person chose: those who prepare meetings, or the group"
_TWO = "the person, and whoever asked them"

MODELS = {
    "support.Terms": Model(
        holds="what somebody does and gets for it, in writing",
        retention=_MONEY,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "project": Field("the project"),
            "member": Field("for whom", _THEIRS, erase=Erase.NAMELESS),
            "work": Field("what they do", _THEIRS, Erase.REDACT),
            "in_return": Field("what they get", _THEIRS, Erase.REDACT),
            "pay_within": Field("within how many days it is paid", _THEIRS),
            "written_by": Field("who wrote them", _THEIRS, Erase.ERASE),
            "written_on": Field("when", _THEIRS),
            "agreed_on": Field("when the person agreed", _THEIRS),
            "agreed_by": Field("who said so", _THEIRS, Erase.ERASE),
            "ended_on": Field("when they ended", _THEIRS),
        },
        of="member",
        ends=Ends("money", "ended_on", "returns"),
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
        of="terms__member",
        ends=Ends("money", "paid_on"),
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
        of="member",
        ends=Ends("money", "offered_on"),
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
    "support.SafetyContacts": Model(
        holds="whom people can tell a worry, who stands in, and somebody outside the group",
        retention="as long as the project",
        archive="left out: names and numbers of people; a project that is brought in names its own",
        demo="shown",
        fields={
            "lead": Field("the person, if they have an account here", erase=Erase.ERASE),
            "lead_name": Field("their name", _TOLD_TO, erase=Erase.REDACT, of="lead"),
            "lead_phone": Field("their number", _TOLD_TO, erase=Erase.REDACT, of="lead"),
            "deputy": Field("who stands in, if they have an account here", erase=Erase.ERASE),
            "deputy_name": Field("their name", _TOLD_TO, erase=Erase.REDACT, of="deputy"),
            "deputy_phone": Field("their number", _TOLD_TO, erase=Erase.REDACT, of="deputy"),
            "outside_name": Field("whom to turn to outside the group", _TOLD_TO),
            "outside_phone": Field("their number", _TOLD_TO),
            "outside_hours": Field("when they can be reached", _TOLD_TO),
            "outside_for": Field("what for", _TOLD_TO),
            "read_within": Field(
                "within how many working days a worry is read before who stands in is asked", _TOLD_TO
            ),
            "keep_months": Field("how long a worry is kept after it is closed, unless another day is set then"),
            "edition": Field("how often it was saved", "nobody"),
        },
    ),
    "support.Concern": Model(
        holds="a worry that somebody told; not part of what a person sees or takes with them of their data",
        retention=_CONCERN_ENDS,
        archive=_CONCERN_NOT_SHARED,
        demo="shown",
        fields={
            "project": Field("the project", "nobody"),
            "words": Field("the worry, as it was told", _READERS_AND_TELLER),
            "who": Field("who tells it, in their own words", _READERS_AND_TELLER),
            "reporter": Field("who follows it; empty where it was told without a name", _READERS_AND_TELLER),
            "on_behalf": Field("whether it was typed in for somebody else", _READERS_AND_TELLER),
            "about": Field("the contribution it was told from, as an id", _READERS_AND_TELLER),
            "lead": Field("whom it went to", _READERS_AND_TELLER),
            "deputy": Field("who stands in for them", _READERS_AND_TELLER),
            "told_on": Field("the day it was told", _READERS_AND_TELLER),
            "deputy_from": Field("from when who stands in reads it, too, if it is unread", _READERS_AND_TELLER),
            "read_on": Field("the day it was read", _READERS_AND_TELLER),
            "read_by": Field("who read it", _READERS_AND_TELLER),
            "closed_on": Field("the day it was closed", _READERS_AND_TELLER),
            "outcome": Field("what came of it", _READERS_AND_TELLER),
            "remove_on": Field("the day it is removed", _READERS_AND_TELLER),
        },
        apart=_CONCERN_APART,
    ),
    "support.Concern_excluded": Model(
        holds="who is not to know of a worry",
        retention=_CONCERN_ENDS,
        archive=_CONCERN_NOT_SHARED,
        demo=_CONCERN_NO_DEMO,
        fields={
            "concern": Field("which worry", _READERS_AND_TELLER),
            "member": Field("who is not to know", _READERS_AND_TELLER),
        },
        apart=_CONCERN_APART,
    ),
    "support.ConcernNote": Model(
        holds="what was written to a worry after it was told",
        retention=_CONCERN_ENDS,
        archive=_CONCERN_NOT_SHARED,
        demo=_CONCERN_NO_DEMO,
        fields={
            "concern": Field("to which", _READERS),
            "kind": Field("whether it is for those who read it, what was done, or was added by who told it", _READERS),
            "words": Field("what was written; who told it sees what was done and what they added", _READERS),
            "by": Field("who wrote it", _READERS),
            "on": Field("the day", _READERS),
            "seq": Field("its place", _READERS),
        },
        apart=_CONCERN_APART,
    ),
    "support.Need": Model(
        holds="what helps somebody take part, and what was agreed about it",
        retention=_NEED_ENDS,
        archive=_NEED_NOT_SHARED,
        demo="shown",
        fields={
            "member": Field("whose", _AS_CHOSEN, Erase.ROW),
            "helps": Field("what helps", _AS_CHOSEN, Erase.ROW),
            "shown_to": Field("who is shown it, as the person chose", _AS_CHOSEN, Erase.ROW),
            "agreed": Field("what was agreed", _AS_CHOSEN, Erase.ROW),
            "agreed_on": Field("when", _AS_CHOSEN, Erase.ROW),
            "agreed_by": Field("who wrote it down", _AS_CHOSEN, Erase.ERASE),
            "review_on": Field("when to look at it again", _AS_CHOSEN, Erase.ROW),
            "written_by": Field("who wrote it down, with the person or as the person", "nobody", Erase.ERASE),
            "written_on": Field("when", _AS_CHOSEN, Erase.ROW),
            "edition": Field("how often it was saved", "nobody", Erase.ROW),
        },
        of="member",
    ),
    "support.NeedAnswer": Model(
        holds="whether a promise was met, as the person says it",
        retention=_NEED_ENDS,
        archive=_NEED_NOT_SHARED,
        demo="shown",
        fields={
            "need": Field("of what", _AS_CHOSEN, Erase.ROW),
            "met": Field("yes, partly or no", _AS_CHOSEN, Erase.ROW),
            "words": Field("in their words: seen by them and by facilitators", _AS_CHOSEN, Erase.ROW),
            "on": Field("when", _AS_CHOSEN, Erase.ROW),
            "seq": Field("its place", "nobody", Erase.ROW),
            "written_by": Field("who wrote it down", "nobody", Erase.ERASE),
        },
        of="need__member",
    ),
    "support.NeedsSheet": Model(
        holds="how many promises were met and how many wait too long, about eight people or more",
        retention="as long as the project",
        archive="left out: it belongs to what people need, which is left out",
        demo="shown",
        fields={
            "project": Field("the project"),
            "number": Field("which time"),
            "frozen_on": Field("when"),
            "content": Field("the counts, as they passed the gate"),
        },
    ),
    "support.AftercareContact": Model(
        holds="whom to turn to after a hard meeting",
        retention="as long as the project",
        archive="left out: names and numbers of people",
        demo="shown",
        fields={
            "project": Field("the project"),
            "name": Field("who"),
            "phone": Field("how to reach them"),
            "hours": Field("when"),
            "what_for": Field("what for"),
        },
    ),
    "support.CheckIn": Model(
        holds="how somebody was after a hard meeting, written down because they said yes to that",
        retention="until either of the two removes it, or the person leaves",
        archive="left out: it is between two people",
        demo="shown",
        fields={
            "member": Field("who was asked", _TWO, Erase.ROW),
            "by": Field("who asked", _TWO, Erase.ERASE),
            "on": Field("when", _TWO, Erase.ROW),
            "words": Field("how they were", _TWO, Erase.ROW),
            "again_on": Field("when to ask again", _TWO, Erase.ROW),
        },
        of="member",
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
    "support.contacts_set": _("said whom people can tell a worry"),
    "support.concern_told": _("told a worry"),
    "support.concern_added": _("added to a worry"),
    "support.concern_read": _("read a worry"),
    "support.concern_noted": _("wrote something to a worry"),
    "support.concern_shared": _("let who stands in read a worry"),
    "support.concern_handed_over": _("handed a worry over"),
    "support.concern_kept_name": _("kept who told a worry, as their account went"),
    "support.concern_closed": _("closed a worry"),
    "support.concern_removed": _("removed a worry whose day had come"),
    "support.need_written": _("wrote down what helps somebody take part"),
    "support.need_changed": _("changed what helps somebody take part"),
    "support.need_agreed": _("wrote down what was agreed so that somebody can take part"),
    "support.need_answered": _("said whether a promise was met"),
    "support.need_removed": _("removed what helped somebody take part"),
    "support.needs_told": _("told the group how promises were met"),
    "support.aftercare_added": _("named somebody to turn to after a hard meeting"),
    "support.aftercare_removed": _("took somebody off whom to turn to after a hard meeting"),
    "support.checked_in": _("asked somebody how they were after a hard meeting"),
    "support.check_in_removed": _("removed how somebody was after a hard meeting"),
}
