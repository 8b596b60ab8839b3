"""``wesaid trail import|export``, ``invite`` and ``admin``: the real commands on real folders."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.web.commands import data, empty, own_sqlite, wesaid

__all__ = ["data", "empty"]

pytestmark = own_sqlite

POLIS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body
1726860676783,2,0,57,0,1,false,true,0.68,"A bench,
by the door"
1726860685220,3,0,,1,-1,false,true,0.49,Something rude
1726860685221,4,0,x,1,1,false,true,0.49,A lamp
1726860685222,5,0,9,1,0,false,true,0.49,=SUM(A1) and + and @
"""


@pytest.fixture
def polis(tmp_path: Path) -> Path:
    path = tmp_path / "comments.csv"
    path.write_text(POLIS)
    return path


def document(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("project.json"))  # type: ignore[no-any-return]


def test_polis_in_out_and_in_elsewhere(tmp_path: Path, data: Path, polis: Path) -> None:
    here, there = tmp_path / "here", data  # one that is made on the way, and one that was there
    done = wesaid("trail", "import", polis, "--project", "Coming home", "--map", "polis", "--json", data=here)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["in"], told["kept"], told["rejected"], told["project"]) == (
        4,
        3,
        [{"line": 5, "reason": "This is not a number of people: x"}],
        "Coming home",
    )
    out = tmp_path / "out.zip"
    assert wesaid("trail", "export", "--project", "Coming home", "-o", out, data=here).returncode == 0
    found = {row["text"]: row for row in document(out)["contributions"]}  # type: ignore[attr-defined]
    assert {text: (row["support"], row["hidden"], row["hat"]) for text, row in found.items()} == {
        "A bench,\nby the door": (57, False, "not stated"),
        "Something rude": (0, True, "not stated"),
        "=SUM(A1) and + and @": (9, False, "not stated"),
    }
    done = wesaid("trail", "import", out, "--json", data=there)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kept"] == 3
    again = tmp_path / "again.zip"
    assert wesaid("trail", "export", "--project", "Coming home", "-o", again, data=there).returncode == 0
    assert again.read_bytes() == out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    assert wesaid("check", data=there).returncode == 0


def test_a_second_file_goes_into_the_same_project(tmp_path: Path, data: Path, polis: Path) -> None:
    for _twice in range(2):
        assert wesaid("trail", "import", polis, "--project", "Here", "--map", "polis", data=data).returncode == 0
    wesaid("trail", "export", "--project", "Here", "-o", tmp_path / "out.zip", data=data)
    assert len(document(tmp_path / "out.zip")["contributions"]) == 6  # type: ignore[arg-type]


def test_columns_are_named_by_their_headings(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_text("Idea;Wer\nA bench;carer\n")
    done = wesaid(
        "trail",
        "import",
        path,
        "--project",
        "Here",
        "--map",
        "csv",
        "--column",
        "hat=Wer",
        "--json",
        data=data,
    )
    assert json.loads(done.stdout)["kept"] == 1
    wesaid("trail", "export", "--project", "Here", "-o", tmp_path / "out.zip", data=data)
    (row,) = document(tmp_path / "out.zip")["contributions"]  # type: ignore[misc]
    assert (row["text"], row["hat"]) == ("A bench", "carer")


MISTAKES = {
    "no file": ["trail", "import", "nowhere.csv", "--project", "x", "--map", "csv"],
    "no map": ["trail", "import", "said.csv", "--project", "x"],
    "no project": ["trail", "import", "said.csv", "--map", "csv"],
    "not polis": ["trail", "import", "said.csv", "--map", "polis", "--project", "x"],
    "no words": ["trail", "import", "other.csv", "--map", "csv", "--project", "x"],
    "wrong column": ["trail", "import", "said.csv", "--map", "csv", "--project", "x", "--column", "text=Nope"],
    "wrong field": ["trail", "import", "said.csv", "--map", "csv", "--project", "x", "--column", "nope=text"],
    "no table": ["trail", "import", "picture.csv", "--map", "csv", "--project", "x"],
    "no archive": ["trail", "import", "broken.zip"],
    "a long name": ["trail", "import", "said.csv", "--map", "csv", "--project", "x" * 300],
    "an empty name": ["trail", "import", "said.csv", "--map", "csv", "--project", " "],
}


@pytest.mark.parametrize("what", sorted(MISTAKES))
def test_a_mistake_is_one_sentence_and_makes_nothing(tmp_path: Path, data: Path, what: str) -> None:
    (tmp_path / "said.csv").write_text("text,hat\nWords,carer\n")
    (tmp_path / "other.csv").write_text("a,b\nWords,carer\n")
    (tmp_path / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as archive:
        archive.writestr("project.json", "{}")
    arguments = [str(tmp_path / one) if one.endswith((".csv", ".zip")) else one for one in MISTAKES[what]]
    done = wesaid(*arguments, data=data)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("wesaid")
    assert len(done.stderr.strip().splitlines()) == 1
    listed = wesaid("trail", "export", "--project", "x", "-o", tmp_path / "o.zip", data=data)
    assert listed.returncode == 2


def test_an_export_that_cannot_be_written_leaves_nothing(tmp_path: Path, data: Path, polis: Path) -> None:
    wesaid("trail", "import", polis, "--project", "Here", "--map", "polis", data=data)
    done = wesaid("trail", "export", "--project", "Here", "-o", tmp_path / "no" / "such" / "out.zip", data=data)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    (tmp_path / "folder.zip").mkdir()
    before = sorted(tmp_path.iterdir())
    done = wesaid("trail", "export", "--project", "Here", "-o", tmp_path / "folder.zip", data=data)
    assert (done.returncode, sorted(tmp_path.iterdir())) == (2, before)


def test_invitations_and_administrators_from_the_command_line(tmp_path: Path, data: Path, polis: Path) -> None:
    wesaid("trail", "import", polis, "--project", "Here", "--map", "polis", data=data)
    invited = wesaid(
        "invite", "--project", "Here", "--role", "facilitator", "--public-url", "https://w.example.org", data=data
    )
    assert re.fullmatch(r"https://w\.example\.org/join/[\w-]{43}/\n", invited.stdout)
    made = wesaid("admin", "Ana@Example.org", "--name", "Ana", data=data)
    assert made.returncode == 0
    assert re.search(r"^http://127\.0\.0\.1:8000/account/link/[\w-]{43}/$", made.stdout, re.MULTILINE)
    assert wesaid("invite", "--project", "Nowhere", data=data).returncode == 2
    first = wesaid("invite", "--project", "Here", data=data)  # a member, before it is said whom people can tell a worry
    assert first.returncode == 2
    assert "Before you invite people" in first.stderr
    for words in ([], ["--remove-due"]):
        assert wesaid("care", *words, data=data).stdout == "done; e-mail is not set up, so nobody was reminded\n"
    assert "would write to 0 people" in wesaid("tell", "--dry-run", data=data).stdout
    assert "e-mail is not set up, so nobody was written to" in wesaid("tell", data=data).stdout
    assert wesaid("check", "--audit", data=data).returncode == 0


def test_it_says_which_word_became_which_hat(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "said.csv"
    path.write_text("text,hat\nOne,Carer\nTwo,Patient\nThree,patient\n")
    arguments = ("trail", "import", path, "--project", "Here", "--map", "csv")
    done = wesaid(*arguments, data=data)
    assert "Said as 'Carer' is: An unpaid carer\n" in done.stdout
    assert "Said as 'Patient' is: Patient (a new hat, not counted as lived experience" in done.stdout
    told = json.loads(wesaid(*arguments, "--json", data=data).stdout)
    assert told["hats"] == [
        {"value": "Carer", "hat": "An unpaid carer", "new": False},
        {"value": "Patient", "hat": "Patient", "new": False},
    ]
