"""``wesaid backup``: everything an installation holds, in one sealed file."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from wesaid.cli import EXIT_OK, EXIT_PROBLEM, Command, UsageError
from wesaid_web.cli.backups.sealing import SealProblem, Secret
from wesaid_web.cli.start import add_data_option, choose_folder, start_django
from wesaid_web.config.datafolder import DataFolder

DAYS = 35  # what was erased is gone from the last backup after as many days


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument(
        "out",
        metavar="OUT",
        nargs="?",
        type=Path,
        help="the file to write; or a folder, and it gets a name with the time",
    )
    add_key_option(parser)
    parser.add_argument(
        "--new-key", metavar="FILE", type=Path, help="make a key file and nothing else; keep it apart from the backups"
    )
    parser.add_argument("--verify", metavar="IN", type=Path, help="read a backup through and say what is in it")
    parser.add_argument("--keep", metavar="N", type=_at_least_one, help="in a folder: keep the newest N")
    parser.add_argument(
        "--days",
        metavar="DAYS",
        type=_at_least_one,
        default=DAYS,
        help=f"in a folder: remove those older than this (default: {DAYS}, so that people who were erased leave)",
    )


def add_key_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key-file",
        metavar="FILE",
        type=Path,
        help="what it is sealed with (default: a passphrase, from WESAID_BACKUP_PASSPHRASE or asked for)",
    )


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def run(options: argparse.Namespace) -> int:
    asked = [name for name in ("out", "new_key", "verify") if getattr(options, name)]
    if len(asked) != 1:
        raise UsageError("say where to: wesaid backup FILE-OR-FOLDER. Or --new-key FILE, or --verify FILE")
    with problems_in_words():
        if options.new_key:
            return _new_key(options.new_key)
        if options.verify:
            return _verify(options)
        return _backup(options)


def _new_key(path: Path) -> int:
    import secrets

    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    print(
        f"{path} is made. Whoever has it can read the backups; without it nobody can. Keep a copy on paper, away from here."
    )
    return EXIT_OK


def _verify(options: argparse.Namespace) -> int:
    from wesaid_web.cli.backups.making import read_through

    inside = read_through(options.verify, secret_for(options, new=False))
    print(f"{options.verify} is whole, made {inside.made_at} with version {inside.version}:")
    print(f"{inside.all_rows} rows in {len(inside.rows)} tables, {inside.files} files ({inside.file_bytes >> 10} KB).")
    say_left_out(inside.left_out)
    return _say_missing(inside.missing)


def _backup(options: argparse.Namespace) -> int:
    from wesaid_web.cli.backups import making
    from wesaid_web.cli.backups.rows import WrongSchema
    from wesaid_web.common import upkeep

    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    now = upkeep.now()
    into = options.out.is_dir() or str(options.out).endswith(os.sep)
    target = options.out / making.new_name(now) if into else options.out
    _check_target(target, folder, keep=options.keep, into=into)
    secret = secret_for(options, new=True)
    start_django(folder)
    try:
        inside = making.make(folder, target, secret)
    except WrongSchema as problem:
        raise UsageError(f"this folder cannot be backed up: {problem}") from problem
    upkeep.remember(folder.path, backed_up=now)
    print(
        f"{target}: {inside.all_rows} rows, {inside.files} files, {target.stat().st_size >> 10} KB; read again and whole."
    )
    say_left_out(inside.left_out)
    if into:
        for path in making.let_go(target.parent, keep=options.keep, days=options.days, now=now):
            print(f"removed  {path.name}")
    return _say_missing(inside.missing)


def _check_target(target: Path, folder: DataFolder, *, keep: int | None, into: bool) -> None:
    """Raises UsageError where a backup would be in the way, or be lost together with what it is of."""
    if target.exists():
        raise UsageError(f"{target} is there already; name another file")
    if target.resolve().is_relative_to(folder.path):
        raise UsageError(
            "a backup inside the data folder is lost with it; name another place, best on another computer"
        )
    if keep and not into:
        raise UsageError("--keep is for a folder of backups")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}")


def say_left_out(lines: Iterable[str]) -> None:
    print("Not in it:")
    for line in lines:
        print(f"  - {line}")


def _say_missing(names: tuple[str, ...]) -> int:
    for name in names[:20]:
        print(f"PROBLEM  files/{name} is not there, and so not in the backup")
    return EXIT_PROBLEM if names else EXIT_OK


def secret_for(options: argparse.Namespace, *, new: bool) -> Secret:
    """What seals or opens: the key file that was named, else a passphrase."""
    from getpass import getpass

    if options.key_file:
        return Secret.from_file(options.key_file)
    given = os.environ.get("WESAID_BACKUP_PASSPHRASE")
    if given:
        return Secret.passphrase(given)
    if not sys.stdin.isatty():
        raise UsageError("say what it is sealed with: --key-file FILE, or WESAID_BACKUP_PASSPHRASE")
    first = getpass("Passphrase of the backup: ")
    if new and getpass("Once more: ") != first:
        raise UsageError("the two passphrases are not the same")
    return Secret.passphrase(first)


@contextmanager
def problems_in_words() -> Iterator[None]:
    """What can go wrong with files, disks and databases, said in one line."""
    from django.db.utils import DatabaseError

    try:
        yield
    except SealProblem as problem:
        raise UsageError(str(problem)) from problem
    except OSError as problem:
        about = f": {problem.filename}" if problem.filename else ""
        raise UsageError(f"{(problem.strerror or str(problem)).lower()}{about}; nothing was made") from problem
    except (sqlite3.Error, DatabaseError) as problem:
        raise UsageError(f"the database cannot be read or copied: {problem}; nothing was made") from problem


command = Command("put everything into one sealed file", add_arguments, run)
