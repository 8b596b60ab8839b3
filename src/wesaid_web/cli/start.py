"""Opening a data folder: found, checked, its database brought up to date. What every command of the web half does first."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from wesaid.cli import UsageError
from wesaid_web import APPS
from wesaid_web.config.addresses import is_loopback
from wesaid_web.config.datafolder import DataFolder, FolderProblem, default_folder

ASIDE = "before-update-"
KEPT_ASIDE = timedelta(days=35)


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """``--data DIR``, the same for every command."""
    parser.add_argument("--data", metavar="DIR", help="the folder with everything in it (default: in your home)")


def choose_folder(named: str | None, *, demo: bool = False) -> DataFolder:
    """The folder that was named, else the usual one. Where the web half is not installed, that is said before anything is made."""
    import_module("django")
    return DataFolder(Path(named).expanduser().resolve()) if named else default_folder(demo=demo)


def add_address_option(parser: argparse.ArgumentParser) -> None:
    """``--public-url URL``, for commands that print a link."""
    parser.add_argument(
        "--public-url", metavar="URL", help="the address people use (default: that of the last wesaid serve)"
    )


def address_of_links(folder: DataFolder, named: str | None) -> str:
    """The address that a link printed by a command begins with; says so where nobody named one."""
    address = named or os.environ.get("WESAID_PUBLIC_URL") or folder.remembered_address()
    if not address:
        address = "http://127.0.0.1:8000"
        print(f"No server has been started on this folder yet; the link takes {address}.", file=sys.stderr)
    elif not named:
        print(f"The link takes the address of the server: {address}. For another, add --public-url.", file=sys.stderr)
    if not named and is_loopback(urlsplit(address).hostname or ""):
        print("It works on this computer only.", file=sys.stderr)
    return address.rstrip("/")


def open_folder(folder: DataFolder, *, public_url: str | None = None) -> None:
    """Start Django on a folder and bring its database up to date.

    Raises:
        UsageError: the folder cannot be used, or its database was written by a newer version of the program.
    """
    start_django(folder, public_url=public_url)
    bring_up_to_date(folder)


def start_django(folder: DataFolder, *, public_url: str | None = None) -> None:
    """Start Django on a folder, and leave its database as it is.

    Raises:
        UsageError: the folder cannot be used.
    """
    os.umask(0o077)  # whatever is made in the folder is for its owner only
    os.environ["WESAID_DATA"] = str(folder.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "wesaid_web.config.settings"
    if public_url:
        os.environ["WESAID_PUBLIC_URL"] = public_url
    try:
        folder.prepare()
    except FolderProblem as problem:
        raise UsageError(str(problem)) from problem
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        if "psycopg" in str(problem):
            raise UsageError("DATABASE_URL needs the PostgreSQL driver; run: pip install 'wesaid[all]'") from problem
        raise UsageError(str(problem)) from problem


def bring_up_to_date(folder: DataFolder) -> None:
    """Run the migrations that are missing, after setting aside what is there.

    Raises:
        UsageError: it cannot be opened or set aside, or a newer version of the program wrote it.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    try:
        executor = MigrationExecutor(connection)
        applied = set(executor.loader.applied_migrations)
    except DatabaseError as problem:
        raise UsageError(f"the database cannot be opened: {problem}") from problem
    unknown = sorted(name for app, name in applied - set(executor.loader.graph.nodes) if app in APPS)
    if unknown:
        raise UsageError(f"this folder was used with a newer version (it has {unknown[0]}); update the program first")
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not missing:
        return
    if applied:
        _set_aside(folder, embedded=connection.vendor == "sqlite")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _set_aside(folder: DataFolder, *, embedded: bool) -> None:
    """Keep what there is before an update changes it. Without that there is no update.

    An embedded database is copied as it is. From PostgreSQL comes a backup like any other, sealed with the key of the folder:
    ``wesaid restore FILE --key-file secret.key``. Either holds what was there, so they go when backups go.
    """
    from django.db.utils import DatabaseError

    from wesaid_web.cli.backups import making, rows
    from wesaid_web.cli.backups.sealing import Secret

    now = datetime.now(UTC)
    forget_old_asides(folder, now)
    copy = folder.path / f"{ASIDE}{now:%Y%m%dT%H%M%SZ}.{'sqlite3' if embedded else 'backup'}"
    try:
        if embedded:
            rows.copy_sqlite(folder.database, copy)
        else:
            making.make(folder, copy, Secret.from_file(folder.key_file))
    except (OSError, sqlite3.Error, DatabaseError) as problem:
        raise UsageError(f"not updated: what is there could not be set aside first ({problem})") from problem
    print(f"Before the update, what was there was set aside: {copy}", file=sys.stderr)


def forget_old_asides(folder: DataFolder, now: datetime) -> None:
    """Remove copies from before updates that are older than backups may be: people who were erased leave them too."""
    for path in folder.path.glob(f"{ASIDE}*"):
        if path.stat().st_mtime < (now - KEPT_ASIDE).timestamp():
            path.unlink(missing_ok=True)
