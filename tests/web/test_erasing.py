"""Asking to be erased, taking it back, its being done; and that a backup brings nobody back."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from tests.cast import World, let_guests_in, make_user
from wesaid_web.common import erasure
from wesaid_web.common.erasure import LedgerDamaged, Line, note, read_ledger, replay_ledger
from wesaid_web.people.models import SignedIn, User
from wesaid_web.privacy import erasing_actions as erasing
from wesaid_web.privacy.erasing_actions import HasAccount, NobodyElse
from wesaid_web.privacy.models import AskedHow, ErasureAsked
from wesaid_web.projects import actions as projects
from wesaid_web.projects.models import Member, Role
from wesaid_web.trail.actions import guest_words, said
from wesaid_web.trail.models import Contribution


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger for this test alone."""
    path = tmp_path / "erasures.jsonl"
    monkeypatch.setattr(erasure, "ledger_path", lambda: path)
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def joined(world: World, name: str = "Ivo Nemec", role: Role = Role.MEMBER) -> Member:
    secret = projects.invite(project=world.here.project, role=role, by=world.here.facilitator)
    return projects.accept_invitation(secret=secret, user=make_user(name))


def test_a_week_passes_and_then_it_is_done(world: World, ledger: Path) -> None:
    member = joined(world)
    user = member.user
    assert user is not None
    asked = erasing.ask(user=user, take_words=False, everywhere=True)
    assert (asked.due_on - timezone.localdate()).days == 7
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert erasing.carry_out_due(today=timezone.localdate()) == (0, 0)
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert erasing.carry_out_due(today=timezone.localdate()) == (1, 0)
    member.refresh_from_db()
    assert (member.name, member.user, str(member.words)) == ("", None, "Someone in the group")
    assert member.left_at is not None
    assert not User.objects.filter(pk=user.pk).exists()
    assert [(line["kind"], line["person"]) for line in lines(ledger)] == [
        ("account", str(user.pk)),
        ("place", str(member.pk)),
    ]
    asked.refresh_from_db()
    assert (asked.user, asked.done_on is None) == (None, False)
    assert set(lines(ledger)[0]) == {"person", "kind", "at", "words", "everywhere"}


def test_taken_back_it_is_not_done(world: World, ledger: Path) -> None:
    user = make_user("Changes mind")
    erasing.take_back(asked=erasing.ask(user=user, take_words=True, everywhere=True), by=user)
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=30)) == (0, 0)
    assert User.objects.filter(pk=user.pk).exists()
    assert not ledger.exists()


def test_nobody_takes_back_what_is_somebody_elses(world: World) -> None:
    user = make_user("Asks")
    asked = erasing.ask(user=user, take_words=True, everywhere=True)
    with pytest.raises(erasing.NotAllowed):
        erasing.take_back(asked=asked, by=world.users["facilitator"])
    paper = projects.add_person(project=world.here.project, name="Pa", perspectives=[], by=world.here.facilitator)
    asked = erasing.ask_for(
        member=paper, how=AskedHow.PAPER, take_words=True, everywhere=True, by=world.here.facilitator
    )
    for who in ("member", "other_facilitator", "administrator"):
        with pytest.raises(erasing.NotAllowed):
            erasing.take_back(asked=asked, by=world.users[who])
    erasing.take_back(asked=asked, by=world.users["facilitator"])
    assert not ErasureAsked.objects.filter(member=paper).exists()


def test_who_alone_facilitates_or_runs_the_site_names_somebody_else_first(world: World, ledger: Path) -> None:
    for who in ("facilitator", "administrator"):
        with pytest.raises(NobodyElse):
            erasing.ask(user=world.users[who], take_words=True, everywhere=True)
    alone = make_user("Alone with it")
    projects.create_project(name="Nobody else", by=alone)
    asked = erasing.ask(user=alone, take_words=True, everywhere=True)  # a project with nobody else in it holds nobody
    assert erasing.carry_out(asked=asked) is not None


def test_for_somebody_with_an_account_nobody_else_asks(world: World) -> None:
    with pytest.raises(HasAccount):
        erasing.ask_for(
            member=world.here.member, how=AskedHow.PHONE, take_words=True, everywhere=True, by=world.here.facilitator
        )


def test_where_it_cannot_be_noted_nothing_is_erased(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: no false "you are erased"."""
    user = make_user("Full disk")
    asked = erasing.ask(user=user, take_words=True, everywhere=True)
    monkeypatch.setattr(erasure, "ledger_path", lambda: Path("/dev/full"))
    with pytest.raises(OSError, match="No space"):
        erasing.carry_out(asked=asked)
    assert User.objects.filter(pk=user.pk).exists()
    asked.refresh_from_db()
    assert asked.done_on is None


def test_sessions_of_that_person_end_and_no_other(world: World, ledger: Path) -> None:
    member = joined(world)
    assert member.user is not None
    world.users["ivo"] = member.user
    theirs, other = world.client("ivo"), world.client("member")
    erasing.erase_account(user=member.user, take_words=True, everywhere=True)
    assert set(SignedIn.objects.values_list("user_id", flat=True)) == {world.users["member"].pk}
    assert theirs.get("/projects/").status_code == 302
    assert other.get("/projects/").status_code == 200


def test_a_name_that_somebody_else_has_too_stays_and_is_told(world: World, ledger: Path) -> None:
    """A program cannot know which Sam is meant."""
    here, member = world.here, joined(world, "Sam")
    for name in ("Sam Field", "Will"):
        projects.add_person(project=here.project, name=name, perspectives=[], by=here.facilitator)
    other = said.add(
        project=here.project,
        said=said.Said(text="Ask Sam", perspective=here.carer, author=here.member, said_on=timezone.localdate()),
        by=here.member,
    )
    assert member.user is not None
    done = erasing.erase_account(user=member.user, take_words=True, everywhere=True)
    other.refresh_from_db()
    assert (other.text, done.unsure) == ("Ask Sam", [here.project.pk])


def test_names_go_as_whole_words_and_as_they_are_written(world: World, ledger: Path) -> None:
    here, member = world.here, joined(world, "Will")
    words = "Will said: will we, Williams? WILL! It is Will's."
    entered = said.Said(text=words, perspective=here.carer, author=here.member, said_on=timezone.localdate())
    row = said.add(project=here.project, said=entered, by=here.member)
    assert member.user is not None
    erasing.erase_account(user=member.user, take_words=True, everywhere=True)
    row.refresh_from_db()
    assert row.text == "[name removed] said: will we, Williams? WILL! It is [name removed]'s."


def test_restored_they_are_erased_again_and_only_once(world: World, ledger: Path) -> None:
    member, guests = joined(world), let_guests_in(world.here)
    assert member.user is not None
    account = member.user.pk
    guest_words.withdraw(contribution=guests.words)
    note("account", [account], take_words=True, everywhere=True)
    note("place", [member.pk, uuid.uuid4()], take_words=True, everywhere=True)
    Contribution.objects.filter(pk=guests.words.pk).update(text="Back with a backup", withdrawn_on=None)
    assert replay_ledger(ledger) == 2
    assert not User.objects.filter(pk=account).exists()
    guests.words.refresh_from_db()
    assert guests.words.withdrawn
    before = ledger.read_text()
    assert replay_ledger(ledger) == 0
    assert ledger.read_text() == before
    assert replay_ledger(ledger.with_name("not-there")) == 0


def test_a_line_that_was_cut_off_harms_no_other(world: World, ledger: Path) -> None:
    members = [joined(world, name) for name in ("First Person", "Second Person")]
    note("place", [members[0].pk])
    ledger.write_text(ledger.read_text() + '{"person": "0000')
    note("place", [members[1].pk])
    found, damaged = read_ledger(ledger)
    assert ([line.person for line in found], damaged) == ([one.pk for one in members], [2])
    with pytest.raises(LedgerDamaged, match="2; 2 others"):
        replay_ledger(ledger)
    assert {Member.objects.get(pk=one.pk).name for one in members} == {""}
    with pytest.raises(ValueError, match="kind"):
        Line.read('{"person": "x", "kind": "unknown"}')


def test_nothing_is_left_in_any_byte(tmp_path: Path) -> None:
    """Two people in a folder of their own, each name in some 60 columns. The full run is ``benchmarks/erasure.py``."""
    if connection.vendor != "sqlite":
        pytest.skip("the files are those of SQLite; rows are looked through in tests/meta/test_erasure.py")
    run = subprocess.run(
        [sys.executable, "benchmarks/erasure.py", "--people", "2"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ".", "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path)},
    )
    told = dict(line.split(": ", 1) for line in run.stdout.splitlines() if ": " in line)
    assert int(told["before"]) > 1000
    assert int(told["restored"].split()[0]) > 1000
    zero = ("after", "counts changed", "not sound", "in logs and exports", "after replay", "replayed twice")
    assert {step: told[step] for step in zero} == dict.fromkeys(zero, "0")
    assert (int(told["files before"]), told["files after"]) == (6, "0")
    assert (told["lines replayed"], told["not sound after replay"]) == ("2", "0")
