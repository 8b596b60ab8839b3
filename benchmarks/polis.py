"""Real Polis exports, brought in and taken out again: every row is kept, word for word, with its support.

python benchmarks/polis.py FOLDER      # a folder with one folder for each conversation, each with a comments.csv
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path


def wesaid(*arguments: str) -> bytes:
    """Run ``wesaid trail`` and return what it prints."""
    command = [str(Path(sys.executable).parent / "wesaid"), "trail", *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for source in sorted(parser.parse_args().folder.glob("*/comments.csv")):
        name = source.parent.name
        with source.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with tempfile.TemporaryDirectory() as work:
            start = time.perf_counter()
            told = json.loads(
                wesaid("import", str(source), "--project", name, "--map", "polis", "--data", f"{work}/one", "--json")
            )
            took = time.perf_counter() - start
            wesaid("export", "--project", name, "-o", f"{work}/out.zip", "--data", f"{work}/one")
            wesaid("import", f"{work}/out.zip", "--data", f"{work}/two")
            wesaid("export", "--project", name, "-o", f"{work}/again.zip", "--data", f"{work}/two")
            with zipfile.ZipFile(f"{work}/out.zip") as archive:
                document = json.load(io.TextIOWrapper(archive.open("project.json"), encoding="utf-8"))
            equal = Path(f"{work}/out.zip").read_bytes() == Path(f"{work}/again.zip").read_bytes()
        wanted = sorted((row["comment-body"], int(row["agrees"]), row["moderated"] == "-1") for row in rows)
        found = sorted((one["text"], one["support"], one["hidden"]) for one in document["contributions"])
        print(
            f"{name}: {told['in']} in, {told['kept']} kept, {sum(hidden for _text, _support, hidden in found)} hidden, "
            f"{took:.1f} s; word for word: {wanted == found}; archive read and written again is equal: {equal}"
        )
        assert wanted == found
        assert equal
        assert told["in"] == told["kept"] == len(rows)


if __name__ == "__main__":
    main()
