"""One browser and one server of each kind for all the journeys. Nothing here knows Django or looks into the database."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.servers import Server
from tests.journeys.surveys import Survey, survey_demo, survey_empty, survey_more_of_demo, survey_with_mail

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
]


ARTIFACTS = Path("test-artifacts")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """For several processes at once (``--dist loadgroup``): tests that share what takes long to make, or that change the same
    copy of the worked example one after the other, stay in one process, in their order.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        for group, shared in (("surveys", {"surveys"}), ("the worked example", {"demo", "sandbox"})):
            if shared & set(fixtures):
                item.add_marker(pytest.mark.xdist_group(group))
                break


@pytest.fixture(autouse=True)
def picture_of_failure(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test fails, what each person had before them; and nobody's browser is left open."""
    failed = request.session.testsfailed
    yield
    if "browser" not in request.fixturenames:
        return
    for number, context in enumerate(request.getfixturevalue("browser").contexts):
        for page in context.pages if request.session.testsfailed > failed else []:
            ARTIFACTS.mkdir(exist_ok=True)
            name = re.sub(r"\W+", "-", request.node.name)
            page.screenshot(path=ARTIFACTS / f"{name}-{number}.png", full_page=True)
        context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this computer."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "there is no Chromium; run: tools/system_packages.sh chromium"
    options = [*OPTIONS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else OPTIONS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=options, env={**os.environ, "LANG": "en_GB.UTF-8"}
        )
        yield browser
        browser.close()


def _served(folder: Path, *options: str, **environment: str) -> Iterator[Server]:
    server = Server(folder, *options, **environment)
    yield server
    complaints = server.complaints()  # before it stops: browsers hold connections open, which then end without ceremony
    server.stop()
    assert complaints == ""


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An installation as it comes: empty, without e-mail."""
    yield from _served(tmp_path_factory.mktemp("here") / "data")


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another installation, for people who are invited only. It sends e-mail, which it prints."""
    folder = tmp_path_factory.mktemp("elsewhere") / "data"
    mail = "django.core.mail.backends.console.EmailBackend"
    yield from _served(folder, WESAID_SIGNUP="invited", WESAID_MAIL_BACKEND=mail)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The worked example."""
    yield from _served(tmp_path_factory.mktemp("demo") / "data", "--demo")


@pytest.fixture(scope="session")
def sandbox(demo: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A copy of the worked example in which things may be changed."""
    folder = tmp_path_factory.mktemp("sandbox") / "data"
    shutil.copytree(demo.folder, folder)
    yield from _served(folder)


@pytest.fixture(scope="session")
def surveys(
    browser: Browser,
    demo: Server,
    sandbox: Server,
    here: Server,
    elsewhere: Server,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Survey]:
    """Every page that links lead to: of the worked example, of a project just started, where there is e-mail."""
    return {
        "the worked example": survey_demo(browser, demo),
        "the worked example, too": survey_more_of_demo(browser, sandbox, tmp_path_factory.mktemp("files")),
        "just started": survey_empty(browser, here),
        "with e-mail": survey_with_mail(browser, elsewhere),
    }


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A photograph of a note."""
    path = tmp_path / "note.jpg"
    Image.new("RGB", (640, 480), "#e8e2d2").save(path)
    return path
