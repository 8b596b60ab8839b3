"""The share archive: out, into an empty installation, and out again is the same to the byte; names stay behind."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, make_safe, make_user, say
from tests.web.rows import forget
from tests.web.worlds import make
from wesaid_web.common import audit
from wesaid_web.delivery.actions import own, roles, sessions
from wesaid_web.delivery.permissions import NotUnderWay
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Project, Role
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


def rows_in(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of an archive, with the name of the part it stands in."""
    for part in ("people", "charter", "contributions", "decisions", "actions", "changes"):
        yield from ((part, row) for row in document[part])
    for meeting in document["meetings"]:
        yield "meetings", meeting
        for part in ("agenda", "promised", "expected", "there"):
            yield from ((part, one) for one in meeting[part])
    yield from (("tries", one) for action in document["actions"] for one in action["tries"])
    for piece in document["delivery"]:
        yield "pieces", piece
        yield from (("sessions", one) for one in piece["sessions"])
        yield from (("roles", one) for one in piece["roles"])
        yield from (("held", {"of": role["id"], **one}) for role in piece["roles"] for one in role["held"])


def test_the_worlds_hold_all_that_there_is(db: None) -> None:
    """So that the test above looks at something: every key of every part has another value somewhere."""
    user = make_user("starter")
    seen: dict[str, set[str]] = {}
    for number in range(30):
        for part, row in rows_in(as_document(make(number, user, steps=30))):
            for key, value in row.items():
                seen.setdefault(f"{part}.{key}", set()).add(json.dumps(value))
    made_today = {
        "charter.put_on",
        "tries.started_on",
        "tries.ended_on",
        "actions.done_on",
        "held.since",
        "sessions.on",
    }
    assert {"meetings.chaired", "there.stay", "expected.away", "contributions.meeting", "decisions.meeting"} <= set(
        seen
    )
    assert {"pieces.change", "roles.called", "held.until", "sessions.languages"} <= set(seen)
    assert {key for key, values in seen.items() if len(values) < 2} <= made_today


def test_no_name_is_in_it(world: World) -> None:
    """Every name, address and word that names people; ids stand for them."""
    project = make(7, make_user("Secret starter"), steps=60)
    with zipfile.ZipFile(io.BytesIO(packed(project))) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert Member.objects.filter(project=project).exists()
    for secret in ("Secret", "secret", "@example.org"):
        assert secret not in text


def test_delivery_is_in_it_and_nobody_who_delivered(world: World) -> None:
    """A role has the id of its holder and quarters of a year; a session has nobody. Nothing from the inside of a role."""
    here = world.here
    sessions.log(
        role=here.role,
        delivered=sessions.Delivered(
            timezone.localdate(), Decimal("0.5"), 3, languages="Welsh", learned="Secret lesson"
        ),
        by=here.member,
    )
    roles.step_back(role=here.role, by=here.member, words="Secret reason")
    own.tell_how(through_peer=True, by=here.member)
    (piece,) = as_document(here.project)["delivery"]
    assert set(piece) == {"id", "what", "for_whom", "decision", "action", "change", "ended_on", "roles", "sessions"}
    (role,) = piece["roles"]
    assert (role["held_by"], role["kind"]) == (str(here.member.pk), "peer_supporter")
    (held,) = role["held"]
    assert re.fullmatch(r"\d{4}-Q[1-4]", held["since"])
    assert held["until"] == held["since"]
    assert all(set(one) == {"id", "on", "kind", "hours", "reached", "languages"} for one in piece["sessions"])
    assert sorted((one["hours"], one["reached"]) for one in piece["sessions"]) == [("0.50", 3), ("1.50", 2)]
    text = json.dumps(piece)
    for secret in ("Secret", "Too many people", "Listening", "Bring soup", "The ward", "Own words"):
        assert secret not in text


def test_archives_from_before_delivery_are_read(world: World) -> None:
    document = as_document(world.there.project)
    forget(world.there.project)
    del document["delivery"]
    again = import_document(document=document | {"version": 1})
    assert again.contributions.count() == 3
    assert as_document(again)["delivery"] == []


def test_meetings_are_in_it_and_neither_place_nor_guest(world: World) -> None:
    """Out and in again: who came as what, by ids; a guest is one more. Nothing that leads to the room."""
    held, coming = world.here.meeting, world.here.coming
    first, second, again = there_and_back(world.here.project)
    assert first == second
    document = as_document(again)
    text = json.dumps(document["meetings"])
    for secret in ("Room of Here", "Guest of Here", "Sam"):
        assert secret not in text
    rows = {row["id"]: row for row in document["meetings"]}
    assert [one["what"] for one in rows[str(coming.pk)]["agenda"]] == ["Welcome"]
    there = {(one["who"], one["hat"], one["people"]) for one in rows[str(held.pk)]["there"]}
    assert there == {
        (str(world.here.facilitator.pk), "staff", 1),
        (str(world.here.member.pk), "service user", 1),
        (None, "citizen", 1),
    }


def test_archives_from_before_meetings_are_read(world: World) -> None:
    document = as_document(world.there.project)
    forget(world.there.project)
    del document["meetings"]
    for row in (*document["contributions"], *document["decisions"]):
        del row["meeting"]
    again = import_document(document=document)
    assert again.contributions.count() == 3
    assert as_document(again)["meetings"] == []


def test_what_was_brought_in_is_shown_and_nobodys_to_change(world: World) -> None:
    """Sessions without a person count; a role that was held can be read by whoever facilitates there."""
    _first, _second, again = there_and_back(world.here.project)
    user = make_user("reader")
    leading = Member.objects.get(project=again, role="facilitator")
    make_safe(again, leading)  # whom people can tell a worry does not come along
    secret = projects.invite(project=again, role=Role.FACILITATOR, by=leading)
    projects.accept_invitation(secret=secret, user=user)
    client = Client()
    client.force_login(user)
    piece = again.pieces.get()
    session = piece.sessions.get()
    assert (
        "1 time delivered, 2 people reached"
        in client.get(reverse("delivery:piece", args=[again.pk, piece.pk])).content.decode()
    )
    for name in ("role", "agreement"):
        assert client.get(reverse(f"delivery:{name}", args=[again.pk, piece.roles.get().pk])).status_code == 200
    assert client.get(reverse("delivery:session_edit", args=[again.pk, session.pk])).status_code == 404
    with pytest.raises(NotUnderWay):
        sessions.remove(session=session, by=Member.objects.get(project=again, user=user))


def test_the_same_project_gives_the_same_bytes(world: World) -> None:
    assert packed(world.here.project) == packed(world.here.project)


def test_what_is_in_the_zip(world: World) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(world.here.project))) as archive:
        assert archive.namelist() == ["project.json", "contributions.csv", "READ-ME.txt"]
        assert archive.testzip() is None
        document = json.loads(archive.read("project.json"))
        read_me = archive.read("READ-ME.txt").decode()
    assert (document["format"], document["version"]) == ("wesaid share archive", 2)
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
