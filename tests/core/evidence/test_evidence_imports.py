"""The facade: pleasant names, and nothing heavy until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import wesaid.evidence

HEAVY = ("numpy", "scipy", "sklearn", "duckdb", "openpyxl", "rapidfuzz", "rispy", "bibtexparser", "django", "jinja2")


@pytest.mark.parametrize("module", ["wesaid", "wesaid.evidence", "wesaid.evidence.flow", "wesaid.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    """In a process of its own, since this one has numpy already."""
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_name_of_the_facade_is_there() -> None:
    assert set(wesaid.evidence.__all__) == set(wesaid.evidence._PUBLIC)
    for name in wesaid.evidence.__all__:
        assert getattr(wesaid.evidence, name) is not None
        assert name in dir(wesaid.evidence)


def test_a_name_that_is_not_there_is_an_error_like_any_other() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        wesaid.evidence.nothing  # noqa: B018
