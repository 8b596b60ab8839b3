"""Asking to be erased, taking it back, its being done; and that a backup brings nobody back."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, let_guests_in, make_user
from tests.pages import text
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
        assert erasing.carry_out_due(today=timezone.localdate()) == erasing.Run(0, 0, 0)
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert erasing.carry_out_due(today=timezone.localdate()) == erasing.Run(1, 0, 0)
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


def everything_stored() -> str:
    """Every value of every row."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names of our own tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found).lower()


def test_the_receipt_goes_to_an_address_that_nothing_keeps(
    world: World, ledger: Path, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """One e-mail once it is done, with the number and no name in it; afterwards the address is in no row, file or log."""
    user = joined(world, "Zeisig Zweig").user
    assert user is not None
    assert "zeisig.zweig@" in everything_stored()
    asked = erasing.ask(user=user, take_words=True, everywhere=True)
    mail.outbox.clear()
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=6)).done == 0
    assert mail.outbox == []
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=7)) == erasing.Run(1, 0, 0)
    (receipt,) = mail.outbox
    assert (receipt.to, receipt.subject) == (["zeisig.zweig@example.org"], "You are erased")
    assert f"/erased/{asked.pk}/" in receipt.body
    assert "zeisig" not in receipt.body.lower()
    assert world.here.project.name not in receipt.body.split()
    assert "zeisig" not in everything_stored() + ledger.read_text().lower() + caplog.text.lower()
    assert Client().get(reverse("erased", args=[asked.pk])).status_code == 200


def test_a_receipt_that_cannot_be_sent_keeps_nobody_and_tells_the_log_no_address(
    world: World, ledger: Path, settings: Any, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "tests.web.test_erasing.Refusing"
    user = joined(world, "Zeisig Zweig").user
    assert user is not None
    erasing.ask(user=user, take_words=True, everywhere=True)
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=7)) == erasing.Run(1, 0, 1)
    assert not User.objects.filter(pk=user.pk).exists()
    assert caplog.text.count("could not be sent: SMTPRecipientsRefused") == 2  # that it was asked for, and the receipt
    assert "zeisig" not in (caplog.text + "".join(capsys.readouterr())).lower()


class Refusing(BaseEmailBackend):
    """A server that takes no e-mail, and says to whom it was."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no")})


@pytest.mark.parametrize("configured", [True, False])
def test_the_page_says_whether_an_email_will_come_and_what_it_waits_for(
    world: World, settings: Any, configured: bool
) -> None:
    settings.MAIL_CONFIGURED = configured
    member = joined(world)
    assert member.user is not None
    world.users["ivo"] = member.user
    client = world.client("ivo")
    ask = {"words": "take", "names": "on", "when": "week"}
    pages = [text(client.post(reverse("yours_erase"), ask))]
    erasing.ask(user=member.user, take_words=True, everywhere=True)
    pages.append(text(client.get(reverse("yours"))))
    for page in pages:
        assert ("one last e-mail to your address" in page) == configured
        assert ("This site sends no e-mail, so nothing tells you" in page) != configured
        assert "It waits:" not in page
    Member.objects.filter(project=world.here.project, role=Role.FACILITATOR).update(role=Role.MEMBER)
    Member.objects.filter(pk=member.pk).update(role=Role.FACILITATOR)
    assert "It waits:" in text(client.get(reverse("yours")))
    mail.outbox.clear()
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=7)) == erasing.Run(0, 1, 0)
    assert mail.outbox == []


def test_taken_back_it_is_not_done(world: World, ledger: Path) -> None:
    user = make_user("Changes mind")
    erasing.take_back(asked=erasing.ask(user=user, take_words=True, everywhere=True), by=user)
    assert erasing.carry_out_due(today=timezone.localdate() + timedelta(days=30)) == erasing.Run(0, 0, 0)
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
