"""How long importing takes, each time in a fresh process; for the packages themselves 100 ms is the most we allow.

python benchmarks/import_time.py [--times N]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

MODULES = ("wesaid", "wesaid.evidence", "wesaid.evidence.flow", "wesaid.cli")
ALLOWED = {"wesaid": 0.1, "wesaid.evidence": 0.1}  # seconds; what loads when it is used is only told
HEAVY = ("numpy", "scipy", "sklearn", "duckdb", "openpyxl", "django")
CODE = """
import sys, time
start = time.perf_counter()
import {module}
took = time.perf_counter() - start
print(took, *(name for name in {heavy!r} if name in sys.modules))
"""


def import_once(module: str) -> tuple[float, list[str]]:
    """Seconds to import a module, and which heavy libraries came with it."""
    code = CODE.format(module=module, heavy=HEAVY)
    took, *heavy = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    return float(took), heavy


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=11, help="fresh processes for each module (default 11)")
    times = parser.parse_args().times
    late = False
    for module in MODULES:
        import_once(module)  # the first time files are read from disk and compiled
        runs = [import_once(module) for _ in range(times)]
        seconds = [took for took, _heavy in runs]
        heavy = sorted({name for _took, names in runs for name in names})
        late |= median(seconds) > ALLOWED.get(module, float("inf")) or bool(heavy)
        print(
            f"import {module}: median {median(seconds) * 1000:.1f} ms, most {max(seconds) * 1000:.1f} ms, "
            f"heavy: {', '.join(heavy) or 'none'}"
        )
    command = str(Path(sys.executable).with_name("wesaid"))
    whole = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([command, "--version"], capture_output=True, check=True)
        whole.append(time.perf_counter() - start)
    print(f"wesaid --version, from start to end: median {median(whole) * 1000:.1f} ms")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
