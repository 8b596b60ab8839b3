"""``wesaid admin``: give someone the running of the installation, or remove the second step of somebody who lost it."""

from __future__ import annotations

import argparse

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid_web.cli.start import add_address_option, add_data_option, address_of_links, choose_folder, open_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("email", help="their e-mail address; the account is made if there is none")
    parser.add_argument("--name", default="", help="what to call them")
    parser.add_argument(
        "--reset-second-step",
        action="store_true",
        help="instead: remove the passkeys, app and spare codes of an account, for somebody who lost them all;"
        " be sure first that it is them who asks",
    )
    add_address_option(parser)


def run(options: argparse.Namespace) -> int:
    folder = choose_folder(options.data)
    if options.reset_second_step and folder.is_new:
        raise UsageError(f"there is nothing in {folder.path} yet")
    open_folder(folder, public_url=address_of_links(folder, options.public_url))
    return _reset(options.email) if options.reset_second_step else _give(options)


def _give(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.urls import reverse

    from wesaid_web.people.actions import make_administrator, make_sign_in_link

    user = make_administrator(email=options.email, name=options.name or options.email.partition("@")[0])
    secret = make_sign_in_link(user=user, by=user)
    print(f"{user.name} runs this installation. To sign in, once, within two days:")
    print(settings.PUBLIC_URL + reverse("people:use_link", args=[secret]))
    if user.second_step_first:
        print("They are asked to set up a second step for signing in before anything else.")
    return EXIT_OK


def _reset(email: str) -> int:
    from django.conf import settings

    from wesaid_web.common.tasks import finish_all
    from wesaid_web.people.models import User
    from wesaid_web.people.step_actions import reset

    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise UsageError(f"there is no account with the address {email}")
    if not reset(user=user):
        print(f"{user.name} had no second step set up. They are signed out everywhere.")
        return EXIT_OK
    finish_all()
    print(f"The second step of {user.name} is removed, and they are signed out everywhere.")
    print("They were told by e-mail." if settings.MAIL_CONFIGURED else "E-mail is not set up: tell them yourself.")
    if user.needs_second_step:
        print("They need one: after signing in they are asked to set it up before anything else.")
    return EXIT_OK


command = Command("give someone the running of the installation, or reset their second step", add_arguments, run)
