"""Where files that people send are kept: whole and on the disk once their row is saved, or not there at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Files in the data folder. A row that is acknowledged never names half a file, also after a power cut or a full disk."""

    def _save(self, name: str, content: Any) -> str:
        """Keep a file. One for which there is no room leaves nothing behind that would take up the rest of it.

        Raises:
            OSError: it could not be kept.
        """
        taken = self.exists(name)
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc]
            self._on_the_disk(Path(self.path(kept)))
        except OSError:
            if not taken:
                with contextlib.suppress(OSError):
                    Path(self.path(name)).unlink(missing_ok=True)
            raise
        return kept

    @staticmethod
    def _on_the_disk(path: Path) -> None:
        for what in (path, path.parent):
            handle = os.open(what, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
