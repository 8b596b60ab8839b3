"""``wesaid dedupe``: finds the records of one publication, says why, and leaves doubtful pairs to a person."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from wesaid.cli import EXIT_OK, Command, UsageError

if TYPE_CHECKING:
    from wesaid.evidence.duplicates import Duplicates, Verdict
    from wesaid.evidence.reference import Reference

_TABLES = {".csv", ".tsv", ".tab", ""}


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="IN", help="files of references, from one or several databases")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the references with each publication once"
    )
    parser.add_argument("--clusters", metavar="FILE", help="CSV: which records are of one publication (every record)")
    parser.add_argument("--links", metavar="FILE", help="CSV: different publications of one study, and how they belong")
    parser.add_argument("--review", metavar="FILE", help="CSV: pairs that a person has to look at; they are not merged")
    parser.add_argument("--pairs", metavar="FILE", help="CSV: every pair that was compared, with its explanation")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print JSON")


def _run(options: argparse.Namespace) -> int:
    outputs = _outputs(options)
    read = [_read(path) for path in options.files]
    references = [reference for file in read for reference in file.references]
    rejected = [_Rejected(file.path, line, reason) for file in read for line, reason in file.rejected]
    if not references:
        for row in rejected[:10]:
            print(f"{row.file}, line {row.line}: {row.reason}", file=sys.stderr)
        raise UsageError(f"there is no reference in {', '.join(options.files)}")
    from wesaid.evidence.duplicates import find_duplicates

    found = find_duplicates(references, processes=options.processes)
    _write_all(found, outputs)
    _report(found, rejected, options)
    return EXIT_OK


command = Command(
    summary="find references that are of one publication or one study; doubtful pairs are left to a person",
    add_arguments=_add_arguments,
    run=_run,
)


@dataclass(frozen=True, slots=True)
class _Rejected:
    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Read:
    path: str
    references: Sequence[Reference]
    rejected: Sequence[tuple[int, str]]


def _read(path: str) -> _Read:
    """One file: CSV by our own quick reader, every other format by the readers of all formats."""
    try:
        if Path(path).suffix.lower() in _TABLES:
            from wesaid.evidence.duplicates import table

            kept = table.read(path)
            return _Read(path, kept.references, [(row.line, row.reason) for row in kept.rejected])
        result = _formats().read(path)
        return _Read(path, result.references, [(row.line, row.reason) for row in result.rejected])
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except ValueError as problem:  # not a table, or no format goes with the ending of its name
        raise UsageError(f"{path}: {problem}") from None
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror or problem}") from None


def _formats() -> Any:
    """The readers and writers of the other formats, loaded only where one is asked for."""
    try:
        return import_module("wesaid.evidence.formats")
    except ModuleNotFoundError as missing:
        if missing.name != "wesaid.evidence.formats":
            raise
        raise UsageError("only CSV can be read and written in this installation") from None


def _outputs(options: argparse.Namespace) -> list[tuple[Path, _Writer]]:
    """What to write where; nothing may be written over another."""
    wanted: list[tuple[str | None, _Writer]] = [
        (options.output, _merged),
        (options.clusters, _table(("cluster", "id", "source"), _clusters)),
        (options.links, _table(("id_a", "id_b", "kind"), _links)),
        (options.review, _table(("id_a", "id_b", "score", "why"), _reviews)),
        (options.pairs, _table(("id_a", "id_b", "verdict", "kind", "score", "rule", "why"), _pairs)),
    ]
    outputs = [(Path(name), writer) for name, writer in wanted if name is not None]
    files = [path for path, _writer in outputs if not _is_stream(path)]
    if len({path.resolve() for path in files}) < len(files):
        raise UsageError("two of the files to write are the same")
    for path in files:
        if path.is_dir() or not path.parent.is_dir():
            raise UsageError(f"{path} cannot be written: there is no folder for it, or it is a folder")
    return outputs


def _is_stream(path: Path) -> bool:
    """Whether it is a pipe or a terminal, which is written to as it is."""
    return path.exists() and not path.is_file() and not path.is_dir()


_Writer = Callable[["Duplicates", Path], None]


def _write_all(found: Duplicates, outputs: Iterable[tuple[Path, _Writer]]) -> None:
    """Writes every file beside its place first, and puts all in place once all are whole: no file is ever half new."""
    with ExitStack() as undo:
        ready = []
        for path, write in outputs:
            beside = path if _is_stream(path) else path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
            if beside is not path:
                undo.callback(beside.unlink, missing_ok=True)
                ready.append((beside, path))
            try:
                write(found, beside)
            except OSError as problem:
                raise UsageError(f"{path} cannot be written: {problem.strerror or problem}") from None
            except ValueError as problem:  # no format goes with the ending of the name
                raise UsageError(f"{path} cannot be written: {problem}") from None
        for beside, path in ready:
            try:
                beside.replace(path)
            except OSError as problem:
                raise UsageError(f"{path} cannot be written: {problem.strerror or problem}") from None


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="replace", newline="")


def _merged(found: Duplicates, path: Path) -> None:
    if path.suffix.lower() in _TABLES or _is_stream(path):
        from wesaid.evidence.duplicates.table import rows_of

        with _open(path) as file:
            csv.writer(file).writerows(rows_of(found.merged))
    else:
        _formats().write([merged.reference for merged in found.merged], path)


def _table(headings: Sequence[str], rows: Callable[[Duplicates], Iterator[Sequence[str]]]) -> _Writer:
    def write(found: Duplicates, path: Path) -> None:
        with _open(path) as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            writer.writerows(rows(found))

    return write


def _clusters(found: Duplicates) -> Iterator[Sequence[str]]:
    from wesaid.evidence.duplicates.table import guarded, guarded_id

    for number, group in enumerate(found.groups, start=1):
        for place in group:
            reference = found.references[place]
            yield str(number), guarded_id(reference.id), guarded(reference.source)


def _links(found: Duplicates) -> Iterator[Sequence[str]]:
    for verdict in found.linked:
        yield *_ids(found, verdict), verdict.kind


def _reviews(found: Duplicates) -> Iterator[Sequence[str]]:
    for verdict in sorted(found.review, key=lambda one: (-one.score, one.one, one.other)):
        yield *_ids(found, verdict), f"{verdict.score:.2f}", verdict.why


def _pairs(found: Duplicates) -> Iterator[Sequence[str]]:
    for verdict in found.decided():
        ids = _ids(found, verdict)
        yield *ids, verdict.verdict, verdict.kind, f"{verdict.score:.2f}", verdict.rule, verdict.why


def _ids(found: Duplicates, verdict: Verdict) -> tuple[str, str]:
    from wesaid.evidence.duplicates.table import guarded_id

    return guarded_id(found.references[verdict.one].id), guarded_id(found.references[verdict.other].id)


def _report(found: Duplicates, rejected: Sequence[_Rejected], options: argparse.Namespace) -> None:
    kept = len(found.references)
    repeated = kept - len({(reference.id, reference.source) for reference in found.references})
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if options.json:
        print(
            json.dumps(
                {
                    "in": kept + len(rejected),
                    "kept": kept,
                    "rejected": [{"file": row.file, "line": row.line, "reason": row.reason} for row in rejected],
                    "unique": len(found.groups),
                    "removed": found.removed,
                    "linked": len(found.linked),
                    "review": len(found.review),
                    "compared": found.compared,
                    "ids_repeated": repeated,
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    print(
        f"{_count(kept, 'record')} read, {_count(len(found.groups), 'publication')}, "
        f"{_count(found.removed, 'record')} merged into others."
    )
    print(f"Different publications of one study: {_count(len(found.linked), 'pair')}. ", end="")
    print(f"For a person to look at: {_count(len(found.review), 'pair')}.")
    if found.review and not options.review:
        print("Name a file with --review to see those for a person; they are not merged.")
    if repeated:
        print(
            f"Ids that another record of the same source has, too: {repeated:,}. Files that name ids cannot tell those apart."
        )
    for row in rejected[:10]:
        print(f"Not read: {row.file}, line {row.line}: {row.reason}.", file=sys.stderr)
    if len(rejected) > 10:
        print(f"Not read: {len(rejected) - 10:,} more; --json lists all.", file=sys.stderr)


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"
