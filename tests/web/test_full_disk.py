"""A full disk: it is said, what was typed comes back, nothing half is left. Twenty real disks: benchmarks/disk_full.py."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import World, picture
from tests.pages import Page, text
from wesaid_web.common import uploads
from wesaid_web.common.room import is_full
from wesaid_web.common.storage import WholeFiles
from wesaid_web.people.models import User
from wesaid_web.trail import leftovers
from wesaid_web.trail.actions import files, said
from wesaid_web.trail.models import Contribution

NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


def wrapped(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


class FullPostgres(Exception):
    sqlstate = "53100"


@pytest.mark.parametrize(
    ("problem", "full"),
    [
        (NO_ROOM, True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (wrapped(OperationalError("x"), sqlite3.OperationalError("database or disk is full")), True),
        (wrapped(OperationalError("could not extend file"), FullPostgres()), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (sqlite3.OperationalError("database is locked"), False),
        (None, False),
    ],
)
def test_a_full_disk_is_recognised_whatever_noticed_it(problem: Exception | None, full: bool) -> None:
    assert is_full(problem) is full


@pytest.mark.parametrize(
    "problem", [wrapped(OperationalError("x"), sqlite3.OperationalError("database or disk is full")), NO_ROOM]
)
def test_the_page_says_so_and_gives_back_what_was_typed(
    world: World, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    def full(**_: object) -> None:
        raise problem

    monkeypatch.setattr(said, "add", full)
    client = world.client("member")
    client.raise_request_exception = False
    address = reverse("trail:say", args=[world.here.project.pk])
    answer = client.post(address, {"text": "Words of some length", "hat": world.here.hat.pk})
    assert answer.status_code == 507
    page = text(answer)
    assert "There is no room left on the computer that runs this site" in page
    assert "Words of some length" in page
    assert "saved." not in Page(page).words().replace("anything was saved.", "")
    assert not Contribution.objects.filter(text="Words of some length").exists()


def test_another_fault_is_not_called_a_full_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said, "add", lambda **_: 1 / 0)
    client = world.client("member")
    client.raise_request_exception = False
    answer = client.post(
        reverse("trail:say", args=[world.here.project.pk]), {"text": "Words of some length", "hat": world.here.hat.pk}
    )
    assert (answer.status_code, "no room left" in text(answer)) == (500, False)


def test_a_photograph_that_finds_no_room_leaves_the_rest_of_the_form(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def write(self, _content: bytes) -> int:
            raise NO_ROOM

        def close(self) -> None:
            raise NO_ROOM  # what is still in its buffer finds no room either

        def temporary_file_path(self) -> str:
            return "/nowhere/at/all"

    def new_file(self: Any, *args: Any, **kwargs: Any) -> None:
        super(uploads.TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        self.file = Full()

    monkeypatch.setattr(uploads.TemporaryFileUploadHandler, "new_file", new_file)
    data = {"text": "Beside a photograph", "hat": world.here.hat.pk, "file": picture(), "description": "A wall"}
    answer = world.client("member").post(reverse("trail:say", args=[world.here.project.pk]), data)
    assert answer.status_code == 422
    words = Page(text(answer)).words()
    assert "There is no room left on the computer that runs this site, so the file was not kept" in words
    assert "Beside a photograph" in text(answer)
    assert not Contribution.objects.filter(text="Beside a photograph").exists()


def test_a_file_that_finds_no_room_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = WholeFiles(location=tmp_path)
    assert storage.save("a/one.txt", ContentFile(b"one")) == "a/one.txt"
    assert (tmp_path / "a" / "one.txt").read_bytes() == b"one"

    def full(_handle: int) -> None:
        raise NO_ROOM

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.save("a/two.txt", ContentFile(b"two"))
    with pytest.raises(OSError, match="No space"):
        storage.save("a/one.txt", ContentFile(b"another of that name"))
    assert (tmp_path / "a" / "one.txt").read_bytes() == b"one", "what was there stays"
    assert not (tmp_path / "a" / "two.txt").exists()


def test_files_that_no_row_names_go_after_a_day(world: World, settings: Any) -> None:
    kept = files.keep(project=world.here.project, upload=picture(), by=world.here.member)
    storage = kept.file.storage
    left = [
        storage.save(name, ContentFile(b"x")) for name in ("attachments/2026/11/left.jpg", "imports/2026/11/left.csv")
    ]
    young = storage.save("imports/2026/11/young.csv", ContentFile(b"x"))
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for name in (*left, kept.file.name, kept.small.name):
        os.utime(storage.path(str(name)), (old, old))
    leftovers.remove()
    assert [storage.exists(str(name)) for name in (*left, young, kept.file.name, kept.small.name)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    storage.delete(young)


def test_whoever_runs_the_site_sees_how_it_is_doing(world: World, settings: Any) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=world.users["administrator"].pk))
    words = Page(text(client.get(reverse("people:accounts")))).words()
    assert "No backup was made yet." in words
    assert "Nobody has tried yet whether a backup can be put back." in words
    assert "docs/deploy.md" in words  # and how to do both
    assert "People are not told who runs this site" in words
    from wesaid_web.common import upkeep

    upkeep.remember(settings.FOLDER.path, backed_up=upkeep.now(), tried=upkeep.now() - timedelta(days=40))
    words = Page(text(client.get(reverse("people:accounts")))).words()
    assert "No backup" not in words
    assert "Try it again: once a month." in words
    assert "Room left on the disk:" in words
    (settings.FOLDER.path / upkeep.NAME).write_text("not json")
    assert upkeep.read(settings.FOLDER.path) == upkeep.Upkeep()
    (settings.FOLDER.path / upkeep.NAME).unlink()


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="where PostgreSQL keeps its files is its own affair")
def test_a_real_disk_that_is_filled_gives_no_false_saved() -> None:
    """One of the disks of benchmarks/disk_full.py, with the server's temporary files elsewhere."""
    may = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
    allowed = subprocess.run(["unshare", *may, "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True)
    if allowed.returncode:
        pytest.skip("mounting is not allowed here, not even in a name space of one's own")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WESAID", "DJANGO"))}
    filled = [sys.executable, "benchmarks/disk_full.py", "--trials", "1"]
    done = subprocess.run(filled, cwd=Path(__file__).parents[2], env=kept, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no false 'saved'" in done.stdout
    assert re.search(r"refused: 507: [1-9]", done.stdout), "it was full"
