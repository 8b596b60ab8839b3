"""The one folder in which an installation keeps everything: database, secret key, uploaded files, built static files.

No Django in here: the folder is found and checked before Django starts.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# SQLite versions in which the write-ahead log can lose or damage committed data when several connections are open
# (fixed in 3.51.3; corrected in the patch releases named here). See docs/adr/0004.
_WAL_FIXED = (3, 51, 3)
_WAL_BACKPORTS = {(3, 44): 6, (3, 50): 7}


class FolderProblem(Exception):
    """The data folder cannot be used as asked; the message says why and what to do."""


@dataclass(frozen=True)
class DataFolder:
    """Where things are in a data folder. Making one of these touches nothing; :meth:`prepare` does."""

    path: Path

    @property
    def database(self) -> Path:
        return self.path / "wesaid.sqlite3"

    @property
    def media(self) -> Path:
        return self.path / "files"

    @property
    def static(self) -> Path:
        return self.path / "static"

    @property
    def key_file(self) -> Path:
        return self.path / "secret.key"

    @property
    def address_file(self) -> Path:
        return self.path / "address"

    @property
    def demo_marker(self) -> Path:
        return self.path / "INVENTED-EXAMPLE"

    @property
    def is_new(self) -> bool:
        return not self.key_file.exists()

    @property
    def is_demo(self) -> bool:
        return self.demo_marker.exists()

    def prepare(self) -> None:
        """Make the folder (readable by its owner only) and its secret key, if they are not there yet."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.media.mkdir(exist_ok=True, mode=0o700)
            self.static.mkdir(exist_ok=True, mode=0o700)
            if self.is_new:
                handle = os.open(self.key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w") as file:
                    file.write(secrets.token_urlsafe(50))
        except OSError as problem:
            raise FolderProblem(f"the data folder {self.path} cannot be used: {problem.strerror}") from problem

    def in_use(self) -> BinaryIO:
        """Say that a server runs on this folder, for as long as what is returned is open. Several may.

        Raises:
            FolderProblem: it is being put back just now.
        """
        held = self._lock_file.open("ab")
        try:
            fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as problem:
            held.close()
            raise FolderProblem(f"a backup is being put back into {self.path}") from problem
        return held

    def is_in_use(self) -> bool:
        """Whether a server runs on this folder."""
        if not self._lock_file.exists():
            return False
        with self._lock_file.open("ab") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    @property
    def _lock_file(self) -> Path:
        return self.path / "in-use"

    def remember_address(self, address: str) -> None:
        """Keep where the server is, for commands that make links beside it."""
        try:
            self.address_file.write_text(address + "\n")
        except OSError as problem:
            raise FolderProblem(f"the data folder {self.path} cannot be used: {problem.strerror}") from problem

    def remembered_address(self) -> str:
        """Where the server was last; empty if it has not been started on this folder."""
        return self.address_file.read_text().strip() if self.address_file.exists() else ""

    def secret_key(self) -> str:
        return self.key_file.read_text().strip()


def default_folder(*, demo: bool) -> DataFolder:
    """The folder used when none is named: ``$WESAID_DATA``, else the user's own data directory.

    The worked example has a folder of its own, so that invented people never mix with real ones.
    """
    named = os.environ.get("WESAID_DATA")
    if named:
        return DataFolder(Path(named).expanduser().resolve())
    home = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return DataFolder((home / ("wesaid-example" if demo else "wesaid")).resolve())


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """``"WAL"`` where the linked SQLite is safe with it, else ``"TRUNCATE"``: slower, and never at risk.

    Source: the WAL-reset bug described by SQLite's own documentation of the write-ahead log.
    """
    if version >= _WAL_FIXED:
        return "WAL"
    fixed_from = _WAL_BACKPORTS.get((version[0], version[1]))
    return "WAL" if fixed_from is not None and version[2] >= fixed_from else "TRUNCATE"
