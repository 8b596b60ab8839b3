"""Evidence: references in, duplicates, the order of screening, and a flow that adds up.

Everything takes values and returns values::

    from wesaid.evidence import find_duplicates, flow, rank, read

    found = read("search.ris")
    groups = find_duplicates(found.references).groups

Names are looked up when they are first used, and heavy libraries are imported where they are used, so that importing
this package stays quick. ``examples/evidence_review.py`` walks from references to a flow.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in typing, which is slow to load
if TYPE_CHECKING:
    from wesaid.evidence import flow as flow
    from wesaid.evidence.duplicates import find_duplicates as find_duplicates
    from wesaid.evidence.formats import ReadResult as ReadResult
    from wesaid.evidence.formats import read as read
    from wesaid.evidence.formats import write as write
    from wesaid.evidence.reference import Reference as Reference
    from wesaid.evidence.screening.rank import rank as rank

# name: (module, attribute). Without an attribute the name is the module itself.
_PUBLIC: dict[str, tuple[str, str | None]] = {
    "ReadResult": ("wesaid.evidence.formats", "ReadResult"),
    "Reference": ("wesaid.evidence.reference", "Reference"),
    "find_duplicates": ("wesaid.evidence.duplicates", "find_duplicates"),
    "flow": ("wesaid.evidence.flow", None),
    "rank": ("wesaid.evidence.screening.rank", "rank"),
    "read": ("wesaid.evidence.formats", "read"),
    "write": ("wesaid.evidence.formats", "write"),
}

__all__ = ["ReadResult", "Reference", "find_duplicates", "flow", "rank", "read", "write"]


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PUBLIC[name]
    found: object = import_module(module)
    if attribute is not None:
        found = getattr(found, attribute)
    globals()[name] = found  # the next time it is there at once
    return found


def __dir__() -> list[str]:
    return sorted({*(name for name in globals() if name.startswith("__")), *__all__})
