"""Bringing in a file: prepared, looked at, carried out in slices that each are saved whole, and taken back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from wesaid_web.common import audit
from wesaid_web.common.names import Names, without
from wesaid_web.projects.actions import place_person
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import take_turn
from wesaid_web.trail.actions.telling import forget_words_of
from wesaid_web.trail.importing.hats import (
    hats_for,
    known_hats,
    room_for_hats,
    too_many_hats,
    with_known_hat,
)
from wesaid_web.trail.importing.rows import Row, guess_columns, is_polis, read_polis, read_rows
from wesaid_web.trail.importing.table import BadTable, Rejected, Source, Table
from wesaid_web.trail.models import Contribution, ImportFormat, ImportRun, ImportState, Support, Tag, Version
from wesaid_web.trail.permissions import IMPORT

SLICE = 500
KEPT_REJECTIONS = 10_000


@dataclass
class Preview:
    """What an import would do, found by reading the whole file without writing anything."""

    rows: int = 0
    kept: int = 0
    hidden: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    first: list[Row] = field(default_factory=list)
    hats: dict[str, int] = field(default_factory=dict)
    new_hats: dict[str, int] = field(default_factory=dict)
    new_people: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def prepare(*, project: Project, upload: UploadedFile[bytes], by: Member) -> ImportRun:
    """Take a file in, see what it is, and guess which column is what.

    Raises:
        BadTable: not a table.
    """
    check_can(by, IMPORT)
    table = Table(upload)
    polis = is_polis(table.headings)
    run = ImportRun(
        project=project,
        format=ImportFormat.POLIS if polis else ImportFormat.CSV,
        file_name=(upload.name or "")[:200],
        mapping={} if polis else guess_columns(table.headings),
        started_by=by,
    )
    upload.seek(0)
    run.file.save(f"{run.pk}.csv", upload, save=False)
    run.save(force_insert=True)
    return run


def headings(run: ImportRun) -> list[str]:
    """The headings of the file that waits. Raises BadTable."""
    with run.file.open("rb") as source:
        return Table(source).headings


def preview(run: ImportRun) -> Preview:
    """Read the whole file and say what would happen. Raises BadTable."""
    hats, room = known_hats(run.project), room_for_hats(run.project)
    spelled: dict[str, str] = {}
    people = {member.name.casefold() for member in run.project.members.filter(left_at=None)}
    new_hats: dict[str, str] = {}
    new_people: dict[str, str] = {}
    seen = Preview()
    with run.file.open("rb") as source:
        for row in _rows(run, source):
            seen.rows += 1
            if isinstance(row, Row) and row.hat:
                name = spelled.setdefault(row.hat.casefold(), row.hat)
                seen.hats[name] = seen.hats.get(name, 0) + 1
            if isinstance(row, Row) and row.hat and row.hat.casefold() not in hats:
                if row.hat.casefold() in new_hats or len(new_hats) < room:
                    name = new_hats.setdefault(row.hat.casefold(), row.hat)
                    seen.new_hats[name] = seen.new_hats.get(name, 0) + 1
                else:
                    row = too_many_hats(row)
            if isinstance(row, Rejected):
                seen.rejected.append(row)
                continue
            seen.kept += 1
            seen.hidden += bool(row.hidden_reason)
            if len(seen.first) < 5:
                seen.first.append(row)
            if row.person and row.person.casefold() not in people:
                name = new_people.setdefault(row.person.casefold(), row.person)
                seen.new_people[name] = seen.new_people.get(name, 0) + 1
    return seen


@transaction.atomic
def set_columns(*, run: ImportRun, mapping: dict[str, str], by: Member) -> None:
    """Say which column is what."""
    check_can(by, IMPORT)
    run.mapping = mapping
    run.save(update_fields=["mapping"])


@transaction.atomic
def start(*, run: ImportRun, rows_expected: int, by: Member, hats: Mapping[str, str] | None = None) -> None:
    """Start an import in the background. Starting it twice starts it once.

    Args:
        hats: for words in the column of hats, the id of the hat each is, or ``NEW`` or ``NEW_LIVED``. A word that is not
            among them is the hat of that name; if there is none, a new one that does not count as lived experience.
    """
    check_can(by, IMPORT)
    waiting = ImportRun.objects.filter(pk=run.pk, state=ImportState.CHOOSING)
    if waiting.update(state=ImportState.WAITING, rows_expected=rows_expected, hats=dict(hats or {})):
        record(run.project, by, "trail.import_started", run)
        carry_out.enqueue(str(run.pk))


@task()
def carry_out(run_id: str) -> None:
    """Read a file that waits, slice by slice. Started again after a crash, it goes on where it stopped."""
    run = ImportRun.objects.select_related("project", "started_by").get(pk=uuid.UUID(run_id))
    if run.state not in {ImportState.WAITING, ImportState.RUNNING}:
        return
    if not run.file:  # it was begun on the command line
        _stop(run, _("The file is not here any more. Take this back, and bring the file in again."))
        return
    try:
        with run.file.open("rb") as source:
            bring_in(run, source)
    except (BadTable, OSError) as problem:
        _stop(run, str(problem))


def _stop(run: ImportRun, why: str) -> None:
    run.state, run.problem, run.ended_at = ImportState.STOPPED, why, timezone.now()
    run.save(update_fields=["state", "problem", "ended_at"])


def resume_all() -> int:
    """Go on with imports that a stop of the server interrupted. Returns how many."""
    runs = list(ImportRun.objects.filter(state__in=[ImportState.WAITING, ImportState.RUNNING]))
    for run in runs:
        carry_out.enqueue(str(run.pk))
    return len(runs)


FORGOTTEN_AFTER = timedelta(days=7)


@transaction.atomic
def drop_forgotten() -> int:
    """Drop files that were chosen and never brought in. Returns how many."""
    old = ImportRun.objects.filter(state=ImportState.CHOOSING, made_at__lt=timezone.now() - FORGOTTEN_AFTER)
    runs = list(old.select_related("project"))
    for run in runs:
        run.state = ImportState.UNDONE
        run.save(update_fields=["state"])
        _forget_file(run)
    return len(runs)


def drop_named(names: Names) -> int:
    """Drop files that wait and name somebody who is being erased. Returns how many. A part of erasing them.

    One that is being read now is not waited for: what it brings in is new, and its file goes when it ends.
    """
    waits = ImportRun.objects.filter(project__in=names.by_project).exclude(file="")
    count = 0
    for run in waits.exclude(state__in=[ImportState.WAITING, ImportState.RUNNING]).select_related("project"):
        if not run.file.storage.exists(str(run.file.name)):  # after a restore: it went with the first erasure
            continue
        with run.file.open("rb") as file:
            content = file.read().decode("utf-8", errors="replace")
        if without(content, names.by_project[run.project_id], any_case=True) != content:
            run.state = ImportState.UNDONE if run.state == ImportState.CHOOSING else run.state
            run.save(update_fields=["state"])
            _forget_file(run)
            count += 1
    return count


def bring_in(run: ImportRun, source: Source) -> list[Rejected]:
    """Bring the rows of an opened file in. Every slice is one transaction with its audit rows.

    Returns:
        The rows that were not kept.

    Raises:
        BadTable: not a table.
    """
    rows = islice(_rows(run, source), run.rows_in, None)
    rejected: list[Rejected] = []
    while slice_ := list(islice(rows, SLICE)):
        with transaction.atomic():
            take_turn(run.project_id)
            rejected += _save_slice(run, slice_)
    with transaction.atomic():
        take_turn(run.project_id)
        run.state, run.ended_at = ImportState.DONE, timezone.now()
        run.save(update_fields=["state", "ended_at"])
        record(
            run.project,
            run.started_by,
            "trail.import_ended",
            run,
            kept=run.rows_kept,
            rejected=run.rows_in - run.rows_kept,
        )
        _forget_file(run)
    return rejected


def _rows(run: ImportRun, source: Source) -> Iterator[Row | Rejected]:
    table = Table(source)
    return read_polis(table) if run.format == ImportFormat.POLIS else read_rows(table, run.mapping)


def _save_slice(run: ImportRun, rows: list[Row | Rejected]) -> list[Rejected]:
    hats = hats_for(run, [row for row in rows if isinstance(row, Row)])
    sorted_out = [with_known_hat(row, hats) for row in rows]
    kept = [row for row in sorted_out if isinstance(row, Row)]
    rejected = [row for row in sorted_out if isinstance(row, Rejected)]
    people = _people_for(run, kept)
    today, now = timezone.localdate(), timezone.now()
    contributions = [
        Contribution(
            project=run.project,
            text=row.text,
            author=people.get(row.person.casefold()),
            perspective=hats[row.hat.casefold()],
            channel=row.channel,
            said_on=row.said_on or today,
            typed_by=run.started_by,
            support=row.support,
            support_brought=row.support,
            hidden_at=now if row.hidden_reason else None,
            hidden_reason=row.hidden_reason,
            import_run=run,
            import_line=row.line,
        )
        for row in kept
    ]
    Contribution.objects.bulk_create(contributions, batch_size=SLICE)
    _tag(run.project, contributions, kept)
    audit.record_all(
        stream=run.project_id,
        by=run.started_by.user_id if run.started_by else None,
        entries=[
            audit.Entry("trail.imported", one.pk, {"run": str(run.pk), "line": row.line})
            for one, row in zip(contributions, kept, strict=True)
        ],
    )
    run.rows_in += len(kept) + len(rejected)
    run.rows_kept += len(kept)
    run.rejected = [*run.rejected, *(row.as_json() for row in rejected)][:KEPT_REJECTIONS]
    run.state = ImportState.RUNNING
    run.save(update_fields=["rows_in", "rows_kept", "rejected", "state", "hats", "hats_added"])
    return rejected


def _people_for(run: ImportRun, rows: Iterable[Row]) -> dict[str, Member]:
    """The people a slice names: those the project knows by that name, others added without an account."""
    names: dict[str, str] = {}
    for row in rows:
        names.setdefault(row.person.casefold(), row.person)
    names.pop("", None)
    if not names:
        return {}
    found = {member.name.casefold(): member for member in run.project.members.filter(left_at=None)}
    for key, name in names.items():
        if key not in found:
            found[key] = place_person(project=run.project, name=name, by=run.started_by)
    return found


def _tag(project: Project, contributions: list[Contribution], rows: list[Row]) -> None:
    names = {name[:60] for row in rows for name in row.tags}
    if not names:
        return
    tags = {name: Tag.objects.get_or_create(project=project, name=name)[0] for name in sorted(names)}
    through = Contribution.tags.through
    through.objects.bulk_create(
        through(contribution_id=one.pk, tag_id=tags[name].pk)
        for one, row in zip(contributions, rows, strict=True)
        for name in sorted({name[:60] for name in row.tags})
    )


def _forget_file(run: ImportRun) -> None:
    if run.file:
        name, storage = str(run.file.name), run.file.storage
        run.file = ""
        run.save(update_fields=["file"])
        transaction.on_commit(lambda: storage.delete(name))


@dataclass(frozen=True)
class Undone:
    """How much of an import was taken back, and how much had to stay because something has happened with it."""

    gone: int
    stayed: int


@transaction.atomic
def undo(*, run: ImportRun, by: Member) -> Undone:
    """Take an import back. What has been supported, talked about, decided on, put together, hidden or edited here stays.

    An import that still runs cannot be taken back; one that was only prepared is dropped.
    """
    check_can(by, IMPORT)
    take_turn(run.project_id)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("project", "started_by").get(pk=run.pk)
    if run.state in {ImportState.WAITING, ImportState.RUNNING}:
        raise BadTable(_("It is still being read. Wait until it is done."))
    if run.state == ImportState.UNDONE:
        return Undone(0, run.contributions.count())
    _forget_file(run)
    untouched = _untouched(run)
    keys = list(untouched.values_list("pk", flat=True))
    stayed = run.contributions.count() - len(keys)
    for start_at in range(0, len(keys), SLICE):
        Contribution.objects.filter(pk__in=keys[start_at : start_at + SLICE]).delete()
        forget_words_of(keys[start_at : start_at + SLICE])
    hats_gone = _take_hats_back(run)
    run.state = ImportState.UNDONE
    run.save(update_fields=["state"])
    record(run.project, by, "trail.import_undone", run, gone=len(keys), stayed=stayed, hats=hats_gone)
    return Undone(len(keys), stayed)


def _take_hats_back(run: ImportRun) -> list[str]:
    """Remove the hats that were made for this import, those that nobody wears and nothing names. Returns their ids."""
    gone = []
    for hat in run.project.perspectives.filter(pk__in=run.hats_added):
        naming = [field for field in Perspective._meta.get_fields(include_hidden=True) if field.one_to_many]
        if not any(one.related_model.objects.filter(**{one.field.name: hat}).exists() for one in naming):  # type: ignore[union-attr]
            gone.append(str(hat.pk))
            hat.delete()
    return gone


def _untouched(run: ImportRun) -> QuerySet[Contribution]:
    here = OuterRef("pk")
    touched = (
        Exists(Contribution.decisions.through.objects.filter(contribution=here))
        | Exists(Contribution.actions.through.objects.filter(contribution=here))
        | Exists(Contribution.changes.through.objects.filter(contribution=here))
        | Exists(Support.objects.filter(contribution=here))
        | Exists(Version.objects.filter(contribution=here))
        | Exists(Contribution.objects.filter(Q(merged_into=here) | Q(part_of=here)))
    )
    return run.contributions.filter(
        ~touched,
        edition=1,
        merged_into=None,
        is_split=False,
        hidden_by=None,
        talked_about_on=None,
        public_on=None,
        attachments=None,
    )
