"""Real files of references: each is read, every record is kept or named, and what was kept comes back through every format.

python benchmarks/real_formats.py FOLDER [FOLDER ...]     # every file with the ending of a format
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from wesaid.evidence import Reference, read, write
from wesaid.evidence.formats import SUFFIXES

THROUGH = (".ris", ".nbib", ".ciw", ".bib", ".xml", ".csv", ".xlsx")


def comparable(references: Iterable[Reference]) -> list[Reference]:
    """Records with their extra fields in the order of their tags: a table keeps no order between different ones."""
    return [replace(one, extra=tuple(sorted(one.extra, key=lambda pair: pair[0]))) for one in references]


def check(path: Path) -> bool:
    """Read one file and take it through every format; print what came of it."""
    start = time.process_time()
    first = read(path)
    wanted = comparable(first.references)
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for suffix in THROUGH:
            target = Path(folder) / f"a{suffix}"
            write(first.references, target)
            again = read(target)
            if again.rejected or comparable(again.references) != wanted:
                wrong.append(suffix)
    file = first.files[0]
    print(
        f"{path.name:<36} {first.found:>7,} in = {file.kept:>7,} kept + {file.rejected:>3,} rejected  {file.encoding:<7}"
        f" {time.process_time() - start:>6.1f} CPU s  "
        + (f"NOT THE SAME through {', '.join(wrong)}" if wrong else "the same through all")
    )
    for one in first.rejected[:5]:
        print(f"    line {one.line}: {one.reason}")
    return not wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    files = sorted(path for folder in options.folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    good = [check(path) for path in files if not path.name.endswith(".gold.csv")]
    return 0 if good and all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
