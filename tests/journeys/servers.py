"""The real server as a process of its own, and the commands somebody types beside it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.environment import of_its_own

WESAID = Path(sys.executable).with_name("wesaid")
STARTING = (
    180  # seconds until it must have said where it is; the worked example is made first, and the computer may be busy
)
_ADDRESS = re.compile(r" is at (http://\S+)/$")


def command(*words: str | Path) -> str:
    """What a command prints. It must succeed and complain about nothing."""
    done = subprocess.run([WESAID, *words], env=of_its_own(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", done.stderr
    return done.stdout


class Server:
    """``wesaid serve`` on a folder of its own and any free port, stopped at the end."""

    def __init__(self, folder: Path, *options: str, **environment: str) -> None:
        self.folder = folder
        self.said: list[str] = []
        self._stderr = folder.with_suffix(".stderr").open("w+")
        self.process = subprocess.Popen(
            [WESAID, "serve", "--data", folder, "--port", "0", *options],
            env=of_its_own() | {"PYTHONWARNINGS": "error", **environment},
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            text=True,
        )
        self._says = threading.Condition()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        try:
            self.address = self.waits_for(_ADDRESS, STARTING)
        except AssertionError:
            self.stop()
            raise

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            with self._says:
                self.said.append(line.rstrip("\n"))
                self._says.notify_all()
        with self._says:
            self._says.notify_all()

    def waits_for(self, pattern: re.Pattern[str], seconds: float = 15) -> str:
        """The first group of the pattern, in the newest line that the server has printed and that has it."""
        until = time.monotonic() + seconds
        with self._says:
            while True:
                for line in reversed(self.said):
                    if found := pattern.search(line):
                        return found.group(1)
                left = until - time.monotonic()
                still = left > 0 and self.process.poll() is None
                assert still, f"it has not said so: {self.said} {self.complaints()}"
                self._says.wait(left)

    def complaints(self) -> str:
        """What it has written where errors and warnings go."""
        return Path(self._stderr.name).read_text()

    def most_memory(self) -> int:
        """The most memory it has held so far, in bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found.group(1)) * 1024

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self._listening.join()
        assert self.process.stdout
        self.process.stdout.close()
        self._stderr.close()
