"""What is held about meetings, and the words for what happens to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Ends, Erase, Field, Model

_PROJECT = "as long as the project"
_OUT = "; left out of the share archive"

MODELS = {
    "meetings.Meeting": Model(
        holds="a meeting of the group",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "project": Field("the project"),
            "on": Field("on which day"),
            "starts": Field("from when"),
            "ends": Field("until when"),
            "purpose": Field("what it is for"),
            "place": Field("where; never outside the group" + _OUT),
            "link": Field("how to join from elsewhere; never outside the group" + _OUT),
            "chair": Field("who is to chair; in the share archive an id", erase=Erase.ERASE),
            "chaired": Field("who chaired in the end; in the share archive an id", erase=Erase.ERASE),
            "know_each_other": Field("minutes set aside to get to know each other"),
            "cancelled_at": Field("when it was cancelled"),
            "attended_at": Field("when who was there was first written down"),
            "edition": Field("how often the plan was saved"),
            "attendance_edition": Field("how often who was there was saved"),
            "made_by": Field("who planned it" + _OUT, erase=Erase.ERASE),
            "made_at": Field("when it was planned" + _OUT),
        },
    ),
    "meetings.AgendaItem": Model(
        holds="a point of an agenda",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "meeting": Field("of which meeting"),
            "position": Field("its place"),
            "what": Field("what it is about"),
            "leads": Field("who leads it, in words; may name people" + _OUT, erase=Erase.NAME),
            "minutes": Field("how many minutes"),
        },
    ),
    "meetings.Format": Model(
        holds="a format or language that was promised, and whether it was given",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "meeting": Field("at which meeting"),
            "position": Field("its place"),
            "what": Field("what was promised"),
            "given": Field("whether it was given"),
        },
    ),
    "meetings.Expected": Model(
        holds="who is expected at a meeting and as what, or stays away this time",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "meeting": Field("at which meeting"),
            "member": Field("who; in the share archive an id", erase=Erase.NAMELESS),
            "perspective": Field("as what"),
            "people": Field("how many, where people are only counted"),
            "stays_away": Field("whether they stay away so that others are more"),
        },
        of="member",
    ),
    "meetings.Notice": Model(
        holds="a change at short notice, and how else people could take part",
        retention=_PROJECT,
        archive="left out: why something changed can be about somebody’s health or family",
        demo="shown",
        fields={
            "meeting": Field("of which meeting"),
            "kind": Field("changed, cancelled, or on again"),
            "what": Field("what has changed", erase=Erase.NAME),
            "why": Field("why; may name people", erase=Erase.NAME),
            "told_on": Field("when people were told"),
            "another_way": Field("how else they could take part", erase=Erase.NAME),
            "recorded_by": Field("who wrote it down", "nobody", Erase.ERASE),
            "recorded_at": Field("when"),
        },
        ends=Ends("notices", "told_on"),
    ),
    "meetings.Attendance": Model(
        holds="who was at a meeting and as what; what was corrected is kept",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "meeting": Field("at which meeting"),
            "member": Field(
                "who; in the share archive an id. That somebody with this hat was there stays", erase=Erase.NAMELESS
            ),
            "name": Field("the name of a guest" + _OUT, erase=Erase.NAME),
            "perspective": Field("as what"),
            "people": Field("how many, where people are only counted"),
            "stay": Field("whether they came late or left early"),
            "recorded_by": Field("who wrote it down" + _OUT, "nobody", Erase.ERASE),
            "recorded_at": Field("when" + _OUT),
            "taken_out_by": Field("who corrected it" + _OUT, erase=Erase.ERASE),
            "taken_out_at": Field("when it was corrected; what was taken out is left out of the share archive"),
        },
        of="member",
    ),
}

AUDIT: AuditWords = {
    "meetings.planned": _("planned a meeting"),
    "meetings.edited": _("changed the plan of a meeting"),
    "meetings.agenda": _("wrote the agenda of a meeting"),
    "meetings.people_expected": _("said who is expected at a meeting"),
    "meetings.notice_given": _("wrote down a change at short notice"),
    "meetings.cancelled": _("cancelled a meeting"),
    "meetings.on_again": _("put a meeting on again"),
    "meetings.attended": _("wrote down who was at a meeting"),
}
