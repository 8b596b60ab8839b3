"""``wesaid backup`` and ``wesaid restore``: the real commands on real folders, on the database that the tests run on.

Long because one installation is made once, and everything is tried on it.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dj_database_url
import pytest

from tests.environment import of_its_own
from wesaid_web.cli.backups import erasures, making, parcel
from wesaid_web.cli.backups.sealing import Secret
from wesaid_web.common import upkeep
from wesaid_web.config.datafolder import DataFolder

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("DATABASE_URL")  # a PostgreSQL in which databases can be made; none: the tests run on SQLite
BUILD = """
from wesaid_web.cli.start import open_folder
from wesaid_web.config.datafolder import DataFolder
from pathlib import Path
import sys
open_folder(DataFolder(Path(sys.argv[1])))
from tests.cast import build_world, picture, tell_worry
from wesaid_web.trail.actions import files
from wesaid_web.trail.models import Tag
world = build_world()
here = world.here
kept = files.keep(project=here.project, upload=picture(), by=here.member)
files.attach(attachment=kept, contribution=here.contribution, description="A wall", by=here.member)
tag = Tag.objects.create(project=here.project, name="gone, and its number is not given again")
tag.delete()
from django.core.cache import cache
cache.set("tries", 3)
"""


@dataclass(frozen=True)
class Place:
    """A data folder, with a PostgreSQL database of its own where the tests run on that."""

    folder: Path
    address: str = ""

    def run(
        self, *arguments: str | Path, program: str = "wesaid", data: bool = True
    ) -> subprocess.CompletedProcess[str]:
        address = {"DATABASE_URL": self.address} if self.address else {}
        where = ["--data", str(self.folder)] if data else []
        return subprocess.run(
            [Path(sys.executable).with_name(program), *map(str, arguments), *where],
            env=of_its_own() | address,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            stdin=subprocess.DEVNULL,
        )


def new_database() -> Iterator[str]:
    """The address of an empty database, or nothing on SQLite."""
    if not SERVER:
        yield ""
        return
    import psycopg

    name = f"backup_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    parts = dj_database_url.parse(SERVER)
    yield f"postgres://{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT']}/{name}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    yield from new_database()


@pytest.fixture
def empty_address() -> Iterator[str]:
    yield from new_database()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, address: str) -> Place:
    """Two projects with everything of the cast, a photograph, and a key beside them."""
    place = Place(tmp_path_factory.mktemp("installed") / "data", address)
    made = place.run("-c", BUILD, place.folder, program="python", data=False)
    assert made.returncode == 0, made.stderr
    (place.folder.parent / "key").write_text("k" * 64 + "\n")
    return place


@pytest.fixture(scope="module")
def key(here: Place) -> Path:
    return here.folder.parent / "key"


@pytest.fixture(scope="module")
def backup(here: Place, key: Path) -> Path:
    out = here.folder.parent / "one.backup"
    done = here.run("backup", out, "--key-file", key)
    assert (done.returncode, done.stderr) == (0, "")
    assert "read again and whole" in done.stdout
    assert "counts of failed tries" in done.stdout, "it says what it leaves out"
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in out.parent.iterdir() if "part" in path.name] == []
    assert list(here.folder.glob("being-backed-up*")) == []
    return out


def inside(path: Path, key: Path) -> dict[str, bytes]:
    with path.open("rb") as source:
        return {name: content.read() for name, _when, content in parcel.unpack(source, Secret.from_file(key))}


def write(path: Path, key: Path, entries: dict[str, bytes]) -> Path:
    """A backup that is sealed as it should be and holds what one likes."""
    with path.open("wb") as out:
        packer = parcel.Packer(out, Secret.from_file(key))
        for name, content in entries.items():
            packer.add(name, content)
        packer.close()
    return path


def what_counts(entries: dict[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in entries.items() if name != "about.json"}


@pytest.fixture(scope="module")
def second_address() -> Iterator[str]:
    yield from new_database()


@pytest.fixture(scope="module")
def there(key: Path, backup: Path, tmp_path_factory: pytest.TempPathFactory, second_address: str) -> Place:
    """The backup, put back on a clean machine."""
    place = Place(tmp_path_factory.mktemp("clean") / "data", second_address)
    done = place.run("restore", backup, "--key-file", key)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("\nok ") + done.stdout.startswith("ok ") >= 8
    return place


def test_put_back_on_a_clean_machine_it_is_the_same_to_the_byte(
    there: Place, key: Path, backup: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.backup"
    assert there.run("backup", again, "--key-file", key).returncode == 0
    first, second = what_counts(inside(backup, key)), what_counts(inside(again, key))
    assert first.keys() == second.keys()
    assert first == second
    counters, rows = json.loads(first["counters.json"]), first["rows/trail.Contribution.00000.jsonl"]
    assert rows.count(b"\n") > 5
    assert counters, "tables that count go on counting"
    assert {path.stat().st_mode & 0o777 for path in there.folder.rglob("*") if path.is_file()} == {0o600}
    assert there.run("restore", backup, "--key-file", key).returncode == 2, "what is there is not written over"


def test_it_holds_every_table_but_who_is_signed_in(backup: Path, key: Path) -> None:
    from django.apps import apps

    held = {making.model_of(name) for name in inside(backup, key) if name.startswith("rows/")}
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert models - held == {"people.SignedIn", "sessions.Session"}
    assert not held - models
    counts = making.read_through(backup, Secret.from_file(key)).rows
    assert counts["support.Concern"], "worries are in a backup: it is sealed, and nothing else brings them back"


def test_it_is_tried_without_leaving_anything_and_that_is_remembered(here: Place, key: Path, backup: Path) -> None:
    done = here.run("restore", backup, "--try", "--key-file", key)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "It can be put back." in done.stdout
    kept = upkeep.read(here.folder)
    assert kept.tried is not None
    assert kept.backed_up is not None
    assert upkeep.now() - kept.tried < timedelta(minutes=5)


def test_verify_says_what_is_in_it(here: Place, key: Path, backup: Path) -> None:
    done = here.run("backup", "--verify", backup, "--key-file", key)
    assert done.returncode == 0, done.stderr
    assert "is whole" in done.stdout
    files = [path for path in (here.folder / "files").rglob("*") if path.is_file()]
    assert len(files) >= 2, "a photograph and its small copy"
    assert f"{len(files)} files (" in done.stdout


def _about(entries: dict[str, bytes], **changed: object) -> dict[str, bytes]:
    return entries | {"about.json": json.dumps(json.loads(entries["about.json"]) | changed).encode()}


def _newer(entries: dict[str, bytes]) -> dict[str, bytes]:
    known = json.loads(entries["about.json"])["migrations"]
    return _about(entries, migrations=[*known, ["trail", "9999_future"]])


CRAFTED: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "a newer schema": (_newer, "made with a newer version (it has 9999_future); update the program first"),
    "a newer form": (lambda e: _about(e, form=2), "update the program first"),
    "a name that climbs": (lambda e: {"files/../../climbed": b"x"} | e, "leads out of its folder"),
    "a name from the root": (lambda e: {"/tmp/climbed": b"x"} | e, "leads out of its folder"),  # noqa: S108
    "a name with a drive": (lambda e: {"files/c:climbed": b"x"} | e, "leads out of its folder"),
    "rows that it does not speak of": (lambda e: {"rows/trail.Tag.00009.jsonl": b"[]\n"} | e, "as much as it says"),
    "no end": (
        lambda e: {name: content for name, content in e.items() if name != "end.json"},
        "parts of it are missing",
    ),
}


@pytest.mark.parametrize("what", sorted(CRAFTED))
def test_one_that_is_sealed_and_not_right_is_refused_before_anything_is_put_in_place(
    key: Path, backup: Path, tmp_path: Path, what: str, empty_address: str
) -> None:
    change, words = CRAFTED[what]
    crafted = write(tmp_path / "crafted.backup", key, change(inside(backup, key)))
    place = Place(tmp_path / "in" / "data", empty_address)
    done = place.run("restore", crafted, "--key-file", key)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [crafted], "nothing is left"


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (lambda content: content[:-1000], "cut off"),
    "empty": (lambda content: content[:0], "not a backup"),
    "changed": (lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:], "damaged"),
    "joined": (lambda content: content + content, "damaged"),
}


@pytest.mark.parametrize("what", sorted(DAMAGE))
def test_a_damaged_one_is_refused(key: Path, backup: Path, tmp_path: Path, what: str) -> None:
    change, words = DAMAGE[what]
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(change(backup.read_bytes()))
    place = Place(tmp_path / "data")
    for arguments in (["restore", damaged], ["backup", "--verify", damaged]):
        done = place.run(*arguments, "--key-file", key)
        assert done.returncode == 2
        assert words in done.stderr
    assert not place.folder.exists()


def test_the_wrong_key_opens_nothing(backup: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("w" * 64)
    place = Place(tmp_path / "data")
    done = place.run("restore", backup, "--key-file", wrong)
    assert done.returncode == 2
    assert "is not the one of this backup" in done.stderr
    assert "say what it is sealed with" in place.run("restore", backup).stderr
    assert not place.folder.exists()


def test_places_where_a_backup_would_be_in_the_way(here: Place, key: Path, backup: Path, tmp_path: Path) -> None:
    for out, words in (
        (backup, "is there already"),
        (here.folder / "x.backup", "is lost with it"),
        (tmp_path / "no" / "x.backup", "there is no folder"),
    ):
        done = here.run("backup", out, "--key-file", key)
        assert done.returncode == 2
        assert words in done.stderr
    nothing = Place(tmp_path / "nothing")
    assert "there is nothing in" in nothing.run("backup", tmp_path / "x.backup", "--key-file", key).stderr
    assert not nothing.folder.exists()


def test_backups_in_a_folder_get_a_name_and_old_ones_go(tmp_path: Path, key: Path, backup: Path) -> None:
    now = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    for days in (0, 1, 5, 34, 36, 400):
        shutil.copy(backup, tmp_path / making.new_name(now - timedelta(days=days)))
    others = [tmp_path / "notes.backup", tmp_path / making.new_name(now - timedelta(days=500))]
    for other in others:
        other.write_text("not one of ours")
    gone = making.let_go(tmp_path, keep=None, days=35, now=now)
    assert [path.name[7:15] for path in gone] == ["20261021", "20251022"]
    assert [path.name[7:15] for path in making.let_go(tmp_path, keep=2, days=35, now=now)] == ["20261121", "20261023"]
    assert all(other.exists() for other in others)
    later = now + timedelta(days=900)
    assert len(making.let_go(tmp_path, keep=None, days=35, now=later)) == 1
    assert len(list(tmp_path.glob("wesaid-20261126*"))) == 1, "the newest always stays"


def test_a_file_that_is_missing_is_named_and_the_rest_is_kept(here: Place, key: Path, tmp_path: Path) -> None:
    if here.address:
        pytest.skip("the same on both: looked at on SQLite")
    copy = Place(Path(shutil.copytree(here.folder, tmp_path / "data")))
    files = [path for path in (copy.folder / "files").rglob("*.jpg") if "small" not in path.name]
    photo = files[0]
    photo.unlink()
    done = copy.run("backup", tmp_path / "x.backup", "--key-file", key)
    assert done.returncode == 1
    assert f"files/{photo.relative_to(copy.folder / 'files')} is not there" in done.stdout
    kept = {name for name in inside(tmp_path / "x.backup", key) if name.startswith("files/")}
    assert kept == {f"files/{path.relative_to(copy.folder / 'files')}" for path in copy.folder.glob("files/**/*.*")}


BEFORE = """
import sys
from pathlib import Path
from wesaid_web.cli.start import start_django
from wesaid_web.config.datafolder import DataFolder
folder = DataFolder(Path(sys.argv[1]))
start_django(folder)
from wesaid_web.cli.backups import making, rows
from wesaid_web.cli.backups.sealing import Secret
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
graph = MigrationExecutor(connection).loader.graph
(last,) = graph.leaf_nodes("trail")
needed = [node for node in graph.nodes if last not in graph.forwards_plan(node)]
rows.migrate_to(needed)
tables = rows.tables_at(needed)
tables.get_model("people", "User").objects.create(email="earlier@example.invalid", name="Earlier")
assert not set(graph.nodes) <= set(rows.applied())
making.make(folder, Path(sys.argv[2]), Secret.from_file(Path(sys.argv[3])))
"""


def test_one_of_an_earlier_version_is_put_back_and_brought_up_to_date_and_what_was_there_is_moved_aside(
    key: Path, tmp_path: Path, empty_address: str
) -> None:
    """The earlier one is made on SQLite and put back on whatever the tests run on."""
    earlier, later = Place(tmp_path / "earlier"), Place(tmp_path / "data", empty_address)
    later.folder.mkdir()
    (later.folder / "notes.txt").write_text("mine")
    made = earlier.run("-c", BEFORE, earlier.folder, tmp_path / "b", key, program="python", data=False)
    assert made.returncode == 0, made.stderr
    done = later.run("restore", tmp_path / "b", "--key-file", key)
    assert (done.returncode, "there is something in" in done.stderr) == (2, True)
    with DataFolder(later.folder).in_use():
        done = later.run("restore", tmp_path / "b", "--key-file", key, "--replace")
        assert (done.returncode, "a server is running on" in done.stderr) == (2, True)
    done = later.run("restore", tmp_path / "b", "--key-file", key, "--replace")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    (aside,) = tmp_path.glob("data.before-restore-*")
    assert (aside / "notes.txt").read_text() == "mine"
    assert later.run("backup", tmp_path / "c", "--key-file", key).returncode == 0
    assert b'"earlier@example.invalid"' in inside(tmp_path / "c", key)["rows/people.User.00000.jsonl"]


def test_lists_of_erasures_are_joined_and_nobody_is_taken_off(tmp_path: Path) -> None:
    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    one.write_text('{"a": 1}\n{"b": 2}\n')
    two.write_text('{"b": 2}\n\n{"c": 3}')
    erasures.join(one, [two, three])
    assert one.read_text().splitlines() == ['{"a": 1}', '{"b": 2}', '{"c": 3}']
    erasures.join(three, [tmp_path / "none"])
    assert not three.exists()


def test_before_an_update_what_is_there_is_set_aside_and_old_copies_go(there: Place) -> None:
    place = there
    _forget_a_step(place)
    old = place.folder / "before-update-20200101T000000Z.sqlite3"
    old.write_bytes(b"old")
    os.utime(old, (0, 0))
    done = place.run("check")
    assert "was set aside" in done.stderr, (done.stdout, done.stderr)
    (aside,) = place.folder.glob("before-update-*")
    assert aside.stat().st_mode & 0o777 == 0o600
    if place.address:
        again = place.run("backup", "--verify", aside, "--key-file", place.folder / "secret.key")
        assert (again.returncode, "is whole" in again.stdout) == (0, True), again.stderr
        return
    with closing(sqlite3.connect(aside)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM trail_contribution").fetchone()[0] > 5


def _forget_a_step(place: Place) -> None:
    """As if a step of the tables had not been made yet."""
    statements = ("DELETE FROM django_migrations WHERE app = 'sessions'", "DROP TABLE django_session")
    if place.address:
        import psycopg

        with psycopg.connect(place.address, autocommit=True) as database:
            for statement in statements:
                database.execute(statement)  # type: ignore[call-overload]
        return
    with closing(sqlite3.connect(place.folder / "wesaid.sqlite3")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_whoever_was_erased_after_a_backup_does_not_come_back_with_it(
    key: Path, backup: Path, tmp_path: Path, empty_address: str
) -> None:
    """The list that was kept elsewhere is newer than the one in the backup: both are followed."""
    users = [json.loads(line) for line in inside(backup, key)["rows/people.User.00000.jsonl"].splitlines()]
    (member,) = [row for row in users[1:] if row[users[0].index("name")] == "evaluator"]
    account, email = member[users[0].index("id")], member[users[0].index("email")]
    ledger = tmp_path / "kept-elsewhere.jsonl"
    ledger.write_text(
        json.dumps({"person": account, "kind": "account", "at": "2026-11-26", "words": True, "everywhere": False})
        + "\n"
    )
    place = Place(tmp_path / "data", empty_address)
    assert (
        "no list of erasures at"
        in place.run("restore", backup, "--key-file", key, "--erasures", tmp_path / "no").stderr
    )
    done = place.run("restore", backup, "--key-file", key, "--erasures", ledger)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "1 erasures that are younger than this backup were done again" in done.stdout
    assert place.run("backup", tmp_path / "after", "--key-file", key).returncode == 0
    entries = inside(tmp_path / "after", key)
    found = [name for name, content in entries.items() if email.encode() in content or account.encode() in content]
    assert "rows/people.User.00000.jsonl" not in found
    assert {name for name in found if "Audit" not in name} <= {"erasures.jsonl"}
    assert email.encode() not in b"".join(entries.values())
    if not empty_address:
        assert email.encode() not in (place.folder / "wesaid.sqlite3").read_bytes()
