"""What goes with every answer, errors, files and redirects included; and nothing inline or from elsewhere in any page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

import wesaid_web
from tests.cast import World, picture
from tests.crawl import WITH_SECRET, addresses, by_code, outside
from tests.meta.doors import some_at_a_time
from tests.meta.routes import ROUTES
from tests.pages import Page, body
from wesaid.frameworks import all_frameworks, all_ways, review, studies
from wesaid_web.show import actions as show
from wesaid_web.trail.actions import files

SOURCE = Path(wesaid_web.__file__).parent
POLICY = {
    "default-src": "'none'",
    **dict.fromkeys(("script-src", "style-src", "img-src", "font-src", "media-src", "connect-src"), "'self'"),
    "form-action": "'self'",
    **dict.fromkeys(("base-uri", "frame-ancestors", "object-src"), "'none'"),
}
FILES = {"trail:file", "trail:format_file"}
FOR_FILES = {"default-src": "'none'", "sandbox": ""}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(answer: HttpResponseBase) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: value for name, _space, value in parts if name}


def faults(answer: HttpResponseBase, *, is_file: bool = False, is_static: bool = False) -> list[str]:
    found = [f"{name}: {answer.headers.get(name)}" for name, value in HEADERS.items() if answer.get(name) != value]
    if policy(answer) != (FOR_FILES if is_file else POLICY):
        found.append(f"policy: {policy(answer)}")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    if "Server" in answer.headers or "X-Powered-By" in answer.headers:
        found.append("it says what it runs on")
    kept = {part.strip() for part in answer.headers.get("Cache-Control", "").split(",")}
    if not is_static and (not {"no-store", "private"} <= kept or "public" in kept):
        found.append(f"Cache-Control: {kept}")
    return found


PUBLISHED = (
    {source.link for one in all_frameworks() for source in one.sources}
    | {source.link for source in (review(), *(way.source for way in all_ways()))}
    | {study.link for study in studies()}
)
"""Where frameworks and studies were published: the only addresses of others that a page of ours leads to."""

LEAVING = {"noopener", "noreferrer"}
"""What such a link says: the other site learns nothing of where somebody came from."""


def _rel(attrs: dict[str, str]) -> set[str]:
    return set(attrs.get("rel", "").split())


def elsewhere(page: Page) -> list[str]:
    """Anything that runs in the page itself, or that a browser would fetch from another place."""
    found = []
    for element in page.elements:
        found += [f"{element.name} {name}" for name in element.attrs if name.startswith("on") or name == "style"]
        if element.name == "style" or (element.name == "script" and (element.text or "src" not in element.attrs)):
            found.append(f"<{element.name}> in the page")
        if element.name == "a" and element.attrs.get("href") in PUBLISHED and _rel(element.attrs) >= LEAVING:
            continue  # a reference, opened by whoever wants to read it and fetched by nobody else
        if element.name == "a" and re.fullmatch(r"tel:\+?\d+", element.attrs.get("href", "")):
            continue  # a number to ring, of which nothing but digits comes from what was written
        for name in ("src", "href", "action", "srcset", "poster", "data", "formaction", "background"):
            if re.match(r"\s*([a-z+.-]+:|//)", element.attrs.get(name, ""), re.IGNORECASE):
                found.append(f"{element.name} {name}={element.attrs[name]}")
    return found


@pytest.mark.parametrize("who", ["facilitator", "member", "anonymous"])
def test_every_page_that_can_be_opened(who: str, world: World) -> None:
    here, client = world.here, world.client(who)
    show.answer(release=here.release, happy=True, words="", by=here.member)
    show.publish(release=here.release, by=here.facilitator)
    wrong: dict[str, list[str]] = {}
    statuses = set()
    for name, address in [*outside(), *addresses(here.project), *by_code(here.project)]:
        answer = client.get(address)
        statuses.add(answer.status_code)
        found = faults(answer, is_file=name in FILES and answer.status_code == 200)
        content = body(answer)
        if content.lstrip().startswith(b"<!DOCTYPE html>"):
            own_address = "http://127.0.0.1:8000/"  # told in words, and led to as a path
            found += [one for one in elsewhere(Page(content.decode())) if own_address not in one]
        if found:
            wrong[f"{name} {address}"] = found
    assert wrong == {}
    assert statuses >= {200, 302}


@pytest.mark.parametrize("names", some_at_a_time(ROUTES), ids=lambda names: names[0])
def test_every_form_and_every_wrong_method(names: tuple[str, ...], world: World) -> None:
    """What is sent with what a permitted call needs, with nothing, without its seal, and in a way that is not there.

    Each route in a transaction of its own that is taken back.
    """
    for name in names:
        with transaction.atomic():
            every_way(name, world)
            transaction.set_rollback(True)


def every_way(name: str, world: World) -> None:
    """Send to one route whatever there is to send."""
    route = ROUTES[name]
    address = reverse(name, args=route.args(world.here))
    is_file = name in FILES
    client = world.client("facilitator")
    for answer in (
        client.post(address),
        client.put(address),
        client.head(address),
        world.client("anonymous").post(address),
        client.post(address, route.data(world.here)),
    ):
        shown = is_file and answer.status_code == 200
        assert faults(answer, is_file=shown) == [], (name, answer.status_code)
        body(answer)
    strict = Client(enforce_csrf_checks=True)
    assert faults(strict.post(address)) == [], name


def odd_answers(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, Any]]:
    """Errors of every kind, each with the status it is to have."""
    here, client = world.here, world.client("facilitator")
    client.raise_request_exception = False
    yield 404, client.get("/nowhere/")
    yield 404, client.get(reverse("public", args=["no-such-page"]))
    yield 301, client.get("/about")  # without its last stroke
    yield 403, world.client("observer").get(reverse("projects:settings", args=[here.project.pk]))
    yield 410, Client().get(reverse("join", args=["unknown"]))
    yield 400, client.get("/about/", headers={"host": "evil.example"})
    stale = {"text": "New", "hat": here.hat.pk, "tags": "", "edition": 99}
    yield 409, world.client("member").post(reverse("trail:edit", args=[here.project.pk, here.contribution.pk]), stale)
    file = reverse("trail:file", args=[here.project.pk, here.contribution.pk, here.attachment.pk])
    yield 206, client.get(file, headers={"range": "bytes=0-9"})
    yield 416, client.get(file, headers={"range": "bytes=999999999-"})
    yield 200, client.post(reverse("trail:archive_download", args=[here.project.pk]))
    yield (
        200,
        client.get(reverse("trail:import", args=[here.project.pk, here.import_run.pk]), headers={"hx-request": "1"}),
    )
    for _time in range(11):
        wrong = Client(REMOTE_ADDR="10.9.9.9").post(
            reverse("account_login"), {"login": "member@example.org", "password": "wrong"}
        )
    yield 429 if wrong.status_code == 429 else 200, wrong
    from wesaid_web.trail.views import said

    monkeypatch.setattr(said.queries, "with_cards", lambda *_given: 1 / 0)
    yield 500, client.get(reverse("trail:said", args=[here.project.pk]))


def test_errors_of_every_kind(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for status, answer in odd_answers(world, monkeypatch):
        assert answer.status_code == status
        assert faults(answer, is_file=status in {206, 416}) == [], status
        content = body(answer)
        if content.lstrip().startswith(b"<!DOCTYPE html>"):
            assert elsewhere(Page(content.decode())) == [], status


def test_pages_with_a_secret_in_their_address_do_not_pass_it_on(world: World) -> None:
    assert {"join", "people:use_link"} <= WITH_SECRET
    for name in WITH_SECRET:
        answer = Client().get(reverse(name, args=ROUTES[name].args(world.here)))
        assert faults(answer) == [], name
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_for_the_server_alone(world: World) -> None:
    client = Client()
    client.post(reverse("account_login"), {"login": "member@example.org", "password": "correct horse battery"})
    client.get(reverse("projects:list"))
    assert {"wesaid_session", "wesaid_csrf"} <= set(client.cookies)
    for name, morsel in client.cookies.items():
        assert morsel["httponly"], name
        assert morsel["samesite"] in {"Lax", "Strict"}, name


def test_static_files_have_the_policy_and_may_be_kept(db: None, settings: Any) -> None:
    folder = Path(settings.STATIC_ROOT) / "wesaid"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "held.css").write_text("p { color: teal }")
    answer = Client().get("/static/wesaid/held.css")  # a client looks at the folder anew
    assert answer.status_code == 200
    assert faults(answer, is_static=True) == []
    assert "no-store" not in answer.headers["Cache-Control"]
    assert body(answer).startswith(b"p {")


# What is built in

TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*") if path.is_file())
OURS = re.compile(r"https?://(www\.w3\.org/|127\.0\.0\.1)")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_inline_and_nothing_from_elsewhere(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", source, re.IGNORECASE)
    assert not re.search(r"<style|javascript:|data:[a-z]+/", source, re.IGNORECASE)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", source))
    assert "|safe" not in source.replace(" ", "")
    assert path.suffix == ".txt" or "autoescape" not in source  # messages are plain text
    found = [one for one in re.findall(r"https?://[^\s\"'<]+", source) if not OURS.match(one)]
    assert found == []


def test_the_style_sheet_and_script_fetch_nothing() -> None:
    folder = SOURCE / "common" / "static" / "wesaid"
    css = (folder / "wesaid.css").read_text("utf-8")
    assert "@import" not in css
    for address in re.findall(r"url\(([^)]*)\)", css):
        assert not re.match(r"[\"']?\s*(https?:|//|data:)", address), address
    for name in ("wesaid.js", "mark.svg", "wesaid.css"):
        text = (folder / name).read_text("utf-8")
        found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"')]*", text)
        assert [one for one in found if not OURS.match(one)] == [], name
        assert not re.search(r"\beval\(|new Function|document\.write|innerHTML\s*=", text), name


def test_a_file_is_sent_as_what_it_is(world: World) -> None:
    here = world.here
    kept = files.keep(project=here.project, upload=picture("red"), by=here.member)
    files.attach(attachment=kept, contribution=here.contribution, description="x", by=here.member)
    answer = world.client("member").get(reverse("trail:file", args=[here.project.pk, here.contribution.pk, kept.pk]))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{kept.pk}.jpg"'
    assert body(answer).startswith(b"\xff\xd8\xff")
