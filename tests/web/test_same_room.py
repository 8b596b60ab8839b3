"""Same-room mode: over a network that is not private, only what guests do; on the computer itself, everything."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import World, let_guests_in
from tests.pages import Page, text
from wesaid_web.common.same_room import came_over_the_network
from wesaid_web.config.addresses import is_local_network, own_address
from wesaid_web.support.models import Concern, SafetyContacts
from wesaid_web.trail.models import Contribution
from wesaid_web.trail.views.worries import from_invitation

TELEPHONE = {"REMOTE_ADDR": "192.168.7.20"}
THIS_COMPUTER = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def in_a_room(settings: Any) -> None:
    settings.SAME_ROOM = True


def names(patterns: list[Any], before: str = "") -> Iterator[str]:
    """Every route by its whole name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, f"{one.namespace}:" if one.namespace else before)
        elif isinstance(one, URLPattern) and one.name:
            yield before + one.name


def test_every_route_but_those_of_guests_stays_on_the_computer(in_a_room: None, rf: Any) -> None:
    from types import SimpleNamespace

    from wesaid_web.common.same_room import SameRoom

    open_ones = set()
    for name in names(get_resolver().url_patterns):
        request = rf.get("/", **TELEPHONE)
        namespace, _, own = name.rpartition(":")
        request.resolver_match = SimpleNamespace(namespace=namespace, url_name=own, view_name=name, func=None)
        request.user = SimpleNamespace(is_authenticated=False)
        answer = SameRoom(lambda _request: None).process_view(request, None, (), {})  # type: ignore[arg-type, return-value]
        assert name == "home" or answer is None or answer.status_code == 403
        if answer is None:
            open_ones.add(name)
    about_the_site = {"about", "accessibility", "privacy", "frameworks", "framework", "way", "words", "language"}
    assert {name for name in open_ones if not name.startswith("guests:")} == about_the_site
    assert {"guests:join", "guests:say", "guests:mine", "guests:withdraw"} <= open_ones


def test_passwords_and_accounts_do_not_travel_over_the_network(in_a_room: None, world: World) -> None:
    facilitator = world.client("facilitator")
    overview = reverse("show:overview", args=[world.here.project.pk])
    assert facilitator.get(overview, **THIS_COMPUTER).status_code == 200
    for answer in (
        facilitator.get(overview, **TELEPHONE),
        Client().get(reverse("account_login"), **TELEPHONE),
        Client().post(reverse("account_login"), {"login": "a@example.invalid", "password": "x"}, **TELEPHONE),
    ):
        assert answer.status_code == 403
        assert "Not over this network" in Page(text(answer)).words()
    start = Client().get("/", **TELEPHONE)
    assert (start.status_code, start.headers["Location"]) == (302, reverse("guests:join"))


def test_a_guest_says_something_and_is_told_what_the_network_is(in_a_room: None, world: World) -> None:
    guests, client = let_guests_in(world.here), Client()
    address = reverse("guests:say", args=[guests.link])
    page = Page(text(client.get(address, **TELEPHONE)))
    assert "Write only what you would say aloud here" in page.words()
    assert "Sign in" not in page.words()
    form = {name: page.value_of(name) for name in ("id", "codes")}
    assert client.post(address, form | {"text": "Said in the room"}, **TELEPHONE).status_code == 200
    assert Contribution.objects.filter(text="Said in the room").exists()
    assert "say aloud here" not in Page(text(client.get(address, **THIS_COMPUTER))).words()


def test_a_worry_is_not_written_down_over_the_network_and_whom_to_ring_is_said(in_a_room: None, world: World) -> None:
    address = reverse("guests:worry", args=[from_invitation(let_guests_in(world.here).invitation)])
    before = Concern.objects.count()
    answer = Client().post(address, {"words": "It frightens me"}, **TELEPHONE)
    words = Page(text(answer)).words()
    assert answer.status_code == 403
    assert SafetyContacts.objects.get(project=world.here.project).outside_phone in words
    assert "Nothing was kept" in words
    assert "It frightens me" in text(answer), "what was typed is given back"
    assert Concern.objects.count() == before
    assert "What worries you?" in Page(text(Client().get(address, **THIS_COMPUTER))).words()


def test_only_same_room_mode_looks_where_a_request_came_from(rf: Any, settings: Any) -> None:
    assert not came_over_the_network(rf.get("/", **TELEPHONE))
    settings.SAME_ROOM = True
    assert came_over_the_network(rf.get("/", **TELEPHONE))
    assert came_over_the_network(rf.get("/", REMOTE_ADDR="")), "who is not known is not trusted"
    assert came_over_the_network(rf.get("/", HTTP_X_FORWARDED_FOR="127.0.0.1", **TELEPHONE))
    assert not came_over_the_network(rf.get("/", REMOTE_ADDR="::1"))


def test_addresses_of_a_local_network() -> None:
    local = ["192.168.1.5", "10.0.0.2", "172.20.1.1", "169.254.3.4", "fd12::1"]
    others = ["127.0.0.1", "0.0.0.0", "8.8.8.8", "wesaid.example.org", "::1", "2600::1"]  # noqa: S104
    assert [is_local_network(one) for one in (*local, *others)] == [True] * 5 + [False] * 6


# The real server


def start(folder: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WESAID", "DJANGO", "DATABASE"))}
    return subprocess.Popen(
        [Path(sys.executable).with_name("wesaid"), "serve", "--data", str(folder), *options],
        env=kept | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


REFUSED = {
    "without reading": (["--same-room"], {}, "then add --understood"),
    "with a public address": (["--same-room", "--public-url", "https://a.example"], {}, "leave out --public-url"),
    "behind a proxy": (["--same-room"], {"WESAID_TRUSTED_PROXY": "127.0.0.1"}, "WESAID_TRUSTED_PROXY"),
    "with the worked example": (["--same-room", "--demo"], {}, "leave out --same-room"),
    "on the internet": (["--same-room", "--host", "8.8.8.8"], {}, "not an address of a local network"),
    "without https": (["--public-url", "http://wesaid.example.org"], {}, "--same-room; to do it all the same"),
}


@pytest.mark.parametrize("how", sorted(REFUSED))
def test_what_does_not_go_together_is_refused(tmp_path: Path, how: str) -> None:
    options, environment, words = REFUSED[how]
    if how == "without reading" and not own_address():
        pytest.skip("this computer is on no network")
    folder = tmp_path / "data"
    process = start(folder, *options, "--port", "0", **environment)
    _out, error = process.communicate(timeout=60)
    assert (process.returncode, words in error) == (2, True), error
    assert not folder.exists(), "nothing is made"


@pytest.mark.skipif(not own_address(), reason="this computer is on no network")
def test_the_real_server_in_a_room(tmp_path: Path) -> None:
    process = start(tmp_path / "data", "--same-room", "--understood", "--port", "0")
    try:
        said = ""
        assert process.stdout
        for line in process.stdout:
            said += line
            if "Stop it with" in line:
                break
        port = int(re.findall(r"On this computer: http://127\.0\.0\.1:(\d+)/", said)[0])
        lan = own_address()
        assert f"Telephones: http://{lan}:{port}/join/" in said
        assert "write only what you would say aloud here" in said
        statuses = {host: _status(host, port, "/account/sign-in/") for host in (lan, "127.0.0.1")}
        assert statuses == {lan: (403, ""), "127.0.0.1": (200, "wesaid_csrf")}
        assert _status(lan, port, "/join/")[0] == 200
        assert _status(lan, port, "/join/", host=f"evil.example:{port}")[0] == 400
        assert _status(lan, port, "/account/sign-in/", **{"X-Forwarded-For": "127.0.0.1"})[0] == 403
        assert (tmp_path / "data" / "address").read_text() == f"http://127.0.0.1:{port}\n"
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _status(to: str, port: int, path: str, *, host: str = "", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(to, port, timeout=30)
    connection.request("GET", path, headers={"Host": host or f"{to}:{port}", **headers})
    answer = connection.getresponse()
    answer.read()
    cookie = answer.headers.get("Set-Cookie", "")
    assert "Secure" not in cookie, "a browser would not send it back over http"
    connection.close()
    return answer.status, cookie.partition("=")[0]


def test_this_computer_finds_its_address_without_sending_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nowhere:
        def __enter__(self) -> Nowhere:
            return self

        def __exit__(self, *_: object) -> None: ...

        def connect(self, _address: tuple[str, int]) -> None:
            raise OSError("no way there")

    monkeypatch.setattr(socket, "socket", lambda *_: Nowhere())
    monkeypatch.setattr(socket, "gethostbyname_ex", lambda _: ("me", [], ["127.0.1.1", "192.168.3.4"]))
    assert own_address() == "192.168.3.4"
    monkeypatch.setattr(socket, "gethostbyname_ex", lambda _: ("me", [], ["10.0.0.1", "192.168.3.4"]))
    assert own_address() == ""
