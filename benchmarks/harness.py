"""What the benchmarks share: a project of a wanted size, people who are signed in, and a real server to send requests to."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urlsplit

from wesaid_web.cli.start import open_folder
from wesaid_web.config.datafolder import DataFolder

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def fresh_folder() -> Iterator[DataFolder]:
    """An empty data folder with its database; removed afterwards. On PostgreSQL the database is emptied first."""
    with tempfile.TemporaryDirectory(prefix="wesaid-benchmark-") as name:
        folder = DataFolder(Path(name).resolve())
        open_folder(folder)
        if os.environ.get("DATABASE_URL"):
            from django.core.management import call_command

            call_command("flush", verbosity=0, interactive=False)
        yield folder


@dataclass
class Person:
    """Someone who is signed in, with a connection of their own."""

    session: str
    address: str
    token: str = ""
    cookie: str = ""
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def request(
        self, method: str, path: str, data: dict[str, str] | None = None, content: tuple[str, bytes] | None = None
    ) -> tuple[int, str, str]:
        """Send one request; returns status, body and where it redirects to. ``content``: a type, and a body as it is."""
        if self.connection is None:
            host = urlsplit(self.address)
            self.connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)
        headers = {"Cookie": f"wesaid_session={self.session}; {self.cookie}", "Origin": self.address}
        body: str | bytes | None = None
        if content is not None:
            headers["Content-Type"], body = content
        if data is not None:
            body = urlencode({**data, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode(errors="replace")
        for value in answer.headers.get_all("Set-Cookie") or []:
            if value.startswith("wesaid_csrf="):
                self.cookie = value.split(";")[0]
        if found := TOKEN.search(text):
            self.token = found.group(1)
        return answer.status, text, answer.headers.get("Location", "")

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None


def make_project(people: int) -> tuple[uuid.UUID, uuid.UUID, list[str]]:
    """A project with so many members. Returns its id, the id of a hat, and a signed-in session for each person."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from wesaid_web.people.models import User
    from wesaid_web.people.sessions import SessionStore
    from wesaid_web.projects.actions import create_project
    from wesaid_web.projects.models import Member, Role

    sessions = []
    first = User.objects.create_user(email="first@example.invalid", name="First")
    project = create_project(name="Measured", by=first)
    hat = project.perspectives.get(code="carer")
    users = [first]
    for number in range(1, people):
        user = User.objects.create_user(email=f"p{number}@example.invalid", name=f"Person {number}")
        Member.objects.create(project=project, user=user, name=user.name, role=Role.MEMBER)
        users.append(user)
    for user in users:
        store = SessionStore()
        store[SESSION_KEY] = str(user.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = user.get_session_auth_hash()
        store.create()
        sessions.append(str(store.session_key))
    return project.pk, hat.pk, sessions


class Server:
    """``wesaid serve`` on a data folder, as a process of its own."""

    def __init__(self, folder: DataFolder, *, stderr: IO[str] | None = None) -> None:
        command = [str(Path(sys.executable).parent / "wesaid"), "serve", "--data", str(folder.path), "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if " is at " not in line:
            raise RuntimeError(f"the server did not start: {line}")
        self.address = line.split(" is at ")[1].strip().rstrip("/")

    def kill(self) -> None:
        """As if the power of this process were cut."""
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self) -> None:
        self.process.terminate()
        self._end()

    def _end(self) -> None:
        self.process.wait(timeout=30)
        if self.process.stdout:
            self.process.stdout.close()


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


def machine() -> str:
    """One line that says on what this was measured."""
    import platform
    import sqlite3

    database = f"SQLite {sqlite3.sqlite_version}"
    if os.environ.get("DATABASE_URL"):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            database = f"PostgreSQL {cursor.fetchone()[0].split()[0]}"
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {database}"
