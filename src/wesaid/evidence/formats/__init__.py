"""References in and out of files: RIS, PubMed NBIB, BibTeX, EndNote XML, CSV, XLSX and CIW.

Everything in a file is kept or rejected with its line and the reason; what is kept comes back the same through any of the
formats. How fields map, and where we differ from other programs, is in docs/methods/formats.md.
"""

from __future__ import annotations

from wesaid.evidence.formats.reading import read, read_bytes
from wesaid.evidence.formats.registry import SUFFIXES
from wesaid.evidence.formats.result import FileRead, ReadResult, Rejected, UnknownFormat
from wesaid.evidence.formats.writing import write

__all__ = ["SUFFIXES", "FileRead", "ReadResult", "Rejected", "UnknownFormat", "read", "read_bytes", "write"]
