"""Notices what goes wrong on a page while somebody does something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

FIRST_ERROR = 400


class Watch:
    """Collects faults in one browser context.

    A fault is: something written to the console as a warning or an error (a page that breaks its own content policy says
    so there), a script that fails, a request to another origin, a request that fails, an answer of 400 or more that was
    not expected.
    """

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.pages = 0
        self._expected: int | None = None
        self._allowed: set[int] = set()
        self._answered: list[int] = []
        self._leaving = False
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"a script failed: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """Within this, a page may and must be answered with this status."""
        self._expected, self._answered = status, []
        yield
        assert self._answered, f"no page was answered with {status}"
        self._expected = None

    @contextmanager
    def allowing(self, *statuses: int) -> Iterator[None]:
        """Within this, pages may be answered with these statuses."""
        self._allowed = set(statuses)
        yield
        self._allowed = set()

    @contextmanager
    def downloading(self) -> Iterator[None]:
        """Within this, leaving for a file is not a failure: the page stays where it is."""
        self._leaving = True
        yield
        self._leaving = False

    def _console(self, message: ConsoleMessage) -> None:
        # That a page was answered with an error is told below, with its status.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource:"):
            self.faults.append(f"on the console: {message.text} ({message.page and message.page.url})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.faults.append(f"a request to another origin: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        self.pages += is_page
        if response.status < FIRST_ERROR:
            return
        if is_page and response.status == self._expected:
            self._answered.append(response.status)
        elif not is_page or response.status not in self._allowed:
            self.faults.append(f"answered with {response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # Somebody who is quick leaves a page before its little sign has come; that breaks off, and nothing is wrong.
        broken_off = request.failure == "net::ERR_ABORTED"
        if not (broken_off and (self._leaving or not request.is_navigation_request())):
            self.faults.append(f"a request failed: {request.url} ({request.failure})")
