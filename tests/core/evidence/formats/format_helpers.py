"""What the tests of the formats share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from wesaid.evidence import ReadResult, Reference, read, write

SUFFIXES = (".ris", ".nbib", ".bib", ".xml", ".csv", ".tsv", ".xlsx", ".ciw")


def made(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def comparable(references: Iterable[Reference]) -> list[Reference]:
    """Records with their extra fields in the order of their tags: a table keeps no order between different ones."""
    return [replace(one, extra=tuple(sorted(one.extra, key=lambda pair: pair[0]))) for one in references]


def there_and_back(folder: Path, references: Iterable[Reference], suffix: str) -> ReadResult:
    path = folder / f"again{suffix}"
    write(references, path)
    return read(path)
