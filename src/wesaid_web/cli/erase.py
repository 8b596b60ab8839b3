"""``wesaid erase``: carry out what people asked for, once the week in which they can take it back is over."""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, EXIT_PROBLEM, Command, UsageError
from wesaid_web.cli.start import add_data_option, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("--due", action="store_true", help="erase everybody whose week is over; run it once a day")


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    if not options.due:
        raise UsageError("say --due: nobody is erased by name from here")
    open_folder(folder)
    from django.utils import timezone

    from wesaid_web.common.mixing import write_anew
    from wesaid_web.privacy.erasing_actions import carry_out_due

    did = carry_out_due(today=timezone.localdate())
    anew = not (folder.path / "to-be-written-anew").exists() or write_anew()
    print(f"erased: {did.done}")
    if did.waiting:
        print(f"waiting, because nobody else facilitates or runs the site: {did.waiting}")
    if did.untold:
        print(f"erased, but the e-mail that says so could not be sent: {did.untold}; their addresses are gone")
    if not anew:
        print("the database was in use and could not be written anew; run this again")
    return EXIT_OK if anew else EXIT_PROBLEM


command = Command("carry out what people asked for who want to be erased", add_arguments, run)
