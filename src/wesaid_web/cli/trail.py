"""``wesaid trail import`` and ``wesaid trail export``: what was said, in and out of files."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from wesaid.cli import EXIT_OK, EXIT_USAGE, Command, UsageError
from wesaid_web.cli.start import add_data_option, choose_folder, open_folder

if TYPE_CHECKING:
    from wesaid_web.projects.models import Project
    from wesaid_web.trail.models import ImportRun


def add_arguments(parser: argparse.ArgumentParser) -> None:
    steps = parser.add_subparsers(dest="step", required=True)
    reading = steps.add_parser(
        "import",
        help="bring in a table of what was said, or a share archive",
        epilog=(
            "What stands in the hat column is the hat of that name in the project; what no hat is called becomes a new hat"
            " that does not count as lived experience. What became of each is printed."
        ),
    )
    add_data_option(reading)
    reading.add_argument("file", type=Path, help="a CSV file, or a share archive (zip)")
    reading.add_argument("--project", metavar="NAME", help="into which project; made if there is none called so")
    reading.add_argument("--map", choices=["polis", "csv"], help="what a table is: Polis comments.csv, or any table")
    reading.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADING",
        help="which column is what, for --map csv: text, hat, person, date, tags, support or channel",
    )
    reading.add_argument("--json", action="store_true", help="print what happened as JSON")
    writing = steps.add_parser("export", help="write the share archive of a project")
    add_data_option(writing)
    writing.add_argument("--project", metavar="NAME", required=True, help="which project, by name or id")
    writing.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.zip", help="the file to write")


def run(options: argparse.Namespace) -> int:
    return _import(options) if options.step == "import" else _export(options)


def _import(options: argparse.Namespace) -> int:
    path: Path = options.file
    if not path.is_file():
        raise UsageError(f"there is no file {path}")
    is_archive = zipfile.is_zipfile(path)
    if not is_archive and not options.map:
        raise UsageError(f"{path.name} is not a share archive; for a table say what it is: --map polis or --map csv")
    if not is_archive and not options.project:
        raise UsageError("say into which project: --project NAME")
    if options.project is not None and not 0 < len(options.project.strip()) <= 200:
        raise UsageError("--project NAME: a name has 1 to 200 characters")
    open_folder(choose_folder(options.data))
    result = _import_archive(options) if is_archive else _import_table(options)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        print(f"{result['kept']} of {result['in']} rows are on the trail of {result['project']}.")
        for row in result["rejected"]:
            print(f"line {row['line']}: {row['reason']}", file=sys.stderr)
        for note in result["notes"]:
            print(note)
    return EXIT_OK if result["kept"] or not result["in"] else EXIT_USAGE


def _import_archive(options: argparse.Namespace) -> dict[str, Any]:
    from wesaid_web.trail.archive.document import BadArchive, read_document
    from wesaid_web.trail.archive.reading import import_document

    try:
        with options.file.open("rb") as source:
            document = read_document(source)
        project = import_document(document=document, name=options.project or "")
    except BadArchive as problem:
        raise UsageError(f"{options.file.name}: {problem}") from problem
    count = project.contributions.count()
    notes = [_nobody_yet(project, options)]
    return {"in": count, "kept": count, "rejected": [], "project": project.name, "notes": notes}


def _import_table(options: argparse.Namespace) -> dict[str, Any]:
    from wesaid_web.trail.actions.imports import bring_in
    from wesaid_web.trail.importing.rows import POLIS_HEADINGS, guess_columns, is_polis
    from wesaid_web.trail.importing.table import BadTable, Table
    from wesaid_web.trail.models import ImportFormat, ImportRun

    try:
        with options.file.open("rb") as source:
            headings = Table(source).headings
        if options.map == "polis" and not is_polis(headings):
            raise UsageError(
                f"{options.file.name} lacks {', '.join(sorted(POLIS_HEADINGS - set(headings)))}; is it comments.csv?"
            )
        mapping = {} if options.map == "polis" else _mapping(options.column, headings, guess_columns(headings))
        project, is_new = _project_to_fill(options.project)
        run = ImportRun.objects.create(
            project=project, format=ImportFormat(options.map), file_name=options.file.name[:200], mapping=mapping
        )
        with options.file.open("rb") as source:
            rejected = bring_in(run, source)
    except BadTable as problem:
        raise UsageError(f"{options.file.name}: {problem}") from problem
    notes = [_nobody_yet(project, options)] if is_new else []
    hats = _told_of_hats(run)
    for hat in hats:
        new = " (a new hat, not counted as lived experience; change that under Settings)" if hat["new"] else ""
        notes.append(f"Said as '{hat['value']}' is: {hat['hat']}{new}")
    if options.map == "polis":
        notes.append("Agrees are support as published: someone who changed their vote is counted twice in that file.")
    return {
        "in": run.rows_in,
        "kept": run.rows_kept,
        "rejected": [row.as_json() for row in rejected],
        "project": project.name,
        "notes": notes,
        "hats": hats,
    }


def _told_of_hats(run: ImportRun) -> list[dict[str, Any]]:
    """Which word in the file became which hat."""
    known = {str(hat.pk): hat for hat in run.project.perspectives.all()}
    return [
        {"value": word, "hat": str(known[key].words), "new": key in run.hats_added} for word, key in run.hats.items()
    ]


def _mapping(named: list[str], headings: list[str], guessed: dict[str, str]) -> dict[str, str]:
    from wesaid_web.trail.importing.rows import COLUMNS

    mapping = dict(guessed)
    for item in named:
        field, _equals, heading = item.partition("=")
        if field not in COLUMNS or heading not in headings:
            raise UsageError(
                f"--column {item}: FIELD is one of {', '.join(COLUMNS)}, HEADING one of {', '.join(headings)}"
            )
        mapping[field] = heading
    if "text" not in mapping:
        raise UsageError(f"say which column holds what was said: --column text=HEADING, one of {', '.join(headings)}")
    return mapping


def _nobody_yet(project: Project, options: argparse.Namespace) -> str:
    name = project.name if len(find_projects(project.name)) == 1 else str(project.pk)
    words = ["wesaid", "invite", "--project", name, "--role", "facilitator"]
    if options.data:
        words += ["--data", options.data]
    return f"Made a new project; nobody is in it yet. To let somebody in: {shlex.join(words)}"


def _project_to_fill(name: str) -> tuple[Project, bool]:
    """The project of this name, and whether it had to be made."""
    from wesaid_web.projects.actions import create_project

    found = find_projects(name)
    if len(found) > 1:
        raise UsageError(
            f"several projects are called '{name}'; name one by its id: {', '.join(str(p.pk) for p in found)}"
        )
    return (found[0], False) if found else (create_project(name=name, by=None), True)


def find_projects(name: str) -> list[Project]:
    import uuid

    from wesaid_web.projects.models import Project

    try:
        by_id = Project.objects.filter(pk=uuid.UUID(name)).first()
    except ValueError:
        by_id = None
    return [by_id] if by_id else list(Project.objects.filter(name=name))


def _export(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder)
    found = find_projects(options.project)
    if len(found) != 1:
        raise UsageError(
            f"there is no project called '{options.project}'"
            if not found
            else f"several projects are called '{options.project}'; name one by its id"
        )
    target: Path = options.output
    if target.exists() and not target.is_file():  # moving a file there would take the place of a device or a pipe
        raise UsageError(f"{target} is not a file that can be written anew")
    try:
        # Written beside the target and moved there whole, so that a half-written archive never bears its name.
        with tempfile.NamedTemporaryFile(dir=target.resolve().parent, delete=False) as half:
            count = _write(found[0], half, target)
    except OSError as problem:
        raise UsageError(f"cannot write {target}: {problem.strerror}") from problem
    print(f"{count} contributions are in {target}. Names are left out; what people wrote is word for word.")
    return EXIT_OK


def _write(project: Project, half: IO[bytes], target: Path) -> int:
    from wesaid_web.trail.archive.writing import export

    try:
        count = export(project=project, target=half, by=None)  # type: ignore[arg-type]
        half.flush()
        Path(half.name).replace(target)
    finally:
        Path(half.name).unlink(missing_ok=True)
    return count


command = Command("bring what was said in from a file, or take it out as a share archive", add_arguments, run)
