"""``wesaid admin``: give someone the running of the installation."""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, Command
from wesaid_web.cli.start import add_address_option, add_data_option, address_of_links, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("email", help="their e-mail address; the account is made if there is none")
    parser.add_argument("--name", default="", help="what to call them")
    add_address_option(parser)


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    open_folder(folder, public_url=address_of_links(folder, options.public_url))
    from django.conf import settings
    from django.urls import reverse

    from wesaid_web.people.actions import make_administrator, make_sign_in_link

    user = make_administrator(email=options.email, name=options.name or options.email.partition("@")[0])
    secret = make_sign_in_link(user=user, by=user)
    print(f"{user.name} runs this installation. To sign in, once, within two days:")
    print(settings.PUBLIC_URL + reverse("people:use_link", args=[secret]))
    return EXIT_OK


command = Command("give someone the running of the installation", add_arguments, run)
