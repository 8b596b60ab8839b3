"""Duplicates in labelled sets: what ``wesaid dedupe`` finds, beside strengths it was not fitted on, beside bib-dedupe.

    benchmarks/duplicates.py FOLDER [--bibdedupe PYTHON] [--fit]

``FOLDER`` has NAME.records.csv and NAME.gold.csv. ``PYTHON`` is an interpreter with bib-dedupe installed. ``--fit`` fits
the strengths on all sets and prints them as they stand in ``weights.py``, and does nothing else.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from duplicates_sets import LabelledSet, as_source, fit, left_after_links, load, names, score, using
from wesaid.evidence.duplicates import find_duplicates

PEER = Path(__file__).with_name("duplicates_peer.py")


@dataclass(frozen=True)
class Line:
    """One line of a table."""

    name: str
    records: int
    duplicates: int
    removed_unique: int
    left: int
    after_links: int | None
    f1: float
    to_review: int
    cpu: float | None


def by_command(labelled: LabelledSet) -> Line:
    """The real command in a process of its own; its processor time includes starting up."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {option: folder / f"{option}.csv" for option in ("output", "clusters", "links", "review")}
        options = [part for option, path in files.items() for part in (f"--{option}", str(path))]
        wesaid = Path(sys.executable).with_name("wesaid")
        before = _children()
        subprocess.run([wesaid, "dedupe", labelled.path, *options], check=True, stdout=subprocess.DEVNULL)
        cpu = _children() - before
        groups: dict[str, list[str]] = defaultdict(list)
        for row in _rows(files["clusters"]):
            groups[row["cluster"]].append(row["id"])
        links = [(row["id_a"], row["id_b"]) for row in _rows(files["links"])]
        return _line(labelled, list(groups.values()), links, len(links) + len(_rows(files["review"])), cpu)


def in_process(labelled: LabelledSet) -> Line:
    """The same, with the strengths that are set at the moment."""
    found = find_duplicates(labelled.references)
    ids = [reference.id for reference in labelled.references]
    groups = [[ids[place] for place in group] for group in found.groups]
    links = [(ids[one.one], ids[one.other]) for one in found.linked]
    return _line(labelled, groups, links, len(links) + len(found.review), None)


def by_peer(labelled: LabelledSet, python: str) -> Line:
    """bib-dedupe with its own defaults, on one processor."""
    before = _children()
    done = subprocess.run(
        [python, PEER, labelled.path],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "TQDM_DISABLE": "1"},
    )
    cpu = _children() - before
    answer = json.loads(done.stdout.splitlines()[-1])
    return _line(labelled, answer["groups"], None, answer["maybe"], cpu)


def _line(
    labelled: LabelledSet,
    groups: Sequence[Sequence[str]],
    links: Sequence[tuple[str, str]] | None,
    to_review: int,
    cpu: float | None,
) -> Line:
    found = score([reference.id for reference in labelled.references], labelled.gold, groups)
    after = None if links is None else left_after_links(labelled.gold, groups, links)
    size = len(labelled.references)
    return Line(
        labelled.name, size, found.duplicates, found.removed_unique, found.left, after, found.f1, to_review, cpu
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(title: str, lines: Sequence[Line]) -> None:
    """A table in Markdown."""
    print(f"\n**{title}**\n")
    print("| set | records | duplicates | unique removed | left | left after links | F1 | pairs to review | CPU s |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for line in lines:
        after = "" if line.after_links is None else line.after_links
        cpu = "" if line.cpu is None else f"{line.cpu:.1f}"
        print(
            f"| {line.name} | {line.records:,} | {line.duplicates:,} | {line.removed_unique} | {line.left} | {after} "
            f"| {line.f1:.4f} | {line.to_review:,} | {cpu} |"
        )
    after_all = [line.after_links for line in lines if line.after_links is not None]
    cpus = [line.cpu for line in lines if line.cpu is not None]
    print(
        f"| together | {sum(line.records for line in lines):,} | {sum(line.duplicates for line in lines):,} "
        f"| {sum(line.removed_unique for line in lines)} | {sum(line.left for line in lines)} "
        f"| {sum(after_all) if after_all else ''} | | {sum(line.to_review for line in lines):,} "
        f"| {f'{sum(cpus):.1f}' if cpus else ''} |",
        flush=True,
    )


def show_doubled(sets: Sequence[LabelledSet]) -> None:
    """Every set once more behind itself: each record must find its copy, or be a question where it says too little."""
    print("\n**Everything twice**\n")
    print("| set | records | removed more | copies that are a question | unaccounted for |")
    print("|---|--:|--:|--:|--:|")
    for one in sets:
        count = len(one.references)
        once = find_duplicates(one.references)
        twice = find_duplicates([*one.references, *(replace(each, id=f"{each.id}+") for each in one.references)])
        asked = sum(verdict.other - verdict.one == count for verdict in twice.review)
        more = twice.removed - once.removed
        print(f"| {one.name} | {count:,} | {more:,} | {asked} | {count - more - asked} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--bibdedupe", metavar="PYTHON")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    sets = [load(options.folder, name) for name in names(options.folder)]
    if options.fit:
        print(as_source(*fit(sets)))
        return
    show("wesaid dedupe", [by_command(one) for one in sets])
    held_out = []
    for one in sets:
        with using(*fit([other for other in sets if other is not one])):
            held_out.append(in_process(one))
    show("wesaid, strengths fitted on the other sets", held_out)
    show_doubled(sets)
    if options.bibdedupe:
        show("bib-dedupe", [by_peer(one, options.bibdedupe) for one in sets])


if __name__ == "__main__":
    main()
