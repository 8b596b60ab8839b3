"""``wesaid retention``: what has been kept long enough. ``--dry-run`` says what would go, ``--apply`` removes it."""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid_web.cli.start import add_data_option, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--dry-run", action="store_true", help="say what would go today, and change nothing")
    which.add_argument("--apply", action="store_true", help="remove it; run it once a day")


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder)
    from django.utils import timezone

    from wesaid_web.privacy.keeping import TIMES, shown
    from wesaid_web.privacy.keeping_actions import old_copies, remove_due, remove_old_copies
    from wesaid_web.projects.models import Project

    today, now = timezone.localdate(), timezone.now()
    if options.apply:
        for what, count in remove_due(today=today).items():
            print(f"removed {count}: {TIMES[what].title}")
        if count := remove_old_copies(now):
            print(f"removed {count}: copies set aside before an update")
        print("done")
        return EXIT_OK
    for project in [None, *Project.objects.order_by("name")]:
        print(project.name if project else "the site")
        for line in shown(project, today):
            then = f"; the next on {line.next_on}" if line.next_on else ""
            print(f"  {line.due} to go now{then}: {line.title} ({line.days} days)")
    print(f"  {len(old_copies(folder.path, now))} to go now: copies set aside before an update")
    # The same words whether or not there is anything: a number would say that there is one.
    print("Worries have days of their own and are not counted: wesaid care --remove-due")
    return EXIT_OK


command = Command("see or remove what has been kept long enough", add_arguments, run)
