"""What a backup looks like inside its seal: a compressed tar archive, in this order.

    about.json          form, version of the program, when, which migrations, what is left out
    secret.key          the key of the installation
    rows/MODEL.N.jsonl  the rows, at most a few megabytes in a part; the first line of part 0 names the columns
    counters.json       how far the tables have counted
    erasures.jsonl      whom to erase again after it was put back, if there is such a list
    files/...           photographs, recordings, files being brought in
    end.json            how many rows and files there are

Written and read from front to back, never held in memory as a whole.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from wesaid_web.cli.backups.sealing import Damaged, Opener, Sealer, Secret

FORM = 1
PART = 4 * 1024 * 1024  # bytes of rows in one part
LEVEL = 3  # of compression: photographs are compressed already, rows get ten times smaller at any level
_READ = 256 * 1024


class BadPath(Damaged):
    """A name in the backup leads out of the folder it is put into."""


class _Deflating:
    """Compresses on the way to the sealer. Takes what ``tarfile`` writes."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer, self._packing = sealer, zlib.compressobj(LEVEL)

    def write(self, content: bytes) -> int:
        self._sealer.write(self._packing.compress(content))
        return len(content)

    def close(self) -> None:
        self._sealer.write(self._packing.flush())
        self._sealer.close()


class _Inflating:
    """Uncompresses what the opener gives. Gives what ``tarfile`` reads."""

    def __init__(self, opener: Opener) -> None:
        self._opener, self._unpacking = opener, zlib.decompressobj()

    def read(self, size: int) -> bytes:
        found = bytearray()
        try:
            while len(found) < size and not self._unpacking.eof:
                waiting = self._unpacking.unconsumed_tail or self._opener.read(_READ)
                more = self._unpacking.decompress(waiting, size - len(found))
                if not waiting and not more and not self._unpacking.eof:
                    raise Damaged("the backup is damaged: its content ends too early")
                found += more
        except zlib.error as problem:
            raise Damaged("the backup is damaged: its content cannot be read") from problem
        return bytes(found)

    def finish(self) -> None:
        """Read to the end of the seal. Raises Damaged if there is none, or something else behind the content."""
        while self.read(_READ):
            pass
        if self._unpacking.unused_data or self._opener.read():
            raise Damaged("there is something after the end of the backup")


class Packer:
    """Writes a backup from front to back."""

    def __init__(self, target: BinaryIO, secret: Secret) -> None:
        self._out = _Deflating(Sealer(target, secret))
        self._tar = tarfile.open(mode="w|", fileobj=cast("Any", self._out), format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def add(self, name: str, content: bytes) -> None:
        """One thing that is small enough to be held in memory."""
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        self._tar.addfile(entry, io.BytesIO(content))

    def add_json(self, name: str, value: object) -> None:
        self.add(name, json.dumps(value, indent=1, sort_keys=True).encode())

    def add_lines(self, name: str, lines: Iterable[bytes]) -> int:
        """Lines, in as many parts as they need. Returns how many lines."""
        part, size, number, count = [], 0, 0, 0
        for line in lines:
            part.append(line)
            size, count = size + len(line), count + 1
            if size >= PART:
                self.add(f"{name}.{number:05d}.jsonl", b"".join(part))
                part, size, number = [], 0, number + 1
        if part:
            self.add(f"{name}.{number:05d}.jsonl", b"".join(part))
        return count

    def add_file(self, name: str, path: Path) -> int:
        """A file as it is now. Returns how many bytes it has.

        Raises:
            FileNotFoundError: it was taken away meanwhile.
        """
        with path.open("rb") as source:
            entry = tarfile.TarInfo(name)
            now = os.fstat(source.fileno())
            entry.size, entry.mtime = now.st_size, int(now.st_mtime)
            self._tar.addfile(entry, source)
        return entry.size

    def close(self) -> None:
        """Write the end. A backup without it counts as cut off."""
        self._tar.close()
        self._out.close()


def unpack(source: BinaryIO, secret: Secret) -> Iterator[tuple[str, int, BinaryIO]]:
    """Every entry of a backup in turn: name, when it was changed last, content to be read before the next is asked for.

    When the last was given and there is no more, the whole backup is known to be as it was made.

    Raises:
        SealProblem: it cannot be opened, or it is not as it was made.
        BadPath: a name leads out of the folder.
    """
    content = _Inflating(Opener(source, secret))
    try:
        with tarfile.open(mode="r|", fileobj=cast("Any", content)) as tar:
            for entry in tar:
                name = safe_name(entry.name)
                if not entry.isreg():
                    raise BadPath(f"the backup holds something that is no file: {name}")
                inside = tar.extractfile(entry)
                if inside is None:
                    raise Damaged(f"the backup is damaged: {name} has no content")
                yield name, int(entry.mtime), cast("BinaryIO", inside)
    except tarfile.TarError as problem:
        raise Damaged("the backup is damaged: its content cannot be read") from problem
    content.finish()


def safe_name(name: str) -> str:
    """A name that stays within the folder it is put into. Raises BadPath."""
    parts = PurePosixPath(name).parts
    good = name and not name.startswith("/") and "\\" not in name and ":" not in name and "\0" not in name
    if not good or ".." in parts or "/".join(parts) != name:
        raise BadPath(f"the backup holds a name that leads out of its folder: {name!r}")
    return name
