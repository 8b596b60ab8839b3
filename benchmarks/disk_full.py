"""The disk is full, again and again: nothing that was called saved is missing, and it goes on once there is room.

    python benchmarks/disk_full.py [--trials 20]

Each trial puts a data folder on a small file system of its own, starts the real server on it, and lets five people write until
there is no room: words, photographs, files being brought in, and the page after a meeting. In every second trial the
server's temporary files are on the full disk too. Then it looks whether pages can still be read, whether the refusal says
what is wrong and gives back what was typed, and, after some ballast is removed and without a restart, whether people can
write again. At the end everything that was acknowledged has to be there, and `wesaid check` has to find nothing.

Needs Linux, and either root or user namespaces (`unshare`). SQLite only: where PostgreSQL keeps its files is its own affair.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from harness import Person, Server, fresh_folder, machine, make_project

SIZE_MB = 24
ENOUGH_REFUSALS = 6
LONGEST = 90  # seconds of one trial
INSIDE = "WESAID_SMALL_DISK"
BOUNDARY = "boundary-of-the-form"
SAYS_WHY = "There is no room left on the computer that runs this site"


@dataclass
class Heard:
    """What one person was told."""

    words: list[str] = field(default_factory=list)  # texts that were acknowledged
    photographs: list[str] = field(default_factory=list)  # texts of contributions with a photograph
    imports: list[str] = field(default_factory=list)  # ids of files that were taken in
    refused: Counter[str] = field(default_factory=Counter)
    given_back: Counter[bool] = field(default_factory=Counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    _with_mounts_of_its_own()
    chance = random.Random(options.seed)
    totals: Counter[str] = Counter()
    with fresh_folder() as folder, tempfile.TemporaryDirectory(prefix="wesaid-disk-") as name:
        project, hat, sessions = make_project(5)
        from wesaid_web.projects.models import Member, Role

        meeting = _meeting(project)
        Member.objects.filter(project_id=project).update(role=Role.FACILITATOR)
        Server(folder).stop()  # builds the static files once
        for number in range(options.trials):
            disk = Path(name) / f"trial{number}"
            disk.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=700", "tmpfs", str(disk)], check=True)
            try:
                totals += trial(folder.path, disk, (project, hat, meeting), sessions, chance, tmp_too=bool(number % 2))
            finally:
                subprocess.run(["umount", "-l", str(disk)], check=True)
    print(
        f"{machine()}; {options.trials} disks of {SIZE_MB} MB filled; in every second the temporary files were on it too"
    )
    for what in sorted(totals):
        print(f"  {what}: {totals[what]}")
    wrong = {what: totals[what] for what in totals if "WRONG" in what}
    if not wrong:
        print(f"no false 'saved'; so fewer than {3 / options.trials:.1%} of such disks give one, with 95 % confidence")
    assert not wrong, wrong


def _with_mounts_of_its_own() -> None:
    """Begin anew where mounting is allowed and nobody else sees it: it is gone with this process, whatever happens."""
    if os.environ.get(INSIDE):
        return
    os.environ[INSIDE] = "1"
    may = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
    os.execvp("unshare", ["unshare", *may, "--mount", sys.executable, *sys.argv])  # noqa: S606


def _meeting(project: uuid.UUID) -> uuid.UUID:
    from django.utils import timezone

    from wesaid_web.meetings.models import Meeting

    return Meeting.objects.create(project_id=project, on=timezone.localdate(), purpose="Measured").pk


def trial(
    template: Path,
    disk: Path,
    ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID],
    sessions: list[str],
    chance: random.Random,
    *,
    tmp_too: bool,
) -> Counter[str]:
    """One disk, filled by people. Returns what happened; what must not is called WRONG."""
    from wesaid_web.config.datafolder import DataFolder

    found: Counter[str] = Counter()
    folder = DataFolder(disk / "data")
    shutil.copytree(template, folder.path)
    (disk / "tmp").mkdir()
    os.environ["TMPDIR"] = str(disk / "tmp") if tmp_too else tempfile.gettempdir()
    with (disk.parent / f"{disk.name}.log").open("w") as log:
        server = Server(folder, stderr=log)
    try:
        ballast = _fill(disk, leave=chance.randrange(100, 900) * 1024)
        heard = _write_until_full(server.address, ids, sessions, chance)
        found += _still_readable(server.address, ids[0], sessions[0])
        ballast.unlink()
        found += _writes_again(server.address, ids, sessions[0])
    finally:
        server.stop()
    found += _compare(folder.path, heard, ids[0])
    check = [str(Path(sys.executable).parent / "wesaid"), "check", "--data", str(folder.path)]
    done = subprocess.run(check, check=False, capture_output=True, text=True)
    problems = [
        line for line in done.stdout.splitlines() if line.startswith("PROBLEM") and "room on the disk" not in line
    ]
    if problems or done.returncode > 1:
        print(done.stdout, done.stderr)
        found["WRONG: checks that found a problem but how small the disk is"] += 1
    return found


def _fill(disk: Path, *, leave: int) -> Path:
    """All of the disk but so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - leave)
    return ballast


def _write_until_full(
    address: str, ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID], sessions: list[str], chance: random.Random
) -> list[Heard]:
    ways: list[Callable[..., None]] = [say, show, bring_in, after_meeting, say]
    heard = [Heard() for _ in ways]
    ends = time.monotonic() + LONGEST
    seeds = [chance.randrange(10**6) for _ in ways]

    def go_on(way: Callable[..., None], session: str, one: Heard, seed: int) -> None:
        person, own = Person(session, address), random.Random(seed)
        while sum(one.refused.values()) < ENOUGH_REFUSALS and time.monotonic() < ends:
            try:
                way(person, ids, one, own)
            except (http.client.HTTPException, OSError):
                one.refused["the connection was closed"] += 1
                person.close()
        person.close()

    threads = [threading.Thread(target=go_on, args=given) for given in zip(ways, sessions, heard, seeds, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return heard


def _refused(heard: Heard, status: int, body: str, typed: str) -> None:
    why = "" if SAYS_WHY in body else " WRONG: without saying why"
    heard.refused[f"{status}{why}"] += 1
    if typed:
        heard.given_back[typed in body] += 1
        if typed not in body:
            print(f"not given back: {typed[:8]!r}, status {status}, {len(body)} characters")


def say(person: Person, ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID], heard: Heard, chance: random.Random) -> None:
    """A few pages of words."""
    path, text = f"/projects/{ids[0]}/said/new/", f"said {uuid.uuid4()} " + "word " * 2000
    person.request("GET", path)
    status, body, location = person.request("POST", path, {"text": text, "hat": str(ids[1])})
    if status == 302 and "/said/" in location:
        heard.words.append(text.strip())
    else:
        _refused(heard, status, body, text.strip())


def show(person: Person, ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID], heard: Heard, chance: random.Random) -> None:
    """Words with a photograph."""
    path, text = f"/projects/{ids[0]}/said/new/", f"shown {uuid.uuid4()}"
    person.request("GET", path)
    fields = {"text": text, "hat": str(ids[1]), "description": "A wall of notes"}
    status, body, location = send(person, path, fields, {"file": ("wall.jpg", "image/jpeg", photograph(chance))})
    if status == 302 and "/said/" in location:
        heard.photographs.append(text)
    else:
        _refused(heard, status, body, text)


def bring_in(person: Person, ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID], heard: Heard, chance: random.Random) -> None:
    """A table, as far as the page that asks which column is what."""
    path = f"/projects/{ids[0]}/import/new/"
    person.request("GET", path)
    table = "text\n" + "".join(f"brought {uuid.uuid4()} {'word ' * 20}\n" for _ in range(chance.randrange(200, 1500)))
    status, body, location = send(person, path, {}, {"file": ("said.csv", "text/csv", table.encode())})
    if status == 302 and "/import/" in location:
        heard.imports.append(re.findall(r"[0-9a-f-]{36}", location)[-1])
    else:
        _refused(heard, status, body, "")


def after_meeting(
    person: Person, ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID], heard: Heard, chance: random.Random
) -> None:
    """Ten things that were said, on one page: all of them, or none."""
    path = f"/projects/{ids[0]}/meetings/{ids[2]}/after/"
    _status, page, _location = person.request("GET", path)
    hidden = dict(re.findall(r'<input type="hidden" name="(id|edition)" value="([^"]*)"', page))
    texts = [f"after {uuid.uuid4()} " + "word " * 100 for _ in range(10)]
    rows = {f"text{row}": text for row, text in enumerate(texts, 1)} | {
        f"who{row}": f"h{ids[1]}" for row in range(1, 11)
    }
    status, body, location = person.request("POST", path, {**hidden, **rows, f"more_{ids[1]}": "3"})
    if status == 302 and location.endswith(f"/meetings/{ids[2]}/"):
        heard.words += [text.strip() for text in texts]
    elif status != 409:  # somebody else's was saved first: nothing was called saved, and the page says so
        _refused(heard, status, body, texts[4].strip())


def send(
    person: Person, path: str, fields: dict[str, str], files: dict[str, tuple[str, str, bytes]]
) -> tuple[int, str, str]:
    """A form with files in it."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {**fields, "csrfmiddlewaretoken": person.token}.items()
    ]
    for name, (file_name, kind, content) in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n'
        parts.append(f"{head}Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return person.request("POST", path, content=(f"multipart/form-data; boundary={BOUNDARY}", body))


def photograph(chance: random.Random) -> bytes:
    """A picture of noise: it cannot be packed."""
    from PIL import Image

    side, out = chance.randrange(200, 900), BytesIO()
    Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3)).save(out, "JPEG")
    return out.getvalue()


def _still_readable(address: str, project: uuid.UUID, session: str) -> Counter[str]:
    person = Person(session, address)
    statuses = [
        person.request("GET", f"/projects/{project}/{page}")[0] for page in ("", "said/", "decided/", "import/")
    ]
    person.close()
    return Counter(
        {"pages read while it was full": statuses.count(200), "WRONG: pages not read": 4 - statuses.count(200)}
    )


def _writes_again(address: str, ids: tuple[uuid.UUID, uuid.UUID, uuid.UUID], session: str) -> Counter[str]:
    person, heard, chance = Person(session, address), Heard(), random.Random(7)
    for way in (say, show, bring_in, after_meeting):
        way(person, ids, heard, chance)
    person.close()
    again = len(heard.imports) + len(heard.photographs) + len(heard.words)
    good = (len(heard.words), len(heard.photographs), len(heard.imports)) == (11, 1, 1)
    return Counter({"acknowledged once there was room": again, "WRONG: refused once there was room": int(not good)})


def _compare(folder: Path, heard: list[Heard], project: uuid.UUID) -> Counter[str]:
    """What was acknowledged against what is there, read by another process's eyes: straight from the files."""
    import sqlite3

    database = sqlite3.connect(folder / "wesaid.sqlite3")
    rows = database.execute("SELECT id, text FROM trail_contribution").fetchall()
    stored = Counter(text for _id, text in rows)
    key_of = {text: key for key, text in rows}
    words = [text for one in heard for text in (*one.words, *one.photographs)]
    found: Counter[str] = Counter({"acknowledged words": len(words)})
    found["acknowledged photographs"] = sum(len(one.photographs) for one in heard)
    found["acknowledged files brought in"] = sum(len(one.imports) for one in heard)
    found["WRONG: acknowledged words that are missing"] = sum(stored[text] == 0 for text in words)
    found["WRONG: words twice"] = sum(count > 1 for count in stored.values())
    for text in (text for one in heard for text in one.photographs):
        names = database.execute("SELECT file FROM trail_attachment WHERE contribution_id = ?", [key_of.get(text)])
        found["WRONG: photographs that are missing or cut off"] += not _whole([folder / "files" / n for (n,) in names])
    for key in (key for one in heard for key in one.imports):
        row = database.execute("SELECT file FROM trail_importrun WHERE id = ?", [uuid.UUID(key).hex]).fetchone()
        path = folder / "files" / row[0] if row else None
        found["WRONG: files that are missing or cut off"] += not (
            path and path.is_file() and path.read_bytes()[-1:] == b"\n"
        )
    named = {
        name for (name,) in database.execute("SELECT file FROM trail_attachment UNION SELECT file FROM trail_importrun")
    }
    kept = [path.relative_to(folder / "files").as_posix() for path in (folder / "files").rglob("*") if path.is_file()]
    found["files left that no row names, removed a day later"] = sum(
        name not in named and ".small" not in name for name in kept
    )
    for one in heard:
        for why, times in one.refused.items():
            found[f"refused: {why}"] += times
        found["refusals that gave back what was typed"] += one.given_back[True]
        found["WRONG: refusals that did not"] += one.given_back[False]
    database.close()
    return Counter({what: number for what, number in found.items() if number})


def _whole(paths: list[Path]) -> bool:
    from PIL import Image

    for path in paths:
        try:
            with Image.open(path) as picture:
                picture.load()
        except OSError:
            return False
    return bool(paths)


if __name__ == "__main__":
    main()
