"""What is held about the public page, and the words for what happens to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Erase, Field, Model

_PROJECT = "as long as the project"
_NOT_SHARED = "left out: what was published belongs to this installation"

MODELS = {
    "show.PublicPage": Model(
        holds="where a project's public page is",
        retention=_PROJECT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={"slug": Field("its address", "everyone"), "is_on": Field("whether it is on", "everyone")},
    ),
    "show.Release": Model(
        holds="what the public page says",
        retention=_PROJECT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "project": Field("the project"),
            "number": Field("which release"),
            "content": Field("what it says; without names", "everyone, once published", erase=Erase.NAME),
            "prepared_by": Field("who prepared it", erase=Erase.ERASE),
            "prepared_at": Field("when it was prepared"),
            "published_at": Field("when it was published", "everyone"),
        },
    ),
    "show.Answer": Model(
        holds="what members said before it went out",
        retention=_PROJECT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "release": Field("which release"),
            "member": Field("who", erase=Erase.NAMELESS),
            "happy": Field("whether they are happy with it"),
            "words": Field("why it should wait", erase=Erase.CHOICE),
            "at": Field("when"),
        },
        of="member",
    ),
    "show.EqualSheet": Model(
        holds="numbers of how equal the group is that may leave the room",
        retention=_PROJECT,
        archive=_NOT_SHARED,
        demo="shown",
        fields={
            "project": Field("the project"),
            "number": Field("which sheet"),
            "content": Field("the numbers of each hat that are large enough; no names", "those who take part"),
            "frozen_by": Field("who froze it", "nobody", Erase.ERASE),
            "frozen_at": Field("when it was frozen", "those who take part"),
        },
    ),
}

AUDIT: AuditWords = {
    "show.prepared": _("prepared the public page"),
    "show.agreed": _("was happy with the public page"),
    "show.asked_to_wait": _("asked to wait with the public page"),
    "show.published": _("published the public page"),
    "show.switched_off": _("switched the public page off"),
    "show.sheet_frozen": _("made a sheet of how equal the group is"),
}
