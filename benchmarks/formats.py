"""Reading and writing many references: ours beside rispy and bibtexparser, on the same made files, in the same run.

python benchmarks/formats.py                # 100,000 records, 94 MB of RIS
python benchmarks/formats.py --n 10000
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

LIMIT_CPU, LIMIT_MB = 10.0, 1024  # for RIS to CSV, with 100,000 records
SYLLABLES = [
    "ca",
    "re",
    "co",
    "pro",
    "duc",
    "tion",
    "in",
    "te",
    "gra",
    "ted",
    "path",
    "way",
    "per",
    "son",
    "led",
    "out",
    "come",
]
SYLLABLES += ["mea", "sure", "ser", "vice", "de", "ci", "sion", "sha", "red"]


def words(chance: random.Random, count: int) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(count))


def record(chance: random.Random, number: int) -> dict[str, list[str]]:
    """A made record of about the length that a database exports."""
    start = chance.randint(1, 1800)
    return {
        "AU": [
            f"{words(chance, 1).title()}, {chance.choice('ABCDEFGHJKLMNPRSTW')}." for _ in range(chance.randint(2, 6))
        ],
        "TI": [words(chance, 12).capitalize()],
        "T2": [words(chance, 4).title()],
        "PY": [str(chance.randint(1975, 2024))],
        "VL": [str(chance.randint(1, 120))],
        "IS": [str(chance.randint(1, 12))],
        "SP": [str(start)],
        "EP": [str(start + 9)],
        "DO": [f"10.5555/x{number}"],
        "AB": [words(chance, 54).capitalize()],
        "KW": [words(chance, 2) for _ in range(4)],
        "AD": [words(chance, 6)],
        "N1": [words(chance, 3)],
        "DB": ["Made"],
    }


def make(folder: Path, count: int) -> tuple[Path, Path]:
    """The same records as RIS and as BibTeX."""
    chance = random.Random(7)
    ris, bib = folder / "made.ris", folder / "made.bib"
    names = {
        "TI": "title",
        "T2": "journal",
        "PY": "year",
        "VL": "volume",
        "IS": "number",
        "DO": "doi",
        "AB": "abstract",
        "AD": "address",
    }
    with ris.open("w", encoding="utf-8") as first, bib.open("w", encoding="utf-8") as second:
        for number in range(count):
            fields = record(chance, number)
            lines = [f"{tag}  - {value}\n" for tag, values in fields.items() for value in values]
            first.write(f"TY  - JOUR\n{''.join(lines)}ER  - \n\n")
            body = "".join(f"  {names[tag]} = {{{values[0]}}},\n" for tag, values in fields.items() if tag in names)
            second.write(f"@article{{k{number},\n  author = {{{' and '.join(fields['AU'])}}},\n{body}}}\n\n")
    return ris, bib


_OURS = "from wesaid.evidence import read, write; r = read({file!r}); n = len(r.references)"
JOBS = (
    ("RIS to CSV, wesaid convert", "ris", "from wesaid.cli import main; main(['convert', {file!r}, '-o', {file!r} + '.csv', '--json']); n = -1"),  # noqa: E501
    ("RIS read, wesaid", "ris", _OURS),
    ("RIS read, rispy", "ris", "import rispy, pathlib; n = len(rispy.load(pathlib.Path({file!r}), encoding='utf-8'))"),
    ("RIS read and written, wesaid", "ris", _OURS + "; write(r.references, {file!r} + '.ris')"),
    ("RIS to XLSX, wesaid", "ris", _OURS + "; write(r.references, {file!r} + '.xlsx')"),
    ("BibTeX read, wesaid", "bib", _OURS),
    ("BibTeX read, bibtexparser", "bib", "import bibtexparser; n = len(bibtexparser.parse_file({file!r}).entries)"),
)  # fmt: skip


def measured(code: str, file: Path) -> dict[str, float]:
    """Run this in a process of its own: CPU seconds and memory, start-up included."""
    program = (
        code.format(file=str(file))
        + "\nimport json, resource, sys\nuse = resource.getrusage(resource.RUSAGE_SELF)\n"
        + "print(json.dumps({'n': n, 'cpu': use.ru_utime + use.ru_stime, 'mb': use.ru_maxrss / 1024}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stderr.strip().splitlines()[-1])
    return found


def results(count: int, only: str) -> Iterator[tuple[str, dict[str, float]]]:
    with tempfile.TemporaryDirectory() as folder:
        ris, bib = make(Path(folder), count)
        print(
            f"{count:,} made records: RIS {ris.stat().st_size / 1e6:.0f} MB, BibTeX {bib.stat().st_size / 1e6:.0f} MB"
        )
        for name, form, code in (job for job in JOBS if only in job[0]):
            yield name, measured(code, ris if form == "ris" else bib)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--only", default="", help="jobs with this in their name")
    options = parser.parse_args()
    failed = False
    for name, found in results(options.n, options.only):
        over = (
            name.endswith("convert") and options.n == 100_000 and (found["cpu"] > LIMIT_CPU or found["mb"] > LIMIT_MB)
        )
        failed |= over
        print(
            f"{name:<32} {found['cpu']:>6.1f} CPU s {found['mb']:>6.0f} MB" + ("  TOO MUCH" if over else ""), flush=True
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
