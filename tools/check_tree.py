"""What no linter knows of this repository: file sizes, addresses not to be named, dead links, vendored files as they were."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
VENDORED = ROOT / "src/wesaid_web/common/static/wesaid"
LONGEST = 600  # lines of a source file
NEEDS_REASON = 400  # lines above which a source file says, in its first lines, why it is long
# Hosts of package registries and paths of one machine, written so that this file does not match itself.
FORBIDDEN = re.compile(
    r"py[p]i\.org|python[h]osted\.org|registry\.n[p]mjs|registry\.y[a]rnpkg|deb\.d[e]bian\.org|/h[o]me/\w+/|/U[s]ers/\w+/|/w[o]rk/\w+"
)
# [words](target) and ![words](target "title"); [name]: target; what stands in code is no link.
LINK = re.compile(
    r"""\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\))?)>?(?:\s+["'][^"']*["'])?\s*\)|^\[[^\]]+\]:\s+(\S+)""", re.MULTILINE
)
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def tracked() -> list[Path]:
    """The files git tracks, and new ones it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def problems() -> Iterator[str]:
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if match := FORBIDDEN.search(text):
            yield f"{name}: names {match.group(0)}"
        if path.suffix == ".md":
            yield from _dead_links(path, name, text)
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from _too_long(name, text)
    yield from _vendored()


def _dead_links(path: Path, name: str, text: str) -> Iterator[str]:
    """Relative links of a Markdown file that lead to nothing in this repository."""
    for target in (inline or defined for inline, defined in LINK.findall(CODE.sub("", text))):
        if ELSEWHERE.match(target):
            continue
        to = (path.parent / unquote(target.partition("#")[0])).resolve()
        if not (to.exists() and to.is_relative_to(ROOT)):
            yield f"{name}: links to {target}, which is not there"


def _too_long(name: str, text: str) -> Iterator[str]:
    lines = text.count("\n")
    if lines > LONGEST:
        yield f"{name}: {lines} lines, the most is {LONGEST}"
    elif lines > NEEDS_REASON and "Long because" not in text[:1200]:
        yield f"{name}: {lines} lines; split it, or say in its docstring: Long because ..."


def _vendored() -> Iterator[str]:
    entries = json.loads((VENDORED / "VENDOR.json").read_text())["files"]
    for entry in entries:
        found = hashlib.sha256((VENDORED / entry["file"]).read_bytes()).hexdigest()
        if found != entry["sha256"]:
            yield f"{entry['file']}: not as it was built; run npm ci && npm run build in frontend/"
    known = {entry["file"] for entry in entries} | {"VENDOR.json", "LICENSES.txt"}
    for path in VENDORED.rglob("*"):
        if path.is_file() and path.relative_to(VENDORED).as_posix() not in known:
            yield f"{path.relative_to(ROOT)}: vendored without an entry"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found) or "ok: sizes, addresses, links, vendored files")
    sys.exit(1 if found else 0)
