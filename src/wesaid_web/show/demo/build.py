"""Building the worked example."""

from __future__ import annotations


def build_once() -> None:
    """Build it if it is not there."""
