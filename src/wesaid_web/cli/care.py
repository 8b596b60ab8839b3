"""``wesaid care``: what has to be seen to each day: worries that wait, and what people wrote who would like to take part and
of which nothing came by its day. It says nothing about what there is.
"""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid_web.cli.start import add_address_option, add_data_option, address_of_links, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    add_address_option(parser)
    parser.add_argument(
        "--remove-due",
        action="store_true",
        help="also remove closed worries whose day has come; without it those who read them see a list and remove them there",
    )


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder, public_url=address_of_links(folder, options.public_url))
    from django.conf import settings
    from django.utils import timezone

    from wesaid_web.joining.actions.applying import erase_due
    from wesaid_web.support.concern_actions import remove_all_due
    from wesaid_web.support.mail import remind

    remind()
    erase_due(today=timezone.localdate())
    if options.remove_due:
        remove_all_due(today=timezone.localdate())
    # The same words whether or not there is anything: whoever runs this may be among those who are not to know.
    print("done" if settings.MAIL_CONFIGURED else "done; e-mail is not set up, so nobody was reminded")
    return EXIT_OK


command = Command("remind those who read worries, and remove what is due", add_arguments, run)
