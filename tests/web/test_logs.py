"""No line of the log holds an address that opens something by itself."""

from __future__ import annotations

import io
import logging
import logging.config
import re
import uuid
from collections.abc import Iterable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import World, let_guests_in
from wesaid_web.common.logs import without_secrets
from wesaid_web.trail.views import mine


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the handler of the settings writes."""
    stream = io.StringIO()
    made = logging.config.DictConfigurator(settings.LOGGING | {"root": {}, "loggers": {}})  # type: ignore[attr-defined]
    made.config["filters"] = {
        name: made.configure_filter(dict(one)) for name, one in settings.LOGGING["filters"].items()
    }
    made.config["formatters"] = {}
    handler = logging.StreamHandler(stream)
    for name in settings.LOGGING["handlers"]["stderr"]["filters"]:
        handler.addFilter(made.config["filters"][name])
    logging.getLogger().addHandler(handler)
    for name in ("django.security.csrf", "django.request"):
        logging.getLogger(name).addHandler(handler)
    yield stream
    for name in ("", "django.security.csrf", "django.request"):
        logging.getLogger(name).removeHandler(handler)


def test_a_form_without_its_seal_writes_no_secret(world: World, written: io.StringIO) -> None:
    guests = let_guests_in(world.here)
    client = Client(enforce_csrf_checks=True)
    for name, args in (
        ("guests:say", [guests.link]),
        ("guests:more", [guests.token]),
        ("join", ["a-secret-of-an-invitation"]),
    ):
        assert client.post(reverse(name, args=args), {"text": "x"}).status_code == 403
    assert "Forbidden" in written.getvalue()
    for secret in (guests.link, guests.token, "a-secret-of-an-invitation"):
        assert secret not in written.getvalue()


def test_what_goes_wrong_writes_no_secret(world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    guests = let_guests_in(world.here)

    def fail(*_args: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(mine, "_rows", fail)
    client = Client(raise_request_exception=False)
    assert client.get(reverse("guests:words", args=[guests.token])).status_code == 500
    assert "Internal Server Error: /mine/(left out)/" in written.getvalue()
    assert guests.token not in written.getvalue()


def test_what_is_no_secret_stays_to_be_read() -> None:
    key = uuid.uuid4()
    assert without_secrets(f"/projects/{key}/trail/") == f"/projects/{key}/trail/"
    assert without_secrets(f"/mine/abc:d/{key}/correct/") == f"/mine/(left out)/{key}/correct/"
    assert without_secrets("/account/password/new/3-abc-def/") == "/account/password/new/(left out)/"
    assert without_secrets("/account/address/Mg:1x:yz/ ok") == "/account/address/(left out)/ ok"


def addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of the site, with what a converter of ids or of words of ours takes left in its brackets."""
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, here)
        else:
            yield here


SECRETS = ("<str:secret>", "<str:token>")


def test_every_address_with_a_secret_is_written_without_it() -> None:
    """Taken from the list of addresses, so that a room that comes later is held to it, too."""
    with_secret = [one for one in addresses(get_resolver().url_patterns) if any(part in one for part in SECRETS)]
    assert len(with_secret) >= 18
    assert any("account/link/" in one for one in with_secret)
    for one in with_secret:
        address = "/" + one.replace(SECRETS[0], "Kn0wn-2_me").replace(SECRETS[1], "Kn0wn-2_me")
        assert "Kn0wn" not in without_secrets(f"Forbidden (CSRF cookie not set.): {address}"), one
        assert without_secrets(address).startswith(address.partition("Kn0wn")[0]), one


def test_no_address_takes_words_that_are_not_known_to_be_secret_or_not() -> None:
    """Whoever adds an address that takes anything says by its name whether it opens something."""
    open_to_anything = [one for one in addresses(get_resolver().url_patterns) if "<str:" in one]
    assert {part for one in open_to_anything for part in re.findall(r"<str:\w+>", one)} == set(SECRETS)
