"""kill -9 in the middle of writes, again and again: nothing that was acknowledged is lost, the database is sound.

    python benchmarks/kill.py [--trials 40]

Each trial starts the server, lets eight people write, kills it after a random moment, and starts it again. On PostgreSQL
every process of the database is killed in the same moment, and it recovers on its own. A kill shows what a crash of a
program does. It shows nothing about a power cut; for that, `wesaid check` asserts the durability settings.
Zero losses in n trials bound the rate of losing something in such a trial at about 3/n with 95 % confidence.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import random
import shlex
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

from harness import Person, Server, fresh_folder, machine, make_project


def write_until_gone(person: Person, project: uuid.UUID, hat: uuid.UUID, acknowledged: list[str]) -> None:
    """Say things until the server no longer answers; keep what it acknowledged."""
    path = f"/projects/{project}/said/new/"
    try:
        person.request("GET", path)
        while True:
            text = f"said {uuid.uuid4()}"
            status, _body, location = person.request("POST", path, {"text": text, "hat": str(hat)})
            if status == 302 and "/said/" in location:
                acknowledged.append(text)
    except (http.client.HTTPException, OSError):
        return
    finally:
        person.close()


class Postgres:
    """The database server on this computer that ``DATABASE_URL`` names, to be killed whole and started again."""

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            self.folder = Path(cursor.fetchone()[0])
        program, *options = shlex.split((self.folder / "postmaster.opts").read_text())
        self.start_again = [program.removesuffix("postgres") + "pg_ctl", "start", "-w", "-D", str(self.folder)]
        self.start_again += ["-l", f"{self.folder}/../log", "-o", shlex.join(options)]

    def kill(self) -> None:
        lock = self.folder / "postmaster.pid"
        first = int(lock.read_text().split()[0])
        children = subprocess.run(["pgrep", "--parent", str(first)], capture_output=True, text=True, check=False)
        processes = (first, *map(int, children.stdout.split()))
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(map(_runs, processes)):
            time.sleep(0.01)
        for left in (lock, *self.folder.parent.glob(".s.PGSQL.*.lock")):
            left.unlink()  # where nobody collects the dead, PostgreSQL would take the killed one for alive

    def start(self) -> None:
        """As whom the folder belongs to: PostgreSQL refuses to run as root. The options are those it had before."""
        owner = self.folder.stat()
        who: dict[str, int] = {"user": owner.st_uid, "group": owner.st_gid} if os.getuid() == 0 else {}
        subprocess.run(self.start_again, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **who)  # type: ignore[call-overload]


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with fresh_folder() as folder:
        project, hat, sessions = make_project(8)
        from django.db import connection

        from wesaid_web.trail.models import Contribution

        database = Postgres() if connection.vendor == "postgresql" else None
        everything: set[str] = set()
        unsound = 0
        for _trial in range(options.trials):
            server = Server(folder)
            acknowledged: list[list[str]] = [[] for _ in sessions]
            threads = [
                threading.Thread(target=write_until_gone, args=(Person(session, server.address), project, hat, heard))
                for session, heard in zip(sessions, acknowledged, strict=True)
            ]
            for thread in threads:
                thread.start()
            while sum(map(len, acknowledged)) < 10:  # writing has begun
                time.sleep(0.01)
            time.sleep(chance.random())
            server.kill()
            if database:
                connection.close()
                database.kill()
            for thread in threads:
                thread.join()
            if database:
                database.start()
            everything |= {text for heard in acknowledged for text in heard}
            check = [str(Path(sys.executable).parent / "wesaid"), "check", "--data", str(folder.path)]
            unsound += subprocess.run(check, check=False, capture_output=True).returncode != 0
        stored = set(Contribution.objects.filter(text__startswith="said ").values_list("text", flat=True))
        lost = everything - stored
        killed = "the server and the database" if database else "the server"
        print(
            f"{machine()}; {options.trials} kills of {killed}, {len(everything)} acknowledged writes, {len(stored)} stored"
        )
        print(f"lost {len(lost)}; checks that found a problem: {unsound}")
        if not lost and not unsound:
            print(f"so fewer than {3 / options.trials:.1%} of such kills lose something, with 95 % confidence")
        assert not lost
        assert not unsound


if __name__ == "__main__":
    main()
