"""Storing rows anew in an order drawn by lot: a database keeps the order in which it was given them."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

logger = logging.getLogger(__name__)
_chance = random.SystemRandom()


def mix(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Draw lots for the places of these rows. What is in them stays. Inside the transaction of what made one of them.

    On SQLite they exchange the hidden numbers they are stored under; on PostgreSQL each is written anew, so that all of them
    bear the mark of the same transaction. For models whose key is not a number that counts up.
    """
    field = model._meta.pk
    found = [field.get_db_prep_value(key, connection) for key in keys]
    if len(found) < 2:
        return
    quote = connection.ops.quote_name
    table, column = quote(model._meta.db_table), quote(str(field.column))
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            _chance.shuffle(found)
            for key in found:
                cursor.execute(f"UPDATE {table} SET {column} = {column} WHERE {column} = %s", [key])  # noqa: S608 -- names
            return
        number = f"SELECT rowid FROM {table} WHERE {column} = %s"  # noqa: S608 -- names from the model
        places = [cursor.execute(number, [key]).fetchone()[0] for key in found]
        _chance.shuffle(places)
        move = f"UPDATE {table} SET rowid = %s WHERE {column} = %s"  # noqa: S608 -- names from the model
        for place, key in enumerate(found):
            cursor.execute(move, [-1 - place, key])  # out of the way first: no two have one number
        for place, key in zip(places, found, strict=True):
            cursor.execute(move, [place, key])


def leave_no_older_pages() -> None:
    """On SQLite, take what is gone out of the log of recent changes, too, once this is saved.

    Deleted rows are overwritten where they stood (config/settings.py); the log of changes would still hold them.
    """
    if connection.vendor == "sqlite":
        transaction.on_commit(_empty_the_log)


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def leave_nothing_in_free_pages() -> None:
    """Once this is saved, have the database written anew without what is gone.

    SQLite overwrites what is deleted (config/settings.py); rewriting it also leaves out what stood between rows when pages
    were divided, and empties the log of changes. On PostgreSQL every table is written into a new file (``VACUUM FULL``) and
    the old one is given back to the file system. What the file system, the log that PostgreSQL keeps of changes, copies of
    the disk and backups still hold is beyond a program's reach: docs/privacy/README.md says so.
    """
    transaction.on_commit(write_anew)


def _tables_in_use() -> list[str]:
    """Every table of ours in which something is or was (on PostgreSQL)."""
    names = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        found = []
        for quoted in map(connection.ops.quote_name, names):
            cursor.execute("SELECT pg_relation_size(%s::regclass)", [quoted])
            if cursor.fetchone()[0]:
                found.append(quoted)
    return found


def write_anew() -> bool:
    """Write the database anew, now. False where something else was using it for too long; then it is to be tried again.

    That something is left to do stands in a file beside the database, so that ``wesaid erase --due`` does it.
    """
    left = Path(settings.FOLDER.path) / "to-be-written-anew"
    left.touch(mode=0o600)
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                busy = cursor.fetchone()[0]
                if busy:
                    return False
            else:
                cursor.execute("SET lock_timeout = '20s'")
                try:
                    for table in _tables_in_use():
                        cursor.execute(f"VACUUM (FULL) {table}")
                finally:
                    cursor.execute("RESET lock_timeout")
    except DatabaseError as problem:
        logger.warning("the database could not be written anew: %s", type(problem).__name__)
        return False
    left.unlink()
    return True
