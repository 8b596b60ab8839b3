"""What is held about delivery and the people in it, and the words for what happens to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wesaid_web.common.registry import AuditWords, Erase, Field, Model

_PROJECT = "as long as the project"
_INSIDE = "the person, who supports them, facilitators"
_OUT = "; left out of the share archive"

MODELS = {
    "delivery.Piece": Model(
        holds="something the group delivers",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "project": Field("the project"),
            "what": Field("what is delivered"),
            "for_whom": Field("to whom"),
            "agreed_with": Field("with whom it was agreed; may name people" + _OUT, erase=Erase.REDACT),
            "decision": Field("the decision it came from"),
            "action": Field("the action it came from"),
            "change": Field("the change it came from"),
            "ended_on": Field("when it ended"),
            "edition": Field("how often it was saved"),
            "made_by": Field("who entered it" + _OUT, erase=Erase.ERASE),
            "made_at": Field("when it was entered" + _OUT),
        },
    ),
    "delivery.HeldRole": Model(
        holds="a role somebody holds, or is asked to",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "piece": Field("in which piece of delivery"),
            "holder": Field("whose role it is; in the share archive an id", erase=Erase.ROW),
            "kind": Field("which role"),
            "called": Field("what the group calls it"),
            "tasks": Field("what it is about"),
            "paid": Field("whether it is paid" + _OUT, _INSIDE),
            "terms": Field("what was agreed in return" + _OUT, _INSIDE, Erase.REDACT),
            "support": Field("who supports the person" + _OUT, erase=Erase.ERASE),
            "per": Field("what hours and limits are for" + _OUT, _INSIDE),
            "hours_agreed": Field("hours that were agreed" + _OUT, _INSIDE),
            "limit_hours": Field("at most so many hours" + _OUT, _INSIDE),
            "limit_people": Field("at most so many people" + _OUT, _INSIDE),
            "stepping_back": Field("how to step back" + _OUT, _INSIDE, Erase.REDACT),
            "edition": Field("how often it was saved"),
            "made_by": Field("who set it up" + _OUT, erase=Erase.ERASE),
            "made_at": Field("when it was set up" + _OUT),
        },
    ),
    "delivery.RiskNote": Model(
        holds="what could go wrong in a role, and what we do then",
        retention=_PROJECT,
        archive="left out: it is about one person's safety",
        demo="shown",
        fields={
            "role": Field("which role", _INSIDE),
            "giver": Field("what could go wrong for the person in the role", _INSIDE, Erase.REDACT),
            "giver_then": Field("what we do then", _INSIDE, Erase.REDACT),
            "receiver": Field("what could go wrong for people they reach", _INSIDE, Erase.REDACT),
            "receiver_then": Field("what we do then", _INSIDE, Erase.REDACT),
            "edition": Field("how often it was written", _INSIDE),
            "written_by": Field("who wrote it last", _INSIDE, Erase.ERASE),
            "written_at": Field("when", _INSIDE),
        },
    ),
    "delivery.Holding": Model(
        holds="from when to when somebody held a role",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "role": Field("which role"),
            "how": Field("how they agreed" + _OUT, _INSIDE),
            "recorded_by": Field("who recorded it" + _OUT, _INSIDE, Erase.ERASE),
            "role_edition": Field("what they agreed to" + _OUT, _INSIDE),
            "note_edition": Field("which note on what could go wrong they had read" + _OUT, _INSIDE),
            "started_on": Field("since when; in the share archive the quarter of the year"),
            "ended_on": Field("until when; in the share archive the quarter of the year"),
            "ended_words": Field("what they said on stepping back, if anything" + _OUT, _INSIDE, Erase.ERASE),
        },
    ),
    "delivery.Training": Model(
        holds="training offered for a role, and had",
        retention=_PROJECT,
        archive="left out: what somebody was trained in is theirs to tell",
        demo="shown",
        fields={
            "role": Field("which role", _INSIDE),
            "what": Field("which training", _INSIDE),
            "offered_on": Field("when it was offered", _INSIDE),
            "had_on": Field("when it was had", _INSIDE),
        },
    ),
    "delivery.Supervision": Model(
        holds="days on which somebody and who supports them sit down together",
        retention=_PROJECT,
        archive="left out: it is between two people",
        demo="shown",
        fields={"role": Field("which role", _INSIDE), "on": Field("when", _INSIDE)},
    ),
    "delivery.Session": Model(
        holds="something that was delivered; of those it reached a number and nothing else",
        retention=_PROJECT,
        archive="share",
        demo="shown",
        fields={
            "piece": Field("of which piece of delivery"),
            "role": Field("in which role, and so by whom" + _OUT, _INSIDE, Erase.ERASE),
            "on": Field("when", _INSIDE),
            "kind": Field("what was done", _INSIDE),
            "hours": Field("how long", _INSIDE),
            "reached": Field("how many people it reached"),
            "languages": Field("in which languages"),
            "learned": Field(
                "what was learned; in the share archive only where it was said to the group", _INSIDE, Erase.REDACT
            ),
            "contribution": Field("what was said to the group because of it" + _OUT),
            "edition": Field("how often it was corrected", _INSIDE),
            "logged_by": Field("who wrote it down" + _OUT, _INSIDE, Erase.ERASE),
            "logged_at": Field("when it was written down" + _OUT, _INSIDE),
        },
    ),
    "delivery.Development": Model(
        holds="what taking part has done for somebody, in their own words",
        retention="until the person takes it away; else as long as the project",
        archive="left out: it is theirs",
        demo="shown",
        fields={
            "member": Field("who", "the person; the group where they share it", Erase.ROW),
            "text": Field("their words", "the person; the group where they share it", Erase.ROW),
            "shared": Field("whether the group may read it", "the person", Erase.ROW),
            "edition": Field("how often it was saved", "the person", Erase.ROW),
            "written_at": Field("when", "the person; the group where they share it", Erase.ROW),
        },
    ),
    "delivery.Arrival": Model(
        holds="whether somebody who does this told a person about the group, by their own say",
        retention="until the person takes it back; else as long as the project",
        archive="left out: it is theirs, and counted only",
        demo="shown",
        fields={
            "member": Field("who", "the person", Erase.ROW),
            "through_peer": Field("yes or no", "the person; the group as a number", Erase.ROW),
        },
    ),
    "delivery.CycleSheet": Model(
        holds="the cycle in numbers that may leave the group",
        retention="as long as the project",
        archive="left out: it is about this group as it was on that day",
        demo="not shown: a group of fourteen has nothing that may leave it",
        fields={
            "project": Field("the project"),
            "number": Field("which sheet"),
            "content": Field("numbers of people that are large enough; no names"),
            "frozen_by": Field("who froze it", "nobody", Erase.ERASE),
            "frozen_on": Field("when it was frozen"),
        },
    ),
}

AUDIT: AuditWords = {
    "delivery.piece_added": _("added something we deliver"),
    "delivery.piece_edited": _("changed something we deliver"),
    "delivery.role_added": _("set up a role"),
    "delivery.role_edited": _("changed a role"),
    "delivery.risk_written": _("wrote down what could go wrong in a role"),
    "delivery.started": _("agreed to a role"),
    "delivery.agreed_again": _("agreed to a role that had changed"),
    "delivery.stepped_back": _("stepped back from a role"),
    "delivery.role_ended": _("ended roles with somebody's place in the project"),
    "delivery.training_offered": _("wrote down training for a role"),
    "delivery.training_had": _("wrote down that training was had"),
    "delivery.sat_down": _("wrote down a day to sit down together"),
    "delivery.session_logged": _("wrote down what was delivered"),
    "delivery.session_edited": _("corrected what was delivered"),
    "delivery.session_removed": _("took out something that was not delivered"),
    "delivery.learned_said": _("told the group what was learned"),
    "delivery.own_written": _("wrote something for themselves"),
    "delivery.own_edited": _("changed something of their own"),
    "delivery.own_shared": _("shared something of their own"),
    "delivery.own_kept": _("kept something of their own to themselves again"),
    "delivery.own_unshared": _("kept what somebody had shared back when their place ended"),
    "delivery.own_removed": _("took something of their own away"),
    "delivery.told_how": _("answered how they came to us"),
    "delivery.cycle_frozen": _("made a sheet of the cycle"),
}
