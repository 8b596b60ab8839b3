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
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid.cli.convert import read_files

if TYPE_CHECKING:
    from wesaid.evidence.duplicates import Duplicates, Merged, Verdict
    from wesaid.evidence.formats import ReadResult, Rejected
    from wesaid.evidence.reference import Reference

_TABLES = {".csv", ".tsv", ".xlsx"}
_MEMBERS, _SOURCES = "merged_ids", "merged_sources"


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
    from wesaid.evidence.duplicates import find_duplicates
    from wesaid.evidence.formats import UnknownFormat
    from wesaid.evidence.formats.reading import without_collector

    try:
        outputs = _outputs(options)
    except UnknownFormat as problem:
        raise UsageError(str(problem)) from None
    with without_collector():
        read = read_files(options.files)
        if not read.references:
            _print_rejected(read.rejected)
            raise UsageError(f"there is no reference in {', '.join(options.files)}")
        found = find_duplicates(read.references, processes=options.processes)
        _write_all(found, outputs)
    _report(found, read, options)
    return EXIT_OK


command = Command(
    summary="find references that are of one publication or one study; doubtful pairs are left to a person",
    add_arguments=_add_arguments,
    run=_run,
)


def _outputs(options: argparse.Namespace) -> list[tuple[Path, _Writer]]:
    """What to write where; nothing may be written over another.

    Raises:
        UnknownFormat: no format goes with the ending of OUT.
    """
    from wesaid.evidence.formats.writing import writer_name

    wanted: list[tuple[str | None, _Writer]] = [
        (options.output, _merged),
        (options.clusters, _table(("cluster", "id", "source"), _clusters)),
        (options.links, _table(("id_a", "id_b", "kind"), _links)),
        (options.review, _table(("id_a", "id_b", "score", "why"), _reviews)),
        (options.pairs, _table(("id_a", "id_b", "verdict", "kind", "score", "rule", "why"), _pairs)),
    ]
    outputs = [(Path(name), writer) for name, writer in wanted if name is not None]
    if not _is_stream(outputs[0][0]):
        writer_name(outputs[0][0])
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
    from wesaid.evidence.formats.writing import put_in_place

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
        for beside, path in ready:
            try:
                put_in_place(beside, path.resolve())
            except OSError as problem:
                raise UsageError(f"{path} cannot be written: {problem.strerror or problem}") from None


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="replace", newline="")


def _merged(found: Duplicates, path: Path) -> None:
    """The publications in any format; down a pipe, as CSV."""
    from wesaid.evidence.formats import csv_table, write

    as_table = _is_stream(path) or path.suffix.lower() in _TABLES
    references = (_with_members(merged, always=as_table) for merged in found.merged)
    if _is_stream(path):
        with path.open("wb") as out:
            csv_table.write(references, out)
    else:
        write(references, path)


def _with_members(merged: Merged, *, always: bool) -> Reference:
    """A publication, and in two further fields the records it was put together from: in a table in each row."""
    if len(merged.members) == 1 and not always:
        return merged.reference
    said = [pair for pair in merged.reference.extra if pair[0] not in {_MEMBERS, _SOURCES}]  # of an earlier run
    said.append((_MEMBERS, ";".join([member.id for member in merged.members])))
    said.append((_SOURCES, "; ".join(merged.sources)))
    return replace(merged.reference, extra=tuple(said))


def _table(headings: Sequence[str], rows: Callable[[Duplicates], Iterator[Sequence[str]]]) -> _Writer:
    def write(found: Duplicates, path: Path) -> None:
        with _open(path) as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            writer.writerows(rows(found))

    return write


def _clusters(found: Duplicates) -> Iterator[Sequence[str]]:
    from wesaid.evidence.formats.table import guarded, guarded_id

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
    from wesaid.evidence.formats.table import guarded_id

    return guarded_id(found.references[verdict.one].id), guarded_id(found.references[verdict.other].id)


def _report(found: Duplicates, read: ReadResult, options: argparse.Namespace) -> None:
    kept = len(read.references)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if options.json:
        print(
            json.dumps(
                {
                    "in": read.found,
                    "kept": kept,
                    "rejected": [row.as_json() for row in read.rejected],
                    "unique": len(found.groups),
                    "removed": found.removed,
                    "linked": len(found.linked),
                    "review": len(found.review),
                    "compared": found.compared,
                    "ids_repeated": read.renamed,
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
    if read.renamed:
        print(f"Ids that another record had before: {read.renamed:,}. They got ~2 (or ~3, ...) after them.")
    _print_rejected(read.rejected)


def _print_rejected(rejected: Sequence[Rejected]) -> None:
    for row in rejected[:10]:
        print(f"Not read: {row.file}, line {row.line}: {row.reason}", file=sys.stderr)
    if len(rejected) > 10:
        print(f"Not read: {len(rejected) - 10:,} more; --json lists all.", file=sys.stderr)


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}" if number == 1 else f"{number:,} {of}s"
