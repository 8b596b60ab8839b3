"""Making a backup of a data folder, reading one through, and letting old ones go."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from wesaid import __version__
from wesaid_web.cli.backups import parcel
from wesaid_web.cli.backups.sealing import Damaged, SealProblem, Secret, is_backup
from wesaid_web.config.datafolder import DataFolder

LEFT_OUT = (
    "who is signed in: everybody signs in again, and a sign-in that was ended does not come back",
    "counts of failed tries to sign in or to open a code",
    "how the server is started: address, proxy, mail and its password, whether PostgreSQL (your own notes hold these)",
    "built style sheets and scripts, and copies from before an update: made anew when they are needed",
    "the program itself",
)
ERASURES = "erasures.jsonl"
TRIES = 3
NAME = "wesaid-%Y%m%dT%H%M%SZ.backup"
_NAMED = re.compile(r"wesaid-(\d{8}T\d{6})Z\.backup")


@dataclass(frozen=True)
class Inside:
    """What was found in a backup by reading all of it."""

    made_at: str
    version: str
    migrations: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    files: int
    file_bytes: int
    demo: bool = False
    left_out: tuple[str, ...] = ()
    missing: tuple[str, ...] = field(default=())  # files that rows name and that were not there

    @property
    def all_rows(self) -> int:
        return sum(self.rows.values())


class _FileWent(Exception):
    """Somebody took a photograph away while the backup was being made."""


def make(folder: DataFolder, target: Path, secret: Secret) -> Inside:
    """Make a backup under another name, read it through, and only then give it its own.

    Django must have been started on the folder. Nothing in the folder is changed, and people can go on working.

    Raises:
        OSError, sqlite3.Error, DatabaseError: there is no room, or something cannot be read. No file is left then.
        SealProblem: what was written does not read back as it should: the disk cannot be trusted.
    """
    part = target.with_name(f".{target.name}.part")
    for tried in range(1, TRIES + 1):
        part.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                _write(folder, out, secret, patient=tried < TRIES)
                out.flush()
                os.fsync(out.fileno())
            inside = read_through(part, secret)
            give_name(part, target)
        except _FileWent:
            continue
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return inside
    raise AssertionError("the last try is not given up")


def give_name(part: Path, target: Path) -> None:
    """Give a finished file its name. Raises FileExistsError where there is one of that name."""
    if target.exists():
        raise FileExistsError(17, "there is such a file already", str(target))
    part.rename(target)
    sync_folder(target.parent)


def _write(folder: DataFolder, out: BinaryIO, secret: Secret, *, patient: bool) -> None:
    from wesaid_web.cli.backups import rows

    packer = parcel.Packer(out, secret)
    with rows.still("default", folder.path) as alias:
        migrations = rows.applied(alias)
        tables = rows.tables_at(migrations, alias)
        packer.add_json("about.json", _about(folder, migrations, rows.unknown_tables(tables, alias)))
        packer.add("secret.key", folder.key_file.read_bytes())
        counts = {}
        for model in rows.kept_models(tables):
            name = rows.label(model)
            counts[name] = packer.add_lines(f"rows/{name}", rows.lines(model, alias)) - 1
        packer.add_json("counters.json", rows.counters(tables, alias))
        named = set(_named_files(tables, alias))
    ledger = folder.path / ERASURES
    if ledger.exists():
        packer.add(ERASURES, ledger.read_bytes())
    files, size, missing = _add_files(packer, folder.media, named, patient=patient)
    packer.add_json("end.json", {"rows": counts, "files": files, "file_bytes": size, "missing": missing})
    packer.close()


def _about(folder: DataFolder, migrations: list[tuple[str, str]], unknown: list[str]) -> dict[str, Any]:
    return {
        "form": parcel.FORM,
        "program": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "demo": folder.is_demo,
        "migrations": migrations,
        "left_out": [*LEFT_OUT, *(f"the table {name}, which is not of this program" for name in unknown)],
    }


def _named_files(tables: Any, alias: str) -> Iterator[str]:
    """The names of files that rows speak of."""
    from django.db.models import FileField

    from wesaid_web.cli.backups import rows

    for model in rows.kept_models(tables):
        for column in rows.columns(model):
            if isinstance(column, FileField):
                found = model._base_manager.using(alias).exclude(**{column.attname: ""})
                yield from found.values_list(column.attname, flat=True).iterator(rows.MANY)


def _add_files(packer: parcel.Packer, media: Path, named: set[str], *, patient: bool) -> tuple[int, int, list[str]]:
    """Add the files. One that a row names and that was taken away since the rows were read: begin anew, while patient."""
    missing = sorted(name for name in named if not (media / name).is_file())
    count = size = 0
    for path in sorted(media.rglob("*")):
        name = path.relative_to(media).as_posix()
        if not path.is_file() or path.is_symlink():
            continue
        try:
            size += packer.add_file(f"files/{name}", path)
            count += 1
        except FileNotFoundError:
            missing += [name] if name in named else []
    if missing and patient:
        raise _FileWent
    return count, size, missing


def read_through(path: Path, secret: Secret) -> Inside:
    """Read a whole backup and check everything that can be checked without putting it anywhere.

    Raises:
        SealProblem: wrong key, cut off, damaged, or not a backup; also where the counts do not agree.
        OSError: it cannot be read.
    """
    about: dict[str, Any] = {}
    end: dict[str, Any] = {}
    counts: dict[str, int] = {}
    files = size = 0
    with path.open("rb") as source:
        for name, _when, content in parcel.unpack(source, secret):
            if name == "about.json":
                about = json.loads(content.read())
                check_form(about)
            elif name == "end.json":
                end = json.loads(content.read())
            elif name.startswith("rows/"):
                counts[model_of(name)] = counts.get(model_of(name), -1) + _lines_in(content)
            elif name.startswith("files/"):
                files, size = files + 1, size + _bytes_in(content)
    if not about or not end:
        raise Damaged("the backup is damaged: parts of it are missing")
    if (end["rows"], end["files"], end["file_bytes"]) != (counts, files, size):
        raise Damaged("the backup is damaged: it does not hold as much as it says")
    migrations = tuple((app, name) for app, name in about["migrations"])
    return Inside(
        about["made_at"],
        about["program"],
        migrations,
        counts,
        files,
        size,
        demo=about["demo"],
        left_out=tuple(about["left_out"]),
        missing=tuple(end["missing"]),
    )


def check_form(about: dict[str, Any]) -> None:
    if about["form"] > parcel.FORM:
        raise SealProblem(f"this backup was made with version {about['program']}; update the program first")


def model_of(name: str) -> str:
    """``trail.Contribution`` from ``rows/trail.Contribution.00000.jsonl``."""
    return name.removeprefix("rows/").rsplit(".", 2)[0]


def _lines_in(content: BinaryIO) -> int:
    return sum(chunk.count(b"\n") for chunk in iter(lambda: content.read(1024 * 1024), b""))


def _bytes_in(content: BinaryIO) -> int:
    return sum(len(chunk) for chunk in iter(lambda: content.read(1024 * 1024), b""))


def sync_folder(folder: Path) -> None:
    """What was renamed in a folder is on the disk once this returns. Not every system can; then it is left to it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def new_name(now: datetime) -> str:
    """The name of a backup made now, in a folder of backups."""
    return now.astimezone(UTC).strftime(NAME)


def let_go(folder: Path, *, keep: int | None, days: int, now: datetime) -> list[Path]:
    """Remove backups of this program that are older than so many days, or more than are kept. The newest always stays.

    Other files in the folder are never touched.
    """
    ours = sorted((path for path in folder.iterdir() if _is_ours(path)), key=lambda path: path.name, reverse=True)
    oldest = new_name(now - timedelta(days=days))
    gone = [path for place, path in enumerate(ours) if place and (path.name < oldest or (keep and place >= keep))]
    for path in gone:
        path.unlink()
    return gone


def _is_ours(path: Path) -> bool:
    return bool(_NAMED.fullmatch(path.name)) and path.is_file() and not path.is_symlink() and is_backup(path)
