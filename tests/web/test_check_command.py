"""``wesaid check`` on a real data folder that somebody tampered with: a sentence, and exit code 1."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.commands import own_sqlite, wesaid

pytestmark = own_sqlite
TABLE = "text,hat,support\nA bench by the door,carer,3\nA lamp,staff,0\nA ramp,carer,1\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project in it, made by the command itself."""
    folder = tmp_path_factory.mktemp("made")
    table = folder / "said.csv"
    table.write_text(TABLE)
    done = wesaid("trail", "import", table, "--project", "Here", "--map", "csv", data=folder / "data")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "3 of 3 rows are on the trail of Here.")
    return folder / "data"


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


def tamper(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "wesaid.sqlite3")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def test_a_sound_folder_is_said_to_be_sound(folder: Path) -> None:
    done = wesaid("check", data=folder)
    assert done.returncode == 0, done.stdout
    assert [line for line in done.stdout.splitlines() if line.startswith("ok")] == [
        f"ok       {name}"
        for name in (
            "the data folder",
            "the database",
            "the address",
            "e-mail",
            "room on the disk",
            "backups",
            "the list of erasures",
            "what is stored about people",
            "the files",
            "what became of each contribution",
            "frozen numbers",
            "whom people can tell a worry",
            "the second step of signing in",
            "the audit trail",
        )
    ]
    assert "1 projects do not say yet whom people can tell a worry, and cannot invite" in done.stdout
    assert "PROBLEM" not in done.stdout
    assert "remind   no backup was made yet" in done.stdout, "said, and not counted"


TAMPERED = {
    "stream": "UPDATE common_auditevent SET stream = '00000000000000000000000000000009' WHERE seq = 2",
    "seq": "UPDATE common_auditevent SET seq = 900 WHERE seq = 2",
    "at": "UPDATE common_auditevent SET at = '2020-01-01 00:00:00' WHERE seq = 2",
    "actor": "UPDATE common_auditevent SET actor = '00000000000000000000000000000009' WHERE seq = 2",
    "verb": "UPDATE common_auditevent SET verb = 'trail.said' WHERE seq = 2",
    "subject": "UPDATE common_auditevent SET subject = NULL WHERE seq = 2",
    "details": 'UPDATE common_auditevent SET details = \'{"run": "x"}\' WHERE seq = 2',
    "previous": "UPDATE common_auditevent SET previous = digest WHERE seq = 2",
    "digest": "UPDATE common_auditevent SET digest = previous WHERE seq = 2",
    "deleted": "DELETE FROM common_auditevent WHERE seq = 2",
    "last deleted": "DELETE FROM common_auditevent WHERE seq = (SELECT max(seq) FROM common_auditevent)",
    "head": "UPDATE common_audithead SET seq = seq - 1",
    "details that are no details": "UPDATE common_auditevent SET details = 'not json' WHERE seq = 2",
    "a moment that is none": "UPDATE common_auditevent SET at = 'yesterday' WHERE seq = 2",
    "a subject that is none": "UPDATE common_auditevent SET subject = 'somebody' WHERE seq = 2",
    "an actor that is none": "UPDATE common_auditevent SET actor = 'somebody' WHERE seq = 2",
    "a chain that is none": "UPDATE common_auditevent SET stream = 'elsewhere' WHERE seq = 2",
    "a place that is none": "UPDATE common_auditevent SET seq = 'two' WHERE seq = 2",
    "a head that is none": "UPDATE common_audithead SET stream = 'elsewhere'",
}


@pytest.mark.parametrize("what", sorted(TAMPERED))
def test_tampering_with_the_record_is_found(folder: Path, what: str) -> None:
    tamper(folder, "PRAGMA ignore_check_constraints = ON", TAMPERED[what])
    done = wesaid("check", "--audit", data=folder)
    problems = [line for line in done.stdout.splitlines() if line.startswith("PROBLEM  the audit trail: ")]
    assert (done.returncode, done.stderr) == (1, "")
    assert problems
    assert all(len(line) > 40 for line in problems)


def test_an_end_cut_off_is_found_with_the_head_that_was_printed(folder: Path) -> None:
    printed = wesaid("check", "--audit", data=folder)
    heads = re.findall(r"^head     (\S+)$", printed.stdout, re.MULTILINE)
    assert (printed.returncode, len(heads)) == (0, 1)
    tamper(
        folder,
        "DELETE FROM common_auditevent WHERE seq = (SELECT max(seq) FROM common_auditevent)",
        "UPDATE common_audithead SET seq = seq - 1, digest = (SELECT digest FROM common_auditevent ORDER BY seq DESC LIMIT 1)",
    )
    assert wesaid("check", "--audit", data=folder).returncode == 0
    done = wesaid("check", "--audit", "--head", heads[0], data=folder)
    assert done.returncode == 1
    assert "is gone: the end of the chain was cut off" in done.stdout
    assert wesaid("check", "--head", heads[0], data=folder).returncode == 1


@pytest.mark.parametrize("head", ["x", "a:b:c", "00000000-0000-4000-8000-00000000dead:1:short"])
def test_a_head_that_is_none_is_a_mistake_in_the_command(folder: Path, head: str) -> None:
    done = wesaid("check", "--audit", "--head", head, data=folder)
    assert done.returncode == 2
    assert "--head is STREAM:SEQ:DIGEST as printed before" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fate_that_was_changed_by_hand_is_found(folder: Path) -> None:
    tamper(folder, "UPDATE trail_contribution SET fate = 'done_changed', whose = 'we' WHERE text = 'A lamp'")
    for arguments in (["--fates"], []):
        done = wesaid("check", *arguments, data=folder)
        assert done.returncode == 1
        assert re.search(r"contribution [0-9a-f-]{36} is stored as done_changed/we, and is waiting/-", done.stdout)


PROBLEMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a folder others can read": (lambda f: f.chmod(0o755), "can be read by other accounts"),
    "a backup from before an update that others can read": (
        lambda f: (f / "before-update-1.backup").write_text("x"),  # type: ignore[dict-item, return-value]
        "before-update-1.backup can be read by other accounts",
    ),
    "a list of erasures that cannot be read": (
        lambda f: (f / "erasures.jsonl").write_text("\nnot a line\n"),  # type: ignore[dict-item, return-value]
        "line 2 of erasures.jsonl cannot be read",
    ),
    "a short key": (lambda f: (f / "secret.key").write_text("short"), "the secret key is too short"),  # type: ignore[dict-item, return-value]
    "a row that points nowhere": (
        lambda f: tamper(f, "PRAGMA foreign_keys = OFF", "DELETE FROM projects_project"),
        "that is not there",
    ),
}


@pytest.mark.parametrize("what", sorted(PROBLEMS))
def test_other_problems_are_named(folder: Path, what: str) -> None:
    make, words = PROBLEMS[what]
    make(folder)
    done = wesaid("check", data=folder)
    assert done.returncode == 1
    assert words in done.stdout


def test_a_folder_with_nothing_in_it_is_left_alone(tmp_path: Path) -> None:
    for arguments in (["check"], ["trail", "export", "--project", "x", "-o", "x.zip"], ["invite", "--project", "x"]):
        done = wesaid(*arguments, data=tmp_path / "nothing")
        assert done.returncode == 2
        assert "there is nothing in" in done.stderr
    assert not (tmp_path / "nothing").exists()


def test_a_folder_of_a_newer_version_is_not_touched(folder: Path) -> None:
    tamper(folder, "INSERT INTO django_migrations (app, name, applied) VALUES ('trail', '9999_future', '2030-01-01')")
    done = wesaid("check", data=folder)
    assert done.returncode == 2
    assert "this folder was used with a newer version (it has 9999_future)" in done.stderr


def test_a_file_that_is_no_database_is_said_to_be_none(folder: Path) -> None:
    (folder / "wesaid.sqlite3").write_bytes(b"this is not a database, but it is long enough to look like a file" * 100)
    done = wesaid("check", data=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
