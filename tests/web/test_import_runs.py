"""An import as a whole: prepared, looked at, carried out in slices, interrupted, gone on with, taken back."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY, World, table
from tests.pages import Page, text
from wesaid_web.common import audit
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.trail.actions import decided, did, imports, said
from wesaid_web.trail.importing.table import BadTable
from wesaid_web.trail.models import (
    Consent,
    Contribution,
    ImportFormat,
    ImportRun,
    ImportState,
    Result,
)


def big(rows: int) -> str:
    return "text,hat,tags\n" + "".join(f'"Words {n},\nsecond line",carer,t{n % 3}\n' for n in range(rows))


def prepare(world: World, data: str, name: str = "said.csv") -> ImportRun:
    return imports.prepare(project=world.here.project, upload=table(data, name), by=world.here.facilitator)


def run_all(run: ImportRun, data: str) -> None:
    imports.bring_in(run, io.BytesIO(data.encode()))


class Breaks(io.BytesIO):
    """A file on a disk that fails part of the way, once it has been read through for its encoding."""

    def __init__(self, data: bytes, after: int) -> None:
        super().__init__(data)
        self.left = len(data) + after

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.left -= len(found)
        if self.left < 0:
            raise OSError("the disk is gone")
        return found


def test_an_import_that_is_interrupted_goes_on_without_doubling(world: World) -> None:
    data = big(1800)
    run = prepare(world, data)
    with pytest.raises(OSError, match="the disk is gone"):
        imports.bring_in(run, Breaks(data.encode(), len(data) * 3 // 4))
    run.refresh_from_db()
    assert (run.state, run.rows_in, run.contributions.count()) == (ImportState.RUNNING, 500, 500)
    run_all(ImportRun.objects.get(pk=run.pk), data)
    run.refresh_from_db()
    assert (run.state, run.rows_in, run.rows_kept) == (ImportState.DONE, 1800, 1800)
    texts = list(run.contributions.order_by("import_line").values_list("text", flat=True))
    assert texts == [f"Words {n},\nsecond line" for n in range(1800)]
    assert list(run.contributions.order_by("import_line").values_list("import_line", flat=True)) == list(
        range(2, 3602, 2)
    )
    assert list(audit.problems()) == []


def test_a_server_that_wakes_up_goes_on_with_what_was_interrupted(world: World) -> None:
    data = big(40)
    run = prepare(world, data)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING)
    assert imports.resume_all() == 1
    run.refresh_from_db()
    assert (run.state, run.rows_kept) == (ImportState.DONE, 40)
    assert imports.resume_all() == 0


def test_what_was_interrupted_and_has_no_file_stops_and_can_be_taken_back(world: World) -> None:
    """From the command line there is no file to go on with."""
    data = big(10)
    run = ImportRun.objects.create(
        project=world.here.project, format=ImportFormat.CSV, file_name="said.csv", mapping={"text": "text"}
    )
    run_all(run, data)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING)
    imports.resume_all()
    run.refresh_from_db()
    assert (run.state, bool(run.problem)) == (ImportState.STOPPED, True)
    assert imports.undo(run=run, by=world.here.facilitator) == imports.Undone(gone=10, stayed=0)


def test_the_queries_grow_with_slices_and_not_with_rows(world: World) -> None:
    counts = []
    for rows in (3, 500, 1000, 1500, 10_000):  # the first makes the tags that the others find
        run = ImportRun.objects.create(
            project=world.here.project,
            format=ImportFormat.CSV,
            file_name="x",
            mapping={"text": "text", "hat": "hat", "tags": "tags"},
        )
        with CaptureQueriesContext(
            connection,
        ) as captured:
            run_all(run, big(rows))
        counts.append(len(captured))
    per_slice = counts[2] - counts[1]
    assert counts[3] - counts[2] == per_slice
    assert counts[4] == counts[1] + 19 * per_slice


def test_starting_twice_starts_once(world: World) -> None:
    run = prepare(world, big(3))
    for _twice in range(2):
        imports.start(run=run, rows_expected=3, by=world.here.facilitator)
    assert run.contributions.count() == 3
    assert AuditEvent.objects.filter(verb="trail.import_started", subject=run.pk).count() == 1


def test_the_file_is_gone_once_it_is_brought_in(world: World, django_capture_on_commit_callbacks: Any) -> None:
    run = prepare(world, big(3))
    storage, name = run.file.storage, str(run.file.name)
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        imports.start(run=run, rows_expected=3, by=world.here.facilitator)
    run.refresh_from_db()
    assert (bool(run.file), storage.exists(name)) == (False, False)


def test_rejected_rows_are_kept_with_their_lines(world: World) -> None:
    data = "text,date\nGood,1/2/2026\n,1/2/2026\nBad,soon\n"
    run = prepare(world, data)
    run_all(run, data)
    run.refresh_from_db()
    assert (run.rows_in, run.rows_kept) == (3, 1)
    assert run.rejected == [
        {"line": 3, "reason": "There are no words in this row."},
        {"line": 4, "reason": "This is not a date: soon"},
    ]


# Taking back


TOUCHED = {
    "supported": lambda w, row: said.support(contribution=row, by=w.here.member),
    "decided on": lambda w, row: decided.decide(
        project=w.here.project,
        contributions=[row],
        answers=decided.Answers(result=Result.GO_AHEAD, reason="x", decided_by="x", decided_on=TODAY),
        by=w.here.facilitator,
    ),
    "worked on": lambda w, row: did.add(
        project=w.here.project,
        what="x",
        contributions=[row],
        decision=None,
        workers=[],
        others="",
        due=None,
        by=w.here.member,
    ),
    "put together": lambda w, row: said.merge(contribution=row, into=w.here.paper_words, by=w.here.facilitator),
    "put into": lambda w, row: said.merge(contribution=w.here.paper_words, into=row, by=w.here.facilitator),
    "split": lambda w, row: said.split(contribution=row, texts=["a", "b"], by=w.here.facilitator),
    "reworded": lambda w, row: said.edit(
        contribution=row, text="New", tags=[], perspective=w.here.hat, edition=1, by=w.here.facilitator
    ),
    "given another hat": lambda w, row: said.edit(
        contribution=row, text=row.text, tags=[], perspective=w.here.carer, edition=1, by=w.here.facilitator
    ),
    "talked about": lambda w, row: said.talk_about(contributions=[row], talking=True, by=w.here.facilitator),
    "agreed to": lambda w, row: said.consent(contribution=row, answer=Consent.NO, words="", by=w.here.facilitator),
    "hidden": lambda w, row: said.hide(contribution=row, reason="x", by=w.here.facilitator),
}


@pytest.mark.parametrize("how", sorted(TOUCHED))
def test_what_something_has_happened_with_here_stays(world: World, how: str) -> None:
    data = "text,moderated\nFirst,0\nSecond,0\nThird,0\n"
    run = prepare(world, data)
    run_all(run, data)
    row = run.contributions.get(text="Second")
    TOUCHED[how](world, row)
    assert imports.undo(run=run, by=world.here.facilitator) == imports.Undone(gone=2, stayed=1)
    assert list(run.contributions.values_list("pk", flat=True)) == [row.pk]


def test_what_came_hidden_from_polis_goes_with_the_rest(world: World) -> None:
    data = "timestamp,comment-id,agrees,moderated,comment-body\n1,1,1,-1,Rude\n1,2,1,1,Fine\n"
    run = prepare(world, data)
    run_all(run, data)
    assert imports.undo(run=run, by=world.here.facilitator) == imports.Undone(gone=2, stayed=0)
    assert not Contribution.objects.filter(import_run=run).exists()


def test_a_running_import_is_not_taken_back_and_one_taken_back_not_twice(world: World) -> None:
    data = big(3)
    run = prepare(world, data)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING)
    with pytest.raises(BadTable):
        imports.undo(run=run, by=world.here.facilitator)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.CHOOSING)
    for _twice in range(2):
        assert imports.undo(run=run, by=world.here.facilitator) == imports.Undone(0, 0)
    assert AuditEvent.objects.filter(verb="trail.import_undone", subject=run.pk).count() == 1


def test_only_facilitators_bring_files_in(world: World) -> None:
    run = prepare(world, big(3))
    steps = [
        lambda: imports.prepare(project=world.here.project, upload=table(), by=world.here.member),
        lambda: imports.set_columns(run=run, mapping={}, by=world.here.member),
        lambda: imports.start(run=run, rows_expected=1, by=world.here.member),
        lambda: imports.undo(run=run, by=world.here.member),
    ]
    for step in steps:
        with pytest.raises(NotYourRole):
            step()


# Through the pages


def test_a_table_through_the_pages(world: World) -> None:
    client, project = world.client("facilitator"), world.here.project
    data = "Idea,Who,Rubbish\nA bench,carer,1\n,carer,2\n"
    answer = client.post(reverse("trail:import_new", args=[project.pk]), {"file": table(data)})
    columns = answer["Location"]
    assert columns.endswith("/columns/")
    doubled = client.post(columns, {"text": "Idea", "hat": "Idea"})
    assert (doubled.status_code, "You have chosen this column twice." in text(doubled)) == (422, True)
    assert client.post(columns, {"text": "Not there"}).status_code == 422
    preview = client.post(columns, {"text": "Idea", "hat": "Who"})["Location"]
    words = Page(text(client.get(preview))).words()
    assert "Of 2 rows in said.csv, 1 would be kept. One would not" in words or "1 would not, see below." in words
    assert "There are no words in this row." in words
    client.post(f"{preview}start/", {"hat_0": str(world.here.carer.pk)})
    assert "1 row brought in. 1 row was not kept." in Page(text(client.get(preview))).words()
    assert Contribution.objects.get(text="A bench").perspective == world.here.carer
    client.post(f"{preview}undo/")
    assert not Contribution.objects.filter(text="A bench").exists()


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n", b"text,text\n", b'"open', b"\x81\x8d"])
def test_a_file_that_is_no_table_is_refused_in_the_form(world: World, data: bytes) -> None:
    upload = table()
    upload.file = io.BytesIO(data)  # type: ignore[assignment]
    upload.size = len(data)
    answer = world.client("facilitator").post(
        reverse("trail:import_new", args=[world.here.project.pk]), {"file": io.BytesIO(data)}
    )
    assert answer.status_code == 422
    assert Page(text(answer)).with_class("nhsuk-error-summary__list")
    assert ImportRun.objects.filter(project=world.here.project).count() == 1  # the one of the cast


def test_the_progress_of_an_import_is_a_part_of_a_page(world: World) -> None:
    run = prepare(world, big(3))
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.RUNNING, rows_in=1, rows_expected=3)
    address = reverse("trail:import", args=[world.here.project.pk, run.pk])
    client = world.client("facilitator")
    whole, part = text(client.get(address)), text(client.get(address, headers={"hx-request": "true"}))
    assert "1 of 3 rows are read." in part
    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", whole)
