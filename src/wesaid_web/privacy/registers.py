"""What is held about what people ask of their data, and the words for what happens to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Ends, Erase, Field, Model

_COMPLAINT = "until the time the site keeps complaints is over, counted from the answer"
_ANSWERS = "whoever answers it, and whoever complained; the deputy once it is late"

MODELS = {
    "privacy.ErasureAsked": Model(
        holds="that somebody asked to be erased, and when that was done",
        retention="as long as the installation: it leads to nobody once it is done",
        archive="left out: it belongs to this installation",
        demo="not shown: nobody in the example asked",
        fields={
            "user": Field("whose account; empty once it is done", "the person", Erase.ERASE),
            "member": Field("whose place, where they have no account", "facilitators", Erase.NAMELESS),
            "how": Field("how they asked", "the person, facilitators"),
            "written_by": Field("who wrote it down for them", "facilitators", Erase.ERASE),
            "take_words": Field("whether their words go, too", "the person, facilitators"),
            "everywhere": Field("whether their name goes out of what others wrote", "the person, facilitators"),
            "asked_on": Field("when they asked", "the person, facilitators"),
            "due_on": Field("until when it can be taken back", "the person, facilitators"),
            "done_on": Field("when it was done", "facilitators"),
        },
    ),
    "privacy.KeptFor": Model(
        holds="how long a group keeps one kind of thing, where it chose a time of its own",
        retention="as long as the project",
        archive="left out: a project that is brought in chooses its own",
        demo="not shown: the example keeps the usual times",
        fields={
            "project": Field("the project"),
            "what": Field("what, as a code"),
            "days": Field("for how many days"),
        },
    ),
    "privacy.Complaint": Model(
        holds="a complaint about how data or people are treated, and its answer",
        retention=_COMPLAINT,
        archive="left out: it is between whoever complained and whoever answers",
        demo="shown",
        fields={
            "project": Field("about which group, if about one", _ANSWERS),
            "goes_to": Field("who answers it", _ANSWERS),
            "about": Field("what it is about", _ANSWERS),
            "words": Field("the complaint", _ANSWERS, Erase.NAME),
            "name": Field("who complains, if they say", _ANSWERS, Erase.ERASE),
            "reach": Field("how they can be reached, if they say", _ANSWERS, Erase.ERASE),
            "user": Field("the account it was sent from", "nobody", Erase.ERASE),
            "digest": Field("to recognise the code of somebody without an account; one-way", "nobody"),
            "told_on": Field("when it was sent", _ANSWERS),
            "answer": Field("the answer", _ANSWERS, Erase.NAME),
            "answered_on": Field("when it was answered", _ANSWERS),
            "answered_by": Field("who answered it", _ANSWERS, Erase.ERASE),
        },
        of="user",
        ends=Ends("complaints", "answered_on"),
    ),
}

AUDIT: AuditWords = {
    "privacy.erasure_asked": _("asked to be erased"),
    "privacy.erasure_taken_back": _("took back that somebody is erased"),
    "privacy.erased": _("was erased"),
    "privacy.erased_again": _("was erased again, after a backup was restored"),
    "privacy.data_taken": _("took a copy of what is held about them"),
    "privacy.kept_for": _("set how long something is kept"),
    "privacy.kept_no_longer": _("removed what had been kept long enough"),
    "privacy.complained": _("complained"),
    "privacy.complaint_answered": _("answered a complaint"),
}
