"""``wesaid invite``: an invitation link from the command line, for a project that has nobody yet."""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid_web.cli.start import add_address_option, add_data_option, address_of_links, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("--project", metavar="NAME", required=True, help="to which project, by name or id")
    parser.add_argument(
        "--role", choices=["facilitator", "member", "observer", "evaluator", "payments"], default="member"
    )
    add_address_option(parser)


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder, public_url=address_of_links(folder, options.public_url))
    from django.conf import settings
    from django.urls import reverse

    from wesaid_web.cli.trail import find_projects
    from wesaid_web.common.access import NotYet
    from wesaid_web.projects.actions import invite
    from wesaid_web.projects.models import Role

    found = find_projects(options.project)
    if len(found) != 1:
        raise UsageError(f"there is no project called '{options.project}', or several; name it by its id")
    try:
        secret = invite(project=found[0], role=Role(options.role), by=None)
    except NotYet as first:
        raise UsageError(f"{first} A facilitator does that on the site: invite one with --role facilitator") from first
    print(settings.PUBLIC_URL + reverse("join", args=[secret]))
    return EXIT_OK


command = Command("make an invitation link", add_arguments, run)
