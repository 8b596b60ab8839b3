"""Every row of a database as lines of JSON, and back: the same lines from SQLite and from PostgreSQL.

The tables are those of the migrations that were applied, not those of the program that runs: a backup can be made before an
update, and one of an earlier version put back and then brought up to date. Rows come in the order of their keys, their
columns in the order of the model, so that the same content gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from time import time as now
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import sql

Migration = tuple[str, str]
LEFT_OUT = {
    "sessions.Session": "not used: see people.SignedIn",
    "people.SignedIn": "who is signed in: everybody signs in again, and a sign-in that was ended does not come back",
}
NOT_MODELS = {
    "common_cache": "counts of failed tries",
    "django_migrations": "kept as the list of what was applied",
}
MANY = 2000  # rows at once


class WrongSchema(Exception):
    """The rows do not fit the tables: they come from a newer program, or from another one."""


def applied(alias: str = "default") -> list[Migration]:
    """The migrations a database went through, in a fixed order."""
    loader = MigrationExecutor(connections[alias]).loader
    return sorted(key for key in loader.applied_migrations if key[0] in loader.migrated_apps)


def tables_at(migrations: Iterable[Migration], alias: str = "default") -> Apps:
    """The models as they were once these migrations had been applied.

    Raises:
        WrongSchema: this program does not know one of them: it is older than what wrote the rows.
    """
    loader = MigrationExecutor(connections[alias]).loader
    known = set(loader.graph.nodes) | set(loader.disk_migrations or {})
    unknown = sorted(set(migrations) - known)
    if unknown:
        raise WrongSchema(f"it was made with a newer version (it has {unknown[0][1]}); update the program first")
    return loader.project_state(_last_of(set(migrations), loader.graph)).apps


def _last_of(migrations: set[Migration], graph: Any) -> list[Migration]:
    """Those of the migrations that none of the others builds on. Names that a squashed one replaced are not in the graph."""
    nodes = migrations & set(graph.nodes)
    parents = {parent.key for node in nodes for parent in graph.node_map[node].parents}
    return sorted(nodes - parents)


def migrate_to(migrations: Iterable[Migration], alias: str = "default") -> None:
    """Make the tables as they were after these migrations. For an empty database."""
    tables_at(migrations, alias)
    executor = MigrationExecutor(connections[alias])
    executor.migrate(_last_of(set(migrations), executor.loader.graph))


def kept_models(tables: Apps) -> list[type[models.Model]]:
    """The models whose rows are kept, in a fixed order."""
    found = [model for model in tables.get_models(include_auto_created=True) if _is_kept(model)]
    return sorted(found, key=label)


def _is_kept(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy and label(model) not in LEFT_OUT


def label(model: type[models.Model]) -> str:
    """The name of a model, the same for every state of the migrations."""
    return model._meta.label


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def unknown_tables(tables: Apps, alias: str = "default") -> list[str]:
    """Tables that belong to no model: they are not kept, and that is said."""
    known = {model._meta.db_table for model in tables.get_models(include_auto_created=True)} | set(NOT_MODELS)
    with connections[alias].cursor() as cursor:
        return sorted(set(connections[alias].introspection.table_names(cursor)) - known)


@contextmanager
def still(alias: str, folder: Path) -> Iterator[str]:
    """The database as it is at one moment, however much is written to it meanwhile; gives the alias to read it under.

    SQLite is copied to a file beside the database first, which keeps writers waiting for that copy only; the copy is removed
    afterwards. PostgreSQL gives a reader one moment for as long as the transaction lasts, and keeps nobody waiting.
    """
    if connections[alias].vendor == "sqlite":
        remove_copies(folder)
        copy = folder / f"{COPY}{os.getpid()}.sqlite3"
        copy_sqlite(Path(str(connections[alias].settings_dict["NAME"])), copy)
        connections.settings[READING] = {**connections.settings[alias], "NAME": str(copy)}
        try:
            yield READING
        finally:
            connections[READING].close()
            del connections[READING], connections.settings[READING]
            for path in folder.glob(f"{copy.name}*"):
                path.unlink(missing_ok=True)
        return
    with transaction.atomic(using=alias):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield alias


READING = "backup"
COPY = "being-backed-up-"
LEFT_BEHIND = 24 * 3600  # seconds after which a copy belongs to a backup that was killed


def remove_copies(folder: Path) -> None:
    """Remove copies that were left by a backup that was killed."""
    for path in folder.glob(f"{COPY}*"):
        if path.stat().st_mtime < now() - LEFT_BEHIND:
            path.unlink(missing_ok=True)


def copy_sqlite(source: Path, target: Path) -> None:
    """A copy of an SQLite database at one moment, on the disk once this returns. Readable by its owner only.

    Raises:
        OSError, sqlite3.Error: there is no room, or it cannot be read. Nothing is left then.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(source, timeout=60)) as here, closing(sqlite3.connect(part)) as there:
            here.backup(there)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def lines(model: type[models.Model], alias: str) -> Iterator[bytes]:
    """The rows of a model, a line each. The first line names the columns."""
    fields = columns(model)
    yield _line([field.column for field in fields])
    names = [field.attname for field in fields]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=MANY):
        yield _line([_plain(value, field) for value, field in zip(row, fields, strict=True)])


def _line(values: list[Any]) -> bytes:
    return (
        json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode() + b"\n"
    )


def _plain(value: Any, field: models.Field[Any, Any]) -> Any:
    """A value as JSON can hold it; the column's own ``to_python`` reads it back."""
    if isinstance(field, models.JSONField) or value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        from django.utils.duration import duration_iso_string

        return duration_iso_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{field}: a backup does not know how to keep {type(value).__name__}")


def load(model: type[models.Model], rows: Iterable[bytes], alias: str) -> int:
    """Put rows into an empty table as they are: no default, no hook, no "changed just now". Returns how many.

    Raises:
        WrongSchema: the columns are not those of the table.
    """
    fields, coming = columns(model), iter(rows)
    if json.loads(next(coming, b"null")) != [field.column for field in fields]:
        raise WrongSchema(f"the columns of {label(model)} are not those of this version")
    count, waiting = 0, []
    for row in coming:
        values = zip(fields, json.loads(row), strict=True)
        waiting.append(model(**{field.attname: field.to_python(value) for field, value in values}))
        if len(waiting) == MANY:
            count += _insert(model, fields, waiting, alias)
            waiting = []
    return count + _insert(model, fields, waiting, alias)


def _insert(model: type[models.Model], fields: list[Any], rows: list[models.Model], alias: str) -> int:
    connection = connections[alias]
    size = connection.ops.bulk_batch_size(fields, rows) if rows else 1
    for start in range(0, len(rows), size):
        query = sql.InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=True)
        query.get_compiler(using=alias).execute_sql()
    return len(rows)


def empty(tables: Apps, alias: str) -> None:
    """Remove what migrations themselves put into new tables. What is put back brings its own."""
    connection = connections[alias]
    names = [model._meta.db_table for model in tables.get_models(include_auto_created=True) if model._meta.managed]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(_no_style(), sorted(names), reset_sequences=False):
            cursor.execute(statement)


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()


def counters(tables: Apps, alias: str) -> dict[str, int]:
    """The highest number each table gave to a row so far, also to one that is gone: no number is given twice."""
    connection, found = connections[alias], {}
    with connection.cursor() as cursor:
        for model in kept_models(tables):
            if not isinstance(model._meta.pk, models.AutoField | models.BigAutoField):
                continue
            if connection.vendor == "sqlite":
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
            else:
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value END FROM {_sequence(model, alias)}")  # noqa: S608
            row = cursor.fetchone()
            found[label(model)] = int(row[0]) if row and row[0] else 0
    return found


def set_counters(tables: Apps, kept: dict[str, int], alias: str) -> None:
    """Go on counting where the tables were."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for model in kept_models(tables):
            number = kept.get(label(model), 0)
            if not number:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [model._meta.db_table, number]
                )
            else:
                cursor.execute("SELECT setval(%s, %s)", [_sequence(model, alias), number])


def _sequence(model: type[models.Model], alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', model._meta.pk.column])
        return str(cursor.fetchone()[0])
