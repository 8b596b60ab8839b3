"""Which format goes with which ending of a file's name. Formats are loaded when they are used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from wesaid.evidence.formats.result import UnknownFormat

# A format is a module with `read(data)`, which gives every record and every rejection, and `write(references, out)`.
_MODULES = {
    ".ris": "ris",
    ".nbib": "nbib",
    ".bib": "bibtex",
    ".bibtex": "bibtex",
    ".xml": "endnote",
    ".csv": "csv_table",
    ".tsv": "csv_table",
    ".xlsx": "xlsx",
    ".ciw": "ciw",
    ".txt": "",  # any of the formats in lines: which one is seen from the first tag
}
SUFFIXES = tuple(_MODULES)


def format_name(path: Path) -> str:
    """The name of the format of a file.

    Raises:
        UnknownFormat: no format goes with the ending.
    """
    name = _MODULES.get(path.suffix.lower())
    if name is None:
        ending = f"'{path.suffix}'" if path.suffix else "a name without an ending"
        raise UnknownFormat(f"{path}: no format goes with {ending}; known are {', '.join(SUFFIXES)}")
    return name or "txt"


def load(name: str) -> ModuleType:
    return import_module(f"wesaid.evidence.formats.{name}")
