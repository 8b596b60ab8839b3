"""``wesaid check``: whether an installation is sound, a line for each thing looked at."""

from __future__ import annotations

import argparse
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from wesaid.cli import EXIT_OK, EXIT_PROBLEM, Command, UsageError
from wesaid_web.cli import check_running
from wesaid_web.cli.start import add_data_option, choose_folder, open_folder
from wesaid_web.config.datafolder import DataFolder, journal_mode

if TYPE_CHECKING:
    from wesaid_web.trail.models import Attachment

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument(
        "--audit", action="store_true", help="only the audit trail; if it holds, prints where each chain stands"
    )
    parser.add_argument("--fates", action="store_true", help="only what became of each contribution, worked out anew")
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="STREAM:SEQ:DIGEST",
        help="where a chain stood earlier, as printed by --audit; finds a tail that was cut off",
    )


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder)
    from wesaid_web.common.audit import Head

    try:
        earlier = [Head.parse(text) for text in options.head]
    except ValueError as problem:
        raise UsageError(f"--head is STREAM:SEQ:DIGEST as printed before: {problem}") from problem
    looks = _looks(folder, earlier)
    if options.audit or options.head:
        looks = {"the audit trail": looks["the audit trail"]}
    elif options.fates:
        looks = {"what became of each contribution": looks["what became of each contribution"]}
    found = sum(_look(name, look()) for name, look in looks.items())
    if options.audit and not found:  # a chain that does not hold stands nowhere
        _print_heads()
    return EXIT_PROBLEM if found else EXIT_OK


def look_at(folder: DataFolder) -> int:
    """Look at all that is in a folder that Django was started on. Prints a line for each; returns how many problems."""
    return sum(_look(name, look()) for name, look in _looks(folder, []).items())


def _looks(folder: DataFolder, earlier: Iterable[object]) -> dict[str, Callable[[], Iterable[str]]]:
    return {
        "the data folder": lambda: _folder(folder),
        "the database": _database,
        "the address": lambda: check_running.address(folder),
        "e-mail": lambda: check_running.mail(folder),
        "room on the disk": lambda: check_running.room(folder),
        "backups": lambda: check_running.backups(folder),
        "the list of erasures": lambda: check_running.erasures(folder),
        "what is stored about people": _registers,
        "the files": _files,
        "what became of each contribution": _fates,
        "frozen numbers": _runs,
        "whom people can tell a worry": _contacts,
        "the second step of signing in": _second_steps,
        "the audit trail": lambda: _audit(earlier),
    }


def _look(name: str, problems: Iterable[str]) -> int:
    lines = list(problems)
    if not lines:
        print(f"ok       {name}")
    for line in islice(lines, SHOWN):
        print(f"PROBLEM  {name}: {line}")
    if len(lines) > SHOWN:
        print(f"PROBLEM  {name}: {len(lines) - SHOWN} more")
    return len(lines)


def _folder(folder: DataFolder) -> Iterator[str]:
    from django.conf import settings

    for path in (folder.path, *sorted(folder.path.iterdir())):
        if path != folder.static and _mode(path) & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"{path.name} can be read by other accounts of this computer; run: chmod go-rwx {path}"
    if len(folder.secret_key()) < 50:
        yield "the secret key is too short"
    if settings.DEBUG:
        yield "DEBUG is on"


def _mode(path: Path) -> int:
    """Who may read something. What a running server has removed meanwhile can be read by nobody."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


def _database() -> Iterator[str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "migrations are missing"
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW synchronous_commit")
            if cursor.fetchone()[0] not in {"on", "remote_apply", "remote_write"}:
                yield "synchronous_commit is off: what was acknowledged can be lost"
            return
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0].upper()
        print(f"         SQLite {sqlite3.sqlite_version}, journal mode {mode}")
        if mode != journal_mode():
            yield f"the journal mode is {mode}, not {journal_mode()}"
        cursor.execute("PRAGMA synchronous")
        if cursor.fetchone()[0] < 2:
            yield "synchronous is not FULL: what was acknowledged can be lost"
        cursor.execute("PRAGMA integrity_check")
        yield from (row[0] for row in cursor.fetchall() if row[0] != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        yield from (f"{row[0]} row {row[1]} points to a {row[2]} that is not there" for row in cursor.fetchall())


def _registers() -> Iterator[str]:
    from wesaid_web.common.registry import missing_entries

    return missing_entries()


def _files() -> Iterator[str]:
    from wesaid_web.trail.models import Attachment, AttachmentKind

    for attachment in Attachment.objects.iterator(500):
        if not attachment.file.storage.exists(str(attachment.file.name)):
            yield f"the file of attachment {attachment.pk} is not there"
        if attachment.kind == AttachmentKind.PHOTO:
            yield from _small_copy(attachment)
    yield from _small_copies_of_nothing()


def _small_copy(attachment: Attachment) -> Iterator[str]:
    """One that is not there is made when it is first asked for; one that is there has to be a small photograph."""
    from wesaid_web.common.uploads import SMALL_BYTES

    small = attachment.small
    if not small.storage.exists(str(small.name)):
        return
    with small.storage.open(str(small.name)) as file:
        start = file.read(3)
    if start != b"\xff\xd8\xff" or small.size > SMALL_BYTES:
        yield f"the small copy of attachment {attachment.pk} is none; remove {small.name} and it is made anew"


def _small_copies_of_nothing() -> Iterator[str]:
    """Photographs that were taken away are to be gone, small copies too."""
    from wesaid_web.trail.leftovers import unnamed
    from wesaid_web.trail.models import Attachment
    from wesaid_web.trail.models.said import SMALL_ENDING

    for name in unnamed(Attachment):
        if name.endswith(SMALL_ENDING):
            yield f"{name} is the small copy of a photograph that was taken away"


def _contacts() -> Iterable[str]:
    """Whether each project says whom. A project that does not cannot invite anybody; that is no fault of the installation.

    Nothing here counts worries: whoever reads this may be among those who are not to know of one.
    """
    from wesaid_web.projects.models import Project
    from wesaid_web.support.models import SafetyContacts
    from wesaid_web.support.rules import still_there

    kept = [still_there(row) for row in SafetyContacts.objects.select_related("lead__user", "deputy__user")]
    missing, gone = Project.objects.count() - len(kept), kept.count(False)
    if missing:
        print(f"         {missing} projects do not say yet whom people can tell a worry, and cannot invite")
    if gone:
        print(f"         {gone} projects name somebody who is no longer there, and cannot invite")
    return ()


def _second_steps() -> Iterator[str]:
    """Whether each can still be used with the key of this installation, and how many people have to set one up."""
    from wesaid_web.people.models import User
    from wesaid_web.people.powers import with_powers
    from wesaid_web.people.second_step import sealed_elsewhere

    waiting = sum(user.second_step_first for user in with_powers(User.objects.filter(is_active=True)))
    if waiting:
        print(f"         {waiting} people have to set up a second step when they next sign in")
    if unreadable := sealed_elsewhere():
        yield (
            f"{unreadable} apps or sets of spare codes were sealed with another key than secret.key;"
            " put the right one back, or run for each person: wesaid admin ADDRESS --reset-second-step"
        )


def _fates() -> Iterator[str]:
    from wesaid_web.projects.models import Project
    from wesaid_web.trail.bridge import wrong_fates

    for project in Project.objects.iterator():
        for row, stored, now in wrong_fates(project=project):
            yield f"contribution {row.pk} is stored as {stored.fate}/{stored.whose or '-'}, and is {now.fate}/{now.whose or '-'}"


def _runs() -> Iterator[str]:
    from wesaid_web.common.runs import problems
    from wesaid_web.delivery.runs import LOOKS as DELIVERY
    from wesaid_web.evaluation.runs import LOOKS as EVALUATION
    from wesaid_web.show.runs import LOOKS as SHOW
    from wesaid_web.support.runs import LOOKS as SUPPORT

    told: list[str] = []
    yield from problems({**SUPPORT, **DELIVERY, **EVALUATION, **SHOW}, told)
    print(f"         {told[0]}")


def _audit(earlier: Iterable[object]) -> Iterator[str]:
    from wesaid_web.common.audit import problems, without_chain
    from wesaid_web.projects.models import Project

    yield from problems(earlier=earlier)  # type: ignore[arg-type]
    yield from without_chain(Project.objects.order_by("pk").values_list("pk", flat=True))


def _print_heads() -> None:
    from wesaid_web.common.audit import heads

    for head in heads():
        print(f"head     {head}")


command = Command("see whether an installation is sound", add_arguments, run)
