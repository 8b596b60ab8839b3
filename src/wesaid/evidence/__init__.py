"""Evidence: references in, duplicates, the order of screening, and a flow that adds up.

Everything takes values and returns values::

    from wesaid.evidence import flow

    found = flow.from_counts({"identified": 120, "duplicates_removed": 20})

Names are looked up when they are first used, and heavy libraries are imported where they are used, so that importing
this package stays quick.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in typing, which is slow to load
if TYPE_CHECKING:
    from wesaid.evidence import flow as flow

# name: (module, attribute). Without an attribute the name is the module itself.
_PUBLIC: dict[str, tuple[str, str | None]] = {
    "flow": ("wesaid.evidence.flow", None),
}

__all__ = ["flow"]


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
