"""The ``wesaid`` command where the web half's libraries are not installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from wesaid import __version__
from wesaid.cli import main

WESAID = Path(sys.executable).parent / "wesaid"
WEB_COMMANDS = (
    *("serve", "check", "backup", "restore", "trail", "invite", "admin", "care", "tell"),
    *("erase", "retention", "privacy"),
)


def run(*arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"WESAID_DATA": str(data)} if data else {}
    return subprocess.run([WESAID, *arguments], capture_output=True, text=True, env=environment)


def test_django_is_not_here() -> None:
    """What these tests are about; if it fails, they run in the wrong environment."""
    assert importlib.util.find_spec("django") is None


def test_the_overview_names_every_command_without_loading_the_web_half() -> None:
    answer = run("--help")
    assert answer.returncode == 0
    assert answer.stderr == ""
    for name in ("convert", "dedupe", "flow", "frameworks", "screen", "voice", *WEB_COMMANDS):
        assert f"\n  {name} " in answer.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve", "--port", "0"],
        ["trail", "import", __file__, "--project", "x", "--map", "csv"],
        ["admin", "someone@example.org"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_whose_libraries_are_missing_says_so_in_one_line(arguments: list[str], tmp_path: Path) -> None:
    answer = run(*arguments, data=tmp_path / "data")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr == (
        f"wesaid {arguments[0]}: needs 'django', which is not installed; run: pip install 'wesaid'\n"
    )


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speak"]) == 2
    assert capsys.readouterr().err == (
        "wesaid: there is no command 'speak'. Commands: admin, backup, care, check, convert, dedupe, erase, flow, frameworks,"
        " invite, privacy, restore, retention, screen, serve, tell, trail, voice.\n"
    )


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"wesaid {__version__}\n"
