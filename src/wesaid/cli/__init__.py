"""The ``wesaid`` command: finds commands by name and loads only the one that was asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from wesaid import __version__

GROUP = "wesaid.commands"
EXIT_OK, EXIT_PROBLEM, EXIT_USAGE = 0, 1, 2
_EVIDENCE = ("charset_normalizer", "defusedxml", "duckdb", "openpyxl", "rapidfuzz", "scipy")
EXTRAS = {"psycopg": "wesaid[all]"} | dict.fromkeys(
    _EVIDENCE, "wesaid[evidence]"
)  # where a package that is missing comes from


class UsageError(Exception):
    """What was asked for cannot be done. The message says, in one line, what to do instead."""


@dataclass(frozen=True)
class Command:
    """One command, as an entry point of the group ``wesaid.commands`` provides it.

    ``run`` takes the parsed options and returns the exit status: 0 done, 1 a problem was found,
    2 it could not be done as asked. Modules that define a command import heavy libraries inside ``run``.
    """

    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. ``argv`` is without the program's name."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(_overview(found))
        return EXIT_OK
    if arguments[0] == "--version":
        print(f"wesaid {__version__}")
        return EXIT_OK
    name, *rest = arguments
    if name not in found:
        print(f"wesaid: there is no command '{name}'. Commands: {', '.join(sorted(found))}.", file=sys.stderr)
        return EXIT_USAGE
    return _run(found[name], rest)


def _run(entry: EntryPoint, arguments: Sequence[str]) -> int:
    try:
        command: Command = entry.load()
        parser = argparse.ArgumentParser(prog=f"wesaid {entry.name}", description=command.summary)
        command.add_arguments(parser)
        return command.run(parser.parse_args(arguments))
    except UsageError as problem:
        print(f"wesaid {entry.name}: {problem}", file=sys.stderr)
        return EXIT_USAGE
    except ModuleNotFoundError as missing:
        package = (missing.name or "").split(".")[0]
        if package in {"", "wesaid", "wesaid_web"}:
            raise
        extra = EXTRAS.get(package, "wesaid")
        print(
            f"wesaid {entry.name}: needs '{package}', which is not installed; run: pip install '{extra}'",
            file=sys.stderr,
        )
        return EXIT_USAGE
    except BrokenPipeError:  # the reader of our output has gone (for example `| head`): not our problem to report
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except KeyboardInterrupt:
        return 130


def _overview(found: dict[str, EntryPoint]) -> str:
    width = max((len(name) for name in found), default=0)
    lines = [f"  {name:<{width}}  {found[name].load().summary}" for name in sorted(found)]
    return "\n".join(
        ["We Said, We Did", "", "usage: wesaid COMMAND [options]", "", *lines, "", "wesaid COMMAND --help tells more."]
    )
