"""Very many references at once: ``wesaid dedupe`` on a large labelled set, with time, memory and what it found.

    benchmarks/duplicates_scale.py FOLDER NAME [--processes N]

``FOLDER`` has NAME.records.csv and NAME.gold.csv. Memory is that of all processes together, what they share counted once
(proportional set size), looked at twice a second; Linux only.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from duplicates_sets import left_after_links, score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("name")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    records = options.folder / f"{options.name}.records.csv"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wall, cpu, memory = _run(records, folder, options.processes)
        ids = [row["ID"] for row in _rows(records, ("ID",))]
        groups: dict[str, list[str]] = defaultdict(list)
        for row in _rows(folder / "clusters.csv", ("cluster", "id")):
            groups[row["cluster"]].append(row["id"])
        links = [(row["id_a"], row["id_b"]) for row in _rows(folder / "links.csv", ("id_a", "id_b"))]
        review = len(_rows(folder / "review.csv", ("id_a",)))
    lines = (options.folder / f"{options.name}.gold.csv").read_text(encoding="utf-8").splitlines()[1:]
    gold = [line.strip().strip('"').split(";") for line in lines]
    found = score(ids, gold, groups.values())
    after = left_after_links(gold, groups.values(), links)
    print(
        "| records | duplicates | unique removed | left | left after links | pairs to review | wall s | CPU s | memory GB |"
    )
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    print(
        f"| {len(ids):,} | {found.duplicates:,} | {found.removed_unique} | {found.left} | {after} | {len(links) + review:,} "
        f"| {wall:.0f} | {cpu:.0f} | {memory / 1e9:.1f} |"
    )


def _run(records: Path, folder: Path, processes: int) -> tuple[float, float, int]:
    """Wall time, processor time and the most memory of the command and its processes."""
    files = [part for name in ("clusters", "links", "review") for part in (f"--{name}", str(folder / f"{name}.csv"))]
    wesaid = Path(sys.executable).with_name("wesaid")
    command: list[str | Path] = [
        wesaid,
        "dedupe",
        records,
        "-o",
        folder / "out.csv",
        *files,
        "--processes",
        str(processes),
    ]
    start = time.monotonic()
    running = subprocess.Popen(command)
    most = [0]
    watcher = threading.Thread(target=_watch, args=(running, most), daemon=True)
    watcher.start()
    assert running.wait() == 0
    wall = time.monotonic() - start
    watcher.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, used.ru_utime + used.ru_stime, most[0]


def _watch(running: subprocess.Popen[bytes], most: list[int]) -> None:
    while running.poll() is None:
        most[0] = max(most[0], sum(map(_proportional, _tree(running.pid))))
        time.sleep(0.5)


def _tree(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(deeper for child in children for deeper in _tree(int(child)))]


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: row[name] for name in columns} for row in csv.DictReader(file)]


if __name__ == "__main__":
    main()
