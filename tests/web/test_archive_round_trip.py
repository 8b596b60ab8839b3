"""The share archive: out, into an empty installation, and out again is the same to the byte; names stay behind."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import World, make_user, say
from tests.web.rows import forget
from tests.web.worlds import make
from wesaid_web.common import audit
from wesaid_web.projects.models import Member, Project
from wesaid_web.trail.actions import said
from wesaid_web.trail.archive.document import read_document
from wesaid_web.trail.archive.reading import import_document
from wesaid_web.trail.archive.writing import as_document, export
from wesaid_web.trail.bridge import wrong_fates
from wesaid_web.trail.models import Contribution


def packed(project: Project) -> bytes:
    out = io.BytesIO()
    export(project=project, target=out, by=None)
    return out.getvalue()


def there_and_back(project: Project) -> tuple[bytes, bytes, Project]:
    first = packed(project)
    forget(project)
    again = import_document(document=read_document(io.BytesIO(first)))
    return first, packed(again), again


@pytest.mark.parametrize("block", range(12))
def test_sixty_generated_worlds_come_back_the_same(db: None, block: int) -> None:
    user = make_user(f"starter{block}")
    for number in range(block * 5, block * 5 + 5):
        project = make(number, user)
        assert list(wrong_fates(project=project)) == [], number
        first, second, again = there_and_back(project)
        assert first == second, number
        assert list(wrong_fates(project=again)) == [], number
    assert list(audit.problems()) == []


def test_the_worlds_hold_all_that_there_is(db: None) -> None:
    """So that the test above looks at something: every key of every part has another value somewhere."""
    user = make_user("starter")
    seen: dict[str, set[str]] = {}
    for number in range(30):
        document = as_document(make(number, user))
        for part in ("people", "charter", "contributions", "decisions", "actions", "changes"):
            for row in document[part]:
                for key, value in row.items():
                    seen.setdefault(f"{part}.{key}", set()).add(json.dumps(value))
                for inner in row.get("tries", ()):
                    for key, value in inner.items():
                        seen.setdefault(f"tries.{key}", set()).add(json.dumps(value))
    made_today = {"charter.put_on", "tries.started_on", "tries.ended_on", "actions.done_on"}
    assert {key for key, values in seen.items() if len(values) < 2} <= made_today


def test_no_name_is_in_it(world: World) -> None:
    """Every name, address and word that names people; ids stand for them."""
    project = make(7, make_user("Secret starter"), steps=60)
    with zipfile.ZipFile(io.BytesIO(packed(project))) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert Member.objects.filter(project=project).exists()
    for secret in ("Secret", "secret", "@example.org"):
        assert secret not in text


def test_the_same_project_gives_the_same_bytes(world: World) -> None:
    assert packed(world.here.project) == packed(world.here.project)


def test_what_is_in_the_zip(world: World) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(world.here.project))) as archive:
        assert archive.namelist() == ["project.json", "contributions.csv", "READ-ME.txt"]
        assert archive.testzip() is None
        document = json.loads(archive.read("project.json"))
        read_me = archive.read("READ-ME.txt").decode()
    assert (document["format"], document["version"]) == ("wesaid share archive", 1)
    assert document["project"] == {"id": str(world.here.project.pk), "name": "Here"}
    assert all(line in read_me for line in document["left_out"])
    assert sorted(row["text"] for row in document["contributions"]) == [
        "Decided words in Here",
        "Paper words in Here",
        "Words in Here",
    ]
    for row in document["contributions"]:
        assert {"id", "text", "support", "hidden", "hat"} <= set(row)


def test_hidden_words_and_those_not_for_the_public_are_in_it(world: World) -> None:
    said.hide(contribution=world.here.contribution, reason="Names", by=world.here.facilitator)
    document = as_document(world.here.project)
    (row,) = [row for row in document["contributions"] if row["text"] == "Words in Here"]
    assert (row["hidden"], row["hidden_reason"], row["public"]) == (True, "Names", "not_asked")


def test_what_was_hidden_together_is_shown_together_after_the_journey(world: World) -> None:
    here = world.here
    said.split(contribution=here.contribution, texts=["One", "Two"], by=here.facilitator)
    said.hide(contribution=here.contribution, reason="Names", by=here.facilitator)
    _first, _second, again = there_and_back(here.project)
    lead = Member.objects.get(project=again, role="facilitator")
    said.unhide(contribution=Contribution.objects.get(pk=here.contribution.pk), by=lead)
    assert not Contribution.objects.filter(project=again).exclude(hidden_at=None).exists()


def test_cells_of_the_table_do_nothing_in_a_spreadsheet(world: World) -> None:
    """What would start a formula gets an apostrophe in front; project.json keeps the words as they are."""
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "=cmd|' /C calc'!A0", "plain", "'quoted", "1-1"]
    for text in starts:
        say(world.here.project, world.here.member, text, world.here.hat)
    with zipfile.ZipFile(io.BytesIO(packed(world.here.project))) as archive:
        table = archive.read("contributions.csv").decode("utf-8-sig")
        document = json.loads(archive.read("project.json"))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    by_text = {row["id"]: row["text"] for row in document["contributions"]}
    assert set(starts) <= set(by_text.values())
    for row in rows:
        for value in row.values():
            assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        assert row["text"] in {by_text[row["id"]], f"'{by_text[row['id']]}"}


def test_the_queries_for_an_archive_do_not_grow_with_the_rows(world: World) -> None:
    counts = []
    for _more in range(3):
        with CaptureQueriesContext(connection) as captured:
            as_document(world.here.project)
        counts.append(len(captured))
        for number in range(10):
            say(world.here.project, world.here.member, f"Words {number}", world.here.hat, tags=[str(number)])
    assert len(set(counts)) == 1


def test_the_archive_can_bring_its_project_under_another_name(world: World) -> None:
    document = as_document(world.there.project)
    forget(world.there.project)
    assert import_document(document=document, name="New name").name == "New name"
