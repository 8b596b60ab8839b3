"""What is held about projects and the people in them, and the words for what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Erase, Field, Model

_PROJECT = "as long as the project"

MODELS = {
    "projects.Project": Model(
        holds="a group's project",
        retention="until the group ends it",
        archive="share",
        demo="shown",
        fields={"name": Field("what the project is called"), "created_at": Field("when it was started")},
    ),
    "projects.Perspective": Model(
        holds="the hats people wear in a project",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "project": Field("the project it belongs to"),
            "code": Field("which hat it is"),
            "name": Field("what the group calls it"),
            "lived_experience": Field("whether it counts as lived experience"),
            "position": Field("its place in the list"),
        },
    ),
    "projects.Member": Model(
        holds="someone's place in a project",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "project": Field("the project"),
            "user": Field("their account, if they have one", "nobody", Erase.ERASE),
            "name": Field("what the group calls them; left out of the share archive", erase=Erase.REDACT),
            "role": Field("what they may do"),
            "joined_at": Field("when they joined; left out of the share archive"),
            "left_at": Field("when they left"),
        },
    ),
    "projects.Member_perspectives": Model(
        holds="which hats someone wears",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={"member": Field("who", erase=Erase.ROW), "perspective": Field("which hat", erase=Erase.ROW)},
    ),
    "projects.Invitation": Model(
        holds="links to join with",
        retention="until used up, taken back or too old",
        archive="left out: a link must not work elsewhere",
        demo="not shown: links are made when asked for",
        fields={
            "project": Field("the project it leads to"),
            "digest": Field("to recognise the link; one-way", "nobody"),
            "role": Field("what those who join may do", "facilitators"),
            "whom": Field("a note for whom it is", "facilitators", Erase.ERASE),
            "member": Field("the person without an account it is for", "facilitators", Erase.ROW),
            "made_by": Field("who made it", "facilitators"),
            "made_at": Field("when it was made", "facilitators"),
            "expires_at": Field("when it stops working", "facilitators"),
            "revoked_at": Field("when it was taken back", "facilitators"),
            "uses_left": Field("how many more may join", "facilitators"),
        },
    ),
    "projects.Charter": Model(
        holds="what the group agreed, version by version",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "project": Field("the project"),
            "number": Field("which version"),
            "written_by": Field("who wrote it down; left out of the share archive"),
            "written_at": Field("when it was last written; left out of the share archive"),
            "put_at": Field("when it was put to the group"),
            "edition": Field("how often the draft was saved"),
            "aims": Field("what the group is here to change"),
            "for_whom": Field("for whom"),
            "out_of_scope": Field("what is not part of it"),
            "ideas_kept": Field("where other ideas are kept"),
            "ideas_looked_at": Field("who looks at them, and when"),
            "asked_for": Field("whether people asked for this"),
            "asked_for_how": Field("how we know"),
            "may_change_focus": Field("whether the group may change the focus"),
            "cannot_change": Field("what cannot be changed, and why"),
            "who_decides": Field("who decides what"),
            "facilitator": Field("who facilitates, by name; left out of the share archive", erase=Erase.REDACT),
            "sponsor": Field("the senior sponsor, by name; left out of the share archive", erase=Erase.REDACT),
            "sponsor_promised": Field("what the sponsor promised"),
            "money_and_time": Field("money and time"),
            "meaning": Field("what co-production means to the group"),
            "keeping_safe": Field("how people keep each other safe"),
        },
    ),
    "projects.Signature": Model(
        holds="who signed up to a version of the charter",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "charter": Field("which version"),
            "member": Field("who"),
            "signed_at": Field("when; left out of the share archive"),
        },
    ),
    "projects.CharterFramework": Model(
        holds="which published framework a version of the charter is seen through",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "charter": Field("which version"),
            "framework": Field("which framework, by its name in the program"),
            "item": Field("which part of it"),
        },
    ),
    "projects.WayUsed": Model(
        holds="the ways of working a project says it uses",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={"project": Field("the project"), "way": Field("which way of working, by its name in the program")},
    ),
}

AUDIT: AuditWords = {
    "projects.created": _("started the project"),
    "projects.renamed": _("renamed the project"),
    "projects.hat_added": _("added a hat"),
    "projects.hat_renamed": _("renamed a hat"),
    "projects.invited": _("made an invitation"),
    "projects.invitation_revoked": _("took an invitation back"),
    "projects.joined": _("joined"),
    "projects.added": _("added someone without an account"),
    "projects.hats_set": _("said who they are here"),
    "projects.role_changed": _("changed someone's role"),
    "projects.left": _("left"),
    "projects.removed": _("ended someone's place in the project"),
    "projects.charter_written": _("wrote the charter"),
    "projects.charter_put": _("put the charter to the group"),
    "projects.charter_signed": _("signed up to the charter"),
    "projects.charter_seen_through": _("looked at the charter through a framework"),
    "projects.charter_not_seen_through": _("no longer looks at the charter through a framework"),
    "projects.ways_set": _("said how the group works"),
    "projects.charter_unsigned": _("took their name off the charter"),
}
