"""What people are told about what they said, in words: talked about, decided, done, changed, and what happened to the words.

On the site everything that the group may read; in an e-mail, only what a list has words for.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wesaid_web.common.telling import Kind, Line, Piece, asked_for
from wesaid_web.projects.models import Member
from wesaid_web.trail.models import Act, Action, Change, Contribution, Decision, Reason, Result, Status

TALKED, DECIDED, DONE, CHANGED, WORDS = "trail.talked", "trail.decided", "trail.done", "trail.changed", "trail.words"

WAITS = "waits"

Say = Callable[[Member, Piece, Contribution, Any], Line]

_DECIDED: dict[str, Promise] = {
    Result.GO_AHEAD: gettext_lazy("Something you said was decided: yes, go ahead"),
    Result.TRY_OUT: gettext_lazy("Something you said was decided: yes, try it out"),
    Result.LATER: gettext_lazy("Something you said was decided: later. It is kept, and looked at again"),
    Result.NOT_NOW: gettext_lazy("Something you said was decided: not now"),
    Result.NO: gettext_lazy("Something you said was decided: no"),
}
ADDED = "details"

_DONE: dict[str, Promise] = {
    Status.NOT_STARTED: gettext_lazy("Somebody is to work on something you said"),
    Status.DOING: gettext_lazy("Somebody works on something you said"),
    Status.DONE: gettext_lazy("Work on something you said is done"),
    Status.STOPPED: gettext_lazy("Work on something you said was stopped"),
    Act.ADOPT: gettext_lazy("Something you said was tried out: it works, and is kept"),
    Act.ADAPT: gettext_lazy("Something you said was tried out: it is changed and tried again"),
    Act.ABANDON: gettext_lazy("Something you said was tried out: it does not work, and is left"),
}

NOTHING, CORRECTED = "nothing", "corrected"
_CHANGED: dict[str, Promise] = {
    "changed": gettext_lazy("Something changed because of what you said"),
    NOTHING: gettext_lazy("Nothing changed from what was done about something you said"),
    CORRECTED: gettext_lazy("What is written about a change that came from what you said was corrected"),
}

OF_WORDS: dict[str, Promise] = {
    "merged": gettext_lazy("What you said was put together with what others said about the same"),
    "unmerged": gettext_lazy("What you said was put together with something else, and now goes its own way again"),
    "split": gettext_lazy("What you said held several ideas, and was split so that each goes its own way"),
    "unsplit": gettext_lazy("What you said was split, and is one thing again"),
    "hidden": gettext_lazy("Something you said was hidden from the group"),
    "shown": gettext_lazy("Something you said was hidden, and the group can read it again"),
    "corrected": gettext_lazy("The words of something you said were corrected by whoever typed them in"),
    "written": gettext_lazy("Somebody wrote down what you said. Look whether it is right"),
}


def _read(member: Member, pieces: Sequence[Piece]) -> Mapping[uuid.UUID, Line]:
    """Reads words and what happened with them, a query each, and puts what is still there into words.

    Only words that are still this person's: one whose name was kept back is nobody's after its place changed hands.
    """
    about = asked_for(piece.about for piece in pieces)
    words = {row.pk: row for row in Contribution.objects.filter(pk__in=about, author=member, withdrawn_on=None)}
    things: dict[uuid.UUID, Any] = dict(words)
    for kind, model in _HAPPENED_WITH.items():
        keys = asked_for(piece.subject for piece in pieces if piece.kind == kind)
        things |= model._default_manager.filter(project=member.project_id).in_bulk(keys)
    return {
        piece.pk: _SAY[piece.kind](member, piece, words[piece.about], things[piece.subject])
        for piece in pieces
        if piece.about and piece.about in words and piece.subject in things
    }


def _at(name: str, member: Member, key: uuid.UUID) -> str:
    return reverse(f"trail:{name}", args=[member.project_id, key])


def _talked(member: Member, piece: Piece, row: Contribution, _thing: object) -> Line:
    what = _("The group talks about something you said")
    if piece.what == WAITS:
        what = _("The group put back something you said. It waits to be talked about")
    return Line(what=what, bare=what, about=row.text, about_in=row.language, address=_at("one", member, row.pk))


def _decided(member: Member, piece: Piece, row: Contribution, decision: Decision) -> Line:
    what: str | Promise = _DECIDED[decision.result]
    if piece.what == ADDED:
        what = _("More was written down about a decision on something you said: who was there, or how it was decided")
    listed = decision.reason_code and decision.reason_code != Reason.OTHER
    return Line(
        what=what,
        bare=what,
        why=decision.reason,
        why_listed=Reason(decision.reason_code).label if listed else "",
        about=row.text,
        about_in=row.language,
        address=_at("decision", member, decision.pk),
    )


def _done(member: Member, piece: Piece, row: Contribution, action: Action) -> Line:
    what = _DONE.get(piece.what) or _DONE[action.status]
    why = action.stopped_why if piece.what == Status.STOPPED else ""
    address = _at("action", member, action.pk)
    return Line(
        what=what, bare=what, thing=action.what, why=why, about=row.text, about_in=row.language, address=address
    )


def _changed(member: Member, piece: Piece, row: Contribution, change: Change) -> Line:
    what = _CHANGED.get(piece.what) or _CHANGED[NOTHING if change.nothing_changed else "changed"]
    nothing = change.nothing_changed
    return Line(
        what=what,
        bare=what,
        thing="" if nothing else change.what,
        why=change.what if nothing else "",
        about=row.text,
        about_in=row.language,
        address=_at("change", member, change.pk),
    )


def _of_words(member: Member, piece: Piece, row: Contribution, _thing: object) -> Line:
    what = OF_WORDS[piece.what]
    why = row.hidden_reason if piece.what == "hidden" else ""
    return Line(
        what=what, bare=what, why=why, about=row.text, about_in=row.language, address=_at("one", member, row.pk)
    )


_HAPPENED_WITH: dict[str, type[Model]] = {DECIDED: Decision, DONE: Action, CHANGED: Change}
_SAY: dict[str, Say] = {TALKED: _talked, DECIDED: _decided, DONE: _done, CHANGED: _changed, WORDS: _of_words}

KINDS = (
    Kind(
        TALKED,
        gettext_lazy("The group talks about what you said"),
        _read,
        of_words=True,
    ),
    Kind(
        DECIDED,
        gettext_lazy("What was decided about what you said, and why"),
        _read,
        of_words=True,
    ),
    Kind(
        DONE,
        gettext_lazy("What is done about what you said"),
        _read,
        of_words=True,
    ),
    Kind(
        CHANGED,
        gettext_lazy("What changed because of what you said"),
        _read,
        of_words=True,
    ),
    Kind(
        WORDS,
        gettext_lazy("What happened to your words: written down, put together, split, corrected, hidden"),
        _read,
        of_words=True,
    ),
)
