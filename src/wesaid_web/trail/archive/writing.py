"""Writing the share archive."""

from __future__ import annotations

import csv
import io
import json
import uuid
import zipfile
from collections import defaultdict
from datetime import date
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from wesaid_web.common.links import links
from wesaid_web.common.seeing import SeenThrough
from wesaid_web.projects.models import Charter, Hat, Member, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.archive import meetings
from wesaid_web.trail.archive.form import CHARTER_WORDS, DOCUMENT, FORMAT, VERSION, hat_name
from wesaid_web.trail.archive.parts import archive_parts, left_out
from wesaid_web.trail.lineage import Lineage
from wesaid_web.trail.models import Action, Change, Contribution, Decision, FrameworkLink, PresentCount, TryOut
from wesaid_web.trail.permissions import EXPORT

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")


@transaction.atomic
def export(*, project: Project, target: BinaryIO, by: Member | None) -> int:
    """Write the share archive of a project into an open file and return how many contributions are in it.

    Everything is read in one transaction, so that the parts fit together. ``by`` is none for the command line.
    """
    if by:
        check_can(by, EXPORT)
    document = as_document(project)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            (DOCUMENT, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"),
            ("contributions.csv", _as_csv(document)),
            ("READ-ME.txt", _read_me(document)),
        ):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text, zipfile.ZIP_DEFLATED)
    record(project, by, "trail.exported", project, contributions=len(document["contributions"]))
    return len(document["contributions"])


def as_document(project: Project) -> dict[str, Any]:
    """A project as the values of ``project.json``. A number of queries that does not grow with the rows."""
    hats = {hat.pk: hat for hat in project.perspectives.all()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "left_out": left_out(),
        "project": {"id": str(project.pk), "name": project.name},
        "hats": [
            {
                "hat": hat_name(hat.code),
                "name": hat.name,
                "lived_experience": hat.lived_experience,
                "position": hat.position,
            }
            for hat in hats.values()
        ],
        "people": _people(project, {pk: hat_name(hat.code) for pk, hat in hats.items()}),
        "ways_of_working": sorted(project.ways.values_list("way", flat=True)),
        "charter": [_charter(row) for row in _charters(project)],
        "meetings": meetings.as_values(project),
        "contributions": _contributions(project),
        "decisions": _decisions(project),
        "actions": _actions(project),
        "changes": _changes(project),
        **{part.KEY: part.as_values(project) for part in archive_parts()},
    }


def _people(project: Project, hats: dict[uuid.UUID, str]) -> list[dict[str, Any]]:
    worn = links(Member.perspectives.through, "member", "perspective", Member.objects.filter(project=project))
    return [
        {
            "id": str(member.pk),
            "role": member.role,
            "hats": sorted(hats[pk] for pk in worn[member.pk]),
            "left": member.left_at is not None,
        }
        for member in project.members.order_by("pk")
    ]


def _charters(project: Project) -> QuerySet[Charter]:
    return project.charters.exclude(put_at=None).order_by("number").prefetch_related("signatures", "seen_through")


def _charter(row: Charter) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "number": row.number,
        "put_on": _day(row.put_at.date() if row.put_at else None),
        "signed_by": sorted(str(signature.member_id) for signature in row.signatures.all()),
        "seen_through": [_lens(lens) for lens in row.seen_through.all()],
        **{name: getattr(row, name) for name in CHARTER_WORDS},
    }


def _contributions(project: Project) -> list[dict[str, Any]]:
    tags: dict[uuid.UUID, list[str]] = defaultdict(list)
    through = Contribution.tags.through.objects.filter(contribution__project=project)
    for key, name in through.order_by("tag__name").values_list("contribution", "tag__name"):
        tags[key].append(name)
    seen = _seen_through(project, "contribution_id")
    rows = Contribution.objects.filter(project=project).order_by("said_on", "pk")
    objected = _objected(project)
    return [
        _contribution(row, tags[row.pk], seen[row.pk], objected=row.pk in objected)
        for row in rows.select_related("perspective").iterator(2000)
    ]


def _objected(project: Project) -> set[uuid.UUID]:
    """What the people these words are about do not want here, with all its parts: they do not leave the group."""
    rows = Contribution.objects.filter(project=project, receipt__objected_on__isnull=False)
    keys = set(rows.order_by().values_list("pk", flat=True))
    lineage = Lineage(project.pk, keys)
    return keys.union(*(lineage.parts(key) for key in keys))


def _seen_through(project: Project, about: str) -> dict[uuid.UUID, list[dict[str, str]]]:
    """What each contribution, or each decision, is seen through."""
    found: dict[uuid.UUID, list[dict[str, str]]] = defaultdict(list)
    for row in FrameworkLink.objects.filter(project=project, **{f"{about}__isnull": False}):
        found[getattr(row, about)].append(_lens(row))
    return found


def _lens(row: SeenThrough) -> dict[str, str]:
    return {"framework": row.framework, "part": row.item}


def _contribution(row: Contribution, tags: list[str], seen: list[dict[str, str]], *, objected: bool) -> dict[str, Any]:
    withheld = row.author_withheld
    return {
        "id": str(row.pk),
        "text": _("The person this is about does not want it here.") if objected else row.text,
        "language": "" if objected else row.language,
        "said_by": None if withheld else _key(row.author_id),
        "name_kept_back": withheld,
        "speaker": None if withheld else _key(row.speaker_id),
        "hat": hat_name(Hat.NOT_STATED if withheld else row.perspective.code),
        "channel": row.channel,
        "said_on": _day(row.said_on),
        "meeting": _key(row.meeting_id),
        "tags": tags,
        "about_someone_else": row.about_other,
        "support": row.support,
        "hidden": row.hidden,
        "hidden_reason": row.hidden_reason,
        "merged_into": _key(row.merged_into_id),
        "part_of": _key(row.part_of_id),
        "split": row.is_split,
        "talked_about_on": _day(row.talked_about_on),
        "public": row.public,
        "public_words": row.public_words,
        "seen_through": seen,
        "fate": row.fate,
        "fate_why": row.fate_why,
        "whose": row.whose or None,
    }


def _decisions(project: Project) -> list[dict[str, Any]]:
    rows = Decision.objects.filter(project=project)
    about = links(Decision.contributions.through, "decision", "contribution", rows)
    there = links(Decision.present.through, "decision", "member", rows)
    replaces = links(Decision.replaces.through, "from_decision", "to_decision", rows)
    seen = _seen_through(project, "decision_id")
    counts: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)
    for count in PresentCount.objects.filter(decision__project=project).select_related("perspective"):
        counts[count.decision_id][hat_name(count.perspective.code)] = count.people
    return [
        {
            "id": str(row.pk),
            "order": row.seq,
            "contributions": _keys(about[row.pk]),
            "result": row.result,
            "reason": row.reason,
            "reason_listed": row.reason_code or None,
            "look_again": _day(row.look_again),
            "decided_on": _day(row.decided_on),
            "meeting": _key(row.meeting_id),
            "how": row.how or None,
            "final_say": hat_name(row.final_say.code) if row.final_say else None,
            "saw_it_differently": row.dissent,
            "there": _keys(there[row.pk]),
            "there_by_hat": counts[row.pk],
            "replaces": _keys(replaces[row.pk]),
            "seen_through": seen[row.pk],
        }
        for row in rows.select_related("final_say").order_by("seq")
    ]


def _actions(project: Project) -> list[dict[str, Any]]:
    rows = Action.objects.filter(project=project)
    about = links(Action.contributions.through, "action", "contribution", rows)
    workers = links(Action.workers.through, "action", "member", rows)
    tries: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in TryOut.objects.filter(action__project=project).order_by("number"):
        tries[row.action_id].append(
            {
                "id": str(row.pk),
                "number": row.number,
                "plan": row.plan,
                "prediction": row.prediction,
                "did": row.did,
                "studied": row.studied,
                "act": row.act or None,
                "started_on": _day(row.started_on),
                "ended_on": _day(row.ended_on),
            }
        )
    return [
        {
            "id": str(row.pk),
            "what": row.what,
            "decision": _key(row.decision_id),
            "contributions": _keys(about[row.pk]),
            "worked_on_by": _keys(workers[row.pk]),
            "due": _day(row.due),
            "status": row.status,
            "stopped_why": row.stopped_why,
            "done_on": _day(row.done_on),
            "tries": tries[row.pk],
        }
        for row in rows.order_by("pk")
    ]


def _changes(project: Project) -> list[dict[str, Any]]:
    rows = Change.objects.filter(project=project)
    about = links(Change.contributions.through, "change", "contribution", rows)
    actions = links(Change.actions.through, "change", "action", rows)
    return [
        {
            "id": str(row.pk),
            "nothing_changed": row.nothing_changed,
            "what": row.what,
            "for_whom": row.for_whom,
            "since": _day(row.since),
            "how_known": row.how_known or None,
            "account": row.account,
            "measure": row.measure,
            "before": row.before,
            "after": row.after,
            "compared_with": row.compared_with,
            "chosen_by": hat_name(row.chosen_by.code) if row.chosen_by else None,
            "contributions": _keys(about[row.pk]),
            "actions": _keys(actions[row.pk]),
        }
        for row in rows.select_related("chosen_by").order_by("pk")
    ]


def _key(pk: uuid.UUID | None) -> str | None:
    return str(pk) if pk else None


def _keys(keys: set[uuid.UUID]) -> list[str]:
    return sorted(str(key) for key in keys)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _as_csv(document: dict[str, Any]) -> str:
    """The contributions for a spreadsheet. A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    columns = ("id", "said_on", "hat", "text", "support", "hidden", "fate", "fate_why", "whose", "public")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in document["contributions"]:
        writer.writerow([_inert(row[name]) for name in columns])
    return "\ufeff" + out.getvalue()


def _inert(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value


def _read_me(document: dict[str, Any]) -> str:
    left_out = "\n".join(f"- {line}" for line in document["left_out"])
    return (
        f"{document['project']['name']}: share archive\n\n"
        "project.json holds everything, contributions.csv the contributions for a spreadsheet.\n"
        "The words people wrote are here as they wrote them, so names may stand in them. Hidden contributions and those\n"
        "that may not be public are here, too. Treat it accordingly.\n\n"
        f"Not in it:\n{left_out}\n\n"
        "To read it into another We Said, We Did: wesaid trail import FILE.zip\n"
    )
