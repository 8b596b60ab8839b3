"""Is anything left of people who were erased? Their names are looked for in every byte of the data folder.

    python benchmarks/erasure.py --people 40

For each person a whole project is filled so that their name stands in every column that takes words, whoever wrote it
(``tests/meta/brimful.py``), with a photograph. Then each is erased, half of them with their words and half without. Looked for
is each name, whole and by its parts, in UTF-8 and UTF-16: in the database file with its free pages, its log of changes, the
files that were sent and their small copies, and whatever the program wrote to its logs on the way; then in what is exported
anew. Afterwards the database is put back as it was before, the ledger is replayed, and everything is looked through again.

Not among it, because they stay apart on purpose: worries, which have a day of their own. On PostgreSQL every row of every
table is looked through instead of files.
"""

from __future__ import annotations

import argparse
import io
import logging
import shutil
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any


def name_of(number: int) -> str:
    """A name that stands nowhere else, of two words, so that it is looked for in whatever others wrote."""
    letters = chr(97 + number // 26) + chr(97 + number % 26)
    return f"Zeisig{letters}q Canary{letters}q"


WITHOUT_NAME = ("support.Concern", "projects.Project.name", "projects.Perspective.name")
"""Worries stand apart; from names of projects and hats addresses and codes are made, which nobody is called by."""


def words_with(name: str, number: int) -> Any:
    """What every column holds: the name, with words around it where there may be several."""

    def words(label: str) -> str:
        if label.startswith(WITHOUT_NAME):
            return f"Group {number}"
        if label == "people.User.email":
            return name.split(maxsplit=1)[0].lower()
        return f"Not {name}" if label == "support.SafetyContacts.deputy_name" else name

    return words


def fill_all(people: int) -> list[Any]:
    """A project for each person. All others in it are called something else afterwards, as in a real group."""
    from wesaid_web.people import actions
    from wesaid_web.projects.models import Member

    sys.path.append(str(Path(__file__).parents[1]))
    fill = import_module("tests.meta.brimful").fill
    brims = []
    for number in range(people):
        brim = fill(words_with(name_of(number), number))
        for who in ("facilitator", "observer"):
            user = brim.users[who]
            user.email = f"{who}-{number}@example.org"
            user.save(update_fields=["email"])
            actions.rename(user=user, name=f"Somebody {number}", by=user)
        others = Member.objects.filter(project=brim.project).exclude(user=brim.users["member"])
        others.update(name=f"Somebody {number}")
        brims.append(brim)
    return brims


def erase_all(brims: list[Any]) -> None:
    """Each of them asks and is erased, as the pages do it: every second one leaves their words."""
    from wesaid_web.privacy import erasing_actions as erasing

    for number, brim in enumerate(brims):
        asked = erasing.ask(user=brim.users["member"], take_words=number % 2 == 0, everywhere=True, at_once=True)
        assert erasing.carry_out(asked=asked) is not None


def looked_for(people: int) -> list[bytes]:
    """Each part of each name, as it could stand in a file."""
    parts = [part for number in range(people) for part in name_of(number).split()]
    return [form for part in parts for form in (part.encode(), part.lower().encode(), part.encode("utf-16-le"))]


def hits_in_files(folder: Path, wanted: list[bytes]) -> dict[str, int]:
    """How often any of these stands in each file of a folder, or in a file's name."""
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes() + str(path).encode()
        times = sum(content.count(one) for one in wanted)
        if times:
            found[str(path.relative_to(folder))] = times
    return found


def hits_in_rows(wanted: list[bytes]) -> dict[str, int]:
    """The same for every row of every table."""
    from django.db import connection

    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- the names come from the database
            text = "\n".join(map(str, cursor.fetchall())).lower().encode()
            times = sum(text.count(one) for one in {one.lower() for one in wanted if b"\0" not in one})
            if times:
                found[table] = times
    return found


def hits(folder: Path, wanted: list[bytes]) -> dict[str, int]:
    """In the files of the data folder and in the rows of the database, wherever that is."""
    return hits_in_files(folder, wanted) | hits_in_rows(wanted)


def counted() -> dict[str, Any]:
    """What must not change when people are erased: how many things there are, what became of them, who was there."""
    from django.apps import apps

    trail = ("trail.Contribution", "trail.Decision", "trail.Action", "trail.Change", "trail.Decision_present")
    others = ("meetings.Attendance", "evaluation.Answered", "evaluation.Round", "support.Return", "delivery.Session")
    contribution = apps.get_model("trail", "Contribution")
    kept = ("pk", "fate", "whose", "support", "perspective", "said_on")
    return {label: apps.get_model(label).objects.count() for label in (*trail, *others)} | {
        "fates": sorted(map(str, contribution.objects.values_list(*kept))),
        "results": sorted(map(str, apps.get_model("evaluation", "Round").objects.values_list("pk", "results"))),
    }


def exports(brims: list[Any]) -> Iterator[str]:
    """What leaves the group now: the share archive of each project, unpacked."""
    from wesaid_web.trail.archive import writing

    for brim in brims:
        lead = brim.project.members.get(user=brim.users["facilitator"])
        out = io.BytesIO()
        writing.export(project=brim.project, target=out, by=lead)
        with zipfile.ZipFile(out) as archive:
            yield "".join(archive.read(name).decode() for name in archive.namelist())


def sound() -> list[str]:
    """Whether the record still holds, and what became of each contribution is as it is stored."""
    from wesaid_web.common import audit
    from wesaid_web.projects.models import Project
    from wesaid_web.trail.bridge import wrong_fates

    wrong = [str(row.pk) for project in Project.objects.all() for row, *_rest in wrong_fates(project=project)]
    return [*map(str, audit.problems()), *wrong]


def put_back(folder: Path, before: Path) -> None:
    """The database as it was, as after a restore."""
    from django.db import connection

    connection.close()
    for path in folder.glob("wesaid.sqlite3*"):
        path.unlink()
    shutil.copyfile(before, folder / "wesaid.sqlite3")


def keep_copy(folder: Path, to: Path) -> None:
    """A copy of the database, elsewhere, like a backup."""
    with closing(sqlite3.connect(folder / "wesaid.sqlite3")) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def run(folder: Path, people: int, elsewhere: Path) -> dict[str, Any]:
    """The whole of it; what is found at each step."""
    from django.db import connection

    from wesaid_web.common.erasure import ledger_path, replay_ledger

    log = io.StringIO()
    handler = logging.StreamHandler(log)
    for name in ("wesaid", "wesaid_web", "django.request", "django.security", "allauth"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    wanted = looked_for(people)
    brims = fill_all(people)
    found: dict[str, Any] = {"before": hits(folder, wanted), "files before": photographs(folder)}
    counts = counted()
    on_sqlite = connection.vendor == "sqlite"
    backup = elsewhere / "backup.sqlite3"
    if on_sqlite:
        keep_copy(folder, backup)
    begun = time.perf_counter()
    erase_all(brims)
    found["seconds for each"] = round((time.perf_counter() - begun) / people, 2)
    found["after"], found["files after"] = hits(folder, wanted), photographs(folder)
    found["counts changed"] = [key for key, value in counted().items() if value != counts[key]]
    found["not sound"] = sound()
    logging.getLogger().removeHandler(handler)
    written = log.getvalue() + "".join(exports(brims))
    found["in logs and exports"] = sum(written.count(one.decode()) for one in wanted if b"\0" not in one)
    if on_sqlite:
        put_back(folder, backup)
        found["restored"] = hits(folder, wanted)
        found["lines replayed"] = replay_ledger(ledger_path())
        found["after replay"] = hits(folder, wanted)
        found["replayed twice"] = replay_ledger(ledger_path())
        found["not sound after replay"] = sound()
    return found


def photographs(folder: Path) -> int:
    """How many photographs and small copies there are."""
    return len([one for one in (folder / "files").rglob("*") if one.is_file()])


def main() -> None:
    import tempfile

    from harness import fresh_folder, machine

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=40)
    given = parser.parse_args()
    with fresh_folder() as folder, tempfile.TemporaryDirectory() as elsewhere:
        found = run(folder.path, given.people, Path(elsewhere))
    print(machine())
    for step, value in found.items():
        print(f"{step}: {sum(value.values()) if isinstance(value, dict) else value or 0}", end="")
        print(f" (in {', '.join(value)})" if isinstance(value, dict) and value and step != "before" else "")


if __name__ == "__main__":
    main()
