"""``wesaid convert``: references from one format, or several, into another; everything that is not kept is named."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wesaid.cli import EXIT_OK, EXIT_USAGE, Command, UsageError

if TYPE_CHECKING:
    from wesaid.evidence.formats import ReadResult

_SHOWN = 20  # rejections that are printed without --json


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    from wesaid.evidence.formats.registry import SUFFIXES

    parser.add_argument("files", nargs="+", metavar="IN", help=f"files of references: {', '.join(SUFFIXES)}")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the file to write; its ending says the format"
    )
    parser.add_argument("--json", action="store_true", help="print what was kept and rejected as JSON")


def _run(options: argparse.Namespace) -> int:
    from wesaid.evidence.formats.reading import without_collector

    with without_collector():  # from reading to writing: in between it would look through all that was read, once more
        result = read_files(options.files, options.output)
        if result.references:
            write_file(result, options.output)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # the name of a file must not end the command on an old terminal
    if options.json:
        _print_json(result)
    else:
        _print_text(result, options.output)
    return EXIT_OK if result.references else EXIT_USAGE


command = Command(
    summary="turn files of references into another format; names every record that could not be kept",
    add_arguments=_add_arguments,
    run=_run,
)


def read_files(files: list[str], output: str | None = None) -> ReadResult:
    """Read files of references for a command, with progress on a terminal.

    Raises:
        UsageError: a file is not there, or its ending or that of the output belongs to no format.
    """
    from wesaid.evidence.formats import UnknownFormat, read
    from wesaid.evidence.formats.writing import writer_name

    try:
        if output is not None:
            writer_name(Path(output))
            if not Path(output).resolve().parent.is_dir():
                raise UsageError(f"there is no folder {Path(output).parent} to write {output} in")
        for file in files:
            if not Path(file).exists():
                raise UsageError(f"there is no file {file}")
        result = read(files, progress=_progress())
    except UnknownFormat as problem:
        raise UsageError(str(problem)) from None
    except (OSError, ValueError) as problem:
        raise UsageError(f"{getattr(problem, 'filename', None) or 'a file'} cannot be read: {_why(problem)}") from None
    finally:
        _clear_progress()
    return result


def write_file(result: ReadResult, output: str) -> None:
    """Write what was read.

    Raises:
        UsageError: the file cannot be written.
    """
    from wesaid.evidence.formats import write

    try:
        write(result.references, output)
    except OSError as problem:
        raise UsageError(f"{output} cannot be written: {_why(problem)}") from None


def _why(problem: Exception) -> str:
    return getattr(problem, "strerror", None) or str(problem)


def _progress() -> Callable[[str, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(file: str, number: int) -> None:
        print(f"\r\x1b[K{Path(file).name}: {number:,} records", end="", file=sys.stderr, flush=True)

    return show


def _clear_progress() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _print_json(result: ReadResult) -> None:
    """A line for each rejection, written as it comes: there may be a million."""
    out = sys.stdout
    out.write(f'{{"in": {result.found}, "kept": {len(result.references)}, "rejected": [')
    for number, one in enumerate(result.rejected):
        out.write((",\n  " if number else "\n  ") + json.dumps(one.as_json()))
    out.write("\n]}\n" if result.rejected else "]}\n")


def _print_text(result: ReadResult, output: str) -> None:
    kept, found = len(result.references), result.found
    if kept:
        print(f"{kept:,} of {found:,} kept, written to {output}")
    else:
        print(f"none of {found:,} kept, so {output} was not written")
    for one in result.rejected[:_SHOWN]:
        print(f"  not kept: {one.file}, line {one.line}: {one.reason}")
    if len(result.rejected) > _SHOWN:
        print(f"  and {len(result.rejected) - _SHOWN:,} more (all of them with --json)")
