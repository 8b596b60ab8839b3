"""Backups while people write, put back again and again: the same to the byte each time, and nothing acknowledged is missing.

    python benchmarks/backup.py [--cycles 100] [--people 8] [--rows 10000]

First part: people write (words and photographs) as fast as the server answers while backups are made one after the other. Each
backup is opened, and whatever was acknowledged before it began has to be in it, whole; how long people waited is measured with
and without a backup. Second part: one backup is put back, backed up again, put back, and so on: rows, counters, key and files
have to be the same bytes in every round. Third: how large and how quick for a project of so many contributions.

Rows go into an embedded database when they are put back; on PostgreSQL (`tools/with_postgres.sh`) the first part reads from there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from disk_full import photograph, send
from harness import Person, Server, fresh_folder, machine, make_project, percentile

WESAID = str(Path(sys.executable).parent / "wesaid")


@dataclass
class Heard:
    """What people were told, with the moment of each."""

    words: list[tuple[float, str]] = field(default_factory=list)
    seconds: list[tuple[float, float]] = field(default_factory=list)  # when it ended, how long it took
    refused: list[int] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=100)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--backups", type=int, default=5, help="how many are made while people write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wesaid-backup-") as name:
        work = Path(name)
        key = work / "key"
        key.write_text("k" * 64)
        print(machine_line())
        made = under_load(work, key, people=options.people, backups=options.backups)
        cycles(work, key, made, options.cycles)
        size(work, key, options.rows)


def machine_line() -> str:
    return machine() if not os.environ.get("DATABASE_URL") else f"{os.cpu_count()} cores, PostgreSQL"


def wesaid(*words: object, embedded: bool = False) -> float:
    """Run a command that must succeed. Returns the seconds it took."""
    kept = {name: value for name, value in os.environ.items() if not (embedded and name == "DATABASE_URL")}
    start = time.perf_counter()
    done = subprocess.run([WESAID, *map(str, words)], check=False, capture_output=True, text=True, env=kept)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    return time.perf_counter() - start


def under_load(work: Path, key: Path, *, people: int, backups: int) -> Path:
    """People write while backups are made. Returns the last."""
    with fresh_folder() as folder:
        project, hat, sessions = make_project(people)
        server = Server(folder)
        heard, ended = Heard(), threading.Event()
        threads = [
            threading.Thread(target=write, args=(Person(one, server.address), project, hat, heard, ended, number == 0))
            for number, one in enumerate(sessions)
        ]
        for thread in threads:
            thread.start()
        time.sleep(10)
        spans, missing, last = [], 0, work / "none"
        for number in range(backups):
            last = work / f"load{number}.backup"
            began = time.monotonic()
            wesaid("backup", last, "--key-file", key, "--data", folder.path)
            spans.append((began, time.monotonic()))
            before = {text for when, text in heard.words if when < began}
            missing += len(before - set(_texts(last, key)))
            time.sleep(3)
        ended.set()
        for thread in threads:
            thread.join()
        server.stop()
    during = [took for when, took in heard.seconds if any(start <= when <= end for start, end in spans)]
    else_ = [took for when, took in heard.seconds if not any(start <= when <= end for start, end in spans)]
    lasted = [end - start for start, end in spans]
    print(
        f"{backups} backups while {people} people wrote: {len(heard.words)} acknowledged, {len(heard.refused)} refused"
    )
    print(
        f"missing in a backup that began after they were acknowledged: {missing}; a backup took {max(lasted):.1f} s at most"
    )
    print(f"a write: p95 {percentile(else_, 0.95):.2f} s, at most {max(else_):.2f} s; while a backup was made ", end="")
    print(f"p95 {percentile(during, 0.95):.2f} s, at most {max(during):.2f} s ({len(during)} writes)")
    assert not missing
    assert not heard.refused
    return last


def write(
    person: Person, project: uuid.UUID, hat: uuid.UUID, heard: Heard, ended: threading.Event, photographs: bool
) -> None:
    import random

    path, chance = f"/projects/{project}/said/new/", random.Random(1)
    person.request("GET", path)
    while not ended.is_set():
        text, start = f"said {uuid.uuid4()}", time.monotonic()
        fields = {"text": text, "hat": str(hat)}
        if photographs:
            files = {"file": ("wall.jpg", "image/jpeg", photograph(chance))}
            status, _body, location = send(person, path, fields | {"description": "A wall"}, files)
        else:
            status, _body, location = person.request("POST", path, fields)
        now = time.monotonic()
        heard.seconds.append((now, now - start))
        if status == 302 and "/said/" in location:
            heard.words.append((now, text))
        else:
            heard.refused.append(status)
    person.close()


def _entries(path: Path, key: Path) -> dict[str, bytes]:
    from wesaid_web.cli.backups.parcel import unpack
    from wesaid_web.cli.backups.sealing import Secret

    with path.open("rb") as source:
        return {name: content.read() for name, _when, content in unpack(source, Secret.from_file(key))}


def _texts(path: Path, key: Path) -> list[str]:
    found = []
    columns: list[str] = []
    for name, content in sorted(_entries(path, key).items()):
        if name.startswith("rows/trail.Contribution."):
            rows = [json.loads(line) for line in content.splitlines()]
            columns = columns or rows.pop(0)
            found += [row[columns.index("text")] for row in rows]
    return found


def digest(path: Path, key: Path) -> str:
    """Everything that is to be the same in every round: all but when and with which version it was made."""
    whole = hashlib.sha256()
    for name, content in _entries(path, key).items():
        if name != "about.json":
            whole.update(f"{name} {len(content)} ".encode() + hashlib.sha256(content).digest())
    return whole.hexdigest()


def cycles(work: Path, key: Path, made: Path, many: int) -> None:
    first, seconds = digest(made, key), []
    different = 0
    for number in range(many):
        folder, again = work / f"cycle{number}", work / f"cycle{number}.backup"
        seconds.append(wesaid("restore", made, "--key-file", key, "--data", folder, embedded=True))
        wesaid("backup", again, "--key-file", key, "--data", folder, embedded=True)
        different += digest(again, key) != first
        subprocess.run(["rm", "-rf", str(folder)], check=True)
        made.unlink()
        made = again
    print(
        f"{many} rounds of putting back and backing up again: {different} differed from the first in a byte; ", end=""
    )
    print(f"putting back took {percentile(seconds, 0.5):.1f} s, at most {max(seconds):.1f} s")
    if not different:
        print(f"so fewer than {3 / many:.1%} of such rounds change something, with 95 % confidence")
    assert not different


def size(work: Path, key: Path, rows: int) -> None:
    """A project of so many contributions, brought in as a table, with everything it leaves in the record."""
    table = work / "large.csv"
    table.write_text("text\n" + "".join(f"said {number} {uuid.uuid4()} {'word ' * 30}\n" for number in range(rows)))
    folder, made = work / "large", work / "large.backup"
    wesaid("trail", "import", table, "--project", "Large", "--map", "csv", "--data", folder, embedded=True)
    took = wesaid("backup", made, "--key-file", key, "--data", folder, embedded=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    back = wesaid("restore", made, "--key-file", key, "--data", work / "large-back", embedded=True)
    print(
        f"{rows} contributions: backed up in {took:.1f} s, put back and looked at in {back:.1f} s, "
        f"{made.stat().st_size >> 10} KB; most memory of any command {peak} MB"
    )


if __name__ == "__main__":
    main()
