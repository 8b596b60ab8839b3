"""``wesaid serve``: the whole product from one process."""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from wesaid.cli import EXIT_OK, Command, UsageError
from wesaid_web.cli import same_room
from wesaid_web.cli.start import add_data_option, choose_folder, open_folder
from wesaid_web.config.addresses import is_loopback
from wesaid_web.config.datafolder import DataFolder

THREADS = 8
CONNECTIONS = 1000  # a browser keeps several open; a hall full of people must not wait for each other's


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_data_option(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this computer only)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (default: 8000; 0: any free one)")
    parser.add_argument(
        "--public-url",
        metavar="URL",
        default=os.environ.get("WESAID_PUBLIC_URL"),
        help="the address people use, for example https://wesaid.example.org",
    )
    parser.add_argument(
        "--unencrypted", action="store_true", help="serve others without https all the same: what they send can be read"
    )
    same_room.add_arguments(parser)
    parser.add_argument("--demo", action="store_true", help="serve the worked example, on this computer only")


def run(options: argparse.Namespace) -> int:
    if options.same_room:
        same_room.prepare(options)
    folder = _folder(options)
    listening = [_listen(options.host, options.port)]
    port = listening[0].getsockname()[1]
    address = _address(options, port)
    if options.same_room:
        listening.append(_listen("127.0.0.1", port))
        same_room.understood(options, address, port)
    if options.demo and folder.is_new:
        folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.demo_marker.write_text("Everything in this folder is made up. It is served on this computer only.\n")
    open_folder(folder, public_url=address)
    # Links that commands make lead to where they can be used.
    folder.remember_address(f"http://127.0.0.1:{port}" if options.same_room else address)
    in_use = folder.in_use()
    _build_static(folder)
    _wake()
    if options.same_room:
        same_room.say(address, port)
    with in_use:
        _serve(listening, address, demo=folder.is_demo)
    return EXIT_OK


def _folder(options: argparse.Namespace) -> DataFolder:
    """The folder to serve; invented people are never mixed with real ones, and never served to others."""
    folder = choose_folder(options.data, demo=options.demo)
    if options.demo and not folder.is_demo and (not folder.is_new or _holds_something(folder.path)):
        raise UsageError(f"{folder.path} is not a folder of the worked example; name another with --data")
    demo = options.demo or folder.is_demo
    if demo and not (
        is_loopback(options.host) and is_loopback(urlsplit(options.public_url or "//127.0.0.1").hostname or "")
    ):
        raise UsageError("the worked example is served on this computer only; leave out --host and --public-url")
    if not is_loopback(options.host) and not options.public_url and not options.same_room:
        raise UsageError(f"say the address people will use: --public-url http://{options.host}:{options.port}")
    return folder


def _holds_something(path: Path) -> bool:
    return path.exists() and any(path.iterdir())


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except (OSError, OverflowError) as problem:
        raise UsageError(f"cannot listen on {host}, port {port}: {problem}; try another with --port") from problem
    return listening


def _address(options: argparse.Namespace, port: int) -> str:
    if options.same_room or not options.public_url:
        host = f"[{options.host}]" if ":" in options.host else options.host
        return f"http://{host}:{port}"
    parts = urlsplit(options.public_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise UsageError("--public-url is an address such as https://wesaid.example.org, without a path")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        if not options.unencrypted:
            raise UsageError(
                "without https, what people write, and their passwords, can be read on the way. Put a proxy with https in front "
                "(docs/deploy.md); for a meeting in one room, use --same-room; to do it all the same, add --unencrypted"
            )
        print("Careful: without https, what people write can be read on the way.", file=sys.stderr)
    return str(options.public_url).rstrip("/")


def _build_static(folder: DataFolder) -> None:
    """Compress and name the static files once for each version, into the data folder."""
    from django.conf import settings
    from django.core.management import call_command

    source = settings.PACKAGE / "common" / "static"
    digest = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(source)).encode())
            digest.update(path.read_bytes())
    stamp = folder.static / "built"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


def _wake() -> None:
    """Go on with what a stop interrupted, and build the worked example if this is its folder and it is not there."""
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from wesaid_web.privacy.erasing_actions import carry_out_due
    from wesaid_web.show.demo.build import build_once
    from wesaid_web.trail import leftovers
    from wesaid_web.trail.actions.files import tidy
    from wesaid_web.trail.actions.imports import drop_forgotten, resume_all

    if settings.DEMO:
        build_once()
    call_command("clearsessions")
    tidy()
    leftovers.remove()
    drop_forgotten()
    resume_all()
    carry_out_due(today=timezone.localdate())


def _serve(listening: list[socket.socket], address: str, *, demo: bool) -> None:
    from waitress.server import create_server

    from wesaid_web.config.wsgi import application

    proxy = os.environ.get("WESAID_TRUSTED_PROXY")
    behind = (
        {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}} if proxy else {}
    )
    for one in listening:
        one.listen(1024)
    server = create_server(
        application,
        sockets=listening,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # more open connections than select() can watch
        ident=None,
        clear_untrusted_proxy_headers=True,
        max_request_body_size=1024 * 1024 * 1024,  # the form says what is too large, and keeps the rest
        **behind,
    )
    signal.signal(signal.SIGTERM, _stop)
    print(f"{'The worked example' if demo else 'We Said, We Did'} is at {address}/", flush=True)
    print("Stop it with Ctrl+C.", flush=True)
    try:
        server.run()
    finally:
        from wesaid_web.common.tasks import finish_all

        server.close()
        finish_all()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


command = Command("serve the product; with --demo, the worked example", add_arguments, run)
