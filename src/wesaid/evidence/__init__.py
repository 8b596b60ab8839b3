"""Evidence: references in, duplicates, the order of screening, and a flow that adds up.

Everything takes values and returns values. Heavy libraries are imported where they are used, so that importing this
package stays quick. What it offers is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wesaid.evidence.formats import ReadResult as ReadResult
    from wesaid.evidence.formats import read as read
    from wesaid.evidence.formats import write as write
    from wesaid.evidence.reference import Reference as Reference

# Name -> module that has it.
_OFFERED = {
    "Reference": "wesaid.evidence.reference",
    "ReadResult": "wesaid.evidence.formats",
    "read": "wesaid.evidence.formats",
    "write": "wesaid.evidence.formats",
}
__all__ = list(_OFFERED)


def __getattr__(name: str) -> Any:
    if name not in _OFFERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_OFFERED[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_OFFERED})
