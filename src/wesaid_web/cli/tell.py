"""``wesaid tell``: one e-mail with what is new to everybody who wants one. To be run once a day."""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, EXIT_PROBLEM, Command, UsageError
from wesaid_web.cli.start import add_address_option, add_data_option, address_of_links, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    add_address_option(parser)
    parser.add_argument("--dry-run", action="store_true", help="send nothing, and say how many would be written to")


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder, public_url=address_of_links(folder, options.public_url))
    from django.conf import settings
    from django.utils import timezone

    from wesaid_web.telling import digest
    from wesaid_web.telling.actions import drop_old

    today = timezone.localdate()
    if options.dry_run:
        waiting = [len(one.lines) for one in digest.due(today)]
        print(f"would write to {len(waiting)} people about {sum(waiting)} pieces of news; nothing was sent")
        return EXIT_OK
    drop_old()
    if settings.DEMO:
        raise UsageError("the people of the worked example are invented; nobody is written to")
    if not settings.MAIL_CONFIGURED:
        print("e-mail is not set up, so nobody was written to; what is new stands on the site")
        return EXIT_OK
    done = digest.send_all(today)
    print(f"wrote to {done.sent} people")
    if done.failed:
        print(f"PROBLEM  {done.failed} e-mails could not be sent; the next run tries them again")
    return EXIT_PROBLEM if done.failed else EXIT_OK


command = Command("send people an e-mail with what is new for them", add_arguments, run)
