"""What goes into the impact report: read here, passed through the gate and put together by the bridge."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Sum

from wesaid.frameworks import all_ways
from wesaid_web.delivery.models import Piece, Session
from wesaid_web.delivery.queries import deliverers
from wesaid_web.joining.models import Did, Promise, SaidNo, Whose
from wesaid_web.joining.queries import answered, judged, may_leave, stands
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import VOICE, can
from wesaid_web.projects.queries import voice_of, ways_of
from wesaid_web.show import bridge
from wesaid_web.support.queries import told

Data = dict[str, Any]


def report_numbers(project: Project, numbers: Data, as_of: date, *, by_agreement: bool) -> Data:
    """Everything of the report that is frozen with a release: all but what its authors may still take back.

    Args:
        numbers: those of the public page, as :func:`bridge.public_numbers` gives them.
        by_agreement: whether small numbers about those who deliver are told where each of them said yes. Not on the page that
            the group looks at day by day: there it would show when somebody changes their mind.
    """
    charter = project.charters.exclude(put_at=None).first()
    return bridge.impact(
        project=project.name,
        as_of=as_of,
        charter=charter,
        numbers=numbers,
        delivered=delivered(project, by_agreement=by_agreement),
        invested=[(one.told_on, one.content) for one in reversed(told(project))],
        ways=_ways(project),
        led=led(project),
    )


def led(project: Project) -> Data:
    """Who stands behind it, without names; and what was promised, as the group and whoever promised it say."""
    found = stands(project)
    promises = [promise for sponsor in found.sponsors for promise in sponsor.promises.all()]
    return {
        "sponsor": any(sponsor.ended_on is None for sponsor in found.sponsors),
        "supported": found.facilitators_supported,
        "promises": [_promised(one) for one in promises],
    }


def _promised(promise: Promise) -> Data:
    said, answer = judged(promise), answered(promise)
    return {
        "what": promise.what,
        "by_when": promise.by_when.isoformat() if promise.by_when else "",
        "kept": said.kept if said else "",
        "happened": said.words if said else "",
        "answer": answer.words if said and answer else "",
    }


def said_no(project: Project) -> list[Data]:
    """Why people said no, of those who agreed that it may leave the group: frozen with a release, by id."""
    return [{"id": str(row.pk), **_no(row)} for row in may_leave(project)]


def _no(row: SaidNo) -> Data:
    return {
        "words": row.words,
        "community": row.whose == Whose.COMMUNITY,
        "left": row.did == Did.LEFT,
        "who": row.who,
    }


def still_said_no(project: Project, frozen: Sequence[Data]) -> list[Data]:
    """What is frozen with a release, less what those who said it have taken back since."""
    now = {str(row.pk): _no(row) for row in may_leave(project)} if frozen else {}
    return [now[one["id"]] for one in frozen if one["id"] in now]


def delivered(project: Project, *, by_agreement: bool) -> Data:
    """What is delivered, and the numbers of it that may be told."""
    pieces = [
        f"{what} ({for_whom})" if for_whom else what
        for what, for_whom in Piece.objects.filter(project=project).values_list("what", "for_whom")
    ]
    who = deliverers(project)
    sessions = Session.objects.filter(piece__project=project)
    return bridge.work(
        pieces=pieces,
        by_kind={kind: len(people) for kind, people in sorted(who.kinds.items())},
        holders=len(who.holders),
        deliverers=len(who.did),
        sessions=sessions.count(),
        reached=sessions.aggregate(times=Sum("reached"))["times"] or 0,
        holders_agreed=by_agreement and who.holders_agreed,
        deliverers_agreed=by_agreement and who.did_agreed,
    )


def _ways(project: Project) -> list[tuple[str, str, Sequence[str]]]:
    known = {way.id: way for way in all_ways()}
    return [
        (name, known[name].title, [study.reference for study in known[name].studies])
        if name in known
        else (name, name, [])
        for name in ways_of(project)
    ]


def sheet_for(project: Project, member: Member | None) -> Data | None:
    """How equal the group is, as far as it was frozen: for those who take part, while it is on. For nobody else."""
    if member is None or not can(member, VOICE) or not voice_of(project, member).is_on:
        return None
    newest = project.equal_sheets.first()
    if newest is None:
        return None
    hats = {str(hat.pk): str(hat.words) for hat in project.perspectives.all()}
    rows = {hats[key]: cells for key, cells in newest.content["cells"].items() if key in hats}
    return {"as_of": newest.frozen_at.date().isoformat(), "rows": rows}


def names_in(report: Data, project: Project) -> list[str]:
    """Names of people in the project that stand in the report's words: whoever wrote them may not have thought of that.

    A name is looked for as it begins, as a word by itself: "Ros" in "ask Ros", not in "across".
    """
    parts = [report[part] for part in ("about", "not_done", "changes", "delivered", "led", "said_no")]
    words = json.dumps(parts, ensure_ascii=False)
    firsts = {
        name.split()[0] for name in project.members.exclude(name="").values_list("name", flat=True) if name.split()
    }
    return sorted(name for name in firsts if len(name) > 2 and re.search(rf"\b{re.escape(name)}\b", words))


def shown(content: Data, context: Data, sheet: Data | None) -> Data | None:
    """The report of a release with what may still be shown of changes and reasons; none for a release without a report."""
    if "report" not in content:
        return None
    changes = [
        {key: change[key] for key in bridge.OF_CHANGE}
        | {"because": [item["words"] for item in about], "because_in": [item["language"] for item in about]}
        for change, about in context["changed"]
    ]
    not_done = [
        {"said": item["words"], "said_in": item["language"], "why": item["reason"], "listed": item["reason_listed"]}
        for item in context["not_done"]
        if item["reason"] or item["reason_listed"]
    ]
    return bridge.shown_report(
        content["report"], changes=changes, not_done=not_done, said_no=context["said_no"], sheet=sheet
    )
