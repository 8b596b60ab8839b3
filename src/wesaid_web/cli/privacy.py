"""``wesaid privacy``: a privacy notice, an assessment of risks and a retention list, filled in as far as known."""

from __future__ import annotations

import argparse
import uuid
from pathlib import Path

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid_web.cli.start import add_address_option, add_data_option, address_of_links, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    add_address_option(parser)
    parser.add_argument("--blank", action="store_true", help="leave out the address and whom people ask here")
    parser.add_argument("--project", metavar="ID", help="for one project: its name and the times it chose")
    parser.add_argument(
        "--out", metavar="DIR", required=True, help="the folder to write into; nothing there is overwritten"
    )


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder, public_url=address_of_links(folder, options.public_url))
    from wesaid_web.privacy.documents import NAMES, document
    from wesaid_web.projects.models import Project

    project = None
    if options.project:
        try:
            project = Project.objects.get(pk=uuid.UUID(options.project))
        except (ValueError, Project.DoesNotExist) as problem:
            raise UsageError(f"there is no project {options.project}") from problem
    out = Path(options.out)
    there = [name for name in NAMES if (out / name).exists()]
    if there:
        raise UsageError(f"{', '.join(there)} is there already; what you filled in is not overwritten")
    out.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        text = document(name, project=project, blank=options.blank)
        (out / name).write_text(text, "utf-8")
        print(f"{out / name}: {text.count('[FILL IN')} blanks to fill in")
    return EXIT_OK


command = Command("write a privacy notice, a DPIA and a retention list to fill in", add_arguments, run)
