"""``wesaid serve --same-room``: a laptop in the room is the server, telephones reach it over the local network."""

from __future__ import annotations

import argparse
import os
import sys

from wesaid.cli import UsageError
from wesaid_web.config.addresses import is_local_network, is_loopback, own_address

EXPLAINED = """\
Same-room mode: telephones in the room reach this computer over the local network. No internet is needed.
That network is not private. Somebody else on it, with the right tools, could read what telephones send and receive.
So over it people can say something with an invitation, and see, correct or withdraw it with their code. Nothing else:
  - signing in, accounts, projects and private questions work on this computer only, at http://127.0.0.1:{port}/
  - a worry cannot be written down over it: the page says whom to talk to or ring.
Tell the room: write only what you would say aloud here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--same-room",
        action="store_true",
        help="for a meeting in one room: telephones on the same network can say something; the rest on this computer only",
    )
    parser.add_argument(
        "--understood", action="store_true", help="with --same-room: do not ask whether what it explains is understood"
    )


def prepare(options: argparse.Namespace) -> None:
    """Find the address to listen on, and refuse what does not go together.

    Raises:
        UsageError: the address is not one of a local network; or a proxy or public address was named too.
    """
    if options.public_url or os.environ.get("WESAID_TRUSTED_PROXY"):
        raise UsageError(
            "--same-room is for telephones beside this computer; leave out --public-url and WESAID_TRUSTED_PROXY"
        )
    if options.demo:
        raise UsageError("the worked example is served on this computer only; leave out --same-room")
    if is_loopback(options.host):
        options.host = own_address()
        if not options.host:
            raise UsageError("this computer is on no local network, or on several; name its address with --host")
    elif not is_local_network(options.host):
        raise UsageError(f"{options.host} is not an address of a local network; same-room mode is for those only")


def understood(options: argparse.Namespace, address: str, port: int) -> None:
    """Explain, and go on only once somebody says that they understood. Raises UsageError otherwise."""
    print(EXPLAINED.format(port=port), flush=True)
    if not options.understood:
        if not sys.stdin.isatty():
            raise UsageError("read the above; then add --understood")
        if input("Type yes to go on: ").strip().lower() != "yes":
            raise UsageError("not started")
    os.environ["WESAID_SAME_ROOM"] = "1"


def say(address: str, port: int) -> None:
    """Where telephones go, as a picture for their cameras too; and where the rest is."""
    import segno

    print(f"\nTelephones: {address}/join/ (with the code of an invitation)")
    try:
        segno.make(f"{address}/join/", error="m").terminal(compact=True)
    except UnicodeEncodeError:
        print("(This window cannot show the picture; invitations have one each.)")
    print(f"On this computer: http://127.0.0.1:{port}/", flush=True)
