"""``wesaid restore``: put a backup back, or try whether it could be."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wesaid.cli import EXIT_OK, EXIT_PROBLEM, Command, UsageError
from wesaid_web.cli.backup import add_key_option, problems_in_words, secret_for
from wesaid_web.cli.backups.sealing import Secret
from wesaid_web.cli.start import choose_folder, start_django
from wesaid_web.config.datafolder import DataFolder

if TYPE_CHECKING:
    from wesaid_web.cli.backups.making import Inside


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", metavar="IN", type=Path, help="the backup")
    parser.add_argument(
        "--data", "--data-dir", metavar="DIR", help="the folder to make of it (default: the usual one, in your home)"
    )
    add_key_option(parser)
    parser.add_argument("--replace", action="store_true", help="move aside what is in the folder; it is not removed")
    parser.add_argument(
        "--try",
        dest="only_try",
        action="store_true",
        help="put it back into a folder for the time being, look at it as wesaid check does, and remove it again",
    )
    parser.add_argument(
        "--erasures",
        metavar="FILE",
        type=Path,
        help="the newest list of whom to erase again (erasures.jsonl of the folder that was lost), if you have it",
    )


def run(options: argparse.Namespace) -> int:
    from wesaid_web.cli.backups.restoring import NotEmpty
    from wesaid_web.cli.backups.rows import WrongSchema

    folder = choose_folder(options.data)
    if options.erasures and not options.erasures.is_file():
        raise UsageError(f"there is no list of erasures at {options.erasures}")
    with problems_in_words():
        secret = secret_for(options, new=False)
        try:
            return _try(options, folder, secret) if options.only_try else _restore(options, folder, secret)
        except (NotEmpty, WrongSchema) as problem:
            raise UsageError(f"{problem}; nothing was put in place") from problem


def _restore(options: argparse.Namespace, folder: DataFolder, secret: Secret) -> int:
    from wesaid_web.cli.backups import restoring

    restoring.check_place(folder.path, replace=options.replace)
    if folder.is_in_use():
        raise UsageError(f"a server is running on {folder.path}; stop it first")
    inside = restoring.look(options.backup, secret)
    restoring.check_room(folder.path.parent, inside, options.backup.stat().st_size)
    made = DataFolder(restoring.beside(folder.path))
    folder.path.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(made.path, ignore_errors=True)  # of a time when it was stopped half-way
    try:
        found = _put_together(options, made, secret, inside, ledgers=[options.erasures, folder.path / "erasures.jsonl"])
        aside = restoring.put_in_place(made.path, folder.path)
    except BaseException:
        shutil.rmtree(made.path, ignore_errors=True)
        raise
    _say(inside)
    if aside:
        print(f"What was there before is in {aside}. Remove it once you are sure: it holds people's data.")
    print(f"It is in {folder.path}. Start it with: wesaid serve --data {folder.path} and the options you had.")
    return EXIT_PROBLEM if found else EXIT_OK


def _try(options: argparse.Namespace, folder: DataFolder, secret: Secret) -> int:
    """In a folder for the time being, and in an embedded database even where the real one is PostgreSQL: rows fit both."""
    from wesaid_web.cli.backups import restoring
    from wesaid_web.common import upkeep

    inside = restoring.look(options.backup, secret)
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="wesaid-try-") as name:
        restoring.check_room(Path(name), inside, options.backup.stat().st_size)
        found = _put_together(
            options, DataFolder(Path(name).resolve() / "data"), secret, inside, ledgers=[options.erasures]
        )
        from django.db import connections

        connections.close_all()
    _say(inside)
    if not found and not folder.is_new:
        upkeep.remember(folder.path, tried=upkeep.now())
    print("It can be put back." if not found else "It can be put back, and has the problems above.")
    return EXIT_PROBLEM if found else EXIT_OK


def _put_together(
    options: argparse.Namespace, made: DataFolder, secret: Secret, inside: Inside, *, ledgers: list[Path | None]
) -> int:
    """A whole folder with its database, looked at. Returns how many problems there are."""
    from wesaid_web.cli.backups import erasures, restoring

    if inside.demo and os.environ.get("DATABASE_URL"):
        raise UsageError("the worked example is kept in its own folder, not in PostgreSQL; unset DATABASE_URL")
    restoring.unpack_files(options.backup, secret, made)
    erasures.join(made.path / erasures.NAME, [path for path in ledgers if path])
    start_django(made)
    restoring.load_rows(options.backup, secret, inside)
    found = erasures.replay(made.path / erasures.NAME)
    from wesaid_web.cli.check import look_at

    found += look_at(made)
    from django.db import connection

    connection.close()
    return found


def _say(inside: Inside) -> None:
    print(f"Backup of {inside.made_at}, version {inside.version}: {inside.all_rows} rows, {inside.files} files.")
    print(
        "Everybody signs in again. Mail, address and proxy are set where the server is started; they are in no backup."
    )


command = Command("put a backup back, or try it", add_arguments, run)
