"""The real commands on real folders, which are SQLite whatever the tests run on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import of_its_own

own_sqlite = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="its folders have their own SQLite: looked at there"
)

EMPTY = """
import sys
from wesaid_web.cli.start import choose_folder, open_folder
open_folder(choose_folder(sys.argv[1]), public_url="http://127.0.0.1:8000")
"""


def wesaid(*arguments: str | Path, data: Path) -> subprocess.CompletedProcess[str]:
    """Run the real command on a folder, on SQLite whatever the tests run on."""
    return subprocess.run(
        [Path(sys.executable).with_name("wesaid"), *map(str, arguments), "--data", str(data)],
        capture_output=True,
        text=True,
        timeout=120,
        env=of_its_own(),
    )


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the program makes it, with nothing in it yet. Making the tables takes long, copying them does not."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    subprocess.run([sys.executable, "-c", EMPTY, str(folder)], env=of_its_own(), check=True, timeout=120)
    return folder


@pytest.fixture
def data(empty: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own with nothing in it."""
    return Path(shutil.copytree(empty, tmp_path / "d"))
