"""What is held about who is told what, and the words for what is done about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Erase, Field, Model

_THEM = "the person"

MODELS = {
    "telling.News": Model(
        holds="what somebody is to hear of: that something happened, by its id, and never the words",
        retention="a year; gone at once when they leave or take back the words it is about",
        archive="left out: it says who was told what",
        demo="shown",
        fields={
            "project": Field("the project", _THEM, Erase.ROW),
            "member": Field("who is to hear of it; none: whoever holds the code of these words", _THEM, Erase.ROW),
            "kind": Field("what kind of news it is, as a code; in words under News", "nobody", Erase.ROW),
            "subject": Field("with what it happened, as an id", _THEM, Erase.ROW),
            "about": Field("because of which of their words, as an id", _THEM, Erase.ROW),
            "what": Field("what happened with it, as a code; in words under News", "nobody", Erase.ROW),
            "at": Field("when it happened", _THEM, Erase.ROW),
            "seen": Field("whether they said that they read it; not when", _THEM, Erase.ROW),
            "mailed": Field("whether it was in an e-mail, so that it is in one only", "nobody", Erase.ROW),
            "given_on": Field("when it was handed to them on paper", "facilitators", Erase.ROW),
        },
        of="member",
    ),
    "telling.MailChoice": Model(
        holds="how somebody wants to hear of news by e-mail",
        retention="as long as the account",
        archive="left out: accounts belong to an installation, not to a project",
        demo="shown",
        fields={
            "user": Field("whose choice it is", _THEM, Erase.ROW),
            "often": Field("how often they get an e-mail at most", _THEM, Erase.ROW),
            "off": Field(
                "which kinds of news they want no e-mail about, as codes; in words on that page", "nobody", Erase.ROW
            ),
            "sent_on": Field("the day of the last one, so that the next is not too soon", "nobody", Erase.ROW),
            "sending_since": Field("whether one is on its way", "nobody", Erase.ROW),
        },
        of="user",
    ),
}

AUDIT: AuditWords = {
    "telling.mail_chosen": _("chose which news they get by e-mail"),
    "telling.mail_stopped": _("stopped e-mails about news with the link in one"),
    "telling.mailed": _("was sent an e-mail about news"),
}
