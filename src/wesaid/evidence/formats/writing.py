"""Writes references to a file, whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from wesaid.evidence.formats.fields import canonical
from wesaid.evidence.formats.reading import without_collector
from wesaid.evidence.formats.registry import format_name, load
from wesaid.evidence.formats.result import UnknownFormat
from wesaid.evidence.reference import Reference


def writer_name(path: Path) -> str:
    """The format to write to this file.

    Raises:
        UnknownFormat: no format goes with the ending of the name, or it is one that is only read.
    """
    name = format_name(path)
    if name == "txt":
        raise UnknownFormat(f"{path}: .txt can be read but says no format to write; name it .ris, .nbib or .ciw")
    return name


def write(references: Iterable[Reference], path: str | PathLike[str]) -> None:
    """Write references to a file, in the format that goes with the ending of its name, in UTF-8.

    The file is written beside its place and moved there when it is complete: a reader never sees half of it, and what was
    there before stays if something goes wrong. Who may read it stays as it was.

    Raises:
        UnknownFormat: no format goes with the ending.
        OSError: the file cannot be written.
    """
    target = Path(path)
    form = load(writer_name(target))
    ready = (canonical(reference) for reference in references)
    options = {"delimiter": "\t"} if target.suffix.lower() == ".tsv" else {}
    if target.exists() and not target.is_file():  # a pipe or a device has no place beside it
        with target.open("wb") as out:
            form.write(ready, out, **options)
        return
    target = target.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with without_collector(), beside.open("xb") as out:
            form.write(ready, out, **options)
        put_in_place(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def put_in_place(beside: Path, target: Path) -> None:
    """Move a file that is complete to where another may stand, with the rights that one has.

    Raises:
        OSError: there is a file that may not be written to, or it cannot be moved.
    """
    if target.exists():
        if not os.access(target, os.W_OK):  # moving would take its place without asking
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
        shutil.copymode(target, beside)
    beside.replace(target)
