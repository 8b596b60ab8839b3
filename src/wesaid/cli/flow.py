"""``wesaid flow``: checks whether the flow of a review adds up, or counts it from decisions, and draws it."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid.cli._decisions_file import read_decisions
from wesaid.evidence.flow import Count, Flow, FlowInputError, as_svg, as_text, from_decisions, from_json

_LOOK = 2_000_000  # bytes; more than the largest flow file


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="FILE",
        help="the counts (.json), or what was decided on each record (.csv); see docs/methods/flow.md",
    )
    parser.add_argument("--previous-studies", type=int, metavar="N", help="with .csv: studies in the previous version")
    parser.add_argument("--previous-reports", type=int, metavar="N", help="with .csv: reports in the previous version")
    parser.add_argument("--svg", metavar="OUT", help="write a picture of it to this file")
    parser.add_argument("--wide", action="store_true", help="the picture with its arms beside each other")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")


def _run(options: argparse.Namespace) -> int:
    if options.wide and options.svg is None:
        raise UsageError("--wide is about the picture; say with --svg where to write it")
    previous = (options.previous_studies, options.previous_reports)
    counted = options.file.lower().endswith(".csv")
    if previous != (None, None) and not counted:
        raise UsageError("the previous version is a box of the JSON file; the options are for decisions in a CSV file")
    try:
        flow = (
            from_decisions(read_decisions(options.file), previous_studies=previous[0], previous_reports=previous[1])
            if counted
            else from_json(_read(options.file))
        )
    except FlowInputError as problem:
        raise UsageError(f"{options.file}: {problem}") from None
    if options.svg is not None:
        _write(options.svg, options.file, as_svg(flow, wide=options.wide))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # the name of a part must not end the command on an old terminal
    print(_as_json(flow) if options.json else _printable(as_text(flow)))
    return EXIT_OK


command = Command(
    summary="check that the flow of a review (PRISMA 2020) adds up, or count it from decisions, and draw it",
    add_arguments=_add_arguments,
    run=_run,
)


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(_LOOK)
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path} cannot be read: {getattr(problem, 'strerror', problem)}") from None


def _write(path: str, source: str, svg: str) -> None:
    try:
        if Path(path).exists() and Path(path).samefile(source):
            raise UsageError(f"--svg {path} is the file the numbers are in")
        Path(path).write_text(svg, encoding="utf-8")
    except (OSError, ValueError) as problem:
        raise UsageError(f"{path} cannot be written: {getattr(problem, 'strerror', problem)}") from None


def _as_json(flow: Flow) -> str:
    return json.dumps(
        {
            "boxes": {name: _count(count) for name, count in flow.boxes.items()},
            "derived": {name: found.value for name, found in flow.derived.items()},
            "unaccounted": dict(flow.unaccounted),
            "problems": list(flow.problems),
        },
        indent=2,
    )


def _count(count: Count) -> object:
    """As it was written, so that ``boxes`` can be read again."""
    return {"total": count.total, "parts": dict(count.parts)} if count.parts else count.total


def _printable(text: str) -> str:
    """Without control characters, which a name in a file could use to write over the screen."""
    return "".join(character if character.isprintable() or character == "\n" else "\ufffd" for character in text)
