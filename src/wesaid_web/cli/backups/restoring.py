"""Putting a backup back: all of it beside the place where it is to be, looked at, and only then into its place."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from wesaid_web.cli.backups import parcel
from wesaid_web.cli.backups.making import ERASURES, Inside, model_of, read_through, sync_folder
from wesaid_web.cli.backups.sealing import Damaged, SealProblem, Secret
from wesaid_web.config.datafolder import DataFolder


class NotEmpty(Exception):
    """There is something already where the backup is to go; the message says what to do."""


def beside(place: Path) -> Path:
    """Where it is put together: on the same disk, so that it goes into its place whole."""
    return place.with_name(f".{place.name}.being-restored")


def check_place(place: Path, *, replace: bool) -> None:
    """Raises NotEmpty unless the folder is not there, is empty, or may be moved aside."""
    if place.exists() and not place.is_dir():
        raise NotEmpty(f"{place} is not a folder")
    if place.exists() and any(place.iterdir()) and not replace:
        raise NotEmpty(f"there is something in {place} already; name another folder, or move it aside with --replace")


def check_room(place: Path, inside: Inside, size: int) -> None:
    """Raises SealProblem where the disk certainly has no room for it."""
    near = place
    while not near.exists():
        near = near.parent
    wanted = inside.file_bytes + size
    free = shutil.disk_usage(near).free
    if free < wanted:
        raise SealProblem(
            f"there is not enough room for it: it needs about {wanted >> 20} MB, and {free >> 20} MB are free"
        )


def unpack_files(source: Path, secret: Secret, folder: DataFolder) -> None:
    """Put key, list of erasures and files into a new folder. Rows come later, by :func:`load_rows`.

    Raises:
        SealProblem, OSError: as :func:`read_through`; or there is no room.
    """
    folder.path.mkdir(mode=0o700)
    folder.media.mkdir(mode=0o700)
    with source.open("rb") as backup:
        for name, when, content in parcel.unpack(backup, secret):
            if name == "secret.key":
                _write(folder.key_file, content)
            elif name == ERASURES:
                _write(folder.path / ERASURES, content)
            elif name == "about.json" and json.loads(content.read())["demo"]:
                folder.demo_marker.write_text(
                    "Everything in this folder is made up. It is served on this computer only.\n"
                )
            elif name.startswith("files/"):
                path = folder.media / name.removeprefix("files/")
                _inside(folder.media, path)
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _write(path, content)
                os.utime(path, (when, when))


def _inside(folder: Path, path: Path) -> None:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise parcel.BadPath(f"the backup holds a name that leads out of its folder: {path.name!r}")


def _write(path: Path, content: BinaryIO) -> None:
    """A new file for its owner only, on the disk once this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        shutil.copyfileobj(content, target, 256 * 1024)
        target.flush()
        os.fsync(target.fileno())


def load_rows(source: Path, secret: Secret, inside: Inside) -> None:
    """Make the tables as they were, put the rows in, all or none, and bring the tables up to date.

    Django must have been started on the new folder and an empty database.

    Raises:
        SealProblem: as :func:`read_through`.
        WrongSchema: it was made with a newer version.
        NotEmpty: there is something in the database already.
    """
    from django.core.management import call_command
    from django.db import connection, transaction

    from wesaid_web.cli.backups import rows

    _check_database_is_empty()
    rows.migrate_to(inside.migrations)
    tables = rows.tables_at(inside.migrations)
    models = {rows.label(model): model for model in rows.kept_models(tables)}
    loaded: dict[str, int] = {}
    kept: dict[str, int] = {}
    with source.open("rb") as backup, transaction.atomic():
        rows.empty(tables, "default")
        for name, model, lines in _in_turn(backup, secret, models):
            if name == "counters.json":
                kept = json.loads(next(lines))
            elif model is not None:
                loaded[rows.label(model)] = rows.load(model, lines, "default")
        if loaded != inside.rows:
            raise Damaged("the backup changed while it was being read")
        rows.set_counters(tables, kept, "default")
        connection.check_constraints()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _check_database_is_empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in ("people_user", "projects_project"):
            if name in names:
                cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608
                if cursor.fetchone()[0]:
                    raise NotEmpty(
                        "the database that DATABASE_URL names is not empty; make a new one for what is restored"
                    )


def _in_turn(backup: BinaryIO, secret: Secret, models: dict[str, Any]) -> Iterator[tuple[str, Any, Iterator[bytes]]]:
    """Each table once, with the lines of all its parts one after the other; and the counters."""
    entries = parcel.unpack(backup, secret)
    entry = next(entries, None)
    while entry is not None:
        name, _when, content = entry
        if name == "counters.json":
            yield name, None, iter([content.read()])
            entry = next(entries, None)
        elif name.startswith("rows/"):
            label = model_of(name)
            if label not in models:
                raise Damaged(f"the backup holds rows of {label}, which this version does not have")
            parts = _Parts(label, entry, entries)
            yield name, models[label], parts.lines()
            entry = parts.after
        else:
            entry = next(entries, None)


class _Parts:
    """The parts of one table, as one run of lines; afterwards, the first entry that is not of it."""

    def __init__(self, label: str, first: tuple[str, int, BinaryIO], rest: Iterator[tuple[str, int, BinaryIO]]) -> None:
        self._label, self._rest = label, rest
        self.after: tuple[str, int, BinaryIO] | None = first

    def lines(self) -> Iterator[bytes]:
        while self.after is not None and self.after[0].startswith(f"rows/{self._label}."):
            yield from self.after[2]
            self.after = next(self._rest, None)


def put_in_place(made: Path, place: Path) -> Path | None:
    """Give the folder its name. What was there is moved aside, and where to is returned."""
    aside = None
    if place.exists() and any(place.iterdir()):
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = place.with_name(f"{place.name}.before-restore-{stamp}")
        place.rename(aside)
    elif place.exists():
        place.rmdir()
    made.rename(place)
    sync_folder(place.parent)
    return aside


def look(source: Path, secret: Secret) -> Inside:
    """Read all of a backup before anything is made of it. The same as ``wesaid backup --verify``."""
    return read_through(source, secret)
