"""Opening a data folder: found, checked, its database brought up to date. What every command of the web half does first."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from wesaid.cli import UsageError
from wesaid_web import APPS
from wesaid_web.config.addresses import is_loopback
from wesaid_web.config.datafolder import DataFolder, FolderProblem, default_folder


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
    """Run the migrations that are missing, after setting a copy of an embedded database aside."""
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
    if applied and connection.vendor == "sqlite":
        _set_aside(folder)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _set_aside(folder: DataFolder) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = folder.path / f"before-update-{stamp}.sqlite3"
    with closing(sqlite3.connect(folder.database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.chmod(0o600)
