"""No line of the log holds an address that opens something by itself."""

from __future__ import annotations

import io
import logging
import logging.config
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

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
